/*
 * include/linux/uaccess.h - reading and writing the memory of a user program
 *
 * A user pointer is a number that somebody else chose. These calls check that it lies in
 * user space and survive it pointing nowhere: they say how much was not copied, or
 * -EFAULT. Nothing else in the kernel follows a __user pointer.
 *
 * Locking: process context, no spinlock held: a page may have to be brought in. Within
 * pagefault_disable() they do not sleep and fail instead.
 */
#ifndef LINUX_UACCESS_H
#define LINUX_UACCESS_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <asm/uaccess.h>

/* Does [addr, addr + size) lie in user space? It may still be unmapped. */
#define access_ok(addr, size) __access_ok((unsigned long)(addr), (size))

/* Copy n bytes from user memory. Returns the bytes not copied, which are zeroed in to. */
static inline unsigned long __must_check copy_from_user(void *to, const void __user *from,
							unsigned long n)
{
	unsigned long left = n;

	if (likely(access_ok(from, n)))
		left = __copy_user(to, (const void __force *)from, n);
	if (unlikely(left))
		memset((char *)to + (n - left), 0, left);
	return left;
}

/* Copy n bytes to user memory. Returns the bytes not copied. */
static inline unsigned long __must_check copy_to_user(void __user *to, const void *from,
						      unsigned long n)
{
	if (unlikely(!access_ok(to, n)))
		return n;
	return __copy_user((void __force *)to, from, n);
}

/* Zero n bytes of user memory. Returns the bytes not zeroed. */
static inline unsigned long __must_check clear_user(void __user *to, unsigned long n)
{
	if (unlikely(!access_ok(to, n)))
		return n;
	return __clear_user(to, n);
}

#define __get_user_size(value, ptr)                       \
	(sizeof(*(ptr)) == 1   ? __get_user_1(value, ptr) \
	 : sizeof(*(ptr)) == 2 ? __get_user_2(value, ptr) \
	 : sizeof(*(ptr)) == 4 ? __get_user_4(value, ptr) \
			       : __get_user_8(value, ptr))

#define __put_user_size(value, ptr)                       \
	(sizeof(*(ptr)) == 1   ? __put_user_1(value, ptr) \
	 : sizeof(*(ptr)) == 2 ? __put_user_2(value, ptr) \
	 : sizeof(*(ptr)) == 4 ? __put_user_4(value, ptr) \
			       : __put_user_8(value, ptr))

/*
 * Load a scalar or pointer through the typed user pointer ptr into x. 0, or -EFAULT and
 * x is 0.
 */
#define get_user(x, ptr)                                                       \
	({                                                                     \
		const typeof(*(ptr)) __user *__gu_ptr = (ptr);                 \
		unsigned long __gu_value = 0;                                  \
		int __gu_err = -EFAULT;                                        \
		static_assert(sizeof(*(ptr)) <= 8, "get_user of a structure"); \
		if (likely(access_ok(__gu_ptr, sizeof(*__gu_ptr))))            \
			__gu_err = __get_user_size(&__gu_value, __gu_ptr);     \
		(x) = (typeof(*(ptr)))__gu_value;                              \
		__gu_err;                                                      \
	})

/* Store x through the typed user pointer ptr. 0 or -EFAULT. */
#define put_user(x, ptr)                                                                 \
	({                                                                               \
		typeof(*(ptr)) __user *__pu_ptr = (ptr);                                 \
		typeof(*(ptr)) __pu_value = (x);                                         \
		int __pu_err = -EFAULT;                                                  \
		static_assert(sizeof(*(ptr)) <= 8, "put_user of a structure");           \
		if (likely(access_ok(__pu_ptr, sizeof(*__pu_ptr))))                      \
			__pu_err = __put_user_size((unsigned long)__pu_value, __pu_ptr); \
		__pu_err;                                                                \
	})

/*
 * The forms for several accesses after one access_ok(), which the caller of the last two
 * has done. What could not be copied keeps what it was.
 */
#define __get_user(x, ptr) get_user(x, ptr)
#define __put_user(x, ptr) put_user(x, ptr)

static inline unsigned long __must_check __copy_from_user(void *to,
							  const void __user *from,
							  unsigned long n)
{
	return __copy_user(to, (const void __force *)from, n);
}

static inline unsigned long __must_check __copy_to_user(void __user *to, const void *from,
							unsigned long n)
{
	return __copy_user((void __force *)to, from, n);
}

/*
 * Copy the string at from, with its NUL, into the n bytes at to. Returns its length
 * without the NUL; n when it is longer than n - 1 (to is then not terminated); -EFAULT.
 */
long __must_check strncpy_from_user(char *to, const char __user *from, long n);

/*
 * The size of the user string, its NUL included; more than n when there is no NUL in the
 * first n bytes; 0 when it cannot be read.
 */
long __must_check strnlen_user(const char __user *str, long n);

/*
 * Copy a structure whose size the program names: usize bytes at from into the ksize
 * bytes at to. What the program does not know is zero; what it knows and we do not must
 * be zero, else -E2BIG. -EFAULT. (See the Linux man page openat2(2), extensibility.)
 */
int __must_check copy_struct_from_user(void *to, size_t ksize, const void __user *from,
				       size_t usize);

/* Read n bytes of kernel memory that may not be there. 0 or -EFAULT. Any context. */
int __must_check copy_from_kernel_nofault(void *to, const void *from, size_t n);

/* Between these two a fault on user memory fails at once instead of sleeping. */
static inline void pagefault_disable(void)
{
	current->pagefault_disabled++;
	barrier();
}

static inline void pagefault_enable(void)
{
	barrier();
	current->pagefault_disabled--;
}

/* For the page-fault handler: must this fault on user memory fail at once? */
static inline bool faulthandler_disabled(void)
{
	return current->pagefault_disabled || in_atomic();
}

#endif
