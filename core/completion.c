/*
 * core/completion.c - "it is done"
 *
 * Locking: x->wait.lock guards x->done, with interrupts off.
 */
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/sched.h>

#define DONE_FOR_ALL (~0U)

void init_completion(struct completion *x)
{
	x->done = 0;
	__init_waitqueue_head(&x->wait, "completion");
}

void complete(struct completion *x)
{
	unsigned long flags;

	spin_lock_irqsave(&x->wait.lock, flags);
	if (x->done != DONE_FOR_ALL)
		x->done++;
	__wake_up_locked(&x->wait, TASK_NORMAL | TASK_WAKEKILL, 1, NULL);
	spin_unlock_irqrestore(&x->wait.lock, flags);
}

void complete_all(struct completion *x)
{
	unsigned long flags;

	spin_lock_irqsave(&x->wait.lock, flags);
	x->done = DONE_FOR_ALL;
	__wake_up_locked(&x->wait, TASK_NORMAL | TASK_WAKEKILL, 0, NULL);
	spin_unlock_irqrestore(&x->wait.lock, flags);
}

bool try_wait_for_completion(struct completion *x)
{
	unsigned long flags;
	bool done;

	spin_lock_irqsave(&x->wait.lock, flags);
	done = x->done != 0;
	if (done && x->done != DONE_FOR_ALL)
		x->done--;
	spin_unlock_irqrestore(&x->wait.lock, flags);
	return done;
}

/*
 * => jiffies left, at least 1, once done; 0 after @timeout; -ERESTARTSYS: a signal. The
 * lock is taken even when done is seen at once, so that complete() has let go of @x
 * before the caller frees it.
 */
static long wait_common(struct completion *x, long timeout, unsigned int state)
{
	DEFINE_WAIT(wait);
	long ret;

	might_sleep();
	wait.flags = WQ_FLAG_EXCLUSIVE;
	for (;;) {
		prepare_to_wait_exclusive(&x->wait, &wait, state);
		if (try_wait_for_completion(x)) {
			ret = max(timeout, 1L);
			break;
		}
		if (!timeout) {
			ret = 0;
			break;
		}
		if (signal_pending_state(state, current)) {
			ret = -ERESTARTSYS;
			break;
		}
		timeout = schedule_timeout(timeout);
	}
	finish_wait(&x->wait, &wait);
	return ret;
}

void wait_for_completion(struct completion *x)
{
	wait_common(x, MAX_SCHEDULE_TIMEOUT, TASK_UNINTERRUPTIBLE);
}

int wait_for_completion_interruptible(struct completion *x)
{
	long ret = wait_common(x, MAX_SCHEDULE_TIMEOUT, TASK_INTERRUPTIBLE);

	return ret < 0 ? ret : 0;
}

int wait_for_completion_killable(struct completion *x)
{
	long ret = wait_common(x, MAX_SCHEDULE_TIMEOUT, TASK_KILLABLE);

	return ret < 0 ? ret : 0;
}

long wait_for_completion_interruptible_timeout(struct completion *x,
					       unsigned long timeout)
{
	return wait_common(x, timeout, TASK_INTERRUPTIBLE);
}

long wait_for_completion_killable_timeout(struct completion *x, unsigned long timeout)
{
	return wait_common(x, timeout, TASK_KILLABLE);
}

/* The lock lets complete() finish first: true means that @x may be freed. */
bool completion_done(struct completion *x)
{
	unsigned long flags;
	bool done;

	spin_lock_irqsave(&x->wait.lock, flags);
	done = x->done != 0;
	spin_unlock_irqrestore(&x->wait.lock, flags);
	return done;
}

unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout)
{
	return wait_common(x, timeout, TASK_UNINTERRUPTIBLE);
}
