/*
 * core/itimer.c - the timers of a process that run while it does; its limit of CPU time
 *
 * Each tick takes its length off ITIMER_PROF, and off ITIMER_VIRTUAL if it found the
 * process in ring 3. They are set by kernel/itimer.c. And it looks whether the process has
 * used up its RLIMIT_CPU: getrlimit(2).
 *
 * Locking: siglock. A task that has begun to exit does without, since its signal
 * structures may be gone.
 */
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/signal.h>

/* siglock held. */
static void count_down(struct cpu_itimer *timer, int sig)
{
	if (!timer->left)
		return;
	timer->left -= min(timer->left, (u64)TICK_NSEC);
	if (timer->left)
		return;
	timer->left = timer->interval;
	signal_post_locked(sig, NULL, current, true);
}

/* siglock held. A signal at the soft limit, which is a second later then; the end at the hard. */
static void check_cpu_limit(struct signal_struct *signal)
{
	unsigned long soft = signal->rlim[RLIMIT_CPU].rlim_cur;
	struct task_usage used;
	u64 seconds;

	if (soft == RLIM_INFINITY)
		return;
	group_usage(current, &used);
	seconds = (used.utime + used.stime) / NSEC_PER_SEC;
	if (seconds >= signal->rlim[RLIMIT_CPU].rlim_max) {
		signal_post_locked(SIGKILL, NULL, current, true);
	} else if (seconds >= soft) {
		signal->rlim[RLIMIT_CPU].rlim_cur = soft + 1;
		signal_post_locked(SIGXCPU, NULL, current, true);
	}
}

static bool nothing_runs(const struct signal_struct *signal)
{
	return !(READ_ONCE(signal->cpu_itimers[0].left) |
		 READ_ONCE(signal->cpu_itimers[1].left)) &&
	       READ_ONCE(signal->rlim[RLIMIT_CPU].rlim_cur) == RLIM_INFINITY;
}

void itimer_tick(bool user)
{
	struct signal_struct *signal = current->signal;

	if (!signal || (current->flags & PF_EXITING) || nothing_runs(signal))
		return;
	spin_lock(&current->sighand->siglock);
	if (user)
		count_down(&signal->cpu_itimers[0], SIGVTALRM);
	count_down(&signal->cpu_itimers[1], SIGPROF);
	check_cpu_limit(signal);
	spin_unlock(&current->sighand->siglock);
}
