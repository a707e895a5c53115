/*
 * include/linux/completion.h - "it is done": one waits, another says so
 *
 * Locking: the wait queue's lock guards done.
 */
#ifndef LINUX_COMPLETION_H
#define LINUX_COMPLETION_H

#include <linux/wait.h>

struct completion {
	unsigned int done; /* [wait.lock] completions not yet waited for */
	struct wait_queue_head wait;
};

#define COMPLETION_INITIALIZER(name)                                          \
	{                                                                     \
		.done = 0, .wait = __WAIT_QUEUE_HEAD_INITIALIZER((name).wait) \
	}
#define DECLARE_COMPLETION(name) struct completion name = COMPLETION_INITIALIZER(name)
#define DECLARE_COMPLETION_ONSTACK(name) DECLARE_COMPLETION(name)

void init_completion(struct completion *x);
static inline void reinit_completion(struct completion *x)
{
	x->done = 0;
}

void complete(struct completion *x);     /* wakes one waiter. Any context */
void complete_all(struct completion *x); /* wakes all, now and later. Any context */
void wait_for_completion(struct completion *x); /* may sleep */
int __must_check wait_for_completion_interruptible(struct completion *x);
int __must_check wait_for_completion_killable(struct completion *x);
/* Jiffies left (at least 1), or 0 when @timeout jiffies passed; -ERESTARTSYS: a signal. */
unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout);
long wait_for_completion_interruptible_timeout(struct completion *x,
					       unsigned long timeout);
long wait_for_completion_killable_timeout(struct completion *x, unsigned long timeout);
bool try_wait_for_completion(struct completion *x); /* any context */
bool completion_done(struct completion *x);         /* would it wait? Any context */

#endif
