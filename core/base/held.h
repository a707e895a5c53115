/*
 * core/base/held.h - which spinlocks this CPU holds, and where it took them
 *
 * For messages; kept in debug builds only (make DEBUG=1). See core/base/held.c.
 */
#ifndef CORE_BASE_HELD_H
#define CORE_BASE_HELD_H

#include <linux/kconfig.h>
#include <linux/types.h>

void __held_push(const void *lock, unsigned long ip);
void __held_pop(const void *lock);

/* Print one line for each; how many there are. Preemption is off. */
unsigned int held_show(void);

/* lock was taken by the code at ip. */
static inline void held_push(const void *lock, unsigned long ip)
{
	if (IS_ENABLED(CONFIG_DEBUG))
		__held_push(lock, ip);
}

static inline void held_pop(const void *lock)
{
	if (IS_ENABLED(CONFIG_DEBUG))
		__held_pop(lock);
}

#endif
