/*
 * include/asm/processor.h - the CPU as the rest of the kernel sees it
 *
 * Locking: a thread_struct belongs to its task; the scheduler's switch writes it with
 * irqs off, the task itself otherwise.
 */
#ifndef ASM_PROCESSOR_H
#define ASM_PROCESSOR_H

#include <linux/types.h>
#include <asm/cpufeature.h>
#include <asm/processor-flags.h>
#include <asm/special_insns.h>

struct pt_regs;
struct task_struct;

/* User space ends a page short of the non-canonical hole (see arch/syscall.asm). */
#define TASK_SIZE_MAX 0x00007ffffffff000UL
#define TASK_SIZE TASK_SIZE_MAX
#define STACK_TOP TASK_SIZE_MAX

/* What the CPU keeps for a task beside the registers on its kernel stack. */
struct thread_struct {
	unsigned long sp;     /* kernel stack pointer while it is switched out */
	unsigned long fsbase; /* user FS base: thread-local storage */
	unsigned long gsbase; /* user GS base */
	u16 fsindex, gsindex; /* user FS and GS selectors */
	unsigned long cr2;    /* the last fault in ring 3: address, exception, code */
	unsigned long trap_nr;
	unsigned long error_code;
	void *fpu_state; /* fpu_state_size bytes (asm/fpu.h); given by the allocator */
};

struct cpuid_regs {
	u32 eax, ebx, ecx, edx;
};

static inline struct cpuid_regs cpuid_count(u32 leaf, u32 subleaf)
{
	struct cpuid_regs r;

	asm volatile("cpuid"
		     : "=a"(r.eax), "=b"(r.ebx), "=c"(r.ecx), "=d"(r.edx)
		     : "a"(leaf), "c"(subleaf));
	return r;
}

static inline struct cpuid_regs cpuid(u32 leaf)
{
	return cpuid_count(leaf, 0);
}

/* Tell the CPU that this is a waiting loop. */
static inline void cpu_relax(void)
{
	asm volatile("pause" : : : "memory");
}

/*
 * Make regs the state of a program that starts at ip with stack pointer sp: all other
 * registers zero, interrupts on. For execve, before the return to ring 3.
 */
void start_thread(struct pt_regs *regs, unsigned long ip, unsigned long sp);

/*
 * Give the running task the machine state of a fresh program: FPU registers, FS and GS
 * bases. For execve, once the old program is gone.
 */
void flush_thread(void);

/*
 * Make t, a copy of the running task, return from the same system call with 0 in RAX.
 * regs: the parent's; usp: its stack pointer, 0 for the same as the parent's. With
 * set_tls, tls becomes its FS base. The FPU state is copied. Returns 0, or -EPERM for a
 * tls outside user space.
 */
int copy_thread(struct task_struct *t, const struct pt_regs *regs, unsigned long usp,
		unsigned long tls, bool set_tls);

/*
 * Make t start, when it is first scheduled, by schedule_tail() and then fn(arg) on its
 * kernel stack. When fn returns, t enters ring 3 with task_pt_regs(t), which fn has
 * prepared (start_thread()).
 */
void arch_setup_new_task(struct task_struct *t, void (*fn)(void *), void *arg);

/*
 * The running task's segment bases, with the selector 0. -EPERM for an address outside
 * user space: only the program itself can set those (wrfsbase, SDM volume 2B).
 */
int set_user_fs_base(unsigned long base);
int set_user_gs_base(unsigned long base);

/* Bring the segments in current->thread up to date: ring 3 may have changed them. */
void current_save_fsgs(void);

/* May the caller read the time-stamp counter? If not, rdtsc is SIGSEGV; see prctl(2). */
void set_tsc_mode(bool allowed);

#endif
