/*
 * arch/gdt.c - each CPU's segments, task state and emergency stacks
 *
 * In long mode segments do little: they say which ring we are in. The TSS says where an
 * interrupt from ring 3 starts (sp0) and where #DF, NMI and #MC do (ist), wherever the
 * stack pointer was. An IST stack:
 *
 *	base                                      base + IST_STACK_SIZE
 *	| magic |     free     | pt_regs | GS base | pad |
 *	                                 ^ TSS.ist[n - 1], 16-byte aligned
 *
 * The GS base is for ist.asm. The stacks lie in the per-CPU area, without guard pages:
 * #DF never returns, and the handlers of NMI and #MC are shallow; the magic word shows
 * whether one went too deep.
 *
 * Locking: none; everything here belongs to one CPU.
 */
#include <linux/percpu.h>
#include <linux/string.h>
#include <asm/desc.h>
#include <asm/msr.h>
#include "arch.h"

#define IST_MAGIC 0x57ac6e9d57ac6e9dUL

/* Descriptors: flat, present; SDM volume 3A, 3.4.5. */
#define DESC_KERNEL_CODE 0x00af9b000000ffffUL
#define DESC_KERNEL_DATA 0x00cf93000000ffffUL
#define DESC_USER32_CODE 0x00cffb000000ffffUL
#define DESC_USER_DATA 0x00cff3000000ffffUL
#define DESC_USER_CODE 0x00affb000000ffffUL
#define DESC_TSS_AVAILABLE 0x0000890000000000UL

struct ist_stack {
	char bytes[IST_STACK_SIZE];
} __aligned(16);

/* Together, so that one pointer finds them all. */
struct cpu_tables {
	u64 gdt[GDT_ENTRIES];
	struct tss_struct tss;
	struct ist_stack stack[NR_IST];
};

static DEFINE_PER_CPU_ALIGNED(struct cpu_tables, cpu_tables);

/* Read by syscall_entry, which has no other register to start from. */
DEFINE_PER_CPU(unsigned long, cpu_stack_top);
DEFINE_PER_CPU(unsigned long, user_sp_scratch);

unsigned long ist_stack_base(enum ist_number which)
{
	return (unsigned long)this_cpu_ptr(&cpu_tables)->stack[which - 1].bytes;
}

bool ist_stack_overran(enum ist_number which)
{
	return *(unsigned long *)ist_stack_base(which) != IST_MAGIC;
}

static void tss_fill(struct cpu_tables *t)
{
	u64 gs_base = rdmsr(MSR_GS_BASE);
	unsigned int i;

	memset(&t->tss, 0, sizeof(t->tss));
	for (i = 0; i < NR_IST; i++) {
		u64 *top = (u64 *)(t->stack[i].bytes + IST_STACK_SIZE) - 2;

		*(u64 *)t->stack[i].bytes = IST_MAGIC;
		*top = gs_base;
		t->tss.ist[i] = (u64)top;
	}
	t->tss.io_bitmap_base = sizeof(t->tss);
}

static void gdt_fill(struct cpu_tables *t)
{
	u64 tss = (u64)&t->tss;

	memset(t->gdt, 0, sizeof(t->gdt));
	t->gdt[GDT_ENTRY_KERNEL_CS] = DESC_KERNEL_CODE;
	t->gdt[GDT_ENTRY_KERNEL_DS] = DESC_KERNEL_DATA;
	t->gdt[GDT_ENTRY_USER32_CS] = DESC_USER32_CODE;
	t->gdt[GDT_ENTRY_USER_DS] = DESC_USER_DATA;
	t->gdt[GDT_ENTRY_USER_CS] = DESC_USER_CODE;
	t->gdt[GDT_ENTRY_TSS] = DESC_TSS_AVAILABLE | (sizeof(t->tss) - 1) |
				(tss & 0xffffff) << 16 | (tss >> 24 & 0xff) << 56;
	t->gdt[GDT_ENTRY_TSS + 1] = tss >> 32;
}

void gdt_init_cpu(void)
{
	struct cpu_tables *t = this_cpu_ptr(&cpu_tables);
	struct desc_ptr pointer = { sizeof(t->gdt) - 1, (u64)t->gdt };

	tss_fill(t);
	gdt_fill(t);
	t->tss.sp0 = this_cpu_read(cpu_stack_top);
	gdt_load(&pointer);
	load_tr(TSS_SELECTOR);
}

void switch_gdt_and_percpu_base(int cpu)
{
	wrmsr(MSR_GS_BASE, per_cpu_offset(cpu));
	gdt_init_cpu();
}

void set_kernel_stack_top(unsigned long top)
{
	this_cpu_ptr(&cpu_tables)->tss.sp0 = top;
	this_cpu_write(cpu_stack_top, top);
}
