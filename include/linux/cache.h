/*
 * include/linux/cache.h - the size of a cache line, and placing data by it
 */
#ifndef LINUX_CACHE_H
#define LINUX_CACHE_H

#include <linux/align.h>
#include <linux/compiler.h>
#include <asm/cache.h>

#define SMP_CACHE_BYTES L1_CACHE_BYTES
#define L1_CACHE_ALIGN(x) ALIGN(x, L1_CACHE_BYTES)
#define ____cacheline_aligned __aligned(L1_CACHE_BYTES)
#define ____cacheline_aligned_in_smp ____cacheline_aligned
#define __cacheline_aligned ____cacheline_aligned

/* Written rarely, or only during boot. Atlas: not put into sections of their own. */
#define __read_mostly
#define __ro_after_init

#endif
