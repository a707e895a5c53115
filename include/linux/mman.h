/*
 * include/linux/mman.h - from the program's PROT_* and MAP_* to the kernel's VM_*
 *
 * Locking: none; constants and pure functions.
 */
#ifndef LINUX_MMAN_H
#define LINUX_MMAN_H

#include <linux/mm.h>
#include <uapi/linux/mman.h>

/* What MAP_SHARED lets through; MAP_SHARED_VALIDATE refuses everything else. */
#define LEGACY_MAP_MASK                                                          \
	(MAP_SHARED | MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS | MAP_DENYWRITE |  \
	 MAP_EXECUTABLE | MAP_UNINITIALIZED | MAP_GROWSDOWN | MAP_LOCKED |       \
	 MAP_NORESERVE | MAP_POPULATE | MAP_NONBLOCK | MAP_STACK | MAP_HUGETLB | \
	 MAP_32BIT | MAP_HUGE_2MB | MAP_HUGE_1GB)

/* Does MAP_HUGETLB, or SHM_HUGETLB, ask for pages of a size that the CPU has? */
static inline bool has_huge_size(unsigned long flags)
{
	unsigned long shift = flags >> MAP_HUGE_SHIFT & MAP_HUGE_MASK;

	return !shift || shift == PMD_SHIFT || shift == PUD_SHIFT;
}

static inline vm_flags_t calc_vm_prot_bits(unsigned long prot)
{
	return (prot & PROT_READ ? VM_READ : 0) | (prot & PROT_WRITE ? VM_WRITE : 0) |
	       (prot & PROT_EXEC ? VM_EXEC : 0);
}

static inline vm_flags_t calc_vm_flag_bits(unsigned long flags)
{
	return (flags & MAP_GROWSDOWN ? VM_GROWSDOWN : 0) |
	       (flags & MAP_LOCKED ? VM_LOCKED : 0) | (flags & MAP_SYNC ? VM_SYNC : 0);
}

#endif
