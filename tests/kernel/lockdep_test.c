/*
 * tests/kernel/lockdep_test.c - planted mistakes, each of which the checker must name
 *
 * None of them deadlocks here and now: the checker has to see that it could. It stops at
 * a report, so every case arms it again.
 */
#include <linux/delay.h>
#include <linux/instruction_pointer.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include "ktest.h"
#include "log_watch.h"

#define SKIP_RELEASE()                 \
	if (!IS_ENABLED(CONFIG_DEBUG)) \
	KT_SKIP("only a debug build checks")

static noinline void take_b_inside_a(spinlock_t *a, spinlock_t *b)
{
	spin_lock(a);
	spin_lock(b);
	spin_unlock(b);
	spin_unlock(a);
}

static noinline void take_only_a(spinlock_t *a)
{
	spin_lock(a);
	spin_unlock(a);
}

KTEST(lockdep, an_inversion_of_two_spinlocks)
{
	static DEFINE_SPINLOCK(a);
	static DEFINE_SPINLOCK(b);
	u64 from = printk_next_seq();

	SKIP_RELEASE();
	take_b_inside_a(&a, &b);
	KT_EXPECT(!log_says(from, "BUG: "));
	spin_lock(&b);
	take_only_a(&a);
	spin_unlock(&b);
	KT_EXPECT(log_says(from, "BUG: lock order inversion: "
				 "tests/kernel/lockdep_test.c:b is held, "
				 "tests/kernel/lockdep_test.c:a is wanted"));
	KT_EXPECT(log_says(from, "lockdep_test.c:b was taken inside "));
	KT_EXPECT(log_says(from, " take_b_inside_a")); /* in the trace of then ... */
	KT_EXPECT(log_says(from, " take_only_a"));     /* ... and in that of now */
	lockdep_rearm();
}

KTEST(lockdep, a_circle_of_three_sleeping_locks)
{
	static DEFINE_MUTEX(a);
	static DECLARE_RWSEM(b);
	static DEFINE_MUTEX(c);
	u64 from = printk_next_seq();

	SKIP_RELEASE();
	mutex_lock(&a);
	down_read(&b);
	up_read(&b);
	mutex_unlock(&a);
	down_write(&b);
	mutex_lock(&c);
	mutex_unlock(&c);
	up_write(&b);
	KT_EXPECT(!log_says(from, "BUG: "));
	mutex_lock(&c);
	mutex_lock(&a);
	mutex_unlock(&a);
	mutex_unlock(&c);
	KT_EXPECT(log_says(from, "BUG: lock order inversion: "
				 "tests/kernel/lockdep_test.c:c is held, "
				 "tests/kernel/lockdep_test.c:a is wanted"));
	KT_EXPECT(log_says(from, "lockdep_test.c:b was taken inside "));
	KT_EXPECT(log_says(from, "lockdep_test.c:c was taken inside "));
	lockdep_rearm();
}

KTEST(lockdep, a_spinlock_that_its_cpu_holds)
{
	static DEFINE_SPINLOCK(lock);
	u64 from = printk_next_seq();

	SKIP_RELEASE();
	spin_lock(&lock);
	lock_acquire(&lock.dep_map, 0, 0, _RET_IP_); /* spin_lock() would stay there */
	lock_release(&lock.dep_map, _RET_IP_);
	spin_unlock(&lock);
	KT_EXPECT(
		log_says(from, "BUG: lock recursion: tests/kernel/lockdep_test.c:lock"));
	lockdep_rearm();
}

KTEST(lockdep, two_locks_of_a_class_need_a_rule)
{
	struct mutex locks[2];
	u64 from = printk_next_seq();

	SKIP_RELEASE();
	for (int i = 0; i < 2; i++)
		mutex_init(&locks[i]);
	mutex_lock(&locks[0]);
	mutex_lock_nested(&locks[1], SINGLE_DEPTH_NESTING);
	mutex_unlock(&locks[1]);
	KT_EXPECT(!log_says(from, "BUG: "));
	mutex_lock(&locks[1]);
	mutex_unlock(&locks[1]);
	mutex_unlock(&locks[0]);
	KT_EXPECT(log_says(from, "BUG: two locks of one class, without an order: "
				 "tests/kernel/lockdep_test.c:&locks[i]"));
	lockdep_rearm();
}

KTEST(lockdep, reading_twice_with_room_for_a_writer_between)
{
	static DECLARE_RWSEM(sem);
	u64 from = printk_next_seq();

	SKIP_RELEASE();
	down_read(&sem);
	down_read(&sem);
	up_read(&sem);
	up_read(&sem);
	KT_EXPECT(log_says(from, "BUG: lock recursion: tests/kernel/lockdep_test.c:sem"));
	lockdep_rearm();
}

KTEST(lockdep, sleeping_under_a_spinlock)
{
	static DEFINE_SPINLOCK(lock);
	static DEFINE_MUTEX(sleeper);
	u64 from = printk_next_seq();

	SKIP_RELEASE();
	spin_lock(&lock);
	mutex_lock(&sleeper);
	mutex_unlock(&sleeper);
	spin_unlock(&lock);
	KT_EXPECT(log_says(from, "BUG: sleeping function called from invalid context at "
				 "core/mutex.c"));
	KT_EXPECT(log_says(from, "tests/kernel/lockdep_test.c:lock, taken at "
				 "ktest_lockdep_sleeping_under_a_spinlock+"));
	lockdep_rearm();
}

static DEFINE_SPINLOCK(handlers);

static void take_in_interrupt(struct timer_list *timer)
{
	spin_lock(&handlers);
	spin_unlock(&handlers);
}

static void let_an_interrupt_take_it(void)
{
	struct timer_list timer;

	timer_setup(&timer, take_in_interrupt, 0);
	mod_timer(&timer, jiffies + 1);
	while (timer_pending(&timer))
		msleep(1);
	del_timer_sync(&timer);
}

KTEST(lockdep, a_handlers_lock_taken_with_interrupts_on)
{
	u64 from = printk_next_seq();

	SKIP_RELEASE();
	let_an_interrupt_take_it();
	spin_lock_irq(&handlers);
	spin_unlock_irq(&handlers);
	KT_EXPECT(!log_says(from, "BUG: "));
	spin_lock(&handlers);
	spin_unlock(&handlers);
	KT_EXPECT(log_says(from, "BUG: irq-unsafe lock: interrupts take "
				 "tests/kernel/lockdep_test.c:handlers"));
	KT_EXPECT(log_says(from, "take_in_interrupt+"));
	lockdep_rearm();
}

KTEST(lockdep, an_unsafe_lock_inside_a_handlers_lock)
{
	static DEFINE_SPINLOCK(unsafe);
	u64 from = printk_next_seq();

	SKIP_RELEASE();
	let_an_interrupt_take_it();
	spin_lock(&unsafe);
	spin_unlock(&unsafe);
	KT_EXPECT(!log_says(from, "BUG: "));
	spin_lock_irq(&handlers);
	spin_lock(&unsafe);
	spin_unlock(&unsafe);
	spin_unlock_irq(&handlers);
	KT_EXPECT(log_says(from, "BUG: irq-unsafe lock: interrupts take "
				 "tests/kernel/lockdep_test.c:handlers, "
				 "tests/kernel/lockdep_test.c:unsafe is held"));
	lockdep_rearm();
}

static int hold_until_stopped(void *mutex)
{
	mutex_lock(mutex);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	mutex_unlock(mutex);
	return 0;
}

KTEST(lockdep, a_mutex_released_by_somebody_else)
{
	static DEFINE_MUTEX(mutex);
	u64 from = printk_next_seq();
	struct task_struct *owner;

	SKIP_RELEASE();
	owner = kthread_run(hold_until_stopped, &mutex, "owner");
	KT_ASSERT(!IS_ERR(owner));
	while (!mutex_is_locked(&mutex))
		msleep(1);
	mutex_unlock(&mutex);
	KT_EXPECT(mutex_is_locked(&mutex));
	kthread_stop(owner);
	KT_EXPECT(!mutex_is_locked(&mutex));
	KT_EXPECT(log_says(from, "BUG: release of a lock that is not held: "
				 "tests/kernel/lockdep_test.c:mutex"));
	lockdep_rearm();
}

static int lock_and_end(void *mutex)
{
	mutex_lock(mutex);
	return 0;
}

KTEST(lockdep, a_thread_ends_with_a_lock)
{
	struct mutex mutex;
	u64 from = printk_next_seq();
	struct task_struct *t;

	SKIP_RELEASE();
	mutex_init(&mutex);
	t = kthread_create(lock_and_end, &mutex, "keeper");
	KT_ASSERT(!IS_ERR(t));
	get_task_struct(t);
	wake_up_process(t);
	while (READ_ONCE(t->state) != TASK_DEAD)
		msleep(4);
	put_task_struct(t);
	KT_EXPECT(log_says(from, "BUG: a lock is still held at the end of a task"));
	KT_EXPECT(log_says(from,
			   "tests/kernel/lockdep_test.c:&mutex, taken at lock_and_end"));
	lockdep_rearm();
}

KTEST(lockdep, the_way_to_user_mode_with_a_lock)
{
	static DEFINE_MUTEX(mutex);
	u64 from = printk_next_seq();

	SKIP_RELEASE();
	mutex_lock(&mutex);
	debug_check_no_locks_held("the end of a system call");
	mutex_unlock(&mutex);
	KT_EXPECT(
		log_says(from, "BUG: a lock is still held at the end of a system call"));
	lockdep_rearm();
}

/* One CPU's clock is put forward, so that no time has to pass. */
static struct {
	unsigned int cpu;
	u64 by;
} ahead;

static u64 clock_ahead(void)
{
	return ktime_get_ns() + (raw_smp_processor_id() == ahead.cpu ? ahead.by : 0);
}

KTEST(lockdep, a_spinlock_held_too_long)
{
	static DEFINE_SPINLOCK(lock);
	u64 from = printk_next_seq();
	unsigned long flags;

	SKIP_RELEASE();
	local_irq_save(flags);
	ahead.cpu = smp_processor_id();
	ahead.by = 0;
	printk_set_clock(clock_ahead);
	lock_acquire(&lock.dep_map, 0, 0, _RET_IP_);
	ahead.by = 60 * NSEC_PER_SEC; /* a wait is not the waiter's fault */
	lock_acquired(&lock.dep_map, _RET_IP_);
	lock_release(&lock.dep_map, _RET_IP_);
	KT_EXPECT(!log_says(from, "BUG: "));
	spin_lock(&lock);
	ahead.by += 60 * NSEC_PER_SEC;
	spin_unlock(&lock);
	printk_set_clock(ktime_get_ns);
	local_irq_restore(flags);
	KT_EXPECT(log_says(from, "BUG: spinlock tests/kernel/lockdep_test.c:lock "
				 "was held too long: 6"));
	lockdep_rearm();
}

KTEST(lockdep, memory_freed_with_a_held_lock)
{
	struct mutex *mutex;
	u64 from = printk_next_seq();

	SKIP_RELEASE();
	mutex = kmalloc(sizeof(*mutex), GFP_KERNEL);
	KT_ASSERT(mutex);
	mutex_init(mutex);
	mutex_lock(mutex);
	debug_check_no_locks_freed(mutex, sizeof(*mutex));
	mutex_unlock(mutex);
	kfree(mutex);
	KT_EXPECT(log_says(from, "BUG: a held lock is freed"));
	lockdep_rearm();
}

KTEST(lockdep, a_lock_that_was_never_initialised)
{
	spinlock_t lock = {};
	u64 from = printk_next_seq();

	SKIP_RELEASE();
	spin_lock(&lock);
	spin_unlock(&lock);
	KT_EXPECT(log_says(from, "BUG: a lock was never initialised: "));
	KT_EXPECT(log_says(from, " at ktest_lockdep_a_lock_that_was_never_initialised+"));
	lockdep_rearm();
}
