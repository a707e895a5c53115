/*
 * tests/user/mm_shared.h - a file that eight processes map, and one of them cuts and grows
 *
 * Nobody waits for anybody: each touches what it likes while the file changes its size.
 * What must be there is kept in memory that all share. seq is odd while the size changes;
 * each page is written by one process only, and its turn is odd meanwhile. Who finds both
 * even, and the same before and after, knows to the word what must have been there, or
 * that it was SIGBUS. Otherwise: SIGBUS, or words that are zero or once were written there.
 */
#ifndef TESTS_USER_MM_SHARED_H
#define TESTS_USER_MM_SHARED_H

#include "mm_random.h"

#define SHARED_ARENA ((char *)0x300000000UL)
#define SHARED_PAGES 32

struct shared_page {
	unsigned long turn;
	uint64_t value;
	unsigned long written; /* when, by seq; the size did not change meanwhile: */
	int whole;
	unsigned long cut; /* when the file last ended before it */
};

static struct shared_file {
	unsigned long seq;
	int size;
	struct shared_page pages[SHARED_PAGES];
} * shared;

static int shared_fd;
static uint64_t shared_words[WORDS];

static inline unsigned long shared_load(const unsigned long *from)
{
	unsigned long value;

	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	value = __atomic_load_n(from, __ATOMIC_SEQ_CST);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	return value;
}

/* Begin, or end, to change what it counts. */
static inline void shared_step(unsigned long *count)
{
	__atomic_fetch_add(count, 1, __ATOMIC_SEQ_CST);
}

static inline char *shared_address(int i)
{
	return SHARED_ARENA + i * PAGE;
}

static inline void shared_map(int i, int count)
{
	if (mmap(shared_address(i), count * PAGE, RW, MAP_SHARED | MAP_FIXED, shared_fd,
		 i * PAGE) != shared_address(i))
		_exit(96);
}

static inline void shared_begin(void)
{
	shared = (struct shared_file *)map_at(NULL, 1, RW, SHARED_ANON, -1);
	shared_fd = temp_file("/tmp", 0);
	shared_map(0, SHARED_PAGES);
}

/* The first word of a page that worker has written so many times. */
static inline uint64_t shared_value(int i, uint64_t times)
{
	return (uint64_t)(i + 1) << 56 | (times & 0xffffff) << 32;
}

/* Words that were written to page i some time, or never. */
static inline int shared_was_there(int i)
{
	for (unsigned int n = 0; n < WORDS; n++)
		if (shared_words[n] &&
		    (shared_words[n] >> 56 != i + 1u || (uint32_t)shared_words[n] != n))
			return 0;
	return 1;
}

/* Copy a page of words between memory and the mapping. The signal of it. */
static inline int shared_copy(void *to, const void *from)
{
	int sig = sigsetjmp(touch_back, 1);

	if (!sig)
		memcpy(to, from, PAGE);
	return sig;
}

/* The same out of the file; its end is SIGBUS. */
static inline int shared_pread(int i)
{
	ssize_t n = pread(shared_fd, shared_words, PAGE, i * PAGE);

	return n == PAGE ? 0 : n == 0 ? SIGBUS : -1;
}

/* What was read from page i, with this signal, while nothing changed. */
static inline int shared_is_exact(const struct shared_page *page, int i, int sig)
{
	if (i >= shared->size || sig)
		return i >= shared->size && sig == SIGBUS;
	if (page->cut > page->written)
		return has_value((char *)shared_words, 0);
	return page->whole ? has_value((char *)shared_words, page->value)
			   : shared_was_there(i);
}

/* Read page i, through the mapping or the file: is it right? */
static inline int shared_check(int i, int by_file)
{
	struct shared_page *page = &shared->pages[i];
	unsigned long seq = shared_load(&shared->seq), turn = shared_load(&page->turn);
	int sig = by_file ? shared_pread(i)
			  : shared_copy(shared_words, shared_address(i));
	int exact = shared_is_exact(page, i, sig);

	if (turn == shared_load(&page->turn) && seq == shared_load(&shared->seq) &&
	    !(turn & 1) && !(seq & 1))
		return exact;
	return sig == SIGBUS || (sig == 0 && shared_was_there(i));
}

/* Write page i, which is this process's; 0: another signal than there must be. */
static inline int shared_write(int i, uint64_t times)
{
	struct shared_page *page = &shared->pages[i];
	unsigned long seq = shared_load(&shared->seq), after;
	uint64_t value = shared_value(i, times);
	int sig, behind = i >= shared->size;

	put_value((char *)shared_words, value);
	shared_step(&page->turn);
	sig = shared_copy(shared_address(i), shared_words);
	after = shared_load(&shared->seq);
	if (seq != after || (seq & 1) || !behind) {
		page->value = value;
		page->whole = seq == after && !(seq & 1);
		page->written = after + (after & 1); /* the change under way counts */
	}
	shared_step(&page->turn);
	if (seq == after && !(seq & 1))
		return sig == (behind ? SIGBUS : 0);
	return sig == 0 || sig == SIGBUS;
}

/* One process only. */
static inline int shared_resize(int size)
{
	int result;

	shared_step(&shared->seq);
	result = ftruncate(shared_fd, size * PAGE);
	for (int i = size; i < SHARED_PAGES; i++)
		shared->pages[i].cut = shared->seq + 1;
	shared->size = size;
	shared_step(&shared->seq);
	return !result;
}

/* --- what a process does --------------------------------------------------------- */

static inline void do_shared_resize(void)
{
	int size = any(SHARED_PAGES + 1);

	if (me.worker)
		return;
	must(shared_resize(size), "ftruncate of the shared file", size);
	for (int i = 0; i < SHARED_PAGES; i += WORKERS)
		must(shared_check(i, 0), "the shared file, resized", i);
}

static inline void do_shared_write(void)
{
	int i = any(SHARED_PAGES / WORKERS) * WORKERS + me.worker;

	must(shared_write(i, me.done), "the signal of a write to the shared file", i);
	must(shared_check(i, 0), "the shared file, written", i);
}

static inline void do_shared_read(void)
{
	int i = any(SHARED_PAGES), by_file = any(3) == 0;

	must(shared_check(i, by_file), "the shared file", i);
}

/* What changes the tables and nothing in the file. */
static inline void do_shared_remap(void)
{
	int i = any(SHARED_PAGES), count = 1 + any(SHARED_PAGES - i);
	char *at = shared_address(i);

	switch (any(4)) {
	case 0:
		shared_map(i, count);
		break;
	case 1:
		must(!madvise(at, count * PAGE, MADV_DONTNEED), "madvise", i);
		break;
	case 2:
		must(!msync(at, count * PAGE, MS_SYNC), "msync", i);
		break;
	case 3:
		must(!mprotect(at, count * PAGE, PROT_READ) &&
			     !mprotect(at, count * PAGE, RW),
		     "mprotect", i);
	}
	must(shared_check(i, 0), "the shared file, mapped anew", i);
}

/* Nobody else is left: every page is known. */
static inline int shared_end(void)
{
	int right = 1;

	for (int i = 0; i < SHARED_PAGES; i++)
		right &= shared_check(i, 0) && shared_check(i, 1);
	munmap(SHARED_ARENA, SHARED_PAGES * PAGE);
	munmap(shared, PAGE);
	close(shared_fd);
	return right;
}

#endif
