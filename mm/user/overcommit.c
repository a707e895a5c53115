/*
 * mm/user/overcommit.c - how much memory programs have been promised
 *
 * A private writable page takes no memory before it is written, so more can be promised
 * than there is. What has been promised is counted in pages: of every VMA with VM_ACCOUNT
 * and of every shared anonymous file. vm.overcommit_memory says what to refuse:
 *
 *	0 guess    only a single request that is larger than all memory
 *	1 always   nothing
 *	2 never    what would bring the sum over CommitLimit
 *
 * Source: Linux's Documentation/mm/overcommit-accounting.rst and proc(5).
 *
 * Locking: none; each CPU counts for itself, the settings are single words.
 */
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/vmstat.h>
#include <asm/barrier.h>
#include "internal.h"

int sysctl_overcommit_memory = OVERCOMMIT_GUESS;
int sysctl_overcommit_ratio = 50;
unsigned long sysctl_overcommit_kbytes;
int sysctl_panic_on_oom;

/* What a process of its own may keep others from taking: Linux's default, 128 MiB. */
#define USER_RESERVE_PAGES ((128UL << 20) >> PAGE_SHIFT)

unsigned long vm_commit_limit(void)
{
	unsigned long kbytes = READ_ONCE(sysctl_overcommit_kbytes);

	if (kbytes)
		return kbytes >> (PAGE_SHIFT - 10);
	return totalram_pages() * READ_ONCE(sysctl_overcommit_ratio) / 100;
}

unsigned long vm_memory_committed(void)
{
	return vm_total(NR_COMMITTED);
}

void vm_acct_memory(unsigned long pages)
{
	mod_vm_total(NR_COMMITTED, (long)pages);
}

void vm_unacct_memory(unsigned long pages)
{
	mod_vm_total(NR_COMMITTED, -(long)pages);
}

/*
 * Linux keeps a part back so that somebody can still log in and clean up. What is asked for
 * has been counted: of two who ask at the same time, one at least sees both.
 */
static bool below_commit_limit(const struct mm_struct *mm)
{
	unsigned long reserve = min3(mm ? mm->total_vm / 32 : 0, USER_RESERVE_PAGES,
				     totalram_pages() / 32);

	smp_mb();
	return vm_memory_committed() + reserve < vm_commit_limit();
}

/* The pages are counted already; if they are too many they are taken back. */
static noinline bool may_promise(const struct mm_struct *mm, unsigned long pages)
{
	int mode = READ_ONCE(sysctl_overcommit_memory);

	if (mode == OVERCOMMIT_ALWAYS ||
	    (mode == OVERCOMMIT_NEVER && below_commit_limit(mm)))
		return true;
	vm_unacct_memory(pages);
	return false;
}

bool vm_enough_memory(const struct mm_struct *mm, unsigned long pages)
{
	vm_acct_memory(pages);
	if (READ_ONCE(sysctl_overcommit_memory) == OVERCOMMIT_GUESS &&
	    pages <= totalram_pages())
		return true;
	return may_promise(mm, pages);
}

bool accountable_mapping(vm_flags_t flags)
{
	return (flags & (VM_NORESERVE | VM_SHARED | VM_WRITE)) == VM_WRITE;
}
