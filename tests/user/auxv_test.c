/*
 * tests/user/auxv_test.c - what lies on the stack when a program begins
 *
 *	argc, argv[0..], NULL, envp[0..], NULL, {type, value}.., {AT_NULL, 0}
 *
 * (System V ABI for AMD64, 3.4.1.) Built twice: auxv_test has fixed addresses,
 * auxv_pie_test is static-PIE, which the kernel may place anywhere.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "child.h"
#include "tap.h"

#ifndef AT_MINSIGSTKSZ
#define AT_MINSIGSTKSZ 51
#endif

extern char **environ;
void _start(void);

/* Is @type there, and what is its value? The vector begins behind the environment. */
static int find(unsigned long type, unsigned long *value)
{
	char **end = environ;
	Elf64_auxv_t *aux;

	while (*end)
		end++;
	for (aux = (Elf64_auxv_t *)(end + 1); aux->a_type != AT_NULL; aux++) {
		if (aux->a_type == type) {
			*value = aux->a_un.a_val;
			return 1;
		}
	}
	return 0;
}

#define HAS(type, want)                                         \
	do {                                                    \
		unsigned long __value = 0;                      \
		OK(find(type, &__value), "%s is there", #type); \
		EQ(__value, want, "%s", #type);                 \
	} while (0)

static unsigned int cpuid_1_edx(void)
{
	unsigned int a = 1, b, c = 0, d;

	__asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
	return d;
}

static void test_arguments(int argc, char **argv)
{
	EQ((uintptr_t)(argv - 1) % 16, 0, "the stack pointer was 16-byte aligned");
	EQ((long)argv[-1], argc, "argc lies below argv");
	OK(argv[argc] == NULL, "a NULL ends argv");
	OK(environ == argv + argc + 1, "the environment follows");
}

static void test_program_headers(void)
{
	const Elf64_Phdr *phdr = (void *)getauxval(AT_PHDR);
	unsigned long count = getauxval(AT_PHNUM), loads = 0;
	int fd = open((char *)getauxval(AT_EXECFN), O_RDONLY);
	Elf64_Ehdr header;

	OK(phdr != NULL, "AT_PHDR is there");
	HAS(AT_PHENT, sizeof(Elf64_Phdr));
	EQ(read(fd, &header, sizeof(header)), sizeof(header), "AT_EXECFN names our file");
	HAS(AT_PHNUM, header.e_phnum);
	for (unsigned long i = 0; phdr && i < count; i++)
		loads += phdr[i].p_type == PT_LOAD;
	OK(loads >= 2, "the program headers are in memory");
	HAS(AT_ENTRY, (unsigned long)(uintptr_t)_start);
	close(fd);
}

static void test_rest(char **argv)
{
	const char *text = (char *)getauxval(AT_PLATFORM);
	unsigned long value;

	HAS(AT_PAGESZ, 4096);
	HAS(AT_BASE, 0);
	HAS(AT_FLAGS, 0);
	HAS(AT_UID, 0);
	HAS(AT_EUID, 0);
	HAS(AT_GID, 0);
	HAS(AT_EGID, 0);
	HAS(AT_SECURE, 0);
	HAS(AT_CLKTCK, 100);
	HAS(AT_HWCAP, cpuid_1_edx());
	OK(find(AT_HWCAP2, &value), "AT_HWCAP2 is there");
	OK(text && !strcmp(text, "x86_64"), "AT_PLATFORM");
	text = (char *)getauxval(AT_EXECFN);
	OK(text && !strcmp(text, argv[0]), "AT_EXECFN");
	OK(getauxval(AT_MINSIGSTKSZ) >= 1024, "AT_MINSIGSTKSZ");
	OK(getauxval(AT_RANDOM) != 0, "AT_RANDOM is there");
}

/* What a program finds that another run of it should not. */
struct places {
	char random[16];
	uintptr_t program, heap, mapping, stack;
};

#define RUNS 3 /* two may agree by chance */
#define DATA_FILE "/tmp/auxv_test.data"
#define SETTING "/proc/sys/kernel/randomize_va_space"

/* As a child: tell the parent. */
static int give_places(void)
{
	int fd = open(DATA_FILE, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	struct places here = {
		.program = (uintptr_t)give_places,
		.heap = (uintptr_t)sbrk(0),
		.mapping = (uintptr_t)mmap(NULL, 4096, PROT_NONE,
					   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
		.stack = (uintptr_t)__builtin_frame_address(0),
	};

	memcpy(here.random, (void *)getauxval(AT_RANDOM), sizeof(here.random));
	return write(fd, &here, sizeof(here)) != sizeof(here);
}

static void ask_places(const char *self, struct places *places)
{
	char *argv[] = { (char *)self, "child", NULL };
	int fd, good = exited_with(run_program(argv), 0);

	fd = open(DATA_FILE, O_RDONLY);
	good &= read(fd, places, sizeof(*places)) == sizeof(*places);
	OK(good, "a program tells where it is");
	close(fd);
	unlink(DATA_FILE);
}

static void write_setting(char digit)
{
	int fd = open(SETTING, O_WRONLY);

	EQ(write(fd, &digit, 1), 1, "randomize_va_space = %c", digit);
	close(fd);
}

/* Does FIELD differ between the runs? */
#define VARIES(field) (at[0].field != at[1].field || at[1].field != at[2].field)

/* What of them moves, and the heap relative to the program? */
static void test_moves(const char *self, char setting, int pie)
{
	struct places at[RUNS];

	write_setting(setting);
	for (int i = 0; i < RUNS; i++)
		ask_places(self, &at[i]);
	OK(memcmp(at[0].random, at[1].random, 16), "their random bytes differ");
	EQ(VARIES(program), pie && setting > '0', "the program's place");
	EQ(VARIES(mapping), setting > '0', "a mapping's");
	EQ(VARIES(stack), setting > '0', "the stack's");
	for (int i = 0; i < RUNS; i++)
		at[i].heap -= at[i].program;
	/* A static-PIE program lies among the mappings, where no heap has room. */
	EQ(VARIES(heap), setting > (pie ? '0' : '1'), "the heap's, beside the program's");
}

int main(int argc, char **argv)
{
	const Elf64_Ehdr *header;

	if (argc == 2)
		return give_places();
	test_arguments(argc, argv);
	test_program_headers();
	test_rest(argv);
	header = (void *)(getauxval(AT_PHDR) - sizeof(*header));
	for (char setting = '0'; setting <= '2'; setting++)
		test_moves(argv[0], setting, header->e_type == ET_DYN);
	return tap_done();
}
