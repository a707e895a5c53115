/*
 * tests/kernel/rcu_test.c - nobody who reads sees what has been freed, and all is freed
 */
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <asm/processor.h>
#include "ktest.h"
#include "log_watch.h"

#define NR_CALLS 100

static struct {
	atomic_t called;
	bool in_order;
	bool preemptible;
	struct {
		struct rcu_head head;
		int number;
	} calls[NR_CALLS];
} order;

static void note_order(struct rcu_head *head)
{
	int number = container_of(head, typeof(order.calls[0]), head)->number;

	order.in_order &= atomic_inc_return(&order.called) == number + 1;
	order.preemptible |= preemptible();
}

KTEST(rcu, callbacks_come_in_order_and_barrier_waits_for_them)
{
	atomic_set(&order.called, 0);
	order.in_order = true;
	order.preemptible = false;
	for (int i = 0; i < NR_CALLS; i++) {
		order.calls[i].number = i;
		call_rcu(&order.calls[i].head, note_order);
	}
	rcu_barrier();
	KT_EXPECT_EQ(atomic_read(&order.called), NR_CALLS);
	KT_EXPECT(order.in_order);
	KT_EXPECT(!order.preemptible);
}

/* A reader that stays until it is told to go. */
static struct {
	bool reading, leave, left;
} stayer;

static int stay(void *unused)
{
	rcu_read_lock();
	WRITE_ONCE(stayer.reading, true);
	while (!READ_ONCE(stayer.leave))
		cpu_relax();
	WRITE_ONCE(stayer.left, true);
	rcu_read_unlock();
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

static void note_left(struct rcu_head *head)
{
	atomic_set(&order.called, stayer.left ? 1 : -1);
}

KTEST(rcu, a_grace_period_waits_for_a_reader)
{
	struct task_struct *t;
	struct rcu_head head;

	if (num_online_cpus() < 2)
		KT_SKIP("who reads is alone on one CPU");
	stayer.reading = stayer.leave = stayer.left = false;
	atomic_set(&order.called, 0);
	t = kthread_run(stay, NULL, "stayer");
	KT_ASSERT(!IS_ERR(t));
	while (!READ_ONCE(stayer.reading))
		msleep(4);
	call_rcu(&head, note_left);
	msleep(60);
	KT_EXPECT_EQ(atomic_read(&order.called), 0);
	WRITE_ONCE(stayer.leave, true);
	rcu_barrier();
	KT_EXPECT_EQ(atomic_read(&order.called), 1);
	kthread_stop(t);
}

KTEST(rcu, idle_cpus_hold_nothing_up)
{
	ktest_start_patience();
	for (int i = 0; i < 10; i++)
		synchronize_rcu();
	KT_EXPECT(ktest_has_patience()); /* it should be a few ticks each */
}

struct item {
	struct list_head list;
	struct rcu_head rcu;
	unsigned long value, twice;
};

static LIST_HEAD(items);
static atomic_t torn, walks;

static int read_items(void *unused)
{
	while (!kthread_should_stop()) {
		struct item *item;

		rcu_read_lock();
		list_for_each_entry_rcu(item, &items,
					list) if (item->twice != 2 * item->value)
			atomic_inc(&torn);
		rcu_read_unlock();
		atomic_inc(&walks);
		cond_resched();
	}
	return 0;
}

static void spoil_and_free(struct rcu_head *head)
{
	struct item *item = container_of(head, struct item, rcu);

	item->twice = item->value = 1;
	kfree(item);
}

static struct item *new_item(unsigned long value)
{
	struct item *item = kmalloc(sizeof(*item), GFP_KERNEL);

	if (item) {
		item->value = value;
		item->twice = 2 * value;
	}
	return item;
}

static void replace_first(unsigned long value)
{
	struct item *old = list_first_entry(&items, struct item, list);
	struct item *item = new_item(value);

	if (!item)
		return;
	if (value % 2) {
		list_replace_rcu(&old->list, &item->list);
	} else {
		list_add_tail_rcu(&item->list, &items);
		list_del_rcu(&old->list);
	}
	call_rcu(&old->rcu, spoil_and_free);
}

KTEST(rcu, readers_of_a_list_see_whole_items_while_they_change)
{
	struct task_struct *t[3];
	struct item *item;

	atomic_set(&torn, 0);
	atomic_set(&walks, 0);
	for (int i = 0; i < 4; i++) {
		item = new_item(i);
		KT_ASSERT(item);
		list_add_rcu(&item->list, &items);
	}
	for (int i = 0; i < 3; i++)
		t[i] = kthread_run(read_items, NULL, "reader/%d", i);
	for (int i = 0; i < 1000 || atomic_read(&walks) <= 10; i++) {
		replace_first(i);
		if (i % 100 == 0)
			msleep(4);
	}
	for (int i = 0; i < 3; i++)
		if (!IS_ERR(t[i]))
			kthread_stop(t[i]);
	while ((item = list_first_entry_or_null(&items, struct item, list))) {
		list_del_rcu(&item->list);
		kfree_rcu(item, rcu);
	}
	rcu_barrier();
	KT_EXPECT_EQ(atomic_read(&torn), 0);
}

KTEST(rcu, following_a_pointer_without_reading_is_reported)
{
	static int value, *shared = &value;
	u64 from = printk_next_seq();

	if (!IS_ENABLED(CONFIG_DEBUG))
		KT_SKIP("only a debug build checks");
	rcu_read_lock();
	KT_EXPECT(rcu_dereference(shared) == &value);
	rcu_read_unlock();
	KT_EXPECT(!log_says(from, "WARNING: "));
	KT_EXPECT(rcu_dereference(shared) == &value);
	KT_EXPECT(log_says(from, "WARNING: "));
}
