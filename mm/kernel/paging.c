/*
 * mm/kernel/paging.c - the kernel's own page tables, made once at boot
 *
 *	PAGE_OFFSET     lowmem RAM rw-, in 1 GiB, 2 MiB and at the edges 4 KiB pages; holes
 *	                are not mapped, but for the first MiB (BIOS, VGA), which all is.
 *	                The image's text and constants are r-- here: no way round W^X.
 *	VMALLOC_START   empty; its second level exists, so that every process shares it
 *	VMEMMAP_START   mem_map rw-, 8 pages for each 2 MiB that have RAM
 *	PKMAP_BASE      one empty table of entries
 *	image           text r-x, constants r--, data rw-, a hole below the boot's stack
 *	fixmap          three empty tables of entries
 *
 * All pages are global (they are the same for every process). The boot loader's tables,
 * with their identity map, are left behind.
 *
 * Locking: the boot CPU alone. The top level never changes afterwards.
 */
#define pr_fmt(fmt) "paging: " fmt

#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm_inline_page.h>
#include <linux/page_owner.h>
#include <linux/pgtable.h>
#include <asm/cpufeature.h>
#include <asm/fixmap.h>
#include <asm/processor-flags.h>
#include <asm/sections.h>
#include <asm/special_insns.h>
#include <asm/switch_to.h>
#include <asm/traps.h>

pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE) __section(".bss..page_aligned");
pte_t *pkmap_page_table;

#define LEGACY_END (1UL << 20)

static bool have_1g_pages __initdata;

static void *__init new_table(void)
{
	return memblock_alloc_or_panic(PAGE_SIZE, PAGE_SIZE, "page tables");
}

/* The table that an entry of any upper level points to, made if there is none yet. */
static void *__init table_below(unsigned long *entry)
{
	if (!*entry)
		*entry = __pa(new_table()) | _KERNPG_TABLE;
	return __va(*entry & PTE_PFN_MASK);
}

static pud_t *__init early_pud(unsigned long virt)
{
	pud_t *table = table_below(&pgd_offset_k(virt)->pgd);

	return table + pud_index(virt);
}

static pmd_t *__init early_pmd(unsigned long virt)
{
	pmd_t *table = table_below(&early_pud(virt)->pud);

	return table + pmd_index(virt);
}

static pte_t *__init early_pte(unsigned long virt)
{
	pte_t *table = table_below(&early_pmd(virt)->pmd);

	return table + pte_index(virt);
}

static bool __init fits(unsigned long virt, phys_addr_t phys, unsigned long size,
			unsigned long page)
{
	return size >= page && !((virt | phys) & (page - 1));
}

/* Map size bytes with the largest pages that fit. All page-aligned, none mapped yet. */
static void __init map_range(unsigned long virt, phys_addr_t phys, unsigned long size,
			     pgprotval_t prot)
{
	while (size) {
		unsigned long page = PAGE_SIZE;

		if (have_1g_pages && fits(virt, phys, size, PUD_SIZE)) {
			page = PUD_SIZE;
			set_pud(early_pud(virt), __pud(phys | prot | _PAGE_PSE));
		} else if (fits(virt, phys, size, PMD_SIZE)) {
			page = PMD_SIZE;
			set_pmd(early_pmd(virt), __pmd(phys | prot | _PAGE_PSE));
		} else {
			set_pte(early_pte(virt), __pte(phys | prot));
		}
		virt += page;
		phys += page;
		size -= page;
	}
}

static void __init map_direct(phys_addr_t start, phys_addr_t end, pgprotval_t prot)
{
	if (start < end)
		map_range((unsigned long)__va(start), start, end - start, prot);
}

/* Lowmem RAM, in up to three pieces: the middle one is the image's text and constants. */
static void __init map_lowmem(void)
{
	phys_addr_t ro_start = __pa_symbol(_text), ro_end = __pa_symbol(__end_rodata);
	unsigned int i;

	map_direct(0, LEGACY_END, __PAGE_KERNEL);
	for (i = 0; i < memblock.memory.cnt; i++) {
		const struct memblock_region *r = &memblock.memory.regions[i];
		phys_addr_t start = max(r->base, (phys_addr_t)LEGACY_END);
		phys_addr_t end = min(r->base + r->size, PFN_PHYS(max_low_pfn));

		map_direct(start, min(end, ro_start), __PAGE_KERNEL);
		map_direct(max(start, ro_start), min(end, ro_end), __PAGE_KERNEL_RO);
		map_direct(max(start, ro_end), end, __PAGE_KERNEL);
	}
}

static void __init map_image_part(const char *start, const char *end, pgprotval_t prot)
{
	map_range((unsigned long)start, __pa_symbol(start), end - start, prot);
}

/* The page below the boot's stack stays empty: running over faults (arch/switch.asm). */
static void __init map_image(void)
{
	map_image_part(_text, __start_rodata, __PAGE_KERNEL_ROX);
	map_image_part(__start_rodata, __end_rodata, __PAGE_KERNEL_RO);
	map_image_part(__end_rodata, init_stack_guard, __PAGE_KERNEL);
	map_image_part(init_stack_guard + PAGE_SIZE,
		       (char *)PAGE_ALIGN((unsigned long)_end), __PAGE_KERNEL);
}

#define MEM_MAP_CHUNK 64UL /* subsections */

/*
 * What an array indexed by frame number holds for some subsections that follow each
 * other, `bytes` for each, in frames of their own node if there are any. Returns how
 * many: less than asked for when memory is in pieces.
 */
static unsigned long __init map_array_part(unsigned long base, unsigned long bytes,
					   unsigned long subsection, unsigned long nr,
					   int nid)
{
	phys_addr_t phys = 0;

	for (nr = min(nr, MEM_MAP_CHUNK);; nr /= 2) {
		phys = memblock_phys_alloc_range(nr * bytes, PAGE_SIZE, 0,
						 MEMBLOCK_ALLOC_ANYWHERE, nid);
		if (phys || nr == 1)
			break;
	}
	if (!phys)
		phys = memblock_phys_alloc_range(bytes, PAGE_SIZE, 0,
						 MEMBLOCK_ALLOC_ANYWHERE, NUMA_NO_NODE);
	if (!phys)
		panic("not enough memory for mem_map");
	map_range(base + subsection * bytes, phys, nr * bytes, __PAGE_KERNEL);
	return nr;
}

/* mem_map, or what stands beside it: an array with `record` bytes for each frame. */
static void __init map_array(unsigned long base, unsigned long record)
{
	unsigned long bytes = record * PAGES_PER_SUBSECTION, next = 0;
	unsigned int i;

	for (i = 0; i < memblock.memory.cnt; i++) {
		const struct memblock_region *r = &memblock.memory.regions[i];
		unsigned long last = (r->base + r->size - 1) >> SUBSECTION_SHIFT;

		next = max(next, (unsigned long)(r->base >> SUBSECTION_SHIFT));
		while (next <= last)
			next += map_array_part(base, bytes, next, last - next + 1,
					       r->nid);
	}
}

/* Addresses whose entries change all the time get their tables now, once and for all. */
static void __init make_windows(void)
{
	unsigned long tables = DIV_ROUND_UP(FIXADDR_SIZE, PMD_SIZE), i;

	table_below(&pgd_offset_k(VMALLOC_START)->pgd);
	early_pmd(MODULES_VADDR);
	pkmap_page_table = early_pte(PKMAP_BASE);
	fixmap_ptes =
		memblock_alloc_or_panic(tables * PAGE_SIZE, PAGE_SIZE, "the fixmap");
	for (i = 0; i < tables; i++)
		set_pmd(early_pmd(FIXADDR_START + i * PMD_SIZE),
			__pmd(__pa(fixmap_ptes + i * PTRS_PER_PTE) | _KERNPG_TABLE));
}

static void __init print_row(const char *name, unsigned long start, unsigned long end)
{
	unsigned long size = end - start;

	if (size >= 1UL << 30)
		printk(KERN_INFO "  %-8s: 0x%016lx - 0x%016lx (%4lu GB)\n", name, start,
		       end - 1, size >> 30);
	else if (size >= 1UL << 20)
		printk(KERN_INFO "  %-8s: 0x%016lx - 0x%016lx (%4lu MB)\n", name, start,
		       end - 1, size >> 20);
	else
		printk(KERN_INFO "  %-8s: 0x%016lx - 0x%016lx (%4lu kB)\n", name, start,
		       end - 1, size >> 10);
}

static void __init print_layout(void)
{
	printk(KERN_INFO "virtual kernel memory layout:\n");
	print_row("lowmem", PAGE_OFFSET, (unsigned long)high_memory);
	print_row("vmalloc", VMALLOC_START, VMALLOC_END + 1);
	print_row("mem_map", VMEMMAP_START, (unsigned long)pfn_to_page(max_pfn));
	print_row("pkmap", PKMAP_BASE, PKMAP_BASE + LAST_PKMAP * PAGE_SIZE);
	print_row(".text", (unsigned long)_text, (unsigned long)_etext);
	print_row(".rodata", (unsigned long)__start_rodata, (unsigned long)__end_rodata);
	print_row(".data", (unsigned long)__end_rodata, (unsigned long)_end);
	print_row("modules", MODULES_VADDR, MODULES_END);
	print_row("fixmap", FIXADDR_START, FIXADDR_END);
}

void load_kernel_page_tables(void)
{
	write_cr4(read_cr4() & ~X86_CR4_PGE);
	write_cr3(__pa_symbol(swapper_pg_dir));
	write_cr4(read_cr4() | X86_CR4_PGE);
}

void __init paging_init(void)
{
	have_1g_pages = boot_cpu_has(X86_FEATURE_GBPAGES);
	sections_init();
	map_lowmem();
	map_image();
	map_array(VMEMMAP_START, sizeof(struct page));
	if (page_owner_enabled)
		map_array(PAGE_OWNER_START, PAGE_OWNER_RECORD);
	make_windows();
	load_kernel_page_tables();
	memblock.current_limit = PFN_PHYS(max_low_pfn);
	set_oops_page_walk(show_page_walk);
	page_at_hook = page_at;
	print_layout();
}
