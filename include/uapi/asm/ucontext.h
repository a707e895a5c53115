/* include/uapi/asm/ucontext.h - the third argument of a signal handler */
#ifndef _UAPI_ASM_UCONTEXT_H
#define _UAPI_ASM_UCONTEXT_H

#include <asm/sigcontext.h>
#include <asm/signal.h>

#define UC_FP_XSTATE 0x1         /* uc_mcontext.fpstate is an XSAVE area */
#define UC_SIGCONTEXT_SS 0x2     /* uc_mcontext.ss is filled in */
#define UC_STRICT_RESTORE_SS 0x4 /* rt_sigreturn takes it as it is */

struct ucontext {
	unsigned long uc_flags;
	struct ucontext *uc_link;
	stack_t uc_stack;
	struct sigcontext uc_mcontext;
	sigset_t uc_sigmask;
};

#endif
