/*
 * include/uapi/linux/auxvec.h - the auxiliary vector: what exec tells a program
 *
 * Pairs (type, value) that follow the environment on a new program's stack; the last
 * has type AT_NULL. See getauxval(3).
 */
#ifndef _UAPI_LINUX_AUXVEC_H
#define _UAPI_LINUX_AUXVEC_H

#include <asm/auxvec.h>

#define AT_NULL 0
#define AT_IGNORE 1
#define AT_EXECFD 2
#define AT_PHDR 3  /* address of the program headers */
#define AT_PHENT 4 /* size of one of them */
#define AT_PHNUM 5 /* how many */
#define AT_PAGESZ 6
#define AT_BASE 7 /* where the interpreter was loaded; 0: none */
#define AT_FLAGS 8
#define AT_ENTRY 9 /* the program's own entry point */
#define AT_NOTELF 10
#define AT_UID 11
#define AT_EUID 12
#define AT_GID 13
#define AT_EGID 14
#define AT_PLATFORM 15 /* address of "x86_64" */
#define AT_HWCAP 16    /* CPUID(1).EDX */
#define AT_CLKTCK 17   /* what times(2) counts in, per second */
#define AT_SECURE 23
#define AT_BASE_PLATFORM 24
#define AT_RANDOM 25 /* address of 16 random bytes */
#define AT_HWCAP2 26
#define AT_EXECFN 31 /* address of the path that was executed */

#define AT_VECTOR_SIZE 24 /* pairs, AT_NULL among them: as many as saved_auxv holds */

#endif
