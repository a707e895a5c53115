/* tests/user/mremap_test.c - mremap(2): shorter, longer, elsewhere; and what it refuses */
#include "mem.h"

static long remap(void *at, unsigned long old, unsigned long new, int flags, void *to)
{
	return sys(SYS_mremap, at, old * PAGE, new *PAGE, flags, to);
}

static void test_shrink(void)
{
	char *area = anon_at(0, 8);

	fill(area, 8, 1);
	EQ(remap(area, 8, 3, 0, NULL), area, "a mapping becomes shorter in place");
	OK(filled(area, 3, 1), "what is left has its contents");
	EQ(read_signal(area + 3 * PAGE), SIGSEGV, "the tail is gone");
	EQ(remap(area, 3, 3, 0, NULL), area, "the same length is no change");
	clear_area();
}

static void test_grow_in_place(void)
{
	char *area = anon_at(0, 2);

	fill(area, 2, 1);
	EQ(remap(area, 2, 6, 0, NULL), area, "it grows where there is room");
	OK(filled(area, 2, 1), "with its contents");
	OK(all_zero(area + 2 * PAGE, 4 * PAGE), "and zeros behind");
	EQ(count_vmas(), 1, "it is one VMA");
	area = anon_at(0, 6); /* untouched: Linux 6.1 would not merge it else */
	anon_at(10, 2);
	EQ(remap(area, 6, 10, 0, NULL), area, "it grows up to its neighbour");
	EQ(count_vmas(), 1, "and becomes one with it");
	FAILS(remap(area, 10, 20, 0, NULL), ENOMEM, "but never over it");
	FAILS(remap(area, 5, 6, 0, NULL), ENOMEM, "the middle of a VMA cannot grow");
	clear_area();
}

static void test_move(void)
{
	char *area = anon_at(0, 4), *moved;

	anon_at(4, 1);
	map_at(area + 4 * PAGE, 1, PROT_READ, ANON, -1);
	fill(area, 4, 1);
	moved = (char *)remap(area, 4, 700, MREMAP_MAYMOVE, NULL);
	OK(moved != MAP_FAILED && moved != area, "with MREMAP_MAYMOVE it moves");
	OK(filled(moved, 4, 1), "with its contents");
	OK(all_zero(moved + 4 * PAGE, 696 * PAGE), "zeros follow");
	EQ(read_signal(area), SIGSEGV, "the old place is free");
	EQ(read_signal(area + 4 * PAGE), 0, "the neighbour stays");
	moved[5 * PAGE] = 5;
	EQ(remap(moved, 700, 6, MREMAP_MAYMOVE, NULL), moved, "shorter does not move");
	EQ(remap(moved, 6, 6, MREMAP_MAYMOVE | MREMAP_FIXED, AREA + 600 * PAGE),
	   AREA + 600 * PAGE, "MREMAP_FIXED says where");
	OK(filled(AREA + 600 * PAGE, 4, 1), "the contents come along");
	EQ(AREA[605 * PAGE], 5, "all of them");
	clear_area();
}

static void test_fixed(void)
{
	char *area = anon_at(0, 4), *other = anon_at(100, 8);

	fill(area, 4, 1);
	fill(other, 8, 50);
	EQ(remap(area, 4, 2, MREMAP_MAYMOVE | MREMAP_FIXED, other + 2 * PAGE),
	   other + 2 * PAGE, "a move and a cut in one");
	OK(filled(other, 2, 50) && filled(other + 2 * PAGE, 2, 1) &&
		   filled(other + 4 * PAGE, 4, 54),
	   "only what lay at the target is replaced");
	EQ(read_signal(area), SIGSEGV, "nothing is left behind");
	EQ(read_signal(area + 3 * PAGE), SIGSEGV, "not even the tail");
	EQ(remap(other + PAGE, 1, 3, MREMAP_MAYMOVE | MREMAP_FIXED, area), area,
	   "a part of a VMA moves and grows");
	EQ(area[0], 51, "with its contents");
	EQ(read_signal(other + PAGE), SIGSEGV, "and leaves a hole");
	clear_area();
}

static void test_dontunmap(void)
{
	char *area = anon_at(0, 4), *moved;

	fill(area, 4, 1);
	moved = (char *)remap(area, 4, 4, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, NULL);
	OK(moved != MAP_FAILED && moved != area, "MREMAP_DONTUNMAP moves the pages");
	OK(filled(moved, 4, 1), "they are at the new place");
	OK(all_zero(area, 4 * PAGE), "the old place reads as zeros");
	area[0] = 9;
	EQ(moved[0], 1, "and is memory of its own");
	FAILS(remap(area, 4, 5, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, NULL), EINVAL,
	      "the length must stay");
	FAILS(remap(area, 4, 4, MREMAP_DONTUNMAP, NULL), EINVAL, "it needs MAYMOVE");
	EQ(remap(area, 4, 4, MREMAP_MAYMOVE | MREMAP_DONTUNMAP | MREMAP_FIXED,
		 area + 50 * PAGE),
	   area + 50 * PAGE, "with MREMAP_FIXED too");
	EQ(area[50 * PAGE], 9, "to there");
	munmap(moved, 4 * PAGE);
	clear_area();
}

static void test_shared(void)
{
	char *area = map_at(AREA, 4, RW, SHARED_ANON, -1), *second;

	fill(area, 4, 1);
	second = (char *)remap(area + PAGE, 0, 2, MREMAP_MAYMOVE, NULL);
	OK(second != MAP_FAILED, "old length 0 maps shared memory a second time");
	OK(filled(second, 2, 2), "the same pages");
	second[0] = 77;
	EQ(area[PAGE], 77, "that both see");
	EQ(remap(area, 4, 4, MREMAP_MAYMOVE | MREMAP_FIXED, area + 64 * PAGE),
	   area + 64 * PAGE, "shared memory moves");
	EQ(area[65 * PAGE], 77, "and is still shared");
	second[PAGE] = 78;
	EQ(area[66 * PAGE], 78, "both ways");
	EQ(remap(area + 64 * PAGE, 4, 6, MREMAP_MAYMOVE, NULL), area + 64 * PAGE,
	   "its mapping grows");
	EQ(read_signal(area + 68 * PAGE), SIGBUS, "but there is no more of it");
	munmap(second, 2 * PAGE);
	clear_area();
}

static void test_file(void)
{
	int fd = temp_file("/tmp", 8 * PAGE);
	char *area = map_at(AREA, 4, RW, MAP_PRIVATE, fd), *moved;

	pwrite(fd, "abc", 3, 5 * PAGE);
	area[0] = 'x';
	moved = (char *)remap(area, 4, 8, MREMAP_MAYMOVE | MREMAP_FIXED,
			      AREA + 32 * PAGE);
	EQ(moved[0], 'x', "a private copy moves");
	EQ(moved[5 * PAGE], 'a', "what is new comes from the file");
	FAILS(remap(moved, 0, 4, MREMAP_MAYMOVE, NULL), EINVAL,
	      "old length 0 is for shared mappings");
	moved = (char *)remap(moved + 4 * PAGE, 4, 4, MREMAP_MAYMOVE | MREMAP_FIXED,
			      AREA);
	EQ(moved[PAGE], 'a', "the upper half is still the file's upper half");
	close(fd);
	clear_area();
}

static int cow_after_move(void *unused)
{
	char *moved = AREA + 64 * PAGE;

	if (!filled(moved, 4, 1))
		return 1;
	moved[0] = 100;
	return moved[0] == 100 && moved[PAGE] == 2 ? 0 : 2;
}

static void test_fork(void)
{
	char *area = anon_at(0, 4);

	fill(area, 4, 1);
	remap(area, 4, 4, MREMAP_MAYMOVE | MREMAP_FIXED, AREA + 64 * PAGE);
	OK(exited_with(in_child(cow_after_move, NULL), 0), "a child has moved memory");
	OK(filled(AREA + 64 * PAGE, 4, 1), "and writes only to its own");
	clear_area();
}

static void test_merge(void)
{
	char *area = anon_at(0, 8);

	EQ(count_vmas(), 1, "one VMA");
	remap(area + 4 * PAGE, 4, 4, MREMAP_MAYMOVE | MREMAP_FIXED, area + 100 * PAGE);
	EQ(count_vmas(), 2, "half of it moved: two");
	remap(area + 100 * PAGE, 4, 4, MREMAP_MAYMOVE | MREMAP_FIXED, area + 4 * PAGE);
	EQ(count_vmas(), 1, "and back: one");
	fill(area, 8, 1);
	remap(area + 4 * PAGE, 4, 4, MREMAP_MAYMOVE | MREMAP_FIXED, area + 100 * PAGE);
	remap(area + 100 * PAGE, 4, 4, MREMAP_MAYMOVE | MREMAP_FIXED, area + 4 * PAGE);
	EQ(count_vmas(), 1, "the same with pages in it");
	OK(filled(area, 8, 1), "which are all there");
	clear_area();
}

static void test_errors(void)
{
	char *area = anon_at(0, 4);

	FAILS(sys(SYS_mremap, area + 1, PAGE, PAGE, 0, 0), EINVAL, "an odd address");
	FAILS(remap(area, 4, 0, 0, NULL), EINVAL, "a new length of 0");
	FAILS(remap(area, 4, 4, 8, NULL), EINVAL, "an unknown flag");
	FAILS(remap(area, 4, 4, MREMAP_FIXED, area + 64 * PAGE), EINVAL,
	      "MREMAP_FIXED without MREMAP_MAYMOVE");
	FAILS(remap(area, 4, 4, MREMAP_MAYMOVE | MREMAP_FIXED, area + 1), EINVAL,
	      "an odd target");
	FAILS(remap(area, 4, 4, MREMAP_MAYMOVE | MREMAP_FIXED, area + PAGE), EINVAL,
	      "a target that overlaps");
	FAILS(remap(area, 4, 4, MREMAP_MAYMOVE | MREMAP_FIXED, (void *)KERNEL_HALF),
	      EINVAL, "a target in the kernel's half");
	FAILS(remap(area, 6, 8, MREMAP_MAYMOVE, NULL), EFAULT, "more than the VMA");
	FAILS(remap(area + 64 * PAGE, 1, 2, MREMAP_MAYMOVE, NULL), EFAULT,
	      "nothing there");
	FAILS(remap((void *)KERNEL_HALF, 1, 2, MREMAP_MAYMOVE, NULL), EFAULT,
	      "the kernel's half");
	FAILS(sys(SYS_mremap, area, 4 * PAGE, 1UL << 46, MREMAP_MAYMOVE, 0), ENOMEM,
	      "more than all memory");
	FAILS(sys(SYS_mremap, area, 4 * PAGE, -1UL, MREMAP_MAYMOVE, 0), EINVAL,
	      "a length that wraps to 0");
	OK(all_zero(area, 4 * PAGE), "after all that the mapping is there");
	clear_area();
}

static void test_limits(void)
{
	char *area = anon_at(0, 4);
	long size = proc_kb("/proc/self/status", "VmSize") * 1024;

	set_limit(RLIMIT_AS, size + 8 * PAGE);
	FAILS(remap(area, 4, 64, MREMAP_MAYMOVE, NULL), ENOMEM, "beyond RLIMIT_AS");
	EQ(remap(area, 4, 6, MREMAP_MAYMOVE, NULL), area, "within it");
	set_limit(RLIMIT_AS, RLIM_INFINITY);
	EQ(proc_kb("/proc/self/status", "VmSize") * 1024, size + 2 * PAGE,
	   "VmSize counts what has grown");
	remap(area, 6, 6, MREMAP_MAYMOVE | MREMAP_FIXED, area + 64 * PAGE);
	EQ(proc_kb("/proc/self/status", "VmSize") * 1024, size + 2 * PAGE,
	   "and what moves only once");
	clear_area();
}

int main(void)
{
	no_huge_pages();
	catch_faults();
	test_shrink();
	test_grow_in_place();
	test_move();
	test_fixed();
	test_dontunmap();
	test_shared();
	test_file();
	test_fork();
	test_merge();
	test_errors();
	test_limits();
	return tap_done();
}
