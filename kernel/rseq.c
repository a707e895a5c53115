/*
 * kernel/rseq.c - rseq(2): per-CPU data of a program, without locks or atomic instructions
 *
 *	mov [area.rseq_cs], section	from here ...
 *	start:	cpu = area.cpu_id
 *		...
 *		the store that commits
 *	end:				... to here we are alone on this CPU,
 *	abort:				or find ourselves here
 *
 * A thread tells where its area lies. Whenever it comes back after another task had its
 * CPU, or to a signal's handler, the area is told the CPU; and a thread that was between
 * start and end goes on at abort. That place is the program's word: so that nobody makes
 * a jump out of a stray write, a signature lies before it that the registration named.
 *
 * Source: the man page rseq(2) of librseq; System V ABI for AMD64.
 *
 * Locking: everything belongs to the calling task. TIF_NOTIFY_RESUME is set by whoever
 * takes the CPU away, and cleared before the area is looked at: a switch meanwhile means
 * one more look.
 */
#include "rseq.h"
#include <linux/align.h>
#include <linux/errno.h>
#include <linux/smp.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <asm/ptrace.h>
#include <uapi/linux/rseq.h>

#define AREA_SIZE 32 /* what the C libraries register */

static int write_cpu(u32 start, u32 id)
{
	return put_user((u64)id << 32 | start, (u64 __user *)current->rseq);
}

static int read_section(struct rseq_cs *cs, unsigned long addr)
{
	u32 signature;

	if (copy_from_user(cs, (const void __user *)addr, sizeof(*cs)))
		return -EFAULT;
	if (cs->start_ip >= TASK_SIZE || cs->abort_ip >= TASK_SIZE ||
	    cs->post_commit_offset >= TASK_SIZE - cs->start_ip || cs->version)
		return -EINVAL;
	if (cs->abort_ip - cs->start_ip < cs->post_commit_offset)
		return -EINVAL; /* it would never be left */
	if (get_user(signature, (const u32 __user *)(cs->abort_ip - sizeof(signature))))
		return -EFAULT;
	return signature == current->rseq_sig ? 0 : -EINVAL;
}

/* Leave the section that regs are in, if any. */
static int leave_section(struct pt_regs *regs)
{
	struct rseq __user *area = current->rseq;
	struct rseq_cs cs;
	unsigned long addr;
	bool inside;
	u32 flags;
	int err;

	if (get_user(addr, (const unsigned long __user *)&area->rseq_cs))
		return -EFAULT;
	if (!addr)
		return 0;
	err = read_section(&cs, addr);
	if (err)
		return err;
	inside = regs->rip - cs.start_ip < cs.post_commit_offset;
	if (inside && (get_user(flags, &area->flags) || flags || cs.flags))
		return -EINVAL;
	if (put_user(0UL, (unsigned long __user *)&area->rseq_cs))
		return -EFAULT;
	if (inside)
		regs->rip = cs.abort_ip;
	return 0;
}

int __rseq_resume(struct pt_regs *regs)
{
	int err = leave_section(regs);
	u32 cpu = raw_smp_processor_id();

	return err ? err : write_cpu(cpu, cpu);
}

static long unregister(struct rseq __user *area, u32 len, u32 signature)
{
	if (!area || area != current->rseq || len != AREA_SIZE)
		return -EINVAL;
	if (signature != current->rseq_sig)
		return -EPERM;
	if (write_cpu(0, RSEQ_CPU_ID_UNINITIALIZED))
		return -EFAULT;
	current->rseq = NULL;
	return 0;
}

SYSCALL_DEFINE4(rseq, struct rseq __user *, area, u32, len, int, flags, u32, signature)
{
	if (flags == RSEQ_FLAG_UNREGISTER)
		return unregister(area, len, signature);
	if (flags)
		return -EINVAL;
	if (current->rseq) {
		if (area != current->rseq || len != AREA_SIZE)
			return -EINVAL;
		return signature == current->rseq_sig ? -EBUSY : -EPERM;
	}
	if (!IS_ALIGNED((unsigned long)area, AREA_SIZE) || len != AREA_SIZE)
		return -EINVAL;
	if (!access_ok((unsigned long)area, len))
		return -EFAULT;
	current->rseq = area;
	current->rseq_sig = signature;
	rseq_preempt(current); /* the CPU is written on the way back */
	return 0;
}
