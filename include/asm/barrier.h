/*
 * include/asm/barrier.h - the order in which others see our loads and stores
 *
 * x86 keeps all orders but one: a store may become visible after a later load of
 * another address (SDM vol. 3A, 9.2). So the SMP barriers for reads and for writes
 * restrain only the compiler; smp_mb() is an instruction. The forms without smp_
 * are for memory that a device reads or writes.
 */
#ifndef ASM_BARRIER_H
#define ASM_BARRIER_H

#include <linux/compiler.h>

static __always_inline void mb(void)
{
	__asm__ __volatile__("mfence" : : : "memory");
}

static __always_inline void rmb(void)
{
	__asm__ __volatile__("lfence" : : : "memory");
}

static __always_inline void wmb(void)
{
	__asm__ __volatile__("sfence" : : : "memory");
}

static __always_inline void smp_mb(void)
{
	__asm__ __volatile__("mfence" : : : "memory");
}

#define smp_rmb() barrier()
#define smp_wmb() barrier()
#define dma_rmb() barrier()
#define dma_wmb() barrier()

/* Around an atomic operation, which is a full barrier by itself on x86. */
#define smp_mb__before_atomic() barrier()
#define smp_mb__after_atomic() barrier()
#define smp_mb__after_spinlock() barrier() /* it is taken by one */

#define smp_store_mb(var, value)        \
	do {                            \
		WRITE_ONCE(var, value); \
		smp_mb();               \
	} while (0)

/* What was written before the release is seen by whoever acquires the value. */
#define smp_store_release(p, v)      \
	do {                         \
		barrier();           \
		WRITE_ONCE(*(p), v); \
	} while (0)
#define smp_load_acquire(p)                           \
	({                                            \
		typeof(*(p)) __sla = READ_ONCE(*(p)); \
		barrier();                            \
		__sla;                                \
	})

/* Spin until condition, in which VAL is what p points to now; the value is VAL. */
#define smp_cond_load_relaxed(p, condition)     \
	({                                      \
		typeof(*(p)) VAL;               \
                                                \
		for (;;) {                      \
			VAL = READ_ONCE(*(p));  \
			if (condition)          \
				break;          \
			__builtin_ia32_pause(); \
		}                               \
		VAL;                            \
	})
#define smp_cond_load_acquire(p, condition)                                \
	({                                                                 \
		typeof(*(p)) __scla = smp_cond_load_relaxed(p, condition); \
		barrier();                                                 \
		__scla;                                                    \
	})

#endif
