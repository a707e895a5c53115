/*
 * include/linux/vm_flags.h - vma->vm_flags: Linux's bits
 *
 * Include <linux/mm.h>. Locking: constants.
 */
#ifndef LINUX_VM_FLAGS_H
#define LINUX_VM_FLAGS_H

#include <linux/types.h>

#define VM_NONE 0x00000000UL
#define VM_READ 0x00000001UL /* what the program may do now ... */
#define VM_WRITE 0x00000002UL
#define VM_EXEC 0x00000004UL
#define VM_SHARED 0x00000008UL  /* writes are seen by others */
#define VM_MAYREAD 0x00000010UL /* ... and what mprotect(2) may allow */
#define VM_MAYWRITE 0x00000020UL
#define VM_MAYEXEC 0x00000040UL
#define VM_MAYSHARE 0x00000080UL
#define VM_GROWSDOWN 0x00000100UL /* a stack: a touch below it extends it */
#define VM_PFNMAP 0x00000400UL    /* frames without reference counting */
#define VM_LOCKED 0x00002000UL
#define VM_IO 0x00004000UL /* device memory: not to be touched for core dumps */
#define VM_SEQ_READ 0x00008000UL
#define VM_RAND_READ 0x00010000UL
#define VM_DONTCOPY 0x00020000UL   /* not inherited by fork */
#define VM_DONTEXPAND 0x00040000UL /* mremap(2) may not make it longer */
#define VM_LOCKONFAULT 0x00080000UL
#define VM_ACCOUNT 0x00100000UL   /* counted against overcommit */
#define VM_NORESERVE 0x00200000UL /* ... exempt from that */
#define VM_HUGETLB 0x00400000UL
#define VM_SYNC 0x00800000UL
#define VM_WIPEONFORK 0x02000000UL
#define VM_DONTDUMP 0x04000000UL
#define VM_SOFTDIRTY 0x08000000UL /* the whole VMA is new: all its pages are dirty */
#define VM_MIXEDMAP 0x10000000UL  /* counted pages and bare frames side by side */
#define VM_HUGEPAGE 0x20000000UL  /* these two are advice that is kept, and not taken */
#define VM_NOHUGEPAGE 0x40000000UL
#define VM_INHERITED 0x80000000UL /* Atlas: had anonymous pages when fork made it */

#define VM_ACCESS_FLAGS (VM_READ | VM_WRITE | VM_EXEC)
#define VM_DATA_DEFAULT_FLAGS (VM_READ | VM_WRITE | VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC)
#define VM_STACK_FLAGS (VM_DATA_DEFAULT_FLAGS | VM_GROWSDOWN | VM_ACCOUNT)
/* VMAs that are never merged, nor made longer. */
#define VM_SPECIAL (VM_IO | VM_DONTEXPAND | VM_PFNMAP | VM_MIXEDMAP)

#endif
