/*
 * tests/kernel/ptdump_test.c - fs/sysfs/ptdump.c: the kernel's map as Linux prints it
 *
 * Locking: none.
 */
#include <linux/mm.h>
#include <linux/ptdump.h>
#include <linux/seq_file.h>
#include <linux/set_memory.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include "ktest.h"

#define DUMP_SIZE (256 << 10)

/* All of it in one string; NULL: no memory. Given back with vfree(). */
static char *dump(void)
{
	struct seq_file m = { .buf = vzalloc(DUMP_SIZE), .size = DUMP_SIZE - 1 };

	if (m.buf)
		ptdump_kernel_show(&m, NULL);
	return m.buf;
}

static bool dump_has(const char *text, unsigned long start, const char *rest)
{
	char line[120];

	snprintf(line, sizeof(line), "\n0x%016lx-0x%016lx   %s\n", start,
		 start + PAGE_SIZE, rest);
	return strstr(text, line);
}

KTEST(ptdump, begins_and_goes_on_in_order)
{
	char *text = dump(), *at = text;
	static const char *const marks[] = {
		"---[ User Space ]---\n0x0000000000000000-0xffff800000000000    16777088T ",
		"---[ Kernel Space ]---\n0xffff800000000000-0xffff888000000000        8704G ",
		"---[ Low Kernel Mapping ]---\n0xffff888000000000-",
		"---[ vmalloc() Area ]---\n0xffffc90000000000-",
		"---[ Vmemmap ]---\n0xffffea0000000000-",
		"---[ Persistent kmap() Area ]---\n0xfffffe0000000000-",
		"---[ High Kernel Mapping ]---\n0xffffffff80000000-",
		"---[ Modules ]---\n0xffffffffa0000000-",
		"---[ End Modules ]---\n---[ Fixmap Area ]---\n0xffffffffff000000-",
		"-0x0000000000000000 ",
	};

	KT_ASSERT(text);
	KT_EXPECT(strlen(text) < DUMP_SIZE - 1);
	for (unsigned int i = 0; i < ARRAY_SIZE(marks); i++) {
		at = at ? strstr(at, marks[i]) : NULL;
		if (!at)
			ktest_fail(__FILE__, __LINE__, "no '%s'", marks[i]);
	}
	KT_EXPECT(!strstr(text, "USR "));
	vfree(text);
}

/* The page between two guards is a line of its own, with the permissions it has now. */
KTEST(ptdump, shows_what_may_be_done)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	unsigned long addr;
	char *text;

	KT_ASSERT(page);
	addr = (unsigned long)vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	text = dump();
	KT_ASSERT(addr && text);
	KT_EXPECT(dump_has(text, addr, "        4K     RW                 GLB NX pte"));
	vfree(text);
	vunmap((void *)addr);
	addr = (unsigned long)vmap(&page, 1, VM_MAP, PAGE_KERNEL_ROX);
	text = dump();
	KT_ASSERT(addr && text);
	KT_EXPECT(dump_has(text, addr, "        4K     ro                 GLB x  pte"));
	vfree(text);
	vunmap((void *)addr);
	addr = (unsigned long)vmap(&page, 1, VM_MAP, PAGE_KERNEL_NOCACHE);
	text = dump();
	KT_ASSERT(addr && text);
	KT_EXPECT(dump_has(text, addr, "        4K     RW PWT PCD         GLB NX pte"));
	vfree(text);
	vunmap((void *)addr);
	__free_page(page);
}
