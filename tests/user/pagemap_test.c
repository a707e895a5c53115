/*
 * tests/user/pagemap_test.c - the bits of /proc/PID/pagemap, and soft-dirty by clear_refs
 *
 * A Linux without CONFIG_MEM_SOFT_DIRTY has no bit 55: that part is skipped there.
 */
#include "mem.h"

#include <linux/types.h>
#include <linux/capability.h>

#define CAP_SYS_ADMIN 21 /* the only capability that matters here */
#define PFN_MASK ((1UL << 55) - 1)
enum { SOFT_DIRTY = 55, EXCLUSIVE = 56, FILE_PAGE = 61, SWAPPED = 62, PRESENT = 63 };

static uint64_t entry_of(const void *address)
{
	uint64_t entry = 0;
	int fd = open("/proc/self/pagemap", O_RDONLY);

	if (pread(fd, &entry, 8, (uintptr_t)address / PAGE * 8) != 8)
		entry = 0xbad;
	close(fd);
	return entry;
}

static int has(const void *address, int bit)
{
	return entry_of(address) >> bit & 1;
}

static uint64_t pfn_of(const void *address)
{
	return entry_of(address) & PFN_MASK;
}

static void test_anonymous(void)
{
	char *at = anon_at(0, 4);
	volatile char zero;

	OK(!has(at, PRESENT) && !pfn_of(at), "untouched: not present, no frame");
	zero = at[0];
	OK(has(at, PRESENT) && !zero, "read: present");
	OK(!has(at, EXCLUSIVE) && !has(at, FILE_PAGE), "... the zero page, nobody's own");
	zero = at[PAGE];
	OK(pfn_of(at) == pfn_of(at + PAGE) && pfn_of(at), "... one frame for all");
	at[0] = 1;
	OK(has(at, PRESENT) && has(at, EXCLUSIVE), "written: present, exclusive");
	OK(!has(at, FILE_PAGE) && !has(at, SWAPPED), "... of no file, not swapped");
	OK(pfn_of(at) != pfn_of(at + PAGE), "... a frame of its own");
	mprotect(at, PAGE, PROT_NONE);
	OK(has(at, PRESENT), "PROT_NONE: still present");
	clear_area();
	EQ(entry_of(at), 0, "unmapped: 0");
}

static void test_sharing(void)
{
	char *at = anon_at(0, 1), *shared, byte;
	int go[2], fd = temp_file("/tmp", 2 * PAGE);
	pid_t child;

	at[0] = 1;
	if (pipe(go))
		exit(1);
	child = fork();
	if (child == 0) {
		close(go[1]);
		_exit(read(go[0], &byte, 1));
	}
	OK(has(at, PRESENT) && !has(at, EXCLUSIVE), "shared with a child: not exclusive");
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	OK(has(at, EXCLUSIVE), "the child is gone: exclusive");
	shared = map_at(AREA + 16 * PAGE, 1, RW, SHARED_ANON, -1);
	shared[0] = 1;
	OK(has(shared, FILE_PAGE) && has(shared, EXCLUSIVE), "shared anonymous: bit 61");
	shared = map_at(AREA + 16 * PAGE, 2, RW, MAP_SHARED, fd);
	shared[0] = 1;
	OK(has(shared, FILE_PAGE), "a file's page: bit 61");
	at = map_at(AREA, 2, RW, MAP_PRIVATE, fd);
	byte = *(volatile char *)at;
	OK(has(at, FILE_PAGE) && pfn_of(at) == pfn_of(shared),
	   "mapped privately: bit 61, the same frame");
	OK(!has(at, EXCLUSIVE), "... mapped twice, not exclusive");
	at[0] = byte + 1;
	OK(!has(at, FILE_PAGE) && pfn_of(at) != pfn_of(shared),
	   "copied: no bit 61, another frame");
	close(fd);
	clear_area();
}

static void test_reading(void)
{
	uint64_t entries[300];
	char *at = anon_at(0, 300);
	int fd = open("/proc/self/pagemap", O_RDONLY), present = 0;
	off_t pos = (uintptr_t)at / PAGE * 8;

	for (int i = 0; i < 300; i += 3)
		at[i * PAGE] = 1;
	EQ(pread(fd, entries, sizeof(entries), pos), sizeof(entries), "300 at once");
	for (int i = 0; i < 300; i++)
		present += entries[i] >> PRESENT == (i % 3 == 0);
	EQ(present, 300, "... each as it is");
	EQ(lseek(fd, pos, SEEK_SET), pos, "lseek");
	OK(read(fd, entries + 1, 8) == 8 && entries[1] == entries[0], "... and read");
	FAILS(pread(fd, entries, 4, pos), EINVAL, "half an entry");
	FAILS(pread(fd, entries, 8, pos + 4), EINVAL, "between two");
	EQ(pread(fd, entries, 8, (1UL << 47) / PAGE * 8), 0, "behind user space: 0");
	FAILS(sys(SYS_pread64, fd, AREA + 0x5000 * PAGE, 8, pos), EFAULT, "no buffer");
	close(fd);
	clear_area();
}

/* Without CAP_SYS_ADMIN frames are 0. In a child, as capabilities do not come back. */
static int unprivileged(void *at)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2];

	if (sys(SYS_capget, &header, data))
		return 1;
	data[0].effective &= ~(1U << CAP_SYS_ADMIN);
	if (sys(SYS_capset, &header, data))
		return 2;
	*(volatile char *)at = 2;
	if (!has(at, PRESENT) || !has(at, EXCLUSIVE))
		return 3;
	return pfn_of(at) ? 4 : 0;
}

static void test_privilege(void)
{
	char *at = anon_at(0, 1);
	int status;

	at[0] = 1;
	OK(pfn_of(at), "with CAP_SYS_ADMIN the frame is told");
	status = in_child(unprivileged, at);
	OK(exited_with(status, 0), "without it, all but the frame");
	if (!exited_with(status, 0))
		tap_print("# wait status %#x", status);
	clear_area();
}

/* --- soft-dirty ----------------------------------------------------------------------------------- */

static int clear_soft_dirty(void)
{
	int fd = open("/proc/self/clear_refs", O_WRONLY), n = write(fd, "4", 1);

	close(fd);
	return n == 1 ? 0 : -1;
}

static void test_soft_dirty_private(void)
{
	char *at = anon_at(0, 8), *later;
	volatile char byte;

	fill(at, 4, 1);
	OK(has(at, SOFT_DIRTY) && has(at + 7 * PAGE, SOFT_DIRTY),
	   "a new mapping is soft-dirty, touched or not");
	EQ(clear_soft_dirty(), 0, "clear_refs 4");
	OK(!has(at, SOFT_DIRTY) && !has(at + 7 * PAGE, SOFT_DIRTY), "... clears the bit");
	OK(filled(at, 4, 1), "... and nothing else");
	byte = at[PAGE];
	byte = at[5 * PAGE];
	OK(!has(at + PAGE, SOFT_DIRTY) && !has(at + 5 * PAGE, SOFT_DIRTY) && !byte,
	   "reading leaves it clear");
	at[2 * PAGE] = 9;
	at[5 * PAGE] = 9;
	at[6 * PAGE] = 9;
	OK(has(at + 2 * PAGE, SOFT_DIRTY), "writing sets it: a page that was there");
	OK(has(at + 5 * PAGE, SOFT_DIRTY), "... the zero page");
	OK(has(at + 6 * PAGE, SOFT_DIRTY), "... a new one");
	OK(!has(at, SOFT_DIRTY) && !has(at + 3 * PAGE, SOFT_DIRTY),
	   "the others are clear");
	mprotect(at, PAGE, PROT_READ);
	mprotect(at, PAGE, RW);
	OK(!has(at, SOFT_DIRTY), "mprotect leaves it clear");
	at[0] = 9;
	OK(has(at, SOFT_DIRTY), "... and the write after it is seen");
	later = anon_at(64, 1);
	OK(has(later, SOFT_DIRTY), "what is mapped later is soft-dirty");
	clear_area();
}

static void test_soft_dirty_shared(void)
{
	int fd = temp_file("/tmp", 4 * PAGE);
	char *at = map_at(AREA, 4, RW, MAP_SHARED, fd);
	volatile char byte;

	fill(at, 2, 1);
	clear_soft_dirty();
	OK(!has(at, SOFT_DIRTY), "a shared page, cleared");
	byte = at[3 * PAGE];
	OK(!has(at + 3 * PAGE, SOFT_DIRTY) && !byte, "another one is read: clear");
	at[0] = at[3 * PAGE] = 7;
	OK(has(at, SOFT_DIRTY) && has(at + 3 * PAGE, SOFT_DIRTY), "written: set");
	OK(!has(at + PAGE, SOFT_DIRTY), "the other is clear");
	mprotect(at, 2 * PAGE, PROT_READ);
	mprotect(at, 2 * PAGE, RW);
	at[PAGE] = 7;
	OK(has(at + PAGE, SOFT_DIRTY), "written after mprotect: set");
	EQ(pread(fd, (char *)&byte, 1, PAGE), 1, "the file");
	EQ(byte, 7, "... has what was written");
	close(fd);
	clear_area();
}

static void test_soft_dirty(void)
{
	char *at = anon_at(0, 1);

	at[0] = 1;
	if (!has(at, SOFT_DIRTY) && !on_atlas()) {
		tap_skip("soft-dirty", "this Linux has not CONFIG_MEM_SOFT_DIRTY");
		return;
	}
	clear_area();
	test_soft_dirty_private();
	test_soft_dirty_shared();
}

int main(void)
{
	no_huge_pages();
	test_anonymous();
	test_sharing();
	test_reading();
	test_privilege();
	test_soft_dirty();
	return tap_done();
}
