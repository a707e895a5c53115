/*
 * kernel/sys_cap.c - capget(2), capset(2): what the caller may, and giving it up
 *
 * Source: the Linux man page capabilities(7).
 *
 * Locking: a task changes only its own sets; another's are read under its task_lock().
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <uapi/linux/capability.h>

/* => words of each set. -EINVAL: no such version, and the caller is told the newest. */
static int read_header(struct __user_cap_header_struct __user *to,
		       struct __user_cap_header_struct *header)
{
	if (copy_from_user(header, to, sizeof(*header)))
		return -EFAULT;
	switch (header->version) {
	case _LINUX_CAPABILITY_VERSION_1:
		return 1;
	case _LINUX_CAPABILITY_VERSION_2:
	case _LINUX_CAPABILITY_VERSION_3:
		return 2;
	}
	header->version = _LINUX_CAPABILITY_VERSION_3;
	return copy_to_user(to, header, sizeof(*header)) ? -EFAULT : -EINVAL;
}

SYSCALL_DEFINE2(capget, struct __user_cap_header_struct __user *, header,
		struct __user_cap_data_struct __user *, to)
{
	struct __user_cap_data_struct data[2];
	struct __user_cap_header_struct h;
	int words = read_header(header, &h);
	struct task_struct *task;
	struct cred cred;

	if (!to)
		return words == -EFAULT ? words : 0; /* only the version was asked */
	if (words < 0)
		return words;
	if (h.pid < 0)
		return -EINVAL;
	task = find_get_task_by_vpid(h.pid ? h.pid : current->pid);
	if (!task)
		return -ESRCH;
	task_lock(task);
	cred = task->real_cred;
	task_unlock(task);
	put_task_struct(task);
	for (int i = 0; i < 2; i++)
		data[i] = (struct __user_cap_data_struct){
			.effective = cred.cap_effective >> 32 * i,
			.permitted = cred.cap_permitted >> 32 * i,
			.inheritable = cred.cap_inheritable >> 32 * i,
		};
	return copy_to_user(to, data, words * sizeof(*data)) ? -EFAULT : 0;
}

/* May new be taken? What is not permitted can be neither effective nor got back. */
static bool may_have(const struct cred *old, const struct cred *new)
{
	u64 inheritable = old->cap_inheritable | old->cap_permitted;

	if (capable(CAP_SETPCAP))
		inheritable = CAP_FULL_SET;
	return !(new->cap_inheritable & ~inheritable) &&
	       !(new->cap_inheritable & ~(old->cap_inheritable | old->cap_bset)) &&
	       !(new->cap_permitted & ~old->cap_permitted) &&
	       !(new->cap_effective & ~new->cap_permitted);
}

SYSCALL_DEFINE2(capset, struct __user_cap_header_struct __user *, header,
		const struct __user_cap_data_struct __user *, from)
{
	struct cred new = *current_cred();
	struct __user_cap_data_struct data[2] = { { 0 } };
	struct __user_cap_header_struct h;
	int words = read_header(header, &h);

	if (words < 0)
		return words;
	if (h.pid && h.pid != current->pid)
		return -EPERM;
	if (copy_from_user(data, from, words * sizeof(*data)))
		return -EFAULT;
	new.cap_effective = (u64)data[1].effective << 32 | data[0].effective;
	new.cap_permitted = (u64)data[1].permitted << 32 | data[0].permitted;
	new.cap_inheritable = (u64)data[1].inheritable << 32 | data[0].inheritable;
	new.cap_effective &= CAP_FULL_SET;
	new.cap_permitted &= CAP_FULL_SET;
	new.cap_inheritable &= CAP_FULL_SET;
	if (!may_have(current_cred(), &new))
		return -EPERM;
	new.cap_ambient &= new.cap_permitted &new.cap_inheritable;
	commit_creds(&new);
	return 0;
}
