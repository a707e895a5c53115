/*
 * tests/user/mm_device_test.c - what memory calls do with what remap_pfn_range() has mapped
 *
 * It has no pages that anybody counts, cannot become longer, and stays as its driver made
 * it. /dev/mem shows the PC firmware's ROM, which Linux allows too.
 */
#include <linux/mempolicy.h>

#include "mm_calls.h"

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#endif

#define FIRMWARE 0xf0000 /* a ROM of 64 KiB */

enum { DEVICE = 0, ANSWER = 4 }; /* pages from AREA */

static const struct call device_calls[] = {
	CALL(mprotect, "to be read", 0, AT(DEVICE), PAGE, PROT_READ),
	CALL(mprotect, "to be written", 0, AT(DEVICE), PAGE, RW),
	CALL(mremap, "longer", EFAULT, AT(DEVICE), PAGE, 2 * PAGE, MREMAP_MAYMOVE, 0),
	CALL(mremap, "once more", EFAULT, AT(DEVICE), 0, PAGE, MREMAP_MAYMOVE, 0),
	CALL(mremap, "MREMAP_DONTUNMAP", EINVAL, AT(DEVICE), PAGE, PAGE,
	     MREMAP_MAYMOVE | MREMAP_FIXED | 4, AT(FREE)),
	CALL(mlock, "a page", 0, AT(DEVICE), PAGE),
	CALL(munlock, "a page", 0, AT(DEVICE), PAGE),
	CALL(msync, "MS_ASYNC", 0, AT(DEVICE), PAGE, MS_ASYNC),
	CALL(msync, "MS_SYNC", EINVAL, AT(DEVICE), PAGE, MS_SYNC),
	CALL(mincore, "a page", 0, AT(DEVICE), PAGE, AT(ANSWER)),
	CALL(madvise, "MADV_DONTNEED", EINVAL, AT(DEVICE), PAGE, MADV_DONTNEED),
	CALL(madvise, "MADV_FREE", EINVAL, AT(DEVICE), PAGE, MADV_FREE),
	CALL(madvise, "MADV_COLD", EINVAL, AT(DEVICE), PAGE, MADV_COLD),
	CALL(madvise, "MADV_PAGEOUT", EINVAL, AT(DEVICE), PAGE, MADV_PAGEOUT),
	CALL(madvise, "MADV_REMOVE", ENODEV, AT(DEVICE), PAGE, MADV_REMOVE),
	CALL(madvise, "MADV_WILLNEED", 0, AT(DEVICE), PAGE, MADV_WILLNEED),
	CALL(madvise, "MADV_DONTFORK", 0, AT(DEVICE), PAGE, MADV_DONTFORK),
	CALL(madvise, "MADV_DOFORK", EINVAL, AT(DEVICE), PAGE, MADV_DOFORK),
	CALL(madvise, "MADV_DODUMP", EINVAL, AT(DEVICE), PAGE, MADV_DODUMP),
	CALL(madvise, "MADV_WIPEONFORK", EINVAL, AT(DEVICE), PAGE, MADV_WIPEONFORK),
	CALL(madvise, "MADV_POPULATE_READ", EINVAL, AT(DEVICE), PAGE, MADV_POPULATE_READ),
	CALL(mbind, "a page", 0, AT(DEVICE), PAGE, MPOL_DEFAULT, 0, 0, 0),
};

int main(void)
{
	int fd = open("/dev/mem", O_RDWR);

	no_huge_pages();
	anon_at(ANSWER, 1);
	EQ(sys(SYS_mmap, AT(DEVICE), PAGE, RW, MAP_SHARED | MAP_FIXED, fd, FIRMWARE),
	   AT(DEVICE), "a page of the firmware");
	MAKE_ALL(device_calls);
	EQ(sys(SYS_mremap, AT(DEVICE), PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
	       AT(FREE)),
	   AT(FREE), "it can move");
	return tap_done();
}
