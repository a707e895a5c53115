/*
 * mm/kernel/kernel_area.c - areas of the vmalloc space: taken, given up, used again
 *
 * An area is a range of addresses (vmap_area.c) and what is said of it (vm_struct), one
 * object. Its last page is the guard: never mapped.
 *
 * An area that is given up loses its page-table entries at once, but what a TLB still knows
 * of them is left there: the area becomes lazy, and its addresses are not given out. When
 * the lazy areas are many, or somebody needs addresses or certainty, one flush makes them
 * all free. So only who uses an address that it has freed can meet a stale translation; a
 * debug build flushes at once and lets it fault.
 *
 * Locking: purge_lock while lazy areas become free; inside it areas.lock for the trees, irqs
 * off, since vfree() in an interrupt looks there. An area's contents belong to who allocated
 * it.
 */
#include <linux/bitops.h>
#include <linux/cpumask.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm_inline_page.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <asm/tlbflush.h>

#include "vmap_area.h"
#include "vmap_range.h"

/* Linux's measure: a flush for every 32 MiB, rarer the more CPUs it disturbs. */
#define LAZY_MAX (fls(num_online_cpus()) * (32UL << 20))

struct kernel_area {
	struct vmap_area range; /* [lock] while in its tree; start and end [I] */
	struct vm_struct vm;    /* [owner]; flags: [lock] when it becomes VM_LAZY */
};

static DEFINE_MUTEX(purge_lock);

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

static struct kernel_area *area_of_range(struct vmap_area *range)
{
	return container_of(range, struct kernel_area, range);
}

static struct vmap_space *space_of(unsigned long addr)
{
	if (addr - VMALLOC_START < VMALLOC_SIZE)
		return &areas.vmalloc;
	return addr - MODULES_VADDR < MODULES_LEN ? &areas.modules : NULL;
}

void __init vmalloc_init(void)
{
	areas.cache = KMEM_CACHE(kernel_area, SLAB_PANIC);
}

/* --- lazy areas become free --- */

static void purge_space(struct vmap_space *space)
{
	struct vmap_area *range, *next;
	unsigned long start, end, flags;

	spin_lock_irqsave(&areas.lock, flags);
	range = vmap_area_take_lazy(space, &start, &end);
	spin_unlock_irqrestore(&areas.lock, flags);
	if (range)
		flush_tlb_kernel_range(start, end);
	for (; range; range = next) {
		next = range->next_lazy;
		spin_lock_irqsave(&areas.lock, flags);
		vmap_area_free(space, range);
		spin_unlock_irqrestore(&areas.lock, flags);
		kmem_cache_free(areas.cache, area_of_range(range));
	}
}

/* The mutex is for who comes second: it returns when the first one has flushed. */
void vm_unmap_aliases(void)
{
	mutex_lock(&purge_lock);
	purge_space(&areas.vmalloc);
	purge_space(&areas.modules);
	mutex_unlock(&purge_lock);
}

/* --- areas --- */

static struct kernel_area *new_area(struct vmap_space *space, unsigned long bytes,
				    unsigned long align)
{
	struct kernel_area *area = kmem_cache_zalloc(areas.cache, GFP_KERNEL);
	unsigned long flags;
	int err;

	if (!area)
		return NULL;
	spin_lock_irqsave(&areas.lock, flags);
	err = vmap_area_alloc(space, &area->range, bytes, align);
	spin_unlock_irqrestore(&areas.lock, flags);
	if (!err)
		return area;
	kmem_cache_free(areas.cache, area);
	return NULL;
}

struct vm_struct *__get_vm_area_caller(unsigned long size, unsigned long align,
				       unsigned long flags, unsigned long start,
				       unsigned long end, const void *caller)
{
	struct vmap_space *space = space_of(start);
	unsigned long bytes = PAGE_ALIGN(size) + PAGE_SIZE;
	struct kernel_area *area;

	might_sleep();
	if (!size || bytes <= size || !space)
		return NULL;
	area = new_area(space, bytes, max(align, PAGE_SIZE));
	if (!area) {
		vm_unmap_aliases();
		area = new_area(space, bytes, max(align, PAGE_SIZE));
	}
	if (!area)
		return NULL;
	area->vm.addr = (void *)area->range.start;
	area->vm.size = bytes;
	area->vm.caller = caller;
	WRITE_ONCE(area->vm.flags, flags);
	return &area->vm;
}

struct vm_struct *get_vm_area(unsigned long size, unsigned long flags)
{
	return __get_vm_area_caller(size, PAGE_SIZE, flags, VMALLOC_START, VMALLOC_END,
				    __builtin_return_address(0));
}

/* The area in use that contains addr, or NULL. => areas.lock held. */
static struct vm_struct *vm_at(const void *addr)
{
	struct vmap_space *space = space_of((unsigned long)addr);
	struct vmap_area *range = NULL;

	if (space)
		range = vmap_area_find(space, (unsigned long)addr);
	if (!range || area_of_range(range)->vm.flags & VM_LAZY)
		return NULL;
	return &area_of_range(range)->vm;
}

struct vm_struct *find_vm_area(const void *addr)
{
	struct vm_struct *vm;
	unsigned long flags;

	spin_lock_irqsave(&areas.lock, flags);
	vm = vm_at(addr);
	spin_unlock_irqrestore(&areas.lock, flags);
	return vm;
}

/* What vm_area_to_free() says when it finds none. */
static void warn_not_freed(const void *addr, const char *what)
{
	struct vm_area_info info;
	struct vm_struct *vm = &info.vm;

	if (vm_area_info((unsigned long)addr, &info) && addr >= vm->addr)
		WARN(true, "%s() of %px, in %px of %lu bytes that %pS %s\n", what, addr,
		     vm->addr, vm->size - PAGE_SIZE, vm->caller,
		     vm->flags & VM_LAZY ? "had: it is freed already" : "has");
	else
		WARN(true, "%s() of %px, where nothing is allocated\n", what, addr);
	dump_address(addr, "this page is there");
}

struct vm_struct *vm_area_to_free(const void *addr, unsigned long kind, const char *what)
{
	struct vm_struct *vm;
	unsigned long flags;

	spin_lock_irqsave(&areas.lock, flags);
	vm = vm_at(addr);
	if (vm && vm->addr == addr && vm->flags & kind)
		vm->flags = VM_LAZY;
	else
		vm = NULL;
	spin_unlock_irqrestore(&areas.lock, flags);
	if (!vm)
		warn_not_freed(addr, what);
	return vm;
}

void free_vm_area(struct vm_struct *vm)
{
	struct kernel_area *area = area_of_vm(vm);
	unsigned long start = area->range.start, end = area->range.end - PAGE_SIZE;
	struct vmap_space *space = space_of(start);
	unsigned long flags;
	bool many;

	might_sleep();
	vunmap_range_noflush(start, end);
	if (IS_ENABLED(CONFIG_DEBUG))
		flush_tlb_kernel_range(start, end);
	spin_lock_irqsave(&areas.lock, flags);
	vm->flags = VM_LAZY;
	vmap_area_retire(space, &area->range);
	many = space->lazy_size > LAZY_MAX;
	spin_unlock_irqrestore(&areas.lock, flags);
	if (many)
		vm_unmap_aliases();
}

bool vm_area_info(unsigned long addr, struct vm_area_info *info)
{
	struct vmap_area *range;
	unsigned long flags;
	unsigned int i;

	memset(info, 0, sizeof(*info));
	spin_lock_irqsave(&areas.lock, flags);
	range = vmap_area_find_from(&areas.vmalloc, addr);
	if (!range)
		range = vmap_area_find_from(&areas.modules, addr);
	if (range)
		info->vm = area_of_range(range)->vm;
	/* who frees an area makes it lazy first, then lets go of its pages */
	for (i = 0; info->vm.flags & VM_ALLOC && i < info->vm.nr_pages; i++)
		info->node_pages[page_to_nid(info->vm.pages[i])]++;
	spin_unlock_irqrestore(&areas.lock, flags);
	return range;
}
