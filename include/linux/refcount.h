/*
 * include/linux/refcount.h - a reference count that cannot wrap around
 *
 * A count that reached 0 belongs to nobody and may not be raised again; one that would
 * overflow sticks at REFCOUNT_SATURATED, so that the object leaks instead of being freed
 * while in use. Both are reported.
 */
#ifndef LINUX_REFCOUNT_H
#define LINUX_REFCOUNT_H

#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/limits.h>
#include <linux/types.h>

typedef struct refcount_struct {
	atomic_t refs; /* [a] */
} refcount_t;

#define REFCOUNT_INIT(n)               \
	{                              \
		.refs = ATOMIC_INIT(n) \
	}
#define REFCOUNT_SATURATED (INT_MIN / 2)

static inline void refcount_set(refcount_t *r, int n)
{
	atomic_set(&r->refs, n);
}

static inline unsigned int refcount_read(const refcount_t *r)
{
	return (unsigned int)atomic_read(&r->refs);
}

/* The caller holds a reference already. */
static inline void refcount_add(int n, refcount_t *r)
{
	int old = atomic_fetch_add(n, &r->refs);

	if (unlikely(old <= 0 || old > INT_MAX - n)) {
		atomic_set(&r->refs, REFCOUNT_SATURATED);
		WARN_ONCE(1, "refcount_t: %s\n",
			  old == 0 ? "addition on 0; use-after-free"
				   : "saturated; leaking");
	}
}

static inline void refcount_inc(refcount_t *r)
{
	refcount_add(1, r);
}

/* For what was found without a reference: false when it is on its way out. */
static inline bool __must_check refcount_inc_not_zero(refcount_t *r)
{
	int old = atomic_fetch_add_unless(&r->refs, 1, 0);

	if (unlikely(old < 0 || old == INT_MAX)) {
		atomic_set(&r->refs, REFCOUNT_SATURATED);
		WARN_ONCE(1, "refcount_t: saturated; leaking\n");
	}
	return old != 0;
}

/* True for the last reference: the caller frees the object. */
static inline bool __must_check refcount_sub_and_test(int n, refcount_t *r)
{
	int old = atomic_fetch_sub(n, &r->refs);

	if (unlikely(old < n)) {
		atomic_set(&r->refs, REFCOUNT_SATURATED);
		WARN_ONCE(1, "refcount_t: underflow; use-after-free\n");
		return false;
	}
	return old == n;
}

static inline bool __must_check refcount_dec_and_test(refcount_t *r)
{
	return refcount_sub_and_test(1, r);
}

/* The caller knows that it is not the last one. */
static inline void refcount_dec(refcount_t *r)
{
	WARN_ONCE(refcount_dec_and_test(r),
		  "refcount_t: decrement hit 0; leaking memory\n");
}

#endif
