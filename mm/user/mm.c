/*
 * mm/user/mm.c - the life of an address space
 *
 *	mm_alloc, dup_mm     exec, fork: mm_users 1, mm_count 1
 *	mmget ... mmput      mm_users: the mappings are in use; the last mmput unmaps all
 *	mmgrab ... mmdrop    mm_count: the structure and its top-level table are in use, be
 *	                     it by a kernel thread that runs on them (lazy TLB)
 *
 * All mm_users together hold one mm_count.
 *
 * Locking: atomic counts; task_lock(t) for t->mm. exit_mmap() needs no lock: nobody is
 * left who could look.
 */
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/mmu_context.h>
#include <asm/pgalloc.h>
#include "internal.h"
#include "mmu_gather.h"
#include "vma.h"

static struct kmem_cache *mm_cachep; /* [I] */

/* Counts, locks and an empty top level; all other fields stay. NULL: mm is freed. */
static struct mm_struct *mm_init(struct mm_struct *mm)
{
	mm->mmap = NULL;
	mm->mm_rb = RB_ROOT;
	mm->mmap_cache = NULL;
	mm->map_count = 0;
	mm->locked_vm = 0;
	atomic_set(&mm->mm_users, 1);
	atomic_set(&mm->mm_count, 1);
	spin_lock_init(&mm->page_table_lock);
	mmap_init_lock(mm);
	atomic_long_set(&mm->rss_anon, 0);
	atomic_long_set(&mm->rss_file, 0);
	atomic_long_set(&mm->rss_shmem, 0);
	atomic_long_set(&mm->pgtables_bytes, 0);
	memset(mm->cpu_bitmap, 0, sizeof(mm->cpu_bitmap));
	mm->exe_file = NULL;
	mm->pgd = pgd_alloc(mm);
	if (mm->pgd)
		return mm;
	kmem_cache_free(mm_cachep, mm);
	return NULL;
}

struct mm_struct *mm_alloc(void)
{
	struct mm_struct *mm = kmem_cache_zalloc(mm_cachep, GFP_KERNEL);

	if (!mm)
		return NULL;
	mm->mmap_base = mm_mmap_base();
	mm->task_size = TASK_SIZE;
	mm = mm_init(mm);
	if (!mm)
		return NULL;
	mm->anon_vma = anon_vma_alloc();
	if (mm->anon_vma)
		return mm;
	mmput(mm);
	return NULL;
}

struct mm_struct *dup_mm(struct mm_struct *oldmm)
{
	struct mm_struct *mm = kmem_cache_alloc(mm_cachep, GFP_KERNEL);

	if (!mm)
		return NULL;
	*mm = *oldmm;
	mm->def_flags = 0;
	mm = mm_init(mm);
	if (!mm)
		return NULL;
	atomic_inc(&mm->anon_vma->refcount);
	if (dup_mmap(mm, oldmm)) {
		mmput(mm);
		return NULL;
	}
	set_mm_exe_file(mm, oldmm->exe_file);
	mm->hiwater_vm = mm->total_vm;
	mm->hiwater_rss = get_mm_rss(mm);
	return mm;
}

/* --- the end ---------------------------------------------------------------------- */

/* Everything that mm maps goes. No user is left. May sleep. */
static void exit_mmap(struct mm_struct *mm)
{
	struct vm_area_struct *vma = mm->mmap, *each;
	struct mmu_gather tlb;

	if (!vma)
		return;
	/* first out of the trees: who walks them does not look whether tables are there */
	for (each = vma; each; each = each->vm_next)
		rmap_unlink(each);
	gather_init(&tlb, mm, true);
	unmap_vmas(&tlb, vma, 0, TASK_SIZE);
	free_pgtables(&tlb, vma, 0, 0);
	gather_finish(&tlb);
	mm->mmap = NULL;
	mm->mmap_cache = NULL;
	mm->mm_rb = RB_ROOT;
	mm->map_count = 0;
	for (each = vma; each; each = each->vm_next)
		if (each->vm_flags & VM_ACCOUNT)
			vm_unacct_memory(vma_pages(each));
	vma_free_merged(vma);
}

void mmput(struct mm_struct *mm)
{
	might_sleep();
	if (!atomic_dec_and_test(&mm->mm_users))
		return;
	exit_mmap(mm);
	anon_vma_put(mm->anon_vma);
	set_mm_exe_file(mm, NULL);
	mmdrop(mm);
}

void __mmdrop(struct mm_struct *mm)
{
	BUG_ON(mm == &init_mm);
	pgd_free(mm, mm->pgd);
	kmem_cache_free(mm_cachep, mm);
}

/* --- tasks and their mm ----------------------------------------------------------- */

struct mm_struct *get_task_mm(struct task_struct *tsk)
{
	struct mm_struct *mm;

	task_lock(tsk);
	mm = tsk->mm;
	if (mm && !(tsk->flags & PF_KTHREAD))
		mmget(mm);
	else
		mm = NULL;
	task_unlock(tsk);
	return mm;
}

/* For getrusage(2): the most pages that the caller's process has had, mm (NULL: none) included. */
static void keep_maxrss(struct mm_struct *mm)
{
	unsigned long *most = &current->signal->maxrss;

	if (mm)
		WRITE_ONCE(*most, max3(*most, mm->hiwater_rss, get_mm_rss(mm)));
}

void exec_mmap(struct mm_struct *mm)
{
	struct task_struct *tsk = current;
	struct mm_struct *old = tsk->mm, *active = tsk->active_mm;
	unsigned long flags;

	keep_maxrss(old);
	task_lock(tsk);
	local_irq_save(flags); /* no switch may see the new mm with the old tables */
	tsk->mm = mm;
	tsk->active_mm = mm;
	switch_mm_irqs_off(active, mm, tsk);
	local_irq_restore(flags);
	task_unlock(tsk);
	if (old)
		mmput(old);
	else if (active)
		mmdrop(active); /* a kernel thread had it on loan */
}

void exit_mm(void)
{
	struct task_struct *tsk = current;
	struct mm_struct *mm = tsk->mm;

	if (!mm)
		return;
	keep_maxrss(mm);
	mmgrab(mm); /* from here on its tables are on loan, as for a kernel thread */
	task_lock(tsk);
	tsk->mm = NULL;
	task_unlock(tsk);
	mmput(mm);
}

/* --- the program's file ----------------------------------------------------------- */

void set_mm_exe_file(struct mm_struct *mm, struct file *file)
{
	struct file *old = mm->exe_file;

	if (file)
		deny_write_again(get_file(file));
	mm->exe_file = file;
	if (old) {
		allow_write_access(old);
		mm_file_ops->fput(old);
	}
}

struct file *get_mm_exe_file(struct mm_struct *mm)
{
	struct file *file = mm->exe_file;

	return file ? get_file(file) : NULL;
}

/* --- beginning -------------------------------------------------------------------- */

static void sched_mmgrab(struct mm_struct *mm)
{
	mmgrab(mm);
}

static void sched_mmdrop(struct mm_struct *mm)
{
	mmdrop(mm);
}

static const struct sched_mm_ops sched_ops = {
	.switch_mm = switch_mm_irqs_off,
	.mmgrab = sched_mmgrab,
	.mmdrop = sched_mmdrop,
	.switch_kmaps = kmap_local_switch,
};

void __init mm_user_init(void)
{
	vm_area_cache_init();
	mm_cachep = KMEM_CACHE(mm_struct, SLAB_PANIC | SLAB_ACCOUNT);
	zero_page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!zero_page)
		panic("no memory for the zero page");
	SetPageReserved(zero_page);
	sched_set_mm_ops(&sched_ops);
	direct_reclaim_hook = lazyfree_reclaim;
}
