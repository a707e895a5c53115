/*
 * include/uapi/asm/sigcontext.h - the registers of an interrupted program, in a signal
 * frame, in Linux's order
 */
#ifndef _UAPI_ASM_SIGCONTEXT_H
#define _UAPI_ASM_SIGCONTEXT_H

#include <linux/types.h>

/* In _fpx_sw_bytes.magic1, and in the word after the XSAVE area: the state is extended. */
#define FP_XSTATE_MAGIC1 0x46505853U
#define FP_XSTATE_MAGIC2 0x46505845U
#define FP_XSTATE_MAGIC2_SIZE sizeof(__u32)

/* Bytes 464 to 511 of the FXSAVE area, which the CPU leaves to software. */
struct _fpx_sw_bytes {
	__u32 magic1;
	__u32 extended_size; /* of the whole state with the second magic word */
	__u64 xfeatures;     /* as in XCR0 */
	__u32 xstate_size;
	__u32 padding[7];
};

struct sigcontext {
	__u64 r8, r9, r10, r11, r12, r13, r14, r15;
	__u64 di, si, bp, bx, dx, ax, cx, sp, ip;
	__u64 flags;
	__u16 cs, gs, fs, ss;
	__u64 err;    /* error code of the last fault */
	__u64 trapno; /* its exception number */
	__u64 oldmask;
	__u64 cr2;     /* the last address that faulted */
	__u64 fpstate; /* user address of the FPU state, or 0 */
	__u64 reserved1[8];
};

#endif
