/*
 * tests/host/vma_test.c - the VMA algebra against a plain array of pages
 *
 * A small address space is mapped, unmapped and protected at random, as mm/user/mmap.c,
 * munmap.c and mprotect.c would do it. Beside it stands an array that says of each page
 * what it should be. After each step the list, the tree and its gaps must agree with the
 * array, and no two neighbours may be left that could be one.
 */
#include "host_locks.h"
#include "host_test.h"
#include "mm/user/vma.h"

#define NR_PAGES 1024
#define MAX_LEN 48
#define STEPS 1000000
#define CHECK_EVERY 16

/* What a page is: flags 0 is not mapped. */
struct model_page {
	vm_flags_t flags;
	struct file *file;
	pgoff_t pgoff;
	bool anon; /* it has an anonymous page */
};

static struct anon_vma anon_vma = { .vmas = RB_ROOT };
static struct mm_struct mm = { .anon_vma = &anon_vma };
static struct inode inodes[2];
static struct file files[2];
static struct model_page model[NR_PAGES];
static long live; /* VMAs allocated and not freed */

/* --- what mm/user has around the algebra ------------------------------------------ */

static struct vm_area_struct *new_vma(void)
{
	struct vm_area_struct *vma = host_malloc(sizeof(*vma));

	*vma = (struct vm_area_struct){ .vm_mm = &mm };
	live++;
	return vma;
}

static void free_list(struct vm_area_struct *vma)
{
	while (vma) {
		struct vm_area_struct *next = vma->vm_next;

		host_free(vma);
		live--;
		vma = next;
	}
}

static void cut(struct vm_area_struct *vma, unsigned long addr)
{
	struct vm_area_struct *upper = new_vma();

	*upper = *vma;
	vma_cut(vma, addr, upper);
	if (addr & PAGE_SIZE)
		return;
	vma_uncut(vma); /* and once more */
	*upper = *vma;
	vma_cut(vma, addr, upper);
}

static void unmap(unsigned long start, unsigned long end)
{
	struct vm_area_struct *vma = find_vma_intersection(&mm, start, end);

	if (vma && vma->vm_start < start) {
		cut(vma, start);
		vma = vma->vm_next;
	}
	while (vma && vma->vm_start < end) {
		struct vm_area_struct *next;

		if (vma->vm_end > end)
			cut(vma, end);
		next = vma->vm_next;
		vma_unlink(&mm, vma);
		vma->vm_next = NULL;
		free_list(vma);
		vma = next;
	}
}

static void map(const struct vma_range *range)
{
	struct vm_area_struct *prev, *vma, *gone;

	unmap(range->start, range->end);
	find_vma_prev(&mm, range->start, &prev);
	vma = vma_merge(&mm, prev, range, &gone);
	free_list(gone);
	if (vma)
		return;
	EXPECT(!gone);
	vma = new_vma();
	vma->vm_start = range->start;
	vma->vm_end = range->end;
	vma->vm_flags = range->flags;
	vma->vm_file = range->file;
	vma->vm_pgoff = range->pgoff;
	vma_link(&mm, prev, vma);
}

/* mprotect(2) changes permissions, not what kind of mapping it is. */
static vm_flags_t protected_flags(vm_flags_t old, vm_flags_t new)
{
	const vm_flags_t kind = VM_GROWSDOWN | VM_PFNMAP;

	return (old & kind) | (new & ~kind);
}

/* The range lies within vma. Returns the VMA that has it. */
static struct vm_area_struct *protect_part(struct vm_area_struct *vma,
					   const struct vma_range *range)
{
	struct vm_area_struct *merged, *gone;

	merged = vma_merge(&mm, range->start > vma->vm_start ? vma : vma->vm_prev, range,
			   &gone);
	free_list(gone);
	if (merged)
		return merged;
	if (range->start > vma->vm_start) {
		cut(vma, range->start);
		vma = vma->vm_next;
	}
	if (range->end < vma->vm_end)
		cut(vma, range->end);
	vma->vm_flags = range->flags;
	return vma;
}

static void protect(unsigned long start, unsigned long end, vm_flags_t flags)
{
	struct vm_area_struct *vma = find_vma(&mm, start);

	while (start < end && vma && vma->vm_start < end) {
		struct vma_range range = {
			.start = max(start, vma->vm_start),
			.end = min(end, vma->vm_end),
			.flags = protected_flags(vma->vm_flags, flags),
			.file = vma->vm_file,
		};

		if (vma->vm_flags != range.flags) {
			range.pgoff = linear_page_index(vma, range.start);
			vma = protect_part(vma, &range);
		}
		start = range.end;
		if (vma->vm_end <= start)
			vma = vma->vm_next;
	}
}

/* --- checks ----------------------------------------------------------------------- */

static unsigned long gap_before(const struct vm_area_struct *vma)
{
	unsigned long from = vma->vm_prev ? vma->vm_prev->vm_end : 0;
	unsigned long to = vm_start_gap(vma);

	return to > from ? to - from : 0;
}

/* The subtree's largest gap as it is, counting its nodes; compares it with what it says. */
static unsigned long check_subtree(struct rb_node *node, int *count)
{
	struct vm_area_struct *vma;
	unsigned long most;

	if (!node)
		return 0;
	vma = rb_entry(node, struct vm_area_struct, vm_rb);
	most = gap_before(vma);
	most = max(most, check_subtree(node->rb_left, count));
	most = max(most, check_subtree(node->rb_right, count));
	EXPECT_EQ(vma->rb_subtree_gap, most);
	(*count)++;
	return most;
}

static bool could_be_one(const struct vm_area_struct *a, const struct vm_area_struct *b)
{
	return a->vm_end == b->vm_start && a->vm_flags == b->vm_flags &&
	       a->vm_file == b->vm_file && a->vm_pgoff + vma_pages(a) == b->vm_pgoff &&
	       !(a->vm_flags & VM_SPECIAL);
}

static void check_page(unsigned long page, const struct vm_area_struct *vma)
{
	unsigned long addr = page << PAGE_SHIFT;

	if (!vma || addr < vma->vm_start) {
		EXPECT_EQ(model[page].flags, 0);
		return;
	}
	EXPECT_EQ(vma->vm_flags, model[page].flags);
	EXPECT(vma->vm_file == model[page].file);
	EXPECT_EQ(linear_page_index(vma, addr), model[page].pgoff);
}

static void check_all(void)
{
	struct vm_area_struct *vma = mm.mmap, *prev = NULL;
	struct rb_node *node = rb_first(&mm.mm_rb);
	int in_list = 0, in_tree = 0;

	for (unsigned long page = 0; page < NR_PAGES; page++) {
		while (vma && vma->vm_end <= page << PAGE_SHIFT)
			vma = vma->vm_next;
		check_page(page, vma);
	}
	for (vma = mm.mmap; vma; prev = vma, vma = vma->vm_next) {
		EXPECT(vma->vm_prev == prev);
		EXPECT(node == &vma->vm_rb);
		EXPECT(vma->vm_start < vma->vm_end);
		EXPECT(!prev || prev->vm_end <= vma->vm_start);
		EXPECT(!prev || !could_be_one(prev, vma));
		node = node ? rb_next(node) : NULL;
		in_list++;
	}
	check_subtree(mm.mm_rb.rb_node, &in_tree);
	EXPECT_EQ(in_list, in_tree);
	EXPECT_EQ(in_list, mm.map_count);
	EXPECT_EQ(in_list, live);
}

/* --- pages find their VMAs -------------------------------------------------------- */

static struct vm_area_struct *vma_of(struct interval_tree_node *node, bool anon)
{
	return anon ? container_of(node, struct vm_area_struct, anon)
		    : container_of(node, struct vm_area_struct, shared);
}

/* Does the tree lead from index to the VMA that has it at page, once? */
static bool tree_finds(struct rb_root *tree, bool anon, pgoff_t index, unsigned long page)
{
	struct interval_tree_node *node = interval_tree_iter_first(tree, index, index);
	int found = 0;

	for (; node; node = interval_tree_iter_next(node, index, index)) {
		struct vm_area_struct *vma = vma_of(node, anon);

		EXPECT(vma->vm_pgoff <= index && index < vma->vm_pgoff + vma_pages(vma));
		found += vma->vm_start + ((index - vma->vm_pgoff) << PAGE_SHIFT) ==
			 page << PAGE_SHIFT;
	}
	return found == 1;
}

static int count_nodes(const struct rb_root *tree)
{
	int count = 0;

	for (struct rb_node *node = rb_first(tree); node; node = rb_next(node))
		count++;
	return count;
}

/* A page that has an anonymous page must find it there, whatever became of its VMA. */
static void check_rmap(void)
{
	int in_files = 0, in_anon = 0;

	for (unsigned long page = 0; page < NR_PAGES; page++) {
		const struct model_page *m = &model[page];

		if (m->flags && m->file)
			EXPECT(tree_finds(&m->file->f_mapping->i_mmap, false, m->pgoff,
					  page));
		if (m->flags && m->anon)
			EXPECT(tree_finds(&anon_vma.vmas, true, m->pgoff, page));
	}
	for (struct vm_area_struct *vma = mm.mmap; vma; vma = vma->vm_next) {
		in_files += vma->vm_file != NULL;
		in_anon += vma->anon_vma != NULL;
	}
	EXPECT_EQ(count_nodes(&inodes[0].i_data.i_mmap) +
			  count_nodes(&inodes[1].i_data.i_mmap),
		  in_files);
	EXPECT_EQ(count_nodes(&anon_vma.vmas), in_anon);
	EXPECT_EQ(locks_held, 0);
}

/* Is the page free, and outside every stack's guard gap? */
static bool page_usable(unsigned long page)
{
	if (model[page].flags)
		return false;
	for (unsigned long up = page + 1; up < NR_PAGES; up++)
		if (model[up].flags)
			return !(model[up].flags & VM_GROWSDOWN) ||
			       (up - page) << PAGE_SHIFT > stack_guard_gap;
	return true;
}

/* All gap searches for one length and window, against the array. */
static void check_gaps(unsigned long pages, unsigned long low, unsigned long high)
{
	unsigned long len = pages << PAGE_SHIFT, run = 0;
	unsigned long lowest = -ENOMEM, highest = -ENOMEM;

	for (unsigned long page = low; page < high; page++) {
		run = page_usable(page) ? run + 1 : 0;
		if (run < pages)
			continue;
		highest = (page + 1 - pages) << PAGE_SHIFT;
		if (IS_ERR_VALUE(lowest))
			lowest = highest;
	}
	low <<= PAGE_SHIFT;
	high <<= PAGE_SHIFT;
	EXPECT_EQ(vma_find_gap_top(&mm, len, low, high), highest);
	EXPECT_EQ(vma_find_gap_bottom(&mm, len, low, high), lowest);
}

static void check_find(unsigned long page)
{
	unsigned long addr = (page << PAGE_SHIFT) + host_random_below(PAGE_SIZE);
	struct vm_area_struct *vma = find_vma(&mm, addr), *prev, *again;

	again = find_vma_prev(&mm, addr, &prev);
	EXPECT(again == vma);
	EXPECT(!prev || (prev->vm_end <= addr && prev->vm_next == vma));
	EXPECT(prev || mm.mmap == vma);
	EXPECT(!vma || vma->vm_end > addr);
	EXPECT((vma_lookup(&mm, addr) != NULL) == (model[page].flags != 0));
}

/* --- random steps ----------------------------------------------------------------- */

static vm_flags_t random_flags(void)
{
	static const vm_flags_t kinds[] = {
		VM_READ,
		VM_READ | VM_WRITE,
		VM_READ | VM_EXEC,
		VM_NONE | VM_MAYREAD,
		VM_READ | VM_GROWSDOWN,
		VM_READ | VM_PFNMAP,
	};

	/* the first two are frequent, so that much can merge */
	return kinds[host_random_below(4) ? host_random_below(2) : host_random_below(6)];
}

static void step_map(unsigned long page, unsigned long n)
{
	struct vma_range range = {
		.start = page << PAGE_SHIFT,
		.end = (page + n) << PAGE_SHIFT,
		.flags = random_flags(),
		.pgoff = page,
	};

	if (host_random_below(3) == 0)
		range.file = &files[host_random_below(2)];
	if (host_random_below(8) == 0)
		range.pgoff = host_random_below(NR_PAGES);
	map(&range);
	for (unsigned long i = 0; i < n; i++)
		model[page + i] = (struct model_page){ range.flags, range.file,
						       range.pgoff + i, false };
}

static void random_step(void)
{
	unsigned long page = host_random_below(NR_PAGES - MAX_LEN);
	unsigned long n = 1 + host_random_below(MAX_LEN);
	vm_flags_t flags = random_flags();

	switch (host_random_below(5)) {
	case 4: {
		struct vm_area_struct *vma = vma_lookup(&mm, page << PAGE_SHIFT);

		if (vma) {
			anon_vma_prepare(vma);
			model[page].anon = true;
		}
		break;
	}
	case 0:
		unmap(page << PAGE_SHIFT, (page + n) << PAGE_SHIFT);
		for (unsigned long i = page; i < page + n; i++)
			model[i] = (struct model_page){ 0 };
		break;
	case 1:
		protect(page << PAGE_SHIFT, (page + n) << PAGE_SHIFT, flags);
		for (unsigned long i = page; i < page + n; i++)
			if (model[i].flags)
				model[i].flags = protected_flags(model[i].flags, flags);
		break;
	default:
		step_map(page, n);
	}
}

static void random_operations(void)
{
	stack_guard_gap = 5 << PAGE_SHIFT;
	for (int i = 0; i < 2; i++)
		files[i].f_mapping = &inodes[i].i_data;
	for (int step = 0; step < STEPS && !host_failed(); step++) {
		random_step();
		check_find(host_random_below(NR_PAGES));
		if (step % CHECK_EVERY)
			continue;
		check_all();
		check_rmap();
		unsigned int low = host_random_below(NR_PAGES);
		unsigned int high = low + host_random_below(NR_PAGES - low) + 1;

		check_gaps(1 + host_random_below(32), low, high);
	}
	unmap(0, NR_PAGES << PAGE_SHIFT);
	EXPECT_EQ(live, 0);
	EXPECT(!mm.mmap && RB_EMPTY_ROOT(&mm.mm_rb));
}

/* --- particular cases ------------------------------------------------------------- */

static void fill_hole(void)
{
	struct vma_range range = { .flags = VM_READ };

	for (unsigned long page = 0; page < 6; page += 2) {
		range.start = page << PAGE_SHIFT;
		range.end = range.start + PAGE_SIZE;
		range.pgoff = page;
		map(&range);
	}
	EXPECT_EQ(mm.map_count, 3);
	range.start = 1 << PAGE_SHIFT;
	range.end = 2 << PAGE_SHIFT;
	range.pgoff = 1;
	map(&range);
	EXPECT_EQ(mm.map_count, 2);
	EXPECT(find_exact_vma(&mm, 0, 3 << PAGE_SHIFT) != NULL);
	unmap(0, 6 << PAGE_SHIFT);
	EXPECT_EQ(live, 0);
}

/* mprotect of a VMA's part towards a neighbour of that kind moves a bound, no more. */
static void move_bound(void)
{
	struct vma_range range = { .end = 4 << PAGE_SHIFT, .flags = VM_READ };
	struct vm_area_struct *first, *second;

	map(&range);
	range = (struct vma_range){ .start = 4 << PAGE_SHIFT,
				    .end = 8 << PAGE_SHIFT,
				    .flags = VM_READ | VM_WRITE,
				    .pgoff = 4 };
	map(&range);
	first = mm.mmap;
	second = first->vm_next;
	protect(4 << PAGE_SHIFT, 6 << PAGE_SHIFT, VM_READ);
	EXPECT_EQ(first->vm_end, 6 << PAGE_SHIFT);
	EXPECT_EQ(second->vm_start, 6 << PAGE_SHIFT);
	EXPECT_EQ(second->vm_pgoff, 6);
	protect(5 << PAGE_SHIFT, 6 << PAGE_SHIFT, VM_READ | VM_WRITE);
	EXPECT_EQ(first->vm_end, 5 << PAGE_SHIFT);
	EXPECT_EQ(second->vm_start, 5 << PAGE_SHIFT);
	EXPECT_EQ(mm.map_count, 2);
	unmap(0, 8 << PAGE_SHIFT);
	EXPECT_EQ(live, 0);
}

HOST_TESTS(HOST_TEST(fill_hole), HOST_TEST(move_bound), HOST_TEST(random_operations));
