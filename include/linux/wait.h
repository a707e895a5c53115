/*
 * include/linux/wait.h - wait queues: sleeping until a condition holds
 *
 * The sleeper puts an entry on the queue and sets its state before it tests the
 * condition; the waker makes the condition true before it walks the queue. So no
 * wake-up is lost whichever comes first.
 *
 * Locking: wq_head->lock guards its list; taken with interrupts off, so that interrupt
 * handlers may wake. It is taken before the run queue's lock.
 */
#ifndef LINUX_WAIT_H
#define LINUX_WAIT_H

#include <linux/types.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <asm/barrier.h>

struct task_struct;
struct wait_queue_entry;

/* Returns non-zero when it woke somebody. */
typedef int (*wait_queue_func_t)(struct wait_queue_entry *entry, unsigned int mode,
				 int flags, void *key);

#define WQ_FLAG_EXCLUSIVE 0x01

struct wait_queue_entry {
	unsigned int flags; /* [head->lock] */
	void *private;      /* [I] the task, for the usual functions */
	wait_queue_func_t func;
	struct list_head entry; /* [head->lock] */
};
typedef struct wait_queue_entry wait_queue_entry_t;

struct wait_queue_head {
	spinlock_t lock;
	struct list_head head; /* [lock] */
};
typedef struct wait_queue_head wait_queue_head_t;

#define __WAIT_QUEUE_HEAD_INITIALIZER(name)              \
	{                                                \
		.lock = __SPIN_LOCK_UNLOCKED(name.lock), \
		.head = LIST_HEAD_INIT(name.head)        \
	}
#define DECLARE_WAIT_QUEUE_HEAD(name) \
	struct wait_queue_head name = __WAIT_QUEUE_HEAD_INITIALIZER(name)

#define init_waitqueue_head(head) __init_waitqueue_head(head, LOCK_NAME(head))
void __init_waitqueue_head(struct wait_queue_head *head, const char *name);
void init_waitqueue_entry(struct wait_queue_entry *entry, struct task_struct *task);
void init_wait_entry(struct wait_queue_entry *entry, int flags);

/* Remove itself on wake-up; wake without removing. */
int autoremove_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags,
			     void *key);
int default_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags,
			  void *key);

#define DEFINE_WAIT_FUNC(name, function)                     \
	struct wait_queue_entry name = { .private = current, \
					 .func = function,   \
					 .entry = LIST_HEAD_INIT((name).entry) }
#define DEFINE_WAIT(name) DEFINE_WAIT_FUNC(name, autoremove_wake_function)
#define DECLARE_WAITQUEUE(name, tsk) \
	struct wait_queue_entry name = { .private = (tsk), .func = default_wake_function }

void add_wait_queue(struct wait_queue_head *head, struct wait_queue_entry *entry);
void add_wait_queue_exclusive(struct wait_queue_head *head,
			      struct wait_queue_entry *entry);
void remove_wait_queue(struct wait_queue_head *head, struct wait_queue_entry *entry);

/* Queue @entry (once) and set the caller's state. */
void prepare_to_wait(struct wait_queue_head *head, struct wait_queue_entry *entry,
		     int state);
void prepare_to_wait_exclusive(struct wait_queue_head *head,
			       struct wait_queue_entry *entry, int state);
/* As prepare_to_wait(), but -ERESTARTSYS and off the queue when a signal is pending. */
long prepare_to_wait_event(struct wait_queue_head *head, struct wait_queue_entry *entry,
			   int state);
void finish_wait(struct wait_queue_head *head, struct wait_queue_entry *entry);

/*
 * Wake the non-exclusive waiters in @mode and @nr exclusive ones (0: all of them).
 * Any context. The _locked form is for callers that hold head->lock.
 */
void __wake_up(struct wait_queue_head *head, unsigned int mode, int nr, void *key);
void __wake_up_locked(struct wait_queue_head *head, unsigned int mode, int nr, void *key);

#define wake_up(x) __wake_up(x, TASK_NORMAL, 1, NULL)
#define wake_up_nr(x, nr) __wake_up(x, TASK_NORMAL, nr, NULL)
#define wake_up_all(x) __wake_up(x, TASK_NORMAL, 0, NULL)
#define wake_up_interruptible(x) __wake_up(x, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_interruptible_all(x) __wake_up(x, TASK_INTERRUPTIBLE, 0, NULL)

/* Is anybody waiting? Only a hint unless head->lock is held. */
static inline int waitqueue_active(struct wait_queue_head *head)
{
	return !list_empty(&head->head);
}

/*
 * The same for a waker that has made the condition true: what it did is seen by whoever
 * is not on the queue yet. Who waits in another way than by the forms below has to put
 * smp_mb() between queueing and testing, too.
 */
static inline bool wq_has_sleeper(struct wait_queue_head *head)
{
	smp_mb(); /* pairs with set_current_state() in prepare_to_wait() */
	return waitqueue_active(head);
}

/* The loop of every wait_event form. @cmd sleeps; the value is 0 or -ERESTARTSYS. */
#define ___wait_event(wq_head, condition, state, exclusive, ret, cmd)                    \
	({                                                                               \
		__label__ __out;                                                         \
		struct wait_queue_entry __entry;                                         \
		long __ret = (ret);                                                      \
                                                                                         \
		init_wait_entry(&__entry, (exclusive) ? WQ_FLAG_EXCLUSIVE : 0);          \
		for (;;) {                                                               \
			long __int = prepare_to_wait_event(&(wq_head), &__entry, state); \
                                                                                         \
			if (condition)                                                   \
				break;                                                   \
			if (__int) {                                                     \
				__ret = __int;                                           \
				goto __out;                                              \
			}                                                                \
			cmd;                                                             \
		}                                                                        \
		finish_wait(&(wq_head), &__entry);                                       \
__out:                                                                                   \
		__ret;                                                                   \
	})

/* Sleep until @condition; no signal ends it. May sleep. */
#define wait_event(wq_head, condition)                                                   \
	do {                                                                             \
		might_sleep();                                                           \
		if (!(condition))                                                        \
			(void)___wait_event(wq_head, condition, TASK_UNINTERRUPTIBLE, 0, \
					    0, schedule());                              \
	} while (0)

/* Sleep until @condition (0) or a signal (-ERESTARTSYS). */
#define wait_event_interruptible(wq_head, condition)                                     \
	({                                                                               \
		long __wei_ret = 0;                                                      \
		might_sleep();                                                           \
		if (!(condition))                                                        \
			__wei_ret = ___wait_event(wq_head, condition,                    \
						  TASK_INTERRUPTIBLE, 0, 0, schedule()); \
		(int)__wei_ret;                                                          \
	})

/* As that, but only a fatal signal ends it. */
#define wait_event_killable(wq_head, condition)                                         \
	({                                                                              \
		long __wek_ret = 0;                                                     \
		might_sleep();                                                          \
		if (!(condition))                                                       \
			__wek_ret = ___wait_event(wq_head, condition, TASK_KILLABLE, 0, \
						  0, schedule());                       \
		(int)__wek_ret;                                                         \
	})

#define wait_event_interruptible_exclusive(wq_head, condition)                           \
	({                                                                               \
		long __wei_ret = 0;                                                      \
		might_sleep();                                                           \
		if (!(condition))                                                        \
			__wei_ret = ___wait_event(wq_head, condition,                    \
						  TASK_INTERRUPTIBLE, 1, 0, schedule()); \
		(int)__wei_ret;                                                          \
	})

/* Sleep until @condition or @timeout jiffies: what is left (at least 1), or 0. */
#define __wait_event_timeout(wq_head, condition, state, timeout)                      \
	({                                                                            \
		long __left = (timeout);                                              \
		long __wet_ret = 0;                                                   \
		might_sleep();                                                        \
		if (!(condition))                                                     \
			__wet_ret = ___wait_event(wq_head, (condition) || !__left,    \
						  state, 0, 0,                        \
						  __left = schedule_timeout(__left)); \
		__wet_ret ? __wet_ret : (__left ? __left : !!(condition));            \
	})
#define wait_event_timeout(wq_head, condition, timeout) \
	__wait_event_timeout(wq_head, condition, TASK_UNINTERRUPTIBLE, timeout)
#define wait_event_interruptible_timeout(wq_head, condition, timeout) \
	__wait_event_timeout(wq_head, condition, TASK_INTERRUPTIBLE, timeout)

#endif
