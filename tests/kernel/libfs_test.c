/*
 * tests/kernel/libfs_test.c - fs/vfs/libfs.c and ramfs under several tasks at once
 *
 * Tasks make, link, rename, remove and open the same few names in random order. What each
 * call answers depends on the others; what must hold is that nothing breaks, and that
 * afterwards the directory can be emptied and no page is missing.
 */
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/kthread.h>
#include <linux/namei.h>
#include <linux/sched.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <atlas/file_calls.h>
#include "ktest.h"

#define NR_TASKS 4
#define ROUNDS 600
#define NAMES 6

struct worker {
	struct completion done;
	u32 random; /* its own sequence, so that a run can be repeated */
	long opened;
};

static u32 next_random(struct worker *w, u32 below)
{
	w->random = w->random * 1664525 + 1013904223;
	return (w->random >> 8) % below;
}

/* One of "/kt/0" ... and "/kt/d0/0" ... */
static void pick_name(struct worker *w, char *name, size_t size)
{
	u32 dir = next_random(w, 3), file = next_random(w, NAMES);

	if (dir)
		snprintf(name, size, "/kt/d%u/%u", dir, file);
	else
		snprintf(name, size, "/kt/%u", file);
}

static void open_and_write(struct worker *w, const char *name)
{
	struct file *file = filp_open(name, O_RDWR | O_CREAT, 0600);
	loff_t pos = next_random(w, 20000);

	if (IS_ERR(file))
		return;
	w->opened++;
	kernel_write(file, name, strlen(name), &pos);
	if (next_random(w, 2))
		sched_yield();
	fput(file);
}

static void one_step(struct worker *w)
{
	char a[24], b[24];

	pick_name(w, a, sizeof(a));
	pick_name(w, b, sizeof(b));
	switch (next_random(w, 8)) {
	case 0:
		init_mkdir(a, 0700);
		break;
	case 1:
		init_link(a, b);
		break;
	case 2:
		init_symlink(b, a);
		break;
	case 3:
		init_unlink(a);
		break;
	case 4:
		init_rmdir(a);
		break;
	case 5:
		do_renameat2(AT_FDCWD, getname_kernel(a), AT_FDCWD, getname_kernel(b),
			     next_random(w, 3) ? 0 : RENAME_EXCHANGE);
		break;
	default:
		open_and_write(w, a);
	}
}

static int work(void *arg)
{
	struct worker *w = arg;

	for (int i = 0; i < ROUNDS; i++)
		one_step(w);
	complete(&w->done);
	return 0;
}

/* Whatever kind of file the name is, it goes. */
static void remove_name(const char *dir, unsigned int i)
{
	char name[32];
	int err;

	snprintf(name, sizeof(name), "%s/%u", dir, i);
	err = init_unlink(name);
	if (err == -EISDIR)
		err = init_rmdir(name);
	KT_EXPECT(!err || err == -ENOENT);
}

KTEST(libfs, tasks_on_the_same_names)
{
	static struct worker workers[NR_TASKS];
	static const char *const dirs[] = { "/kt/d1", "/kt/d2", "/kt" };
	long opened = 0;

	KT_ASSERT(!init_mkdir("/kt", 0700) && !init_mkdir("/kt/d1", 0700) &&
		  !init_mkdir("/kt/d2", 0700));
	for (u32 i = 0; i < NR_TASKS; i++) {
		workers[i].random = 20260101 + i;
		workers[i].opened = 0;
		init_completion(&workers[i].done);
		KT_ASSERT(!IS_ERR(kthread_run(work, &workers[i], "libfs")));
	}
	for (u32 i = 0; i < NR_TASKS; i++) {
		wait_for_completion(&workers[i].done);
		opened += workers[i].opened;
	}
	KT_EXPECT(opened > 0);
	for (u32 i = 0; i < NAMES; i++) {
		for (u32 d = 0; d < ARRAY_SIZE(dirs); d++)
			remove_name(dirs[d], i);
	}
	for (u32 d = 0; d < ARRAY_SIZE(dirs); d++)
		KT_EXPECT_EQ(init_rmdir(dirs[d]), 0);
}
