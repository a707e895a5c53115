/*
 * include/asm/atomic.h - counters that several CPUs change at once
 *
 * Built on the compiler's atomic builtins, which emit lock-prefixed instructions (SDM
 * vol. 3A, 9.1). Operations that change memory are full barriers; atomic_read() and
 * atomic_set() are a plain load and store.
 *
 * The three widths differ in their types only, so one macro writes them.
 */
#ifndef ASM_ATOMIC_H
#define ASM_ATOMIC_H

#include <linux/types.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>

#define ATOMIC_INIT(i) \
	{              \
		(i)    \
	}
#define ATOMIC64_INIT(i) ATOMIC_INIT(i)
#define ATOMIC_LONG_INIT(i) ATOMIC_INIT(i)

#define __ATOMIC_OPERATIONS(prefix, type, counter_t)                               \
	static __always_inline counter_t prefix##_read(const type *v)              \
	{                                                                          \
		return READ_ONCE(v->counter);                                      \
	}                                                                          \
	static __always_inline void prefix##_set(type *v, counter_t i)             \
	{                                                                          \
		WRITE_ONCE(v->counter, i);                                         \
	}                                                                          \
	static __always_inline counter_t prefix##_read_acquire(const type *v)      \
	{                                                                          \
		return smp_load_acquire(&v->counter);                              \
	}                                                                          \
	static __always_inline void prefix##_set_release(type *v, counter_t i)     \
	{                                                                          \
		smp_store_release(&v->counter, i);                                 \
	}                                                                          \
	static __always_inline void prefix##_add(counter_t i, type *v)             \
	{                                                                          \
		__atomic_fetch_add(&v->counter, i, __ATOMIC_SEQ_CST);              \
	}                                                                          \
	static __always_inline void prefix##_sub(counter_t i, type *v)             \
	{                                                                          \
		__atomic_fetch_sub(&v->counter, i, __ATOMIC_SEQ_CST);              \
	}                                                                          \
	static __always_inline void prefix##_inc(type *v)                          \
	{                                                                          \
		prefix##_add(1, v);                                                \
	}                                                                          \
	static __always_inline void prefix##_dec(type *v)                          \
	{                                                                          \
		prefix##_sub(1, v);                                                \
	}                                                                          \
	static __always_inline void prefix##_or(counter_t i, type *v)              \
	{                                                                          \
		__atomic_fetch_or(&v->counter, i, __ATOMIC_SEQ_CST);               \
	}                                                                          \
	static __always_inline void prefix##_xor(counter_t i, type *v)             \
	{                                                                          \
		__atomic_fetch_xor(&v->counter, i, __ATOMIC_SEQ_CST);              \
	}                                                                          \
	static __always_inline void prefix##_and(counter_t i, type *v)             \
	{                                                                          \
		__atomic_fetch_and(&v->counter, i, __ATOMIC_SEQ_CST);              \
	}                                                                          \
	static __always_inline counter_t prefix##_fetch_add(counter_t i, type *v)  \
	{                                                                          \
		return __atomic_fetch_add(&v->counter, i, __ATOMIC_SEQ_CST);       \
	}                                                                          \
	static __always_inline counter_t prefix##_fetch_sub(counter_t i, type *v)  \
	{                                                                          \
		return __atomic_fetch_sub(&v->counter, i, __ATOMIC_SEQ_CST);       \
	}                                                                          \
	static __always_inline counter_t prefix##_fetch_inc(type *v)               \
	{                                                                          \
		return prefix##_fetch_add(1, v);                                   \
	}                                                                          \
	static __always_inline counter_t prefix##_fetch_dec(type *v)               \
	{                                                                          \
		return prefix##_fetch_sub(1, v);                                   \
	}                                                                          \
	static __always_inline counter_t prefix##_fetch_or(counter_t i, type *v)   \
	{                                                                          \
		return __atomic_fetch_or(&v->counter, i, __ATOMIC_SEQ_CST);        \
	}                                                                          \
	static __always_inline counter_t prefix##_fetch_xor(counter_t i, type *v)  \
	{                                                                          \
		return __atomic_fetch_xor(&v->counter, i, __ATOMIC_SEQ_CST);       \
	}                                                                          \
	static __always_inline void prefix##_andnot(counter_t i, type *v)          \
	{                                                                          \
		prefix##_and(~i, v);                                               \
	}                                                                          \
	static __always_inline counter_t prefix##_fetch_and(counter_t i, type *v)  \
	{                                                                          \
		return __atomic_fetch_and(&v->counter, i, __ATOMIC_SEQ_CST);       \
	}                                                                          \
	static __always_inline counter_t prefix##_add_return(counter_t i, type *v) \
	{                                                                          \
		return __atomic_add_fetch(&v->counter, i, __ATOMIC_SEQ_CST);       \
	}                                                                          \
	static __always_inline counter_t prefix##_sub_return(counter_t i, type *v) \
	{                                                                          \
		return __atomic_sub_fetch(&v->counter, i, __ATOMIC_SEQ_CST);       \
	}                                                                          \
	static __always_inline counter_t prefix##_inc_return(type *v)              \
	{                                                                          \
		return prefix##_add_return(1, v);                                  \
	}                                                                          \
	static __always_inline counter_t prefix##_dec_return(type *v)              \
	{                                                                          \
		return prefix##_sub_return(1, v);                                  \
	}                                                                          \
	static __always_inline bool prefix##_sub_and_test(counter_t i, type *v)    \
	{                                                                          \
		return prefix##_sub_return(i, v) == 0;                             \
	}                                                                          \
	static __always_inline bool prefix##_dec_and_test(type *v)                 \
	{                                                                          \
		return prefix##_sub_return(1, v) == 0;                             \
	}                                                                          \
	static __always_inline bool prefix##_inc_and_test(type *v)                 \
	{                                                                          \
		return prefix##_add_return(1, v) == 0;                             \
	}                                                                          \
	static __always_inline bool prefix##_add_negative(counter_t i, type *v)    \
	{                                                                          \
		return prefix##_add_return(i, v) < 0;                              \
	}                                                                          \
	static __always_inline counter_t prefix##_xchg(type *v, counter_t new)     \
	{                                                                          \
		return xchg(&v->counter, new);                                     \
	}                                                                          \
	static __always_inline counter_t prefix##_cmpxchg(type *v, counter_t old,  \
							  counter_t new)           \
	{                                                                          \
		return cmpxchg(&v->counter, old, new);                             \
	}                                                                          \
	static __always_inline bool prefix##_try_cmpxchg(type *v, counter_t *old,  \
							 counter_t new)            \
	{                                                                          \
		return try_cmpxchg(&v->counter, old, new);                         \
	}                                                                          \
	/* Add i unless the counter is u; return what it was. */                   \
	static inline counter_t prefix##_fetch_add_unless(type *v, counter_t i,    \
							  counter_t u)             \
	{                                                                          \
		counter_t old = prefix##_read(v);                                  \
                                                                                   \
		while (old != u && !prefix##_try_cmpxchg(v, &old, old + i))        \
			;                                                          \
		return old;                                                        \
	}                                                                          \
	static inline bool prefix##_add_unless(type *v, counter_t i, counter_t u)  \
	{                                                                          \
		return prefix##_fetch_add_unless(v, i, u) != u;                    \
	}                                                                          \
	static inline bool prefix##_inc_not_zero(type *v)                          \
	{                                                                          \
		return prefix##_add_unless(v, 1, 0);                               \
	}                                                                          \
	/* Add 1 unless it is negative, or -1 unless it is positive. */            \
	static inline bool prefix##_inc_unless_negative(type *v)                   \
	{                                                                          \
		counter_t old = prefix##_read(v);                                  \
                                                                                   \
		while (old >= 0 && !prefix##_try_cmpxchg(v, &old, old + 1))        \
			;                                                          \
		return old >= 0;                                                   \
	}                                                                          \
	static inline bool prefix##_dec_unless_positive(type *v)                   \
	{                                                                          \
		counter_t old = prefix##_read(v);                                  \
                                                                                   \
		while (old <= 0 && !prefix##_try_cmpxchg(v, &old, old - 1))        \
			;                                                          \
		return old <= 0;                                                   \
	}                                                                          \
	/* Decrement unless that would make it negative; return the result. */     \
	static inline counter_t prefix##_dec_if_positive(type *v)                  \
	{                                                                          \
		counter_t old = prefix##_read(v);                                  \
                                                                                   \
		while (old > 0 && !prefix##_try_cmpxchg(v, &old, old - 1))         \
			;                                                          \
		return old - 1;                                                    \
	}

__ATOMIC_OPERATIONS(atomic, atomic_t, int)
__ATOMIC_OPERATIONS(atomic64, atomic64_t, s64)
__ATOMIC_OPERATIONS(atomic_long, atomic_long_t, long)

#undef __ATOMIC_OPERATIONS

/*
 * The weaker orders: a driver that asks for less gets a full barrier all the same, since
 * every locked instruction is one. The compiler, too, keeps to it.
 */
#define __ATOMIC_ORDER(prefix, type, counter_t, order)                                   \
	static __always_inline counter_t prefix##_add_return##order(counter_t i,         \
								    type *v)             \
	{                                                                                \
		return prefix##_add_return(i, v);                                        \
	}                                                                                \
	static __always_inline counter_t prefix##_sub_return##order(counter_t i,         \
								    type *v)             \
	{                                                                                \
		return prefix##_sub_return(i, v);                                        \
	}                                                                                \
	static __always_inline counter_t prefix##_inc_return##order(type *v)             \
	{                                                                                \
		return prefix##_inc_return(v);                                           \
	}                                                                                \
	static __always_inline counter_t prefix##_dec_return##order(type *v)             \
	{                                                                                \
		return prefix##_dec_return(v);                                           \
	}                                                                                \
	static __always_inline counter_t prefix##_fetch_add##order(counter_t i, type *v) \
	{                                                                                \
		return prefix##_fetch_add(i, v);                                         \
	}                                                                                \
	static __always_inline counter_t prefix##_fetch_sub##order(counter_t i, type *v) \
	{                                                                                \
		return prefix##_fetch_sub(i, v);                                         \
	}                                                                                \
	static __always_inline counter_t prefix##_fetch_or##order(counter_t i, type *v)  \
	{                                                                                \
		return prefix##_fetch_or(i, v);                                          \
	}                                                                                \
	static __always_inline counter_t prefix##_fetch_and##order(counter_t i, type *v) \
	{                                                                                \
		return prefix##_fetch_and(i, v);                                         \
	}                                                                                \
	static __always_inline counter_t prefix##_xchg##order(type *v, counter_t new)    \
	{                                                                                \
		return prefix##_xchg(v, new);                                            \
	}                                                                                \
	static __always_inline counter_t prefix##_cmpxchg##order(type *v, counter_t old, \
								 counter_t new)          \
	{                                                                                \
		return prefix##_cmpxchg(v, old, new);                                    \
	}                                                                                \
	static __always_inline bool prefix##_try_cmpxchg##order(type *v, counter_t *old, \
								counter_t new)           \
	{                                                                                \
		return prefix##_try_cmpxchg(v, old, new);                                \
	}
#define __ATOMIC_ORDERS(prefix, type, counter_t)          \
	__ATOMIC_ORDER(prefix, type, counter_t, _relaxed) \
	__ATOMIC_ORDER(prefix, type, counter_t, _acquire) \
	__ATOMIC_ORDER(prefix, type, counter_t, _release)

__ATOMIC_ORDERS(atomic, atomic_t, int)
__ATOMIC_ORDERS(atomic64, atomic64_t, s64)
__ATOMIC_ORDERS(atomic_long, atomic_long_t, long)

#undef __ATOMIC_ORDERS
#undef __ATOMIC_ORDER

#endif
