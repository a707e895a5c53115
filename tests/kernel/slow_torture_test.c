/*
 * tests/kernel/slow_torture_test.c - everything that excludes or allocates, at once
 *
 * More threads than CPUs each do so many operations, drawn at random; the seed is printed,
 * and `torture_seed=` sets it. Each operation checks what its lock promises, or that
 * memory still holds what was written. `torture` is a short run of it for every day.
 */
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/percpu_counter.h>
#include <linux/random.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/seqlock.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/wait.h>
#include <asm/processor.h>
#include "ktest.h"
#include "torture.h"

static u64 torture_seed; /* [I] 0: another one each time */

static int __init torture_seed_setup(char *value)
{
	return value ? kstrtou64(value, 0, &torture_seed) : -EINVAL;
}
early_param("torture_seed", torture_seed_setup, "what slow_torture begins with");

/* What a lock guards: two numbers that are equal whenever nobody holds it. */
struct pair {
	unsigned long a, b;
};

static struct {
	spinlock_t spin, irq_spin;
	rwlock_t rw;
	seqlock_t seq;
	struct mutex mutex;
	struct rw_semaphore sem;
	struct pair of_spin, of_irq, of_rw, of_seq, of_mutex, of_sem;

	wait_queue_head_t queue;
	atomic_t tokens;

	spinlock_t publish;
	struct published *published; /* [publish] to write, RCU to read */
	struct percpu_counter counter;
	atomic_long_t counted; /* the same number */
	atomic_t broken;       /* promises */
} state = {
	.spin = __SPIN_LOCK_UNLOCKED(state.spin),
	.irq_spin = __SPIN_LOCK_UNLOCKED(state.irq_spin),
	.rw = __RW_LOCK_UNLOCKED(state.rw),
	.seq = __SEQLOCK_UNLOCKED(state.seq),
	.mutex = __MUTEX_INITIALIZER(state.mutex),
	.sem = __RWSEM_INITIALIZER(state.sem),
	.queue = __WAIT_QUEUE_HEAD_INITIALIZER(state.queue),
	.publish = __SPIN_LOCK_UNLOCKED(state.publish),
	.counter = PERCPU_COUNTER_INIT(state.counter),
};

void torture_broken(struct torture *self, const char *what)
{
	atomic_inc(&state.broken);
	pr_err("torture: %s (thread %u, operation %u)\n", what, self->number, self->op);
}

/* xorshift64* (Marsaglia 2003, Vigna 2016) */
u64 torture_random(struct torture *self)
{
	self->random ^= self->random >> 12;
	self->random ^= self->random << 25;
	self->random ^= self->random >> 27;
	return self->random * 0x2545f4914f6cdd1dULL;
}

static bool one_in(struct torture *self, unsigned int n)
{
	return torture_random(self) >> 32 < (1ULL << 32) / n;
}

/* What is over in a moment meets nobody: stay, sometimes for longer than a tick. */
static void linger(struct torture *self)
{
	if (one_in(self, 8))
		for (unsigned int n = torture_random(self) % 256; n; n--)
			cpu_relax();
	else if (one_in(self, 256))
		udelay(torture_random(self) % 8192);
}

static void read_pair(struct torture *self, const struct pair *pair, const char *what)
{
	unsigned long a = READ_ONCE(pair->a);

	linger(self);
	if (a != READ_ONCE(pair->b))
		torture_broken(self, what);
}

static void change_pair(struct torture *self, struct pair *pair, const char *what)
{
	unsigned long a = READ_ONCE(pair->a);

	read_pair(self, pair, what);
	WRITE_ONCE(pair->a, a + 1);
	linger(self);
	WRITE_ONCE(pair->b, a + 1);
}

/* --- locks that are spun for -------------------------------------------------------- */

static void use_spinlock(struct torture *self)
{
	if (one_in(self, 4)) {
		if (!spin_trylock(&state.spin))
			return;
	} else {
		spin_lock(&state.spin);
	}
	change_pair(self, &state.of_spin, "spinlock");
	spin_unlock(&state.spin);
}

static void use_irq_spinlock(struct torture *self)
{
	unsigned long flags;

	spin_lock_irqsave(&state.irq_spin, flags);
	change_pair(self, &state.of_irq, "spinlock, irqs off");
	spin_unlock_irqrestore(&state.irq_spin, flags);
}

static void use_rwlock(struct torture *self)
{
	if (one_in(self, 4)) {
		write_lock(&state.rw);
		change_pair(self, &state.of_rw, "rwlock, writer");
		write_unlock(&state.rw);
	} else {
		read_lock(&state.rw);
		read_pair(self, &state.of_rw, "rwlock, reader");
		read_unlock(&state.rw);
	}
}

static void use_seqlock(struct torture *self)
{
	struct pair seen;
	unsigned int seq;

	if (one_in(self, 4)) {
		write_seqlock(&state.seq);
		change_pair(self, &state.of_seq, "seqlock, writer");
		write_sequnlock(&state.seq);
		return;
	}
	do {
		seq = read_seqbegin(&state.seq);
		seen.a = READ_ONCE(state.of_seq.a);
		linger(self);
		seen.b = READ_ONCE(state.of_seq.b);
	} while (read_seqretry(&state.seq, seq));
	read_pair(self, &seen, "seqlock, reader");
}

/* --- locks that are slept for ------------------------------------------------------- */

static void use_mutex(struct torture *self)
{
	if (one_in(self, 4)) {
		if (!mutex_trylock(&state.mutex))
			return;
	} else {
		mutex_lock(&state.mutex);
	}
	change_pair(self, &state.of_mutex, "mutex");
	if (one_in(self, 8))
		sched_yield();
	mutex_unlock(&state.mutex);
}

static void use_rwsem(struct torture *self)
{
	if (one_in(self, 4)) {
		down_write(&state.sem);
		change_pair(self, &state.of_sem, "rwsem, writer");
		if (one_in(self, 2)) {
			up_write(&state.sem);
			return;
		}
		downgrade_write(&state.sem);
	} else if (one_in(self, 4)) {
		if (!down_read_trylock(&state.sem))
			return;
	} else {
		down_read(&state.sem);
	}
	if (one_in(self, 8))
		sched_yield();
	read_pair(self, &state.of_sem, "rwsem, reader");
	up_read(&state.sem);
}

/* --- waiting ------------------------------------------------------------------------ */

struct alarm {
	struct timer_list timer;
	struct rcu_head rcu;
	struct completion done;
};

/* In an interrupt, which takes a lock too. */
static void ring(struct timer_list *timer)
{
	struct torture handler = { .number = ~0U, .random = jiffies | 1 };

	spin_lock(&state.irq_spin);
	change_pair(&handler, &state.of_irq, "spinlock, in an interrupt");
	spin_unlock(&state.irq_spin);
	complete(&container_of(timer, struct alarm, timer)->done);
}

static void ring_after_period(struct rcu_head *rcu)
{
	complete(&container_of(rcu, struct alarm, rcu)->done);
}

/* The alarm lies on the stack: whoever rings it must not touch it afterwards. */
static void use_completion(struct torture *self)
{
	struct alarm alarm;

	init_completion(&alarm.done);
	if (one_in(self, 2)) {
		timer_setup(&alarm.timer, ring, 0);
		mod_timer(&alarm.timer, jiffies + 1);
		wait_for_completion(&alarm.done);
		del_timer_sync(&alarm.timer);
	} else {
		call_rcu(&alarm.rcu, ring_after_period);
		wait_for_completion(&alarm.done);
	}
	memset(&alarm, 0x5a, sizeof(alarm));
}

/* Put a token, or take one if it comes in time; at the end nobody waits. */
static void use_wait_queue(struct torture *self)
{
	if (self->op % 2) {
		atomic_inc(&state.tokens);
		wake_up(&state.queue);
	} else {
		wait_event_timeout(state.queue,
				   atomic_dec_if_positive(&state.tokens) >= 0,
				   1 + torture_random(self) % 3);
	}
}

/* --- RCU and counters --------------------------------------------------------------- */

struct published {
	struct rcu_head rcu;
	struct pair pair;
};

static void spoil_and_free(struct rcu_head *rcu)
{
	struct published *old = container_of(rcu, struct published, rcu);

	old->pair.b = ~old->pair.a;
	kfree(old);
}

static void publish(struct published *new)
{
	struct published *old;

	spin_lock(&state.publish);
	old = rcu_dereference_protected(state.published,
					lock_is_held(&state.publish.dep_map));
	rcu_assign_pointer(state.published, new);
	spin_unlock(&state.publish);
	if (old)
		call_rcu(&old->rcu, spoil_and_free);
}

static void use_rcu(struct torture *self)
{
	struct published *p;

	if (one_in(self, 4)) {
		p = kmalloc(sizeof(*p), GFP_KERNEL);
		if (!p)
			return;
		p->pair.a = p->pair.b = torture_random(self);
		publish(p);
		return;
	}
	rcu_read_lock();
	p = rcu_dereference(state.published);
	if (one_in(self, 32))
		mdelay(torture_random(self) % 16); /* a period could end, if it may */
	if (p)
		read_pair(self, &p->pair, "RCU");
	rcu_read_unlock();
}

static void use_counters(struct torture *self)
{
	int amount = torture_random(self) % 200 - 100;

	percpu_counter_add(&state.counter, amount);
	atomic_long_add(amount, &state.counted);
}

/* --- the run ------------------------------------------------------------------------ */

static void (*const operations[])(struct torture *self) = {
	use_spinlock,   use_irq_spinlock, use_rwlock,     use_seqlock, use_mutex,
	use_rwsem,      use_wait_queue,   use_completion, use_rcu,     use_counters,
	torture_memory, torture_memory,   torture_memory,
};

static struct {
	unsigned int operations; /* of each thread */
	u64 seed;
	atomic_t left; /* threads */
	struct completion done;
} run;

static int torture(void *data)
{
	struct torture self = { .number = (unsigned long)data };

	self.random = (run.seed + self.number) * 0x9e3779b97f4a7c15ULL | 1;
	for (self.op = 0; self.op < run.operations; self.op++)
		operations[torture_random(&self) % ARRAY_SIZE(operations)](&self);
	torture_memory_end(&self);
	if (atomic_dec_and_test(&run.left))
		complete(&run.done);
	return 0;
}

static void start_threads(unsigned int n)
{
	atomic_set(&run.left, n);
	init_completion(&run.done);
	for (unsigned long i = 0; i < n; i++) {
		struct task_struct *t = kthread_run(torture, (void *)i, "torture/%lu", i);

		if (IS_ERR(t) && atomic_dec_and_test(&run.left))
			complete(&run.done);
	}
	wait_for_completion(&run.done);
}

static void torture_all(unsigned int nr_operations)
{
	unsigned int threads = 2 * num_online_cpus() + 2;

	run.operations = nr_operations;
	run.seed = torture_seed ?: get_random_u32();
	pr_info("torture: seed %llu, %u threads, %u operations each\n", run.seed, threads,
		nr_operations);
	atomic_set(&state.broken, 0);
	start_threads(threads);
	torture_memory_drain();
	publish(NULL);
	rcu_barrier();
	KT_EXPECT_EQ(atomic_read(&state.broken), 0);
	KT_EXPECT_EQ(percpu_counter_sum(&state.counter),
		     atomic_long_read(&state.counted));
	KT_EXPECT(!waitqueue_active(&state.queue));
	KT_EXPECT(!mutex_is_locked(&state.mutex) && !rwsem_is_locked(&state.sem));
}

KTEST(torture, a_little)
{
	torture_all(300);
}

KTEST(slow_torture, a_lot)
{
	torture_all(4000);
}
