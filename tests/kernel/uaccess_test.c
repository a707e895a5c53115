/*
 * tests/kernel/uaccess_test.c - arch/uaccess.asm, arch/uaccess.c
 *
 * A test thread has no user memory. The routines below access_ok() do not ask whose
 * memory it is, so the guard page behind a vmalloc area stands in for the end of a
 * program's mapping; the public calls are tested with addresses that must fail.
 */
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <asm/memory_layout.h>
#include <asm/page.h>
#include "ktest.h"

#define REACH 32 /* bytes asked for, some of them behind the end */

/* A page that ends where nothing is mapped, filled with 1, 2, 3 ... */
static u8 *page_before_guard(void)
{
	u8 *page = vmalloc(PAGE_SIZE);
	unsigned int i;

	for (i = 0; page && i < PAGE_SIZE; i++)
		page[i] = i + 1;
	return page;
}

KTEST(uaccess, copy_reads_up_to_the_fault)
{
	u8 *page = page_before_guard();
	u8 buf[REACH];
	unsigned int room;

	KT_ASSERT(page);
	for (room = 0; room <= REACH; room++) {
		u8 *from = page + PAGE_SIZE - room;

		memset(buf, 0, sizeof(buf));
		KT_EXPECT_EQ(__copy_user(buf, from, REACH), REACH - room);
		KT_EXPECT(!memcmp(buf, from, room));
		KT_EXPECT(room == REACH || buf[room] == 0);
	}
	vfree(page);
}

KTEST(uaccess, copy_writes_up_to_the_fault)
{
	u8 *page = page_before_guard();
	u8 buf[REACH];
	unsigned int room;

	KT_ASSERT(page);
	memset(buf, 0xa5, sizeof(buf));
	for (room = 0; room <= REACH; room++) {
		u8 *to = page + PAGE_SIZE - room;

		memset(page, 0, PAGE_SIZE);
		KT_EXPECT_EQ(__copy_user(to, buf, REACH), REACH - room);
		KT_EXPECT(!memcmp(to, buf, room));
		KT_EXPECT_EQ(to[-1], 0);
	}
	vfree(page);
}

KTEST(uaccess, clear_stops_at_the_fault)
{
	u8 *page = page_before_guard();
	unsigned int room;

	KT_ASSERT(page);
	for (room = 0; room <= REACH; room++) {
		u8 *to = page + PAGE_SIZE - room;

		memset(page, 0xff, PAGE_SIZE);
		KT_EXPECT_EQ(__clear_user(to, REACH), REACH - room);
		KT_EXPECT(!memchr_inv(to, 0, room));
		KT_EXPECT_EQ(to[-1], 0xff);
	}
	vfree(page);
}

KTEST(uaccess, scalars_have_their_size)
{
	u64 memory = 0x8877665544332211;
	unsigned long value;

	KT_EXPECT_EQ(__get_user_1(&value, &memory), 0);
	KT_EXPECT_EQ(value, 0x11);
	KT_EXPECT_EQ(__get_user_2(&value, &memory), 0);
	KT_EXPECT_EQ(value, 0x2211);
	KT_EXPECT_EQ(__get_user_4(&value, &memory), 0);
	KT_EXPECT_EQ(value, 0x44332211);
	KT_EXPECT_EQ(__get_user_8(&value, &memory), 0);
	KT_EXPECT_EQ(value, 0x8877665544332211);

	KT_EXPECT_EQ(__put_user_1(0xffffffffffffffaa, &memory), 0);
	KT_EXPECT_EQ(memory, 0x88776655443322aa);
	KT_EXPECT_EQ(__put_user_2(0xffffffffffffbbbb, &memory), 0);
	KT_EXPECT_EQ(memory, 0x887766554433bbbb);
	KT_EXPECT_EQ(__put_user_4(0xffffffffcccccccc, &memory), 0);
	KT_EXPECT_EQ(memory, 0x88776655cccccccc);
	KT_EXPECT_EQ(__put_user_8(1, &memory), 0);
	KT_EXPECT_EQ(memory, 1);
}

KTEST(uaccess, scalars_fail_where_nothing_is)
{
	u8 *page = page_before_guard();
	unsigned long value = 5;

	KT_ASSERT(page);
	KT_EXPECT_EQ(__get_user_8(&value, page + PAGE_SIZE - 7), -EFAULT);
	KT_EXPECT_EQ(value, 0);
	KT_EXPECT_EQ(__get_user_1(&value, page + PAGE_SIZE), -EFAULT);
	KT_EXPECT_EQ(__put_user_4(1, page + PAGE_SIZE - 3), -EFAULT);
	KT_EXPECT_EQ(__put_user_2(1, page + PAGE_SIZE), -EFAULT);
	vfree(page);
}

/* Every length and alignment, with the NUL as the last byte that can be read. */
KTEST(uaccess, strings_may_end_at_the_fault)
{
	char *page = (char *)page_before_guard();
	char buf[REACH];
	int len;

	KT_ASSERT(page);
	for (len = 0; len < REACH - 1; len++) {
		char *str = page + PAGE_SIZE - len - 1;

		memset(str, 'x', len);
		str[len] = '\0';
		KT_EXPECT_EQ(__strncpy_user(buf, str, REACH), len);
		KT_EXPECT(!memcmp(buf, str, len + 1));
		KT_EXPECT_EQ(__strnlen_user(str, REACH), len);
		KT_EXPECT_EQ(__strncpy_user(buf, str, len), len);
		KT_EXPECT_EQ(__strnlen_user(str, len), len);

		str[len] = 'x';
		KT_EXPECT_EQ(__strncpy_user(buf, str, REACH), -EFAULT);
		KT_EXPECT_EQ(__strnlen_user(str, REACH), -EFAULT);
	}
	vfree(page);
}

KTEST(uaccess, kernel_addresses_are_refused)
{
	static const unsigned long addresses[] = {
		TASK_SIZE_MAX, TASK_SIZE_MAX - 3,  1UL << 47, 1UL << 63,
		PAGE_OFFSET,   __START_KERNEL_map, ~0UL,      ~0UL - 3,
	};
	char buf[8] = "1234567";
	unsigned long value = 1;
	unsigned int i;

	for (i = 0; i < sizeof(addresses) / sizeof(*addresses); i++) {
		char __user *addr = (char __user *)addresses[i];

		KT_EXPECT(!access_ok(addr, 8));
		KT_EXPECT_EQ(copy_to_user(addr, buf, 8), 8);
		KT_EXPECT_EQ(clear_user(addr, 8), 8);
		KT_EXPECT_EQ(get_user(value, (unsigned long __user *)addr), -EFAULT);
		KT_EXPECT_EQ(value, 0);
		KT_EXPECT_EQ(put_user(1UL, (unsigned long __user *)addr), -EFAULT);
		value = 1;
		memset(buf, 1, 8);
		KT_EXPECT_EQ(copy_from_user(buf, addr, 8), 8);
		KT_EXPECT(!memchr_inv(buf, 0, 8));
		KT_EXPECT_EQ(strncpy_from_user(buf, addr, 8), -EFAULT);
		KT_EXPECT_EQ(strnlen_user(addr, 8), 0);
	}
}

KTEST(uaccess, unmapped_user_addresses_fail)
{
	char __user *addr = (char __user *)0x10000;
	char buf[8] = "1234567";
	int value = 1;

	KT_EXPECT(access_ok(addr, 8));
	KT_EXPECT_EQ(copy_to_user(addr, buf, 8), 8);
	KT_EXPECT_EQ(copy_from_user(buf, addr, 8), 8);
	KT_EXPECT(!memchr_inv(buf, 0, 8));
	KT_EXPECT_EQ(get_user(value, (int __user *)NULL), -EFAULT);
	KT_EXPECT_EQ(value, 0);
	KT_EXPECT_EQ(strncpy_from_user(buf, addr, 8), -EFAULT);
	KT_EXPECT_EQ(strnlen_user(addr, 8), 0);
}

KTEST(uaccess, nothing_to_copy_is_no_fault)
{
	KT_EXPECT_EQ(copy_from_user(NULL, NULL, 0), 0);
	KT_EXPECT_EQ(copy_to_user(NULL, NULL, 0), 0);
	KT_EXPECT(access_ok(TASK_SIZE_MAX, 0));
	KT_EXPECT(access_ok(0, TASK_SIZE_MAX));
	KT_EXPECT(!access_ok(0, TASK_SIZE_MAX + 1));
	KT_EXPECT(!access_ok(1, ~0UL));
}

KTEST(uaccess, kernel_nofault)
{
	u8 *page = page_before_guard();
	u32 value;

	KT_ASSERT(page);
	KT_EXPECT_EQ(copy_from_kernel_nofault(&value, page, 4), 0);
	KT_EXPECT_EQ(value, 0x04030201);
	KT_EXPECT_EQ(copy_from_kernel_nofault(&value, page + PAGE_SIZE - 3, 4), -EFAULT);
	KT_EXPECT_EQ(copy_from_kernel_nofault(&value, (void *)8, 4), -EFAULT);
	KT_EXPECT_EQ(copy_from_kernel_nofault(&value, (void *)(1UL << 50), 4), -EFAULT);
	KT_EXPECT_EQ(copy_from_kernel_nofault(&value, (void *)-2UL, 4), -EFAULT);
	vfree(page);
}

KTEST(uaccess, pagefault_disable_nests)
{
	KT_EXPECT(!faulthandler_disabled());
	pagefault_disable();
	pagefault_disable();
	pagefault_enable();
	KT_EXPECT(faulthandler_disabled());
	pagefault_enable();
	KT_EXPECT(!faulthandler_disabled());
}
