/*
 * include/asm/segment.h - the selectors of the global descriptor table
 *
 * The slots are where Linux has them on x86-64, since user programs can read CS and SS
 * and the syscall and sysret instructions fix the order kernel CS, kernel SS and
 * user SS, user CS (SDM volume 2B, SYSCALL and SYSRET).
 */
#ifndef ASM_SEGMENT_H
#define ASM_SEGMENT_H

#define GDT_ENTRY_KERNEL_CS 2
#define GDT_ENTRY_KERNEL_DS 3
#define GDT_ENTRY_USER32_CS 4 /* never loaded: sysret takes user CS from here + 16 */
#define GDT_ENTRY_USER_DS 5
#define GDT_ENTRY_USER_CS 6
#define GDT_ENTRY_TSS 8 /* 16 bytes: two slots */
#define GDT_ENTRIES 10

#define __KERNEL_CS (GDT_ENTRY_KERNEL_CS * 8)
#define __KERNEL_DS (GDT_ENTRY_KERNEL_DS * 8)
#define __USER32_CS (GDT_ENTRY_USER32_CS * 8 + 3)
#define __USER_DS (GDT_ENTRY_USER_DS * 8 + 3)
#define __USER_CS (GDT_ENTRY_USER_CS * 8 + 3)
#define TSS_SELECTOR (GDT_ENTRY_TSS * 8)

#endif
