/*
 * kernel/user_exception.c - exceptions other than page faults
 *
 * In ring 3 each becomes the signal that Linux sends for it. In ring 0 an exception is a
 * mistake of ours, unless the instruction has an entry in the exception table.
 *
 * Source: SDM volume 3A, chapter 6, for what each means; signal(7), sigaction(2).
 *
 * Locking: none; the handlers run in the context of the task that faulted.
 */
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <asm/fpu.h>
#include <asm/traps.h>
#include "signal.h"

/* Would sig end the calling process? Then the log says why. */
bool signal_is_unhandled(int sig)
{
	__sighandler_t handler = current->sighand->action[sig - 1].sa.sa_handler;

	return handler == SIG_DFL || handler == SIG_IGN ||
	       sigismember(&current->blocked, sig);
}

void note_user_exception(struct pt_regs *regs, int vec, unsigned long error)
{
	current->thread.trap_nr = vec;
	current->thread.error_code = error;
	regs->orig_rax = -1UL; /* this was no system call: there is nothing to restart */
}

/* => true: it came from ring 3, and irqs are on. In ring 0 it is fixed up, or the end. */
static bool from_user(struct pt_regs *regs, int vec)
{
	if (user_mode(regs)) {
		local_irq_enable();
		return true;
	}
	if (!fixup_exception(regs))
		die(exception_name(vec), regs, vec);
	return false;
}

/* code 0: one that says nothing but that the kernel sent it. */
static void send_trap(struct pt_regs *regs, int vec, int sig, int code,
		      unsigned long addr)
{
	unsigned long error = regs->orig_rax;

	note_user_exception(regs, vec, error);
	if (signal_is_unhandled(sig))
		pr_info_ratelimited("%s[%d]: %s ip:%lx sp:%lx error:%lx\n", current->comm,
				    current->pid, exception_name(vec), regs->rip,
				    regs->rsp, error);
	if (code)
		force_sig_fault(sig, code, addr);
	else
		force_sig(sig);
	local_irq_disable();
}

/* The exceptions that differ only in what they are called. */
#define PLAIN_TRAPS(TRAP)                                 \
	TRAP(X86_TRAP_DE, SIGFPE, FPE_INTDIV, regs->rip)  \
	TRAP(X86_TRAP_DB, SIGTRAP, TRAP_TRACE, regs->rip) \
	TRAP(X86_TRAP_BP, SIGTRAP, 0, 0)                  \
	TRAP(X86_TRAP_OF, SIGSEGV, 0, 0)                  \
	TRAP(X86_TRAP_BR, SIGSEGV, 0, 0)                  \
	TRAP(X86_TRAP_UD, SIGILL, ILL_ILLOPN, regs->rip)  \
	TRAP(X86_TRAP_OLD_MF, SIGFPE, 0, 0)               \
	TRAP(X86_TRAP_TS, SIGSEGV, 0, 0)                  \
	TRAP(X86_TRAP_NP, SIGBUS, 0, 0)                   \
	TRAP(X86_TRAP_SS, SIGBUS, 0, 0)                   \
	TRAP(X86_TRAP_GP, SIGSEGV, 0, 0)                  \
	TRAP(X86_TRAP_AC, SIGBUS, BUS_ADRALN, 0)

#define DEFINE_TRAP(vec, sig, code, addr)                      \
	static void trap_##vec(struct pt_regs *regs)           \
	{                                                      \
		if (from_user(regs, vec))                      \
			send_trap(regs, vec, sig, code, addr); \
	}
PLAIN_TRAPS(DEFINE_TRAP)

/* --- floating point --------------------------------------------------------------- */

/* The bits of exception flags, x87's and SSE's alike (SDM volume 1, 8.1.3 and 10.2.3). */
#define FP_INVALID 0x01
#define FP_DENORMAL 0x02
#define FP_ZERO_DIVIDE 0x04
#define FP_OVERFLOW 0x08
#define FP_UNDERFLOW 0x10
#define FP_PRECISION 0x20

/* The beginning of the state that XSAVE and FXSAVE store. */
struct fp_state_head {
	u16 fcw, fsw;
	u32 unused[5];
	u32 mxcsr;
};

/* The flags that are set and not masked: those that raised the exception. */
static unsigned int fp_exceptions(int vec)
{
	const struct fp_state_head *fp = current->thread.fpu_state;

	fpu_save(current->thread.fpu_state);
	if (vec == X86_TRAP_MF)
		return fp->fsw & ~fp->fcw;
	return fp->mxcsr & ~(fp->mxcsr >> 7);
}

static int fp_code(unsigned int exceptions)
{
	if (exceptions & FP_INVALID)
		return FPE_FLTINV;
	if (exceptions & FP_ZERO_DIVIDE)
		return FPE_FLTDIV;
	if (exceptions & FP_OVERFLOW)
		return FPE_FLTOVF;
	if (exceptions & (FP_DENORMAL | FP_UNDERFLOW))
		return FPE_FLTUND;
	return exceptions & FP_PRECISION ? FPE_FLTRES : 0;
}

static void fp_error(struct pt_regs *regs, int vec)
{
	if (from_user(regs, vec))
		send_trap(regs, vec, SIGFPE, fp_code(fp_exceptions(vec)), regs->rip);
}

static void trap_x87(struct pt_regs *regs)
{
	fp_error(regs, X86_TRAP_MF);
}

static void trap_simd(struct pt_regs *regs)
{
	fp_error(regs, X86_TRAP_XF);
}

void user_exception_init(void)
{
#define REGISTER_TRAP(vec, sig, code, addr) set_exception_handler(vec, trap_##vec);
	PLAIN_TRAPS(REGISTER_TRAP)
#undef REGISTER_TRAP
	set_exception_handler(X86_TRAP_MF, trap_x87);
	set_exception_handler(X86_TRAP_XF, trap_simd);
}
