/*
 * core/base/lockdep.c - locks that check themselves
 *
 * Each lock belongs to a class: all locks that the same line initialises. While code
 * runs, the checker learns in which order classes are taken, and which of them in
 * interrupts; what contradicts it could deadlock, and is reported although it did not:
 *
 *	order       A was held when B was wanted, and somewhere B when A was wanted,
 *	            be it by way of others
 *	interrupts  a lock that a handler takes is held elsewhere with interrupts on,
 *	            or a lock that is so is taken inside one that a handler takes
 *	recursion   the same lock, or a second one of its class, is wanted
 *	owner       somebody releases what he does not hold, or ends holding something
 *	others      a lock that was never initialised, that is held for too long, or whose
 *	            memory is given back
 *
 * The first report is the last: what follows may be its echo. A sequence of locks that
 * was found right is remembered by a hash of its classes, so that nearly always one look
 * into a table is all. A lock that is only tried cannot deadlock: it is held like others,
 * but taking it is not checked.
 *
 * Atlas: between an interrupt's lock and others, readers are not followed (Linux does).
 *
 * Locking: none but lock_graph's; the held locks belong to their CPU or task, and are
 * looked at with interrupts off.
 */
#include <linux/errno.h>
#include <linux/hash.h> /* GOLDEN_RATIO_64 */
#include <linux/init.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/lockdep.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/stacktrace.h>
#include <asm/cmpxchg.h>
#include "held.h"
#include "lock_graph.h"
#include "log.h"

#define CHAIN_BITS 13
#define NSEC_PER_MSEC 1000000ULL

u64 lock_held_limit = 10000 * NSEC_PER_MSEC; /* a busy host may stop us for seconds */

static u32 off;                            /* [a] there has been a report */
static u64 good_chains[1UL << CHAIN_BITS]; /* [a] hashes of sequences of classes */
static DEFINE_PER_CPU(u64, holding_since); /* when the CPU got its first lock, ns */

void lockdep_rearm(void)
{
	WRITE_ONCE(off, 0);
}

static bool checking(void)
{
	return !READ_ONCE(off) && !oops_in_progress;
}

/* --- reports ------------------------------------------------------------------------ */

/* Only one CPU reports, and only once. The caller says the rest. */
static bool begin_report(void)
{
	return !oops_in_progress && !xchg(&off, 1);
}

static void end_report(void)
{
	pr_warn(" held now:\n");
	held_show();
	dump_stack();
	check_panic_on_warn("a lock is misused");
}

static void report_order(const struct held_lock *first, const struct held_lock *wanted,
			 const struct lock_path *path)
{
	if (!begin_report())
		return;
	pr_err("BUG: lock order inversion: %s is held, %s is wanted\n",
	       lock_class_name(first->class), lock_class_name(wanted->class));
	pr_warn(" but the order was before:\n");
	lock_graph_show_path(path);
	end_report();
}

static void report_irq(const struct lock_path *path)
{
	unsigned int handler = path->class[0], holder = path->class[path->nr - 1];

	if (!begin_report())
		return;
	pr_err("BUG: irq-unsafe lock: interrupts take %s, %s is held with interrupts on\n",
	       lock_class_name(handler), lock_class_name(holder));
	pr_warn("  in an interrupt, first:\n");
	lock_graph_show_use(handler, USED_IN_IRQ);
	lock_graph_show_use(handler, USED_IN_IRQ_READ);
	lock_graph_show_path(path);
	pr_warn("  with interrupts on, first:\n");
	lock_graph_show_use(holder, HELD_IRQS_ON);
	lock_graph_show_use(holder, HELD_IRQS_ON_READ);
	end_report();
}

static void report_lock(const char *what, unsigned int class, unsigned long ip)
{
	if (!begin_report())
		return;
	pr_err("BUG: %s: %s at %pB\n", what, lock_class_name(class), (void *)ip);
	end_report();
}

/* --- checks ------------------------------------------------------------------------- */

/* The held locks that a wait for new would keep others from: of the same context. */
static unsigned int collect(const struct held_lock *new, const struct held_lock **held)
{
	const struct held_locks *stack[] = { held_by_task(), held_by_cpu() };
	unsigned int n = 0;

	for (unsigned int s = 0; s < ARRAY_SIZE(stack); s++) {
		if (!stack[s] || (s == 0 && new->how &LOCK_IN_IRQ))
			continue;
		for (unsigned int i = 0; i < stack[s]->nr; i++) {
			const struct held_lock *lock = &stack[s]->entry[i];

			if (lock->class &&
			    (s == 0 || !((lock->how ^ new->how) & LOCK_IN_IRQ)))
				held[n++] = lock;
		}
	}
	return n;
}

/* A reader with interrupts off passes waiting writers, so it may read again. */
static bool may_read_again(const struct held_lock *held, const struct held_lock *new)
{
	u8 both = held->how & new->how;

	return both & LOCK_READ && both & LOCK_IRQS_OFF && !(both & LOCK_SLEEPS);
}

/* True: there is nothing to be learnt from this pair. */
static bool check_recursion(const struct held_lock *held, const struct held_lock *new)
{
	if (held->class != new->class)
		return false;
	if (held->map != new->map)
		report_lock("two locks of one class, without an order", new->class,
			    new->ip);
	else if (!may_read_again(held, new))
		report_lock("lock recursion", new->class, new->ip);
	return true;
}

static void check_order(const struct held_lock *new)
{
	const struct held_lock *held[2 * MAX_HELD_LOCKS];
	unsigned int n = collect(new, held);
	struct lock_path path;
	u64 chain = 0;
	u64 *known;

	for (unsigned int i = 0; i < n; i++) {
		if (check_recursion(held[i], new))
			return;
		chain = (chain + held[i]->class) * GOLDEN_RATIO_64;
	}
	chain = (chain + new->class) * GOLDEN_RATIO_64;
	known = &good_chains[chain >> (64 - CHAIN_BITS)];
	if (!n || READ_ONCE(*known) == chain)
		return;
	for (unsigned int i = 0; i < n; i++) {
		if (lock_graph_order(held[i]->class, new->class, &path))
			continue;
		if (path.class[0] == new->class)
			report_order(held[i], new, &path);
		else
			report_irq(&path);
		return;
	}
	WRITE_ONCE(*known, chain);
}

static void check_use(unsigned int class, enum lock_use use)
{
	struct lock_path path;

	if (!lock_graph_is_used(class, use) && !lock_graph_use(class, use, &path))
		report_irq(&path);
}

/* What taking new says of its class's use. */
static void check_irqs(const struct held_lock *new)
{
	bool read = new->how &LOCK_READ;

	if (new->how & LOCK_SLEEPS)
		return;
	if (!(new->how &LOCK_IRQS_OFF))
		check_use(new->class, read ? HELD_IRQS_ON_READ : HELD_IRQS_ON);
	else if (new->how & LOCK_IN_IRQ && !(new->how &LOCK_TRY))
		check_use(new->class, read ? USED_IN_IRQ_READ : USED_IN_IRQ);
}

static void check_time(const struct held_lock *lock)
{
	u64 since = this_cpu_read(holding_since), now = log_clock();

	if (!lock_held_limit || !since || now - since < lock_held_limit)
		return;
	if (begin_report()) {
		pr_err("BUG: spinlock %s was held too long: %llu ms\n",
		       lock_class_name(lock->class), (now - since) / NSEC_PER_MSEC);
		end_report();
	}
}

/* --- what the locks call ------------------------------------------------------------ */

static struct held_locks *stack_of(unsigned int how)
{
	return how & LOCK_SLEEPS ? held_by_task() : held_by_cpu();
}

/* What holds for this context beside what the caller says. */
static unsigned int context(unsigned long flags)
{
	return (irqs_disabled_flags(flags) ? LOCK_IRQS_OFF : 0) |
	       (in_hardirq() ? LOCK_IN_IRQ : 0);
}

void __lock_acquire(struct lockdep_map *map, unsigned int subclass, unsigned int how,
		    unsigned long ip)
{
	struct held_lock new = { .map = map, .ip = ip };
	struct held_locks *stack;
	unsigned long flags;

	local_irq_save(flags);
	new.how = how | context(flags);
	new.class = lock_class(map, subclass);
	stack = stack_of(how);
	if (!map->name)
		report_lock("a lock was never initialised", 0, ip);
	if (checking() && new.class && !in_nmi()) {
		if (!(how & LOCK_TRY))
			check_order(&new);
		check_irqs(&new);
	}
	if (stack) {
		if (!(how & LOCK_SLEEPS) && !stack->nr)
			this_cpu_write(holding_since, log_clock());
		held_push(stack, &new);
	}
	local_irq_restore(flags);
}

void __lock_acquired(void)
{
	unsigned long flags;

	local_irq_save(flags);
	if (held_by_cpu()->nr == 1)
		this_cpu_write(holding_since, log_clock());
	local_irq_restore(flags);
}

/* A lock that was taken with interrupts off may be released with interrupts on. */
static void check_release(const struct held_lock *lock, unsigned long flags)
{
	if (!lock->class || lock->how & LOCK_SLEEPS)
		return;
	if (lock->how & LOCK_IRQS_OFF && !irqs_disabled_flags(flags))
		check_use(lock->class,
			  lock->how & LOCK_READ ? HELD_IRQS_ON_READ : HELD_IRQS_ON);
	if (!held_by_cpu()->nr)
		check_time(lock);
}

void __lock_release(const struct lockdep_map *map, unsigned long ip)
{
	struct held_lock lock;
	unsigned long flags;

	local_irq_save(flags);
	if (!held_remove(held_by_cpu(), map, &lock) && held_by_task() &&
	    !held_remove(held_by_task(), map, &lock))
		report_lock("release of a lock that is not held", map->class[0], ip);
	if (checking() && !in_nmi())
		check_release(&lock, flags);
	local_irq_restore(flags);
}

static bool is_in(const struct held_locks *held, const void *from, const void *to)
{
	for (unsigned int i = 0; held && i < held->nr; i++)
		if ((const void *)held->entry[i].map >= from &&
		    (const void *)held->entry[i].map < to)
			return true;
	return false;
}

static bool holds_any_in(const void *from, const void *to)
{
	unsigned long flags;
	bool any;

	local_irq_save(flags);
	any = is_in(held_by_cpu(), from, to) || is_in(held_by_task(), from, to);
	local_irq_restore(flags);
	return any;
}

bool __lock_is_held(const struct lockdep_map *map)
{
	return holds_any_in(map, map + 1);
}

void __debug_check_no_locks_freed(const void *mem, size_t size)
{
	if (holds_any_in(mem, (const char *)mem + size) && begin_report()) {
		pr_err("BUG: a held lock is freed, in %px-%px\n", mem,
		       (const char *)mem + size - 1);
		end_report();
	}
}

void __debug_check_no_locks_held(const char *where)
{
	unsigned long flags;
	bool any;

	local_irq_save(flags); /* or it could be the CPU that we have just left */
	any = held_by_task()->nr || (preempt_count() == 0 && held_by_cpu()->nr);
	local_irq_restore(flags);
	if (any && begin_report()) {
		pr_err("BUG: a lock is still held at %s\n", where);
		end_report();
	}
}

static int __init lock_held_setup(char *value)
{
	unsigned int ms;
	int err = value ? kstrtouint(value, 10, &ms) : -EINVAL;

	if (!err)
		lock_held_limit = ms * NSEC_PER_MSEC;
	return err;
}
early_param("lock_held_ms", lock_held_setup,
	    "report spinlocks held for longer; 0: never");
