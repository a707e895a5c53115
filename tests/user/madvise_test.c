/* tests/user/madvise_test.c - madvise(2) */
#include "proc_text.h"

/* Newer than some C libraries. */
#define ADVISE_COLD 20
#define ADVISE_PAGEOUT 21
#define ADVISE_POPULATE_READ 22
#define ADVISE_POPULATE_WRITE 23

static long advise(void *at, unsigned long pages, int advice)
{
	return sys(SYS_madvise, at, pages * PAGE, advice);
}

static int is_resident(char *at)
{
	unsigned char vec = 0;

	return mincore(at, PAGE, &vec) == 0 && (vec & 1);
}

static void test_dontneed(void)
{
	int fd = temp_file("/tmp", 4 * PAGE);
	char *area = anon_at(0, 4), *file;

	fill(area, 4, 1);
	EQ(advise(area + PAGE, 2, MADV_DONTNEED), 0, "MADV_DONTNEED of two pages");
	OK(all_zero(area + PAGE, 2 * PAGE), "they read as zeros");
	OK(area[0] == 1 && area[3 * PAGE] == 4, "their neighbours are kept");

	pwrite(fd, "f", 1, 0);
	file = map_at(AREA + 16 * PAGE, 4, RW, MAP_PRIVATE, fd);
	file[0] = 'p';
	EQ(advise(file, 4, MADV_DONTNEED), 0, "the same for a private file mapping");
	EQ(file[0], 'f', "the file comes back");
	file = map_at(AREA + 32 * PAGE, 4, RW, MAP_SHARED, fd);
	file[0] = 's';
	EQ(advise(file, 4, MADV_DONTNEED), 0, "and for a shared one");
	EQ(file[0], 's', "which loses nothing");
	mlock(area, PAGE);
	FAILS(advise(area, 4, MADV_DONTNEED), EINVAL, "locked memory is refused");
	munlock(area, PAGE);
	close(fd);
	clear_area();
}

/* The LazyFree line of the VMA at the address, in kB. */
static long lazyfree_kb(const char *at)
{
	char *text;
	long kb = -1;

	proc_read("/proc/self/smaps");
	text = vma_text(at);
	text = text ? strstr(text, "LazyFree:") : NULL;
	if (text)
		sscanf(text, "LazyFree: %ld", &kb);
	return kb;
}

static void test_free(void)
{
	char *area = anon_at(0, 64);

	fill(area, 64, 1);
	EQ(advise(area, 64, MADV_FREE), 0, "MADV_FREE");
	/* Linux marks pages by the pack, and the last ones later */
	OK(lazyfree_kb(area) >= 64, "smaps: LazyFree");
	fill(area, 64, 9);
	EQ(lazyfree_kb(area), 0, "which a write ends");
	OK(filled(area, 64, 9), "what is written after it stays");
	map_at(AREA, 4, RW, SHARED_ANON, -1);
	FAILS(advise(area, 4, MADV_FREE), EINVAL, "not for shared memory");
	clear_area();
}

static int sees_zeros(void *area)
{
	return read_signal(area) ? 2 : !all_zero(area, 2 * PAGE);
}

static void test_fork(void)
{
	char *area = anon_at(0, 8);

	fill(area, 8, 1);
	EQ(advise(area, 2, MADV_WIPEONFORK), 0, "MADV_WIPEONFORK");
	OK(exited_with(in_child(sees_zeros, area), 0), "a child sees zeros");
	OK(filled(area, 8, 1), "the parent's are kept");
	EQ(advise(area, 2, MADV_KEEPONFORK), 0, "MADV_KEEPONFORK");
	OK(exited_with(in_child(sees_zeros, area), 1), "a child sees the contents");
	EQ(advise(area, 2, MADV_DONTFORK), 0, "MADV_DONTFORK");
	OK(exited_with(in_child(sees_zeros, area), 2), "a child sees nothing");
	EQ(advise(area, 2, MADV_DOFORK), 0, "MADV_DOFORK");
	OK(exited_with(in_child(sees_zeros, area), 1), "and again something");
	EQ(count_vmas(), 1, "the VMA is one again");
	map_at(AREA + 16 * PAGE, 2, RW, SHARED_ANON, -1);
	FAILS(advise(AREA + 16 * PAGE, 2, MADV_WIPEONFORK), EINVAL,
	      "MADV_WIPEONFORK is for private memory");
	clear_area();
}

static void test_flags(void)
{
	char *area = anon_at(0, 8);

	EQ(advise(area + 2 * PAGE, 2, MADV_RANDOM), 0, "MADV_RANDOM");
	EQ(count_vmas(), 3, "cuts the VMA");
	EQ(advise(area + 2 * PAGE, 2, MADV_SEQUENTIAL), 0, "MADV_SEQUENTIAL");
	EQ(count_vmas(), 3, "is another kind");
	EQ(advise(area, 8, MADV_NORMAL), 0, "MADV_NORMAL");
	EQ(count_vmas(), 1, "joins it");
	EQ(advise(area, 4, MADV_DONTDUMP), 0, "MADV_DONTDUMP");
	EQ(count_vmas(), 2, "cuts it");
	EQ(advise(area, 8, MADV_DODUMP), 0, "MADV_DODUMP");
	EQ(count_vmas(), 1, "joins it");
	EQ(advise(area, 8, MADV_WILLNEED), 0, "MADV_WILLNEED");
	fill(area, 8, 1);
	EQ(advise(area, 8, ADVISE_COLD), 0, "MADV_COLD");
	EQ(advise(area, 8, ADVISE_PAGEOUT), 0, "MADV_PAGEOUT");
	OK(filled(area, 8, 1), "lose nothing");
	clear_area();
}

static void test_populate(void)
{
	int fd = temp_file("/tmp", PAGE);
	char *area = anon_at(0, 4);

	EQ(advise(area, 2, ADVISE_POPULATE_READ), 0, "MADV_POPULATE_READ");
	EQ(advise(area + 2 * PAGE, 2, ADVISE_POPULATE_WRITE), 0, "MADV_POPULATE_WRITE");
	OK(is_resident(area) && is_resident(area + 3 * PAGE), "the pages are there");
	OK(all_zero(area, 4 * PAGE), "and zero");
	FAILS(advise(area, 5, ADVISE_POPULATE_READ), ENOMEM, "beyond the mapping");
	mprotect(area, PAGE, PROT_READ);
	FAILS(advise(area, 2, ADVISE_POPULATE_WRITE), EINVAL, "read-only memory");
	mprotect(area, PAGE, PROT_NONE);
	FAILS(advise(area, 2, ADVISE_POPULATE_READ), EINVAL, "closed memory");
	mprotect(area, PAGE, PROT_WRITE);
	FAILS(advise(area, 2, ADVISE_POPULATE_READ), EINVAL, "memory only to write");
	EQ(advise(area, 2, ADVISE_POPULATE_WRITE), 0, "it is written");
	mprotect(area, PAGE, PROT_EXEC);
	FAILS(advise(area, 2, ADVISE_POPULATE_READ), EINVAL, "memory only to execute");
	area = map_at(AREA + 16 * PAGE, 2, RW, MAP_SHARED, fd);
	FAILS(advise(area, 2, ADVISE_POPULATE_READ), EFAULT, "beyond the end of a file");
	close(fd);
	clear_area();
}

/* Does VmFlags of the VMA at AREA name the flag? */
static int has_flag(const char *flag)
{
	char *vma, *flags;

	proc_read("/proc/self/smaps");
	vma = strstr(proc_text, "\n100000000-");
	flags = vma ? strstr(vma, "VmFlags:") : NULL;
	if (!flags)
		return -1;
	*strchr(flags, '\n') = 0;
	return strstr(flags, flag) != NULL;
}

/*
 * Is the directory of the daemon that merges same pages there just if madvise(2) takes
 * requests for it? A program, or a test, asks one and then trusts the other.
 */
static void test_same_pages(void)
{
	int merges = access("/sys/kernel/mm/ksm", F_OK) == 0;
	char *area = anon_at(0, 4);

	EQ(advise(area, 4, MADV_MERGEABLE), merges - 1, "MADV_MERGEABLE");
	EQ(has_flag(" mg "), merges, "is kept where same pages are merged");
	EQ(advise(area, 4, MADV_UNMERGEABLE), merges - 1, "MADV_UNMERGEABLE");
	EQ(has_flag(" mg "), 0, "takes it back");
	map_at(area, 4, RW, SHARED_ANON, -1);
	EQ(advise(area, 4, MADV_MERGEABLE), merges - 1, "of shared memory");
	EQ(has_flag(" mg "), 0, "is nothing");
	clear_area();
}

/* Huge pages: what is advised is kept. */
static void test_hints(void)
{
	char *area = anon_at(0, 4);

	EQ(advise(area, 4, MADV_HUGEPAGE), 0, "MADV_HUGEPAGE");
	EQ(has_flag(" hg "), 1, "is kept");
	EQ(advise(area + PAGE, 1, MADV_NOHUGEPAGE), 0, "MADV_NOHUGEPAGE of a part");
	EQ(count_vmas(), 3, "cuts it out");
	EQ(advise(area, 4, MADV_NOHUGEPAGE), 0, "and of all");
	EQ(count_vmas(), 1, "makes it one again");
	OK(!has_flag(" hg ") && has_flag(" nh "), "of the other kind");
	map_at(area, 4, RW, SHARED_ANON, -1);
	EQ(advise(area, 4, MADV_HUGEPAGE), 0, "MADV_HUGEPAGE of it");
	EQ(has_flag(" hg "), 1, "is kept, too");
	FAILS(advise(area, 5, MADV_HUGEPAGE), ENOMEM, "a hole is told of");
	clear_area();
}

static void test_errors(void)
{
	char *area = anon_at(0, 4);

	FAILS(sys(SYS_madvise, area + 1, PAGE, MADV_DONTNEED), EINVAL, "an odd address");
	FAILS(advise(area, 1, 77), EINVAL, "unknown advice");
	FAILS(sys(SYS_madvise, area, -1UL, MADV_DONTNEED), EINVAL, "a length that wraps");
	FAILS(sys(SYS_madvise, area, 0x7ffffffffffff000UL * 2, MADV_DONTNEED), EINVAL,
	      "a range that wraps");
	EQ(advise(area, 0, MADV_DONTNEED), 0, "a length of 0 is nothing");
	EQ(advise((void *)KERNEL_HALF, 0, MADV_NORMAL), 0, "wherever it is");
	FAILS(advise((void *)KERNEL_HALF, 1, MADV_NORMAL), ENOMEM, "the kernel's half");
	fill(area, 4, 1);
	munmap(area + PAGE, PAGE);
	FAILS(advise(area, 4, MADV_DONTNEED), ENOMEM, "a hole is told of");
	OK(all_zero(area + 2 * PAGE, 2 * PAGE), "after all the rest is done");
	FAILS(advise(area + PAGE, 1, MADV_NORMAL), ENOMEM, "nothing but a hole");
	FAILS(advise(area, 1, MADV_REMOVE), EINVAL, "MADV_REMOVE is for files");
	clear_area();
}

int main(void)
{
	no_huge_pages();
	catch_faults();
	test_dontneed();
	test_free();
	test_fork();
	test_flags();
	test_populate();
	test_hints();
	test_same_pages();
	test_errors();
	return tap_done();
}
