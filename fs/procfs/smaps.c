/*
 * fs/procfs/smaps.c - /proc/PID/smaps and smaps_rollup: what of each VMA is resident
 *
 * The entries of a VMA are walked, and each counted page is added to the sums: as shared
 * or private, clean or dirty. Pss gives a page that n entries map to each of them as an
 * n-th part, so that the Pss of all processes together is the memory they take.
 *
 *	maps' line, Size, Rss, Pss, ..., VmFlags        as Linux 6.1 prints them
 *
 * Lines about huge pages and swap are 0: there are none here.
 *
 * Locking: mmap_lock for reading. Pages may change hands while they are looked at: the
 * numbers are those of no exact moment, as on Linux.
 */
#include <linux/mm.h>
#include <linux/page-flags.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "internal.h"

/* A page's part in Pss is kept in 4096ths of a byte: many small parts make a sum. */
#define PSS_SHIFT 12

struct mem_size {
	unsigned long rss, referenced, anonymous, lazyfree; /* bytes */
	unsigned long shared_clean, shared_dirty, private_clean, private_dirty;
	u64 pss, pss_dirty, pss_anon, pss_file, pss_shmem, pss_locked;
};

struct smaps_walk {
	struct vm_area_struct *vma;
	struct mem_size *sum;
};

static void add_pss(struct mem_size *sum, const struct page *page, u64 pss, bool dirty,
		    bool locked)
{
	sum->pss += pss;
	if (PageAnon(page))
		sum->pss_anon += pss;
	else if (PageSwapBacked(page))
		sum->pss_shmem += pss;
	else
		sum->pss_file += pss;
	if (dirty)
		sum->pss_dirty += pss;
	if (locked)
		sum->pss_locked += pss;
}

static void add_page(struct mem_size *sum, const struct page *page, pte_t pte,
		     bool locked)
{
	bool dirty = pte_dirty(pte) || PageDirty(page);
	int mapped = max(page_mapcount(page), 1);

	sum->rss += PAGE_SIZE;
	if (PageAnon(page)) {
		sum->anonymous += PAGE_SIZE;
		if (!PageSwapBacked(page) && !dirty)
			sum->lazyfree += PAGE_SIZE;
	}
	if (pte_young(pte) || PageReferenced(page))
		sum->referenced += PAGE_SIZE;
	if (mapped > 1)
		*(dirty ? &sum->shared_dirty : &sum->shared_clean) += PAGE_SIZE;
	else
		*(dirty ? &sum->private_dirty : &sum->private_clean) += PAGE_SIZE;
	add_pss(sum, page, (PAGE_SIZE << PSS_SHIFT) / mapped, dirty, locked);
}

static int add_entry(struct pgtable_walk *walk, pte_t *entry, enum pgtable_level level,
		     unsigned long addr, unsigned long next, unsigned long prot)
{
	struct smaps_walk *smaps = walk->private;
	pte_t pte = ptep_get(entry);
	struct page *page = NULL;

	if (level == PG_LEVEL_4K && pte_present(pte))
		page = vm_normal_page(smaps->vma, addr, pte);
	if (page)
		add_page(smaps->sum, page, pte, smaps->vma->vm_flags & VM_LOCKED);
	return 0;
}

/* Add what is resident of vma. mmap_lock held. */
static void add_vma(struct mem_size *sum, struct vm_area_struct *vma)
{
	struct smaps_walk smaps = { vma, sum };
	struct pgtable_walk walk = { .entry = add_entry, .private = &smaps };

	walk_page_tables(vma->vm_mm->pgd, vma->vm_start, vma->vm_end, &walk);
}

/* --- printing ------------------------------------------------------------------------------------ */

static void line(struct seq_file *m, const char *name, unsigned long bytes)
{
	int width = 23 - (int)strlen(name);

	seq_printf(m, "%s:%*lu kB\n", name, width, bytes >> 10);
}

static void show_sums(struct seq_file *m, const struct mem_size *sum, bool rollup)
{
	line(m, "Rss", sum->rss);
	line(m, "Pss", sum->pss >> PSS_SHIFT);
	line(m, "Pss_Dirty", sum->pss_dirty >> PSS_SHIFT);
	if (rollup) {
		line(m, "Pss_Anon", sum->pss_anon >> PSS_SHIFT);
		line(m, "Pss_File", sum->pss_file >> PSS_SHIFT);
		line(m, "Pss_Shmem", sum->pss_shmem >> PSS_SHIFT);
	}
	line(m, "Shared_Clean", sum->shared_clean);
	line(m, "Shared_Dirty", sum->shared_dirty);
	line(m, "Private_Clean", sum->private_clean);
	line(m, "Private_Dirty", sum->private_dirty);
	line(m, "Referenced", sum->referenced);
	line(m, "Anonymous", sum->anonymous);
	line(m, "LazyFree", sum->lazyfree);
	line(m, "AnonHugePages", 0);
	line(m, "ShmemPmdMapped", 0);
	line(m, "FilePmdMapped", 0);
	line(m, "Shared_Hugetlb", 0);
	line(m, "Private_Hugetlb", 0);
	line(m, "Swap", 0);
	line(m, "SwapPss", 0);
	line(m, "Locked", sum->pss_locked >> PSS_SHIFT);
}

/* proc(5), VmFlags: in the order of the bits. */
static const struct {
	vm_flags_t flag;
	char name[4];
} flag_names[] = {
	{ VM_READ, "rd" },       { VM_WRITE, "wr" },       { VM_EXEC, "ex" },
	{ VM_SHARED, "sh" },     { VM_MAYREAD, "mr" },     { VM_MAYWRITE, "mw" },
	{ VM_MAYEXEC, "me" },    { VM_MAYSHARE, "ms" },    { VM_GROWSDOWN, "gd" },
	{ VM_PFNMAP, "pf" },     { VM_LOCKED, "lo" },      { VM_IO, "io" },
	{ VM_SEQ_READ, "sr" },   { VM_RAND_READ, "rr" },   { VM_DONTCOPY, "dc" },
	{ VM_DONTEXPAND, "de" }, { VM_LOCKONFAULT, "lf" }, { VM_ACCOUNT, "ac" },
	{ VM_NORESERVE, "nr" },  { VM_HUGETLB, "ht" },     { VM_SYNC, "sf" },
	{ VM_WIPEONFORK, "wf" }, { VM_DONTDUMP, "dd" },    { VM_SOFTDIRTY, "sd" },
	{ VM_MIXEDMAP, "mm" },   { VM_HUGEPAGE, "hg" },    { VM_NOHUGEPAGE, "nh" },
};

static void show_flags(struct seq_file *m, vm_flags_t flags)
{
	seq_puts(m, "VmFlags: ");
	for (unsigned int i = 0; i < ARRAY_SIZE(flag_names); i++) {
		if (flags & flag_names[i].flag)
			seq_printf(m, "%s ", flag_names[i].name);
	}
	seq_putc(m, '\n');
}

static int smaps_show(struct seq_file *m, void *v)
{
	struct vm_area_struct *vma = v;
	struct mem_size sum = { 0 };

	add_vma(&sum, vma);
	proc_maps_show(m, vma);
	line(m, "Size", vma->vm_end - vma->vm_start);
	line(m, "KernelPageSize", PAGE_SIZE);
	line(m, "MMUPageSize", PAGE_SIZE);
	show_sums(m, &sum, false);
	seq_puts(m, "THPeligible:    0\n");
	show_flags(m, vma->vm_flags);
	return 0;
}

static const struct seq_operations smaps_sops = {
	.start = proc_maps_start,
	.next = proc_maps_next,
	.stop = proc_maps_stop,
	.show = smaps_show,
};

static int smaps_open(struct inode *inode, struct file *file)
{
	return proc_maps_open(inode, file, &smaps_sops);
}

const struct file_operations proc_pid_smaps_fops = {
	.open = smaps_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = proc_maps_release,
};

/* All VMAs as one. -ESRCH: the process has no memory (any more). */
int proc_pid_smaps_rollup(struct seq_file *m, struct task_struct *task)
{
	struct mm_struct *mm = get_task_mm(task);
	unsigned long start = 0, end = 0;
	struct mem_size sum = { 0 };
	struct vm_area_struct *vma;

	if (!mm)
		return -ESRCH;
	mmap_read_lock(mm);
	for_each_vma_of(mm, vma)
	{
		start = start ? start : vma->vm_start;
		end = vma->vm_end;
		add_vma(&sum, vma);
	}
	mmap_read_unlock(mm);
	mmput(mm);
	seq_setwidth(m, MAPS_NAME_COLUMN);
	seq_printf(m, "%08lx-%08lx ---p 00000000 00:00 0 ", start, end);
	seq_pad(m, ' ');
	seq_puts(m, "[rollup]\n");
	show_sums(m, &sum, true);
	return 0;
}
