/*
 * tests/user/mm_stress_test.c - random memory calls from eight processes, against a model
 *
 *	mm_stress_test [OPERATIONS [SEED]]
 *
 * Each process does so many operations with an arena of its own (mm_model.h), a file in
 * /tmp and memory that it shares with its children, and looks at what it has changed; now
 * and then at everything. All eight map one file, whose size the first changes
 * (mm_shared.h). The same seed gives the same calls.
 */
#define _GNU_SOURCE
#include "leak.h"
#include "mm_shared.h"

#define MAX_RUN 16
#define MOST_PAGES 8 /* of a run that is written or moved */

/* --- mappings --------------------------------------------------------------------- */

static const int protections[] = { RW, RW, RW, PROT_READ, PROT_NONE };

static void do_map(void)
{
	static const int flags[] = { [ANONYMOUS] = ANON,
				     [PRIVATE_FILE] = MAP_PRIVATE,
				     [SHARED_FILE] = MAP_SHARED,
				     [SHARED_MEMORY] = SHARED_ANON };
	enum kind kind = ANONYMOUS + any(4);
	int count, i = any_range(&count, MAX_RUN), prot = protections[any(5)];
	int of_file = kind == PRIVATE_FILE || kind == SHARED_FILE;
	int index = of_file ? any(OBJECT_PAGES - MAX_RUN) : 0, object = of_file ? 0 : -1;
	int populate = !of_file && any(4) == 0 ? MAP_POPULATE : 0;

	model_clear(i, count);
	if (kind == SHARED_MEMORY) {
		object = unused_object();
		memset(objects + object, 0, sizeof(*objects));
		objects[object].size = count;
	}
	must(mmap(address(i), count * PAGE, prot, flags[kind] | MAP_FIXED | populate,
		  of_file ? me.fd : -1, index * PAGE) == address(i),
	     "mmap", i);
	for (int n = 0; n < count; n++)
		pages[i + n] = (struct page){
			.kind = kind, .prot = prot, .object = object, .index = index + n
		};
}

static void do_unmap(void)
{
	int count, i = any_range(&count, MAX_RUN);

	must(!munmap(address(i), count * PAGE), "munmap", i);
	model_clear(i, count);
}

static void do_protect(void)
{
	int count, i = any_range(&count, MAX_RUN), prot = protections[any(5)], n;
	int result = mprotect(address(i), count * PAGE, prot);

	for (n = 0; n < count && pages[i + n].kind != NOTHING; n++)
		pages[i + n].prot = prot;
	must(n == count ? !result : result == -1 && errno == ENOMEM, "mprotect", i);
}

/* What mremap leaves at the old place. */
static void leave_behind(int i, int count, int unmapped)
{
	if (unmapped)
		model_clear(i, count);
	for (int n = 0; n < count && !unmapped; n++) {
		model_forget(pages + i + n);
		pages[i + n].locked = 0;
	}
}

static void do_move(void)
{
	int i, count, flags = MREMAP_MAYMOVE | MREMAP_FIXED, to, longer;
	struct page moved[MOST_PAGES + 4];
	void *result;

	if (!any_mapped(&i, &count, MOST_PAGES))
		return;
	if (any(4) == 0)
		flags |= MREMAP_DONTUNMAP;
	longer = count;
	if (pages[i].kind == ANONYMOUS && !(flags & MREMAP_DONTUNMAP))
		longer += any(4);
	to = any(PAGES - longer + 1);
	if (to < i + count && i < to + longer)
		return;
	memcpy(moved, pages + i, count * sizeof(*pages));
	for (int n = count; n < longer; n++)
		moved[n] = (struct page){ ANONYMOUS, moved[0].prot, .object = -1,
					  .locked = moved[0].locked };
	result = mremap(address(i), count * PAGE, longer * PAGE, flags, address(to));
	if (result == MAP_FAILED && errno == EFAULT) {
		/* neighbours, but two mappings; Linux 6.1 has unmapped the place first */
		munmap(address(to), longer * PAGE);
		model_clear(to, longer);
		return;
	}
	must(result == address(to), "mremap", i);
	leave_behind(i, count, !(flags & MREMAP_DONTUNMAP));
	memcpy(pages + to, moved, longer * sizeof(*pages));
	me.moved++;
}

static void do_shrink(void)
{
	int i, count;

	if (!any_mapped(&i, &count, MAX_RUN))
		return;
	must(mremap(address(i), count * PAGE, PAGE, 0) == address(i), "mremap, shorter",
	     i);
	model_clear(i + 1, count - 1);
}

/* --- advice and locks ------------------------------------------------------------- */

static void do_advise(void)
{
	static const int advices[] = { MADV_DONTNEED, MADV_DONTNEED, MADV_FREE,
				       MADV_WILLNEED, MADV_REMOVE,   MADV_RANDOM };
	int i, count, advice = advices[any(6)], shared;

	if (!any_mapped(&i, &count, MAX_RUN) || pages[i].locked)
		return;
	shared = pages[i].kind == SHARED_FILE || pages[i].kind == SHARED_MEMORY;
	if ((advice == MADV_FREE && pages[i].kind != ANONYMOUS) ||
	    (advice == MADV_REMOVE && (!shared || pages[i].prot != RW)))
		return;
	must(!madvise(address(i), count * PAGE, advice), "madvise", i);
	for (int n = i; n < i + count; n++) {
		if (advice == MADV_DONTNEED && !shared)
			model_forget(pages + n);
		else if (advice == MADV_FREE)
			pages[n].freed = 1;
		else if (advice == MADV_REMOVE)
			*value_of(pages + n) = 0;
	}
}

/* Locking a private mapping of a file would copy it: those are left out. */
static void do_lock(void)
{
	int i, count, lock = any(2);

	if (!any_mapped(&i, &count, MAX_RUN) || pages[i].kind == PRIVATE_FILE ||
	    pages[i].prot == PROT_NONE || behind_the_end(pages + i + count - 1))
		return;
	must(!(lock ? mlock : munlock)(address(i), count * PAGE), "mlock", i);
	for (int n = i; n < i + count; n++)
		pages[n].locked = lock;
}

static void do_sync(void)
{
	unsigned char resident[MAX_RUN];
	int i, count;

	if (!any_mapped(&i, &count, MAX_RUN))
		return;
	must(!msync(address(i), count * PAGE, MS_SYNC), "msync", i);
	must(!mincore(address(i), count * PAGE, resident), "mincore", i);
}

/* --- contents --------------------------------------------------------------------- */

static void do_write(void)
{
	int count, i = any_range(&count, MOST_PAGES);

	for (; count--; i++) {
		int sig = signal_of(pages + i, 1);
		uint64_t value = new_value();

		must(write_signal(address(i)) == sig, "the signal of a write", i);
		if (sig)
			continue;
		put_value(address(i), value);
		model_write(pages + i, value);
	}
}

static void do_read(void)
{
	int count, i = any_range(&count, MOST_PAGES);

	for (; count--; i++)
		must(page_is_right(i), "contents", i);
}

static void do_file_write(void)
{
	static uint64_t buffer[WORDS];
	int index = any(OBJECT_PAGES);
	uint64_t value = new_value();

	put_value((char *)buffer, value);
	must(pwrite(me.fd, buffer, PAGE, index * PAGE) == PAGE, "pwrite", 0);
	if (index >= objects[0].size)
		objects[0].size = index + 1;
	objects[0].value[index] = value;
}

/* From the file into the arena: the kernel writes there, if it can. */
static void do_file_read(void)
{
	int index = any(OBJECT_PAGES), i = any(PAGES);
	ssize_t want = PAGE, got;
	uint64_t value = objects[0].value[index];

	if (index >= objects[0].size)
		want = 0;
	else if (signal_of(pages + i, 1))
		want = -1;
	got = pread(me.fd, address(i), PAGE, index * PAGE);
	must(got == want && (want != -1 || errno == EFAULT), "pread", i);
	if (want == PAGE)
		model_write(pages + i, value);
}

static void do_truncate(void)
{
	int size = any(OBJECT_PAGES + 1);

	must(!ftruncate(me.fd, size * PAGE), "ftruncate", 0);
	model_resize(objects, size);
}

/* --- children --------------------------------------------------------------------- */

/* Only private memory is left to the child: what it writes then is its own. */
static void hide_shared_pages(void)
{
	for (int i = 0; i < PAGES; i++)
		if (pages[i].kind >= SHARED_FILE) {
			munmap(address(i), PAGE);
			model_clear(i, 1);
		}
}

/* Write a shared page (or -1: none), which the parent will see, and private ones. */
static void be_a_child(int page, uint64_t value)
{
	if (page >= 0) {
		put_value(address(page), value);
		model_write(pages + page, value);
	}
	check_all("contents in a child");
	hide_shared_pages();
	for (int i = 0; i < 6; i++)
		do_write();
	check_all("contents of a child");
	if (any(2))
		kill(getpid(), SIGKILL);
	_exit(0);
}

static void do_fork(void)
{
	int page = any(PAGES), status;
	uint64_t value = new_value();
	pid_t child;

	if (pages[page].kind < SHARED_FILE || signal_of(pages + page, 1))
		page = -1;
	child = fork();
	must(child >= 0, "fork", 0);
	if (child == 0)
		be_a_child(page, value);
	must(waitpid(child, &status, 0) == child &&
		     (killed_by(status, SIGKILL) || exited_with(status, 0)),
	     "the end of a child", 0);
	if (page >= 0)
		model_write(pages + page, value);
	check_all("contents after a child");
	me.forked++;
}

/* --- a process, and all ----------------------------------------------------------- */

static void (*const operations[])(void) = {
	do_map,          do_map,           do_unmap,        do_protect,
	do_protect,      do_move,          do_move,         do_shrink,
	do_advise,       do_advise,        do_lock,         do_sync,
	do_write,        do_write,         do_write,        do_write,
	do_read,         do_read,          do_file_write,   do_file_read,
	do_truncate,     do_shared_resize, do_shared_remap, do_shared_write,
	do_shared_write, do_shared_read,   do_shared_read,
};
#define NR_OPERATIONS (sizeof(operations) / sizeof(*operations))

static void work(int worker, unsigned long seed, unsigned long count)
{
	me.seed = seed;
	me.worker = worker;
	me.random = seed * WORKERS + worker;
	me.next_value = (uint64_t)worker << 56;
	me.fd = temp_file("/tmp", 0);
	must(me.fd >= 0, "a file", 0);
	for (me.done = 0; me.done < count; me.done++)
		if (any(60) == 0)
			do_fork();
		else
			operations[any(NR_OPERATIONS)]();
	check_all("contents at the end");
	must(count < 1000 || (me.moved > count / 100 && me.forked > count / 200),
	     "too little was done", 0);
	_exit(0);
}

static int run_all(unsigned long count, unsigned long seed)
{
	int status, good = 0;

	shared_begin();
	for (int i = 0; i < WORKERS; i++)
		if (fork() == 0)
			work(i, seed, count);
	while (wait(&status) > 0)
		good += exited_with(status, 0);
	return shared_end() ? good : -1;
}

int main(int argc, char **argv)
{
	unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 0) : 1000;
	unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 0) : 1;

	no_huge_pages();
	catch_faults();
	EQ(run_all(20, 0), WORKERS, "a first round, which fills the kernel's caches");
	leak_begin();
	tap_print("# %lu operations, seed %lu", count, seed);
	EQ(run_all(count, seed), WORKERS, "every page held what it must");
	leak_expect("random calls");
	return tap_done();
}
