/*
 * kernel/sys_cap.c - capget(2), capset(2): root gives up what it may do
 *
 * Source: the Linux man page capabilities(7). Atlas: a process has one set, which is
 * effective and permitted at once; what it gives up comes back only by execve(2).
 *
 * Locking: a task changes only its own set; another's is one word.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <uapi/linux/capability.h>

/* 0: version 3, which is the only one. -EINVAL, and the caller is told which there is. */
static int check_version(struct __user_cap_header_struct __user *to,
			 struct __user_cap_header_struct *header)
{
	if (copy_from_user(header, to, sizeof(*header)))
		return -EFAULT;
	if (header->version == _LINUX_CAPABILITY_VERSION_3)
		return header->pid < 0 ? -EINVAL : 0;
	header->version = _LINUX_CAPABILITY_VERSION_3;
	return copy_to_user(to, header, sizeof(*header)) ? -EFAULT : -EINVAL;
}

SYSCALL_DEFINE2(capget, struct __user_cap_header_struct __user *, header,
		struct __user_cap_data_struct __user *, to)
{
	struct __user_cap_data_struct data[2] = { 0 };
	struct __user_cap_header_struct h;
	int err = check_version(header, &h);
	struct task_struct *task;
	u64 set = 0;

	if (err)
		return !to && err == -EINVAL ? 0 : err; /* only the version was asked */
	read_lock(&tasklist_lock);
	task = h.pid ? find_task_by_vpid(h.pid) : current;
	if (task)
		set = CAP_FULL_SET & ~task->cap_dropped;
	read_unlock(&tasklist_lock);
	if (!task)
		return -ESRCH;
	data[0].effective = data[0].permitted = set;
	data[1].effective = data[1].permitted = set >> 32;
	return copy_to_user(to, data, sizeof(data)) ? -EFAULT : 0;
}

SYSCALL_DEFINE2(capset, struct __user_cap_header_struct __user *, header,
		const struct __user_cap_data_struct __user *, from)
{
	struct __user_cap_data_struct data[2];
	struct __user_cap_header_struct h;
	int err = check_version(header, &h);
	u64 effective, permitted;

	if (err)
		return err;
	if (h.pid && h.pid != current->pid)
		return -EPERM;
	if (copy_from_user(data, from, sizeof(data)))
		return -EFAULT;
	effective = (u64)data[1].effective << 32 | data[0].effective;
	permitted = (u64)data[1].permitted << 32 | data[0].permitted;
	if ((effective & ~permitted) || (permitted & current->cap_dropped))
		return -EPERM;
	current->cap_dropped |= CAP_FULL_SET & ~effective;
	return 0;
}
