/*
 * boot/multiboot2.c - reading what GRUB says, under BIOS and under UEFI
 *
 * The information is a row of tags, each with its type and size, 8-byte aligned. Sizes
 * are checked before anything behind them is read: a tag too short for its type counts
 * as absent. Source: Multiboot2 specification 2.0, section 3.4 ff.; UEFI 2.10, 7.2.3.
 *
 * Locking: none; boot CPU only.
 */
#include <linux/align.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <asm/page.h>
#include "boot.h"

enum tag_type {
	TAG_END = 0,
	TAG_CMDLINE = 1,
	TAG_LOADER = 2,
	TAG_MODULE = 3,
	TAG_MMAP = 6,
	TAG_FRAMEBUFFER = 8,
	TAG_ACPI_OLD = 14,
	TAG_ACPI_NEW = 15,
	TAG_EFI_MMAP = 17,
	NR_TAGS,
};

struct info_head {
	u32 total_size, reserved;
};

struct tag {
	u32 type;
	u32 size; /* with these 8 bytes, without padding */
};

struct tag_module {
	struct tag head;
	u32 start, end;
};

struct mmap_entry {
	u64 base, size;
	u32 type, reserved;
};

/* TAG_MMAP and TAG_EFI_MMAP: entries of entry_size bytes follow. */
struct tag_mmap {
	struct tag head;
	u32 entry_size, version;
	u8 entries[];
};

struct efi_descriptor {
	u32 type, pad;
	u64 phys, virt, nr_pages, attribute;
};

struct tag_framebuffer {
	struct tag head;
	u64 address;
	u32 pitch, width, height;
	u8 bits_per_pixel, kind;
	u16 reserved;
	u8 red_shift, red_size, green_shift, green_size, blue_shift, blue_size;
} __attribute__((packed));

#define FRAMEBUFFER_RGB 1
#define EFI_PAGE_SIZE 4096
#define RSDP_SIZE 36

static char loader_name[64] = "Multiboot2";
static u8 rsdp_copy[RSDP_SIZE] __aligned(16);

/* The bytes behind the head of the tag. */
static const char *text_of(const struct tag *tag, size_t *len)
{
	*len = tag->size - sizeof(*tag);
	return (const char *)(tag + 1);
}

static void read_loader_name(const struct tag *tag)
{
	size_t len;
	const char *text = text_of(tag, &len);

	snprintf(loader_name, sizeof(loader_name), "Multiboot2 (%.*s)",
		 (int)strnlen(text, len), text);
}

static void read_cmdline(const struct tag *tag)
{
	size_t len;
	const char *text = text_of(tag, &len);

	boot_append_cmdline(text, len);
}

static void read_module(const struct tag *tag)
{
	const struct tag_module *module = (const struct tag_module *)tag;

	if (tag->size >= sizeof(*module))
		boot_set_initrd(module->start, module->end);
}

static void read_mmap(const struct tag *tag)
{
	const struct tag_mmap *mmap = (const struct tag_mmap *)tag;
	const u8 *entry = mmap->entries, *end = (const u8 *)tag + tag->size;

	if (tag->size < sizeof(*mmap) || mmap->entry_size < sizeof(struct mmap_entry))
		return;
	for (; (size_t)(end - entry) >= mmap->entry_size; entry += mmap->entry_size) {
		const struct mmap_entry *e = (const struct mmap_entry *)entry;

		boot_add_region(e->base, e->size, e->type);
	}
}

/* UEFI 2.10, table 7.6: what each of its kinds is once boot services have ended. */
static u32 type_of_efi(u32 efi)
{
	switch (efi) {
	case 1: /* loader code */
	case 2: /* loader data */
	case 3: /* boot services code */
	case 4: /* boot services data */
	case 7: /* conventional memory */
		return BOOT_MEM_USABLE;
	case 8:
		return BOOT_MEM_UNUSABLE;
	case 9:
		return BOOT_MEM_ACPI;
	case 10:
		return BOOT_MEM_NVS;
	default:
		return BOOT_MEM_RESERVED;
	}
}

static void read_efi_mmap(const struct tag *tag)
{
	const struct tag_mmap *mmap = (const struct tag_mmap *)tag;
	const u8 *entry = mmap->entries, *end = (const u8 *)tag + tag->size;

	if (tag->size < sizeof(*mmap) || mmap->entry_size < sizeof(struct efi_descriptor))
		return;
	for (; (size_t)(end - entry) >= mmap->entry_size; entry += mmap->entry_size) {
		const struct efi_descriptor *d = (const struct efi_descriptor *)entry;

		boot_add_region(d->phys, d->nr_pages * EFI_PAGE_SIZE,
				type_of_efi(d->type));
	}
}

static void read_framebuffer(const struct tag *tag)
{
	const struct tag_framebuffer *fb = (const struct tag_framebuffer *)tag;

	if (tag->size < sizeof(*fb) || fb->kind != FRAMEBUFFER_RGB ||
	    fb->bits_per_pixel != 32)
		return;
	if (fb->width > fb->pitch / 4 || !fb->height)
		return;
	boot_info.framebuffer = (struct boot_framebuffer){
		.base = fb->address,
		.pitch = fb->pitch,
		.width = fb->width,
		.height = fb->height,
		.bits_per_pixel = fb->bits_per_pixel,
		.red_shift = fb->red_shift,
		.green_shift = fb->green_shift,
		.blue_shift = fb->blue_shift,
	};
}

/* The tag holds the RSDP itself, in memory that will be used for other things. */
static void read_rsdp(const struct tag *tag)
{
	size_t len;
	const char *rsdp = text_of(tag, &len);

	memset(rsdp_copy, 0, sizeof(rsdp_copy));
	memcpy(rsdp_copy, rsdp, min(len, sizeof(rsdp_copy)));
	boot_info.acpi_rsdp = __pa_symbol(rsdp_copy);
}

/* Find the first tag of each type. The initrd is the first module. */
static void find_tags(const struct info_head *head, const struct tag *first[NR_TAGS])
{
	const u8 *next = (const u8 *)(head + 1),
		 *end = (const u8 *)head + head->total_size;

	while ((size_t)(end - next) >= sizeof(struct tag)) {
		const struct tag *tag = (const struct tag *)next;

		if (tag->size < sizeof(*tag) || tag->size > (size_t)(end - next) ||
		    tag->type == TAG_END)
			return;
		if (tag->type < NR_TAGS && !first[tag->type])
			first[tag->type] = tag;
		if (ALIGN((size_t)tag->size, 8) > (size_t)(end - next))
			return;
		next += ALIGN((size_t)tag->size, 8);
	}
}

void multiboot2_read(u32 info)
{
	const struct info_head *head = boot_map(info, sizeof(*head));
	const struct tag *tags[NR_TAGS] = { NULL };

	boot_info.loader = loader_name;
	if (!head || head->total_size < sizeof(*head) ||
	    !boot_map(info, head->total_size)) {
		pr_err("boot: the Multiboot2 information is not readable\n");
		return;
	}
	find_tags(head, tags);
	if (tags[TAG_LOADER])
		read_loader_name(tags[TAG_LOADER]);
	if (tags[TAG_CMDLINE])
		read_cmdline(tags[TAG_CMDLINE]);
	if (tags[TAG_MODULE])
		read_module(tags[TAG_MODULE]);
	if (tags[TAG_MMAP])
		read_mmap(tags[TAG_MMAP]);
	if (!boot_info.nr_regions && tags[TAG_EFI_MMAP])
		read_efi_mmap(tags[TAG_EFI_MMAP]);
	if (tags[TAG_FRAMEBUFFER])
		read_framebuffer(tags[TAG_FRAMEBUFFER]);
	if (tags[TAG_ACPI_NEW])
		read_rsdp(tags[TAG_ACPI_NEW]);
	else if (tags[TAG_ACPI_OLD])
		read_rsdp(tags[TAG_ACPI_OLD]);
}
