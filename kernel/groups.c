/*
 * kernel/groups.c - the groups that a task is in besides its own: setgroups(2)
 *
 * Source: the Linux man page getgroups(2).
 *
 * Locking: a list does not change once it is a task's; task_lock() guards which one is.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/sort.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include "process.h"

#define NGROUPS_MAX 65536

static void put_group_info(struct group_info *groups)
{
	if (groups && refcount_dec_and_test(&groups->usage))
		kvfree(groups);
}

void copy_creds(struct task_struct *t)
{
	t->real_cred = current->real_cred;
	if (t->real_cred.group_info)
		refcount_inc(&t->real_cred.group_info->usage);
}

void exit_creds(struct task_struct *t)
{
	struct group_info *groups = t->real_cred.group_info;

	task_lock(t);
	t->real_cred.group_info = NULL;
	task_unlock(t);
	put_group_info(groups);
}

static int compare_groups(const void *a, const void *b)
{
	gid_t left = *(const gid_t *)a, right = *(const gid_t *)b;

	return left < right ? -1 : left > right;
}

SYSCALL_DEFINE2(getgroups, int, size, gid_t __user *, list)
{
	const struct group_info *groups = current_cred()->group_info;
	int n = groups ? groups->ngroups : 0;

	if (size < 0 || (size && size < n))
		return -EINVAL;
	if (size && n && copy_to_user(list, groups->gid, n * sizeof(gid_t)))
		return -EFAULT;
	return n;
}

SYSCALL_DEFINE2(setgroups, int, size, const gid_t __user *, list)
{
	struct cred new = *current_cred();
	struct group_info *groups = NULL, *old = new.group_info;

	if (!capable(CAP_SETGID))
		return -EPERM;
	if ((unsigned int)size > NGROUPS_MAX)
		return -EINVAL;
	if (size) {
		groups = kvmalloc(struct_size(groups, gid, size), GFP_KERNEL);
		if (!groups)
			return -ENOMEM;
		refcount_set(&groups->usage, 1);
		groups->ngroups = size;
		if (copy_from_user(groups->gid, list, size * sizeof(gid_t))) {
			put_group_info(groups);
			return -EFAULT;
		}
		sort(groups->gid, size, sizeof(gid_t), compare_groups, NULL);
	}
	new.group_info = groups;
	commit_creds(&new);
	put_group_info(old);
	return 0;
}
