/*
 * include/linux/percpu.h - variables of which every CPU has its own
 *
 *	DEFINE_PER_CPU(int, counter) = 5;
 *
 *	this_cpu_inc(counter);                   one instruction, safe anywhere
 *	int *p = this_cpu_ptr(&counter);         the caller has preemption disabled
 *	per_cpu(counter, cpu)                    somebody else's copy
 *
 * The linker collects the definitions into the template [__per_cpu_start,
 * __per_cpu_end). The boot CPU uses the template itself (GS base 0), from the first
 * instruction on until setup_per_cpu_areas() has copied it for every CPU.
 *
 * Locking: none here; a variable belongs to its CPU, and code that may be preempted
 * may use only the single-instruction this_cpu_ forms.
 */
#ifndef LINUX_PERCPU_H
#define LINUX_PERCPU_H

#include <linux/build_bug.h>
#include <linux/threads.h>
#include <linux/types.h>
#include <asm/percpu.h>

#define PER_CPU_SECTION ".data..percpu"

#define DECLARE_PER_CPU(type, name) \
	extern __section(PER_CPU_SECTION) __typeof__(type) name
#define DEFINE_PER_CPU(type, name) __section(PER_CPU_SECTION) __typeof__(type) name
#define DEFINE_PER_CPU_ALIGNED(type, name) \
	DEFINE_PER_CPU(type, name)         \
	__aligned(64)
#define DECLARE_PER_CPU_ALIGNED(type, name) DECLARE_PER_CPU(type, name) __aligned(64)

/* What to add to a variable's link address to get CPU n's copy. 0 before the set-up. */
extern unsigned long __per_cpu_offset[NR_CPUS];

/* The same for this CPU, and this CPU's number. */
DECLARE_PER_CPU(unsigned long, this_cpu_off);
DECLARE_PER_CPU(int, cpu_number);

#define per_cpu_offset(cpu) (__per_cpu_offset[cpu])

#define __percpu_shift(ptr, offset) \
	((typeof(ptr))((unsigned long)(ptr) + (unsigned long)(offset)))

#define per_cpu_ptr(ptr, cpu) __percpu_shift(ptr, per_cpu_offset(cpu))
#define per_cpu(var, cpu) (*per_cpu_ptr(&(var), cpu))

/* The caller has preemption disabled for as long as it uses the pointer. */
#define this_cpu_ptr(ptr) __percpu_shift(ptr, this_cpu_read(this_cpu_off))
#define raw_cpu_ptr(ptr) this_cpu_ptr(ptr)

#define this_cpu_read(var) (__gs_var(var))
#define this_cpu_write(var, value) ((void)(__gs_var(var) = (value)))

/* var is an integer of 4 or 8 bytes. */
#define this_cpu_add(var, value)                                                    \
	do {                                                                        \
		static_assert(sizeof(var) == 4 || sizeof(var) == 8, "int or long"); \
		if (sizeof(var) == 4)                                               \
			percpu_add_4((void *)&(var), (u32)(value));                 \
		else                                                                \
			percpu_add_8((void *)&(var), (u64)(value));                 \
	} while (0)
#define this_cpu_sub(var, value) this_cpu_add(var, -(typeof(var))(value))
#define this_cpu_inc(var) this_cpu_add(var, 1)
#define this_cpu_dec(var) this_cpu_add(var, -1)

/* Store value, return what was there. var is 1, 4 or 8 bytes, or a pointer. */
#define this_cpu_xchg(var, value)                                                      \
	((typeof(var))(sizeof(var) == 1   ? percpu_xchg_1((void *)&(var),              \
							  (u8)(unsigned long)(value))  \
		       : sizeof(var) == 4 ? percpu_xchg_4((void *)&(var),              \
							  (u32)(unsigned long)(value)) \
					  : percpu_xchg_8((void *)&(var),              \
							  (u64)(unsigned long)(value))))

#define __this_cpu_read this_cpu_read
#define __this_cpu_write this_cpu_write
#define __this_cpu_add this_cpu_add
#define __this_cpu_inc this_cpu_inc
#define __this_cpu_dec this_cpu_dec
#define raw_cpu_read this_cpu_read
#define raw_cpu_write this_cpu_write

/* Disable preemption and give the lvalue of this CPU's copy (needs linux/preempt.h). */
#define get_cpu_var(var)              \
	(*({                          \
		preempt_disable();    \
		this_cpu_ptr(&(var)); \
	}))
#define put_cpu_var(var)          \
	do {                      \
		(void)&(var);     \
		preempt_enable(); \
	} while (0)
#define get_cpu_ptr(ptr)           \
	({                         \
		preempt_disable(); \
		this_cpu_ptr(ptr); \
	})
#define put_cpu_ptr(ptr)          \
	do {                      \
		(void)(ptr);      \
		preempt_enable(); \
	} while (0)

/*
 * Give CPUs 0 to nr-1 their areas; alloc(size, align, cpu) returns memory or NULL. An area
 * is a copy of the template as it is now, but for the variables of core/base; who has
 * per-CPU variables that the boot has changed by then sets the others' when it brings them
 * up. CPU 0's is made last, and the caller, who is that CPU, goes over to it at once:
 * from then on the template is nobody's. 0, -EINVAL (nr > NR_CPUS) or -ENOMEM. Once, irqs
 * off, no lock held. A CPU that starts loads its GS base with __per_cpu_offset[its number].
 */
int setup_per_cpu_areas(unsigned int nr,
			void *(*alloc)(size_t size, size_t align, int cpu));

#endif
