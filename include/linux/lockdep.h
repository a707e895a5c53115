/*
 * include/linux/lockdep.h - locks that check themselves (core/base/lockdep.c)
 *
 * The locks call lock_acquire() before they wait, lock_acquired() when they have waited,
 * and lock_release() before they let go.
 * In a debug build (make DEBUG=1) that keeps who holds what, and finds what could
 * deadlock some day even if it did not today. In a release build it is nothing.
 */
#ifndef LINUX_LOCKDEP_H
#define LINUX_LOCKDEP_H

#include <linux/bug.h>
#include <linux/kconfig.h>
#include <linux/lockdep_types.h>

/* How a lock is taken. */
#define LOCK_READ 0x01     /* others may read too */
#define LOCK_TRY 0x02      /* without waiting */
#define LOCK_SLEEPS 0x04   /* a lock of a task; else of a CPU */
#define LOCK_IRQS_OFF 0x08 /* set by the checker: interrupts were off ... */
#define LOCK_IN_IRQ 0x10   /* ... or one was being handled */

/* The second lock of a class, where a rule of its own orders the two. */
#define SINGLE_DEPTH_NESTING 1

void __lock_acquire(struct lockdep_map *map, unsigned int subclass, unsigned int how,
		    unsigned long ip);
void __lock_release(const struct lockdep_map *map, unsigned long ip);
void __lock_acquired(void);
bool __lock_is_held(const struct lockdep_map *map);
void __debug_check_no_locks_held(const char *where);
void __debug_check_no_locks_freed(const void *mem, size_t size);

/* The code at ip wants the lock, and will wait for it unless it only tries. */
static __always_inline void lock_acquire(struct lockdep_map *map, unsigned int subclass,
					 unsigned int how, unsigned long ip)
{
	if (IS_ENABLED(CONFIG_DEBUG))
		__lock_acquire(map, subclass, how, ip);
}

/* It had to wait, and has the lock now: how long it holds it counts from here. */
static __always_inline void lock_acquired(struct lockdep_map *map, unsigned long ip)
{
	if (IS_ENABLED(CONFIG_DEBUG))
		__lock_acquired();
}

/* It gives the lock back, or has given up waiting. */
static __always_inline void lock_release(const struct lockdep_map *map, unsigned long ip)
{
	if (IS_ENABLED(CONFIG_DEBUG))
		__lock_release(map, ip);
}

/* Does the running code hold the lock? In a release build it says yes. */
static inline bool lock_is_held(const struct lockdep_map *map)
{
	return !IS_ENABLED(CONFIG_DEBUG) || __lock_is_held(map);
}

/* BUG in a debug build unless the running code holds the lock, of whatever kind. */
#define lockdep_assert_held(lock) BUG_ON(!lock_is_held(&(lock)->dep_map))
#define lockdep_assert_held_write(lock) lockdep_assert_held(lock)
#define lockdep_assert_held_read(lock) lockdep_assert_held(lock)

/* At the end of a task or a system call: no lock may be held. where: for the report. */
static inline void debug_check_no_locks_held(const char *where)
{
	if (IS_ENABLED(CONFIG_DEBUG))
		__debug_check_no_locks_held(where);
}

/* Memory is given back: no lock that this code holds may be in it. */
static inline void debug_check_no_locks_freed(const void *mem, size_t size)
{
	if (IS_ENABLED(CONFIG_DEBUG))
		__debug_check_no_locks_freed(mem, size);
}

/* The checker stops at its first report. For tests: go on. What it has learnt stays. */
void lockdep_rearm(void);

/* The longest time for a spinlock to be held, ns; 0: any (`lock_held_ms=`). */
extern u64 lock_held_limit;

#endif
