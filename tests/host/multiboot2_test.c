/*
 * tests/host/multiboot2_test.c - boot/multiboot2.c: what no boot loader should hand over
 *
 * The file under test is included whole; here are the few functions it calls. Its
 * "physical" memory is one buffer from malloc(), of exactly the size that the information
 * claims, so that the address sanitizer sees every byte read beyond it.
 */
#include "boot/multiboot2.c"
#include "tests/host/host_test.h"

#define INFO_PHYS 0x10000u
#define ROUNDS 20000

struct boot_info boot_info;

static u8 *memory;
static u32 memory_size;

const void *boot_map(u64 phys, u64 size)
{
	if (phys < INFO_PHYS || phys - INFO_PHYS > memory_size ||
	    size > memory_size - (phys - INFO_PHYS))
		return NULL;
	return memory + (phys - INFO_PHYS);
}

void boot_append_cmdline(const char *text, size_t max)
{
	size_t len = strnlen(text, max);

	len = min(len, sizeof(boot_info.cmdline) - 1);
	memcpy(boot_info.cmdline, text, len);
	boot_info.cmdline[len] = '\0';
}

void boot_add_region(u64 base, u64 size, u32 type)
{
	if (boot_info.nr_regions < BOOT_MAX_REGIONS)
		boot_info.regions[boot_info.nr_regions++] =
			(struct boot_mem_region){ base, size, type };
}

void boot_set_initrd(u64 start, u64 end)
{
	boot_info.initrd_start = start;
	boot_info.initrd_end = end;
}

int printk(const char *fmt, ...)
{
	return 0;
}

/* Hand over size bytes of information. */
static void read_info(const void *info, u32 size)
{
	memset(&boot_info, 0, sizeof(boot_info));
	memory = host_malloc(size);
	memory_size = size;
	memcpy(memory, info, size);
	multiboot2_read(INFO_PHYS);
	host_free(memory);
}

static u32 put32(u8 *to, u32 value)
{
	memcpy(to, &value, 4);
	return 4;
}

/* Append a tag; returns where the next one goes. */
static u32 put_tag(u8 *info, u32 at, u32 type, const void *body, u32 size)
{
	put32(info + at, type);
	put32(info + at + 4, size + 8);
	if (size)
		memcpy(info + at + 8, body, size);
	return ALIGN(at + 8 + size, 8);
}

static u32 finish(u8 *info, u32 at)
{
	at = put_tag(info, at, TAG_END, NULL, 0);
	put32(info, at);
	return at;
}

static void reads_what_grub_writes(void)
{
	static const struct {
		u32 entry_size, version;
		struct mmap_entry e[2];
	} mmap = { 24, 0, { { 0, 0x9fc00, 1, 0 }, { 0x100000, 0x7f00000, 1, 0 } } };
	static const u32 module[] = { 0x200000, 0x300000, 0 };
	u8 info[512] = { 0 };
	u32 at = 8;

	at = put_tag(info, at, TAG_CMDLINE, "lowmem=64M", 11);
	at = put_tag(info, at, TAG_LOADER, "GRUB 2.06", 10);
	at = put_tag(info, at, TAG_MODULE, module, sizeof(module));
	at = put_tag(info, at, TAG_MMAP, &mmap, sizeof(mmap));
	at = put_tag(info, at, TAG_ACPI_NEW, "RSD PTR ", 8);
	read_info(info, finish(info, at));

	EXPECT_STR(boot_info.cmdline, "lowmem=64M");
	EXPECT_STR(boot_info.loader, "Multiboot2 (GRUB 2.06)");
	EXPECT_EQ(boot_info.initrd_start, 0x200000);
	EXPECT_EQ(boot_info.initrd_end, 0x300000);
	EXPECT_EQ(boot_info.nr_regions, 2);
	EXPECT_EQ(boot_info.regions[1].base, 0x100000);
	EXPECT(boot_info.acpi_rsdp != 0);
}

static void uefi_map_only_if_there_is_no_other(void)
{
	static const struct {
		u32 entry_size, version;
		struct efi_descriptor d[2];
	} efi = { sizeof(struct efi_descriptor),
		  1,
		  { { .type = 7, .phys = 0x1000, .nr_pages = 2 },
		    { .type = 6, .phys = 0x5000, .nr_pages = 1 } } };
	u8 info[512] = { 0 };
	u32 at = put_tag(info, 8, TAG_EFI_MMAP, &efi, sizeof(efi));

	read_info(info, finish(info, at));
	EXPECT_EQ(boot_info.nr_regions, 2);
	EXPECT_EQ(boot_info.regions[0].size, 0x2000);
	EXPECT_EQ(boot_info.regions[0].type, BOOT_MEM_USABLE);
	EXPECT_EQ(boot_info.regions[1].type, BOOT_MEM_RESERVED);
}

static void framebuffers_it_cannot_draw_on_are_none(void)
{
	struct tag_framebuffer fb = { .address = 0x80000000,
				      .pitch = 4096,
				      .width = 1024,
				      .height = 768,
				      .bits_per_pixel = 32,
				      .kind = 1 };
	u32 size = sizeof(fb) - sizeof(fb.head);
	u8 info[128] = { 0 };

	read_info(info,
		  finish(info, put_tag(info, 8, TAG_FRAMEBUFFER, &fb.address, size)));
	EXPECT_EQ(boot_info.framebuffer.width, 1024);

	read_info(info,
		  finish(info, put_tag(info, 8, TAG_FRAMEBUFFER, &fb.address, size - 1)));
	EXPECT_EQ(boot_info.framebuffer.width, 0);
	fb.pitch = 4000;
	read_info(info,
		  finish(info, put_tag(info, 8, TAG_FRAMEBUFFER, &fb.address, size)));
	EXPECT_EQ(boot_info.framebuffer.width, 0);
	fb.pitch = 4096;
	fb.bits_per_pixel = 24;
	read_info(info,
		  finish(info, put_tag(info, 8, TAG_FRAMEBUFFER, &fb.address, size)));
	EXPECT_EQ(boot_info.framebuffer.width, 0);
}

static void sizes_that_lie(void)
{
	u8 info[64] = { 0 };

	put32(info, 4096); /* claims more than there is */
	read_info(info, sizeof(info));
	put32(info, 4);
	read_info(info, 8);
	read_info(info, 0);

	put32(info, sizeof(info));
	put32(info + 8, TAG_CMDLINE);
	put32(info + 12, 0xfffffff9); /* rounds up to 0 */
	read_info(info, sizeof(info));
	EXPECT_EQ(boot_info.cmdline[0], 0);
	put32(info + 12, 3); /* shorter than its own head */
	read_info(info, sizeof(info));
	EXPECT_EQ(boot_info.cmdline[0], 0);
}

/* Valid tags with random bytes changed, and plain rubbish: nothing may be read outside. */
static void random_information(void)
{
	u8 info[256];

	for (int round = 0; round < ROUNDS && !host_failed(); round++) {
		u32 size = 8 + host_random_below(sizeof(info) - 8), at = 8;

		for (u32 i = 0; i < sizeof(info); i++)
			info[i] = host_random();
		while (at + 8 <= size) {
			put32(info + at, host_random_below(NR_TAGS + 2));
			put32(info + at + 4, host_random_below(64));
			if (host_random_below(3) == 0)
				put32(info + at + 8 - 8 * host_random_below(2),
				      host_random_below(64));
			at += ALIGN(8 + host_random_below(56), 8);
		}
		put32(info, host_random_below(8) ? size : (u32)host_random());
		read_info(info, size);
	}
}

HOST_TESTS(HOST_TEST(reads_what_grub_writes),
	   HOST_TEST(uefi_map_only_if_there_is_no_other),
	   HOST_TEST(framebuffers_it_cannot_draw_on_are_none), HOST_TEST(sizes_that_lie),
	   HOST_TEST(random_information));
