/*
 * include/linux/sched.h - tasks and the scheduler's calls
 *
 * A task is anything that can run: a kernel thread (mm is NULL) or a user process.
 * core/sched.c picks who runs; kernel/ makes and ends processes.
 *
 * Locking: each field names its guard. [rq] the run queue's lock, [tl] tasklist_lock,
 * [self] only the task itself, [alloc] task_lock(), [sig] sighand->siglock,
 * [a] atomic, [I] immutable after creation.
 */
#ifndef LINUX_SCHED_H
#define LINUX_SCHED_H

#include <linux/types.h>
#include <linux/completion.h>
#include <linux/cred_types.h>
#include <linux/cpumask.h>
#include <linux/kmap_types.h>
#include <linux/list.h>
#include <linux/mempolicy.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/rbtree.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/signal_types.h>
#include <linux/thread_info.h>
#include <linux/wait.h>
#include <asm/current.h>
#include <asm/pgtable_types.h>
#include <asm/processor.h>

struct files_struct;
struct fs_struct;
struct mm_struct;
struct pt_regs;
struct robust_list_head;
struct rseq;
struct signal_struct;
struct sighand_struct;

/* task->state */
#define TASK_RUNNING 0x0000
#define TASK_INTERRUPTIBLE 0x0001
#define TASK_UNINTERRUPTIBLE 0x0002
#define TASK_STOPPED 0x0004
#define TASK_DEAD 0x0080
#define TASK_WAKEKILL 0x0100
#define TASK_NEW 0x0800
#define TASK_KILLABLE (TASK_WAKEKILL | TASK_UNINTERRUPTIBLE)
#define TASK_NORMAL (TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE)

/* task->exit_state */
#define EXIT_DEAD 0x0010
#define EXIT_ZOMBIE 0x0020

/* task->flags */
#define PF_IDLE 0x00000002
#define PF_EXITING 0x00000004
#define PF_FORKNOEXEC 0x00000040
#define PF_SIGNALED 0x00000400
#define PF_MEMALLOC 0x00000800
#define PF_KTHREAD 0x00200000
#define PF_NOTSC 0x01000000          /* rdtsc is a fault in ring 3 */
#define PF_NO_SETAFFINITY 0x04000000 /* bound to its CPU */

#define TASK_COMM_LEN 16
#define THREAD_SIZE (16UL << 10)

#define MAX_SCHEDULE_TIMEOUT ((long)(~0UL >> 1))

/* What the fair policy knows of a task (core/sched.c). */
struct sched_entity {
	struct rb_node node;  /* [rq] in the run queue's timeline */
	u64 vruntime;         /* [rq] ns of CPU time, weighted by nice */
	u64 exec_start;       /* [rq] ktime when it last got the CPU, ns */
	u64 sum_exec_runtime; /* [rq] ns of CPU time, unweighted */
	u64 slice_start;      /* [rq] sum_exec_runtime when it was last picked */
	unsigned long weight; /* [rq] 1024 at nice 0 */
	bool on_rq;           /* [rq] wants to run: does, waits, or is in transit */
	bool blocked;         /* [rq] asleep, and counted in nr_uninterruptible */
};

/* What a kernel thread runs and how it ended (core/kthread.c). */
struct kthread {
	int (*fn)(void *data); /* [I] */
	void *data;            /* [I] */
	bool should_stop;      /* [a] */
	int result;            /* valid once exited is complete */
	struct completion exited;
};

/*
 * What a task has mapped by kmap_local_page() and kmap_atomic(), innermost last
 * (mm/frames/kmap_atomic.c). While idx is not 0 the task may not move to another CPU.
 */
struct kmap_ctrl {
	unsigned int idx; /* [self] number held */
	struct kmap_held {
		unsigned long addr; /* [self] where the page is; bit 0: kmap_atomic() */
		unsigned long ip;   /* [self] who mapped it */
	} held[KM_MAX_IDX];
	pte_t ptes[KM_MAX_IDX]; /* [rq] the slots' while another task has the CPU */
};

/* How restart_syscall(2) goes on with a call that a stop interrupted. */
struct restart_block {
	long (*fn)(struct restart_block *restart);
	u64 expires;         /* ktime_get_ns(), or what cpu_clock will show */
	clockid_t cpu_clock; /* nanosleep */
	void __user *addr; /* nanosleep: where the rest goes, or NULL; futex: the word */
	u32 val, flags, bitset; /* futex */
};

struct task_struct {
	struct thread_info
		thread_info;    /* first: entry code reads its flags at offset 0 */
	unsigned int state;     /* TASK_*: [rq] or by the task itself */
	unsigned int flags;     /* PF_*: [self] */
	void *stack;            /* [I] lowest address of THREAD_SIZE bytes */
	refcount_t usage;       /* [a] */
	int pagefault_disabled; /* [self] depth of pagefault_disable() */

	/* scheduling */
	struct sched_entity se;
	int static_prio;          /* [rq] 120 + nice */
	unsigned int cpu;         /* [rq] whose run queue */
	int on_cpu;               /* [a] running right now */
	struct cpumask cpus_mask; /* [rq] where it may run */
	/* ns by which its timers may be late, and what that began with. Atlas: a tick */
	unsigned long timer_slack_ns, default_timer_slack_ns; /* [self] prctl(2) */
	unsigned long nvcsw, nivcsw; /* [self] voluntary and forced switches */
	u64 utime, stime;            /* [self] ns in user and in kernel mode */
	u64 start_time;              /* [I] ktime_get_ns() at fork */

	/* memory */
	struct mm_struct *mm;        /* [alloc] NULL: a kernel thread */
	struct mm_struct *active_mm; /* [rq] whose page tables are loaded when it runs */
	unsigned long min_flt, maj_flt; /* [self] */
	struct mempolicy mempolicy;     /* [self] */
	unsigned int il_next; /* [self] MPOL_INTERLEAVE: pages taken without a VMA */

	/* identity and family */
	pid_t pid;                        /* [tl] exec gives its caller the leader's */
	pid_t tgid;                       /* [I] */
	char comm[TASK_COMM_LEN];         /* [alloc] */
	struct task_struct *real_parent;  /* [tl] */
	struct task_struct *group_leader; /* [tl] changes by exec only */
	struct list_head children;        /* [tl] of this task */
	struct list_head sibling;         /* [tl] in real_parent->children */
	struct list_head tasks;           /* [tl] all thread-group leaders */
	struct list_head thread_group;    /* [tl and sig] ring of threads in the group */
	struct hlist_node pid_link;       /* [tl] core/pid.c's hash */

	/* the end */
	int exit_state;    /* [tl] */
	int exit_code;     /* [self] until it is a zombie; the wait(2) status word */
	int exit_signal;   /* [I] sent to the parent; -1: a thread, reaped silently */
	int pdeath_signal; /* [self] sent by the parent that ends, or 0: prctl(2) */
	struct completion *vfork_done; /* [alloc] the parent waiting in vfork() */
	int __user *clear_child_tid;   /* [self] CLONE_CHILD_CLEARTID, set_tid_address */
	struct robust_list_head __user *robust_list; /* [self] locks to give up */
	struct rseq __user *rseq; /* [self] what rseq(2) registered, or NULL ... */
	u32 rseq_sig;             /* ... and the signature of its sections */

	unsigned int personality; /* [self] uapi/linux/personality.h */
	struct cred real_cred;    /* [alloc] who it is; written by self only */
	const struct cred *cred;  /* [self] as whom it acts: override_creds() */
	bool no_new_privs;        /* [self] exec gives it nothing: prctl(2) */

	/* open files, root and cwd: [alloc]; shared ones have locks of their own */
	struct files_struct *files;
	struct fs_struct *fs;

	/* signals */
	struct signal_struct *signal;   /* [I] shared by the thread group */
	struct sighand_struct *sighand; /* [sig] the actions; its lock guards all below */
	struct sigpending pending;      /* [sig] */
	sigset_t blocked;               /* [sig], written by self only */
	sigset_t real_blocked;
	bool stop_pending;      /* [sig] is still to stop with its process */
	sigset_t saved_sigmask; /* [self] rt_sigsuspend: what blocked was before */
	bool restore_sigmask;   /* [self] and is to be again */
	struct restart_block restart_block;   /* [self] */
	unsigned long sas_ss_sp, sas_ss_size; /* [self] sigaltstack */
	unsigned int sas_ss_flags;

	spinlock_t alloc_lock;  /* task_lock(): mm, files, fs, comm, real_cred */
	struct kthread kthread; /* PF_KTHREAD only */

	struct kmap_ctrl kmap_ctrl;
	/* fault injection: include/linux/fault-inject.h */
	bool make_it_fail;     /* [a] */
	bool fail_nth_set;     /* [a] */
	unsigned int fail_nth; /* [a] this allocation from now fails; 0: none */

	struct thread_struct thread; /* [self] the CPU's state while it is not running */
};

static inline void get_task_struct(struct task_struct *t)
{
	refcount_inc(&t->usage);
}

/* Drop a reference; the last one frees the structure and the stack. Any context. */
void put_task_struct(struct task_struct *t);

static inline void task_lock(struct task_struct *t)
{
	spin_lock(&t->alloc_lock);
}

static inline void task_unlock(struct task_struct *t)
{
	spin_unlock(&t->alloc_lock);
}

static inline int test_tsk_thread_flag(struct task_struct *t, int flag)
{
	return test_ti_thread_flag(&t->thread_info, flag);
}

static inline void set_tsk_thread_flag(struct task_struct *t, int flag)
{
	set_ti_thread_flag(&t->thread_info, flag);
}

static inline void clear_tsk_thread_flag(struct task_struct *t, int flag)
{
	clear_ti_thread_flag(&t->thread_info, flag);
}

static inline int signal_pending(struct task_struct *t)
{
	return test_tsk_thread_flag(t, TIF_SIGPENDING);
}

/* t loses the CPU: its return to ring 3 tells its rseq area. Any context. */
static inline void rseq_preempt(struct task_struct *t)
{
	if (t->rseq)
		set_tsk_thread_flag(t, TIF_NOTIFY_RESUME);
}

/* SIGKILL is on its way: nothing the task waits for matters any more. */
static inline bool fatal_signal_pending(struct task_struct *t)
{
	return signal_pending(t) && (t->pending.signal.sig[0] & (1UL << (SIGKILL - 1)));
}

/* Should a task that would sleep in @state stay awake because of a signal? */
static inline bool signal_pending_state(unsigned int state, struct task_struct *t)
{
	if (state & TASK_INTERRUPTIBLE)
		return signal_pending(t);
	return (state & TASK_WAKEKILL) && fatal_signal_pending(t);
}

/* Is a switch due on this CPU? */
static inline bool need_resched(void)
{
	return this_cpu_read(__need_resched);
}

static inline bool thread_group_leader(struct task_struct *t)
{
	return t->exit_signal >= 0;
}

static inline pid_t task_pid_nr(struct task_struct *t)
{
	return t->pid;
}

static inline pid_t task_tgid_nr(struct task_struct *t)
{
	return t->tgid;
}

/*
 * Set the state before testing the condition that somebody will make true before
 * waking us; the full barrier orders the two (see wait_event()).
 */
#define set_current_state(s) smp_store_mb(current->state, (s))
#define __set_current_state(s) WRITE_ONCE(current->state, (s))

/* --- core/sched.c ---------------------------------------------------------------- */

void sched_init(void); /* run queues; makes the running code the idle task of CPU 0 */
void schedule(void);   /* give the CPU away; may sleep, no locks held */
long schedule_timeout(long timeout); /* jiffies; returns what is left */
long schedule_timeout_interruptible(long timeout);
long schedule_timeout_uninterruptible(long timeout);
int wake_up_process(struct task_struct *t); /* 1 if it was asleep. Any context */
int wake_up_state(struct task_struct *t, unsigned int state);
/*
 * If t runs on another CPU, interrupt it there, so that it looks at its flags (a signal)
 * before it goes on in ring 3. Preemption is off.
 */
void kick_process(struct task_struct *t);
void wake_up_new_task(struct task_struct *t); /* first wake-up, after fork */
void sched_fork(struct task_struct *t);       /* scheduler's part of a new task */
void schedule_tail(struct task_struct *prev); /* a new task's first act */
void sched_tick(void);                        /* from the timer interrupt, irqs off */
void sched_yield(void);
int task_nice(const struct task_struct *t);
void set_user_nice(struct task_struct *t, long nice); /* -20..19 */
u64 task_sched_runtime(
	struct task_struct *t);     /* CPU time in ns, up to now. Any context */
void __noreturn cpu_idle(void);     /* what CPU 0 does when start_kernel is over */
void __noreturn do_task_dead(void); /* last call of an exiting task; irqs on */
int __cond_resched(void);

/* May sleep: let another task run if a switch is due. => one did. */
static inline int cond_resched(void)
{
	might_sleep();
	return unlikely(need_resched()) ? __cond_resched() : 0;
}

/*
 * From now on t runs on CPUs of mask only; when this returns it does. May sleep.
 * -EINVAL: none of them runs, or t is bound to its CPU.
 */
int set_cpus_allowed_ptr(struct task_struct *t, const struct cpumask *mask);

/*
 * The three things above that the scheduler needs, registered by their owners:
 * loading page tables (mm) and a task's memory (mm/kernel).
 */
struct sched_mm_ops {
	/* Make next's address space live. irqs off, run queue locked. prev != next. */
	void (*switch_mm)(struct mm_struct *prev, struct mm_struct *next,
			  struct task_struct *tsk);
	void (*mmgrab)(struct mm_struct *mm); /* lazy TLB: a kernel thread borrows it */
	void (*mmdrop)(struct mm_struct *mm);
	/* One of them has kmap_ctrl.idx != 0. irqs off, run queue locked. */
	void (*switch_kmaps)(struct task_struct *prev, struct task_struct *next);
};

/*
 * If a kernel thread runs on this CPU: give the address space that it borrowed back, and
 * use kernel_mm, which has no user half. irqs off.
 */
void sched_return_mm(struct mm_struct *kernel_mm);
void sched_set_mm_ops(const struct sched_mm_ops *ops);

struct task_memory_ops {
	struct task_struct *(*alloc)(
		int node);                   /* zeroed, with ->stack; NULL: no memory */
	void (*free)(struct task_struct *t); /* never sleeps: called after a switch */
};
void set_task_memory_ops(const struct task_memory_ops *ops);
struct task_struct *alloc_task_struct(void);

/* Add what t has used to *sum, but for the runtime. */
void task_usage(const struct task_struct *t, struct task_usage *sum);
/* *sum is what t's process has used, the threads that are gone included. siglock or
 * tasklist_lock held, or t is the caller's to reap. */
void group_usage(struct task_struct *t, struct task_usage *sum);

/* --- core/pid.c ------------------------------------------------------------------ */

extern rwlock_t tasklist_lock;
extern struct task_struct init_task;

extern int pid_max; /* numbers end below: kernel.pid_max, [a] */

pid_t alloc_pid(void);      /* -EAGAIN when all are taken */
pid_t claim_pid(pid_t pid); /* this one, below pid_max; -EEXIST when it is taken */
void free_pid(pid_t pid);
void attach_pid(struct task_struct *t); /* tasklist_lock held for writing */
void detach_pid(struct task_struct *t); /* tasklist_lock held for writing */
/* t takes the number of leader, who gets t's. tasklist_lock held for writing. */
void exchange_pids(struct task_struct *t, struct task_struct *leader);
struct task_struct *find_task_by_vpid(pid_t pid); /* tasklist_lock held */
struct task_struct *find_get_task_by_vpid(pid_t pid);
unsigned int nr_processes(void); /* numbers in use */
pid_t last_pid(void);            /* the one given out last */
/* Threads whose real user that is. tasklist_lock held. */
unsigned int nr_tasks_of(uid_t uid);

/* Is there a process group pgrp in session? tasklist_lock held. */
bool pgrp_exists(pid_t pgrp, pid_t session);

/*
 * Is the caller's process group without a parent in its session, but outside the group,
 * who could resume it? No locks.
 */
bool is_current_pgrp_orphaned(void);

/*
 * The same of any group, as it is without the process ignored; is anybody in it stopped?
 * tasklist_lock held.
 */
bool pgrp_is_orphaned(pid_t pgrp, pid_t session, const struct task_struct *ignored);
bool pgrp_has_stopped(pid_t pgrp);

/* tasklist_lock held */
#define for_each_process(p)                                                       \
	for (p = &init_task; (p = list_entry((p)->tasks.next, struct task_struct, \
					     tasks)) != &init_task;)

#endif
