/*
 * tests/user/thread_test.c - POSIX threads: every primitive of the C library, and what
 * /proc says of a process that has several
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

#define THREADS 8
#define ROUNDS 500

static void *run_all(void *(*body)(void *), pthread_t *threads, int n)
{
	for (intptr_t i = 0; i < n; i++)
		if (pthread_create(&threads[i], NULL, body, (void *)i))
			abort();
	return NULL;
}

static long join_all(pthread_t *threads, int n)
{
	long sum = 0;

	for (int i = 0; i < n; i++) {
		void *result;

		if (pthread_join(threads[i], &result))
			abort();
		sum += (long)result;
	}
	return sum;
}

static long run(void *(*body)(void *), int n)
{
	pthread_t threads[THREADS];

	run_all(body, threads, n);
	return join_all(threads, n);
}

/* --- identity --------------------------------------------------------------------- */

static __thread int tls = 5;

static void *check_identity(void *n)
{
	int wrong = 0;

	wrong += sys(SYS_getpid) != getpid();
	wrong += sys(SYS_gettid) == getpid();
	wrong += tls != 5;
	tls = 100 + (intptr_t)n;
	sched_yield();
	wrong += tls != 100 + (intptr_t)n;
	return (void *)(long)wrong;
}

static void *get_tid(void *unused)
{
	return (void *)sys(SYS_gettid);
}

static void test_identity(void)
{
	EQ(run(check_identity, THREADS), 0, "one pid, many tids, TLS of their own");
	EQ(tls, 5, "nobody wrote to ours");
	OK(run(get_tid, 1) > getpid(), "a thread has its own number");
}

/* --- locks ------------------------------------------------------------------------ */

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_spinlock_t spin;
static pthread_barrier_t barrier;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static sem_t semaphore;
static volatile long counter, turn, inits, destroyed;

static void add_slowly(void)
{
	long seen = counter;

	if (seen % 16 == 0)
		sched_yield();
	counter = seen + 1;
}

static void *with_mutex(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&mutex);
		add_slowly();
		pthread_mutex_unlock(&mutex);
	}
	return NULL;
}

static void *with_rwlock(void *unused)
{
	long wrong = 0;

	for (int i = 0; i < ROUNDS / 10; i++) {
		long seen;

		pthread_rwlock_wrlock(&rwlock);
		add_slowly();
		pthread_rwlock_unlock(&rwlock);
		pthread_rwlock_rdlock(&rwlock);
		seen = counter;
		sched_yield();
		wrong += seen != counter;
		pthread_rwlock_unlock(&rwlock);
	}
	return (void *)wrong;
}

static void *with_semaphore(void *unused)
{
	for (int i = 0; i < ROUNDS / 10; i++) {
		sem_wait(&semaphore);
		add_slowly();
		sem_post(&semaphore);
	}
	return NULL;
}

static void *with_spinlock(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		pthread_spin_lock(&spin);
		counter = counter + 1;
		pthread_spin_unlock(&spin);
	}
	return NULL;
}

/* The threads take turns, in order. */
static void *take_turns(void *n)
{
	for (int i = 0; i < 30; i++) {
		pthread_mutex_lock(&mutex);
		while (turn % THREADS != (intptr_t)n)
			pthread_cond_wait(&cond, &mutex);
		turn++;
		pthread_cond_broadcast(&cond);
		pthread_mutex_unlock(&mutex);
	}
	return NULL;
}

/* Nobody is more than a round ahead. */
static void *meet(void *unused)
{
	long wrong = 0, serial = 0;

	for (int i = 0; i < 20; i++) {
		__atomic_add_fetch(&counter, 1, __ATOMIC_SEQ_CST);
		serial += pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD;
		wrong += counter < (long)(i + 1) * THREADS;
		pthread_barrier_wait(&barrier);
	}
	return (void *)(wrong * 1000 + serial);
}

static void init_once(void)
{
	sched_yield();
	inits++;
}

static void *call_once(void *unused)
{
	pthread_once(&once, init_once);
	return (void *)(long)(inits != 1);
}

static void count_destroyed(void *value)
{
	__atomic_add_fetch(&destroyed, (long)value, __ATOMIC_SEQ_CST);
}

static void *use_specific(void *n)
{
	pthread_setspecific(key, (void *)((intptr_t)n + 1));
	sched_yield();
	return (void *)(long)(pthread_getspecific(key) != (void *)((intptr_t)n + 1));
}

static void test_locks(void)
{
	counter = 0;
	run(with_mutex, THREADS);
	EQ(counter, THREADS * ROUNDS, "mutex");
	counter = 0;
	EQ(run(with_rwlock, THREADS), 0, "rwlock: nobody writes while we read");
	EQ(counter, THREADS * ROUNDS / 10, "rwlock: one writer at a time");
	sem_init(&semaphore, 0, 1);
	counter = 0;
	run(with_semaphore, THREADS);
	EQ(counter, THREADS * ROUNDS / 10, "semaphore");
	pthread_spin_init(&spin, 0);
	counter = 0;
	run(with_spinlock, 2);
	EQ(counter, 2 * ROUNDS, "spinlock");
	run(take_turns, THREADS);
	EQ(turn, THREADS * 30, "condition variable: taking turns");
	pthread_barrier_init(&barrier, NULL, THREADS);
	counter = 0;
	EQ(run(meet, THREADS), 20, "barrier: one of them is told, and nobody is early");
	EQ(run(call_once, THREADS), 0, "once is once");
	pthread_key_create(&key, count_destroyed);
	EQ(run(use_specific, THREADS), 0, "thread-specific data");
	EQ(destroyed, THREADS * (THREADS + 1) / 2, "each is destroyed");
}

static struct timespec soon(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	t.tv_nsec += 20000000;
	t.tv_sec += t.tv_nsec / 1000000000;
	t.tv_nsec %= 1000000000;
	return t;
}

static void test_timed(void)
{
	struct timespec t = soon(CLOCK_REALTIME);

	pthread_mutex_lock(&mutex);
	EQ(pthread_cond_timedwait(&cond, &mutex, &t), ETIMEDOUT, "timed condition");
	EQ(pthread_mutex_trylock(&mutex), EBUSY, "the mutex is ours again");
	t = soon(CLOCK_REALTIME);
	EQ(pthread_mutex_timedlock(&mutex, &t), ETIMEDOUT, "timed mutex");
	pthread_mutex_unlock(&mutex);
	pthread_rwlock_wrlock(&rwlock);
	t = soon(CLOCK_REALTIME);
	EQ(pthread_rwlock_timedrdlock(&rwlock, &t), ETIMEDOUT, "timed rwlock");
	pthread_rwlock_unlock(&rwlock);
}

/* --- ends ------------------------------------------------------------------------- */

static void *exit_early(void *value)
{
	pthread_exit(value);
}

static volatile int cleaned, ready;

static void clean(void *unused)
{
	cleaned++;
}

static void *wait_for_ever(void *unused)
{
	pthread_cleanup_push(clean, NULL);
	ready = 1;
	for (;;)
		pause();
	pthread_cleanup_pop(0);
	return NULL;
}

static void unlock(void *lock)
{
	pthread_mutex_unlock(lock);
}

static void *wait_for_cond(void *unused)
{
	pthread_mutex_lock(&mutex);
	pthread_cleanup_push(unlock, &mutex);
	ready = 1;
	for (;;)
		pthread_cond_wait(&cond, &mutex);
	pthread_cleanup_pop(0);
	return NULL;
}

static void *spin_for_ever(void *unused)
{
	pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
	ready = 1;
	for (;;)
		;
	return NULL;
}

static void *cancel_result(void *(*body)(void *))
{
	pthread_t thread;
	void *result = NULL;

	ready = 0;
	pthread_create(&thread, NULL, body, NULL);
	while (!ready)
		sched_yield();
	pthread_cancel(thread);
	pthread_join(thread, &result);
	return result;
}

static void *post_and_end(void *unused)
{
	sem_post(&semaphore);
	return NULL;
}

static void test_ends(void)
{
	pthread_attr_t attr;
	pthread_t thread;
	void *result;

	pthread_create(&thread, NULL, exit_early, (void *)77);
	pthread_join(thread, &result);
	EQ(result, 77, "pthread_exit's value is joined");
	EQ(cancel_result(wait_for_ever), PTHREAD_CANCELED, "cancelled in a system call");
	EQ(cleaned, 1, "and it cleaned up");
	EQ(cancel_result(wait_for_cond), PTHREAD_CANCELED, "cancelled in a condition");
	EQ(pthread_mutex_trylock(&mutex), 0, "its mutex was given back");
	pthread_mutex_unlock(&mutex);
	EQ(cancel_result(spin_for_ever), PTHREAD_CANCELED, "cancelled while it computes");

	sem_init(&semaphore, 0, 0);
	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	pthread_create(&thread, &attr, post_and_end, NULL);
	EQ(sem_wait(&semaphore), 0, "a detached thread runs");
	pthread_create(&thread, NULL, post_and_end, NULL);
	EQ(pthread_detach(thread), 0, "detached later");
	EQ(sem_wait(&semaphore), 0, "it runs, too");
	while (proc_number("/proc/self/status", "Threads") != 1)
		sched_yield();
	OK(1, "both are gone without anybody waiting");
}

/* --- robust mutexes --------------------------------------------------------------- */

static void *die_with_lock(void *lock)
{
	pthread_mutex_lock(lock);
	return NULL;
}

static int take_lock_for_ever(void *lock)
{
	if (!pthread_mutex_lock(lock))
		for (;;)
			pause();
	return 1;
}

static int lock_of_the_dead(void *lock)
{
	return pthread_mutex_lock(lock) == EOWNERDEAD ? 0 : 1;
}

static pid_t start_child(int (*body)(void *arg), void *arg)
{
	pid_t child = fork();

	if (child == 0)
		_exit(body(arg));
	wait_for_state(child, 'S');
	return child;
}

static void test_robust(void)
{
	pthread_mutex_t *lock = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pthread_mutexattr_t attr;
	pthread_t thread;
	pid_t owner, waiter;
	int status;

	pthread_mutexattr_init(&attr);
	pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
	pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
	pthread_mutex_init(lock, &attr);
	pthread_create(&thread, NULL, die_with_lock, lock);
	pthread_join(thread, NULL);
	EQ(pthread_mutex_lock(lock), EOWNERDEAD, "a thread ended with a robust mutex");
	EQ(pthread_mutex_consistent(lock), 0, "made good");
	pthread_mutex_unlock(lock);

	owner = start_child(take_lock_for_ever, lock);
	waiter = start_child(lock_of_the_dead, lock);
	kill(owner, SIGKILL);
	waitpid(owner, &status, 0);
	OK(killed_by(status, SIGKILL), "the owner is killed");
	waitpid(waiter, &status, 0);
	OK(exited_with(status, 0), "the waiter is woken and told");
	EQ(pthread_mutex_lock(lock), EOWNERDEAD, "it died with the lock, too");
	munmap(lock, 4096);
}

/* --- /proc, names, limits --------------------------------------------------------- */

static int count_names(const char *dir)
{
	DIR *d = opendir(dir);
	int n = 0;

	while (d && readdir(d))
		n++;
	if (d)
		closedir(d);
	return n - 2;
}

static void read_line(const char *file, char *text, size_t size)
{
	int fd = open(file, O_RDONLY);
	ssize_t n = fd < 0 ? 0 : read(fd, text, size - 1);

	text[n < 0 ? 0 : n] = '\0';
	close(fd);
}

static void *show_me(void *unused)
{
	pid_t tid = sys(SYS_gettid);
	char file[64], text[64], want[64];
	int fd;

	prctl(PR_SET_NAME, "worker");
	snprintf(file, sizeof(file), "/proc/self/task/%d/comm", tid);
	read_line(file, text, sizeof(text));
	OK(!strcmp(text, "worker\n"), "a thread has a name of its own");
	fd = open(file, O_WRONLY);
	EQ(write(fd, "renamed by file", 15), 15, "which can be written");
	close(fd);
	prctl(PR_GET_NAME, text);
	OK(!strcmp(text, "renamed by file"), "and is what prctl says");
	read_line("/proc/self/comm", text, sizeof(text));
	OK(!strcmp(text, "thread_test\n"), "the process keeps its own");

	EQ(count_names("/proc/self/task"), 2, "two threads in task/");
	snprintf(file, sizeof(file), "/proc/self/task/%d/status", tid);
	EQ(proc_number(file, "Threads"), 2, "Threads: 2");
	read_line(file, text, sizeof(text));
	snprintf(want, sizeof(want), "Name:\trenamed by file\n");
	OK(!strncmp(text, want, strlen(want)), "Name: is the thread's");
	snprintf(file, sizeof(file), "/proc/%d/status", tid);
	EQ(access(file, F_OK), 0, "/proc/TID is there");
	snprintf(file, sizeof(file), "/proc/%d/task/1", getpid());
	FAILS(access(file, F_OK), ENOENT, "but task/ has no strangers");
	snprintf(file, sizeof(file), "/proc/self/task/%d/task", tid);
	FAILS(access(file, F_OK), ENOENT, "and no task/ below");
	snprintf(want, sizeof(want), "%d/task/%d", getpid(), tid);
	memset(text, 0, sizeof(text));
	EQ(readlink("/proc/thread-self", text, sizeof(text)), strlen(want),
	   "/proc/thread-self");
	OK(!strcmp(text, want), "names the thread");
	read_line("/proc/thread-self/comm", text, sizeof(text));
	OK(!strcmp(text, "renamed by file\n"), "and leads to it");
	return NULL;
}

static int hit_nproc(void *unused)
{
	struct rlimit limit = { 0, 0 };
	pthread_t thread;

	setrlimit(RLIMIT_NPROC, &limit);
	return pthread_create(&thread, NULL, get_tid, NULL);
}

static void test_proc(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, show_me, NULL);
	pthread_join(thread, NULL);
	while (count_names("/proc/self/task") != 1)
		sched_yield();
	OK(1, "one thread in task/ when it is gone");
	OK(exited_with(in_child(hit_nproc, NULL), 0), "RLIMIT_NPROC spares root");
}

#define BURNT 50000000LL /* ns */

/* What the thread has used, by its own clock and by its own getrusage(). */
static _Atomic long long burnt, counted;
static volatile int burn = 1;

static long long cpu_time(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static long long used_time(int who)
{
	struct rusage usage;

	getrusage(who, &usage);
	return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000LL +
	       (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000LL;
}

static void *burn_time(void *unused)
{
	while (burn) {
		burnt = cpu_time(CLOCK_THREAD_CPUTIME_ID);
		counted = used_time(RUSAGE_THREAD);
	}
	return NULL;
}

/* However long we take ourselves: two parts are no more than the whole, which is read last. */
static void test_times(void)
{
	pthread_t thread;
	long long mine;

	pthread_create(&thread, NULL, burn_time, NULL);
	while (burnt < BURNT || counted < BURNT)
		usleep(1000);
	burn = 0;
	pthread_join(thread, NULL);
	OK(cpu_time(CLOCK_PROCESS_CPUTIME_ID) >= burnt,
	   "what a thread used stays the process's");
	mine = cpu_time(CLOCK_THREAD_CPUTIME_ID);
	OK(mine + burnt <= cpu_time(CLOCK_PROCESS_CPUTIME_ID), "and is not ours");
	mine = used_time(RUSAGE_THREAD);
	OK(mine + counted <= used_time(RUSAGE_SELF), "getrusage tells the two apart");
}

/* --- memory ----------------------------------------------------------------------- */

#define AREA (64 * 4096)

static char *volatile area;

/* All touch the same fresh pages at the same time: each page is one page. */
static void *touch_all(void *n)
{
	for (int i = 0; i < AREA; i += 4096)
		__atomic_add_fetch((int *)(area + i), 1, __ATOMIC_SEQ_CST);
	return NULL;
}

static void *map_and_unmap(void *n)
{
	long wrong = 0;

	for (int i = 0; i < 50; i++) {
		char *p = mmap(NULL, 5 * 4096, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		p[4096] = (intptr_t)n;
		mprotect(p + 8192, 4096, PROT_READ);
		if (i % 8 == 0)
			sched_yield();
		wrong += p[4096] != (intptr_t)n || p[0] || p[8192];
		munmap(p + 4096, 4096);
		munmap(p, 5 * 4096);
	}
	return (void *)wrong;
}

static void *fork_and_wait(void *n)
{
	long wrong = 0;

	for (int i = 0; i < 5; i++) {
		pid_t child = fork();
		int status;

		if (child == 0)
			_exit(proc_number("/proc/self/status", "Threads") == 1 ? 7 : 8);
		wrong += waitpid(child, &status, 0) != child || !exited_with(status, 7);
	}
	return (void *)wrong;
}

static void *all_at_once(void *n)
{
	touch_all(n);
	return (intptr_t)n % 2 ? map_and_unmap(n) : fork_and_wait(n);
}

static void test_memory(void)
{
	int wrong = 0;

	area = mmap(NULL, AREA, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		    0);
	EQ(run(all_at_once, THREADS), 0, "mmap, munmap, mprotect and fork at once");
	for (int i = 0; i < AREA; i += 4096)
		wrong += *(int *)(area + i) != THREADS;
	EQ(wrong, 0, "every touch of a fresh page counts");
	munmap(area, AREA);
}

int main(void)
{
	test_identity();
	test_locks();
	test_timed();
	test_ends();
	test_robust();
	test_proc();
	test_times();
	test_memory();
	return tap_done();
}
