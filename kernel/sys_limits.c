/*
 * kernel/sys_limits.c - resource limits, and what has been used
 *
 * Sources: the Linux man pages getrlimit(2), getrusage(2), times(2). A limit is kept here
 * and obeyed by whoever hands out the resource.
 *
 * Locking: siglock guards signal->rlim, tasklist_lock a process other than the caller's.
 * (On Linux task_lock() does; interrupts, which post signals, take tasklist_lock, so what is
 * taken inside it must not be held with them on.)
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/fdtable.h>
#include <linux/kernel_stat.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/param.h>
#include <linux/posix-timers.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <uapi/linux/sysinfo.h>
#include <uapi/linux/times.h>
#include "process.h"

#define STACK_LIMIT (8UL << 20)
#define NOFILE_LIMIT 1024
#define NOFILE_HARD_LIMIT 4096
#define MEMLOCK_LIMIT (8UL << 20)
#define SIGPENDING_LIMIT 4096

/* --- limits ----------------------------------------------------------------------- */

void init_limits(struct signal_struct *signal)
{
	for (int i = 0; i < RLIM_NLIMITS; i++)
		signal->rlim[i].rlim_cur = signal->rlim[i].rlim_max = RLIM_INFINITY;
	signal->rlim[RLIMIT_STACK].rlim_cur = STACK_LIMIT;
	signal->rlim[RLIMIT_CORE].rlim_cur = 0;
	signal->rlim[RLIMIT_NOFILE].rlim_cur = NOFILE_LIMIT;
	signal->rlim[RLIMIT_NOFILE].rlim_max = NOFILE_HARD_LIMIT;
	signal->rlim[RLIMIT_MEMLOCK].rlim_cur = MEMLOCK_LIMIT;
	signal->rlim[RLIMIT_MEMLOCK].rlim_max = MEMLOCK_LIMIT;
	signal->rlim[RLIMIT_SIGPENDING].rlim_cur = SIGPENDING_LIMIT;
	signal->rlim[RLIMIT_SIGPENDING].rlim_max = SIGPENDING_LIMIT;
	signal->rlim[RLIMIT_MSGQUEUE].rlim_cur = 819200;
	signal->rlim[RLIMIT_MSGQUEUE].rlim_max = 819200;
	signal->rlim[RLIMIT_NICE].rlim_cur = signal->rlim[RLIMIT_NICE].rlim_max = 0;
	signal->rlim[RLIMIT_RTPRIO].rlim_cur = signal->rlim[RLIMIT_RTPRIO].rlim_max = 0;
}

static int check_limit(unsigned int resource, const struct rlimit *new)
{
	if (new->rlim_cur > new->rlim_max)
		return -EINVAL;
	if (resource == RLIMIT_NOFILE && new->rlim_max > NR_OPEN_MAX)
		return -EPERM;
	return 0;
}

/* Read, then write (either may be NULL) a limit of p's process. */
static int do_prlimit(struct task_struct *p, unsigned int resource,
		      const struct rlimit *new, struct rlimit *old)
{
	unsigned long flags;
	int err;

	if (resource >= RLIM_NLIMITS)
		return -EINVAL;
	err = new ? check_limit(resource, new) : 0;
	if (err)
		return err;
	spin_lock_irqsave(&p->sighand->siglock, flags);
	if (new &&new->rlim_max > p->signal->rlim[resource].rlim_max &&
	    !capable(CAP_SYS_RESOURCE)) {
		spin_unlock_irqrestore(&p->sighand->siglock, flags);
		return -EPERM;
	}
	if (old) {
		old->rlim_cur = p->signal->rlim[resource].rlim_cur;
		old->rlim_max = p->signal->rlim[resource].rlim_max;
	}
	if (new) {
		p->signal->rlim[resource].rlim_cur = new->rlim_cur;
		p->signal->rlim[resource].rlim_max = new->rlim_max;
	}
	spin_unlock_irqrestore(&p->sighand->siglock, flags);
	if (new &&resource == RLIMIT_CPU)
		update_rlimit_cpu(p->signal);
	return 0;
}

SYSCALL_DEFINE2(getrlimit, unsigned int, resource, struct rlimit __user *, to)
{
	struct rlimit limit;
	int err = do_prlimit(current, resource, NULL, &limit);

	if (!err && copy_to_user(to, &limit, sizeof(limit)))
		err = -EFAULT;
	return err;
}

SYSCALL_DEFINE2(setrlimit, unsigned int, resource, const struct rlimit __user *, from)
{
	struct rlimit limit;

	if (copy_from_user(&limit, from, sizeof(limit)))
		return -EFAULT;
	return do_prlimit(current, resource, &limit, NULL);
}

/* Another's limits are for who is wholly its user, and for CAP_SYS_RESOURCE. */
static bool may_prlimit(const struct task_struct *p)
{
	const struct cred *cred = current_cred(), *of = &p->real_cred;

	return p == current || capable(CAP_SYS_RESOURCE) ||
	       (cred->uid == of->uid && cred->uid == of->euid && cred->uid == of->suid &&
		cred->gid == of->gid && cred->gid == of->egid && cred->gid == of->sgid);
}

/* struct rlimit64 and struct rlimit are one on x86-64. */
SYSCALL_DEFINE4(prlimit64, pid_t, pid, unsigned int, resource,
		const struct rlimit __user *, new, struct rlimit __user *, old)
{
	struct rlimit limit, previous;
	struct task_struct *p;
	int err = -ESRCH;

	if (new &&copy_from_user(&limit, new, sizeof(limit)))
		return -EFAULT;
	read_lock(&tasklist_lock);
	p = pid ? find_task_by_vpid(pid) : current;
	if (p && !may_prlimit(p))
		err = -EPERM;
	else if (p)
		err = do_prlimit(p, resource, new ? &limit : NULL, &previous);
	read_unlock(&tasklist_lock);
	if (!err && old && copy_to_user(old, &previous, sizeof(previous)))
		err = -EFAULT;
	return err;
}

/* --- usage ------------------------------------------------------------------------ */

static struct timeval ns_to_timeval(u64 ns)
{
	return (struct timeval){ .tv_sec = ns / NSEC_PER_SEC,
				 .tv_usec = ns % NSEC_PER_SEC / NSEC_PER_USEC };
}

/* KiB of memory that t's process has had at most, as who of getrusage(2) means it. */
static long max_rss_kb(struct task_struct *t, int who)
{
	const struct signal_struct *signal = t->signal;
	unsigned long pages = 0;

	if (who == RUSAGE_CHILDREN || who == RUSAGE_BOTH)
		pages = signal->cmaxrss;
	if (who != RUSAGE_CHILDREN)
		pages = max(pages, READ_ONCE(signal->maxrss));
	if (who != RUSAGE_CHILDREN && t == current)
		pages = max3(pages, t->mm->hiwater_rss, get_mm_rss(t->mm));
	return pages << (PAGE_SHIFT - 10);
}

/* tasklist_lock held, or t is current or the caller's to reap. */
void get_rusage(struct task_struct *t, int who, struct rusage *usage)
{
	const struct signal_struct *signal = t->signal;
	struct task_usage sum = { .utime = 0 };

	if (who == RUSAGE_THREAD)
		task_usage(t, &sum);
	else if (who != RUSAGE_CHILDREN)
		group_usage(t, &sum);
	if (who == RUSAGE_CHILDREN || who == RUSAGE_BOTH) {
		sum.utime += signal->cutime;
		sum.stime += signal->cstime;
		sum.min_flt += signal->cmin_flt;
		sum.maj_flt += signal->cmaj_flt;
	}
	*usage = (struct rusage){
		.ru_utime = ns_to_timeval(sum.utime),
		.ru_stime = ns_to_timeval(sum.stime),
		.ru_maxrss = max_rss_kb(t, who),
		.ru_minflt = sum.min_flt,
		.ru_majflt = sum.maj_flt,
		.ru_nvcsw = sum.nvcsw,
		.ru_nivcsw = sum.nivcsw,
	};
}

SYSCALL_DEFINE2(getrusage, int, who, struct rusage __user *, to)
{
	struct rusage usage;

	if (who != RUSAGE_SELF && who != RUSAGE_CHILDREN && who != RUSAGE_THREAD)
		return -EINVAL;
	read_lock(&tasklist_lock);
	get_rusage(current, who, &usage);
	read_unlock(&tasklist_lock);
	return copy_to_user(to, &usage, sizeof(usage)) ? -EFAULT : 0;
}

/* Memory in bytes: 64 bits have room for them. */
SYSCALL_DEFINE1(sysinfo, struct sysinfo __user *, to)
{
	struct sysinfo info;

	si_meminfo(&info);
	info.totalram *= info.mem_unit;
	info.freeram *= info.mem_unit;
	info.sharedram *= info.mem_unit;
	info.totalhigh *= info.mem_unit;
	info.freehigh *= info.mem_unit;
	info.mem_unit = 1;
	info.uptime = DIV_ROUND_UP(ktime_get_ns(), NSEC_PER_SEC);
	for (unsigned int i = 0; i < ARRAY_SIZE(info.loads); i++)
		info.loads[i] = avenrun[i] << (SI_LOAD_SHIFT - FSHIFT);
	info.procs = nr_processes();
	return copy_to_user(to, &info, sizeof(info)) ? -EFAULT : 0;
}

static clock_t ns_to_clock_t(u64 ns)
{
	return ns / (NSEC_PER_SEC / USER_HZ);
}

SYSCALL_DEFINE1(times, struct tms __user *, to)
{
	struct task_usage usage;
	struct tms tms;

	read_lock(&tasklist_lock);
	group_usage(current, &usage);
	tms.tms_utime = ns_to_clock_t(usage.utime);
	tms.tms_stime = ns_to_clock_t(usage.stime);
	tms.tms_cutime = ns_to_clock_t(current->signal->cutime);
	tms.tms_cstime = ns_to_clock_t(current->signal->cstime);
	read_unlock(&tasklist_lock);
	if (to && copy_to_user(to, &tms, sizeof(tms)))
		return -EFAULT;
	return ns_to_clock_t(ktime_get_ns());
}
