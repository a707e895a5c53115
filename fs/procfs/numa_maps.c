/*
 * fs/procfs/numa_maps.c - /proc/PID/numa_maps: the policy of each VMA, and where its pages are
 *
 *	start policy[:nodes] [file=|heap|stack] anon= dirty= mapped= mapmax= active= N0= ...
 *
 * Source: the Linux man page numa(7).
 *
 * Locking: mmap_lock for reading; the task's policy is read as it stands.
 *
 * Atlas: pages are not sorted into active and inactive ones; none is active.
 */
#include <linux/mempolicy.h>
#include <linux/mm.h>
#include <linux/mm_inline_page.h>
#include <linux/page-flags.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "internal.h"

struct numa_walk {
	struct vm_area_struct *vma;
	unsigned long pages, anon, dirty, node[MAX_NUMNODES];
	int mapcount_max;
};

static int add_entry(struct pgtable_walk *walk, pte_t *entry, enum pgtable_level level,
		     unsigned long addr, unsigned long next, unsigned long prot)
{
	struct numa_walk *numa = walk->private;
	pte_t pte = ptep_get(entry);
	struct page *page = NULL;

	if (level == PG_LEVEL_4K && pte_present(pte))
		page = vm_normal_page(numa->vma, addr, pte);
	if (!page || PageReserved(page))
		return 0;
	numa->pages++;
	numa->anon += !!PageAnon(page);
	numa->dirty += pte_dirty(pte) || PageDirty(page);
	numa->node[page_to_nid(page)]++;
	numa->mapcount_max = max(numa->mapcount_max, page_mapcount(page));
	return 0;
}

static void show_policy(struct seq_file *m, struct mempolicy policy)
{
	static const char *const names[] = { "default",    "prefer", "bind",
					     "interleave", "local",  "prefer (many)" };
	unsigned long nodes = policy.nodes;

	seq_puts(m, names[policy.mode]);
	if (policy.flags & (MPOL_F_STATIC_NODES | MPOL_F_RELATIVE_NODES))
		seq_puts(m, policy.flags & MPOL_F_STATIC_NODES ? "=static" : "=relative");
	if (nodes)
		seq_printf(m, ":%*pbl", MAX_NUMNODES, &nodes);
}

static void show_count(struct seq_file *m, const char *name, unsigned long count)
{
	if (count)
		seq_printf(m, " %s=%lu", name, count);
}

static void show_pages(struct seq_file *m, const struct numa_walk *numa)
{
	if (!numa->pages)
		return;
	show_count(m, "anon", numa->anon);
	show_count(m, "dirty", numa->dirty);
	if (numa->pages != numa->anon && numa->pages != numa->dirty)
		show_count(m, "mapped", numa->pages);
	if (numa->mapcount_max > 1)
		show_count(m, "mapmax", numa->mapcount_max);
	seq_puts(m, " active=0");
	for (int nid = 0; nid < MAX_NUMNODES; nid++)
		if (numa->node[nid])
			seq_printf(m, " N%d=%lu", nid, numa->node[nid]);
	seq_printf(m, " kernelpagesize_kB=%lu", PAGE_SIZE >> 10);
}

static void show_vma(struct seq_file *m, struct vm_area_struct *vma,
		     struct mempolicy policy)
{
	struct numa_walk numa = { .vma = vma };
	struct pgtable_walk walk = { .entry = add_entry, .private = &numa };
	const char *name = proc_vma_name(vma);

	if (vma->vm_policy.mode != MPOL_DEFAULT)
		policy = vma->vm_policy;
	seq_printf(m, "%08lx ", vma->vm_start);
	show_policy(m, policy);
	if (vma->vm_file) {
		seq_puts(m, " file=");
		seq_file_path(m, vma->vm_file, "\n\t= ");
	} else if (name) {
		/* maps says [heap], this file heap */
		seq_printf(m, " %.*s", (int)strlen(name) - 2, name + 1);
	}
	walk_page_tables(vma->vm_mm->pgd, vma->vm_start, vma->vm_end, &walk);
	show_pages(m, &numa);
	seq_putc(m, '\n');
}

int proc_pid_numa_maps(struct seq_file *m, struct task_struct *task)
{
	struct mempolicy policy = task->mempolicy;
	struct mm_struct *mm = get_task_mm(task);
	struct vm_area_struct *vma;

	if (!mm)
		return 0;
	mmap_read_lock(mm);
	for_each_vma_of(mm, vma) show_vma(m, vma, policy);
	mmap_read_unlock(mm);
	mmput(mm);
	return 0;
}
