/*
 * include/asm/cmpxchg.h - exchange and compare-and-exchange on words of 1 to 8 bytes
 *
 * The compiler's builtins give the locked instructions (SDM vol. 3A, 9.1.2) and check
 * the types. All are full barriers, as in Linux.
 */
#ifndef ASM_CMPXCHG_H
#define ASM_CMPXCHG_H

#include <linux/types.h>

/* Store new, return what was there. */
#define xchg(ptr, new)                                                    \
	({                                                                \
		typeof(*(ptr)) __xchg_new = (new);                        \
		__atomic_exchange_n((ptr), __xchg_new, __ATOMIC_SEQ_CST); \
	})

/* Store new if old is there; return what was there. */
#define cmpxchg(ptr, old, new)                                                   \
	({                                                                       \
		typeof(*(ptr)) __cx_old = (old);                                 \
		typeof(*(ptr)) __cx_new = (new);                                 \
		__atomic_compare_exchange_n((ptr), &__cx_old, __cx_new, false,   \
					    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
		__cx_old;                                                        \
	})

/* Store new if *oldp is there and say so; else put what is there into *oldp. */
#define try_cmpxchg(ptr, oldp, new)                                              \
	({                                                                       \
		typeof(*(ptr)) __tcx_new = (new);                                \
		__atomic_compare_exchange_n((ptr), (oldp), __tcx_new, false,     \
					    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
	})

#define cmpxchg_relaxed cmpxchg
#define cmpxchg_acquire cmpxchg
#define cmpxchg_release cmpxchg
#define xchg_relaxed xchg
#define xchg_acquire xchg
#define xchg_release xchg
#define try_cmpxchg_relaxed try_cmpxchg
#define try_cmpxchg_acquire try_cmpxchg
#define try_cmpxchg_release try_cmpxchg

#endif
