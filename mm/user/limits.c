/*
 * mm/user/limits.c - how much a process may map, and what /proc/PID/status counts
 *
 * Locking: mmap_lock of the mm held for writing where its totals change.
 */
#include <linux/capability.h>
#include <linux/mm.h>
#include "internal.h"

int sysctl_max_map_count = 65530;
unsigned long mmap_min_addr = 65536;

static bool is_data_mapping(vm_flags_t flags)
{
	return (flags & (VM_WRITE | VM_SHARED | VM_GROWSDOWN)) == VM_WRITE;
}

static bool is_exec_mapping(vm_flags_t flags)
{
	return (flags & (VM_EXEC | VM_WRITE | VM_GROWSDOWN)) == VM_EXEC;
}

void vm_stat_account(struct mm_struct *mm, vm_flags_t flags, long pages)
{
	mm->total_vm += pages;
	if (is_exec_mapping(flags))
		mm->exec_vm += pages;
	else if (flags & VM_GROWSDOWN)
		mm->stack_vm += pages;
	else if (is_data_mapping(flags))
		mm->data_vm += pages;
	if (mm->total_vm > mm->hiwater_vm)
		mm->hiwater_vm = mm->total_vm;
}

bool may_expand_vm(struct mm_struct *mm, vm_flags_t flags, unsigned long pages)
{
	unsigned long data = rlimit(RLIMIT_DATA);

	if (mm->total_vm + pages > rlimit(RLIMIT_AS) >> PAGE_SHIFT)
		return false;
	if (!data) /* as Linux, for programs that want no heap but mappings: brk(2) alone */
		data = rlimit_max(RLIMIT_DATA);
	return !is_data_mapping(flags) || mm->data_vm + pages <= data >> PAGE_SHIFT;
}

/* mlock(2) and MAP_LOCKED: everything, with CAP_IPC_LOCK; nothing, with a limit of 0. */
bool can_do_mlock(void)
{
	return rlimit(RLIMIT_MEMLOCK) || capable(CAP_IPC_LOCK);
}

bool may_lock(unsigned long pages)
{
	return pages <= rlimit(RLIMIT_MEMLOCK) >> PAGE_SHIFT || capable(CAP_IPC_LOCK);
}

bool mlock_future_ok(const struct mm_struct *mm, vm_flags_t flags, unsigned long pages)
{
	return !(flags & VM_LOCKED) || may_lock(mm->locked_vm + pages);
}
