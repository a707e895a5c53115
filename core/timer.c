/*
 * core/timer.c - functions that run at a given tick, and sleeping for a time
 *
 * Pending timers stand in one tree ordered by expiry; the tick looks at the leftmost.
 *
 * Locking: timers.lock, with interrupts off, guards the tree and every pending timer.
 * It is released while a timer's function runs, so the function may rearm its timer.
 */
#include <linux/delay.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/percpu.h>
#include <asm/processor.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

static struct {
	spinlock_t lock;
	struct rb_root tree;        /* [lock] of timer_list, by expires */
	struct timer_list *running; /* [lock] whose function is being called */
} timers = { .lock = __SPIN_LOCK_UNLOCKED(timers.lock), .tree = RB_ROOT };

/* timers.lock held */
static void insert(struct timer_list *timer)
{
	struct rb_node **link = &timers.tree.rb_node, *parent = NULL;

	while (*link) {
		struct timer_list *here = rb_entry(*link, struct timer_list, node);

		parent = *link;
		link = time_before(timer->expires, here->expires) ? &parent->rb_left
								  : &parent->rb_right;
	}
	rb_link_node(&timer->node, parent, link);
	rb_insert_color(&timer->node, &timers.tree);
	timer->pending = true;
}

/* timers.lock held */
static int remove(struct timer_list *timer)
{
	if (!timer->pending)
		return 0;
	rb_erase(&timer->node, &timers.tree);
	timer->pending = false;
	return 1;
}

void timer_setup(struct timer_list *timer, void (*function)(struct timer_list *),
		 unsigned int flags)
{
	timer->function = function;
	timer->pending = false;
}

int mod_timer(struct timer_list *timer, unsigned long expires)
{
	unsigned long flags;
	int was_pending;

	spin_lock_irqsave(&timers.lock, flags);
	was_pending = remove(timer);
	timer->expires = expires;
	insert(timer);
	spin_unlock_irqrestore(&timers.lock, flags);
	return was_pending;
}

void add_timer(struct timer_list *timer)
{
	mod_timer(timer, timer->expires);
}

int del_timer(struct timer_list *timer)
{
	unsigned long flags;
	int was_pending;

	spin_lock_irqsave(&timers.lock, flags);
	was_pending = remove(timer);
	spin_unlock_irqrestore(&timers.lock, flags);
	return was_pending;
}

/* Not from the timer's own function, nor from an interrupt. */
int del_timer_sync(struct timer_list *timer)
{
	unsigned long flags;
	int was_pending;

	for (;;) {
		bool running;

		spin_lock_irqsave(&timers.lock, flags);
		was_pending = remove(timer);
		running = timers.running == timer;
		spin_unlock_irqrestore(&timers.lock, flags);
		if (!running)
			return was_pending;
		cpu_relax();
	}
}

void run_timers(void)
{
	unsigned long now = jiffies;
	struct rb_node *node;

	spin_lock(&timers.lock);
	while ((node = rb_first(&timers.tree))) {
		struct timer_list *timer = rb_entry(node, struct timer_list, node);

		if (time_before(now, timer->expires))
			break;
		remove(timer);
		timers.running = timer;
		spin_unlock(&timers.lock);
		timer->function(timer);
		spin_lock(&timers.lock);
		timers.running = NULL;
	}
	spin_unlock(&timers.lock);
}

/* --- sleeping --------------------------------------------------------------------- */

struct sleeper {
	struct timer_list timer;
	struct task_struct *task;
};

static void wake_sleeper(struct timer_list *timer)
{
	struct sleeper *sleeper = from_timer(sleeper, timer, timer);

	wake_up_state(sleeper->task, TASK_NORMAL | TASK_WAKEKILL);
}

/* Not jiffies: they are late where CPU 0 is, and the sleep would be short by as much. */
static unsigned long jiffies_now(void)
{
	return ktime_get_ns() / TICK_NSEC;
}

/*
 * Sleep for @timeout jiffies in the state that the caller has set.
 * => the jiffies left when something else woke it, 0 when the time was up.
 */
long schedule_timeout(long timeout)
{
	struct sleeper sleeper = { .task = current };
	unsigned long expires = jiffies_now() + timeout;
	long left;

	if (timeout == MAX_SCHEDULE_TIMEOUT) {
		schedule();
		return timeout;
	}
	timer_setup(&sleeper.timer, wake_sleeper, 0);
	mod_timer(&sleeper.timer, expires);
	schedule();
	del_timer_sync(&sleeper.timer);
	left = expires - jiffies_now();
	return left < 0 ? 0 : left;
}

long schedule_timeout_interruptible(long timeout)
{
	__set_current_state(TASK_INTERRUPTIBLE);
	return schedule_timeout(timeout);
}

long schedule_timeout_uninterruptible(long timeout)
{
	__set_current_state(TASK_UNINTERRUPTIBLE);
	return schedule_timeout(timeout);
}

/* One tick more than asked: the current one has partly passed. */
void msleep(unsigned int ms)
{
	long timeout = msecs_to_jiffies(ms) + 1;

	while (timeout)
		timeout = schedule_timeout_uninterruptible(timeout);
}

unsigned long msleep_interruptible(unsigned int ms)
{
	long timeout = msecs_to_jiffies(ms) + 1;

	while (timeout && !signal_pending(current))
		timeout = schedule_timeout_interruptible(timeout);
	return jiffies_to_msecs(timeout);
}

void udelay(unsigned long us)
{
	u64 end = ktime_get_ns() + us * NSEC_PER_USEC;

	while (ktime_get_ns() < end)
		cpu_relax();
}

void mdelay(unsigned long ms)
{
	udelay(ms * USEC_PER_MSEC);
}
