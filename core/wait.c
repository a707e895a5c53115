/*
 * core/wait.c - wait queues
 *
 * Exclusive waiters stand at the tail, so a wake-up meets all others first and then as
 * many exclusive ones as it was told. A waiter that removes itself when woken
 * (autoremove) makes sure that the next wake-up goes to somebody else.
 *
 * Locking: head->lock with interrupts off; inside it only the run queue's lock.
 */
#include <linux/kernel.h>
#include <linux/errno.h>
#include <linux/sched.h>
#include <linux/wait.h>

void __init_waitqueue_head(struct wait_queue_head *head, const char *name)
{
	head->lock = (spinlock_t)__SPIN_LOCK_NAMED(name);
	INIT_LIST_HEAD(&head->head);
}

void init_waitqueue_entry(struct wait_queue_entry *entry, struct task_struct *task)
{
	*entry = (struct wait_queue_entry){ .private = task,
					    .func = default_wake_function };
}

void init_wait_entry(struct wait_queue_entry *entry, int flags)
{
	entry->flags = flags;
	entry->private = current;
	entry->func = autoremove_wake_function;
	INIT_LIST_HEAD(&entry->entry);
}

int default_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags,
			  void *key)
{
	return wake_up_state(entry->private, mode);
}

int autoremove_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags,
			     void *key)
{
	int woken = default_wake_function(entry, mode, flags, key);

	if (woken)
		list_del_init(&entry->entry);
	return woken;
}

/* head->lock held */
static void enqueue(struct wait_queue_head *head, struct wait_queue_entry *entry)
{
	if (entry->flags & WQ_FLAG_EXCLUSIVE)
		list_add_tail(&entry->entry, &head->head);
	else
		list_add(&entry->entry, &head->head);
}

void add_wait_queue(struct wait_queue_head *head, struct wait_queue_entry *entry)
{
	unsigned long flags;

	spin_lock_irqsave(&head->lock, flags);
	entry->flags &= ~WQ_FLAG_EXCLUSIVE;
	enqueue(head, entry);
	spin_unlock_irqrestore(&head->lock, flags);
}

void add_wait_queue_exclusive(struct wait_queue_head *head,
			      struct wait_queue_entry *entry)
{
	unsigned long flags;

	spin_lock_irqsave(&head->lock, flags);
	entry->flags |= WQ_FLAG_EXCLUSIVE;
	enqueue(head, entry);
	spin_unlock_irqrestore(&head->lock, flags);
}

void remove_wait_queue(struct wait_queue_head *head, struct wait_queue_entry *entry)
{
	unsigned long flags;

	spin_lock_irqsave(&head->lock, flags);
	list_del(&entry->entry);
	spin_unlock_irqrestore(&head->lock, flags);
}

static void prepare(struct wait_queue_head *head, struct wait_queue_entry *entry,
		    int state, unsigned int wq_flags)
{
	unsigned long flags;

	spin_lock_irqsave(&head->lock, flags);
	entry->flags |= wq_flags;
	if (list_empty(&entry->entry))
		enqueue(head, entry);
	set_current_state(state);
	spin_unlock_irqrestore(&head->lock, flags);
}

void prepare_to_wait(struct wait_queue_head *head, struct wait_queue_entry *entry,
		     int state)
{
	prepare(head, entry, state, 0);
}

void prepare_to_wait_exclusive(struct wait_queue_head *head,
			       struct wait_queue_entry *entry, int state)
{
	prepare(head, entry, state, WQ_FLAG_EXCLUSIVE);
}

/*
 * A signal takes the entry off the queue under the lock: an exclusive wake-up can then
 * not be spent on a task that is leaving.
 */
long prepare_to_wait_event(struct wait_queue_head *head, struct wait_queue_entry *entry,
			   int state)
{
	unsigned long flags;
	long ret = 0;

	spin_lock_irqsave(&head->lock, flags);
	if (signal_pending_state(state, current)) {
		list_del_init(&entry->entry);
		ret = -ERESTARTSYS;
	} else {
		if (list_empty(&entry->entry))
			enqueue(head, entry);
		set_current_state(state);
	}
	spin_unlock_irqrestore(&head->lock, flags);
	return ret;
}

/*
 * Awake again. An entry that is off the queue was removed by its waker, who may still
 * hold the lock; list_empty_careful() sees both pointers done.
 */
void finish_wait(struct wait_queue_head *head, struct wait_queue_entry *entry)
{
	unsigned long flags;

	__set_current_state(TASK_RUNNING);
	if (!list_empty_careful(&entry->entry)) {
		spin_lock_irqsave(&head->lock, flags);
		list_del_init(&entry->entry);
		spin_unlock_irqrestore(&head->lock, flags);
	}
}

void __wake_up_locked(struct wait_queue_head *head, unsigned int mode, int nr, void *key)
{
	struct wait_queue_entry *entry, *next;

	list_for_each_entry_safe (entry, next, &head->head, entry) {
		unsigned int flags = entry->flags;

		if (entry->func(entry, mode, 0, key) && (flags & WQ_FLAG_EXCLUSIVE) &&
		    !--nr)
			break;
	}
}

void __wake_up(struct wait_queue_head *head, unsigned int mode, int nr, void *key)
{
	unsigned long flags;

	spin_lock_irqsave(&head->lock, flags);
	__wake_up_locked(head, mode, nr, key);
	spin_unlock_irqrestore(&head->lock, flags);
}
