/* tests/user/rlimit_mm_test.c - RLIMIT_AS, _DATA, _STACK */
#include "mem.h"

static long vm_kb(const char *name)
{
	return proc_kb("/proc/self/status", name);
}

static void test_as(void)
{
	unsigned long size = vm_kb("VmSize") * 1024;
	long heap = sys(SYS_brk, 0);

	set_limit(RLIMIT_AS, size + 100 * PAGE);
	FAILS(map_at(AREA, 110, RW, ANON, -1), ENOMEM, "RLIMIT_AS: a page too many");
	EQ(map_at(AREA, 90, RW, ANON, -1), AREA, "RLIMIT_AS: fewer");
	FAILS(map_at(AREA + 200 * PAGE, 20, PROT_NONE, ANON, -1), ENOMEM,
	      "RLIMIT_AS: even closed pages count");
	EQ(map_at(AREA, 90, RW, ANON, -1), AREA, "RLIMIT_AS: replacing takes no more");
	EQ(sys(SYS_brk, heap + 64 * PAGE), heap, "RLIMIT_AS: the heap");
	munmap(AREA, 40 * PAGE);
	EQ(map_at(AREA + 200 * PAGE, 40, PROT_NONE, ANON, -1), AREA + 200 * PAGE,
	   "RLIMIT_AS: what is unmapped can be had again");
	set_limit(RLIMIT_AS, RLIM_INFINITY);
	clear_area();
}

static void test_data(void)
{
	unsigned long data = vm_kb("VmData") * 1024;

	set_limit(RLIMIT_DATA, data + 100 * PAGE);
	FAILS(map_at(AREA, 110, RW, ANON, -1), ENOMEM, "RLIMIT_DATA: too much");
	EQ(map_at(AREA, 90, RW, ANON, -1), AREA, "RLIMIT_DATA: less");
	EQ(map_at(AREA + 200 * PAGE, 50, PROT_READ, ANON, -1), AREA + 200 * PAGE,
	   "RLIMIT_DATA: read-only is not data");
	FAILS(mprotect(AREA + 200 * PAGE, 20 * PAGE, RW), ENOMEM,
	      "RLIMIT_DATA: mprotect");
	EQ(map_at(AREA + 300 * PAGE, 50, RW, SHARED_ANON, -1), AREA + 300 * PAGE,
	   "RLIMIT_DATA: shared memory is not data");
	set_limit(RLIMIT_DATA, RLIM_INFINITY);
	clear_area();
}

/* As if it were the hard limit, for programs that want no heap but mappings. */
static int data_0(void *unused)
{
	unsigned long old = sys(SYS_brk, 0);
	struct rlimit none = { 0, 0 };

	set_limit(RLIMIT_DATA, 0);
	if (map_at(AREA, 2, RW, ANON, -1) != AREA ||
	    map_at(AREA, 1, PROT_READ, ANON, -1) != AREA || mprotect(AREA, PAGE, RW))
		return 1;
	if (sys(SYS_brk, old + PAGE) != (long)old)
		return 2;
	setrlimit(RLIMIT_DATA, &none);
	return map_at(AREA + 4 * PAGE, 1, RW, ANON, -1) != MAP_FAILED || errno != ENOMEM
		       ? 3
		       : 0;
}

static int brk_beyond(void *unused)
{
	unsigned long old = sys(SYS_brk, 0);

	set_limit(RLIMIT_DATA, 64 * PAGE);
	return sys(SYS_brk, old + 200 * PAGE) != (long)old;
}

/* Uses so many pages of stack. */
static int __attribute__((noinline)) use_stack(int pages)
{
	volatile char page[PAGE];

	page[0] = 1;
	return pages ? use_stack(pages - 1) + page[0] : 0;
}

static int deep(void *pages)
{
	return use_stack((long)pages) != (long)pages;
}

static int deep_with_limit(void *pages)
{
	signal(SIGSEGV, SIG_DFL);
	set_limit(RLIMIT_STACK, 64 * PAGE);
	return use_stack((long)pages) != (long)pages;
}

static void test_stack(void)
{
	OK(exited_with(in_child(deep, (void *)1000), 0), "the stack grows to 4 MiB");
	OK(exited_with(in_child(deep_with_limit, (void *)20), 0),
	   "RLIMIT_STACK: within it");
	OK(killed_by(in_child(deep_with_limit, (void *)100), SIGSEGV),
	   "RLIMIT_STACK: beyond it");
}

static void test_growsdown(void)
{
	char *area = map_at(AREA + 0x800 * PAGE, 1, RW, ANON | MAP_GROWSDOWN, -1);

	area[0] = 1;
	EQ(write_signal(area - PAGE), 0, "MAP_GROWSDOWN grows to a touch below");
	EQ(write_signal(area - 20 * PAGE), 0, "by several pages");
	EQ(count_vmas(), 1, "as one VMA");
	munmap(area - 20 * PAGE, 21 * PAGE);
	area = map_at(AREA + 0x800 * PAGE, 1, RW, ANON | MAP_GROWSDOWN, -1);
	map_at(AREA + 0x7f0 * PAGE, 1, RW, ANON, -1);
	EQ(write_signal(area - PAGE), SIGSEGV, "not within 256 pages of a neighbour");
	clear_area();
	area = map_at(AREA + 0x800 * PAGE, 1, RW, ANON, -1);
	EQ(write_signal(area - PAGE), SIGSEGV, "no other memory grows");
	FAILS(map_at(AREA, 1, RW, SHARED_ANON | MAP_GROWSDOWN, -1), EINVAL,
	      "shared memory cannot");
	clear_area();
}

int main(void)
{
	no_huge_pages();
	catch_faults();
	test_as();
	test_data();
	EQ(in_child(data_0, NULL), 0, "RLIMIT_DATA: 0 is for the heap only");
	EQ(in_child(brk_beyond, NULL), 0, "RLIMIT_DATA: the heap");
	test_stack();
	test_growsdown();
	return tap_done();
}
