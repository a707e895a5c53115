/*
 * include/linux/seqlock.h - readers that never wait and read again when a writer came
 *
 *	do {
 *		seq = read_seqbegin(&lock);
 *		copy = what is guarded;
 *	} while (read_seqretry(&lock, seq));
 *
 * The sequence is odd while a writer is at work. A seqcount_t is the counter alone,
 * whose writers exclude each other by other means; a seqlock_t has a spinlock for them.
 * What is read in the loop may be half written: use it only after the retry said no.
 */
#ifndef LINUX_SEQLOCK_H
#define LINUX_SEQLOCK_H

#include <linux/spinlock.h>
#include <asm/barrier.h>

typedef struct seqcount {
	unsigned int sequence; /* [a] */
} seqcount_t;

typedef struct {
	seqcount_t seqcount;
	spinlock_t lock; /* writers */
} seqlock_t;

#define SEQCNT_ZERO(name) \
	{                 \
		0         \
	}
#define __SEQLOCK_UNLOCKED(name)                              \
	{                                                     \
		SEQCNT_ZERO(name), __SPIN_LOCK_UNLOCKED(name) \
	}
#define DEFINE_SEQLOCK(name) seqlock_t name = __SEQLOCK_UNLOCKED(name)

static inline void seqcount_init(seqcount_t *s)
{
	s->sequence = 0;
}

static inline unsigned int read_seqcount_begin(const seqcount_t *s)
{
	unsigned int seq;

	while ((seq = READ_ONCE(s->sequence)) & 1)
		__builtin_ia32_pause();
	smp_rmb();
	return seq;
}

static inline int read_seqcount_retry(const seqcount_t *s, unsigned int start)
{
	smp_rmb();
	return READ_ONCE(s->sequence) != start;
}

/* The writer has excluded other writers, and cannot be preempted. */
static inline void write_seqcount_begin(seqcount_t *s)
{
	WRITE_ONCE(s->sequence, s->sequence + 1);
	smp_wmb();
}

static inline void write_seqcount_end(seqcount_t *s)
{
	smp_wmb();
	WRITE_ONCE(s->sequence, s->sequence + 1);
}

#define seqlock_init(sl) ((void)(*(sl) = (seqlock_t)__SEQLOCK_UNLOCKED(sl)))

static inline unsigned int read_seqbegin(const seqlock_t *sl)
{
	return read_seqcount_begin(&sl->seqcount);
}

static inline int read_seqretry(const seqlock_t *sl, unsigned int start)
{
	return read_seqcount_retry(&sl->seqcount, start);
}

static inline void write_seqlock(seqlock_t *sl)
{
	spin_lock(&sl->lock);
	write_seqcount_begin(&sl->seqcount);
}

static inline void write_sequnlock(seqlock_t *sl)
{
	write_seqcount_end(&sl->seqcount);
	spin_unlock(&sl->lock);
}

static inline void write_seqlock_irq(seqlock_t *sl)
{
	spin_lock_irq(&sl->lock);
	write_seqcount_begin(&sl->seqcount);
}

static inline void write_sequnlock_irq(seqlock_t *sl)
{
	write_seqcount_end(&sl->seqcount);
	spin_unlock_irq(&sl->lock);
}

/* Read while no writer can come: for a reader that would have to begin again too often. */
static inline void read_seqlock_excl(seqlock_t *sl)
{
	spin_lock(&sl->lock);
}

static inline void read_sequnlock_excl(seqlock_t *sl)
{
	spin_unlock(&sl->lock);
}

#define write_seqlock_irqsave(sl, flags)               \
	do {                                           \
		spin_lock_irqsave(&(sl)->lock, flags); \
		write_seqcount_begin(&(sl)->seqcount); \
	} while (0)

static inline void write_sequnlock_irqrestore(seqlock_t *sl, unsigned long flags)
{
	write_seqcount_end(&sl->seqcount);
	spin_unlock_irqrestore(&sl->lock, flags);
}

#endif
