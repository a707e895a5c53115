/*
 * include/linux/lockdep_types.h - what the checker of locks keeps in locks and in tasks
 *
 * Locks that are initialised by the same text of the same file are of one class: the
 * rules that core/base/lockdep.c learns hold for all of them. In a release build these
 * structures are empty.
 */
#ifndef LINUX_LOCKDEP_TYPES_H
#define LINUX_LOCKDEP_TYPES_H

#include <linux/types.h>

#define MAX_LOCKDEP_SUBCLASSES 4 /* 0, and those of the _nested forms */
#define MAX_HELD_LOCKS 12

#ifdef CONFIG_DEBUG

/* In every lock. */
struct lockdep_map {
	const char *name;                  /* [I] its address tells the class */
	u16 class[MAX_LOCKDEP_SUBCLASSES]; /* [a] 0: not looked up yet */
};

struct held_lock {
	const struct lockdep_map *map;
	unsigned long ip; /* who took it */
	u16 class;
	u8 how; /* LOCK_*, linux/lockdep.h */
};

/* The spinning locks of a CPU, the sleeping ones of a task; the newest last. */
struct held_locks {
	unsigned int nr, lost; /* lost: held too, but there was no room */
	struct held_lock entry[MAX_HELD_LOCKS];
};

#define LOCK_MAP_NAMED(string) \
	{                      \
		string,        \
		{              \
			0      \
		}              \
	}
#define LOCK_NAME(lock) __FILE__ ":" #lock

#else

struct lockdep_map {
};
struct held_lock {
};
struct held_locks {
};
#define LOCK_MAP_NAMED(string) \
	{                      \
	}
#define LOCK_NAME(lock) NULL

#endif

#define LOCK_MAP_INIT(lock) LOCK_MAP_NAMED(LOCK_NAME(lock))

#endif
