/*
 * tests/user/shootdown_test.c - no CPU keeps a translation that another one has taken away
 *
 * Readers on all CPUs look at pages, so that every TLB knows their frames. The frames are
 * taken away and soon are in use for something else: who sees that has read through a stale
 * entry. The interrupts that this costs are counted: one to each CPU that may
 * know the entry, none where there is one CPU.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "cpus.h"
#include "interrupts.h"
#include "tap.h"

#define MAX_CPUS 4 /* more would mostly wait for the host's */
#define ROUNDS 50
#define PAGES 100  /* more than are forgotten one by one, and than need no batch */
#define MANY 1000  /* pages that are let go at once */
#define LOOKS 2000 /* of a child at memory that its parent goes on writing */
#define POISON 0xdeadULL

static int nr_cpus, cpus[MAX_CPUS]; /* those that we use, by their numbers */
static long page_size;
static _Atomic uint64_t *shared; /* the page that all look at; PAGES of them */
static _Atomic int stop, strange, running;
static _Atomic int turn;                 /* who shall look at all pages */
static _Atomic uint64_t seen[MAX_CPUS];  /* what each reader saw last */
static _Atomic uint64_t looks[MAX_CPUS]; /* how often each has looked */

static void start_on_others(pthread_t *threads, void *(*body)(void *))
{
	stop = running = 0;
	for (int i = 1; i < nr_cpus; i++)
		pthread_create(&threads[i], NULL, body, (void *)(intptr_t)i);
	while (running < nr_cpus - 1)
		sched_yield();
}

static void stop_others(pthread_t *threads)
{
	stop = 1;
	for (int i = 1; i < nr_cpus; i++)
		pthread_join(threads[i], NULL);
}

/* --- a frame that is taken away ------------------------------------------------------- */

static void *reader(void *arg)
{
	int self = (intptr_t)arg;

	pin_to(cpus[self]);
	running++;
	while (!stop) {
		uint64_t value = *shared;

		if (value == POISON)
			strange++;
		seen[self] = value;
		looks[self]++;
	}
	return NULL;
}

/* Each reader looks once more from beginning to end. */
static void let_all_look(void)
{
	for (int cpu = 1; cpu < nr_cpus; cpu++)
		for (uint64_t before = looks[cpu]; looks[cpu] < before + 2;)
			sched_yield();
}

/* Or somebody sees what is not there any more: the value he will never see. */
static void wait_until_all_saw(uint64_t value)
{
	for (int i = 1; i < nr_cpus; i++)
		while (seen[i] != value && !strange)
			sched_yield();
}

/* Fill fresh frames, among them surely those that were freed last. */
static void *use_frames(size_t size)
{
	uint64_t *other = mmap(NULL, size, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

	for (size_t i = 0; i < size / sizeof(*other); i++)
		other[i] = POISON;
	return other;
}

static void test_stale_frames(void)
{
	pthread_t threads[MAX_CPUS];

	start_on_others(threads, reader);
	for (uint64_t round = 1; round <= ROUNDS && !strange; round++) {
		*shared = round;
		wait_until_all_saw(round);
		madvise((void *)shared, page_size, MADV_DONTNEED);
		munmap(use_frames(8 * page_size), 8 * page_size);
	}
	stop_others(threads);
	EQ(strange, 0, "nobody reads a frame that was taken away");
}

/* --- many frames at once ---------------------------------------------------------------- */

static _Atomic uint64_t *word_of(int page)
{
	return shared + page * page_size / sizeof(*shared);
}

static void *turn_taker(void *arg)
{
	int self = (intptr_t)arg;

	pin_to(cpus[self]);
	running++;
	while (!stop) {
		if (turn != self)
			continue;
		for (int i = 0; i < PAGES; i++)
			strange += *word_of(i) == POISON;
		turn = 0;
	}
	return NULL;
}

/* One after the other: where nobody waits for the kernel's locks, it is soon done. */
static void let_each_look(void)
{
	for (int i = 1; i < nr_cpus; i++)
		for (turn = i; turn;)
			sched_yield();
}

static void test_stale_ranges(void)
{
	static const int sizes[] = { 2, 8, PAGES };
	pthread_t threads[MAX_CPUS];

	strange = 0;
	start_on_others(threads, turn_taker);
	for (int i = 0; i < 6; i++) {
		size_t size = sizes[i % 3] * page_size;
		void *other;

		for (int page = 0; page < PAGES; page++)
			*word_of(page) = page;
		let_each_look();
		madvise((void *)shared, size, MADV_DONTNEED);
		other = use_frames(2 * PAGES * page_size);
		let_each_look();
		munmap(other, 2 * PAGES * page_size);
	}
	stop_others(threads);
	EQ(strange, 0, "nor one of many");
}

/* --- a page that becomes read-only: fork ------------------------------------------------ */

static void *writer(void *arg)
{
	pin_to(cpus[(intptr_t)arg]);
	running++;
	while (!stop)
		(*shared)++;
	return NULL;
}

static int page_changes(void)
{
	uint64_t first = *shared;

	for (int i = 0; i < LOOKS; i++)
		if (*shared != first)
			return 1;
	return 0;
}

static void test_fork_under_writers(void)
{
	pthread_t threads[MAX_CPUS];
	int changed = 0, status;

	start_on_others(threads, writer);
	for (int i = 0; i < 20; i++) {
		pid_t child = fork();

		if (!child)
			_exit(page_changes());
		waitpid(child, &status, 0);
		changed += !WIFEXITED(status) || WEXITSTATUS(status);
	}
	stop_others(threads);
	EQ(changed, 0, "what threads write after a fork the child does not see");
}

/* The page of before is the child's alone once the parent has written. */
static void test_write_after_fork(void)
{
	pthread_t threads[MAX_CPUS];
	int stale = 0;

	start_on_others(threads, reader);
	for (uint64_t round = 1; round <= 20; round++) {
		pid_t child = fork();

		if (!child)
			for (;;)
				pause();
		let_all_look();
		*shared = round;
		let_all_look();
		for (int cpu = 1; cpu < nr_cpus; cpu++)
			stale += seen[cpu] != round;
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	stop_others(threads);
	EQ(stale, 0, "what a thread writes after a fork the other threads see");
}

/* --- a page that becomes read-only: mprotect ---------------------------------------------- */

static _Atomic int read_only;

/* The write is tried again after this. */
static void wait_until_writable(int sig)
{
	while (read_only)
		sched_yield();
}

/* Two pages: theirs is the second. */
static void test_mprotect_under_writers(void)
{
	char *pages = (char *)shared - page_size;
	pthread_t threads[MAX_CPUS];
	int changed = 0;

	signal(SIGSEGV, wait_until_writable);
	start_on_others(threads, writer);
	for (int i = 0; i < 20; i++) {
		for (uint64_t v = *shared; nr_cpus > 1 && *shared == v;)
			sched_yield();
		read_only = 1;
		mprotect(pages, 2 * page_size, PROT_READ);
		changed += page_changes();
		mprotect(pages, 2 * page_size, PROT_READ | PROT_WRITE);
		read_only = 0;
	}
	stop_others(threads);
	signal(SIGSEGV, SIG_DFL);
	EQ(changed, 0, "nobody writes to a page that has become read-only");
}

/* --- how many interrupts --------------------------------------------------------------- */

static void *spinner(void *arg)
{
	pin_to(cpus[(intptr_t)arg]);
	running++;
	while (!stop)
		;
	return NULL;
}

static unsigned long before[CPU_SETSIZE], after[CPU_SETSIZE];

/* Let go of so many pages: how many CPUs have not had as many interrupts as they must? */
static int wrong_interrupts(int pages, int (*let_go)(void *start, size_t size))
{
	size_t size = pages * page_size;
	int wrong = 0;
	void *start = mmap(NULL, size, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

	read_interrupts("TLB:", before, CPU_SETSIZE);
	let_go(start, size);
	read_interrupts("TLB:", after, CPU_SETSIZE);
	for (int i = 0; i < nr_cpus; i++)
		wrong += after[cpus[i]] - before[cpus[i]] != (unsigned long)(i > 0);
	munmap(start, size);
	return wrong;
}

/*
 * The kernel may have reasons of its own for one, as long as it frees the stacks of the
 * threads before: that ends.
 */
static int once_each(int pages, int (*let_go)(void *start, size_t size))
{
	for (int try = 0; try < 20; try++) {
		if (!wrong_interrupts(pages, let_go))
			return 1;
		usleep(10000);
	}
	for (int i = 0; i < nr_cpus; i++)
		tap_print("# CPU %d: %lu before, %lu after", cpus[i], before[cpus[i]],
			  after[cpus[i]]);
	return 0;
}

static int dont_need(void *start, size_t size)
{
	return madvise(start, size, MADV_DONTNEED);
}

static void test_interrupts(void)
{
	pthread_t threads[MAX_CPUS];

	start_on_others(threads, spinner);
	OK(once_each(1, munmap),
	   "munmap interrupts each other CPU once, and itself not at all");
	OK(once_each(MANY, munmap), "so it does for many pages");
	OK(once_each(MANY, dont_need), "and madvise too");
	stop_others(threads);
}

int main(void)
{
	nr_cpus = allowed_cpus(cpus, MAX_CPUS);
	page_size = sysconf(_SC_PAGESIZE);
	pin_to(cpus[0]);
	shared = mmap(NULL, (1 + PAGES) * page_size, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	shared += page_size / sizeof(*shared);
	test_stale_frames();
	test_stale_ranges();
	test_fork_under_writers();
	test_write_after_fork();
	test_mprotect_under_writers();
	test_interrupts();
	return tap_done();
}
