/*
 * kernel/sys_process.c - who am I, who is my family, what is this machine called
 *
 * Atlas: one pid namespace.
 *
 * Locking: tasklist_lock guards parents, process groups and sessions.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm_types.h>
#include <linux/minmax.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/tty.h>
#include <linux/uaccess.h>
#include <linux/utsname.h>
#include <asm/page.h>
#include <asm/processor.h>
#include <uapi/asm/prctl.h>
#include <uapi/linux/random.h>

/* --- numbers ---------------------------------------------------------------------- */

/* Of persona only what memory looks at means anything here. */
SYSCALL_DEFINE1(personality, unsigned int, persona)
{
	unsigned int old = current->personality;

	if (persona != 0xffffffff)
		current->personality = persona;
	return old;
}

SYSCALL_DEFINE0(getpid)
{
	return current->tgid;
}

SYSCALL_DEFINE0(gettid)
{
	return current->pid;
}

/*
 * No lock: a parent that exits puts another one in its place before it is freed, and
 * task structures are never unmapped, so the worst is the pid of a parent just gone.
 */
SYSCALL_DEFINE0(getppid)
{
	return READ_ONCE(current->real_parent)->tgid;
}

/* Where to write 0 when this thread ends. */
SYSCALL_DEFINE1(set_tid_address, int __user *, tidptr)
{
	current->clear_child_tid = tidptr;
	return current->pid;
}

/* --- process groups and sessions -------------------------------------------------- */

SYSCALL_DEFINE0(getpgrp)
{
	return READ_ONCE(current->signal->pgrp);
}

/* The process that pid names, 0 being the caller; NULL: none. tasklist_lock held. */
static struct task_struct *find_process(pid_t pid)
{
	return pid ? find_task_by_vpid(pid) : current;
}

SYSCALL_DEFINE1(getpgid, pid_t, pid)
{
	struct task_struct *p;
	pid_t pgrp = -ESRCH;

	read_lock(&tasklist_lock);
	p = find_process(pid);
	if (p)
		pgrp = p->signal->pgrp;
	read_unlock(&tasklist_lock);
	return pgrp;
}

SYSCALL_DEFINE1(getsid, pid_t, pid)
{
	struct task_struct *p;
	pid_t session = -ESRCH;

	read_lock(&tasklist_lock);
	p = find_process(pid);
	if (p)
		session = p->signal->session;
	read_unlock(&tasklist_lock);
	return session;
}

/* May the caller put p into pgrp? tasklist_lock held. 0 or the error of setpgid(2). */
static int check_setpgid(struct task_struct *p, pid_t pgrp)
{
	struct task_struct *self = current->group_leader;

	if (!p || (p->flags & PF_KTHREAD))
		return -ESRCH;
	if (!thread_group_leader(p))
		return -EINVAL;
	if (p != self && p->real_parent->tgid != self->tgid)
		return -ESRCH;
	if (p != self) {
		if (p->signal->session != self->signal->session)
			return -EPERM;
		if (!(p->flags & PF_FORKNOEXEC))
			return -EACCES;
	}
	if (p->signal->session == p->pid)
		return -EPERM; /* a session leader stays where it is */
	if (pgrp != p->pid && !pgrp_exists(pgrp, self->signal->session))
		return -EPERM;
	return 0;
}

SYSCALL_DEFINE2(setpgid, pid_t, pid, pid_t, pgrp)
{
	struct task_struct *p;
	int err;

	if (pgrp < 0)
		return -EINVAL;
	if (!pid)
		pid = current->tgid;
	if (!pgrp)
		pgrp = pid;
	write_lock_irq(&tasklist_lock);
	p = find_task_by_vpid(pid);
	err = check_setpgid(p, pgrp);
	if (!err)
		p->signal->pgrp = pgrp;
	write_unlock_irq(&tasklist_lock);
	return err;
}

SYSCALL_DEFINE0(setsid)
{
	pid_t pid = current->tgid;
	struct task_struct *p;

	write_lock_irq(&tasklist_lock);
	for_each_process (p) {
		if (p->signal->pgrp == pid) {
			write_unlock_irq(&tasklist_lock);
			return -EPERM;
		}
	}
	current->signal->session = pid;
	current->signal->pgrp = pid;
	write_unlock_irq(&tasklist_lock);
	return pid;
}

SYSCALL_DEFINE0(vhangup)
{
	if (!capable(CAP_SYS_TTY_CONFIG))
		return -EPERM;
	tty_vhangup_self();
	return 0;
}

/* --- names ------------------------------------------------------------------------ */

SYSCALL_DEFINE1(uname, struct new_utsname __user *, name)
{
	static const struct new_utsname system = {
		.sysname = UTS_SYSNAME,
		.nodename = UTS_NODENAME,
		.release = UTS_RELEASE,
		.version = UTS_VERSION,
		.machine = UTS_MACHINE,
		.domainname = UTS_DOMAINNAME,
	};

	return copy_to_user(name, &system, sizeof(system)) ? -EFAULT : 0;
}

/* --- the machine ------------------------------------------------------------------ */

SYSCALL_DEFINE2(arch_prctl, int, option, unsigned long, addr)
{
	switch (option) {
	case ARCH_SET_FS:
		return set_user_fs_base(addr);
	case ARCH_SET_GS:
		return set_user_gs_base(addr);
	case ARCH_GET_FS:
		current_save_fsgs();
		return put_user(current->thread.fsbase, (unsigned long __user *)addr);
	case ARCH_GET_GS:
		current_save_fsgs();
		return put_user(current->thread.gsbase, (unsigned long __user *)addr);
	case ARCH_GET_CPUID:
		return 1; /* the instruction is never a fault */
	case ARCH_SET_CPUID:
		return -ENODEV;
	default:
		return -EINVAL;
	}
}

#define RANDOM_CHUNK 64

SYSCALL_DEFINE3(getrandom, char __user *, buf, size_t, len, unsigned int, flags)
{
	u8 chunk[RANDOM_CHUNK];
	size_t done = 0, n;

	if (flags & ~(GRND_NONBLOCK | GRND_RANDOM | GRND_INSECURE))
		return -EINVAL;
	if ((flags & GRND_RANDOM) && (flags & GRND_INSECURE))
		return -EINVAL; /* the best, and whatever there is */
	len = min_t(size_t, len, INT_MAX & PAGE_MASK);
	while (done < len) {
		n = min(len - done, sizeof(chunk));
		get_random_bytes(chunk, n);
		if (copy_to_user(buf + done, chunk, n))
			return done ? (long)done : -EFAULT;
		done += n;
		if (signal_pending(current) && done < len)
			return done;
		cond_resched();
	}
	return done;
}
