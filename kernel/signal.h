/*
 * kernel/signal.h - sending siginfo, taking signals, and the frames of handlers
 *
 * Locking: see kernel/signal.c.
 */
#ifndef KERNEL_SIGNAL_H
#define KERNEL_SIGNAL_H

#include <linux/compiler.h>
#include <linux/signal.h>

struct pt_regs;

/* A signal that has been taken and whose handler is to run. */
struct ksignal {
	int sig;
	struct sigaction action;
	siginfo_t info;
};

/* --- signal_send.c ---------------------------------------------------------------- */

/*
 * Send info to t alone or to its process (group). tasklist_lock held, or t is current.
 * Any context. => 0; -EAGAIN: a queued signal found no memory.
 */
int send_signal_info(const siginfo_t *info, struct task_struct *t, bool group);

/* The same of a program's, which may be refused: -EPERM. si_signo 0: only that. */
int send_user_signal(const siginfo_t *info, struct task_struct *t, bool group);

/*
 * The calling task did something that it cannot be let go on after: sig reaches it even
 * if it blocks or ignores it, and then kills it. addr is si_addr.
 */
void force_sig_fault(int sig, int code, unsigned long addr);
void force_sig(int sig);

/*
 * Tell the parent of t, a leader without other threads that is a zombie now, by sig (0: only wake it up).
 * tasklist_lock held for writing. => true: the parent does not want to bury it.
 */
bool do_notify_parent(struct task_struct *t, int sig);

/* Tell it that t has stopped or goes on: why is CLD_STOPPED, CLD_CONTINUED.
 * tasklist_lock held. */
void do_notify_parent_cldstop(struct task_struct *t, int why);

/* Forget everything that is pending in p. siglock held, or p is nobody else's. */
void flush_sigqueue(struct sigpending *p);

/*
 * The memory of a siginfo for t; NULL: its user has as many as RLIMIT_SIGPENDING allows, and
 * it is not one that must be told, or there is no memory. tasklist_lock held, or t is
 * current. Any context.
 */
struct sigqueue *sigqueue_alloc(const struct task_struct *t, bool must);
void sigqueue_free(struct sigqueue *q); /* NULL, or a timer's own: nothing */

/* --- posix_timer.c ---------------------------------------------------------------- */

/* q, a timer's, is being taken: how often was it due meanwhile? siglock held. */
void posix_timer_note_overrun(struct sigqueue *q);

/* --- signal.c --------------------------------------------------------------------- */

/* Before the return to ring 3: run a handler, stop, die, or restart the system call. */
void do_signal(struct pt_regs *regs);

/*
 * The calling thread ends: no signal is meant for it from now on, and the process's code
 * is code if nothing else was said. => it is the last one that is alive.
 */
bool exit_signals(int code);

/*
 * Take the next of the signals in set that is pending. siglock held. => its number and
 * *info; 0: none.
 */
int dequeue_signal(unsigned long set, siginfo_t *info);

/* exec, clone3: caught signals are dealt with by default again, ignored ones stay so. */
void flush_signal_handlers(struct task_struct *t);

/* --- sys_signal.c ----------------------------------------------------------------- */

/*
 * Block what the program's set says for the length of one system call. 0, -EINVAL,
 * -EFAULT. The old mask comes back by restore_saved_sigmask(), which the call uses if no
 * signal ended it; else it is do_signal()'s to do.
 */
int set_user_sigmask(const sigset_t __user *set, size_t size);
void restore_saved_sigmask(void);
/* *info as a signal from the calling process has it. Process context. */
void fill_from_user(siginfo_t *info, int sig, int code);

/* --- user_exception.c ------------------------------------------------------------- */

/* Remember what a signal's ucontext will show of the exception that led to it. */
void note_user_exception(struct pt_regs *regs, int vec, unsigned long error);
bool signal_is_unhandled(int sig);

/* Parts of fault_init(). */
void user_exception_init(void);
void user_return_init(void);

/* --- signal_frame.c --------------------------------------------------------------- */

/* Make the program run the handler of ksig when it returns. 0 or -EFAULT. */
int __must_check setup_rt_frame(const struct ksignal *ksig, struct pt_regs *regs);

/* Is the user's stack pointer sp on its alternate signal stack? */
bool on_sig_stack(unsigned long sp);

/* The alternate stack as it is, and a new one. */
void save_altstack(stack_t *stack, unsigned long sp);
int do_sigaltstack(const stack_t *new, unsigned long sp);

/* The most bytes that a frame takes: AT_MINSIGSTKSZ. */
unsigned long signal_frame_size(void);

#endif
