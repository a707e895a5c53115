/*
 * core/rcu.c - grace periods: when has everybody who was reading finished?
 *
 *	call_rcu() -> next -> period begins -> waiting -> every CPU has passed -> ready -> run
 *
 * A reader has preemption off. So a CPU that switches tasks, or whose tick interrupts
 * code with preemption on (a program, the idle loop, most of the kernel), reads nothing
 * that it found before. A period begins with all running CPUs as holdouts; each takes
 * itself off the mask when it passes such a point, and the last one ends the period.
 * An idle CPU still has its tick, and passes with the next.
 *
 * Turning preemption off is the simplest mark of a reader: there is nothing to count per
 * task, and one task holds a period up no longer than it could hold its CPU. The price
 * is that readers cannot be preempted, so they should be short.
 *
 * Atlas: one list for all CPUs, so that rcu_barrier() is a callback at its end.
 *
 * Locking: rcu.lock, with interrupts off, inside every lock but rq->lock.
 */
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/init.h>
#include <linux/kthread.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

struct callbacks {
	struct rcu_head *first, **end; /* end: where the next one is linked in */
};

static struct {
	spinlock_t lock;
	struct callbacks next;    /* [lock] for a period that has not begun */
	struct callbacks waiting; /* [lock] for the running one, if there is any */
	struct callbacks ready;   /* [lock] their period is over */
	struct cpumask holdouts;  /* [lock] CPUs that have not passed; read without */
	struct wait_queue_head wait;
	void (*kfree)(const void *); /* [I] */
} rcu = {
	.lock = __SPIN_LOCK_UNLOCKED(rcu.lock),
	.next.end = &rcu.next.first,
	.waiting.end = &rcu.waiting.first,
	.ready.end = &rcu.ready.first,
	.wait = __WAIT_QUEUE_HEAD_INITIALIZER(rcu.wait),
};

/* Put all of from behind all of to. */
static void move_callbacks(struct callbacks *to, struct callbacks *from)
{
	if (!from->first)
		return;
	*to->end = from->first;
	to->end = from->end;
	from->first = NULL;
	from->end = &from->first;
}

/* rcu.lock held */
static void begin_period(void)
{
	if (rcu.waiting.first || !rcu.next.first)
		return;
	move_callbacks(&rcu.waiting, &rcu.next);
	cpumask_copy(&rcu.holdouts, cpu_online_mask);
}

/* This CPU reads nothing now. The last one wakes who runs the callbacks. irqs off. */
static void pass(void)
{
	unsigned int cpu = smp_processor_id();
	bool last;

	if (likely(!cpumask_test_cpu(cpu, &rcu.holdouts)))
		return;
	spin_lock(&rcu.lock);
	cpumask_clear_cpu(cpu, &rcu.holdouts);
	last = cpumask_empty(&rcu.holdouts);
	if (last) {
		move_callbacks(&rcu.ready, &rcu.waiting);
		begin_period();
	}
	spin_unlock(&rcu.lock);
	if (last)
		wake_up(&rcu.wait);
}

void rcu_note_context_switch(void)
{
	pass();
}

void rcu_tick(void)
{
	if (preempt_count() == HARDIRQ_OFFSET)
		pass();
}

void call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	unsigned long flags;

	head->next = NULL;
	head->func = func;
	spin_lock_irqsave(&rcu.lock, flags);
	*rcu.next.end = head;
	rcu.next.end = &head->next;
	begin_period();
	spin_unlock_irqrestore(&rcu.lock, flags);
}

static struct rcu_head *take_ready(void)
{
	struct callbacks taken = { .end = &taken.first };

	spin_lock_irq(&rcu.lock);
	move_callbacks(&taken, &rcu.ready);
	spin_unlock_irq(&rcu.lock);
	return taken.first;
}

/* A small number instead of a function is where the head lies in what is to be freed. */
static void run_callback(struct rcu_head *head)
{
	unsigned long offset = (unsigned long)head->func;

	preempt_disable();
	if (offset < PAGE_SIZE)
		rcu.kfree((char *)head - offset);
	else
		head->func(head);
	preempt_enable();
}

static int run_callbacks(void *unused)
{
	for (;;) {
		struct rcu_head *head, *next;

		wait_event_interruptible(rcu.wait, READ_ONCE(rcu.ready.first));
		for (head = take_ready(); head; head = next) {
			next = head->next;
			run_callback(head);
			cond_resched();
		}
	}
	return 0;
}

struct waiter {
	struct rcu_head head;
	struct completion done;
};

static void wake_waiter(struct rcu_head *head)
{
	complete(&container_of(head, struct waiter, head)->done);
}

void rcu_barrier(void)
{
	struct waiter waiter;

	might_sleep();
	init_completion(&waiter.done);
	call_rcu(&waiter.head, wake_waiter);
	wait_for_completion(&waiter.done);
}

/* On one CPU whoever runs here has switched to us, and so reads nothing. */
void synchronize_rcu(void)
{
	might_sleep();
	if (num_online_cpus() > 1)
		rcu_barrier();
}

void __init rcu_init(void (*kfree)(const void *))
{
	rcu.kfree = kfree;
	if (IS_ERR(kthread_run(run_callbacks, NULL, "rcu")))
		panic("no memory for the thread of RCU");
}
