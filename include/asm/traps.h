/*
 * include/asm/traps.h - exceptions and interrupts, and who handles them
 *
 * arch/ owns the 256 entries; what to do at each is a registered function. Exceptions
 * without one, and those a handler cannot resolve in kernel mode, end in die().
 *
 * Locking: the tables are written during boot, or with the interrupt masked; read by the
 * entry code without a lock.
 */
#ifndef ASM_TRAPS_H
#define ASM_TRAPS_H

#include <linux/compiler.h>
#include <asm/ptrace.h>

/* The exceptions: SDM volume 3A, table 6-1. */
#define X86_TRAP_DE 0  /* divide error */
#define X86_TRAP_DB 1  /* debug */
#define X86_TRAP_NMI 2 /* non-maskable interrupt */
#define X86_TRAP_BP 3  /* breakpoint */
#define X86_TRAP_OF 4  /* overflow */
#define X86_TRAP_BR 5  /* bound range exceeded */
#define X86_TRAP_UD 6  /* invalid opcode */
#define X86_TRAP_NM 7  /* device not available */
#define X86_TRAP_DF 8  /* double fault */
#define X86_TRAP_OLD_MF 9
#define X86_TRAP_TS 10 /* invalid TSS */
#define X86_TRAP_NP 11 /* segment not present */
#define X86_TRAP_SS 12 /* stack segment fault */
#define X86_TRAP_GP 13 /* general protection fault */
#define X86_TRAP_PF 14 /* page fault */
#define X86_TRAP_MF 16 /* x87 floating point error */
#define X86_TRAP_AC 17 /* alignment check */
#define X86_TRAP_MC 18 /* machine check */
#define X86_TRAP_XF 19 /* SIMD floating point error */
#define X86_TRAP_VE 20 /* virtualization */
#define X86_TRAP_CP 21 /* control protection */
#define NR_EXCEPTIONS 32

/* The error code of a page fault: SDM volume 3A, 4.7. */
#define X86_PF_PROT 0x01 /* the page was there: a protection fault */
#define X86_PF_WRITE 0x02
#define X86_PF_USER 0x04  /* from ring 3 */
#define X86_PF_RSVD 0x08  /* a reserved bit is set in a page-table entry */
#define X86_PF_INSTR 0x10 /* an instruction fetch */

/* Interrupt vectors. Devices get FIRST_EXTERNAL_VECTOR + line. */
#define FIRST_EXTERNAL_VECTOR 32
#define LOCAL_TIMER_VECTOR 0xec
#define CALL_FUNCTION_VECTOR 0xfb
#define RESCHEDULE_VECTOR 0xfd
#define ERROR_APIC_VECTOR 0xfe
#define SPURIOUS_APIC_VECTOR 0xff /* low four bits set: P6 hardwires them */
#define NR_VECTORS 256

/*
 * GDT, TSS, IDT of the boot CPU; which stacks a backtrace may walk, and how panic()
 * restarts the machine. From here on an exception is reported instead of resetting it.
 * First thing of start_kernel(), once current is set; irqs off.
 */
void trap_init(void);

/* What the entry code calls. irqs are off at entry and at return. */
typedef void (*trap_handler_t)(struct pt_regs *regs);

/*
 * Let handler deal with exception vec (0..31). regs->orig_rax holds the error code, 0
 * where the CPU gives none. It may turn irqs on (if regs->rflags had them on) and must
 * return with them off. A fault in kernel mode that it cannot resolve goes to
 * fixup_exception() and then die(). NULL brings back the default: just that.
 */
void set_exception_handler(unsigned int vec, trap_handler_t handler);

/*
 * Let handler deal with interrupt vector 32..255; regs->orig_rax holds the vector. It
 * runs in hard-interrupt context and acknowledges with apic_eoi(). NULL: none, the
 * interrupt is counted as spurious.
 */
void set_irq_handler(unsigned int vector, trap_handler_t handler);

/*
 * Let handler look at each NMI; false: it was not for it. Runs in NMI context, whatever
 * was interrupted.
 */
void set_nmi_handler(bool (*handler)(const struct pt_regs *regs));

/*
 * The handler of every system call, whose number is regs->orig_rax. What it returns goes
 * into regs->rax (which is -ENOSYS meanwhile). Called and returns with irqs on.
 */
typedef long (*syscall_handler_t)(struct pt_regs *regs);
void set_syscall_handler(syscall_handler_t handler);

/*
 * hook is called before a return to ring 3 while a bit of TIF_WORK_MASK is set for the
 * running task: irqs are off, it may turn them on, it returns with them off, and it is
 * called again until no bit is left.
 */
void set_exit_to_user_hook(trap_handler_t hook);

/*
 * hook is called at the end of an interrupt that came from preemptible kernel mode when
 * the running task should give way. irqs are off at its entry and return.
 */
void set_kernel_preempt_hook(void (*hook)(void));

/*
 * Try the exception table: if the faulting kernel instruction has an entry, continue at
 * its fixup and return true. Any context.
 */
bool fixup_exception(struct pt_regs *regs);

/* "page fault", "divide error", ... for vec 0..31. */
const char *exception_name(unsigned int vec);

/*
 * Print the one oops for regs, with cause in its first line, and panic. vec is the
 * exception, or -1 when it was none. Any context.
 */
void __noreturn die(const char *cause, struct pt_regs *regs, int vec);

/*
 * The same for a page fault at addr, as the handler read it from CR2 at its beginning:
 * by now CR2 may be that of a later fault.
 */
void __noreturn die_page_fault(struct pt_regs *regs, unsigned long addr);

/* Called by the oops of a page fault to print the page-table walk of addr. */
void set_oops_page_walk(void (*walk)(unsigned long addr));

#endif
