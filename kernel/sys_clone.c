/*
 * kernel/sys_clone.c - fork, vfork, clone, clone3: four ways to ask for kernel_clone(); unshare
 *
 * Source: the Linux man pages fork(2), vfork(2), clone(2), unshare(2).
 *
 * Locking: none; fork.c takes what it needs.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/fdtable.h>
#include <linux/fs_struct.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/sched.h>
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
	const u64 high = ~(u64)U32_MAX & ~CLONE_CLEAR_SIGHAND;
	const u64 both = CLONE_SIGHAND | CLONE_CLEAR_SIGHAND;

	if (u->flags & (CLONE_DETACHED | CSIGNAL | high) || (u->flags & both) == both)
		return -EINVAL;
	if (u->exit_signal > _NSIG || !u->set_tid != !u->set_tid_size)
		return -EINVAL;
	if ((u->flags & (CLONE_THREAD | CLONE_PARENT)) && u->exit_signal)
		return -EINVAL;
	if (!u->stack != !u->stack_size)
		return -EINVAL;
	return access_ok(u->stack, u->stack_size) ? 0 : -EINVAL;
}

/* The number that the child shall have, in the one namespace that there is. */
static int get_set_tid(const struct clone_args *u, pid_t *tid)
{
	if (!u->set_tid)
		return 0;
	if (u->set_tid_size > 1)
		return -EINVAL;
	if (get_user(*tid, (int __user *)u->set_tid))
		return -EFAULT;
	if (*tid < 1 || *tid >= READ_ONCE(pid_max))
		return -EINVAL;
	return capable(CAP_CHECKPOINT_RESTORE) || capable(CAP_SYS_ADMIN) ? 0 : -EPERM;
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
	err = get_set_tid(&u, &args.set_tid);
	return err ? err : kernel_clone(&args);
}

/*
 * Stop sharing. Memory and signals are shared with threads only as a whole, and cannot be
 * taken apart; semaphore adjustments and namespaces do not exist, and who may not have
 * a namespace learns no more than that.
 */
SYSCALL_DEFINE1(unshare, unsigned long, flags)
{
	const unsigned long whole = CLONE_THREAD | CLONE_SIGHAND | CLONE_VM;
	int err;

	if (flags & ~(whole | CLONE_NAMESPACES | CLONE_FS | CLONE_FILES | CLONE_SYSVSEM))
		return -EINVAL;
	if (flags & CLONE_NAMESPACES)
		return capable(CAP_SYS_ADMIN) ? -EINVAL : -EPERM;
	if ((flags & whole) && !thread_group_empty(current))
		return -EINVAL;
	if ((flags & (CLONE_SIGHAND | CLONE_VM)) &&
	    refcount_read(&current->sighand->count) > 1)
		return -EINVAL;
	if ((flags & CLONE_VM) && atomic_read(&current->mm->mm_users) > 1)
		return -EINVAL;
	err = flags & CLONE_FS ? unshare_fs() : 0;
	return err || !(flags & CLONE_FILES) ? err : unshare_files();
}
