/*
 * core/itimer.c - the timers of a process that run while it does
 *
 * Each tick takes its length off ITIMER_PROF, and off ITIMER_VIRTUAL if it found the
 * process in ring 3. They are set by kernel/itimer.c.
 *
 * Locking: siglock. A task that has begun to exit does without, since its signal
 * structures may be gone.
 */
#include <linux/ktime.h>
#include <linux/minmax.h>
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

void itimer_tick(bool user)
{
	struct signal_struct *signal = current->signal;

	if (!signal || (current->flags & PF_EXITING) ||
	    !(READ_ONCE(signal->cpu_itimers[0].left) |
	      READ_ONCE(signal->cpu_itimers[1].left)))
		return;
	spin_lock(&current->sighand->siglock);
	if (user)
		count_down(&signal->cpu_itimers[0], SIGVTALRM);
	count_down(&signal->cpu_itimers[1], SIGPROF);
	spin_unlock(&current->sighand->siglock);
}
