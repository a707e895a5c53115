/*
 * arch/cpu.c - what this CPU can do, and turning its protections on
 *
 * Source: SDM volume 2A, CPUID; volume 3A, 2.5 (control registers), 4.6 (SMEP, SMAP, NX).
 * Locking: none; boot_cpu_data is written once.
 */
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <asm/cpufeature.h>
#include <asm/msr.h>
#include <asm/processor.h>
#include <asm/segment.h>
#include <asm/syscall.h>
#include "arch.h"

struct cpuinfo_x86 boot_cpu_data; /* [I after cpu_detect()] */

/* Each of the three leaves holds 16 characters of the name. */
static void read_model_name(void)
{
	char *name = boot_cpu_data.model_name;
	u32 leaf;

	if (cpuid(0x80000000).eax < 0x80000004)
		return;
	for (leaf = 0x80000002; leaf <= 0x80000004; leaf++) {
		struct cpuid_regs r = cpuid(leaf);

		memcpy(name, &r, 16);
		name += 16;
	}
}

static void read_identity(void)
{
	struct cpuid_regs r = cpuid(0);
	u32 signature = cpuid(1).eax;
	struct cpuinfo_x86 *c = &boot_cpu_data;

	memcpy(c->vendor, &r.ebx, 4);
	memcpy(c->vendor + 4, &r.edx, 4);
	memcpy(c->vendor + 8, &r.ecx, 4);
	c->stepping = signature & 0xf;
	c->model = signature >> 4 & 0xf;
	c->family = signature >> 8 & 0xf;
	if (c->family == 0xf || c->family == 6)
		c->model |= (signature >> 16 & 0xf) << 4;
	if (c->family == 0xf)
		c->family += signature >> 20 & 0xff;
	read_model_name();
}

static void read_capabilities(void)
{
	struct cpuinfo_x86 *c = &boot_cpu_data;
	u32 max = cpuid(0).eax, max_ext = cpuid(0x80000000).eax;

	c->capability[CPUID_1_EDX] = cpuid(1).edx;
	c->capability[CPUID_1_ECX] = cpuid(1).ecx;
	if (max >= 7) {
		c->capability[CPUID_7_EBX] = cpuid_count(7, 0).ebx;
		c->capability[CPUID_7_ECX] = cpuid_count(7, 0).ecx;
	}
	if (max >= 0xd)
		c->capability[CPUID_D_1_EAX] = cpuid_count(0xd, 1).eax;
	c->capability[CPUID_80000001_EDX] = cpuid(0x80000001).edx;
	if (max_ext >= 0x80000007)
		c->capability[CPUID_80000007_EDX] = cpuid(0x80000007).edx;
	c->phys_bits = max_ext >= 0x80000008 ? cpuid(0x80000008).eax & 0xff : 36;
	c->virt_bits = max_ext >= 0x80000008 ? cpuid(0x80000008).eax >> 8 & 0xff : 48;
}

static void print_features(void)
{
	static const struct {
		unsigned int feature;
		const char *name;
	} shown[] = {
		{ X86_FEATURE_NX, "nx" },
		{ X86_FEATURE_SMEP, "smep" },
		{ X86_FEATURE_SMAP, "smap" },
		{ X86_FEATURE_UMIP, "umip" },
		{ X86_FEATURE_FSGSBASE, "fsgsbase" },
		{ X86_FEATURE_PGE, "pge" },
		{ X86_FEATURE_GBPAGES, "1gb-pages" },
		{ X86_FEATURE_XSAVE, "xsave" },
		{ X86_FEATURE_XSAVEOPT, "xsaveopt" },
		{ X86_FEATURE_AVX, "avx" },
		{ X86_FEATURE_X2APIC, "x2apic" },
		{ X86_FEATURE_CONSTANT_TSC, "constant-tsc" },
	};
	char line[128];
	size_t i, len = 0;

	for (i = 0; i < ARRAY_SIZE(shown); i++)
		len += scnprintf(line + len, sizeof(line) - len, " %c%s",
				 boot_cpu_has(shown[i].feature) ? '+' : '-',
				 shown[i].name);
	pr_info("CPU:%s\n", line);
}

/*
 * Write stac or clac where the image has a nop for it. While the text can still be
 * written (before paging_init()), and before the first program.
 */
static void smap_patch(void)
{
	const struct smap_site *site;

	for (site = __start_smap_sites; site < __stop_smap_sites; site++)
		memcpy(site->place, &site->instruction, 3);
}

void cpu_detect(void)
{
	const struct cpuinfo_x86 *c = &boot_cpu_data;

	read_identity();
	read_capabilities();
	pr_info("CPU: %s (%s family %u model %u stepping %u), %u-bit physical addresses\n",
		c->model_name[0] ? skip_spaces(c->model_name) : "unnamed", c->vendor,
		c->family, c->model, c->stepping, c->phys_bits);
	print_features();
	if (boot_cpu_has(X86_FEATURE_SMAP))
		smap_patch();
}

/*
 * The type that an entry chooses by PWT, PCD and PAT, as bits 0, 1 and 2 of its number: as
 * Linux has them. No entry has used one that differs from what the power-on value says (PWT,
 * PAT|PWT, PAT|PWT|PCD), so caches and TLB hold nothing by it (SDM volume 3A, 12.12.4).
 */
#define PAT_ENTRY(number, type) ((u64)PAT_##type << 8 * (number))
#define PAT                                                             \
	(PAT_ENTRY(0, WB) | PAT_ENTRY(1, WC) | PAT_ENTRY(2, UC_MINUS) | \
	 PAT_ENTRY(3, UC) | PAT_ENTRY(4, WB) | PAT_ENTRY(5, WP) |       \
	 PAT_ENTRY(6, UC_MINUS) | PAT_ENTRY(7, WT))

void cpu_init(void)
{
	unsigned long cr0 = read_cr0(), cr4 = read_cr4();

	cr0 &= ~(X86_CR0_EM | X86_CR0_TS | X86_CR0_CD | X86_CR0_NW);
	cr0 |= X86_CR0_MP | X86_CR0_NE | X86_CR0_WP | X86_CR0_AM;
	write_cr0(cr0);

	cr4 &= ~X86_CR4_PCIDE;
	cr4 |= X86_CR4_MCE;
	if (boot_cpu_has(X86_FEATURE_FSGSBASE))
		cr4 |= X86_CR4_FSGSBASE;
	if (boot_cpu_has(X86_FEATURE_PGE))
		cr4 |= X86_CR4_PGE;
	if (boot_cpu_has(X86_FEATURE_SMEP))
		cr4 |= X86_CR4_SMEP;
	if (boot_cpu_has(X86_FEATURE_SMAP))
		cr4 |= X86_CR4_SMAP;
	if (boot_cpu_has(X86_FEATURE_UMIP))
		cr4 |= X86_CR4_UMIP;
	write_cr4(cr4);

	wrmsr(MSR_EFER, rdmsr(MSR_EFER) | EFER_NX);
	wrmsr(MSR_IA32_CR_PAT, PAT);
	syscall_init();
}

void syscall_init(void)
{
	wrmsr(MSR_EFER, rdmsr(MSR_EFER) | EFER_SCE);
	wrmsr(MSR_STAR, (u64)__USER32_CS << 48 | (u64)__KERNEL_CS << 32);
	wrmsr(MSR_LSTAR, (u64)syscall_entry);
	wrmsr(MSR_SYSCALL_MASK, X86_EFLAGS_TF | X86_EFLAGS_DF | X86_EFLAGS_IF |
					X86_EFLAGS_IOPL | X86_EFLAGS_AC | X86_EFLAGS_NT |
					X86_EFLAGS_RF);
}
