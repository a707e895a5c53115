/*
 * core/base/lock_graph.h - what is known of classes of locks, and in which order they go
 *
 * Kept in debug builds only. See core/base/lock_graph.c.
 */
#ifndef CORE_BASE_LOCK_GRAPH_H
#define CORE_BASE_LOCK_GRAPH_H

#include <linux/lockdep_types.h>
#include <linux/types.h>

/* How a class is used; each is known with the place where it was seen first. */
enum lock_use {
	USED_IN_IRQ,      /* waited for in an interrupt */
	USED_IN_IRQ_READ, /* the same, for reading */
	HELD_IRQS_ON,     /* held while an interrupt may come */
	HELD_IRQS_ON_READ,
	NR_LOCK_USES,
};

#define MAX_LOCK_PATH 16

/* Classes each of which was taken while the one before it was held. */
struct lock_path {
	unsigned int nr;
	u16 class[MAX_LOCK_PATH];
};

/* The number of the lock's class; 0: there is no room for more classes. Any context. */
unsigned int lock_class(struct lockdep_map *map, unsigned int subclass);
const char *lock_class_name(unsigned int class);

/*
 * Note that second is waited for while first is held. False, and nothing is noted, when
 * the opposite order is known: path leads from second to first. Also false when that
 * brings an interrupt's lock before one that is held with interrupts on: path leads from
 * the one to the other. Any context.
 */
bool lock_graph_order(unsigned int first, unsigned int second, struct lock_path *path);

/* Note a use. False, and nothing is noted, when it contradicts another one: see path. */
bool lock_graph_use(unsigned int class, enum lock_use use, struct lock_path *path);
bool lock_graph_is_used(unsigned int class, enum lock_use use);

/* Print where the steps of a path, and a use, were seen first. */
void lock_graph_show_path(const struct lock_path *path);
void lock_graph_show_use(unsigned int class, enum lock_use use);

#endif
