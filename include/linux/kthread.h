/*
 * include/linux/kthread.h - kernel threads
 *
 * Locking: see core/kthread.c.
 */
#ifndef LINUX_KTHREAD_H
#define LINUX_KTHREAD_H

#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/sched.h>

/* A new sleeping thread, or ERR_PTR(-ENOMEM). wake_up_process() starts it. */
__printf(3, 4) struct task_struct *kthread_create(int (*fn)(void *data), void *data,
						  const char *namefmt, ...);

/* Keep a thread that has never been woken on one CPU for good. */
void kthread_bind(struct task_struct *t, unsigned int cpu);

/* The two together; namefmt has a %u for the CPU. */
struct task_struct *kthread_create_on_cpu(int (*fn)(void *data), void *data,
					  unsigned int cpu, const char *namefmt);

#define kthread_run(fn, data, namefmt, ...)                               \
	({                                                                \
		struct task_struct *__k =                                 \
			kthread_create(fn, data, namefmt, ##__VA_ARGS__); \
		if (!IS_ERR(__k))                                         \
			wake_up_process(__k);                             \
		__k;                                                      \
	})

/*
 * Ask the thread to end, wait until it has, return what its function returned
 * (-EINTR when it was never started). The caller must be sure it has not been freed:
 * a thread that may end by itself is not stopped. May sleep.
 */
int kthread_stop(struct task_struct *t);
bool kthread_should_stop(void); /* called by the thread itself */

#endif
