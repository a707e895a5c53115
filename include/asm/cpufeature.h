/*
 * include/asm/cpufeature.h - what this CPU can do
 *
 * A feature is a number: word * 32 + bit, the words being those registers of CPUID that
 * cpu_detect() reads. Source: SDM volume 2A, CPUID; AMD APM volume 3, appendix E.
 *
 * Locking: none. Written once by cpu_detect() on the boot CPU.
 */
#ifndef ASM_CPUFEATURE_H
#define ASM_CPUFEATURE_H

#include <linux/types.h>

enum cpuid_word {
	CPUID_1_EDX,
	CPUID_1_ECX,
	CPUID_7_EBX,
	CPUID_7_ECX,
	CPUID_D_1_EAX,
	CPUID_80000001_EDX,
	CPUID_80000007_EDX,
	NR_CPUID_WORDS,
};

#define X86_FEATURE(word, bit) ((word)*32 + (bit))

#define X86_FEATURE_FPU X86_FEATURE(CPUID_1_EDX, 0)
#define X86_FEATURE_PSE X86_FEATURE(CPUID_1_EDX, 3)
#define X86_FEATURE_TSC X86_FEATURE(CPUID_1_EDX, 4)
#define X86_FEATURE_PAE X86_FEATURE(CPUID_1_EDX, 6)
#define X86_FEATURE_APIC X86_FEATURE(CPUID_1_EDX, 9)
#define X86_FEATURE_PGE X86_FEATURE(CPUID_1_EDX, 13)
#define X86_FEATURE_FXSR X86_FEATURE(CPUID_1_EDX, 24)
#define X86_FEATURE_XMM X86_FEATURE(CPUID_1_EDX, 25)
#define X86_FEATURE_XMM2 X86_FEATURE(CPUID_1_EDX, 26)
#define X86_FEATURE_X2APIC X86_FEATURE(CPUID_1_ECX, 21)
#define X86_FEATURE_XSAVE X86_FEATURE(CPUID_1_ECX, 26)
#define X86_FEATURE_AVX X86_FEATURE(CPUID_1_ECX, 28)
#define X86_FEATURE_RDRAND X86_FEATURE(CPUID_1_ECX, 30)
#define X86_FEATURE_HYPERVISOR X86_FEATURE(CPUID_1_ECX, 31)
#define X86_FEATURE_FSGSBASE X86_FEATURE(CPUID_7_EBX, 0)
#define X86_FEATURE_SMEP X86_FEATURE(CPUID_7_EBX, 7)
#define X86_FEATURE_ERMS X86_FEATURE(CPUID_7_EBX, 9)
#define X86_FEATURE_SMAP X86_FEATURE(CPUID_7_EBX, 20)
#define X86_FEATURE_UMIP X86_FEATURE(CPUID_7_ECX, 2)
#define X86_FEATURE_XSAVEOPT X86_FEATURE(CPUID_D_1_EAX, 0)
#define X86_FEATURE_SYSCALL X86_FEATURE(CPUID_80000001_EDX, 11)
#define X86_FEATURE_NX X86_FEATURE(CPUID_80000001_EDX, 20)
#define X86_FEATURE_GBPAGES X86_FEATURE(CPUID_80000001_EDX, 26)
#define X86_FEATURE_LM X86_FEATURE(CPUID_80000001_EDX, 29)
#define X86_FEATURE_CONSTANT_TSC X86_FEATURE(CPUID_80000007_EDX, 8)

struct cpuinfo_x86 {
	char vendor[13];
	char model_name[49];
	unsigned int family, model, stepping;
	unsigned int phys_bits; /* width of a physical address */
	unsigned int virt_bits;
	u32 capability[NR_CPUID_WORDS];
};

extern struct cpuinfo_x86 boot_cpu_data;

/* Does the boot CPU have it? Valid after cpu_detect(). Any context. */
static inline bool boot_cpu_has(unsigned int feature)
{
	return boot_cpu_data.capability[feature / 32] >> (feature % 32) & 1;
}

/*
 * Read CPUID into boot_cpu_data and print what was found. Boot CPU, first of all arch
 * initialisation.
 */
void cpu_detect(void);

/*
 * Turn on what protects the kernel, on this CPU: WP, NX, SMEP, SMAP, UMIP; global pages,
 * rdfsbase and its like for ring 3; and set up the syscall instruction. After
 * gdt_init_cpu(); irqs off.
 */
void cpu_init(void);

#endif
