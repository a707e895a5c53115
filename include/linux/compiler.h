/*
 * include/linux/compiler.h - what we ask of the compiler, by name
 *
 * Attributes, hints and the accesses that the compiler must neither tear, repeat nor
 * invent (READ_ONCE and WRITE_ONCE: every variable shared without a lock goes by them).
 */
#ifndef LINUX_COMPILER_H
#define LINUX_COMPILER_H

#include <linux/kconfig.h>

#ifndef __ASSEMBLER__

/* The branch that is taken, and the one that is not. */
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

#ifndef __always_inline
#define __always_inline inline __attribute__((__always_inline__))
#endif
#define noinline __attribute__((__noinline__))
#define __noreturn __attribute__((__noreturn__))
#define __must_check __attribute__((__warn_unused_result__))
#define __maybe_unused __attribute__((__unused__))
#define __always_unused __attribute__((__unused__))
#define __used __attribute__((__used__))
#define __weak __attribute__((__weak__))
#define __cold __attribute__((__cold__))
#define __pure __attribute__((__pure__))
#define __attribute_const__ __attribute__((__const__))
#define __malloc __attribute__((__malloc__))
#define __packed __attribute__((__packed__))
#define __aligned(x) __attribute__((__aligned__(x)))
#define __section(s) __attribute__((__section__(s)))
#define __printf(fmt, first) __attribute__((__format__(printf, fmt, first)))
#define __no_sanitize_alignment __attribute__((__no_sanitize__("alignment")))
#define fallthrough __attribute__((__fallthrough__))
#define __same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))
#define unreachable() __builtin_unreachable()

/*
 * Kinds of address and of context, for the reader: they compile to nothing.
 * __user: an address that came from ring 3; only uaccess may follow it.
 * __iomem: device memory; only readl(), writel() and friends.
 * __percpu: an offset that this_cpu_ptr() or per_cpu_ptr() turns into an address.
 */
#define __user
#define __iomem
#define __percpu
#define __kernel
#define __force
#define __bitwise
#define __rcu
#define __acquires(x)
#define __releases(x)
#define __must_hold(x)

/* The compiler may not carry a memory value in a register across this line. */
#define barrier() __asm__ __volatile__("" : : : "memory")

/* The compiler knows nothing about the value of var from here on. */
#define OPTIMIZER_HIDE_VAR(var) __asm__("" : "=r"(var) : "0"(var))

/* Exactly one load, exactly one store. x is at most a word long. */
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, val)                           \
	do {                                         \
		*(volatile typeof(x) *)&(x) = (val); \
	} while (0)

/* A race that is known and harmless. */
#define data_race(expr) (expr)

#endif
#endif
