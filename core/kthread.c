/*
 * core/kthread.c - kernel threads
 *
 * A thread is asked to stop, never killed: kthread_stop() sets a flag, wakes it, and
 * waits for its function to return. A thread that returns by itself is reaped by the
 * scheduler.
 *
 * Locking: the fields of struct kthread are written once each, before the completion
 * or the wake-up that publishes them.
 */
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <asm/processor.h>
#include <asm/switch_to.h>

static void link_kthread(struct task_struct *t)
{
	write_lock_irq(&tasklist_lock);
	t->real_parent = &init_task;
	list_add_tail(&t->tasks, &init_task.tasks);
	attach_pid(t);
	write_unlock_irq(&tasklist_lock);
}

static void unlink_kthread(struct task_struct *t)
{
	write_lock_irq(&tasklist_lock);
	list_del_init(&t->tasks);
	detach_pid(t);
	write_unlock_irq(&tasklist_lock);
	free_pid(t->pid);
}

/* The whole life of a thread, on its own stack. */
static void kthread_main(void *data)
{
	struct task_struct *self = current;
	struct kthread *k = &self->kthread;
	int result = -EINTR;

	if (!READ_ONCE(k->should_stop))
		result = k->fn(k->data);
	k->result = result;
	unlink_kthread(self);
	complete_all(&k->exited);
	put_task_struct(self); /* nobody waits for us: the second reference */
	do_task_dead();
}

struct task_struct *kthread_create(int (*fn)(void *data), void *data, const char *namefmt,
				   ...)
{
	struct task_struct *t = alloc_task_struct();
	va_list args;
	pid_t pid;

	if (!t)
		return ERR_PTR(-ENOMEM);
	pid = alloc_pid();
	if (pid < 0) {
		refcount_set(&t->usage, 1);
		put_task_struct(t);
		return ERR_PTR(pid);
	}
	va_start(args, namefmt);
	vsnprintf(t->comm, sizeof(t->comm), namefmt, args);
	va_end(args);

	t->pid = t->tgid = pid;
	t->flags = PF_KTHREAD;
	t->exit_signal = -1;
	t->signal = init_task.signal;
	t->sighand = init_task.sighand;
	t->files = init_task.files;
	t->fs = init_task.fs;
	t->kthread.fn = fn;
	t->kthread.data = data;
	init_completion(&t->kthread.exited);
	sched_fork(t);
	cpumask_setall(&t->cpus_mask);
	arch_setup_new_task(t, kthread_main, NULL);
	t->state = TASK_UNINTERRUPTIBLE; /* until the first wake_up_process() */
	link_kthread(t);
	return t;
}

void kthread_bind(struct task_struct *t, unsigned int cpu)
{
	cpumask_copy(&t->cpus_mask, cpumask_of(cpu));
	t->cpu = cpu;
	t->flags |= PF_NO_SETAFFINITY;
}

struct task_struct *kthread_create_on_cpu(int (*fn)(void *data), void *data,
					  unsigned int cpu, const char *namefmt)
{
	struct task_struct *t = kthread_create(fn, data, namefmt, cpu);

	if (!IS_ERR(t))
		kthread_bind(t, cpu);
	return t;
}

bool kthread_should_stop(void)
{
	return READ_ONCE(current->kthread.should_stop);
}

int kthread_stop(struct task_struct *t)
{
	int result;

	get_task_struct(t);
	WRITE_ONCE(t->kthread.should_stop, true);
	wake_up_process(t);
	wait_for_completion(&t->kthread.exited);
	result = t->kthread.result;
	put_task_struct(t);
	return result;
}
