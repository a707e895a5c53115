/*
 * tests/user/leak.h - has everything come back? Pages and kernel objects, to the last one
 *
 *	leak_begin();
 *	...
 *	leak_expect("what was done");
 *
 * What the kernel keeps free for later goes first (drop_caches). The pages of slabs count as
 * free: their objects are counted one by one. Only in Atlas, where nobody else is at work;
 * in Linux the expectation holds by itself. What the program touches or allocates for the
 * first time in between counts too: do once before what is to be looked at.
 */
#ifndef TESTS_USER_LEAK_H
#define TESTS_USER_LEAK_H

#include "child.h"
#include "tap.h"

#define LEAK_CACHES 200

/* Caches, and how many objects of each are in use; the first line is of pages. */
struct leak_count {
	int n;
	struct {
		char name[32];
		long live;
	} of[LEAK_CACHES];
};

static struct leak_count leak_before, leak_after;

/* What is kept for the next one, now. */
static inline void drop_caches(void)
{
	int fd = open("/proc/sys/vm/drop_caches", O_WRONLY);

	if (write(fd, "3", 1) != 1)
		_exit(97);
	close(fd);
}

/* Free pages, and those of slabs, whose objects are counted, and of tables that stay. */
static inline long leak_count_pages(void)
{
	FILE *file = fopen("/proc/vmstat", "r");
	char name[64];
	long sum = 0, n;

	while (file && fscanf(file, "%63s %ld", name, &n) == 2)
		if (!strcmp(name, "nr_free_pages") || !strncmp(name, "nr_slab", 7) ||
		    !strcmp(name, "nr_vmap_table_pages"))
			sum += n;
	if (file)
		fclose(file);
	return sum;
}

static inline void leak_look(struct leak_count *count)
{
	FILE *file;
	char line[512];
	int n = 1;

	drop_caches();
	file = fopen("/proc/slabinfo", "r");
	while (file && n < LEAK_CACHES && fgets(line, sizeof(line), file))
		n += sscanf(line, "%31s %ld", count->of[n].name, &count->of[n].live) == 2;
	if (file)
		fclose(file);
	strcpy(count->of[0].name, "pages");
	count->of[0].live = leak_count_pages();
	count->n = n;
}

static inline void leak_begin(void)
{
	if (!on_atlas())
		return;
	touch_stack();
	leak_look(&leak_after); /* which touches the pages of the counts themselves */
	leak_look(&leak_before);
}

/* What was free at leak_begin() is free again, and no more. */
static inline void leak_expect(const char *what)
{
	int same = 1;

	if (on_atlas())
		leak_look(&leak_after);
	for (int i = 0; i < leak_after.n; i++) {
		if (leak_after.of[i].live == leak_before.of[i].live)
			continue;
		tap_print("# %s: %ld, before %ld", leak_after.of[i].name,
			  leak_after.of[i].live, leak_before.of[i].live);
		same = 0;
	}
	OK(same, "%s: everything came back", what);
}

#endif
