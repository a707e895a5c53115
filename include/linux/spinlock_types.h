/*
 * include/linux/spinlock_types.h - what a spinlock and a read-write lock are made of
 *
 * A spinlock hands out tickets, so that CPUs get it in the order in which they asked.
 */
#ifndef LINUX_SPINLOCK_TYPES_H
#define LINUX_SPINLOCK_TYPES_H

#include <linux/lockdep_types.h>
#include <linux/types.h>

typedef struct spinlock {
	union {
		u32 tickets; /* [a] both halves at once */
		struct {
			u16 owner; /* [a] the ticket that is being served */
			u16 next;  /* [a] the ticket that the next comer draws */
		};
	};
	u32 holder; /* [self] CPU number + 1 of who holds it, 0: nobody */
	struct lockdep_map dep_map;
} spinlock_t;

typedef spinlock_t raw_spinlock_t;

/* -1: one writer; n > 0: n readers. */
typedef struct rwlock {
	s32 count;   /* [a] */
	u32 writers; /* [a] that wait */
	struct lockdep_map dep_map;
} rwlock_t;

#define __SPIN_LOCK_NAMED(string)                  \
	{                                          \
		.dep_map = LOCK_MAP_NAMED(string), \
	}
#define __SPIN_LOCK_UNLOCKED(name) __SPIN_LOCK_NAMED(LOCK_NAME(name))
#define __RAW_SPIN_LOCK_UNLOCKED(name) __SPIN_LOCK_UNLOCKED(name)
#define __RW_LOCK_UNLOCKED(name)                \
	{                                       \
		.dep_map = LOCK_MAP_INIT(name), \
	}

#define DEFINE_SPINLOCK(name) spinlock_t name = __SPIN_LOCK_UNLOCKED(name)
#define DEFINE_RAW_SPINLOCK(name) raw_spinlock_t name = __SPIN_LOCK_UNLOCKED(name)
#define DEFINE_RWLOCK(name) rwlock_t name = __RW_LOCK_UNLOCKED(name)

#endif
