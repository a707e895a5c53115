/*
 * include/linux/vmalloc.h - memory that follows itself in virtual addresses only
 *
 *	VMALLOC_START | area | guard | area | guard | ...           (virtual)
 *	                |  \  \_____
 *	              frame frame  frame   from anywhere, highmem too (physical)
 *
 * Every area ends in a page that is not mapped, so running over its end faults, and the
 * one before it guards its beginning. All calls may sleep unless said otherwise.
 *
 * Freed addresses are not used again until a flush has emptied the TLBs of them, one for
 * many areas (mm/kernel/kernel_area.c). Whoever must know that no TLB has an alias of his
 * pages left calls vm_unmap_aliases().
 */
#ifndef LINUX_VMALLOC_H
#define LINUX_VMALLOC_H

#include <linux/gfp.h>
#include <linux/llist.h>
#include <linux/nodemask.h>
#include <linux/overflow.h>
#include <linux/types.h>
#include <asm/pgtable_types.h>

struct page;
struct vm_area_struct;

#define VM_IOREMAP 0x00000001UL /* ioremap(): no struct pages behind it */
#define VM_ALLOC 0x00000002UL   /* vmalloc(): the area owns its pages */
#define VM_MAP 0x00000004UL     /* vmap(): the pages are the caller's */
#define VM_USERMAP 0x00000008UL /* vmalloc_user(): fit for remap_vmalloc_range() */
#define VM_LAZY 0x80000000UL    /* freed, if only just; waits for vm_unmap_aliases() */

/* One area. addr and size are its address range; size includes the guard page. */
struct vm_struct {
	void *addr;
	unsigned long size;
	unsigned long flags;
	struct page **pages; /* VM_ALLOC, VM_MAP: one a page, or NULL */
	unsigned int nr_pages;
	union {
		phys_addr_t phys_addr;      /* VM_IOREMAP */
		struct llist_node deferred; /* VM_ALLOC: an interrupt has freed it */
	};
	const void *caller; /* who asked, for /proc/vmallocinfo */
};

/* Boot: tasks can be made after this. After vmalloc_init() and fpu_init(). */
void task_stack_init(void);

/* Boot step 6: after kmem_cache_init(). */
void vmalloc_init(void);

/*
 * size bytes, rounded up to pages. Contents undefined (vzalloc, vmalloc_user: zero).
 * NULL: there is no memory; size is 0 or more than the machine has, which is warned of
 * without __GFP_NOWARN. vmalloc_user() memory may be mapped into programs:
 * remap_vmalloc_range().
 */
void *vmalloc(unsigned long size) __malloc;
void *vzalloc(unsigned long size) __malloc;
void *vmalloc_user(unsigned long size) __malloc;
void *vmalloc_node(unsigned long size, int node) __malloc;
void *__vmalloc(unsigned long size, gfp_t gfp) __malloc;
void *__vmalloc_node(unsigned long size, gfp_t gfp, pgprot_t prot, int node,
		     const void *caller) __malloc;
void *vcalloc(size_t n, size_t size) __malloc;

/*
 * Free what these gave; NULL is allowed. In an interrupt a thread does it, soon; with
 * vfree_atomic() always, so it may be called under a spinlock too. vfree_deferred() does
 * now what the thread has not done yet.
 */
void vfree(const void *addr);
void vfree_atomic(const void *addr);
void vfree_deferred(void);

/* kmalloc() where it is cheap, vmalloc() beyond; freed by kvfree(). */
void *kvmalloc(size_t size, gfp_t gfp) __malloc;
void *kvzalloc(size_t size, gfp_t gfp) __malloc;
void kvfree(const void *addr);

/* The same for n elements of size bytes; NULL if the product overflows. */
static inline void *kvmalloc_array(size_t n, size_t size, gfp_t gfp)
{
	return kvmalloc(size_mul(n, size), gfp);
}

static inline void *kvcalloc(size_t n, size_t size, gfp_t gfp)
{
	return kvmalloc_array(n, size, gfp | __GFP_ZERO);
}

/* Map count pages of the caller's side by side; NULL: no room. vunmap() does not free them. */
void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot);
void vunmap(const void *addr);

/* What lies behind a vmalloc or vmap address (any in the area); NULL or 0: nothing. */
struct page *vmalloc_to_page(const void *addr);
unsigned long vmalloc_to_pfn(const void *addr);

/*
 * For a driver's ->mmap: show a program all of vma from page pgoff of the vmalloc_user()
 * memory at addr, with a reference to each page (mm/user/remap.c). -EINVAL: not such
 * memory, or too little; else as vm_insert_page().
 */
int __must_check remap_vmalloc_range(struct vm_area_struct *vma, void *addr,
				     unsigned long pgoff);

static inline bool is_vmalloc_addr(const void *x)
{
	return (unsigned long)x - VMALLOC_START < VMALLOC_SIZE;
}

static inline bool is_vmalloc_or_module_addr(const void *x)
{
	return is_vmalloc_addr(x) || (unsigned long)x - MODULES_VADDR < MODULES_LEN;
}

/*
 * The pieces: reserve addresses (for modules: in another range), map, unmap. A new area
 * has nothing mapped; free_vm_area() unmaps and frees the descriptor, not the pages.
 * vm_area_to_free() takes the area that begins at addr and is of that kind (VM_ALLOC ...):
 * from now on nobody else finds it. For any other addr it warns, in the name of what, of
 * whose it is or was, and returns NULL; like find_vm_area(), in any context.
 */
struct vm_struct *get_vm_area(unsigned long size, unsigned long flags);
struct vm_struct *__get_vm_area_caller(unsigned long size, unsigned long align,
				       unsigned long flags, unsigned long start,
				       unsigned long end, const void *caller);
struct vm_struct *find_vm_area(const void *addr);
void free_vm_area(struct vm_struct *area);
struct vm_struct *vm_area_to_free(const void *addr, unsigned long kind, const char *what);

/* Flush what TLBs may know of freed areas, and make their addresses free. */
void vm_unmap_aliases(void);

/*
 * For /proc/vmallocinfo: the area that contains addr, else the next one, VM_LAZY ones too;
 * false: there is none. vm.pages is not to be followed.
 */
struct vm_area_info {
	struct vm_struct vm;
	unsigned int node_pages[MAX_NUMNODES]; /* of VM_ALLOC */
};
bool vm_area_info(unsigned long addr, struct vm_area_info *info);

/* Pages that vmalloc() areas own. */
unsigned long vmalloc_nr_pages(void);

#endif
