/*
 * include/linux/io.h - device memory: mapping it (mm/kernel/ioremap.c) and its accessors
 *
 * Locking: the mapping calls may sleep; the accessors run in any context.
 */
#ifndef LINUX_IO_H
#define LINUX_IO_H

#include <linux/types.h>
#include <asm/io.h>

/* How memremap() maps: write-back cached, like memory. */
#define MEMREMAP_WB 1UL

/*
 * Map size bytes of device registers at phys: uncached (_uc: whatever an MTRR says), _wc
 * with writes combined, _cache as memory is. NULL: no room, or warned of: no size, no such address, RAM in use. iounmap()
 * takes any address in the first page.
 */
void __iomem *ioremap(phys_addr_t phys, size_t size);
void __iomem *ioremap_cache(phys_addr_t phys, size_t size);
void __iomem *ioremap_uc(phys_addr_t phys, size_t size);
void __iomem *ioremap_wc(phys_addr_t phys, size_t size);
void iounmap(volatile void __iomem *addr);

/* Map size bytes of memory that is not a device's: ACPI tables, a framebuffer copy. */
void *memremap(phys_addr_t phys, size_t size, unsigned long flags);
void memunmap(void *addr);

#endif
