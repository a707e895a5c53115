/*
 * include/linux/xarray.h - a growing array of pointers, with its lock
 *
 * What the array is: linux/xarray_types.h. The functions here take xa_lock themselves,
 * with interrupts as they are: an array that interrupt handlers use too needs the __xa_
 * functions under xa_lock_irqsave().
 *
 * xa_for_each() takes the lock for each step only, so entries may come and go during the
 * walk; whoever frees an entry must erase it first, and the walker must know that it
 * stays while it is looked at.
 */
#ifndef LINUX_XARRAY_H
#define LINUX_XARRAY_H

#include <linux/spinlock.h>
#include <linux/xarray_types.h>

#define xa_lock(xa) spin_lock(&(xa)->xa_lock)
#define xa_unlock(xa) spin_unlock(&(xa)->xa_lock)
#define xa_lock_irq(xa) spin_lock_irq(&(xa)->xa_lock)
#define xa_unlock_irq(xa) spin_unlock_irq(&(xa)->xa_lock)
#define xa_lock_irqsave(xa, flags) spin_lock_irqsave(&(xa)->xa_lock, flags)
#define xa_unlock_irqrestore(xa, flags) spin_unlock_irqrestore(&(xa)->xa_lock, flags)

static inline void *xa_load(struct xarray *xa, unsigned long index)
{
	void *entry;

	xa_lock(xa);
	entry = __xa_load(xa, index);
	xa_unlock(xa);
	return entry;
}

static inline void *__xa_store_locked(struct xarray *xa, unsigned long index, void *entry,
				      gfp_t gfp, struct xa_node **spares)
{
	void *old;

	xa_lock(xa);
	old = __xa_store_spares(xa, index, entry, gfp, spares);
	xa_unlock(xa);
	return old;
}

/*
 * Store entry and return what was there; xa_err() of that is -ENOMEM when there was no
 * memory for a node. May sleep if gfp says so: memory that cannot be had under the lock is
 * fetched without it.
 */
static inline void *xa_store(struct xarray *xa, unsigned long index, void *entry,
			     gfp_t gfp)
{
	void *old = __xa_store_locked(xa, index, entry, gfp, NULL);
	struct xa_node *spares;

	if (xa_err(old) != -ENOMEM)
		return old;
	spares = xa_alloc_spares(gfp);
	if (!spares)
		return old;
	old = __xa_store_locked(xa, index, entry, gfp, &spares);
	xa_free_spares(spares);
	return old;
}

static inline int __xa_insert_locked(struct xarray *xa, unsigned long index, void *entry,
				     gfp_t gfp, struct xa_node **spares)
{
	int ret;

	xa_lock(xa);
	ret = __xa_insert_spares(xa, index, entry, gfp, spares);
	xa_unlock(xa);
	return ret;
}

/* Store only if nothing is there: 0, -EBUSY or -ENOMEM. May sleep if gfp says so. */
static inline int __must_check xa_insert(struct xarray *xa, unsigned long index,
					 void *entry, gfp_t gfp)
{
	int ret = __xa_insert_locked(xa, index, entry, gfp, NULL);
	struct xa_node *spares;

	if (ret != -ENOMEM)
		return ret;
	spares = xa_alloc_spares(gfp);
	if (!spares)
		return ret;
	ret = __xa_insert_locked(xa, index, entry, gfp, &spares);
	xa_free_spares(spares);
	return ret;
}

static inline void *xa_erase(struct xarray *xa, unsigned long index)
{
	void *entry;

	xa_lock(xa);
	entry = __xa_erase(xa, index);
	xa_unlock(xa);
	return entry;
}

static inline void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max)
{
	void *entry;

	xa_lock(xa);
	entry = __xa_find(xa, index, max);
	xa_unlock(xa);
	return entry;
}

static inline void *xa_find_after(struct xarray *xa, unsigned long *index,
				  unsigned long max)
{
	void *entry;

	xa_lock(xa);
	entry = __xa_find_after(xa, index, max);
	xa_unlock(xa);
	return entry;
}

static inline void xa_destroy(struct xarray *xa)
{
	xa_lock(xa);
	__xa_destroy(xa);
	xa_unlock(xa);
}

#define xa_for_each_range(xa, index, entry, start, last)                            \
	for ((index) = (start), (entry) = xa_find((xa), &(index), (last)); (entry); \
	     (entry) = xa_find_after((xa), &(index), (last)))
#define xa_for_each(xa, index, entry) xa_for_each_range(xa, index, entry, 0, ~0UL)

#endif
