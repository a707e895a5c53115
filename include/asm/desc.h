/*
 * include/asm/desc.h - descriptor tables: GDT, TSS and IDT
 *
 * Source: SDM volume 3A, chapters 3.4 (segments), 6.14 (IDT in 64-bit mode), 7.7 (TSS).
 * Locking: a GDT and a TSS belong to one CPU; the IDT is shared and constant after boot.
 */
#ifndef ASM_DESC_H
#define ASM_DESC_H

#include <linux/types.h>
#include <asm/segment.h>

#define IDT_ENTRIES 256

/* What lgdt and lidt read. */
struct desc_ptr {
	u16 size; /* bytes - 1 */
	u64 address;
} __attribute__((packed));

/* One gate of the IDT. */
struct gate_desc {
	u16 offset_low;
	u16 segment;
	u8 ist;  /* 0: stay on this stack, or go to TSS.sp0 from ring 3; 1..7: TSS.ist */
	u8 type; /* GATE_INTERRUPT, privilege level in bits 5-6, present bit 7 */
	u16 offset_middle;
	u32 offset_high;
	u32 reserved;
} __attribute__((packed));

#define GATE_PRESENT 0x80
#define GATE_INTERRUPT 0x0e /* clears RFLAGS.IF on entry */
#define GATE_DPL3 0x60      /* ring 3 may use it by the int instruction */

/* Stack numbers in the gates; TSS.ist[n - 1] holds the top of each. */
enum ist_number { IST_NONE, IST_DF, IST_NMI, IST_MCE, NR_IST = IST_MCE };

#define IST_STACK_SIZE 8192UL

/* The 64-bit TSS: nothing but stack pointers. No I/O bitmap: ring 3 does no port I/O. */
struct tss_struct {
	u32 reserved0;
	u64 sp0; /* where an interrupt from ring 3 starts */
	u64 sp1, sp2;
	u64 reserved1;
	u64 ist[7];
	u64 reserved2;
	u16 reserved3;
	u16 io_bitmap_base;
} __attribute__((packed));

/* Build this CPU's GDT and TSS in its per-CPU area and load them. irqs off. */
void gdt_init_cpu(void);

/* This CPU, which is number cpu, goes over to its per-CPU area and the tables there. */
void switch_gdt_and_percpu_base(int cpu);

/* Where this CPU's next entry from ring 3 starts: the top of the running task's stack. */
void set_kernel_stack_top(unsigned long top);

/* Fill all 256 gates (boot CPU, once). */
void idt_init(void);

/* Load the IDT on this CPU. */
void idt_load(void);

/* Which gate does vector have? For tests. */
const struct gate_desc *idt_gate(unsigned int vector);

/* Lowest address of IST stack `which` (1..NR_IST) of this CPU. */
unsigned long ist_stack_base(enum ist_number which);

#endif
