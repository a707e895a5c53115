/*
 * include/linux/timer.h - call a function at a given tick
 *
 * Locking: core/timer.c's lock guards every pending timer; functions run in the timer
 * interrupt without it, with interrupts off.
 */
#ifndef LINUX_TIMER_H
#define LINUX_TIMER_H

#include <linux/types.h>
#include <linux/jiffies.h>
#include <linux/rbtree.h>
#include <linux/container_of.h>

struct timer_list {
	struct rb_node node;   /* [timer lock] */
	unsigned long expires; /* [timer lock] in jiffies */
	void (*function)(struct timer_list *timer);
	bool pending; /* [timer lock] */
};

#define from_timer(var, timer, field) container_of(timer, typeof(*var), field)

void timer_setup(struct timer_list *timer, void (*function)(struct timer_list *),
		 unsigned int flags);
int mod_timer(struct timer_list *timer, unsigned long expires); /* 1: was pending */
void add_timer(struct timer_list *timer);
int del_timer(struct timer_list *timer);      /* 1: was pending; it may be running */
int del_timer_sync(struct timer_list *timer); /* and is not running when it returns */
static inline int timer_pending(const struct timer_list *timer)
{
	return timer->pending;
}

/* From the timer interrupt of CPU 0: run what is due. */
void run_timers(void);

#endif
