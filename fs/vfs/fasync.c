/*
 * fs/vfs/fasync.c - O_ASYNC: a signal when a file can be read or written
 *
 * The file's owner (F_SETOWN) is sent SIGIO, or the signal that it chose (F_SETSIG), which
 * then says for which descriptor. A pipe or a terminal keeps a list of the files that want
 * that. Signals with something to say are made in kernel/sigio.c, which is known here by a
 * hook.
 *
 * Source: the Linux man page fcntl(2), "Managing signals".
 * Atlas: the owner is kept as a number; pipes and the input of terminals only.
 *
 * Locking: fasync_lock, irqs off, guards all lists and f_owner; outside tasklist_lock.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <uapi/asm/fcntl.h>
#include "internal.h"

struct fasync_struct {
	struct fasync_struct *next;
	struct file *file; /* takes itself off the list when it goes */
	int fd;            /* as it was when it was put there */
};

static DEFINE_SPINLOCK(fasync_lock);

void (*sigio_hook)(const struct fown_struct *owner, int fd, int reason);

/* --- lists of files ----------------------------------------------------------------------- */

/* The place of file's entry, or of the end. [lock] */
static struct fasync_struct **find_entry(struct fasync_struct **list, struct file *file)
{
	while (*list && (*list)->file != file)
		list = &(*list)->next;
	return list;
}

int fasync_helper(int fd, struct file *file, int on, struct fasync_struct **list)
{
	struct fasync_struct *entry = on ? kmalloc(sizeof(*entry), GFP_KERNEL) : NULL;
	struct fasync_struct **place, *old;
	unsigned long flags;

	if (on && !entry)
		return -ENOMEM;
	spin_lock_irqsave(&fasync_lock, flags);
	place = find_entry(list, file);
	old = *place;
	if (on) {
		*entry = (struct fasync_struct){ old ? old->next : NULL, file, fd };
		WRITE_ONCE(*place, entry);
	} else if (old) {
		WRITE_ONCE(*place, old->next);
	}
	spin_unlock_irqrestore(&fasync_lock, flags);
	kfree(old);
	spin_lock(&file->f_lock);
	file->f_flags = on ? file->f_flags | FASYNC : file->f_flags & ~FASYNC;
	spin_unlock(&file->f_lock);
	return 0;
}

void __kill_fasync(struct fasync_struct **list, int reason)
{
	struct fasync_struct *entry;
	unsigned long flags;

	spin_lock_irqsave(&fasync_lock, flags);
	for (entry = *list; entry; entry = entry->next)
		if (entry->file->f_owner.pid)
			sigio_hook(&entry->file->f_owner, entry->fd, reason);
	spin_unlock_irqrestore(&fasync_lock, flags);
}

/* --- the owner ---------------------------------------------------------------------------- */

static bool exists(int type, pid_t pid)
{
	return (type == F_OWNER_PGRP ? kill_pgrp(pid, 0, 1) : kill_pid(pid, 0, 1)) == 0;
}

int f_setown(struct file *file, int type, pid_t pid, bool force)
{
	unsigned long flags;

	if (pid && !exists(type, pid))
		return -ESRCH;
	spin_lock_irqsave(&fasync_lock, flags);
	if (force || !file->f_owner.pid) {
		file->f_owner.pid = pid;
		file->f_owner.type = type;
		file->f_owner.uid = current_uid();
		file->f_owner.euid = current_euid();
	}
	spin_unlock_irqrestore(&fasync_lock, flags);
	return 0;
}

static struct f_owner_ex owner_of(struct file *file)
{
	struct f_owner_ex owner;
	unsigned long flags;

	spin_lock_irqsave(&fasync_lock, flags);
	owner = (struct f_owner_ex){ file->f_owner.type, file->f_owner.pid };
	spin_unlock_irqrestore(&fasync_lock, flags);
	if (owner.pid && !exists(owner.type, owner.pid))
		owner.pid = 0;
	return owner;
}

static long set_owner(struct file *file, int who)
{
	if (who == INT_MIN)
		return -EINVAL;
	return f_setown(file, who < 0 ? F_OWNER_PGRP : F_OWNER_PID, abs(who), true);
}

static long set_owner_ex(struct file *file, const struct f_owner_ex __user *from)
{
	struct f_owner_ex owner;

	if (copy_from_user(&owner, from, sizeof(owner)))
		return -EFAULT;
	if (owner.type < F_OWNER_TID || owner.type > F_OWNER_PGRP)
		return -EINVAL;
	return f_setown(file, owner.type, owner.pid, true);
}

long fcntl_owner(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct f_owner_ex owner;

	switch (cmd) {
	case F_SETOWN:
		return set_owner(file, arg);
	case F_GETOWN:
		owner = owner_of(file);
		return owner.type == F_OWNER_PGRP ? -owner.pid : owner.pid;
	case F_SETOWN_EX:
		return set_owner_ex(file, (struct f_owner_ex __user *)arg);
	case F_GETOWN_EX:
		owner = owner_of(file);
		return copy_to_user((void __user *)arg, &owner, sizeof(owner)) ? -EFAULT
									       : 0;
	case F_SETSIG:
		if (arg > _NSIG)
			return -EINVAL;
		WRITE_ONCE(file->f_owner.signum, arg);
		return 0;
	default: /* F_GETSIG */
		return READ_ONCE(file->f_owner.signum);
	}
}
