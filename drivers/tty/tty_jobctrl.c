/*
 * drivers/tty/tty_jobctrl.c - whose terminal it is, and which of its programs is in front
 *
 *	session   one terminal; its leader, a shell, took it
 *	  |
 *	  +-- process group in front: reads, and gets ^C, ^Z and SIGWINCH
 *	  +-- groups behind: SIGTTIN stops them when they read, SIGTTOU when they change
 *	      the terminal or, if TOSTOP is set, write
 *
 * Source: POSIX, XBD 11.1.4; tty_ioctl(2).
 * Atlas: /dev/console knows job control like any terminal.
 *
 * Locking: tty->lock for session and pgrp; tasklist_lock, never inside it, to look at
 * processes.
 */
#include <linux/errno.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/uaccess.h>

#include "tty.h"

static bool is_ours(const struct tty_struct *tty)
{
	return current->signal->session &&
	       READ_ONCE(tty->session) == current->signal->session;
}

static bool is_free(const struct tty_struct *tty)
{
	pid_t session = READ_ONCE(tty->session);
	struct task_struct *leader = session ? find_get_task_by_vpid(session) : NULL;

	if (!leader)
		return true;
	put_task_struct(leader);
	return false;
}

static bool is_leader(void)
{
	return current->tgid == current->signal->session;
}

static void set_owner(struct tty_struct *tty, pid_t session, pid_t pgrp)
{
	unsigned long flags;

	spin_lock_irqsave(&tty->lock, flags);
	WRITE_ONCE(tty->session, session);
	tty->pgrp = pgrp;
	spin_unlock_irqrestore(&tty->lock, flags);
}

/* Does the caller block or ignore sig? Then it will not be stopped by it. */
static bool is_ignored(int sig)
{
	struct sighand_struct *sighand = current->sighand;
	unsigned long flags;
	bool ignored;

	spin_lock_irqsave(&sighand->siglock, flags);
	ignored = sigismember(&current->blocked, sig) ||
		  sighand->action[sig - 1].sa.sa_handler == SIG_IGN;
	spin_unlock_irqrestore(&sighand->siglock, flags);
	return ignored;
}

int tty_check_change(struct tty_struct *tty, int sig)
{
	pid_t mine = current->signal->pgrp, front = READ_ONCE(tty->pgrp);

	if (!is_ours(tty) || !front || front == mine)
		return 0;
	if (is_ignored(sig))
		return sig == SIGTTIN ? -EIO : 0;
	if (is_current_pgrp_orphaned())
		return -EIO;
	kill_pgrp(mine, sig, 1);
	/* another thread may have taken it: the call is resumed all the same */
	set_thread_flag(TIF_SIGPENDING);
	return -ERESTARTSYS;
}

long tty_take(struct tty_struct *tty, bool steal)
{
	if (is_ours(tty))
		return 0;
	if (!is_leader() || tty_of_session(current->signal->session))
		return -EPERM;
	if (!steal && !is_free(tty))
		return -EPERM;
	set_owner(tty, current->signal->session, current->signal->pgrp);
	return 0;
}

/* tty_hangup(); tell_front: who is in front hears SIGHUP now, not when the leader ends. */
static void hang_up(struct tty_struct *tty, bool tell_front)
{
	struct task_struct *leader;
	pid_t session, front;
	unsigned long flags;

	spin_lock_irqsave(&tty->lock, flags);
	WRITE_ONCE(tty->hangups, tty->hangups + 1);
	session = tty->session;
	front = tty->pgrp;
	WRITE_ONCE(tty->session, 0);
	tty->pgrp = 0;
	tty->stopped = tty->held = false;
	n_tty_flush_input(tty);
	spin_unlock_irqrestore(&tty->lock, flags);
	wake_up_interruptible(&tty->read_wait);
	wake_up_interruptible(&tty->write_wait);
	if (!session)
		return;
	read_lock(&tasklist_lock);
	leader = find_task_by_vpid(session);
	if (leader)
		WRITE_ONCE(leader->signal->tty_old_pgrp, front);
	read_unlock(&tasklist_lock);
	kill_pid(session, SIGHUP, 1);
	kill_pid(session, SIGCONT, 1);
	if (tell_front)
		kill_pgrp(front, SIGHUP, 1);
}

void tty_hangup(struct tty_struct *tty)
{
	hang_up(tty, false);
}

void tty_vhangup_self(void)
{
	struct tty_struct *tty = tty_of_session(current->signal->session);

	if (tty)
		hang_up(tty, false);
}

/* The leader ends, and the terminal was hung up before: tell who was in front then. */
static void tell_old_front(void)
{
	pid_t front = xchg(&current->signal->tty_old_pgrp, 0);

	if (front) {
		kill_pgrp(front, SIGHUP, 1);
		kill_pgrp(front, SIGCONT, 1);
	}
}

void disassociate_ctty(bool on_exit)
{
	struct tty_struct *tty;
	pid_t front;

	if (!is_leader())
		return;
	tty = tty_of_session(current->signal->session);
	if (!tty) {
		if (on_exit)
			tell_old_front();
	} else if (on_exit && !tty->ops->is_pty) {
		hang_up(tty, true);
	} else {
		front = READ_ONCE(tty->pgrp);
		set_owner(tty, 0, 0);
		kill_pgrp(front, SIGHUP, 1);
		if (!on_exit)
			kill_pgrp(front, SIGCONT, 1);
	}
}

long tty_give_up(struct tty_struct *tty)
{
	if (!is_ours(tty))
		return -ENOTTY;
	disassociate_ctty(false);
	return 0;
}

long tty_get_foreground(struct tty_struct *tty, int __user *to)
{
	return is_ours(tty) ? put_user(tty->pgrp, to) : -ENOTTY;
}

long tty_set_foreground(struct tty_struct *tty, const int __user *from)
{
	pid_t pgrp, session = current->signal->session;
	bool found;
	int err;

	err = tty_check_change(tty, SIGTTOU);
	if (err)
		return err == -EIO ? -ENOTTY : err;
	if (!is_ours(tty))
		return -ENOTTY;
	if (get_user(pgrp, from))
		return -EFAULT;
	if (pgrp < 0)
		return -EINVAL;
	read_lock(&tasklist_lock);
	found = pgrp_exists(pgrp, session);
	read_unlock(&tasklist_lock);
	if (!found)
		return -EPERM;
	set_owner(tty, session, pgrp);
	return 0;
}

long tty_get_session(struct tty_struct *tty, int __user *to)
{
	return is_ours(tty) ? put_user(tty->session, to) : -ENOTTY;
}
