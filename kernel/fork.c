/*
 * kernel/fork.c - making a process, or one more thread of it, out of the one that asks
 *
 *	kernel_clone()
 *	  copy_process()	a task with copies of, or shares in, the parent's
 *	    copy_files, copy_fs		   open files, root and cwd   CLONE_FILES, CLONE_FS
 *	    copy_sighand		   what is done on a signal   CLONE_SIGHAND
 *	    copy_signal			   what makes it a process    CLONE_THREAD
 *	    copy_mm			   memory                     CLONE_VM
 *	    copy_thread			   registers: it returns 0 from the same call
 *	    link_child			   now it can be found
 *	  wake_up_new_task()
 *	  vfork: wait until the child has left our memory
 *
 * Source: the Linux man page clone(2). Atlas: no namespaces.
 *
 * Locking: the child is private until link_child(), which holds tasklist_lock for
 * writing, and the parent's siglock. task_lock() guards vfork_done: parent or child may
 * be the first to leave.
 */
#include <linux/capability.h>
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/fdtable.h>
#include <linux/fs_struct.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <asm/processor.h>
#include <asm/switch_to.h>
#include <uapi/linux/sched.h>
#include "futex.h"
#include "init.h"
#include "process.h"
#include "rseq.h"

/* --- memory and identity ---------------------------------------------------------- */

static int copy_mm(u64 flags, struct task_struct *t)
{
	struct mm_struct *mm = current->mm;

	if (!mm)
		return 0; /* process 1 gets its own by exec */
	if (flags & CLONE_VM)
		mmget(mm);
	else
		mm = dup_mm(mm);
	if (!mm)
		return -ENOMEM;
	t->mm = t->active_mm = mm;
	return 0;
}

void mm_release(struct task_struct *t, struct mm_struct *mm)
{
	struct completion *vfork_done;

	if (t->robust_list)
		exit_robust_list();
	if (t->clear_child_tid) {
		/* Nobody is left to look at it where the memory is not shared. */
		if (mm && atomic_read(&mm->mm_users) > 1) {
			(void)put_user(0, t->clear_child_tid);
			futex_wake((u32 __user *)t->clear_child_tid, true, 1,
				   FUTEX_BITSET_MATCH_ANY);
		}
		t->clear_child_tid = NULL;
	}
	task_lock(t);
	vfork_done = t->vfork_done;
	t->vfork_done = NULL;
	if (vfork_done)
		complete(vfork_done);
	task_unlock(t);
}

/* The child of a kernel thread, which has no files, starts without any open one. */
static int copy_open_files(u64 flags, struct task_struct *t)
{
	int err = copy_files(flags, t);

	if (err || t->files)
		return err;
	t->files = alloc_files();
	return t->files ? 0 : -ENOMEM;
}

/* What a child has from its parent by plain copy. */
static void copy_identity(const struct kernel_clone_args *args, struct task_struct *t)
{
	memcpy(t->comm, current->comm, sizeof(t->comm));
	t->flags = PF_FORKNOEXEC | (current->flags & PF_NOTSC);
	t->static_prio = current->static_prio;
	t->make_it_fail = current->make_it_fail;
	t->personality = current->personality;
	t->no_new_privs = current->no_new_privs;
	t->timer_slack_ns = t->default_timer_slack_ns = current->timer_slack_ns;
	t->mempolicy = current->mempolicy;
	t->il_next = current->il_next;
	t->blocked = current->blocked;
	rseq_fork(t, args->flags);
	/* A shared stack pointer must not have two alternate stacks' worth of users. */
	if ((args->flags & (CLONE_VM | CLONE_VFORK)) != CLONE_VM) {
		t->sas_ss_sp = current->sas_ss_sp;
		t->sas_ss_size = current->sas_ss_size;
		t->sas_ss_flags = current->sas_ss_flags;
	} else {
		t->sas_ss_flags = SS_DISABLE;
	}
	t->exit_signal = args->flags & CLONE_THREAD ? -1 : args->exit_signal;
	if (args->flags & CLONE_CHILD_CLEARTID)
		t->clear_child_tid = args->child_tid;
}

static int copy_registers(const struct kernel_clone_args *args, struct task_struct *t)
{
	if (args->fn) {
		arch_setup_new_task(t, args->fn, args->fn_arg);
		return 0;
	}
	return copy_thread(t, task_pt_regs(current), args->stack, args->tls,
			   args->flags & CLONE_SETTLS);
}

/* --- putting it together ---------------------------------------------------------- */

static int check_flags(const struct kernel_clone_args *args)
{
	if (args->flags & (CLONE_PIDFD | CLONE_NEWUSER))
		return -EINVAL;
	if ((args->flags & CLONE_THREAD) && !(args->flags & CLONE_SIGHAND))
		return -EINVAL;
	if ((args->flags & CLONE_SIGHAND) && !(args->flags & CLONE_VM))
		return -EINVAL;
	if ((args->flags & CLONE_PARENT) && current->tgid == 1)
		return -EINVAL; /* its child would have no parent that waits */
	if (args->flags & CLONE_NAMESPACES)
		return capable(CAP_SYS_ADMIN) ? -EINVAL : -EPERM;
	return 0;
}

static void link_thread(struct task_struct *t)
{
	t->group_leader = current->group_leader;
	t->real_parent = current->real_parent;
	list_add_tail(&t->thread_group, &t->group_leader->thread_group);
}

static void link_process(const struct kernel_clone_args *args, struct task_struct *t)
{
	if (args->flags & CLONE_PARENT) {
		t->real_parent = current->real_parent;
		t->exit_signal = current->group_leader->exit_signal;
	} else {
		t->real_parent = current;
	}
	t->signal->pgrp = current->signal->pgrp;
	t->signal->session = current->signal->session;
	if (t->pid == 1)
		t->signal->flags = SIGNAL_UNKILLABLE;
	list_add_tail(&t->sibling, &t->real_parent->children);
	list_add_tail(&t->tasks, &init_task.tasks);
}

/* RLIMIT_NPROC is on the threads of one real user; root has no limit. */
static unsigned long task_limit(void)
{
	return !current_uid() || capable(CAP_SYS_RESOURCE) || capable(CAP_SYS_ADMIN)
		       ? RLIM_INFINITY
		       : rlimit(RLIMIT_NPROC);
}

/* tasklist_lock held: as long as it is, the answer is true. */
static bool too_many_tasks(void)
{
	unsigned long limit = task_limit();

	return limit != RLIM_INFINITY && nr_tasks_of(current_uid()) >= limit;
}

/* Whom the limit stops in the end makes no copies first. */
static bool forks_in_vain(void)
{
	bool in_vain;

	if (task_limit() == RLIM_INFINITY)
		return false;
	read_lock(&tasklist_lock);
	in_vain = too_many_tasks();
	read_unlock(&tasklist_lock);
	return in_vain;
}

/*
 * Let the child be found. A signal to the parent that came until now is handled first,
 * and fork starts again: a signal to a whole group, or the end of all threads, never
 * misses the newest one.
 */
static int link_child(const struct kernel_clone_args *args, struct task_struct *t)
{
	int err = 0;

	write_lock_irq(&tasklist_lock);
	spin_lock(&current->sighand->siglock);
	if (signal_pending(current)) {
		err = -ERESTARTNOINTR;
	} else if (too_many_tasks()) {
		err = -EAGAIN;
	} else {
		if (args->flags & CLONE_THREAD)
			link_thread(t);
		else
			link_process(args, t);
		t->signal->nr_threads++;
		atomic_inc(&t->signal->live);
		attach_pid(t);
	}
	spin_unlock(&current->sighand->siglock);
	write_unlock_irq(&tasklist_lock);
	return err;
}

/* Free a task that has never run. */
static void discard_task(struct task_struct *t)
{
	refcount_set(&t->usage, 1);
	put_task_struct(t);
}

static struct task_struct *copy_process(const struct kernel_clone_args *args)
{
	struct task_struct *t;
	int err;

	if (forks_in_vain())
		return ERR_PTR(-EAGAIN);
	t = alloc_task_struct();
	if (!t)
		return ERR_PTR(-ENOMEM);
	copy_identity(args, t);
	copy_creds(t);
	sched_fork(t);
	err = copy_open_files(args->flags, t);
	if (err)
		goto out_task;
	err = copy_fs(args->flags, t);
	if (err)
		goto out_files;
	err = copy_sighand(args->flags, t);
	if (err)
		goto out_fs;
	err = copy_signal(args->flags, t);
	if (err)
		goto out_sighand;
	err = copy_mm(args->flags, t);
	if (err)
		goto out_signal;
	err = copy_registers(args, t);
	if (err)
		goto out_mm;
	err = t->pid = args->set_tid ? claim_pid(args->set_tid) : alloc_pid();
	if (err < 0)
		goto out_mm;
	t->tgid = args->flags & CLONE_THREAD ? current->tgid : t->pid;
	err = link_child(args, t);
	if (err)
		goto out_pid;
	return t;

out_pid:
	free_pid(t->pid);
out_mm:
	if (t->mm)
		mmput(t->mm);
out_signal:
	free_signal_struct(t);
out_sighand:
	put_sighand(t);
out_fs:
	exit_fs(t);
out_files:
	exit_files(t);
out_task:
	exit_creds(t);
	discard_task(t);
	return ERR_PTR(err);
}

/* Sleep until the child no longer uses our memory, or until we are killed. */
static void wait_for_vfork_done(struct task_struct *child, struct completion *vfork)
{
	if (wait_for_completion_killable(vfork)) {
		task_lock(child);
		child->vfork_done = NULL; /* the completion is on our stack */
		task_unlock(child);
	}
}

pid_t kernel_clone(const struct kernel_clone_args *args)
{
	struct completion vfork;
	struct task_struct *t;
	pid_t pid;
	int err;

	err = check_flags(args);
	if (err)
		return err;
	t = copy_process(args);
	if (IS_ERR(t))
		return PTR_ERR(t);
	pid = t->pid;
	if (args->flags & CLONE_PARENT_SETTID)
		(void)put_user(pid, args->parent_tid);
	if (args->flags & CLONE_CHILD_SETTID)
		access_remote_vm(t->mm, (unsigned long)args->child_tid, &pid, sizeof(pid),
				 FOLL_WRITE);
	if (args->flags & CLONE_VFORK) {
		init_completion(&vfork);
		t->vfork_done = &vfork;
		get_task_struct(t);
	}
	wake_up_new_task(t);
	if (args->flags & CLONE_VFORK) {
		wait_for_vfork_done(t, &vfork);
		put_task_struct(t);
	}
	return pid;
}

pid_t user_mode_thread(void (*fn)(void *arg), void *arg)
{
	struct kernel_clone_args args = {
		.flags = CLONE_FS, /* the root is mounted later */
		.exit_signal = SIGCHLD,
		.fn = fn,
		.fn_arg = arg,
	};

	return kernel_clone(&args);
}
