/*
 * arch/asm-offsets.c - what the assembler must know of the C structures
 *
 * Never linked: the build compiles this to assembly and turns each line `->NAME VALUE`
 * into a %define of asm-offsets.inc. Locking: none.
 */
#include <linux/sched.h>
#include <linux/stddef.h>
#include <uapi/linux/errno.h>
#include <asm/msr.h>
#include <asm/processor-flags.h>
#include <asm/ptrace.h>
#include <asm/segment.h>
#include <asm/thread_info.h>
#include "arch.h"

#define DEFINE(name, value) asm volatile("\n->" #name " %0" : : "i"((long)(value)))
#define REG_OFFSET(name, field) DEFINE(name, offsetof(struct pt_regs, field))

/* The entry code pushes registers one by one: their order must be that of the structure. */
static_assert(offsetof(struct pt_regs, r15) == 0, "pushed last");
static_assert(offsetof(struct pt_regs, rdi) == 14 * 8, "pushed first");
static_assert(offsetof(struct pt_regs, orig_rax) == 15 * 8, "below the CPU's own frame");
static_assert(sizeof(struct pt_regs) == 21 * 8, "one slot for each push");
static_assert(offsetof(struct task_struct, thread_info) == 0, "current_thread_info()");

void asm_offsets(void);
void asm_offsets(void)
{
	REG_OFFSET(PT_R11, r11);
	REG_OFFSET(PT_RAX, rax);
	REG_OFFSET(PT_RCX, rcx);
	REG_OFFSET(PT_ORIG_RAX, orig_rax);
	REG_OFFSET(PT_RIP, rip);
	REG_OFFSET(PT_CS, cs);
	REG_OFFSET(PT_RFLAGS, rflags);
	REG_OFFSET(PT_RSP, rsp);
	DEFINE(PT_REGS_SIZE, sizeof(struct pt_regs));

	DEFINE(TASK_TI_FLAGS, offsetof(struct task_struct, thread_info.flags));
	DEFINE(TASK_THREAD_SP, offsetof(struct task_struct, thread.sp));
	DEFINE(TIF_WORK_MASK, TIF_WORK_MASK);
	DEFINE(THREAD_SIZE, THREAD_SIZE);

	DEFINE(AP_START_APIC_ID, offsetof(struct ap_start, apic_id));
	DEFINE(AP_START_PGD, offsetof(struct ap_start, pgd));
	DEFINE(AP_START_STACK, offsetof(struct ap_start, stack));
	DEFINE(AP_START_GS_BASE, offsetof(struct ap_start, gs_base));

	DEFINE(KERNEL_CS, __KERNEL_CS);
	DEFINE(KERNEL_DS, __KERNEL_DS);
	DEFINE(USER_CS, __USER_CS);
	DEFINE(USER_DS, __USER_DS);
	DEFINE(MSR_EFER, MSR_EFER);
	DEFINE(MSR_GS_BASE, MSR_GS_BASE);
	DEFINE(EFLAGS_NO_SYSRET, X86_EFLAGS_TF | X86_EFLAGS_RF);

	DEFINE(EFAULT, EFAULT);
	DEFINE(ENOSYS, ENOSYS);
}
