/*
 * tests/user/exec_mutants_test.c - execve of mutated ELF images
 *
 *	exec_mutants_test [COUNT [SEED]]
 *
 * Three images in turn: this very program, which is linked statically; one that is
 * position-independent; and a small one that names the second as its interpreter. In each
 * mutant some fields of the headers hold other numbers, or bytes are others, or the end is
 * missing. The kernel refuses it, kills it or runs it, and gives back what that took. The
 * same seed makes the same mutants.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>

#include "child.h"
#include "leak.h"
#include "random.h"
#include "tap.h"

#define DIRECTORY "/tmp/exec_mutants_test"
#define STATIC DIRECTORY "/static"
#define PIE DIRECTORY "/pie"
#define DYNAMIC DIRECTORY "/dynamic"
#define PAGE 4096
#define NOBODY 65534
#define RUNS "mutant" /* argv[0] of what should leave at once, with 42 */

static uint64_t state;

static unsigned int any(unsigned int below)
{
	return random_below(&state, below);
}

struct image {
	const char *path;
	size_t size;
	unsigned char *good, *bytes;
};

/* --- mutating --------------------------------------------------------------------- */

static uint64_t hostile_number(uint64_t was)
{
	static const uint64_t numbers[] = {
		0,
		1,
		8,
		PAGE - 1,
		PAGE,
		0xffff,
		INT32_MAX,
		UINT32_MAX,
		1UL << 32,
		0x7ffffffff000,
		1UL << 47,
		INT64_MAX,
		1UL << 63,
		0xffff888000000000,
		0xffffffff80000000,
		-(uint64_t)PAGE,
		-1,
	};

	switch (any(5)) {
	case 0:
		return was ^ 1UL << any(64);
	case 1:
		return was + any(2 * PAGE) - PAGE;
	case 2:
		return was + ((uint64_t)any(16) - 8) * PAGE;
	default:
		return numbers[any(sizeof(numbers) / sizeof(*numbers))];
	}
}

/* Fields of both headers begin at multiples of their sizes. */
static void mutate_field(struct image *image, size_t headers)
{
	static const unsigned char sizes[] = { 2, 4, 8, 8 };
	size_t size = sizes[any(sizeof(sizes))], at = any(headers / size) * size;
	uint64_t value = 0;

	memcpy(&value, image->bytes + at, size);
	value = hostile_number(value);
	memcpy(image->bytes + at, &value, size);
}

/* Returns how much of the image there is to be. */
static size_t mutate(struct image *image)
{
	const Elf64_Ehdr *header = (void *)image->good;
	size_t headers = sizeof(*header) + header->e_phnum * sizeof(Elf64_Phdr);

	for (unsigned int n = any(4); n; n--)
		mutate_field(image, headers);
	if (any(4) == 0)
		image->bytes[any(headers)] = any(256);
	if (any(8) == 0) /* the interpreter's name, for one */
		image->bytes[headers + any(64)] = any(256);
	return any(8) ? image->size : any(any(2) ? headers : image->size);
}

/* --- running ---------------------------------------------------------------------- */

static void store(const struct image *image, size_t size)
{
	int fd = open(image->path, O_WRONLY | O_CREAT | O_TRUNC, 0755);

	if (fd < 0 || write(fd, image->bytes, size) != (ssize_t)size)
		_exit(90);
	close(fd);
}

/* Whatever code a mutant runs into: it is nobody's, reads nothing, and ends. */
static int execute(void *path)
{
	static char *const argv[] = { RUNS, NULL };
	int null = open("/dev/null", O_RDWR);

	for (int fd = 0; fd < 3; fd++)
		dup2(null, fd);
	setrlimit(RLIMIT_CPU, &(struct rlimit){ 1, 2 });
	setrlimit(RLIMIT_NPROC, &(struct rlimit){ 1, 1 });
	setitimer(ITIMER_REAL, &(struct itimerval){ .it_value.tv_sec = 20 }, NULL);
	if (setgid(NOBODY) || setuid(NOBODY))
		return 91;
	execve(path, argv, argv + 1);
	return 127;
}

static struct {
	int refused, ran, killed;
} ends;

static void run_mutant(struct image *image)
{
	int status;

	memcpy(image->bytes, image->good, image->size);
	store(image, mutate(image));
	status = in_child(execute, (void *)image->path);
	if (exited_with(status, 127))
		ends.refused++;
	else if (status != -1 && WIFEXITED(status))
		ends.ran++;
	else if (status != -1 && WIFSIGNALED(status))
		ends.killed++;
	memcpy(image->bytes, image->good, image->size);
	if (any(2)) /* the next mutant's interpreter is good, or not */
		store(image, image->size);
}

/* --- images ----------------------------------------------------------------------- */

static void load(struct image *image, const char *from)
{
	int fd = open(from, O_RDONLY);
	struct stat stat;

	if (fd < 0 || fstat(fd, &stat))
		_exit(92);
	image->size = stat.st_size;
	image->good = malloc(image->size);
	image->bytes = malloc(image->size);
	if (read(fd, image->good, image->size) != (ssize_t)image->size)
		_exit(93);
	close(fd);
	memcpy(image->bytes, image->good, image->size);
	store(image, image->size);
}

/* One page, whose code is its interpreter's. */
static void make_dynamic(struct image *image)
{
	struct {
		Elf64_Ehdr header;
		Elf64_Phdr interp, load;
		char name[PAGE];
	} * dynamic;

	image->size = sizeof(*dynamic);
	image->good = calloc(1, image->size);
	image->bytes = calloc(1, image->size);
	dynamic = (void *)image->good;
	dynamic->header = (Elf64_Ehdr){
		.e_ident = ELFMAG "\2\1\1",
		.e_type = ET_DYN,
		.e_machine = EM_X86_64,
		.e_version = EV_CURRENT,
		.e_phoff = sizeof(Elf64_Ehdr),
		.e_ehsize = sizeof(Elf64_Ehdr),
		.e_phentsize = sizeof(Elf64_Phdr),
		.e_phnum = 2,
	};
	dynamic->interp =
		(Elf64_Phdr){ .p_type = PT_INTERP,
			      .p_offset = (char *)dynamic->name - (char *)dynamic,
			      .p_filesz = sizeof(PIE) };
	dynamic->load = (Elf64_Phdr){ .p_type = PT_LOAD,
				      .p_flags = PF_R | PF_W | PF_X,
				      .p_filesz = sizeof(*dynamic),
				      .p_memsz = sizeof(*dynamic) + 3 * PAGE,
				      .p_align = PAGE };
	strcpy(dynamic->name, PIE);
	memcpy(image->bytes, image->good, image->size);
	store(image, image->size);
}

int main(int argc, char **argv)
{
	struct image images[] = { { .path = STATIC },
				  { .path = PIE },
				  { .path = DYNAMIC } };
	int count = argc > 1 ? atoi(argv[1]) : 500;

	if (!strcmp(argv[0], RUNS))
		return 42;
	state = argc > 2 ? strtoul(argv[2], NULL, 0) : 1;
	mkdir(DIRECTORY, 0755);
	load(&images[0], "/proc/self/exe");
	load(&images[1], "/tests/auxv_pie_test");
	make_dynamic(&images[2]);
	EQ(in_child(execute, STATIC), 42 << 8, "the static image runs");
	EQ(in_child(execute, PIE), 1 << 8, "the position-independent image runs");
	EQ(in_child(execute, DYNAMIC), 1 << 8, "the one with an interpreter runs");
	for (int i = 0; i < 30; i++)
		run_mutant(&images[i % 3]);
	for (int i = 0; i < 3; i++)
		store(&images[i], images[i].size);
	memset(&ends, 0, sizeof(ends));
	leak_begin();
	for (int i = 0; i < count; i++)
		run_mutant(&images[i % 3]);
	for (int i = 0; i < 3; i++)
		store(&images[i], images[i].size);
	EQ(ends.refused + ends.ran + ends.killed, count, "every mutant comes to an end");
	OK(ends.refused > count / 8 && ends.ran > count / 50 && ends.killed > count / 50,
	   "some are refused, some run, some are killed");
	leak_expect("execve");
	EQ(in_child(execute, STATIC), 42 << 8, "the static image still runs");
	unlink(STATIC);
	unlink(PIE);
	unlink(DYNAMIC);
	rmdir(DIRECTORY);
	return tap_done();
}
