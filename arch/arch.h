/*
 * arch/arch.h - what the files of arch/ share among themselves
 *
 * Mostly the seam between C and assembly: symbols of the .asm files, and symbols that
 * they use. Locking: see each owner.
 */
#ifndef ARCH_ARCH_H
#define ARCH_ARCH_H

#include <linux/percpu.h>
#include <linux/types.h>
#include <asm/desc.h>
#include <asm/traps.h>

struct task_struct;

/* --- entry.asm, syscall.asm, switch.asm, gdt_load.asm --- */

extern const unsigned long vector_table[NR_VECTORS]; /* the first instruction of each */
void syscall_entry(void);
void new_task(void);
void gdt_load(const struct desc_ptr *pointer);

/* --- used by them --- */

extern syscall_handler_t syscall_handler;
extern trap_handler_t exit_to_user_hook;
extern void (*schedule_tail_hook)(struct task_struct *prev);
DECLARE_PER_CPU(unsigned long, cpu_stack_top);
DECLARE_PER_CPU(unsigned long, user_sp_scratch);
void do_exception(struct pt_regs *regs, unsigned int vec);
void do_interrupt(struct pt_regs *regs);

/* --- trampoline.asm, smp.c --- */

/* What the CPU that is being started finds; of one CPU at a time. */
struct ap_start {
	u32 apic_id; /* [a] who may start; the CPU that does puts AP_NOBODY here */
	u32 reserved;
	u64 pgd;     /* physical */
	u64 stack;   /* its idle task's */
	u64 gs_base; /* its per-CPU area */
};
#define AP_NOBODY (~0U)
extern struct ap_start ap_start;
extern const char ap_trampoline[], ap_trampoline_end[];
void __noreturn ap_main(void);

/*
 * Make the CPU with this APIC id begin at ap_trampoline, with what ap_start says. false:
 * nobody came within four seconds, and nobody will. One at a time; process context.
 */
bool wake_up_cpu(u32 apic_id);

/* --- nmi.c --- */

/* The default handler of NMIs. */
void nmi(struct pt_regs *regs);

/* panic_stop_cpus_hook, panic_show_cpus_hook */
void nmi_stop_cpus(void);
void nmi_show_cpus(void);

/* --- linker.ld: every STAC and CLAC of the image --- */

struct smap_site {
	u8 *place;
	u64 instruction; /* three bytes, the lowest first */
};
extern const struct smap_site __start_smap_sites[], __stop_smap_sites[];

/* --- gdt.c --- */

/* Did this CPU's IST stack run into its lower end at any time? */
bool ist_stack_overran(enum ist_number which);

/* --- oops.c --- */

/* One line: the CPU, the running task, its preempt count. Any context. */
void oops_print_task(void);

/* The default handler of #DF: mostly a kernel stack that ran over. */
void __noreturn double_fault(struct pt_regs *regs);

/* --- one instruction a function --- */

static inline void load_tr(u16 selector)
{
	asm volatile("ltr %0" : : "r"(selector) : "memory");
}

static inline void load_idt(const struct desc_ptr *pointer)
{
	asm volatile("lidt %0" : : "m"(*pointer) : "memory");
}

static inline void breakpoint(void)
{
	asm volatile("int3");
}

#endif
