/*
 * arch/idt.c - the interrupt descriptor table: 256 gates into entry.asm
 *
 * All are interrupt gates, so each begins with interrupts off. Ring 3 may call two of
 * them by an instruction, int3 and into; the int instruction on any other is #GP.
 *
 * Locking: none; written once by the boot CPU, read by all.
 */
#include <linux/string.h>
#include <asm/desc.h>
#include <asm/traps.h>
#include "arch.h"

static struct gate_desc idt[IDT_ENTRIES] __aligned(16);

static u8 gate_ist(unsigned int vector)
{
	switch (vector) {
	case X86_TRAP_DF:
		return IST_DF;
	case X86_TRAP_NMI:
		return IST_NMI;
	case X86_TRAP_MC:
		return IST_MCE;
	default:
		return IST_NONE;
	}
}

static void gate_fill(unsigned int vector)
{
	unsigned long entry = vector_table[vector];
	bool from_user = vector == X86_TRAP_BP || vector == X86_TRAP_OF;

	idt[vector] = (struct gate_desc){
		.offset_low = entry,
		.segment = __KERNEL_CS,
		.ist = gate_ist(vector),
		.type = GATE_PRESENT | GATE_INTERRUPT | (from_user ? GATE_DPL3 : 0),
		.offset_middle = entry >> 16,
		.offset_high = entry >> 32,
	};
}

void idt_init(void)
{
	unsigned int vector;

	for (vector = 0; vector < IDT_ENTRIES; vector++)
		gate_fill(vector);
	idt_load();
}

void idt_load(void)
{
	struct desc_ptr pointer = { sizeof(idt) - 1, (u64)idt };

	load_idt(&pointer);
}

const struct gate_desc *idt_gate(unsigned int vector)
{
	return &idt[vector];
}
