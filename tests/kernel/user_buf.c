/*
 * tests/kernel/user_buf.c - user memory for a test of calls that take user pointers
 *
 * Locking: see user_buf.h.
 */
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "user_buf.h"

#define BUF_ADDR 0x10000000UL

char __user *user_buf_begin(unsigned int pages)
{
	struct mm_struct *mm = mm_alloc();
	unsigned long addr;

	if (!mm)
		return NULL;
	exec_mmap(mm);
	addr = vm_mmap(NULL, BUF_ADDR, pages * PAGE_SIZE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, 0);
	if (!IS_ERR_VALUE(addr))
		return (char __user *)addr;
	user_buf_end();
	return NULL;
}

/* Not exit_mm(): that would keep the tables on loan, and the case would seem to leak. */
void user_buf_end(void)
{
	mmgrab(&init_mm);
	exec_mmap(&init_mm);
	task_lock(current);
	current->mm = NULL;
	task_unlock(current);
}

bool user_buf_is(const char __user *buf, const void *want, unsigned int len)
{
	const unsigned char *w = want;
	unsigned char c;

	for (unsigned int i = 0; i < len; i++) {
		if (get_user(c, (const unsigned char __user *)buf + i) || c != w[i])
			return false;
	}
	return true;
}

void user_buf_puts(char __user *buf, const char *s)
{
	if (copy_to_user(buf, s, strlen(s) + 1))
		BUG();
}
