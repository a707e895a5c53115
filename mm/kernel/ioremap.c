/*
 * mm/kernel/ioremap.c - kernel addresses for device registers and firmware's memory
 *
 * ioremap() is uncached and refuses RAM: a second, differently cached alias of memory in
 * use is a bug on real machines. memremap() is cached; RAM in lowmem has its address
 * already.
 *
 * Locking: that of vmalloc.
 */
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm_inline_page.h>
#include <linux/vmalloc.h>

#include "vmap_range.h"

static void *map_phys(phys_addr_t phys, size_t size, pgprot_t prot, const void *caller)
{
	unsigned long offset = offset_in_page(phys);
	struct vm_struct *vm;
	size_t bytes;

	if (WARN(!size || phys + size - 1 < phys || (phys + size - 1) & ~__PHYSICAL_MASK,
		 "mapping %#zx bytes at %#llx: no such physical addresses\n", size, phys))
		return NULL;
	bytes = PAGE_ALIGN(size + offset);
	vm = __get_vm_area_caller(bytes, PAGE_SIZE, VM_IOREMAP, VMALLOC_START,
				  VMALLOC_END, caller);
	if (!vm)
		return NULL;
	vm->phys_addr = phys - offset;
	if (vmap_pfn_range((unsigned long)vm->addr, PHYS_PFN(phys), bytes >> PAGE_SHIFT,
			   prot)) {
		free_vm_area(vm);
		return NULL;
	}
	return vm->addr + offset;
}

/* The first page of RAM that the kernel uses, or may come to use, as memory; or NULL. */
static struct page *used_ram(phys_addr_t phys, size_t size)
{
	unsigned long pfn, end = min((unsigned long)PFN_UP(phys + size), max_mapnr);

	for (pfn = PFN_DOWN(phys); pfn < end; pfn++) {
		if (pfn_valid(pfn) && !PageReserved(pfn_to_page(pfn)))
			return pfn_to_page(pfn);
	}
	return NULL;
}

static void __iomem *map_device(phys_addr_t phys, size_t size, pgprot_t prot,
				const void *caller)
{
	struct page *page = phys + size > phys ? used_ram(phys, size) : NULL;

	if (WARN(page, "ioremap of RAM at %#llx\n", phys)) {
		dump_page(page, "this page is memory");
		return NULL;
	}
	return map_phys(phys, size, prot, caller);
}

void __iomem *ioremap(phys_addr_t phys, size_t size)
{
	return map_device(phys, size, pgprot_noncached(PAGE_KERNEL),
			  __builtin_return_address(0));
}

void __iomem *ioremap_cache(phys_addr_t phys, size_t size)
{
	return map_device(phys, size, PAGE_KERNEL, __builtin_return_address(0));
}

void __iomem *ioremap_uc(phys_addr_t phys, size_t size)
{
	return map_device(phys, size, PAGE_KERNEL_NOCACHE, __builtin_return_address(0));
}

void __iomem *ioremap_wc(phys_addr_t phys, size_t size)
{
	return map_device(phys, size, pgprot_writecombine(PAGE_KERNEL),
			  __builtin_return_address(0));
}

static void unmap_phys(unsigned long addr, const char *what)
{
	struct vm_struct *vm =
		vm_area_to_free((void *)(addr & PAGE_MASK), VM_IOREMAP, what);

	if (vm)
		free_vm_area(vm);
}

void iounmap(volatile void __iomem *addr)
{
	if (addr)
		unmap_phys((unsigned long)addr, "iounmap");
}

void *memremap(phys_addr_t phys, size_t size, unsigned long flags)
{
	if (size && memblock_is_region_memory(phys, size) &&
	    phys + size <= PFN_PHYS(max_low_pfn))
		return __va(phys);
	return map_phys(phys, size, PAGE_KERNEL, __builtin_return_address(0));
}

void memunmap(void *addr)
{
	if (is_vmalloc_addr(addr))
		unmap_phys((unsigned long)addr, "memunmap");
}
