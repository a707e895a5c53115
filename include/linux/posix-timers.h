/*
 * include/linux/posix-timers.h - clocks of CPU time, and timers that run by them
 *
 * A clock that counts what a process or a thread has run has a negative id, which says whose
 * and what is counted:
 *
 *	 31                               3  2        1  0
 *	[ ~pid, or ~0: the caller's        | a thread's | CPUCLOCK_* ]
 *
 * Locking: cpu_timers_lock (core/cpu_timer.c), irqs off, inside tasklist_lock.
 */
#ifndef LINUX_POSIX_TIMERS_H
#define LINUX_POSIX_TIMERS_H

#include <linux/list.h>
#include <linux/types.h>

struct signal_struct;
struct task_struct;

#define CPUCLOCK_PROF 0  /* ticks, in both modes */
#define CPUCLOCK_VIRT 1  /* ticks in ring 3 */
#define CPUCLOCK_SCHED 2 /* ns that it had the CPU */
#define CPUCLOCK_MAX 3
#define CPUCLOCK_PERTHREAD_MASK 4

#define CPUCLOCK_PID(clock) ((pid_t) ~((clock) >> 3))
#define CPUCLOCK_PERTHREAD(clock) (((clock)&CPUCLOCK_PERTHREAD_MASK) != 0)
#define CPUCLOCK_WHICH(clock) ((clock)&3)
#define MAKE_PROCESS_CPUCLOCK(pid, which) \
	((clockid_t)(~(unsigned int)(pid) << 3 | (which)))
#define MAKE_THREAD_CPUCLOCK(tid, which) \
	MAKE_PROCESS_CPUCLOCK((tid), (which) | CPUCLOCK_PERTHREAD_MASK)

struct cpu_timer {
	struct list_head list;         /* [cpu_timers_lock] in process->cpu_timers */
	struct signal_struct *process; /* [cpu_timers_lock] whose time; NULL: it ended */
	clockid_t clock;               /* [I] with a pid in it */
	u64 expires; /* [cpu_timers_lock] its clock's ns; 0: not armed */
	/*
	 * The clock shows now, which is expires or later. => when next, 0: no more. Under
	 * tasklist_lock and cpu_timers_lock, in the timer interrupt or cpu_timer_set().
	 */
	u64 (*function)(struct cpu_timer *timer, u64 now);
};

/* A clock of CPU time by its id, also if it is one of POSIX's two names; 0: it is none. */
clockid_t cpu_clock_id(clockid_t id);

/* 0 and what clock shows, or -EINVAL: there is no such process, no thread of the caller's. */
int cpu_clock_get(clockid_t clock, u64 *ns);

/*
 * Make a timer on clock, not armed yet; cpu_timer_end() is its end. 0, or -EINVAL as
 * cpu_clock_get(). Process context.
 */
int cpu_timer_init(struct cpu_timer *timer, clockid_t clock,
		   u64 (*function)(struct cpu_timer *timer, u64 now));
void cpu_timer_end(struct cpu_timer *timer);

/* What its clock shows; 0: the process has ended. Process context. */
u64 cpu_timer_now(struct cpu_timer *timer);

/*
 * Arm it (expires 0: disarm it). If the time has come already, its function is called at
 * once. Once this is over it does not run for an earlier setting. 0, or -ESRCH: the process
 * has ended. Process context.
 */
int cpu_timer_set(struct cpu_timer *timer, u64 expires);

/* t, which is current, ends, and as the last of its process: nobody's timer looks at it. */
void posix_cpu_timers_exit(struct task_struct *t, bool last);

/* The tick has charged current: fire what is due. From the timer interrupt, irqs off. */
void run_posix_cpu_timers(void);

/*
 * RLIMIT_CPU of a process has a new value. tasklist_lock held, or signal is the caller's;
 * siglock is not.
 */
void update_rlimit_cpu(struct signal_struct *signal);

#endif
