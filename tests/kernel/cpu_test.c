/*
 * tests/kernel/cpu_test.c - arch/cpu.c
 */
#include <linux/cpumask.h>
#include <linux/smp.h>
#include <asm/cpufeature.h>
#include <asm/msr.h>
#include <asm/processor.h>
#include "ktest.h"

KTEST(cpu, protections_are_on)
{
	unsigned long cr0 = read_cr0(), cr4 = read_cr4();

	KT_EXPECT(cr0 & X86_CR0_WP);
	KT_EXPECT(!(cr0 & (X86_CR0_CD | X86_CR0_NW | X86_CR0_EM | X86_CR0_TS)));
	KT_EXPECT_EQ(!!(cr4 & X86_CR4_SMEP), boot_cpu_has(X86_FEATURE_SMEP));
	KT_EXPECT_EQ(!!(cr4 & X86_CR4_SMAP), boot_cpu_has(X86_FEATURE_SMAP));
	KT_EXPECT_EQ(!!(cr4 & X86_CR4_UMIP), boot_cpu_has(X86_FEATURE_UMIP));
	KT_EXPECT_EQ(!!(cr4 & X86_CR4_FSGSBASE), boot_cpu_has(X86_FEATURE_FSGSBASE));
	KT_EXPECT(rdmsr(MSR_EFER) & EFER_NX);
	KT_EXPECT(rdmsr(MSR_EFER) & EFER_SCE);
}

KTEST(cpu, syscall_clears_what_the_kernel_relies_on)
{
	u64 must = X86_EFLAGS_IF | X86_EFLAGS_DF | X86_EFLAGS_TF | X86_EFLAGS_AC |
		   X86_EFLAGS_NT;

	KT_EXPECT_EQ(rdmsr(MSR_SYSCALL_MASK) & must, must);
}

static void read_pat(void *pats)
{
	((u64 *)pats)[smp_processor_id()] = rdmsr(MSR_IA32_CR_PAT);
}

/* Linux's, and that of every CPU: an entry means the same wherever it is used. */
KTEST(cpu, all_have_the_same_pat)
{
	u64 pats[NR_CPUS] = { 0 };
	unsigned int cpu;

	on_each_cpu(read_pat, pats, 1);
	for_each_online_cpu (cpu)
		KT_EXPECT_EQ(pats[cpu], 0x0407050600070106UL);
}

KTEST(cpu, boot_requirements_are_seen)
{
	KT_EXPECT(boot_cpu_has(X86_FEATURE_LM));
	KT_EXPECT(boot_cpu_has(X86_FEATURE_NX));
	KT_EXPECT(boot_cpu_has(X86_FEATURE_PAE));
	KT_EXPECT(boot_cpu_has(X86_FEATURE_XMM2));
	KT_EXPECT(boot_cpu_data.phys_bits >= 32 && boot_cpu_data.phys_bits <= 52);
	KT_EXPECT(boot_cpu_data.vendor[0]);
}
