/*
 * core/base/log.c - the ring that keeps the kernel's messages
 *
 *	records  [first_seq .. next_seq)   what, when, how urgent; where in text
 *	text     a ring of bytes           the messages themselves, one behind the other
 *
 * Sequence numbers and text positions only grow; taken modulo the sizes they are places in
 * the rings. A new message pushes out as many old ones as it needs room.
 *
 * Locking: log.lock, with interrupts off, for a moment each time. An NMI, or an oops, may
 * have interrupted its holder: they only try for a while and then go on without it. What
 * they read or write may then be garbled, but it stays inside the rings.
 */
#include <linux/kmsg.h>
#include <linux/minmax.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include "log.h"

#define TEXT_SIZE LOG_BUF_LEN
#define NR_RECORDS (1UL << 11)
#define LOCK_TRIES 1000000 /* about a millisecond */

struct log_record {
	u64 ts_nsec;
	u64 text_pos;
	u16 len;
	u8 level;
	u8 cpu;
	bool cont;
};

static struct {
	spinlock_t lock; /* guards all that follows */
	u64 first_seq, next_seq;
	u64 next_pos; /* where the next text goes */
	struct log_record records[NR_RECORDS];
	char text[TEXT_SIZE];
	u64 (*clock)(void); /* [I after boot] */
} log = { .lock = __SPIN_LOCK_UNLOCKED(log.lock) };

u64 log_clock(void)
{
	u64 (*clock)(void) = READ_ONCE(log.clock);

	return clock ? clock() : 0;
}

void log_set_clock(u64 (*clock)(void))
{
	WRITE_ONCE(log.clock, clock);
}

/* May the lock's holder be somebody who cannot go on before we return? */
static bool must_not_wait(void)
{
	return in_nmi() || READ_ONCE(oops_in_progress);
}

/* True: the lock is held. False: go on without it, see above. */
static bool log_lock(unsigned long *flags)
{
	local_irq_save(*flags);
	if (!must_not_wait()) {
		spin_lock(&log.lock);
		return true;
	}
	for (int i = 0; i < LOCK_TRIES; i++) {
		if (spin_trylock(&log.lock))
			return true;
		if (log.lock.holder == (u32)this_cpu_read(cpu_number) + 1)
			break;
		__builtin_ia32_pause();
	}
	return false;
}

static void log_unlock(bool locked, unsigned long flags)
{
	if (locked)
		spin_unlock(&log.lock);
	local_irq_restore(flags);
}

static struct log_record *record_at(u64 seq)
{
	return &log.records[seq % NR_RECORDS];
}

/* Push out the oldest until there is room for one more record and len bytes. */
static void make_room(size_t len)
{
	while (log.first_seq < log.next_seq &&
	       (log.next_seq - log.first_seq >= NR_RECORDS ||
		log.next_pos + len - record_at(log.first_seq)->text_pos > TEXT_SIZE))
		log.first_seq++;
}

/* Bytes of a text at pos before the ring's end. */
static size_t until_end(u64 pos, size_t len)
{
	return min(len, (size_t)(TEXT_SIZE - pos % TEXT_SIZE));
}

static void copy_in(u64 pos, const char *text, size_t len)
{
	size_t head = until_end(pos, len);

	memcpy(log.text + pos % TEXT_SIZE, text, head);
	memcpy(log.text, text + head, len - head);
}

static void copy_out(char *buf, u64 pos, size_t len)
{
	size_t head = until_end(pos, len);

	memcpy(buf, log.text + pos % TEXT_SIZE, head);
	memcpy(buf + head, log.text, len - head);
}

void log_store(u8 level, bool cont, const char *text, size_t len)
{
	u64 now = log_clock();
	unsigned long flags;
	bool locked = log_lock(&flags);

	len = min(len, (size_t)LOG_LINE_MAX);
	if (cont && log.first_seq < log.next_seq)
		level = record_at(log.next_seq - 1)->level;
	make_room(len);
	*record_at(log.next_seq) = (struct log_record){
		.ts_nsec = now,
		.text_pos = log.next_pos,
		.len = (u16)len,
		.level = level,
		.cpu = (u8)this_cpu_read(cpu_number),
		.cont = cont,
	};
	copy_in(log.next_pos, text, len);
	log.next_pos += len;
	log.next_seq++;
	log_unlock(locked, flags);
}

bool printk_read_record(u64 seq, struct printk_record *record, char *buf, size_t size)
{
	unsigned long flags;
	bool locked = log_lock(&flags);
	const struct log_record *r;
	bool found;

	seq = max(seq, log.first_seq);
	r = record_at(seq);
	found = seq < log.next_seq;
	if (found) {
		*record = (struct printk_record){
			.seq = seq,
			.ts_nsec = r->ts_nsec,
			.level = r->level,
			.cpu = r->cpu,
			.cont = r->cont,
			.len = r->len,
		};
		copy_out(buf, r->text_pos, min(record->len, size));
	}
	log_unlock(locked, flags);
	return found;
}

u64 printk_first_seq(void)
{
	return READ_ONCE(log.first_seq);
}

u64 printk_next_seq(void)
{
	return READ_ONCE(log.next_seq);
}
