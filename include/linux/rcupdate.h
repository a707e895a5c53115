/*
 * include/linux/rcupdate.h - readers without locks: what they may see is freed later
 *
 *	reader                            writer
 *	rcu_read_lock();                  new = make a copy, change it;
 *	p = rcu_dereference(shared);      rcu_assign_pointer(shared, new);
 *	use p;                            call_rcu(&old->rcu, free_it);
 *	rcu_read_unlock();
 *
 * A reader only turns preemption off, so it cannot sleep. A grace period is over when
 * every CPU has been seen to be preemptible once: whoever read before it began has
 * finished (core/rcu.c). Writers exclude each other by a lock of their own.
 */
#ifndef LINUX_RCUPDATE_H
#define LINUX_RCUPDATE_H

#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/irqflags.h>
#include <linux/kconfig.h>
#include <linux/preempt.h>
#include <linux/stddef.h>
#include <linux/types.h>
#include <asm/barrier.h>

/* In what is freed later. */
struct rcu_head {
	struct rcu_head *next;
	void (*func)(struct rcu_head *head);
};
typedef void (*rcu_callback_t)(struct rcu_head *head);

/* Nests. Any context. */
static __always_inline void rcu_read_lock(void)
{
	preempt_disable();
}

static __always_inline void rcu_read_unlock(void)
{
	preempt_enable();
}

static inline bool rcu_read_lock_held(void)
{
	return preempt_count() || irqs_disabled();
}

/* A pointer that somebody may replace; valid until rcu_read_unlock(). */
#define rcu_dereference_raw(p) READ_ONCE(p)
#define rcu_dereference_check(p, condition)                             \
	({                                                              \
		VM_WARN_ON_ONCE(!(condition) && !rcu_read_lock_held()); \
		rcu_dereference_raw(p);                                 \
	})
#define rcu_dereference(p) rcu_dereference_check(p, false)
/* For the writer, who holds what condition says; and for looking, not following. */
#define rcu_dereference_protected(p, condition) \
	({                                      \
		VM_WARN_ON_ONCE(!(condition));  \
		(p);                            \
	})
#define rcu_access_pointer(p) READ_ONCE(p)

/* Publish what v points to, as it is now. */
#define rcu_assign_pointer(p, v) smp_store_release(&(p), v)
#define RCU_INIT_POINTER(p, v) WRITE_ONCE(p, v)

/*
 * Call func(head) after a grace period: in a thread, preemption off, in the order of
 * the calls. Any context but NMI. rcu_init() must have been called for it to happen.
 */
void call_rcu(struct rcu_head *head, rcu_callback_t func);

/* kfree(ptr) after a grace period; member is a struct rcu_head in what ptr points to. */
#define kfree_rcu(ptr, member)   \
	call_rcu(&(ptr)->member, \
		 (rcu_callback_t)(unsigned long)offsetof(typeof(*(ptr)), member))

/* Wait for a grace period; for the callbacks of all earlier call_rcu(). May sleep. */
void synchronize_rcu(void);
void rcu_barrier(void);

/* Start the thread that runs callbacks; kfree is for kfree_rcu(). Boot, once. */
void rcu_init(void (*kfree)(const void *));

/* From the scheduler at each switch, irqs off; from the tick of each CPU. */
void rcu_note_context_switch(void);
void rcu_tick(void);

#endif
