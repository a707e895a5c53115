/*
 * include/asm/cache.h - cache lines are 64 bytes on every x86-64 processor
 */
#ifndef ASM_CACHE_H
#define ASM_CACHE_H

#define L1_CACHE_SHIFT 6
#define L1_CACHE_BYTES (1 << L1_CACHE_SHIFT)

#endif
