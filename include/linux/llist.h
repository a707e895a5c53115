/*
 * include/linux/llist.h - a stack that any CPU may push to without a lock
 *
 * llist_add() from anywhere, interrupts and NMIs included; llist_del_all() takes the
 * whole stack at once, so there is no ABA problem. llist_del_first() needs the callers
 * that take single entries to exclude each other.
 *
 * Locking: none; [a] the head's pointer.
 */
#ifndef LINUX_LLIST_H
#define LINUX_LLIST_H

#include <linux/container_of.h>
#include <linux/types.h>
#include <asm/cmpxchg.h>

struct llist_node {
	struct llist_node *next;
};

struct llist_head {
	struct llist_node *first; /* [a] */
};

#define LLIST_HEAD_INIT(name) \
	{                     \
		NULL          \
	}
#define LLIST_HEAD(name) struct llist_head name = LLIST_HEAD_INIT(name)

static inline void init_llist_head(struct llist_head *list)
{
	list->first = NULL;
}

static inline bool llist_empty(const struct llist_head *head)
{
	return READ_ONCE(head->first) == NULL;
}

static inline struct llist_node *llist_next(struct llist_node *node)
{
	return node->next;
}

/* Push new. True when the stack was empty: the one who must wake the consumer. */
static inline bool llist_add(struct llist_node *new, struct llist_head *head)
{
	struct llist_node *first = READ_ONCE(head->first);

	do {
		new->next = first;
	} while (!try_cmpxchg(&head->first, &first, new));
	return !first;
}

/* Take all entries, newest first; llist_reverse_order() gives the order of adding. */
static inline struct llist_node *llist_del_all(struct llist_head *head)
{
	return xchg(&head->first, NULL);
}

static inline struct llist_node *llist_del_first(struct llist_head *head)
{
	struct llist_node *first = READ_ONCE(head->first);

	do {
		if (!first)
			return NULL;
	} while (!try_cmpxchg(&head->first, &first, first->next));
	return first;
}

static inline struct llist_node *llist_reverse_order(struct llist_node *node)
{
	struct llist_node *reversed = NULL;

	while (node) {
		struct llist_node *next = node->next;

		node->next = reversed;
		reversed = node;
		node = next;
	}
	return reversed;
}

#define llist_entry(ptr, type, member) container_of(ptr, type, member)

#define llist_for_each(pos, node) for ((pos) = (node); (pos); (pos) = (pos)->next)
#define llist_for_each_safe(pos, n, node) \
	for ((pos) = (node); (pos) && ((n) = (pos)->next, true); (pos) = (n))
/* node is what llist_del_all() returned; the body may free pos. */
#define llist_for_each_entry_safe(pos, n, node, member)                           \
	for ((pos) = llist_entry((node), typeof(*(pos)), member);                 \
	     &(pos)->member != NULL &&                                            \
	     ((n) = llist_entry((pos)->member.next, typeof(*(n)), member), true); \
	     (pos) = (n))

#endif
