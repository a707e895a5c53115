/*
 * tests/kernel/vmallocinfo_test.c - the lines of /proc/vmallocinfo and /proc/kmapinfo
 *
 * Locking: none.
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/namei.h>
#include <linux/sprintf.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include "ktest.h"
#include "user_buf.h"

#define BUF_SIZE 65536

/* The file's text, in memory to be freed by kvfree(); NULL: it cannot be read. */
static char *read_all(const char *name)
{
	struct file *file = filp_open(name, O_RDONLY, 0);
	char __user *to = user_buf_begin(BUF_SIZE >> PAGE_SHIFT);
	char *buf = kvzalloc(BUF_SIZE, GFP_KERNEL);
	ssize_t n = IS_ERR(file) || !to || !buf ? 0 : 1;
	size_t done = 0;
	loff_t pos = 0;

	while (n > 0 && done < BUF_SIZE - 1) {
		n = vfs_read(file, to, BUF_SIZE - 1 - done, &pos);
		if (n > 0 && !copy_from_user(buf + done, to, n))
			done += n;
	}
	user_buf_end();
	if (!IS_ERR(file))
		fput(file);
	return buf;
}

/* Has /proc/vmallocinfo a line for this area, with that text in it? */
static bool listed(const void *addr, unsigned long size, const char *text)
{
	char want[80], *buf = read_all("/proc/vmallocinfo"), *line, *end;
	bool found = false;

	snprintf(want, sizeof(want), "0x%px-0x%px %7lu ", addr, addr + size, size);
	line = buf ? strstr(buf, want) : NULL;
	end = line ? strchr(line, '\n') : NULL;
	if (end) {
		*end = '\0';
		found = strstr(line, text);
	}
	kvfree(buf);
	return found;
}

KTEST(vmallocinfo, each_kind_of_area)
{
	char *user = vmalloc_user(2 * PAGE_SIZE);
	void __iomem *apic = ioremap(0xfee00000, 16);
	struct page *page = alloc_page(GFP_KERNEL);
	void *mapped = vmap(&page, 1, 0, PAGE_KERNEL);

	KT_ASSERT(user && apic && page && mapped);
	KT_EXPECT(listed(user, 3 * PAGE_SIZE, "ktest_vmallocinfo_each_kind_of_area+0x"));
	KT_EXPECT(listed(user, 3 * PAGE_SIZE, " pages=2 vmalloc user N"));
	KT_EXPECT(
		listed((void *)apic, 2 * PAGE_SIZE, " phys=0x00000000fee00000 ioremap"));
	KT_EXPECT(listed(mapped, 2 * PAGE_SIZE, " vmap"));
	KT_EXPECT(!listed(mapped, 2 * PAGE_SIZE, "N0"));
	vfree(user);
	KT_EXPECT(listed(user, 3 * PAGE_SIZE, " unpurged vm_area"));
	vunmap(mapped);
	iounmap(apic);
	vm_unmap_aliases();
	KT_EXPECT(!listed(user, 3 * PAGE_SIZE, ""));
	__free_page(page);
}

KTEST(vmallocinfo, is_for_the_owner_only)
{
	struct kstat stat;

	KT_ASSERT(!init_stat("/proc/vmallocinfo", &stat, 0));
	KT_EXPECT_EQ(stat.mode, S_IFREG | 0400);
}

/* More areas than one buffer holds: each is there, once. */
KTEST(vmallocinfo, many_areas)
{
	static void *areas[200];
	unsigned int i, lines = 0;
	char *buf, *line;

	for (i = 0; i < ARRAY_SIZE(areas); i++)
		areas[i] = vmalloc(PAGE_SIZE);
	buf = read_all("/proc/vmallocinfo");
	for (line = buf; line; line = strstr(line + 1, "many_areas+0x"))
		lines++;
	KT_EXPECT_EQ(lines - 1, ARRAY_SIZE(areas));
	kvfree(buf);
	for (i = 0; i < ARRAY_SIZE(areas); i++)
		vfree(areas[i]);
}

KTEST(kmapinfo, slots_in_use)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	void *addr, *local;
	char want[80];
	char *buf;

	KT_ASSERT(page);
	ktest_use_one_cpu();
	addr = kmap(page);
	kmap(page);
	local = kmap_local_page(page);
	buf = read_all("/proc/kmapinfo");
	KT_ASSERT(buf);
	KT_EXPECT(strstr(buf, "slots:       512\n"));
	KT_EXPECT(strstr(buf, "waiters:     0\n"));
	snprintf(want, sizeof(want), " %#lx pfn %#lx users 2\n", (unsigned long)addr,
		 page_to_pfn(page));
	KT_EXPECT(!PageHighMem(page) == !strstr(buf, want));
	KT_EXPECT(strstr(buf, PageHighMem(page) ? "cpu0 1 of 16" : "cpu0 0 of 16"));
	KT_EXPECT(PageHighMem(page) ? strstr(buf, "used:        1\n") != NULL
				    : strstr(buf, "used:        0\n") != NULL);
	kunmap_local(local);
	kunmap(page);
	kunmap(page);
	kvfree(buf);
	__free_page(page);
}
