/*
 * include/asm/page.h - pages, and the ways between the kinds of address
 *
 *	kernel pointer --__pa--> physical address --PHYS_PFN--> frame number
 *	     ^  <-----__va------                                  |      ^
 *	     |                                        pfn_to_page |      | page_to_pfn
 *	     +--page_address-- struct page <----------------------+------+
 *
 * __pa() and virt_to_page() are true for lowmem (and __pa() for the kernel image), not
 * for vmalloc, ioremap, kmap or fixmap addresses: a debug build stops there and says so.
 *
 * Locking: none needed.
 */
#ifndef ASM_PAGE_H
#define ASM_PAGE_H

#include <linux/types.h>
#include <asm/page_types.h>

/* Round up to whole pages. */
#define PAGE_ALIGN(addr) (((addr) + PAGE_SIZE - 1) & PAGE_MASK)
#define PAGE_ALIGN_DOWN(addr) ((addr)&PAGE_MASK)
#define PAGE_ALIGNED(addr) (((unsigned long)(addr) & ~PAGE_MASK) == 0)
#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)

/*
 * The physical address behind a lowmem or kernel-image address. One subtraction tells the
 * two apart: it wraps for everything below the image.
 */
static inline phys_addr_t __phys_addr_nodebug(unsigned long x)
{
	unsigned long y = x - __START_KERNEL_map;

	return x > y ? y : y + (__START_KERNEL_map - PAGE_OFFSET);
}

/* The same; BUG()s with the address and what it is when it is neither. */
phys_addr_t __phys_addr_checked(unsigned long x);

static inline phys_addr_t __phys_addr(unsigned long x)
{
	if (IS_ENABLED(CONFIG_DEBUG))
		return __phys_addr_checked(x);
	return __phys_addr_nodebug(x);
}

#define __pa(x) __phys_addr((unsigned long)(x))
#define __pa_symbol(x) ((phys_addr_t)((unsigned long)(x)-__START_KERNEL_map))
#define __va(x) ((void *)((unsigned long)(x) + PAGE_OFFSET))

/* Any physical address below the lowmem boundary has a kernel address; others have not. */
static inline phys_addr_t virt_to_phys(const volatile void *addr)
{
	return __pa(addr);
}

static inline void *phys_to_virt(phys_addr_t addr)
{
	return __va(addr);
}

/*
 * mem_map stands at a constant address, indexed by frame number; macros, because
 * struct page is not complete here. Valid where pfn_valid() says so.
 */
#define vmemmap ((struct page *)VMEMMAP_START)
#define pfn_to_page(pfn) (vmemmap + (pfn))
#define page_to_pfn(page) ((unsigned long)((page)-vmemmap))

#define page_to_phys(page) ((phys_addr_t)page_to_pfn(page) << PAGE_SHIFT)
#define phys_to_page(phys) pfn_to_page((phys) >> PAGE_SHIFT)
#define pfn_to_kaddr(pfn) __va((phys_addr_t)(pfn) << PAGE_SHIFT)
#define virt_to_pfn(kaddr) (__pa(kaddr) >> PAGE_SHIFT)

/*
 * The struct page of a lowmem address. Not for vmalloc or highmem: see vmalloc_to_page().
 */
#define virt_to_page(kaddr) pfn_to_page(virt_to_pfn(kaddr))

/* Is this an address that virt_to_page() can take? Any pointer may be asked about. */
bool __virt_addr_valid(unsigned long kaddr);
#define virt_addr_valid(kaddr) __virt_addr_valid((unsigned long)(kaddr))

/* Fill a page with zeros. `page` is its kernel address, page-aligned. */
static inline void clear_page(void *page)
{
	unsigned long words = PAGE_SIZE / 8;

	asm volatile("rep stosq" : "+D"(page), "+c"(words) : "a"(0UL) : "memory");
}

/* Copy a page; both are kernel addresses, page-aligned. */
static inline void copy_page(void *to, const void *from)
{
	unsigned long words = PAGE_SIZE / 8;

	asm volatile("rep movsq" : "+D"(to), "+S"(from), "+c"(words) : : "memory");
}

#endif
