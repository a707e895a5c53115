/*
 * include/asm/uaccess.h - the routines that touch user memory (arch/uaccess.asm)
 *
 * They follow the pointer without looking where it leads: the caller has done
 * access_ok(). A fault ends them early through the exception table. Every one opens
 * user memory (SMAP) only for its own few instructions.
 *
 * Locking: none; they may sleep in the page-fault handler unless pagefault_disable() is
 * in force.
 */
#ifndef ASM_UACCESS_H
#define ASM_UACCESS_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <asm/processor.h>

/* Copy n bytes where one side is user memory. Returns the bytes not copied. */
unsigned long __copy_user(void *to, const void *from, unsigned long n);

/* Store n zero bytes. Returns the bytes not cleared. */
unsigned long __clear_user(void __user *to, unsigned long n);

/* Load 1, 2, 4 or 8 bytes into *value, zero-extended; 0, or -EFAULT with *value = 0. */
int __get_user_1(unsigned long *value, const void __user *from);
int __get_user_2(unsigned long *value, const void __user *from);
int __get_user_4(unsigned long *value, const void __user *from);
int __get_user_8(unsigned long *value, const void __user *from);

/* Store the low 1, 2, 4 or 8 bytes of value; 0 or -EFAULT. */
int __put_user_1(unsigned long value, void __user *to);
int __put_user_2(unsigned long value, void __user *to);
int __put_user_4(unsigned long value, void __user *to);
int __put_user_8(unsigned long value, void __user *to);

/*
 * Store or load the FPU registers, as the instructions do; 0, or -EFAULT also for what
 * the CPU refuses. A fault may leave a part stored or loaded.
 */
int __xsave_user(void __user *to);
int __xrstor_user(const void __user *from);
int __fxsave_user(void __user *to);
int __fxrstor_user(const void __user *from);

/*
 * Copy a string of at most n bytes, its NUL included if it is reached. Returns the bytes
 * before the NUL, n if there was none among the first n, or -EFAULT.
 */
long __strncpy_user(char *to, const char __user *from, long n);

/* The same without the copy. */
long __strnlen_user(const char __user *str, long n);

/* Is [addr, addr + size) below the end of user space? */
static inline bool __access_ok(unsigned long addr, unsigned long size)
{
	return size <= TASK_SIZE_MAX && addr <= TASK_SIZE_MAX - size;
}

#endif
