/*
 * tests/kernel/user_buf.h - user memory for a test of calls that take user pointers
 *
 *	char __user *buf = user_buf_begin(2);	 two pages that are there
 *	...					 buf[2 * PAGE_SIZE] is not
 *	user_buf_end();
 *
 * Locking: none: the test thread's own address space.
 */
#ifndef TESTS_KERNEL_USER_BUF_H
#define TESTS_KERNEL_USER_BUF_H

#include <linux/compiler.h>

/* Give the calling thread an address space with so many zeroed pages; NULL: no memory. */
char __user *user_buf_begin(unsigned int pages);
/* Take it away again. */
void user_buf_end(void);

/* Is the user memory at buf what the kernel memory at want is? */
bool user_buf_is(const char __user *buf, const void *want, unsigned int len);
/* Put a string, with its NUL, at buf. */
void user_buf_puts(char __user *buf, const char *s);

#endif
