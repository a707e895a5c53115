/* tests/user/personality_test.c - personality(2), and protection keys where there are none */
#include "proc_text.h"
#include <sys/personality.h>

static int child_has(void *persona)
{
	return personality(0xffffffff) != *(int *)persona;
}

static int readable_is_executable(void *unused)
{
	char *area;

	personality(READ_IMPLIES_EXEC);
	area = map_at(AREA, 3, PROT_READ, ANON, -1);
	map_at(AREA + 3 * PAGE, 1, PROT_NONE, ANON, -1);
	mprotect(area, PAGE, PROT_WRITE);
	mprotect(area + PAGE, PAGE, RW);
	return memcmp(maps_line(area), "100000000-100001000 -w-p", 24) ||
	       memcmp(maps_line(area + PAGE), "100001000-100002000 rwxp", 24) ||
	       memcmp(maps_line(area + 2 * PAGE), "100002000-100003000 r-xp", 24) ||
	       memcmp(maps_line(area + 3 * PAGE), "100003000-100004000 ---p", 24);
}

static int heap_is_executable(void *unused)
{
	unsigned long end = (sys(SYS_brk, 0) + PAGE - 1) & -PAGE;

	personality(READ_IMPLIES_EXEC);
	sys(SYS_brk, end + PAGE);
	return strstr(maps_line((char *)end), " rwxp ") == NULL;
}

/* Where the stack of /bin/cat ends, by its own word. */
static unsigned long stack_of_cat(int persona)
{
	char *const argv[] = { "/bin/cat", "/proc/self/maps", NULL };
	unsigned long start, end = 0;
	char text[16384], *line;
	int out[2], length = 0, n;

	pipe(out);
	if (fork() == 0) {
		personality(persona);
		dup2(out[1], 1);
		execv(argv[0], argv);
		_exit(127);
	}
	close(out[1]);
	while ((n = read(out[0], text + length, sizeof(text) - 1 - length)) > 0)
		length += n;
	close(out[0]);
	wait(NULL);
	text[length] = '\0';
	line = strstr(text, "[stack]");
	while (line && line > text && line[-1] != '\n')
		line--;
	if (line)
		sscanf(line, "%lx-%lx", &start, &end);
	return end;
}

static void test_personality(void)
{
	int persona = ADDR_NO_RANDOMIZE | 5;

	EQ(personality(0xffffffff), 0, "it is Linux's own");
	EQ(personality(persona), 0, "setting another tells the last one");
	EQ(personality(0xffffffff), persona, "and is kept");
	OK(exited_with(in_child(child_has, &persona), 0), "fork hands it on");
	EQ(personality(0xfffffffe), persona, "any is taken");
	EQ(sys(SYS_personality, 0), 0xfffffffe, "and told without a sign");
	OK(exited_with(in_child(readable_is_executable, NULL), 0), "READ_IMPLIES_EXEC");
	OK(exited_with(in_child(heap_is_executable, NULL), 0), "... of the heap, too");
	EQ(stack_of_cat(ADDR_NO_RANDOMIZE), 0x7ffffffff000, "ADDR_NO_RANDOMIZE: a stack");
	OK(stack_of_cat(0) != stack_of_cat(0), "without it, anywhere");
}

static void test_keys(void)
{
	char *area = anon_at(0, 1);

	FAILS(sys(SYS_pkey_alloc, 0, 0), ENOSPC, "pkey_alloc");
	FAILS(sys(SYS_pkey_alloc, 0, 3), ENOSPC, "pkey_alloc: all rights");
	FAILS(sys(SYS_pkey_alloc, 1, 0), EINVAL, "pkey_alloc: flags");
	FAILS(sys(SYS_pkey_alloc, 0, 4), EINVAL, "pkey_alloc: rights");
	FAILS(sys(SYS_pkey_free, 0), EINVAL, "pkey_free: the first");
	FAILS(sys(SYS_pkey_free, 1), EINVAL, "pkey_free: another");
	FAILS(sys(SYS_pkey_free, -1), EINVAL, "pkey_free: none");
	EQ(sys(SYS_pkey_mprotect, area, PAGE, PROT_READ, -1), 0, "pkey_mprotect: no key");
	EQ(write_signal(area), SIGSEGV, "is mprotect");
	FAILS(sys(SYS_pkey_mprotect, area, PAGE, RW, 0), EINVAL,
	      "pkey_mprotect: the first");
	FAILS(sys(SYS_pkey_mprotect, area, PAGE, RW, 1), EINVAL,
	      "pkey_mprotect: another");
	FAILS(sys(SYS_pkey_mprotect, area + 1, PAGE, RW, -1), EINVAL,
	      "pkey_mprotect: odd");
	EQ(sys(SYS_pkey_mprotect, area, 0, RW, 1), 0, "pkey_mprotect: nothing");
	clear_area();
}

int main(void)
{
	catch_faults();
	test_personality();
	test_keys();
	return tap_done();
}
