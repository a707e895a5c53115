/*
 * tests/user/fault_code_test.c - siginfo of each fault that cannot be served: si_code, si_addr
 *
 * And where /proc/PID/stat says that the parts of a program lie.
 */
#include "mem.h"

static volatile unsigned long sum;

static int __attribute__((noinline)) call_signal(char *at)
{
	int sig = sigsetjmp(touch_back, 1);

	if (!sig)
		((void (*)(void))at)();
	return sig;
}

/* The last fault was of that kind, and there. */
static void is(int code, const void *addr, const char *what)
{
	EQ(touch_info.si_code, code, "%s: si_code", what);
	EQ((long)touch_info.si_addr, (long)addr, "... and si_addr");
	EQ(touch_info.si_errno, 0, "... and no si_errno");
	memset((void *)&touch_info, 0, sizeof(touch_info));
}

static void test_nothing_there(void)
{
	char *area = anon_at(0, 4);

	EQ(read_signal(area - 1), SIGSEGV, "below a mapping");
	is(SEGV_MAPERR, area - 1, "SEGV_MAPERR");
	EQ(write_signal(area + 4 * PAGE + 5), SIGSEGV, "behind it");
	is(SEGV_MAPERR, area + 4 * PAGE + 5, "SEGV_MAPERR");
	munmap(area + PAGE, PAGE);
	EQ(write_signal(area + PAGE), SIGSEGV, "unmapped");
	is(SEGV_MAPERR, area + PAGE, "SEGV_MAPERR");
	EQ(call_signal(area + 8 * PAGE), SIGSEGV, "a call to nowhere");
	is(SEGV_MAPERR, area + 8 * PAGE, "SEGV_MAPERR");
	EQ(read_signal((char *)16), SIGSEGV, "page 0");
	is(SEGV_MAPERR, (char *)16, "SEGV_MAPERR");
	EQ(read_signal((char *)0x7ffffffff000), SIGSEGV, "behind the last page");
	is(SEGV_MAPERR, (char *)0x7ffffffff000, "SEGV_MAPERR");
	EQ(write_signal((char *)KERNEL_HALF), SIGSEGV, "the kernel's half");
	is(SEGV_MAPERR, (char *)KERNEL_HALF, "SEGV_MAPERR");
	EQ(read_signal((char *)(1UL << 50)), SIGSEGV, "no address at all");
	is(SI_KERNEL, NULL, "SI_KERNEL");
	clear_area();
}

static void test_not_allowed(void)
{
	int fd = temp_file("/tmp", 2 * PAGE);
	char *area = map_at(AREA, 2, PROT_NONE, ANON, -1);

	EQ(read_signal(area + 7), SIGSEGV, "reading what is closed");
	is(SEGV_ACCERR, area + 7, "SEGV_ACCERR");
	mprotect(area, 2 * PAGE, PROT_READ);
	EQ(write_signal(area), SIGSEGV, "writing what can be read, untouched");
	is(SEGV_ACCERR, area, "SEGV_ACCERR");
	sum += area[0];
	EQ(write_signal(area), SIGSEGV, "touched");
	is(SEGV_ACCERR, area, "SEGV_ACCERR");
	EQ(call_signal(area + 3), SIGSEGV, "calling what is data");
	is(SEGV_ACCERR, area + 3, "SEGV_ACCERR");
	map_at(AREA, 2, PROT_READ, MAP_SHARED, fd);
	EQ(write_signal(area), SIGSEGV, "writing a file that is mapped to read");
	is(SEGV_ACCERR, area, "SEGV_ACCERR");
	map_at(AREA, 2, PROT_NONE, MAP_SHARED, fd);
	EQ(read_signal(area), SIGSEGV, "reading a closed mapping of it");
	is(SEGV_ACCERR, area, "SEGV_ACCERR");
	EQ(write_signal((char *)test_nothing_there), SIGSEGV, "writing the program");
	is(SEGV_ACCERR, test_nothing_there, "SEGV_ACCERR");
	close(fd);
	clear_area();
}

static void test_no_page(void)
{
	int fd = temp_file("/tmp", PAGE + 1);
	char *area = map_at(AREA, 4, RW, MAP_SHARED, fd);

	EQ(read_signal(area + 2 * PAGE - 1), 0, "the last page of a file");
	EQ(read_signal(area + 2 * PAGE), SIGBUS, "reading behind it");
	is(BUS_ADRERR, area + 2 * PAGE, "BUS_ADRERR");
	map_at(AREA, 4, RW, MAP_PRIVATE, fd);
	EQ(write_signal(area + 3 * PAGE + 9), SIGBUS, "writing a private mapping there");
	is(BUS_ADRERR, area + 3 * PAGE + 9, "BUS_ADRERR");
	map_at(AREA, 4, PROT_READ | PROT_EXEC, MAP_PRIVATE, fd);
	EQ(call_signal(area + 2 * PAGE), SIGBUS, "a call to there");
	is(BUS_ADRERR, area + 2 * PAGE, "BUS_ADRERR");
	close(fd);
	clear_area();
}

/* --- /proc/self/stat --------------------------------------------------------------- */

static unsigned long fields[53]; /* [n]: the n-th, as proc(5) counts; numbers only */

static void read_stat(void)
{
	char text[2048] = "", *at;
	int fd = open("/proc/self/stat", O_RDONLY);

	if (read(fd, text, sizeof(text) - 1) > 0 && (at = strrchr(text, ')'))) {
		at += 4; /* and the state */
		for (int n = 4; n <= 52; n++)
			fields[n] = strtoul(at, &at, 10);
	}
	close(fd);
}

static int lies_in(const void *addr, int first)
{
	return (unsigned long)addr >= fields[first] &&
	       (unsigned long)addr < fields[first + 1];
}

static int initialized = 1;

static void test_layout(char *argv[], char *envp[])
{
	long heap = sys(SYS_brk, 0);

	read_stat();
	OK(lies_in(test_layout, 26), "startcode, endcode");
	OK(lies_in(&initialized, 45), "start_data, end_data");
	OK(fields[46] <= fields[47] && fields[47] <= (unsigned long)heap, "start_brk");
	EQ(fields[48], argv[0], "arg_start");
	EQ(fields[49], argv[0] + strlen(argv[0]) + 1, "arg_end");
	EQ(fields[50], envp[0], "env_start");
	OK(lies_in(envp[1], 50), "the environment");
	OK(fields[28] < (unsigned long)argv[0] && fields[28] <= (unsigned long)argv &&
		   (unsigned long)argv - fields[28] < 64,
	   "startstack: argc and argv");
}

int main(int argc, char *argv[], char *envp[])
{
	no_huge_pages();
	catch_faults();
	test_nothing_there();
	test_not_allowed();
	test_no_page();
	test_layout(argv, envp);
	return tap_done();
}
