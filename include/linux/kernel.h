/*
 * include/linux/kernel.h - the small words that all kernel code uses
 *
 * Linux programs expect a handful of headers behind this one; those are the includes.
 */
#ifndef LINUX_KERNEL_H
#define LINUX_KERNEL_H

#include <stdarg.h>
#include <linux/align.h>
#include <linux/array_size.h>
#include <linux/build_bug.h>
#include <linux/container_of.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/panic.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/types.h>

#define upper_32_bits(n) ((u32)((u64)(n) >> 32))
#define lower_32_bits(n) ((u32)((n)&0xffffffff))

#define PTR_IF(condition, ptr) ((condition) ? (ptr) : NULL)
#define u64_to_user_ptr(x) ((void __user *)(unsigned long)(x))

/* How far the boot has come; might_sleep() says nothing before SYSTEM_RUNNING. */
enum system_states {
	SYSTEM_BOOTING,
	SYSTEM_SCHEDULING,
	SYSTEM_RUNNING,
	SYSTEM_HALT,
	SYSTEM_POWER_OFF,
	SYSTEM_RESTART,
};
extern enum system_states system_state;

/*
 * Say at the beginning of a function that it may sleep. Called where that is forbidden
 * (under a spinlock or kmap_atomic, with interrupts off, in an interrupt), it prints
 * "BUG: sleeping function called from invalid context" with the place and the reason.
 */
#define might_sleep()                                         \
	do {                                                  \
		if (unlikely(in_atomic() || irqs_disabled())) \
			__might_sleep(__FILE__, __LINE__);    \
	} while (0)
void __might_sleep(const char *file, int line);
#define might_sleep_if(condition)      \
	do {                           \
		if (condition)         \
			might_sleep(); \
	} while (0)

#endif
