/*
 * include/linux/signal_types.h - the kernel's structures for signals
 *
 * A signal is posted (core/signal.c) by setting a bit in a pending set and, where it
 * has more to say than its number, queueing a struct sigqueue; it is delivered
 * (kernel/signal.c) on the way back to ring 3. Locking: sighand->siglock.
 */
#ifndef LINUX_SIGNAL_TYPES_H
#define LINUX_SIGNAL_TYPES_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/posix-timers.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <uapi/linux/signal.h>

struct posix_timer;
struct itimer;

struct sigqueue {
	struct list_head list; /* [siglock] in a sigpending */
	struct posix_timer
		*timer;  /* [siglock] whose it is; NULL: freed when it is taken */
	atomic_t *count; /* [I] of its receiver's user */
	siginfo_t info;
};

struct sigpending {
	struct list_head list; /* [siglock] of struct sigqueue */
	sigset_t signal;       /* [siglock] */
};

struct k_sigaction {
	struct sigaction sa;
};

struct sighand_struct {
	refcount_t count;   /* [a] */
	spinlock_t siglock; /* taken with irqs off: interrupts post signals */
	struct k_sigaction action[_NSIG]; /* [siglock] by number - 1 */
};

/* What running costs: times in ns, faults, switches. */
struct task_usage {
	u64 utime, stime, runtime;
	unsigned long min_flt, maj_flt, nvcsw, nivcsw;
};

/* What the threads of one process share. */
struct signal_struct {
	refcount_t sigcnt;                /* [a] threads that are not reaped yet */
	atomic_t live;                    /* [a] threads that have not begun to exit */
	int nr_threads;                   /* [siglock] in the ring */
	wait_queue_head_t wait_chldexit;  /* parents in wait4() */
	struct sigpending shared_pending; /* [siglock] for any thread of the group */
	int group_exit_code;              /* [siglock] or the signal of a stop */
	int group_stop_count;             /* [siglock] threads still to stop */
	struct task_struct *exec_task;    /* [siglock] waits for the end of the others */
	struct task_usage dead;           /* [siglock] of threads that are gone */
	unsigned int flags;               /* [siglock] SIGNAL_* */
	pid_t pgrp, session;              /* [tasklist_lock] */
	bool is_child_subreaper;          /* [tasklist_lock] orphans below it are its */
	pid_t tty_old_pgrp; /* [tasklist_lock] in front when the terminal was hung up */
	unsigned long cmin_flt, cmaj_flt; /* [tasklist_lock] of reaped children */
	u64 cutime, cstime;               /* [tasklist_lock] */
	unsigned long maxrss,
		cmaxrss;             /* [a] pages at most; of children: [tasklist_lock] */
	int oom_score_adj;           /* [a] -1000..1000 */
	int oom_score_adj_min;       /* [a] what it was given with CAP_SYS_RESOURCE */
	struct list_head cpu_timers; /* [cpu_timers_lock] that run by its CPU time */
	struct cpu_timer cpu_limit;  /* RLIMIT_CPU, if it was ever set */
	struct itimer *itimers[3];   /* [itimer_mutex] NULL: never set */
	struct list_head posix_timers; /* [timers_mutex] */
	int next_timer_id;             /* [timers_mutex] */
	struct {
		unsigned long rlim_cur, rlim_max;
	} rlim[16]; /* [siglock] */
};

#define SIGNAL_STOP_STOPPED 0x00000001   /* all threads are stopped */
#define SIGNAL_STOP_CONTINUED 0x00000002 /* wait4(WCONTINUED) may report it */
#define SIGNAL_GROUP_EXIT 0x00000004     /* dying: group_exit_code is the status */
#define SIGNAL_STOP_DEQUEUED 0x00000008  /* a stop signal was taken just now */
#define SIGNAL_CLD_CONTINUED 0x00000020  /* the parent is still to be told */
#define SIGNAL_UNKILLABLE 0x00000040     /* process 1: takes only what it handles */

#endif
