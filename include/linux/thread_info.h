/*
 * include/linux/thread_info.h - a task's flags for the way back to ring 3
 *
 * Locking: the flags are atomic; another CPU or an interrupt may set them at any time.
 */
#ifndef LINUX_THREAD_INFO_H
#define LINUX_THREAD_INFO_H

#include <linux/bitops.h>
#include <asm/current.h>
#include <asm/thread_info.h>

static inline void set_ti_thread_flag(struct thread_info *ti, int flag)
{
	set_bit(flag, &ti->flags);
}

static inline void clear_ti_thread_flag(struct thread_info *ti, int flag)
{
	clear_bit(flag, &ti->flags);
}

static inline int test_ti_thread_flag(const struct thread_info *ti, int flag)
{
	return test_bit(flag, &ti->flags);
}

/* thread_info is the first member of task_struct. */
#define current_thread_info() ((struct thread_info *)current)

#define set_thread_flag(flag) set_ti_thread_flag(current_thread_info(), flag)
#define clear_thread_flag(flag) clear_ti_thread_flag(current_thread_info(), flag)
#define test_thread_flag(flag) test_ti_thread_flag(current_thread_info(), flag)

#endif
