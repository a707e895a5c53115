/* tests/user/details_test.c - details of the ABI that are easy to get wrong */
#define _GNU_SOURCE
#include <elf.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <termios.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

#define PAGE 4096L
#define FILE_NAME "/tmp/details_test"
#define BASE 0x400000

/* The smallest program: it leaves with 1 when RDX is not 0, where a libc has its atexit(). */
static void test_rdx(void)
{
	static const struct {
		Elf64_Ehdr ehdr;
		Elf64_Phdr phdr;
		unsigned char code[18];
	} image = {
		.ehdr = { .e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB, 1 },
			  .e_type = ET_EXEC,
			  .e_machine = EM_X86_64,
			  .e_version = 1,
			  .e_entry = BASE + sizeof(Elf64_Ehdr) + sizeof(Elf64_Phdr),
			  .e_phoff = sizeof(Elf64_Ehdr),
			  .e_ehsize = sizeof(Elf64_Ehdr),
			  .e_phentsize = sizeof(Elf64_Phdr),
			  .e_phnum = 1 },
		.phdr = { .p_type = PT_LOAD,
			  .p_flags = PF_R | PF_X,
			  .p_vaddr = BASE,
			  .p_filesz = sizeof(image),
			  .p_memsz = sizeof(image),
			  .p_align = PAGE },
		.code = { 0x48, 0x85, 0xd2,        /* test rdx, rdx */
			  0x40, 0x0f, 0x95, 0xc7,  /* setne dil */
			  0x40, 0x0f, 0xb6, 0xff,  /* movzx edi, dil */
			  0xb8, SYS_exit, 0, 0, 0, /* mov eax, SYS_exit */
			  0x0f, 0x05 },            /* syscall */
	};
	char *argv[] = { FILE_NAME, NULL };
	int fd = open(FILE_NAME, O_CREAT | O_WRONLY, 0755);

	EQ(write(fd, &image, sizeof(image)), sizeof(image), "the smallest program");
	close(fd);
	OK(exited_with(run_program(argv), 0), "finds RDX 0 at its entry");
	unlink(FILE_NAME);
}

/* musl's malloc protects the page at the old break, and goes on above it. */
static void test_brk(void)
{
	long old = (sys(SYS_brk, 0) + PAGE - 1) & -PAGE;
	char *heap = (char *)old;

	EQ(sys(SYS_brk, old + 2 * PAGE), old + 2 * PAGE, "the heap grows");
	OK(mmap(heap, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) ==
		   heap,
	   "a page without rights over its first");
	heap[PAGE] = 1;
	EQ(sys(SYS_brk, old + 4 * PAGE), old + 4 * PAGE, "it grows further");
	heap[3 * PAGE] = 1;
	EQ(heap[PAGE], 1, "and keeps what it had");
	EQ(sys(SYS_brk, -PAGE), old + 4 * PAGE, "what is too much changes nothing");
	EQ(sys(SYS_brk, 1), old + 4 * PAGE, "nor does what is too little");
}

static void test_empty_path(void)
{
	struct stat by_path, by_fd;
	int fd = open("/dev/null", O_RDONLY);

	EQ(stat("/dev/null", &by_path), 0, "stat");
	EQ(sys(SYS_newfstatat, fd, "", &by_fd, AT_EMPTY_PATH), 0,
	   "newfstatat of a descriptor");
	OK(by_path.st_ino == by_fd.st_ino && by_path.st_rdev == by_fd.st_rdev,
	   "is the same file");
	FAILS(sys(SYS_newfstatat, fd, "", &by_fd, 0), ENOENT, "without AT_EMPTY_PATH");
	close(fd);
	close(open(FILE_NAME, O_CREAT | O_WRONLY, 0644));
	FAILS(open(FILE_NAME, O_RDONLY | O_DIRECTORY | O_NOFOLLOW), ENOTDIR,
	      "a file is no directory");
	unlink(FILE_NAME);
}

static int writes_to(void *page)
{
	strcpy(page, "child");
	return 0;
}

static void test_unlinked(void)
{
	int fd = open(FILE_NAME, O_CREAT | O_RDWR, 0600);
	char *page;

	EQ(ftruncate(fd, PAGE), 0, "a file of one page");
	page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	OK(page != MAP_FAILED, "is mapped shared");
	close(fd);
	EQ(unlink(FILE_NAME), 0, "then it is removed");
	OK(exited_with(in_child(writes_to, page), 0), "a child writes to the mapping");
	OK(!strcmp(page, "child"), "and its parent reads that");
	munmap(page, PAGE);
}

static volatile sig_atomic_t caught;

static void on_signal(int sig)
{
	caught++;
}

static void test_wait(void)
{
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
	pid_t child;
	int status;

	sigaction(SIGUSR1, &action, NULL);
	child = fork();
	if (!child) {
		for (int i = 1; i <= 3; i++) {
			wait_for_state(getppid(), 'S');
			kill(getppid(), SIGUSR1);
		}
		wait_for_state(getppid(), 'S');
		_exit(7);
	}
	EQ(sys(SYS_wait4, child, &status, 0, NULL), child, "SIGUSR1 does not end wait4");
	OK(exited_with(status, 7), "the child's end does");
	OK(caught >= 1, "the handler ran meanwhile");
}

static void test_termios(void)
{
	unsigned char bytes[64];
	int fd = open("/dev/ptmx", O_RDWR | O_NOCTTY);

	memset(bytes, 0x5a, sizeof(bytes));
	EQ(sys(SYS_ioctl, fd, TCGETS, bytes), 0, "TCGETS");
	OK(bytes[35] != 0x5a && bytes[36] == 0x5a, "fills 36 bytes");
	close(fd);
}

int main(void)
{
	test_rdx();
	test_brk();
	test_empty_path();
	test_unlinked();
	test_wait();
	test_termios();
	return tap_done();
}
