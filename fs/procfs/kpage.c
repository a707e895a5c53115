/*
 * fs/procfs/kpage.c - /proc/kpageflags and /proc/kpagecount: each frame in 64 bits
 *
 * Word n is about frame n: what it is, or how many page-table entries of programs map it.
 * With /proc/PID/pagemap, which tells frame numbers, a program can follow its memory down
 * to struct page. Linux's Documentation/admin-guide/mm/pagemap.rst describes all three.
 *
 * Locking: none: a page may change while it is looked at.
 */
#include <linux/err.h>
#include <linux/init.h>
#include <linux/kernel-page-flags.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/proc_fs.h>
#include <linux/uaccess.h>
#include "internal.h"

#define WORDS_AT_ONCE 64

/* Linux's numbers for our bits. */
static const struct {
	u8 ours, kpf;
} same_bits[] = {
	{ PG_locked, KPF_LOCKED },
	{ PG_error, KPF_ERROR },
	{ PG_referenced, KPF_REFERENCED },
	{ PG_uptodate, KPF_UPTODATE },
	{ PG_dirty, KPF_DIRTY },
	{ PG_lru, KPF_LRU },
	{ PG_active, KPF_ACTIVE },
	{ PG_writeback, KPF_WRITEBACK },
	{ PG_reclaim, KPF_RECLAIM },
	{ PG_swapbacked, KPF_SWAPBACKED },
	{ PG_unevictable, KPF_UNEVICTABLE },
	{ PG_reserved, KPF_RESERVED },
	{ PG_mlocked, KPF_MLOCKED },
	{ PG_mappedtodisk, KPF_MAPPEDTODISK },
	{ PG_private, KPF_PRIVATE },
	{ PG_private_2, KPF_PRIVATE_2 },
	{ PG_owner_priv_1, KPF_OWNER_PRIVATE },
	{ PG_arch_1, KPF_ARCH },
};

/* Is it in a free block, first or not? */
static bool is_free_buddy_page(const struct page *page)
{
	unsigned long pfn = page_to_pfn(page);

	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		unsigned long head = pfn & ~((1UL << order) - 1);

		if (pfn_valid(head) && PageBuddy(pfn_to_page(head)) &&
		    page_private(pfn_to_page(head)) >= order)
			return true;
	}
	return false;
}

static u64 flags_of(unsigned long pfn)
{
	const struct page *page = pfn_to_page(pfn), *head;
	u64 word = 0;

	if (!pfn_valid(pfn))
		return 1ULL << KPF_NOPAGE;
	head = compound_head(page);
	for (unsigned int i = 0; i < ARRAY_SIZE(same_bits); i++)
		word |= (page->flags >> same_bits[i].ours & 1) << same_bits[i].kpf;
	word |= (u64)PageHead(page) << KPF_COMPOUND_HEAD;
	word |= (u64)PageTail(page) << KPF_COMPOUND_TAIL;
	word |= (u64)PageTable(page) << KPF_PGTABLE;
	word |= (u64)is_zero_pfn(pfn) << KPF_ZERO_PAGE;
	if (PageSlab(head))
		return word | 1ULL << KPF_SLAB;
	if (!page_ref_count(head))
		return word | (u64)is_free_buddy_page(page) << KPF_BUDDY;
	word |= (u64)page_mapped(page) << KPF_MMAP;
	word |= (u64)PageAnon(page) << KPF_ANON;
	if (PageSwapBacked(page))
		word |= (u64)PageSwapCache(page) << KPF_SWAPCACHE;
	return word;
}

static u64 count_of(unsigned long pfn)
{
	const struct page *page = pfn_to_page(pfn);

	if (!pfn_valid(pfn) || PageSlab(page))
		return 0;
	return max(page_mapcount(page), 0);
}

/* Whole words from *pos on. Bytes, 0 behind the last frame, or -errno. */
static ssize_t read_words(char __user *buf, size_t count, loff_t *pos,
			  u64 (*word_of)(unsigned long pfn))
{
	u64 words[WORDS_AT_ONCE];
	ssize_t done = 0;

	if ((u64)*pos >= max_pfn * sizeof(u64))
		return 0;
	if (*pos % sizeof(u64) || count % sizeof(u64))
		return -EINVAL;
	while (count) {
		unsigned long pfn = *pos / sizeof(u64);
		unsigned int nr = min(count / sizeof(u64), (size_t)WORDS_AT_ONCE), i;

		nr = min((unsigned long)nr, max_pfn - pfn);
		for (i = 0; i < nr; i++)
			words[i] = word_of(pfn + i);
		if (!nr)
			break;
		if (copy_to_user(buf + done, words, nr * sizeof(u64)))
			return done ? done : -EFAULT;
		done += nr * sizeof(u64);
		*pos += nr * sizeof(u64);
		count -= nr * sizeof(u64);
		cond_resched();
	}
	return done;
}

static ssize_t kpageflags_read(struct file *file, char __user *buf, size_t count,
			       loff_t *pos)
{
	return read_words(buf, count, pos, flags_of);
}

static ssize_t kpagecount_read(struct file *file, char __user *buf, size_t count,
			       loff_t *pos)
{
	return read_words(buf, count, pos, count_of);
}

static loff_t kpage_lseek(struct file *file, loff_t offset, int whence)
{
	if (whence == SEEK_END)
		return -EINVAL;
	return generic_file_llseek_size(file, offset, whence, MAX_LFS_FILESIZE, 0);
}

static const struct proc_ops kpageflags_ops = {
	.proc_read = kpageflags_read,
	.proc_lseek = kpage_lseek,
};

static const struct proc_ops kpagecount_ops = {
	.proc_read = kpagecount_read,
	.proc_lseek = kpage_lseek,
};

static int __init kpage_init(void)
{
	return proc_create("kpageflags", 0400, NULL, &kpageflags_ops) &&
			       proc_create("kpagecount", 0400, NULL, &kpagecount_ops)
		       ? 0
		       : -ENOMEM;
}
fs_initcall(kpage_init);
