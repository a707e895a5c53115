/*
 * kernel/user_return.c - the last thing before ring 3
 *
 * The entry code calls this while the running task's flags ask for something: to give
 * the CPU away, to look at its signals, to tell its rseq area that it had lost the CPU.
 * It is called again until no flag is left.
 *
 * Locking: irqs are off at entry and return, on in between.
 */
#include <linux/irqflags.h>
#include <linux/sched.h>
#include <asm/traps.h>
#include "rseq.h"
#include "signal.h"

static void exit_to_user(struct pt_regs *regs)
{
	local_irq_enable();
	if (test_thread_flag(TIF_NEED_RESCHED))
		schedule();
	if (test_thread_flag(TIF_SIGPENDING))
		do_signal(regs);
	if (test_thread_flag(TIF_NOTIFY_RESUME)) {
		clear_thread_flag(TIF_NOTIFY_RESUME);
		if (rseq_resume(regs))
			force_sig(SIGSEGV);
	}
	local_irq_disable();
}

void user_return_init(void)
{
	set_exit_to_user_hook(exit_to_user);
}
