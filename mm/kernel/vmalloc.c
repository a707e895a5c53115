/*
 * mm/kernel/vmalloc.c - memory in areas of the vmalloc space
 *
 * vmalloc() fills an area (kernel_area.c) with single pages, highmem first, since they need
 * no other address. vmap() shows the caller's pages there.
 *
 * An interrupt cannot free an area: it chains it, and a thread frees what is so chained.
 *
 * Locking: deferred.lock while chained areas are freed. An area's contents belong to who
 * allocated it.
 */
#define pr_fmt(fmt) "vmalloc: " fmt

#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/llist.h>
#include <linux/mm_inline_page.h>
#include <linux/mutex.h>
#include <linux/overflow.h>
#include <linux/pgtable.h>
#include <linux/preempt.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/vmstat.h>
#include <linux/wait.h>

#include "vmap_range.h"

static struct {
	struct mutex lock;
	struct llist_head list; /* [a] areas to free, by vm_struct.deferred */
	wait_queue_head_t wait; /* for the list to have something */
} deferred = {
	.lock = __MUTEX_INITIALIZER(deferred.lock),
	.wait = __WAIT_QUEUE_HEAD_INITIALIZER(deferred.wait),
};

/* --- memory --- */

static void free_pages_of(struct page **pages, unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < nr; i++)
		__free_page(pages[i]);
	mod_vm_total(NR_VMALLOC, -(long)nr);
	kvfree(pages);
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
	mod_vm_total(NR_VMALLOC, vm->nr_pages);
	if (vm->nr_pages < nr)
		return -ENOMEM;
	return vmap_pages_range((unsigned long)vm->addr, vm->pages, nr, prot);
}

void *__vmalloc_node(unsigned long size, gfp_t gfp, pgprot_t prot, int node,
		     const void *caller)
{
	struct vm_struct *vm;

	if (!size || size > totalram_pages() << PAGE_SHIFT) {
		WARN(!(gfp & __GFP_NOWARN), "vmalloc of %lu bytes, where there are %lu\n",
		     size, totalram_pages() << PAGE_SHIFT);
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

static void free_area(struct vm_struct *vm)
{
	struct page **pages = vm->pages;
	unsigned int nr = vm->nr_pages;

	free_vm_area(vm); /* first: no entry may point to a page that is free */
	free_pages_of(pages, nr);
}

void vfree(const void *addr)
{
	struct vm_struct *vm;

	if (in_interrupt()) {
		vfree_atomic(addr);
		return;
	}
	vm = addr ? vm_area_to_free(addr, VM_ALLOC, "vfree") : NULL;
	if (vm)
		free_area(vm);
}

void vfree_atomic(const void *addr)
{
	struct vm_struct *vm = addr ? vm_area_to_free(addr, VM_ALLOC, "vfree") : NULL;

	if (vm && llist_add(&vm->deferred, &deferred.list))
		wake_up(&deferred.wait);
}

void vfree_deferred(void)
{
	struct vm_struct *vm, *next;

	mutex_lock(&deferred.lock);
	llist_for_each_entry_safe(vm, next, llist_del_all(&deferred.list), deferred)
		free_area(vm);
	mutex_unlock(&deferred.lock);
}

static int vfree_thread(void *unused)
{
	for (;;) {
		wait_event(deferred.wait, !llist_empty(&deferred.list));
		vfree_deferred();
	}
	return 0;
}

static int __init vfree_thread_init(void)
{
	return PTR_ERR_OR_ZERO(kthread_run(vfree_thread, NULL, "vfree"));
}
__initcall(vfree_thread_init);

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
	struct vm_struct *vm = addr ? vm_area_to_free(addr, VM_MAP, "vunmap") : NULL;

	if (vm)
		free_vm_area(vm);
}

/* --- looking through --- */

unsigned long vmalloc_to_pfn(const void *addr)
{
	enum pgtable_level level;
	pte_t pte;

	VM_BUG_ON(!is_vmalloc_or_module_addr(addr));
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
	return vm_total(NR_VMALLOC);
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
