/*
 * core/base/held.h - which locks are held here, and where they were taken
 *
 * Kept in debug builds only (make DEBUG=1). See core/base/held.c.
 */
#ifndef CORE_BASE_HELD_H
#define CORE_BASE_HELD_H

#include <linux/kconfig.h>
#include <linux/lockdep_types.h>
#include <linux/types.h>

/* The spinning locks of this CPU. Preemption is off. */
struct held_locks *held_by_cpu(void);
/* The sleeping locks of the running task; NULL before there are tasks. */
struct held_locks *held_by_task(void);

void held_push(struct held_locks *held, const struct held_lock *lock);

/* Take the lock off again, and copy what was noted of it. False: it is not held here. */
bool held_remove(struct held_locks *held, const struct lockdep_map *map,
		 struct held_lock *removed);

unsigned int __held_show(void);

/* Print one line for each lock; how many spinning ones there are. Preemption is off. */
static inline unsigned int held_show(void)
{
	return IS_ENABLED(CONFIG_DEBUG) ? __held_show() : 0;
}

#endif
