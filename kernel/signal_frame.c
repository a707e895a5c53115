/*
 * kernel/signal_frame.c - the frame that a signal handler runs on, and the way back
 *
 *	high	the program's stack
 *		128 bytes that the program may be using below its stack pointer (red zone)
 *		FPU state, at a multiple of 64
 *		siginfo			<- RSI
 *		ucontext		<- RDX: registers, blocked set, alternate stack
 *	low	return address		<- RSP: the restorer, which calls rt_sigreturn
 *
 * The layout is Linux's for x86-64, since handlers and unwinders read it. What comes
 * back by rt_sigreturn is whatever the program made of it: nothing in it is trusted but
 * what ring 3 could have set by itself. Source: System V ABI for AMD64, 3.2.2 (red zone).
 *
 * Locking: none; everything belongs to the calling task.
 */
#include <linux/align.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <asm/fpu.h>
#include <asm/processor-flags.h>
#include <asm/processor.h>
#include <asm/segment.h>
#include <asm/special_insns.h>
#include <asm/switch_to.h>
#include <uapi/asm/ucontext.h>
#include "signal.h"

struct rt_sigframe {
	__sigrestore_t pretcode;
	struct ucontext uc;
	siginfo_t info;
};

#define RED_ZONE 128
#define FXSAVE_SIZE 512
#define FXSAVE_SW_BYTES 464 /* where its software bytes begin */

static bool has_xsave(void)
{
	return fpu_state_size > FXSAVE_SIZE;
}

/* Bytes of the FPU state in a frame. */
static size_t fp_frame_size(void)
{
	return fpu_state_size + (has_xsave() ? FP_XSTATE_MAGIC2_SIZE : 0);
}

unsigned long signal_frame_size(void)
{
	return ALIGN(sizeof(struct rt_sigframe) + FPU_STATE_ALIGN + fp_frame_size(), 16);
}

/* --- the alternate stack ---------------------------------------------------------- */

bool on_sig_stack(unsigned long sp)
{
	if (current->sas_ss_flags & SS_AUTODISARM)
		return false;
	return sp > current->sas_ss_sp && sp - current->sas_ss_sp <= current->sas_ss_size;
}

static int sas_flags(unsigned long sp)
{
	if (!current->sas_ss_size)
		return SS_DISABLE;
	return on_sig_stack(sp) ? SS_ONSTACK : 0;
}

static void disarm_altstack(void)
{
	current->sas_ss_sp = 0;
	current->sas_ss_size = 0;
	current->sas_ss_flags = SS_DISABLE;
}

void save_altstack(stack_t *stack, unsigned long sp)
{
	*stack = (stack_t){
		.ss_sp = (void *)current->sas_ss_sp,
		.ss_flags = sas_flags(sp) | (current->sas_ss_flags & SS_AUTODISARM),
		.ss_size = current->sas_ss_size,
	};
}

int do_sigaltstack(const stack_t *new, unsigned long sp)
{
	int mode = new->ss_flags & ~SS_AUTODISARM;

	if (on_sig_stack(sp))
		return -EPERM;
	if (mode != SS_DISABLE && mode != SS_ONSTACK && mode != 0)
		return -EINVAL;
	if (mode == SS_DISABLE) {
		disarm_altstack();
		return 0;
	}
	if (new->ss_size < MINSIGSTKSZ)
		return -ENOMEM;
	current->sas_ss_sp = (unsigned long)new->ss_sp;
	current->sas_ss_size = new->ss_size;
	current->sas_ss_flags = new->ss_flags;
	return 0;
}

/* --- into the handler ------------------------------------------------------------- */

/* Store the FPU registers at addr, and say there how. */
static int save_fp_state(unsigned long addr)
{
	struct _fpx_sw_bytes sw = { .magic1 = 0 };

	if (fpu_save_user((void __user *)addr))
		return -EFAULT;
	if (has_xsave()) {
		sw.magic1 = FP_XSTATE_MAGIC1;
		sw.extended_size = fp_frame_size();
		sw.xfeatures = xgetbv(0);
		sw.xstate_size = fpu_state_size;
		if (put_user(FP_XSTATE_MAGIC2, (u32 __user *)(addr + fpu_state_size)))
			return -EFAULT;
	}
	if (copy_to_user((void __user *)(addr + FXSAVE_SW_BYTES), &sw, sizeof(sw)))
		return -EFAULT;
	return 0;
}

static void save_sigcontext(struct sigcontext *sc, const struct pt_regs *regs)
{
	sc->r8 = regs->r8;
	sc->r9 = regs->r9;
	sc->r10 = regs->r10;
	sc->r11 = regs->r11;
	sc->r12 = regs->r12;
	sc->r13 = regs->r13;
	sc->r14 = regs->r14;
	sc->r15 = regs->r15;
	sc->di = regs->rdi;
	sc->si = regs->rsi;
	sc->bp = regs->rbp;
	sc->bx = regs->rbx;
	sc->dx = regs->rdx;
	sc->ax = regs->rax;
	sc->cx = regs->rcx;
	sc->sp = regs->rsp;
	sc->ip = regs->rip;
	sc->flags = regs->rflags;
	sc->cs = regs->cs;
	sc->ss = regs->ss;
	sc->err = current->thread.error_code;
	sc->trapno = current->thread.trap_nr;
	sc->cr2 = current->thread.cr2;
}

/* Where the FPU state goes; the frame lies below it. 0: the alternate stack is full. */
static unsigned long place_frame(const struct ksignal *ksig, unsigned long sp,
				 unsigned long *fpstate)
{
	bool nested = on_sig_stack(sp);
	unsigned long frame;

	if ((ksig->action.sa_flags & SA_ONSTACK) && !nested && current->sas_ss_size)
		sp = current->sas_ss_sp + current->sas_ss_size;
	else
		sp -= RED_ZONE;
	*fpstate = ALIGN_DOWN(sp - fp_frame_size(), FPU_STATE_ALIGN);
	/* At its entry a function finds RSP 8 below a multiple of 16. */
	frame = ALIGN_DOWN(*fpstate - sizeof(struct rt_sigframe), 16) - 8;
	if (nested && !on_sig_stack(frame))
		return 0;
	return frame;
}

static void fill_ucontext(struct ucontext *uc, const struct pt_regs *regs,
			  unsigned long fpstate)
{
	uc->uc_flags = UC_SIGCONTEXT_SS | UC_STRICT_RESTORE_SS;
	if (has_xsave())
		uc->uc_flags |= UC_FP_XSTATE;
	save_altstack(&uc->uc_stack, regs->rsp);
	save_sigcontext(&uc->uc_mcontext, regs);
	uc->uc_mcontext.fpstate = fpstate;
	uc->uc_sigmask = current->restore_sigmask ? current->saved_sigmask
						  : current->blocked;
	uc->uc_mcontext.oldmask = uc->uc_sigmask.sig[0];
}

int setup_rt_frame(const struct ksignal *ksig, struct pt_regs *regs)
{
	struct rt_sigframe frame = { .pretcode = ksig->action.sa_restorer };
	unsigned long fpstate, sp = place_frame(ksig, regs->rsp, &fpstate);

	/* Without SA_RESTORER there is nowhere to return to: there is no vDSO. */
	if (!sp || !(ksig->action.sa_flags & SA_RESTORER) || save_fp_state(fpstate))
		return -EFAULT;
	fill_ucontext(&frame.uc, regs, fpstate);
	frame.info = ksig->info;
	if (copy_to_user((void __user *)sp, &frame, sizeof(frame)))
		return -EFAULT;
	if (current->sas_ss_flags & SS_AUTODISARM)
		disarm_altstack();

	regs->rdi = ksig->sig;
	regs->rsi = sp + offsetof(struct rt_sigframe, info);
	regs->rdx = sp + offsetof(struct rt_sigframe, uc);
	regs->rax = 0; /* a handler without prototype may be variadic */
	regs->rip = (unsigned long)ksig->action.sa_handler;
	regs->rsp = sp;
	regs->cs = __USER_CS;
	regs->ss = __USER_DS;
	return 0;
}

/* --- and back --------------------------------------------------------------------- */

static int restore_fp_state(unsigned long addr)
{
	if (addr)
		return fpu_restore_user((const void __user *)addr);
	fpu_reset();
	return 0;
}

static void restore_sigcontext(struct pt_regs *regs, const struct sigcontext *sc)
{
	regs->r8 = sc->r8;
	regs->r9 = sc->r9;
	regs->r10 = sc->r10;
	regs->r11 = sc->r11;
	regs->r12 = sc->r12;
	regs->r13 = sc->r13;
	regs->r14 = sc->r14;
	regs->r15 = sc->r15;
	regs->rdi = sc->di;
	regs->rsi = sc->si;
	regs->rbp = sc->bp;
	regs->rbx = sc->bx;
	regs->rdx = sc->dx;
	regs->rax = sc->ax;
	regs->rcx = sc->cx;
	regs->rsp = sc->sp;
	regs->rip = sc->ip;
	regs->rflags = (regs->rflags & ~X86_EFLAGS_USER) | (sc->flags & X86_EFLAGS_USER);
	regs->cs = __USER_CS; /* Atlas: 64-bit programs only */
	regs->ss = __USER_DS;
	regs->orig_rax = -1UL; /* the call that was interrupted is not to be restarted */
}

SYSCALL_DEFINE0(rt_sigreturn)
{
	struct pt_regs *regs = task_pt_regs(current);
	struct ucontext uc;
	/* The handler's return has taken the first word, pretcode, off the stack. */
	unsigned long frame = regs->rsp - sizeof(__sigrestore_t);

	if (copy_from_user(&uc, &((struct rt_sigframe __user *)frame)->uc, sizeof(uc)))
		goto bad_frame;
	set_current_blocked(&uc.uc_sigmask);
	restore_sigcontext(regs, &uc.uc_mcontext);
	if (restore_fp_state(uc.uc_mcontext.fpstate))
		goto bad_frame;
	/* A frame that was made up may hold any: Linux does not complain either. */
	do_sigaltstack(&uc.uc_stack, regs->rsp);
	return regs->rax;

bad_frame:
	force_sig(SIGSEGV);
	return 0;
}

SYSCALL_DEFINE2(sigaltstack, const stack_t __user *, new, stack_t __user *, old)
{
	unsigned long sp = task_pt_regs(current)->rsp;
	stack_t stack, previous;
	int err = 0;

	save_altstack(&previous, sp);
	if (new) {
		if (copy_from_user(&stack, new, sizeof(stack)))
			return -EFAULT;
		err = do_sigaltstack(&stack, sp);
	}
	if (!err && old && copy_to_user(old, &previous, sizeof(previous)))
		err = -EFAULT;
	return err;
}
