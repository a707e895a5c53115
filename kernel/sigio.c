/*
 * kernel/sigio.c - the signal that O_ASYNC asks for, to whom it is for
 *
 * Source: the Linux man pages fcntl(2), F_SETSIG, and sigaction(2), POLL_IN.
 *
 * Locking: called with fasync_lock (fs/vfs/fasync.c); takes tasklist_lock.
 */
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <uapi/asm/fcntl.h>
#include "init.h"
#include "signal.h"

/* May who made t the owner send it signals? As kill(2), but as of then. */
static bool may_signal(const struct fown_struct *owner, const struct task_struct *t)
{
	const struct cred *to = &t->real_cred;

	return owner->euid == 0 || owner->euid == to->suid || owner->euid == to->uid ||
	       owner->uid == to->suid || owner->uid == to->uid;
}

/* SIGIO says nothing; a chosen signal what for, if there is memory, else it is SIGIO. */
static void send_one(const struct fown_struct *owner, struct task_struct *t, int fd,
		     int reason)
{
	siginfo_t info = { .si_signo = owner->signum, .si_code = reason };

	if (!may_signal(owner, t))
		return;
	info.si_fd = fd;
	info.si_band = reason == POLL_IN ? EPOLLIN | EPOLLRDNORM
					 : EPOLLOUT | EPOLLWRNORM | EPOLLWRBAND;
	if (owner->signum && !send_signal_info(&info, t, owner->type != F_OWNER_TID))
		return;
	info = (siginfo_t){ .si_signo = SIGIO, .si_code = SI_KERNEL };
	send_signal_info(&info, t, owner->type != F_OWNER_TID);
}

static void send_sigio(const struct fown_struct *owner, int fd, int reason)
{
	struct task_struct *t;

	read_lock(&tasklist_lock);
	if (owner->type == F_OWNER_PGRP) {
		for_each_process (t)
			if (t->signal->pgrp == owner->pid)
				send_one(owner, t, fd, reason);
	} else {
		t = find_task_by_vpid(owner->pid);
		if (t)
			send_one(owner, t, fd, reason);
	}
	read_unlock(&tasklist_lock);
}

void __init sigio_init(void)
{
	sigio_hook = send_sigio;
}
