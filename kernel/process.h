/*
 * kernel/process.h - making, ending and burying processes
 *
 * Locking: each call says what it wants held.
 */
#ifndef KERNEL_PROCESS_H
#define KERNEL_PROCESS_H

#include <linux/compiler.h>
#include <linux/types.h>

struct mm_struct;
struct pt_regs;
struct rusage;
struct signal_struct;
struct task_struct;

/* --- fork.c ----------------------------------------------------------------------- */

/* None of these exists; who may not have one does not learn it. */
#define CLONE_NAMESPACES                                                              \
	(CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | \
	 CLONE_NEWNET)

/* What clone(2) and its relatives ask for. */
struct kernel_clone_args {
	u64 flags; /* CLONE_*, without the exit signal */
	int exit_signal;
	int __user *parent_tid; /* CLONE_PARENT_SETTID */
	int __user *child_tid;  /* CLONE_CHILD_SETTID, CLONE_CHILD_CLEARTID */
	unsigned long stack;    /* the child's stack pointer; 0: the parent's */
	unsigned long tls;      /* CLONE_SETTLS */
	pid_t set_tid;          /* its number; 0: any */
	void (*fn)(void *arg);  /* if not NULL, what the child runs in the kernel */
	void *fn_arg;
};

/*
 * Make a process like the calling one. Process context, no locks.
 * => its pid, -EINVAL for flags that make no sense, -ENOMEM, -EAGAIN: no pid is left,
 * -EEXIST: set_tid is taken, -ERESTARTNOINTR: a signal came first.
 */
pid_t kernel_clone(const struct kernel_clone_args *args);

/* The calling task leaves mm: tell vfork's parent, clear the tid it asked for. */
void mm_release(struct task_struct *t, struct mm_struct *mm);

/* --- groups.c --------------------------------------------------------------------- */

/* The new task t is who the caller is, and shares its groups; t ends, or never ran. */
void copy_creds(struct task_struct *t);
void exit_creds(struct task_struct *t);

/* --- fork_signal.c ---------------------------------------------------------------- */

/* Give the new task t copies of, or shares in, the caller's. 0 or -ENOMEM. */
int copy_sighand(u64 flags, struct task_struct *t);
int copy_signal(u64 flags, struct task_struct *t);

/* exec: the actions are the caller's alone from now on. 0 or -ENOMEM. */
int unshare_sighand(void);

/* Drop t's signal structures. tasklist_lock held, if others know t. */
void free_signal_struct(struct task_struct *t);
void put_sighand(struct task_struct *t);

/* --- exit.c ----------------------------------------------------------------------- */

/* End the calling thread, or all of its process. code is a wait(2) status word. */
void __noreturn do_exit(int code);
void __noreturn do_group_exit(int code);

/*
 * Does the caller's process take the orphans below it (PR_SET_CHILD_SUBREAPER)? No locks.
 * Source: the Linux man page prctl(2).
 */
void set_child_subreaper(bool on);

/*
 * Take the last traces of a dead task away. No locks. The last thread but a leader that
 * is a zombie already lets the leader's parent know.
 */
void release_task(struct task_struct *t);

/* --- exec_threads.c --------------------------------------------------------------- */

/*
 * exec: end all other threads of the caller's process; the caller becomes its leader,
 * with the leader's pid. No locks. 0, or -EAGAIN: somebody else ends the caller.
 */
int de_thread(void);

/* --- wait.c ----------------------------------------------------------------------- */

/*
 * wait4(2) for the caller's children. => the pid, with *status and *usage filled; 0 under
 * WNOHANG; -ECHILD, -ERESTARTSYS, -ESRCH. May sleep.
 */
pid_t kernel_wait4(pid_t pid, int *status, int options, struct rusage *usage);

/* --- itimer.c, posix_timer.c ------------------------------------------------------ */

/* End the timers of the calling process, which has no other threads (any more). */
void exit_itimers(struct signal_struct *signal);
void exit_posix_timers(void);

/* --- sys_limits.c ----------------------------------------------------------------- */

/* The limits of process 1; every other one inherits its parent's. */
void init_limits(struct signal_struct *signal);

#define RUSAGE_BOTH (-2) /* the process and its buried children together */

/* What t has used: who is RUSAGE_*. tasklist_lock held, or t is the caller's to reap. */
void get_rusage(struct task_struct *t, int who, struct rusage *usage);

#endif
