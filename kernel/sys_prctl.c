/*
 * kernel/sys_prctl.c - prctl(2): what a thread says of itself
 *
 * Source: the Linux man pages prctl(2), capabilities(7).
 *
 * Locking: task_lock() for the name; see linux/cred.h for sets of capabilities.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/mm_types.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <asm/processor.h>
#include <uapi/linux/prctl.h>
#include <uapi/linux/securebits.h>
#include "process.h"

static int set_name(const char __user *name)
{
	char comm[TASK_COMM_LEN] = "";
	long len = strncpy_from_user(comm, name, sizeof(comm) - 1);

	if (len < 0)
		return len;
	task_lock(current);
	memset(current->comm, 0, sizeof(current->comm));
	memcpy(current->comm, comm, len);
	task_unlock(current);
	return 0;
}

/* 0: no number of a capability. */
static u64 cap_bit(unsigned long cap)
{
	return cap < 64 ? CAP_FULL_SET & BIT(cap) : 0;
}

static int drop_from_bounding_set(unsigned long cap)
{
	struct cred new = *current_cred();

	if (!capable(CAP_SETPCAP))
		return -EPERM;
	if (!cap_bit(cap))
		return -EINVAL;
	new.cap_bset &= ~cap_bit(cap);
	commit_creds(&new);
	return 0;
}

static int set_keep_caps(unsigned long keep)
{
	struct cred new = *current_cred();

	if (keep > 1)
		return -EINVAL;
	if (issecure(SECBIT_KEEP_CAPS << 1))
		return -EPERM;
	new.securebits &= ~SECBIT_KEEP_CAPS;
	if (keep)
		new.securebits |= SECBIT_KEEP_CAPS;
	commit_creds(&new);
	return 0;
}

/* What is locked stays, locks included. */
static int set_securebits(unsigned long bits)
{
	struct cred new = *current_cred();
	u32 locks = new.securebits &SECURE_ALL_LOCKS;

	if (!capable(CAP_SETPCAP) || bits & ~(SECURE_ALL_BITS | SECURE_ALL_LOCKS) ||
	    (bits ^ new.securebits) & (locks | locks >> 1))
		return -EPERM;
	new.securebits = bits;
	commit_creds(&new);
	return 0;
}

/* What is ambient is permitted and inheritable, too. */
static int change_ambient(unsigned long how, unsigned long cap)
{
	struct cred new = *current_cred();
	u64 bit = cap_bit(cap);

	if (how == PR_CAP_AMBIENT_CLEAR_ALL && !cap) {
		new.cap_ambient = 0;
	} else if (!bit) {
		return -EINVAL;
	} else if (how == PR_CAP_AMBIENT_IS_SET) {
		return !!(new.cap_ambient &bit);
	} else if (how == PR_CAP_AMBIENT_LOWER) {
		new.cap_ambient &= ~bit;
	} else if (how == PR_CAP_AMBIENT_RAISE) {
		if (!(new.cap_permitted &new.cap_inheritable &bit) ||
		    issecure(SECBIT_NO_CAP_AMBIENT_RAISE))
			return -EPERM;
		new.cap_ambient |= bit;
	} else {
		return -EINVAL;
	}
	commit_creds(&new);
	return 0;
}

static int set_dumpable(unsigned long dumpable)
{
	if (dumpable > 1)
		return -EINVAL;
	WRITE_ONCE(current->mm->dumpable, dumpable);
	return 0;
}

/* 0: none. */
static int set_pdeath_signal(unsigned long sig)
{
	if (!valid_signal(sig))
		return -EINVAL;
	WRITE_ONCE(current->pdeath_signal, sig);
	return 0;
}

/* Those options that are about what the caller may. */
static long prctl_rights(int option, unsigned long arg, unsigned long arg3,
			 unsigned long arg4, unsigned long arg5)
{
	switch (option) {
	case PR_CAPBSET_READ:
		if (!cap_bit(arg))
			return -EINVAL;
		return !!(current_cred()->cap_bset & cap_bit(arg));
	case PR_CAPBSET_DROP:
		return drop_from_bounding_set(arg);
	case PR_SET_KEEPCAPS:
		return set_keep_caps(arg);
	case PR_GET_KEEPCAPS:
		return issecure(SECBIT_KEEP_CAPS);
	case PR_SET_SECUREBITS:
		return set_securebits(arg);
	case PR_GET_SECUREBITS:
		return current_cred()->securebits;
	case PR_CAP_AMBIENT:
		return arg4 || arg5 ? -EINVAL : change_ambient(arg, arg3);
	case PR_SET_NO_NEW_PRIVS:
		if (arg != 1 || arg3 || arg4 || arg5)
			return -EINVAL;
		WRITE_ONCE(current->no_new_privs, true);
		return 0;
	case PR_GET_NO_NEW_PRIVS:
		return arg || arg3 || arg4 || arg5 ? -EINVAL : current->no_new_privs;
	default:
		return -EINVAL;
	}
}

SYSCALL_DEFINE5(prctl, int, option, unsigned long, arg, unsigned long, arg3,
		unsigned long, arg4, unsigned long, arg5)
{
	switch (option) {
	case PR_SET_NAME:
		return set_name((const char __user *)arg);
	case PR_GET_NAME:
		return copy_to_user((char __user *)arg, current->comm, TASK_COMM_LEN)
			       ? -EFAULT
			       : 0;
	case PR_GET_DUMPABLE:
		return current->mm->dumpable;
	case PR_SET_DUMPABLE:
		return set_dumpable(arg);
	case PR_SET_PDEATHSIG:
		return set_pdeath_signal(arg);
	case PR_GET_PDEATHSIG:
		return put_user(current->pdeath_signal, (int __user *)arg);
	case PR_SET_TIMERSLACK:
		current->timer_slack_ns = arg ? arg : current->default_timer_slack_ns;
		return 0;
	case PR_GET_TIMERSLACK:
		return current->timer_slack_ns;
	case PR_SET_CHILD_SUBREAPER:
		set_child_subreaper(arg);
		return 0;
	case PR_GET_CHILD_SUBREAPER:
		return put_user((int)current->signal->is_child_subreaper,
				(int __user *)arg);
	case PR_GET_TSC:
		return put_user(current->flags & PF_NOTSC ? PR_TSC_SIGSEGV
							  : PR_TSC_ENABLE,
				(int __user *)arg);
	case PR_SET_TSC:
		if (arg != PR_TSC_ENABLE && arg != PR_TSC_SIGSEGV)
			return -EINVAL;
		set_tsc_mode(arg == PR_TSC_ENABLE);
		return 0;
	case PR_SET_THP_DISABLE:
		if (arg3 || arg4 || arg5)
			return -EINVAL;
		WRITE_ONCE(current->mm->thp_disabled, !!arg);
		return 0;
	case PR_GET_THP_DISABLE:
		return arg || arg3 || arg4 || arg5 ? -EINVAL : current->mm->thp_disabled;
	default:
		return prctl_rights(option, arg, arg3, arg4, arg5);
	}
}
