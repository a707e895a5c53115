/*
 * core/task.c - where tasks come from: the first one, and the memory of all others
 *
 * init_task is the code that has been running since the boot loader; once it has made
 * the first threads it becomes CPU 0's idle task. Everything else is made by
 * kthread_create() or fork.
 *
 * The nucleus allocates nothing: mm/kernel registers who provides a task's structure
 * and its stack.
 *
 * Locking: see include/linux/sched.h for each field.
 */
#include <linux/bug.h>
#include <linux/capability.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <asm/switch_to.h>

static struct signal_struct init_signals = {
	.sigcnt = REFCOUNT_INIT(1),
	.live = ATOMIC_INIT(1),
	.nr_threads = 1,
	.wait_chldexit = __WAIT_QUEUE_HEAD_INITIALIZER(init_signals.wait_chldexit),
	.shared_pending = { .list = LIST_HEAD_INIT(init_signals.shared_pending.list) },
	.cpu_timers = LIST_HEAD_INIT(init_signals.cpu_timers),
};

static struct sighand_struct init_sighand = {
	.count = REFCOUNT_INIT(1),
	.siglock = __SPIN_LOCK_UNLOCKED(init_sighand.siglock),
};

struct task_struct init_task = {
	.state = TASK_RUNNING,
	.flags = PF_KTHREAD | PF_IDLE,
	.stack = init_stack,
	.usage = REFCOUNT_INIT(2),
	.static_prio = 120,
	.cpus_mask = CPU_MASK_ALL,
	.timer_slack_ns = 50000,
	.comm = "swapper/0",
	.real_parent = &init_task,
	.group_leader = &init_task,
	.children = LIST_HEAD_INIT(init_task.children),
	.sibling = LIST_HEAD_INIT(init_task.sibling),
	.tasks = LIST_HEAD_INIT(init_task.tasks),
	.thread_group = LIST_HEAD_INIT(init_task.thread_group),
	.signal = &init_signals,
	.sighand = &init_sighand,
	.pending = { .list = LIST_HEAD_INIT(init_task.pending.list) },
	.real_cred = { .cap_permitted = CAP_FULL_SET,
		       .cap_effective = CAP_FULL_SET,
		       .cap_bset = CAP_FULL_SET },
	.cred = &init_task.real_cred,
	.alloc_lock = __SPIN_LOCK_UNLOCKED(init_task.alloc_lock),
};

static const struct task_memory_ops *memory_ops; /* [I after init] */

void set_task_memory_ops(const struct task_memory_ops *ops)
{
	memory_ops = ops;
}

/*
 * The memory of a new task, root's, with every list and lock made and two references: one for
 * whoever reaps it, one that the scheduler drops after its last switch. May sleep.
 * => NULL: no memory.
 */
struct task_struct *alloc_task_struct(void)
{
	struct task_struct *t = memory_ops->alloc(-1);

	if (!t)
		return NULL;
	refcount_set(&t->usage, 2);
	INIT_LIST_HEAD(&t->children);
	INIT_LIST_HEAD(&t->sibling);
	INIT_LIST_HEAD(&t->tasks);
	INIT_LIST_HEAD(&t->thread_group);
	INIT_LIST_HEAD(&t->pending.list);
	INIT_HLIST_NODE(&t->pid_link);
	spin_lock_init(&t->alloc_lock);
	t->group_leader = t;
	t->real_cred = init_task.real_cred;
	t->cred = &t->real_cred;
	return t;
}

void task_usage(const struct task_struct *t, struct task_usage *sum)
{
	sum->utime += t->utime;
	sum->stime += t->stime;
	sum->min_flt += t->min_flt;
	sum->maj_flt += t->maj_flt;
	sum->nvcsw += t->nvcsw;
	sum->nivcsw += t->nivcsw;
}

void group_usage(struct task_struct *t, struct task_usage *sum)
{
	struct task_struct *p;

	*sum = t->signal->dead;
	task_usage(t, sum);
	for_each_other_thread(p, t) task_usage(p, sum);
}

void put_task_struct(struct task_struct *t)
{
	if (refcount_dec_and_test(&t->usage)) {
		WARN_ON(t == current);
		memory_ops->free(t);
	}
}
