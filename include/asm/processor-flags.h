/*
 * include/asm/processor-flags.h - bits of RFLAGS and of the control registers
 *
 * Source: SDM volume 1, 3.4.3 (RFLAGS); volume 3A, 2.5 (control registers).
 */
#ifndef ASM_PROCESSOR_FLAGS_H
#define ASM_PROCESSOR_FLAGS_H

#define X86_EFLAGS_CF 0x00000001
#define X86_EFLAGS_FIXED 0x00000002 /* always 1 */
#define X86_EFLAGS_PF 0x00000004
#define X86_EFLAGS_AF 0x00000010
#define X86_EFLAGS_ZF 0x00000040
#define X86_EFLAGS_SF 0x00000080
#define X86_EFLAGS_TF 0x00000100 /* single step */
#define X86_EFLAGS_IF 0x00000200
#define X86_EFLAGS_DF 0x00000400
#define X86_EFLAGS_OF 0x00000800
#define X86_EFLAGS_IOPL 0x00003000
#define X86_EFLAGS_NT 0x00004000
#define X86_EFLAGS_RF 0x00010000
#define X86_EFLAGS_VM 0x00020000
#define X86_EFLAGS_AC 0x00040000 /* in ring 0: SMAP is off for now */
#define X86_EFLAGS_ID 0x00200000

/* What a user program may set by itself, and so what sigreturn may set for it. */
#define X86_EFLAGS_USER                                                                  \
	(X86_EFLAGS_CF | X86_EFLAGS_PF | X86_EFLAGS_AF | X86_EFLAGS_ZF | X86_EFLAGS_SF | \
	 X86_EFLAGS_TF | X86_EFLAGS_DF | X86_EFLAGS_OF | X86_EFLAGS_RF | X86_EFLAGS_AC)

#define X86_CR0_PE 0x00000001UL
#define X86_CR0_MP 0x00000002UL
#define X86_CR0_EM 0x00000004UL /* no FPU: every FPU instruction traps */
#define X86_CR0_TS 0x00000008UL /* FPU instructions trap until clts */
#define X86_CR0_NE 0x00000020UL /* FPU errors are #MF, not an external interrupt */
#define X86_CR0_WP 0x00010000UL /* ring 0 obeys read-only pages */
#define X86_CR0_AM 0x00040000UL /* ring 3 may ask for #AC by RFLAGS.AC */
#define X86_CR0_CD 0x40000000UL
#define X86_CR0_NW 0x20000000UL
#define X86_CR0_PG 0x80000000UL

#define X86_CR4_TSD 0x00000004UL /* rdtsc traps in ring 3 */
#define X86_CR4_PSE 0x00000010UL
#define X86_CR4_PAE 0x00000020UL
#define X86_CR4_MCE 0x00000040UL
#define X86_CR4_PGE 0x00000080UL        /* global pages */
#define X86_CR4_OSFXSR 0x00000200UL     /* SSE is saved by fxsave */
#define X86_CR4_OSXMMEXCPT 0x00000400UL /* SSE errors are #XM */
#define X86_CR4_UMIP 0x00000800UL       /* sgdt, sidt, str ... trap in ring 3 */
#define X86_CR4_FSGSBASE 0x00010000UL
#define X86_CR4_PCIDE 0x00020000UL
#define X86_CR4_OSXSAVE 0x00040000UL
#define X86_CR4_SMEP 0x00100000UL /* ring 0 does not execute user pages */
#define X86_CR4_SMAP 0x00200000UL /* ring 0 touches user pages only while AC is set */

#endif
