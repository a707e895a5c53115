/* include/uapi/asm/auxvec.h - the x86-64 entries of the auxiliary vector */
#ifndef _UAPI_ASM_AUXVEC_H
#define _UAPI_ASM_AUXVEC_H

#define AT_SYSINFO 32
#define AT_SYSINFO_EHDR 33
#define AT_MINSIGSTKSZ 51 /* what a signal frame may need at most */

#endif
