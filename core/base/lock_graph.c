/*
 * core/base/lock_graph.c - what is known of classes of locks, and in which order they go
 *
 *	classes   are found by the address of their name and the subclass
 *	after     a matrix of bits: after[a] has b if b was waited for while a was held
 *	orders    the same pairs as a list, with the place where each was seen first
 *
 * The graph never has a circle: a pair that would close one is refused. So a search from
 * one class tells all that may be waited for while it is held.
 *
 * Locking: graph.busy, a lock without a check of its own, with interrupts off. A class's
 * name never changes, and its uses only grow: both are read without the lock.
 */
#include <linux/bitmap.h>
#include <linux/hash.h>
#include <linux/irqflags.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/stacktrace.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>
#include "lock_graph.h"

#define MAX_CLASSES 512
#define MAX_ORDERS 4096
#define NAME_HASH_BITS 10 /* twice as many places as classes: there is always a gap */
#define NAME_HASH_SIZE (1U << NAME_HASH_BITS)
#define TRACE_DEPTH 8

struct trace {
	unsigned int nr;
	unsigned long ip[TRACE_DEPTH];
};

struct class
{
	const char *key;
	unsigned int subclass;
	char name[64];
	u32 uses; /* [a] bits of enum lock_use */
	struct trace used[NR_LOCK_USES];
};

static struct {
	u32 busy; /* [a] */
	unsigned int nr_classes, nr_orders;
	struct class classes[MAX_CLASSES]; /* 0 is unused */
	u16 by_name[NAME_HASH_SIZE];
	DECLARE_BITMAP(in_irq, MAX_CLASSES);  /* whose uses have USED_IN_IRQ ... */
	DECLARE_BITMAP(irqs_on, MAX_CLASSES); /* ... and HELD_IRQS_ON */
	unsigned long after[MAX_CLASSES][BITS_TO_LONGS(MAX_CLASSES)];
	struct {
		u16 first, second;
		struct trace seen;
	} orders[MAX_ORDERS];

	/* the state of a search */
	DECLARE_BITMAP(visited, MAX_CLASSES);
	DECLARE_BITMAP(target, MAX_CLASSES);
	u16 queue[MAX_CLASSES], from[MAX_CLASSES];
} graph;

static unsigned long graph_lock(void)
{
	unsigned long flags;

	local_irq_save(flags);
	while (xchg(&graph.busy, 1))
		__builtin_ia32_pause();
	return flags;
}

static void graph_unlock(unsigned long flags)
{
	smp_store_release(&graph.busy, 0);
	local_irq_restore(flags);
}

static noinline void save_trace(struct trace *trace)
{
	trace->nr = stack_trace_save(trace->ip, TRACE_DEPTH, 4);
}

static void show_trace_saved(const struct trace *trace)
{
	for (unsigned int i = 0; i < trace->nr; i++)
		pr_warn("     %pB\n", (void *)trace->ip[i]);
}

/* --- classes ------------------------------------------------------------------------ */

static unsigned int new_class(const char *key, unsigned int subclass)
{
	unsigned int n = graph.nr_classes + 1;
	struct class *class = &graph.classes[n];

	if (n >= MAX_CLASSES)
		return 0;
	class->key = key;
	class->subclass = subclass;
	snprintf(class->name, sizeof(class->name), subclass ? "%s/%u" : "%s", key,
		 subclass);
	graph.nr_classes = n;
	return n;
}

static unsigned int find_class(const char *key, unsigned int subclass)
{
	unsigned int i = hash_64((u64)key + subclass, NAME_HASH_BITS);

	for (;; i = (i + 1) % NAME_HASH_SIZE) {
		unsigned int n = graph.by_name[i];

		if (!n)
			return graph.by_name[i] = new_class(key, subclass);
		if (graph.classes[n].key == key && graph.classes[n].subclass == subclass)
			return n;
	}
}

unsigned int lock_class(struct lockdep_map *map, unsigned int subclass)
{
	unsigned int class = READ_ONCE(map->class[subclass]);
	unsigned long flags;

	if (likely(class) || !map->name)
		return class;
	flags = graph_lock();
	class = find_class(map->name, subclass);
	graph_unlock(flags);
	WRITE_ONCE(map->class[subclass], class);
	return class;
}

const char *lock_class_name(unsigned int class)
{
	return class ? graph.classes[class].name : "(a lock without a class)";
}

/* --- the search --------------------------------------------------------------------- */

/* Walk back from the end of a search to its beginning. */
static void make_path(struct lock_path *path, unsigned int end)
{
	unsigned int n = 1;

	for (unsigned int c = end; graph.from[c]; c = graph.from[c])
		n++;
	path->nr = n = n < MAX_LOCK_PATH ? n : MAX_LOCK_PATH;
	for (unsigned int c = end; n; c = graph.from[c])
		path->class[--n] = c;
}

/* Breadth first, from start to the nearest class of targets. False: none is reached. */
static bool find_path(unsigned int start, const unsigned long *targets,
		      struct lock_path *path)
{
	unsigned int head = 0, tail = 0, next;

	bitmap_zero(graph.visited, MAX_CLASSES);
	__set_bit(start, graph.visited);
	graph.from[start] = 0;
	graph.queue[tail++] = start;
	while (head < tail) {
		unsigned int here = graph.queue[head++];

		if (test_bit(here, targets)) {
			make_path(path, here);
			return true;
		}
		for_each_set_bit (next, graph.after[here], graph.nr_classes + 1) {
			if (test_bit(next, graph.visited))
				continue;
			__set_bit(next, graph.visited);
			graph.from[next] = here;
			graph.queue[tail++] = next;
		}
	}
	return false;
}

/*
 * May an interrupt wait for a lock whose holder waits for one whose holder was
 * interrupted?
 */
static bool irq_conflict(struct lock_path *path)
{
	unsigned int class;

	for_each_set_bit (class, graph.in_irq, graph.nr_classes + 1)
		if (find_path(class, graph.irqs_on, path))
			return true;
	return false;
}

/* --- what is noted ------------------------------------------------------------------ */

static bool order_conflict(unsigned int first, unsigned int second,
			   struct lock_path *path)
{
	bitmap_zero(graph.target, MAX_CLASSES);
	__set_bit(first, graph.target);
	if (find_path(second, graph.target, path))
		return true;
	__set_bit(second, graph.after[first]);
	if (!irq_conflict(path))
		return false;
	__clear_bit(second, graph.after[first]);
	return true;
}

static void note_order(unsigned int first, unsigned int second)
{
	unsigned int n = graph.nr_orders;

	if (n == MAX_ORDERS)
		return; /* the order is kept, only the place is not */
	graph.orders[n].first = first;
	graph.orders[n].second = second;
	save_trace(&graph.orders[n].seen);
	graph.nr_orders = n + 1;
}

bool lock_graph_order(unsigned int first, unsigned int second, struct lock_path *path)
{
	unsigned long flags = graph_lock();
	bool ok = true;

	if (!test_bit(second, graph.after[first])) {
		ok = !order_conflict(first, second, path);
		if (ok)
			note_order(first, second);
	}
	graph_unlock(flags);
	return ok;
}

/* What a lock's own uses forbid; readers do not wait for readers. */
static const u32 forbidden[NR_LOCK_USES] = {
	[USED_IN_IRQ] = 1 << HELD_IRQS_ON | 1 << HELD_IRQS_ON_READ,
	[USED_IN_IRQ_READ] = 1 << HELD_IRQS_ON,
	[HELD_IRQS_ON] = 1 << USED_IN_IRQ | 1 << USED_IN_IRQ_READ,
	[HELD_IRQS_ON_READ] = 1 << USED_IN_IRQ,
};

static bool use_conflict(unsigned int class, enum lock_use use, struct lock_path *path)
{
	unsigned long *set = use == USED_IN_IRQ    ? graph.in_irq
			     : use == HELD_IRQS_ON ? graph.irqs_on
						   : NULL;

	if (graph.classes[class].uses & forbidden[use]) {
		*path = (struct lock_path){ .nr = 1, .class = { class } };
		return true;
	}
	if (!set)
		return false;
	__set_bit(class, set);
	if (!irq_conflict(path))
		return false;
	__clear_bit(class, set);
	return true;
}

bool lock_graph_is_used(unsigned int class, enum lock_use use)
{
	return READ_ONCE(graph.classes[class].uses) & 1U << use;
}

bool lock_graph_use(unsigned int class, enum lock_use use, struct lock_path *path)
{
	unsigned long flags = graph_lock();
	struct class *c = &graph.classes[class];
	bool ok = true;

	if (!(c->uses & 1U << use)) {
		ok = !use_conflict(class, use, path);
		if (ok) {
			save_trace(&c->used[use]);
			WRITE_ONCE(c->uses, c->uses | 1U << use);
		}
	}
	graph_unlock(flags);
	return ok;
}

/* --- what is shown ------------------------------------------------------------------ */

static const struct trace *find_order(unsigned int first, unsigned int second)
{
	static const struct trace nowhere;

	for (unsigned int i = 0; i < graph.nr_orders; i++)
		if (graph.orders[i].first == first && graph.orders[i].second == second)
			return &graph.orders[i].seen;
	return &nowhere;
}

void lock_graph_show_path(const struct lock_path *path)
{
	for (unsigned int i = 1; i < path->nr; i++) {
		pr_warn("  %s was taken inside %s:\n", lock_class_name(path->class[i]),
			lock_class_name(path->class[i - 1]));
		show_trace_saved(find_order(path->class[i - 1], path -> class[i]));
	}
}

void lock_graph_show_use(unsigned int class, enum lock_use use)
{
	show_trace_saved(&graph.classes[class].used[use]);
}
