/*
 * mm/frames/boot_memory.c - from the firmware's memory map to memblock
 *
 * What the firmware calls usable becomes memory, cut inward to whole pages; where entries
 * overlap, the stricter one wins. `mem=` and `memmap=` correct the firmware. Taken from
 * the start: frame 0, the kernel image, and the initrd. The lowmem boundary is decided
 * here: `lowmem=SIZE`, `lowmem=all`, or 896 MiB as on 32-bit Linux.
 *
 * Locking: none; the boot CPU alone.
 */
#define pr_fmt(fmt) "memory: " fmt

#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm_inline_page.h>
#include <linux/string.h>
#include <atlas/boot_info.h>
#include <asm/sections.h>

#define LOWMEM_DEFAULT (896ULL << 20)
#define LOWMEM_SMALLEST (16ULL << 20)

/* What a system without an initrd needs; one with an initrd holds that twice for a while. */
#define MEMORY_NEEDED (8ULL << 20)

/* The boot page tables reach this far: no allocation above before paging_init(). */
#define BOOT_MAPPED_END (4ULL << 30)

unsigned long max_pfn, max_low_pfn;
unsigned long highstart_pfn, highend_pfn;
unsigned long max_mapnr;
void *high_memory;

static u64 lowmem_limit __initdata = LOWMEM_DEFAULT;
static bool map_corrected __initdata;

static int __init lowmem_setup(char *value)
{
	u64 size;

	if (value && strcmp(value, "all") == 0) {
		lowmem_limit = ~0ULL;
		return 0;
	}
	if (!value || kstrtosize(value, &size) || size < LOWMEM_SMALLEST)
		return -EINVAL;
	lowmem_limit = size & PAGE_MASK;
	return 0;
}
early_param("lowmem", lowmem_setup, "SIZE[KMG], at least 16M, or all");

static const char *__init region_name(enum boot_mem_type type)
{
	switch (type) {
	case BOOT_MEM_USABLE:
		return "usable";
	case BOOT_MEM_ACPI:
		return "ACPI data";
	case BOOT_MEM_NVS:
		return "ACPI NVS";
	case BOOT_MEM_UNUSABLE:
		return "unusable";
	default:
		return "reserved";
	}
}

static void __init print_map(const char *who)
{
	unsigned int i;

	printk(KERN_INFO "Physical memory as the %s (%s):\n", who, boot_info.loader);
	for (i = 0; i < boot_info.nr_regions; i++) {
		const struct boot_mem_region *r = &boot_info.regions[i];

		printk(KERN_INFO "  [mem 0x%016llx-0x%016llx] %s\n", r->base,
		       r->base + r->size - 1, region_name(r->type));
	}
}

/* The log has what the firmware said, before the first correction. */
static void __init correct_map(void)
{
	if (!map_corrected)
		print_map("firmware tells it");
	map_corrected = true;
}

/* Drop RAM from limit on. */
static void __init limit_map(u64 limit)
{
	unsigned int i, nr = 0;

	correct_map();
	for (i = 0; i < boot_info.nr_regions; i++) {
		struct boot_mem_region r = boot_info.regions[i];

		if (r.type == BOOT_MEM_USABLE && r.base >= limit)
			continue;
		if (r.type == BOOT_MEM_USABLE)
			r.size = min(r.size, limit - r.base);
		boot_info.regions[nr++] = r;
	}
	boot_info.nr_regions = nr;
}

static int __init mem_setup(char *value)
{
	u64 size;

	if (!value || kstrtosize(value, &size) || !size)
		return -EINVAL;
	limit_map(size);
	return 0;
}
early_param("mem", mem_setup, "SIZE[KMG]");

static enum boot_mem_type __init memmap_type(char mark)
{
	if (mark == '@')
		return BOOT_MEM_USABLE;
	return mark == '#' ? BOOT_MEM_ACPI : BOOT_MEM_RESERVED;
}

/* One SIZE@ADDR, SIZE#ADDR or SIZE$ADDR; or a SIZE alone, which is mem=; or exactmap. */
static int __init memmap_word(char *word)
{
	size_t len = strcspn(word, "@#$");
	char mark = word[len];
	u64 size, base;

	if (strcmp(word, "exactmap") == 0) {
		correct_map();
		boot_info.nr_regions = 0;
		return 0;
	}
	if (!mark)
		return mem_setup(word);
	word[len] = '\0';
	if (kstrtosize(word, &size) || kstrtosize(word + len + 1, &base) || !size ||
	    base + size < base)
		return -EINVAL;
	if (boot_info.nr_regions == BOOT_MAX_REGIONS)
		return -ENOSPC;
	correct_map();
	boot_info.regions[boot_info.nr_regions++] =
		(struct boot_mem_region){ base, size, memmap_type(mark) };
	return 0;
}

static int __init memmap_setup(char *value)
{
	int err = value ? 0 : -EINVAL;

	while (value && !err) {
		size_t len = strcspn(value, ",");
		char word[48];

		if (len >= sizeof(word))
			return -EINVAL;
		strscpy(word, value, len + 1);
		err = memmap_word(word);
		value = value[len] ? value + len + 1 : NULL;
	}
	return err;
}
early_param("memmap", memmap_setup,
	    "SIZE[KMG]$ADDR (reserved), @ADDR (RAM), #ADDR (ACPI data) or exactmap");

static void __init add_usable(phys_addr_t base, phys_addr_t size)
{
	phys_addr_t start = PAGE_ALIGN(base), end = (base + size) & PAGE_MASK;
	phys_addr_t limit = PFN_PHYS(MAX_PHYSMEM_PFN);

	if (end > limit) {
		pr_warn("ignoring RAM above %llu GiB\n", limit >> 30);
		end = limit;
	}
	if (start < end && memblock_add(start, end - start))
		pr_warn("ignoring RAM at %#llx: too many regions\n", start);
}

static void __init remove_unusable(phys_addr_t base, phys_addr_t size)
{
	phys_addr_t start = base & PAGE_MASK, end = PAGE_ALIGN(base + size);

	if (memblock_remove(start, end - start))
		panic("memory map has too many regions");
}

/* Take what is in use already; the first frame, so that 0 is never a good address. */
static void __init reserve_occupied(void)
{
	phys_addr_t image = __pa_symbol(_text), image_end = __pa_symbol(_end);
	phys_addr_t initrd = boot_info.initrd_start & PAGE_MASK;

	if (!memblock_is_region_memory(image, image_end - image))
		pr_warn("the firmware's map has no RAM where the kernel is, %#llx-%#llx\n",
			image, image_end - 1);
	memblock_add(image, PAGE_ALIGN(image_end) - image);
	memblock_reserve(0, PAGE_SIZE);
	memblock_reserve(image, PAGE_ALIGN(image_end) - image);
	if (boot_info.initrd_end > boot_info.initrd_start)
		memblock_reserve(initrd, PAGE_ALIGN(boot_info.initrd_end) - initrd);
}

static void __init check_enough(void)
{
	u64 usable = memblock_phys_mem_size();
	u64 initrd = boot_info.initrd_end - boot_info.initrd_start;
	u64 needed = MEMORY_NEEDED + 2 * initrd;

	if (usable >= needed)
		return;
	if (initrd)
		halt_on_bad_input(
			"not enough memory: %llu KiB usable, Atlas needs %llu KiB "
			"with an initrd of %llu KiB",
			usable >> 10, needed >> 10, initrd >> 10);
	halt_on_bad_input("not enough memory: %llu KiB usable, Atlas needs %llu KiB",
			  usable >> 10, needed >> 10);
}

static void __init set_boundaries(void)
{
	u64 end = memblock_end_of_DRAM(), low = min(end, lowmem_limit);

	max_pfn = PHYS_PFN(end);
	max_mapnr = max_pfn;
	max_low_pfn = PHYS_PFN(low);
	highstart_pfn = max_low_pfn;
	highend_pfn = max_pfn;
	high_memory = __va(low);
	memblock.current_limit = min(low, BOOT_MAPPED_END);
	pr_info("%llu MiB of RAM; lowmem ends at %#llx\n", memblock_phys_mem_size() >> 20,
		low);
}

void __init memblock_init(void)
{
	unsigned int i;

	print_map(map_corrected ? "command line corrects it" : "firmware tells it");
	for (i = 0; i < boot_info.nr_regions; i++) {
		if (boot_info.regions[i].type == BOOT_MEM_USABLE)
			add_usable(boot_info.regions[i].base, boot_info.regions[i].size);
	}
	for (i = 0; i < boot_info.nr_regions; i++) {
		if (boot_info.regions[i].type != BOOT_MEM_USABLE)
			remove_unusable(boot_info.regions[i].base,
					boot_info.regions[i].size);
	}
	reserve_occupied();
	check_enough();
	set_boundaries();
}

void *__init memblock_alloc(phys_addr_t size, phys_addr_t align)
{
	phys_addr_t phys = memblock_phys_alloc(size, align);

	return phys ? memset(__va(phys), 0, size) : NULL;
}

void *__init memblock_alloc_or_panic(phys_addr_t size, phys_addr_t align,
				     const char *what)
{
	void *virt = memblock_alloc(size, align);

	if (!virt)
		panic("not enough memory: no %llu KiB of lowmem for %s", size >> 10,
		      what);
	return virt;
}

void *__init memblock_alloc_node_or_panic(phys_addr_t size, phys_addr_t align, int nid,
					  const char *what)
{
	phys_addr_t phys =
		memblock_phys_alloc_range(size, align, 0, MEMBLOCK_ALLOC_ACCESSIBLE, nid);

	return phys ? memset(__va(phys), 0, size)
		    : memblock_alloc_or_panic(size, align, what);
}
