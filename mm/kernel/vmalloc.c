/*
 * mm/kernel/vmalloc.c - areas of the vmalloc space, and memory in them
 *
 * An area is a range of addresses (vmap_area.c) and what is said of it (vm_struct), one
 * object. Its last page is the guard: never mapped. vmalloc() fills an area with single
 * pages, highmem first, since they need no other address.
 *
 * Locking: areas.lock for the trees. An area's contents belong to who allocated it.
 */
#define pr_fmt(fmt) "vmalloc: " fmt

#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm_inline_page.h>
#include <linux/overflow.h>
#include <linux/pgtable.h>
#include <linux/preempt.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/vmstat.h>

#include "vmap_area.h"
#include "vmap_range.h"

struct kernel_area {
	struct vmap_area range; /* [lock] while in its tree; start and end [I] */
	struct vm_struct vm;
};

static struct {
	spinlock_t lock;
	struct vmap_space vmalloc; /* [lock] */
	struct vmap_space modules; /* [lock] */
	struct kmem_cache *cache;  /* [I after boot] */
} areas = {
	.lock = __SPIN_LOCK_UNLOCKED(areas.lock),
	.vmalloc = { .start = VMALLOC_START, .end = VMALLOC_END + 1 },
	.modules = { .start = MODULES_VADDR, .end = MODULES_END },
};

static struct kernel_area *area_of_vm(struct vm_struct *vm)
{
	return container_of(vm, struct kernel_area, vm);
}

static struct vmap_space *space_of(unsigned long addr)
{
	if (addr - areas.vmalloc.start < VMALLOC_SIZE)
		return &areas.vmalloc;
	return addr - MODULES_VADDR < MODULES_LEN ? &areas.modules : NULL;
}

void __init vmalloc_init(void)
{
	areas.cache = KMEM_CACHE(kernel_area, SLAB_PANIC);
}

/* --- areas --- */

struct vm_struct *__get_vm_area_caller(unsigned long size, unsigned long align,
				       unsigned long flags, unsigned long start,
				       unsigned long end, const void *caller)
{
	struct vmap_space *space = space_of(start);
	unsigned long bytes = PAGE_ALIGN(size) + PAGE_SIZE;
	struct kernel_area *area;
	int err;

	might_sleep();
	if (!size || bytes <= size || !space)
		return NULL;
	area = kmem_cache_zalloc(areas.cache, GFP_KERNEL);
	if (!area)
		return NULL;
	spin_lock(&areas.lock);
	err = vmap_area_alloc(space, &area->range, bytes, max(align, PAGE_SIZE));
	spin_unlock(&areas.lock);
	if (err) {
		kmem_cache_free(areas.cache, area);
		return NULL;
	}
	area->vm.addr = (void *)area->range.start;
	area->vm.size = bytes;
	area->vm.flags = flags;
	area->vm.caller = caller;
	return &area->vm;
}

struct vm_struct *get_vm_area(unsigned long size, unsigned long flags)
{
	return __get_vm_area_caller(size, PAGE_SIZE, flags, VMALLOC_START, VMALLOC_END,
				    __builtin_return_address(0));
}

struct vm_struct *find_vm_area(const void *addr)
{
	struct vmap_space *space = space_of((unsigned long)addr);
	struct vmap_area *range = NULL;

	if (space) {
		spin_lock(&areas.lock);
		range = vmap_area_find(space, (unsigned long)addr);
		spin_unlock(&areas.lock);
	}
	return range ? &container_of(range, struct kernel_area, range)->vm : NULL;
}

/* Give the addresses back; nothing is mapped there any more. */
static void remove_area(struct vm_struct *vm)
{
	struct kernel_area *area = area_of_vm(vm);

	spin_lock(&areas.lock);
	vmap_area_free(space_of(area->range.start), &area->range);
	spin_unlock(&areas.lock);
	kmem_cache_free(areas.cache, area);
}

static void unmap_area(struct vm_struct *vm)
{
	unsigned long addr = (unsigned long)vm->addr;

	vunmap_range(addr, addr + vm->size - PAGE_SIZE);
}

void free_vm_area(struct vm_struct *vm)
{
	unmap_area(vm);
	remove_area(vm);
}

int for_each_vm_area(int (*show)(const struct vm_struct *area, void *arg), void *arg)
{
	struct vmap_area *range;
	int ret = 0;

	spin_lock(&areas.lock);
	for (range = vmap_area_first(&areas.vmalloc); range && !ret;
	     range = vmap_area_next(range))
		ret = show(&container_of(range, struct kernel_area, range)->vm, arg);
	spin_unlock(&areas.lock);
	return ret;
}

/* --- memory --- */

static void free_area_pages(struct vm_struct *vm)
{
	unsigned int i;

	for (i = 0; i < vm->nr_pages; i++)
		__free_page(vm->pages[i]);
	mod_node_state(NR_VMALLOC, -(long)vm->nr_pages);
	kvfree(vm->pages);
}

static int alloc_area_pages(struct vm_struct *vm, gfp_t gfp, pgprot_t prot, int node)
{
	unsigned int nr = (vm->size >> PAGE_SHIFT) - 1;

	vm->pages = kvmalloc(size_mul(nr, sizeof(*vm->pages)), gfp & ~__GFP_ZERO);
	if (!vm->pages)
		return -ENOMEM;
	if (!(gfp & __GFP_DMA))
		gfp |= __GFP_HIGHMEM;
	while (vm->nr_pages < nr) {
		struct page *page = alloc_pages_node(node, gfp, 0);

		if (!page)
			break;
		vm->pages[vm->nr_pages++] = page;
	}
	mod_node_state(NR_VMALLOC, vm->nr_pages);
	if (vm->nr_pages < nr)
		return -ENOMEM;
	return vmap_pages_range((unsigned long)vm->addr, vm->pages, nr, prot);
}

void *__vmalloc_node(unsigned long size, gfp_t gfp, pgprot_t prot, int node,
		     const void *caller)
{
	struct vm_struct *vm;

	if (PFN_UP(size) > totalram_pages()) {
		if (!(gfp & __GFP_NOWARN))
			pr_warn("%lu bytes are more than there is\n", size);
		return NULL;
	}
	vm = __get_vm_area_caller(size, PAGE_SIZE, VM_ALLOC, VMALLOC_START, VMALLOC_END,
				  caller);
	if (!vm)
		return NULL;
	if (alloc_area_pages(vm, gfp, prot, node)) {
		vfree(vm->addr);
		return NULL;
	}
	return vm->addr;
}

void *__vmalloc(unsigned long size, gfp_t gfp)
{
	return __vmalloc_node(size, gfp, PAGE_KERNEL, NUMA_NO_NODE,
			      __builtin_return_address(0));
}

void *vmalloc(unsigned long size)
{
	return __vmalloc_node(size, GFP_KERNEL, PAGE_KERNEL, NUMA_NO_NODE,
			      __builtin_return_address(0));
}

void *vzalloc(unsigned long size)
{
	return __vmalloc_node(size, GFP_KERNEL | __GFP_ZERO, PAGE_KERNEL, NUMA_NO_NODE,
			      __builtin_return_address(0));
}

void *vmalloc_node(unsigned long size, int node)
{
	return __vmalloc_node(size, GFP_KERNEL, PAGE_KERNEL, node,
			      __builtin_return_address(0));
}

void *vmalloc_user(unsigned long size)
{
	void *addr = __vmalloc_node(size, GFP_KERNEL | __GFP_ZERO, PAGE_KERNEL,
				    NUMA_NO_NODE, __builtin_return_address(0));

	if (addr)
		find_vm_area(addr)->flags |= VM_USERMAP;
	return addr;
}

void *vcalloc(size_t n, size_t size)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : vzalloc(bytes);
}

/* The area that begins at addr, if it is of that kind; else say what is wrong. */
static struct vm_struct *area_to_free(const void *addr, unsigned long flag,
				      const char *what)
{
	struct vm_struct *vm = find_vm_area(addr);

	WARN(in_interrupt(), "%s() in an interrupt", what);
	if (WARN(!vm || vm->addr != addr, "%s() of %px: no area begins there", what,
		 addr))
		return NULL;
	if (WARN(!(vm->flags & flag), "%s() of %px, which is another's (flags %#lx)",
		 what, addr, vm->flags))
		return NULL;
	return vm;
}

void vfree(const void *addr)
{
	struct vm_struct *vm;

	if (!addr)
		return;
	vm = area_to_free(addr, VM_ALLOC, "vfree");
	if (!vm)
		return;
	unmap_area(vm); /* first: no entry may point to a page that is free */
	free_area_pages(vm);
	remove_area(vm);
}

void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot)
{
	struct vm_struct *vm;

	if (!count || count > totalram_pages())
		return NULL;
	vm = __get_vm_area_caller((unsigned long)count << PAGE_SHIFT, PAGE_SIZE,
				  flags | VM_MAP, VMALLOC_START, VMALLOC_END,
				  __builtin_return_address(0));
	if (!vm)
		return NULL;
	vm->nr_pages = count;
	if (vmap_pages_range((unsigned long)vm->addr, pages, count, prot)) {
		free_vm_area(vm);
		return NULL;
	}
	return vm->addr;
}

void vunmap(const void *addr)
{
	struct vm_struct *vm = addr ? area_to_free(addr, VM_MAP, "vunmap") : NULL;

	if (vm)
		free_vm_area(vm);
}

/* --- looking through --- */

unsigned long vmalloc_to_pfn(const void *addr)
{
	enum pgtable_level level;
	pte_t pte;

	VM_BUG_ON(!space_of((unsigned long)addr));
	pte = ptep_get(lookup_address((unsigned long)addr, &level));
	return level == PG_LEVEL_4K && pte_present(pte) ? pte_pfn(pte) : 0;
}

struct page *vmalloc_to_page(const void *addr)
{
	unsigned long pfn = vmalloc_to_pfn(addr);

	return pfn && pfn_valid(pfn) ? pfn_to_page(pfn) : NULL;
}

unsigned long vmalloc_nr_pages(void)
{
	return global_node_page_state(NR_VMALLOC);
}

/* --- small from the slab, large from here --- */

void *kvmalloc(size_t size, gfp_t gfp)
{
	gfp_t first = size > PAGE_SIZE ? gfp | __GFP_NOWARN | __GFP_NORETRY : gfp;
	void *addr = kmalloc(size, first);

	if (addr || size <= PAGE_SIZE || !gfpflags_allow_blocking(gfp))
		return addr;
	return __vmalloc_node(size, gfp, PAGE_KERNEL, NUMA_NO_NODE,
			      __builtin_return_address(0));
}

void *kvzalloc(size_t size, gfp_t gfp)
{
	return kvmalloc(size, gfp | __GFP_ZERO);
}

void kvfree(const void *addr)
{
	if (is_vmalloc_addr(addr))
		vfree(addr);
	else
		kfree(addr);
}
