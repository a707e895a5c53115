/*
 * tests/kernel/rmap_test.c - mm/user/rmap.c, vma_rmap.c: a page finds who maps it
 */
#include <linux/highmem.h>
#include <linux/namei.h>
#include <linux/file.h>
#include <linux/pagemap.h>
#include <linux/rmap.h>
#include "ktest.h"
#include "mm_scratch.h"
#include "user_buf.h"
#include "vfs_tree.h"

#define PLACES 8

struct found {
	int count, limit;
	struct mm_struct *mm[PLACES];
	unsigned long addr[PLACES];
};

static bool note_place(struct page *page, struct vm_area_struct *vma, unsigned long addr,
		       void *arg)
{
	struct found *found = arg;

	if (found->count < PLACES) {
		found->mm[found->count] = vma->vm_mm;
		found->addr[found->count] = addr;
	}
	return ++found->count != found->limit;
}

/* Who maps the page at addr of mm? limit: stop after so many; 0: never. */
static struct found walk(struct mm_struct *mm, unsigned long addr, int limit)
{
	struct found found = { .limit = limit };
	struct rmap_walk_control rwc = { .rmap_one = note_place, .arg = &found };
	struct vm_area_struct *vma;
	struct page *page;

	mmap_read_lock(mm);
	vma = vma_lookup(mm, addr);
	page = vma ? follow_page(vma, addr, FOLL_GET) : NULL;
	mmap_read_unlock(mm);
	if (!page)
		return found;
	lock_page(page);
	rmap_walk(page, &rwc);
	unlock_page(page);
	put_page(page);
	return found;
}

static bool has(const struct found *found, const struct mm_struct *mm, unsigned long addr)
{
	for (int i = 0; i < found->count && i < PLACES; i++)
		if (found->mm[i] == mm && found->addr[i] == addr)
			return true;
	return false;
}

/* A page of a family: found in the parent and in each child, until one writes it. */
KTEST(rmap, a_family_shares_a_page)
{
	struct mm_struct *mm = mm_alloc(), *child, *grandchild;
	struct found found;

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 4 * PAGE_SIZE, RW, ANON | MAP_FIXED, 0);
	KT_EXPECT(scratch_poke(mm, SCRATCH + PAGE_SIZE, 1));
	child = dup_mm(mm);
	grandchild = child ? dup_mm(child) : NULL;
	KT_ASSERT(grandchild);
	found = walk(mm, SCRATCH + PAGE_SIZE, 0);
	KT_EXPECT_EQ(found.count, 3);
	KT_EXPECT(has(&found, mm, SCRATCH + PAGE_SIZE) &&
		  has(&found, child, SCRATCH + PAGE_SIZE) &&
		  has(&found, grandchild, SCRATCH + PAGE_SIZE));
	KT_EXPECT_EQ(walk(mm, SCRATCH + PAGE_SIZE, 2).count, 2);

	KT_EXPECT(scratch_poke(child, SCRATCH + PAGE_SIZE, 2));
	found = walk(mm, SCRATCH + PAGE_SIZE, 0);
	KT_EXPECT_EQ(found.count, 2);
	found = walk(child, SCRATCH + PAGE_SIZE, 0);
	KT_EXPECT_EQ(found.count, 1);
	KT_EXPECT(has(&found, child, SCRATCH + PAGE_SIZE));
	mmput(mm);
	found = walk(grandchild, SCRATCH + PAGE_SIZE, 0);
	KT_EXPECT_EQ(found.count, 1);
	mmput(child);
	mmput(grandchild);
}

/* Cut, protected and joined again, its VMA is another each time. */
KTEST(rmap, split_and_merge_lose_nothing)
{
	struct mm_struct *mm = mm_alloc();
	struct found found;

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 8 * PAGE_SIZE, RW, ANON | MAP_FIXED, 0);
	for (int i = 0; i < 8; i++)
		KT_EXPECT(scratch_poke(mm, SCRATCH + i * PAGE_SIZE, i));
	KT_EXPECT_EQ(mm_mprotect(mm, SCRATCH + 2 * PAGE_SIZE, 3 * PAGE_SIZE, PROT_READ),
		     0);
	scratch_munmap(mm, SCRATCH + 6 * PAGE_SIZE, PAGE_SIZE);
	for (int i = 0; i < 8; i++) {
		found = walk(mm, SCRATCH + i * PAGE_SIZE, 0);
		KT_EXPECT_EQ(found.count, i != 6);
	}
	KT_EXPECT_EQ(mm_mprotect(mm, SCRATCH, 6 * PAGE_SIZE, RW), 0);
	KT_EXPECT_EQ(mm->map_count, 2);
	found = walk(mm, SCRATCH + 3 * PAGE_SIZE, 0);
	KT_EXPECT(found.count == 1 && has(&found, mm, SCRATCH + 3 * PAGE_SIZE));
	mmput(mm);
}

/* A range without pages takes in a neighbour with some: those must find the result. */
KTEST(rmap, a_merge_joins_the_anon_vma)
{
	struct mm_struct *mm = mm_alloc();

	KT_ASSERT(mm);
	scratch_mmap(mm, NULL, SCRATCH, 2 * PAGE_SIZE, RW, ANON | MAP_FIXED, 0);
	scratch_mmap(mm, NULL, SCRATCH + 3 * PAGE_SIZE, PAGE_SIZE, RW, ANON | MAP_FIXED,
		     0);
	KT_EXPECT(scratch_poke(mm, SCRATCH + 3 * PAGE_SIZE, 1));
	KT_EXPECT(!find_vma(mm, SCRATCH)->anon_vma);
	scratch_mmap(mm, NULL, SCRATCH + 2 * PAGE_SIZE, PAGE_SIZE, RW, ANON | MAP_FIXED,
		     0);
	KT_EXPECT_EQ(mm->map_count, 1);
	KT_EXPECT_EQ(walk(mm, SCRATCH + 3 * PAGE_SIZE, 0).count, 1);
	mmput(mm);
}

/* Pages that mremap(2) brings to a VMA that never had any. */
KTEST(rmap, a_move_joins_the_anon_vma)
{
	const unsigned long away = SCRATCH + PMD_SIZE;
	struct mm_struct *mm;

	KT_ASSERT(user_buf_begin(1));
	mm = current->mm;
	scratch_mmap(mm, NULL, SCRATCH, 2 * PAGE_SIZE, RW, ANON | MAP_FIXED, 0);
	KT_EXPECT_EQ(do_mremap(SCRATCH + PAGE_SIZE, PAGE_SIZE, PAGE_SIZE,
			       MREMAP_MAYMOVE | MREMAP_FIXED, away),
		     away);
	KT_EXPECT(scratch_poke(mm, away, 1));
	KT_EXPECT(!find_vma(mm, SCRATCH)->anon_vma);
	KT_EXPECT_EQ(do_mremap(away, PAGE_SIZE, PAGE_SIZE, MREMAP_MAYMOVE | MREMAP_FIXED,
			       SCRATCH + PAGE_SIZE),
		     SCRATCH + PAGE_SIZE);
	KT_EXPECT(find_exact_vma(mm, SCRATCH, SCRATCH + 2 * PAGE_SIZE));
	KT_EXPECT_EQ(walk(mm, SCRATCH + PAGE_SIZE, 0).count, 1);
	user_buf_end();
}

/* A file's page: shared and private mappings at any offset; a copy is another page. */
KTEST(rmap, a_file_page_finds_all_its_mappings)
{
	struct file *file = make_tree() ? filp_open("/kt/f", O_RDWR, 0) : NULL;
	struct mm_struct *a = mm_alloc(), *b = mm_alloc();
	struct found found;

	KT_ASSERT(!IS_ERR_OR_NULL(file) && a && b);
	truncate_setsize(file_inode(file), 8 * PAGE_SIZE);
	scratch_mmap(a, file, SCRATCH, 8 * PAGE_SIZE, RW, MAP_SHARED | MAP_FIXED, 0);
	scratch_mmap(b, file, SCRATCH, 2 * PAGE_SIZE, RW, MAP_PRIVATE | MAP_FIXED, 4);
	scratch_mmap(b, file, SCRATCH + PMD_SIZE, PAGE_SIZE, PROT_READ,
		     MAP_SHARED | MAP_FIXED, 5);
	KT_EXPECT(scratch_poke(a, SCRATCH + 5 * PAGE_SIZE, 'x'));
	KT_EXPECT_EQ(scratch_peek(b, SCRATCH + PAGE_SIZE), 'x');
	KT_EXPECT_EQ(scratch_peek(b, SCRATCH + PMD_SIZE), 'x');
	found = walk(a, SCRATCH + 5 * PAGE_SIZE, 0);
	KT_EXPECT_EQ(found.count, 3);
	KT_EXPECT(has(&found, a, SCRATCH + 5 * PAGE_SIZE) &&
		  has(&found, b, SCRATCH + PAGE_SIZE) &&
		  has(&found, b, SCRATCH + PMD_SIZE));
	KT_EXPECT(scratch_poke(b, SCRATCH + PAGE_SIZE, 'y'));
	KT_EXPECT_EQ(walk(a, SCRATCH + 5 * PAGE_SIZE, 0).count, 2);
	found = walk(b, SCRATCH + PAGE_SIZE, 0);
	KT_EXPECT(found.count == 1 && has(&found, b, SCRATCH + PAGE_SIZE));
	mmput(a);
	mmput(b);
	KT_EXPECT(RB_EMPTY_ROOT(&file->f_mapping->i_mmap));
	fput(file);
	remove_tree();
}
