/*
 * kernel/sys_clone.c - fork, vfork, clone, clone3: four ways to ask for kernel_clone()
 *
 * Source: the Linux man pages fork(2), vfork(2), clone(2).
 *
 * Locking: none; fork.c takes what it needs.
 */
#include <linux/errno.h>
#include <linux/signal.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <asm/page.h>
#include <uapi/linux/sched.h>
#include "process.h"

SYSCALL_DEFINE0(fork)
{
	struct kernel_clone_args args = { .exit_signal = SIGCHLD };

	return kernel_clone(&args);
}

SYSCALL_DEFINE0(vfork)
{
	struct kernel_clone_args args = {
		.flags = CLONE_VFORK | CLONE_VM,
		.exit_signal = SIGCHLD,
	};

	return kernel_clone(&args);
}

SYSCALL_DEFINE5(clone, unsigned long, flags, unsigned long, stack, int __user *,
		parent_tid, int __user *, child_tid, unsigned long, tls)
{
	struct kernel_clone_args args = {
		.flags = (u32)flags & ~CSIGNAL,
		.exit_signal = valid_signal(flags & CSIGNAL) ? flags & CSIGNAL : 0,
		.parent_tid = parent_tid,
		.child_tid = child_tid,
		.stack = stack,
		.tls = tls,
	};

	return kernel_clone(&args);
}

/* Does what clone3(2) was given make sense, before anybody looks at what it means? */
static int check_clone3(const struct clone_args *u)
{
	if (u->flags & (CLONE_DETACHED | CSIGNAL) || u->flags >> 32)
		return -EINVAL;
	if (u->exit_signal > _NSIG || u->set_tid || u->set_tid_size)
		return -EINVAL;
	if ((u->flags & (CLONE_THREAD | CLONE_PARENT)) && u->exit_signal)
		return -EINVAL;
	if (!u->stack != !u->stack_size)
		return -EINVAL;
	return access_ok(u->stack, u->stack_size) ? 0 : -EINVAL;
}

SYSCALL_DEFINE2(clone3, const struct clone_args __user *, from, size_t, size)
{
	struct kernel_clone_args args;
	struct clone_args u;
	int err;

	if (size > PAGE_SIZE)
		return -E2BIG;
	if (size < CLONE_ARGS_SIZE_VER0)
		return -EINVAL;
	err = copy_struct_from_user(&u, sizeof(u), from, size);
	if (!err)
		err = check_clone3(&u);
	if (err)
		return err;
	args = (struct kernel_clone_args){
		.flags = u.flags,
		.exit_signal = u.exit_signal,
		.parent_tid = (int __user *)u.parent_tid,
		.child_tid = (int __user *)u.child_tid,
		.stack = u.stack + u.stack_size,
		.tls = u.tls,
	};
	return kernel_clone(&args);
}
