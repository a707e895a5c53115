/*
 * tests/user/leak.h - has everything come back? Free frames and kernel objects, counted
 *
 *	struct leak_count before = leak_count();
 *	...
 *	leak_expect(&before, "what was done");
 *
 * Frames that a CPU keeps for itself (/proc/zoneinfo, pagesets) are free as well. Only in
 * Atlas, where nobody else is at work; in Linux the expectation holds by itself.
 */
#ifndef TESTS_USER_LEAK_H
#define TESTS_USER_LEAK_H

#include "child.h"
#include "tap.h"

/*
 * What a CPU may keep: empty slabs, 4 dead tasks for the next fork, and the mm of the last
 * process that ran there.
 */
#define LEAK_SLACK_KB 160

static const struct {
	const char *name;
	long slack;
} leak_caches[] = {
	{ "task_struct", 4 },   { "mm_struct", 1 },      { "vm_area_struct", 0 },
	{ "signal_struct", 0 }, { "sighand_struct", 0 }, { "file", 0 },
	{ "inode", 0 },         { "sigqueue", 0 },
};
#define LEAK_CACHES (sizeof(leak_caches) / sizeof(*leak_caches))

struct leak_count {
	long free_kb;
	long objects[LEAK_CACHES];
};

static inline void leak_read_slabs(struct leak_count *count)
{
	FILE *from = fopen("/proc/slabinfo", "r");
	char line[256], name[64];
	long active;

	while (from && fgets(line, sizeof(line), from))
		for (unsigned int i = 0; i < LEAK_CACHES; i++)
			if (sscanf(line, "%63s %ld", name, &active) == 2 &&
			    !strcmp(name, leak_caches[i].name))
				count->objects[i] = active;
	if (from)
		fclose(from);
}

static inline struct leak_count leak_count(void)
{
	struct leak_count count = { 0 };
	FILE *from = fopen("/proc/zoneinfo", "r");
	char line[256];
	long pages;

	while (from && fgets(line, sizeof(line), from))
		if (sscanf(line, " pages free %ld", &pages) == 1 ||
		    sscanf(line, " count: %ld", &pages) == 1)
			count.free_kb += pages * 4;
	if (from)
		fclose(from);
	leak_read_slabs(&count);
	return count;
}

static inline int leak_found(const struct leak_count *before,
			     const struct leak_count *after)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);

	for (unsigned int i = 0; i < LEAK_CACHES; i++)
		if (after->objects[i] > before->objects[i] + cpus * leak_caches[i].slack)
			return 1;
	return before->free_kb - after->free_kb >= cpus * LEAK_SLACK_KB;
}

/* What was free before is free again. The kernel may still be burying the dead. */
static inline void leak_expect(const struct leak_count *before, const char *what)
{
	struct leak_count after = leak_count();

	for (int tries = 0; on_atlas() && leak_found(before, &after) && tries < 300;
	     tries++) {
		usleep(10000);
		after = leak_count();
	}
	if (tap_result(!on_atlas() || !leak_found(before, &after),
		       "%s: everything came back", what))
		return;
	tap_print("# free: %ld kB before, %ld kB after", before->free_kb, after.free_kb);
	for (unsigned int i = 0; i < LEAK_CACHES; i++)
		tap_print("# %s: %ld before, %ld after", leak_caches[i].name,
			  before->objects[i], after.objects[i]);
}

#endif
