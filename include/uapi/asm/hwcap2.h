/*
 * include/uapi/asm/hwcap2.h - AT_HWCAP2: what the kernel lets ring 3 use of this CPU
 */
#ifndef UAPI_ASM_HWCAP2_H
#define UAPI_ASM_HWCAP2_H

#define HWCAP2_FSGSBASE (1 << 1) /* rdfsbase, wrfsbase, rdgsbase, wrgsbase */

#endif
