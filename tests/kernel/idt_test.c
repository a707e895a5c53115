/*
 * tests/kernel/idt_test.c - arch/idt.c
 */
#include <asm/desc.h>
#include <asm/sections.h>
#include <asm/traps.h>
#include "ktest.h"

static unsigned long gate_entry(const struct gate_desc *gate)
{
	return (unsigned long)gate->offset_high << 32 |
	       (unsigned long)gate->offset_middle << 16 | gate->offset_low;
}

KTEST(idt, all_gates_lead_to_entry_code)
{
	unsigned long previous = 0;
	unsigned int vector;

	for (vector = 0; vector < IDT_ENTRIES; vector++) {
		const struct gate_desc *gate = idt_gate(vector);
		unsigned long entry = gate_entry(gate);

		KT_EXPECT_EQ(gate->segment, __KERNEL_CS);
		KT_EXPECT_EQ(gate->type & ~GATE_DPL3, GATE_PRESENT | GATE_INTERRUPT);
		KT_EXPECT(entry >= (unsigned long)__entry_text_start);
		KT_EXPECT(entry < (unsigned long)__entry_text_end);
		KT_EXPECT(entry > previous);
		previous = entry;
	}
}

KTEST(idt, ring_3_may_call_two_of_them)
{
	unsigned int vector;

	for (vector = 0; vector < IDT_ENTRIES; vector++) {
		bool callable = idt_gate(vector)->type & GATE_DPL3;

		KT_EXPECT_EQ(callable, vector == X86_TRAP_BP || vector == X86_TRAP_OF);
	}
}

KTEST(idt, emergencies_have_stacks_of_their_own)
{
	unsigned int vector;

	KT_EXPECT_EQ(idt_gate(X86_TRAP_DF)->ist, IST_DF);
	KT_EXPECT_EQ(idt_gate(X86_TRAP_NMI)->ist, IST_NMI);
	KT_EXPECT_EQ(idt_gate(X86_TRAP_MC)->ist, IST_MCE);
	for (vector = 0; vector < IDT_ENTRIES; vector++)
		if (vector != X86_TRAP_DF && vector != X86_TRAP_NMI &&
		    vector != X86_TRAP_MC)
			KT_EXPECT_EQ(idt_gate(vector)->ist, IST_NONE);
}
