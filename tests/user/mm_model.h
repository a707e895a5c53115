/*
 * tests/user/mm_model.h - what each page of an arena must hold, worked out by the program
 *
 * The arena is PAGES pages of address space. Of each the model knows what is mapped there,
 * and which pattern it holds: a page of value v is 512 words v, v + 1, ...; value 0 is a
 * page of zeros. A page of a file or of shared memory has its value in an object, unless
 * a private mapping has a copy of its own.
 */
#ifndef TESTS_USER_MM_MODEL_H
#define TESTS_USER_MM_MODEL_H

#include "mem.h"

#define ARENA ((char *)0x200000000UL)
#define PAGES 128
#define WORDS (PAGE / sizeof(uint64_t))
#define OBJECT_PAGES 48
#define OBJECTS (1 + PAGES) /* the file, and memory shared with children */
#define STEP 0x100000000UL  /* between two values: no two pages look alike */

enum kind { NOTHING, ANONYMOUS, PRIVATE_FILE, SHARED_FILE, SHARED_MEMORY };

struct page {
	enum kind kind;
	int prot;
	int locked;
	int own;        /* value counts; else the object's */
	int freed;      /* MADV_FREE: it may have become zeros */
	uint64_t value; /* ANONYMOUS, or own */
	int object, index;
};

struct object {
	int size; /* pages; a touch behind them is SIGBUS */
	uint64_t value[OBJECT_PAGES];
};

static struct page pages[PAGES];
static struct object objects[OBJECTS];

static inline char *address(int i)
{
	return ARENA + i * PAGE;
}

static inline int behind_the_end(const struct page *page)
{
	return page->kind != NOTHING && page->kind != ANONYMOUS &&
	       page->index >= objects[page->object].size;
}

/* Where the value of the page is kept. */
static inline uint64_t *value_of(struct page *page)
{
	if (page->kind == ANONYMOUS || page->own)
		return &page->value;
	return &objects[page->object].value[page->index];
}

/* The signal that a touch gives. */
static inline int signal_of(const struct page *page, int write)
{
	if (page->kind == NOTHING || !(page->prot & (write ? PROT_WRITE : PROT_READ)))
		return SIGSEGV;
	return behind_the_end(page) ? SIGBUS : 0;
}

static inline int has_value(const char *at, uint64_t value)
{
	const uint64_t *word = (const uint64_t *)at;

	for (unsigned int i = 0; i < WORDS; i++)
		if (word[i] != (value ? value + i : 0))
			return 0;
	return 1;
}

static inline void put_value(char *at, uint64_t value)
{
	uint64_t *word = (uint64_t *)at;

	for (unsigned int i = 0; i < WORDS; i++)
		word[i] = value ? value + i : 0;
}

/* The program has written the page, or the kernel for it. */
static inline void model_write(struct page *page, uint64_t value)
{
	page->freed = 0;
	if (page->kind == PRIVATE_FILE)
		page->own = 1;
	*value_of(page) = value;
}

static inline void model_clear(int from, int count)
{
	memset(pages + from, 0, count * sizeof(*pages));
}

/* What is private goes, as by MADV_DONTNEED. */
static inline void model_forget(struct page *page)
{
	page->own = page->freed = 0;
	page->value = 0;
}

static inline void model_resize(struct object *object, int size)
{
	for (int i = size; i < object->size; i++)
		object->value[i] = 0;
	object->size = size;
	for (int i = 0; i < PAGES; i++) /* even private copies go */
		if (pages[i].kind == PRIVATE_FILE && behind_the_end(pages + i))
			model_forget(pages + i);
}

/* How many pages from i on, at most count, are of one kind and one mapping? */
static inline int model_run(int i, int count)
{
	int n = 1;

	for (; n < count && i + n < PAGES; n++) {
		struct page *a = &pages[i + n - 1], *b = a + 1;

		if (a->kind != b->kind || a->prot != b->prot || a->locked != b->locked ||
		    a->object != b->object ||
		    (a->object >= 0 && b->index != a->index + 1))
			break;
	}
	return n;
}

/* A number of memory shared with children that nothing maps. */
static inline int unused_object(void)
{
	char used[OBJECTS] = { 1 };

	for (int i = 0; i < PAGES; i++)
		if (pages[i].kind == SHARED_MEMORY)
			used[pages[i].object] = 1;
	for (int i = 1;; i++)
		if (!used[i])
			return i;
}

/* Is page i what the model says? A page that was freed decides itself now. */
static inline int page_is_right(int i)
{
	struct page *page = pages + i;
	int sig = signal_of(page, 0);

	if (sig || read_signal(address(i)))
		return read_signal(address(i)) == sig;
	if (page->freed && has_value(address(i), 0))
		*value_of(page) = page->freed = 0;
	return has_value(address(i), *value_of(page));
}

#endif
