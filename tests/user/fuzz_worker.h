/*
 * tests/user/fuzz_worker.h - a process that makes random system calls
 *
 * It has a root, a user and limits of its own; files of every kind are open, some memory
 * of every kind is mapped, and each signal has a handler that now and then spoils the
 * frame from which it returns. What it can reach is its own, whatever it asks for.
 */
#ifndef TESTS_USER_FUZZ_WORKER_H
#define TESTS_USER_FUZZ_WORKER_H

#include <errno.h>
#include <linux/capability.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <ucontext.h>

#include "fuzz_root.h"
#include "fuzz_values.h"
#include "tap.h"

#define WORKERS 8
#define CAPABLE 2 /* the first workers: not root, but with most of its capabilities */
#define MOST_CALLS 6000 /* of one worker */
#define CALL_NUMBERS 512

/* What all processes share: the count of calls, by worker and by number. */
static struct shared {
	unsigned long made[WORKERS];
	unsigned long workers, kicked, killed;
	unsigned int by_number[CALL_NUMBERS], succeeded[CALL_NUMBERS];
	unsigned int unknown_made, unknown_not_enosys;
	long odd_call, odd_return; /* the last of the latter */
} * shared;

static volatile unsigned int spoiled; /* so many signal frames, and what calls returned */
static unsigned char is_known[CALL_NUMBERS];

static struct {
	int number;
	unsigned long quota;
} worker;

#define COUNT_UP(counter) __atomic_add_fetch(&(counter), 1, __ATOMIC_RELAXED)

/* --- one call --------------------------------------------------------------------- */

static long raw_call(long nr, const long *args)
{
	register long r10 asm("r10") = args[3];
	register long r8 asm("r8") = args[4];
	register long r9 asm("r9") = args[5];
	long ret;

	asm volatile("syscall"
		     : "=a"(ret)
		     : "a"(nr), "D"(args[0]), "S"(args[1]), "d"(args[2]), "r"(r10),
		       "r"(r8), "r"(r9)
		     : "rcx", "r11", "memory");
	return ret;
}

/* The child may have no stack, or ours: it leaves without one. */
static long raw_clone(long nr, const long *args)
{
	register long r10 asm("r10") = args[3];
	register long r8 asm("r8") = args[4];
	long ret;

	asm volatile("syscall\n\t"
		     "test %%rax, %%rax\n\t"
		     "jnz 1f\n\t"
		     "mov %[exit], %%eax\n\t"
		     "xor %%edi, %%edi\n\t"
		     "syscall\n"
		     "1:"
		     : "=a"(ret)
		     : "a"(nr), "D"(args[0]), "S"(args[1]), "d"(args[2]), "r"(r10),
		       "r"(r8), [exit] "i"(SYS_exit)
		     : "rcx", "r11", "memory");
	return ret;
}

static void unknown_call(struct fuzzer *f)
{
	unsigned int nr = any(f, 2) ? any(f, 600) : (unsigned int)any64(f);
	unsigned int before = spoiled;
	long args[6], ret;

	if (nr < CALL_NUMBERS && is_known[nr])
		return;
	for (int i = 0; i < 6; i++)
		args[i] = word(f);
	COUNT_UP(shared->made[worker.number]);
	COUNT_UP(shared->unknown_made);
	ret = raw_call(nr, args);
	if (ret != -ENOSYS && spoiled == before) {
		COUNT_UP(shared->unknown_not_enosys);
		shared->odd_call = nr;
		shared->odd_return = ret;
	}
}

/* => nonzero in a child that fork() made. */
static int known_call(struct fuzzer *f)
{
	const struct call *call;
	long args[6], ret;

	do
		call = &calls[any(f, NR_CALLS)];
	while ((!call->often && any(f, 50)) ||
	       (worker.number < CAPABLE && BECOMES_ROOT(call->nr)));
	f->hostile = any(f, 3) == 0;
	for (int i = 0; i < 6; i++)
		args[i] = value(f, call->args[i]);
	COUNT_UP(shared->made[worker.number]);
	COUNT_UP(shared->by_number[call->nr]);
	if (call->nr == SYS_vfork || call->nr == SYS_clone || call->nr == SYS_clone3)
		ret = raw_clone(call->nr, args);
	else
		ret = raw_call(call->nr, args);
	if (call->nr == SYS_shmget && ret >= 0)
		f->shmid = ret;
	if (ret < -4095 || ret >= 0)
		COUNT_UP(shared->succeeded[call->nr]);
	return call->nr == SYS_fork && ret == 0;
}

/* --- a worker --------------------------------------------------------------------- */

/* Back from here the kernel reads a frame that may be spoiled. */
static void handler(int sig, siginfo_t *info, void *frame)
{
	struct fuzzer f = { .random = shared->made[worker.number] };
	ucontext_t *context = frame;

	if (any(&f, 8))
		return;
	COUNT_UP(spoiled);
	if (any(&f, 2))
		((long *)context)[any(&f, sizeof(*context) / 8)] = word(&f);
	else
		((long *)context->uc_mcontext.fpregs)[any(&f, 100)] = any64(&f);
}

static void handle_signals(struct fuzzer *f)
{
	struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };

	for (int sig = 1; sig <= 64; sig++) {
		if (sig == SIGSEGV || sig == SIGBUS || sig == SIGILL || sig == SIGFPE)
			continue;
		if (any(f, 2))
			action.sa_flags ^= SA_RESTART;
		sigaction(sig, &action, NULL);
	}
}

static void *map_at(unsigned long at, size_t size, int prot)
{
	return mmap((void *)at, size, prot, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1,
		    0);
}

/* Names and structures, and what is behind them. */
static void map_scratch(void)
{
	map_at(SCRATCH, SCRATCH_SIZE, PROT_READ | PROT_WRITE);
	map_at(CLOSED, PAGE, PROT_NONE);
	map_at(READ_ONLY, PAGE, PROT_READ);
	memset((char *)SCRATCH + PAGE, 'x', PAGE - 1);
	for (unsigned int i = 0; i < NR_NAMES; i++)
		strcpy((char *)SCRATCH + i * NAME_SIZE, names[i]);
}

/* The arena as it was: some of each kind of mapping. Number 4 is a file. */
static void map_arena(void)
{
	map_at(ARENA, ARENA_SIZE, PROT_READ | PROT_WRITE);
	map_at(ARENA + 16 * PAGE, 4 * PAGE, PROT_READ);
	mmap((void *)(ARENA + 32 * PAGE), 8 * PAGE, PROT_READ | PROT_WRITE,
	     MAP_SHARED | MAP_FIXED, 4, 0);
	mmap((void *)(ARENA + 40 * PAGE), 8 * PAGE, PROT_READ | PROT_WRITE,
	     MAP_PRIVATE | MAP_FIXED, 4, 0);
	mmap((void *)(ARENA + 48 * PAGE), 4 * PAGE, PROT_READ | PROT_WRITE,
	     MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
}

/* Descriptors from 3 on, of every kind; the same each time. */
static void open_files(void)
{
	static const struct {
		const char *name;
		int flags;
	} files[] = {
		{ "/", O_RDONLY | O_DIRECTORY },
		{ "a", O_RDWR | O_CREAT },
		{ "b", O_RDWR | O_CREAT | O_APPEND },
		{ "a", O_RDONLY },
		{ "d", O_RDONLY },
		{ "a", O_PATH },
		{ "link", O_PATH | O_NOFOLLOW },
		{ "null", O_RDWR },
		{ "zero", O_RDWR },
		{ "full", O_RDWR },
		{ "urandom", O_RDWR },
		{ "toy", O_RDWR },
		{ "ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK },
		{ "ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK },
		{ "fifo", O_RDWR | O_NONBLOCK },
		{ "fifo", O_RDWR },
		{ "proc", O_RDONLY },
		{ "proc/self/mem", O_RDWR },
		{ "proc/self/maps", O_RDONLY },
		{ "proc/self/pagemap", O_RDONLY },
		{ "proc/self/clear_refs", O_WRONLY },
		{ "proc/self/oom_score_adj", O_RDWR },
		{ "proc/self/fd", O_RDONLY },
		{ "proc/kmsg", O_RDONLY | O_NONBLOCK },
		{ "proc/sys/vm/drop_caches", O_WRONLY },
		{ ".", O_TMPFILE | O_RDWR },
	};
	int pair[2];

	syscall(SYS_close_range, 3, ~0U, 0);
	for (unsigned int i = 0; i < sizeof(files) / sizeof(*files); i++)
		if (open(files[i].name, files[i].flags, 0666) < 0)
			open("null", O_RDWR);
	for (int i = 0; i < 3; i++)
		if (pipe2(pair, i ? O_NONBLOCK : 0))
			break;
	dup2(epoll_create1(0), EPOLL_FD);
	syscall(SYS_memfd_create, "m", 2);
	ftruncate(syscall(SYS_memfd_create, "s", 0), 10 * PAGE);
	ftruncate(4, 12 * PAGE);
}

static void *make_calls(void *arg)
{
	struct fuzzer f = *(struct fuzzer *)arg;
	long left = MOST_CALLS;

	while (left-- > 0 && shared->made[worker.number] < worker.quota) {
		if (left % 64 == 0)
			map_arena();
		if (left % 256 == 0)
			open_files();
		if (any(&f, 50) == 0)
			unknown_call(&f);
		else if (known_call(&f) && left > 10)
			left = 10; /* a child */
	}
	raw_call(SYS_exit_group, (long[6]){ 0 });
	return NULL;
}

static void set_limits(void)
{
	static const struct {
		int resource;
		rlim_t value;
	} limits[] = {
		{ RLIMIT_AS, 96 << 20 }, { RLIMIT_FSIZE, 1 << 20 }, { RLIMIT_NPROC, 30 },
		{ RLIMIT_NOFILE, 128 },  { RLIMIT_CPU, 20 },
	};

	for (unsigned int i = 0; i < sizeof(limits) / sizeof(*limits); i++)
		setrlimit(limits[i].resource,
			  &(struct rlimit){ limits[i].value, limits[i].value });
}

/* The capabilities by which a worker could end the test, or change /proc for all. */
static const int dropped[] = {
	0 /* CAP_CHOWN */,      3 /* CAP_FOWNER */,      5 /* CAP_KILL */,
	6 /* CAP_SETGID */,     7 /* CAP_SETUID */,      8 /* CAP_SETPCAP */,
	17 /* CAP_SYS_RAWIO */, 18 /* CAP_SYS_CHROOT */, 19 /* CAP_SYS_PTRACE */,
	22 /* CAP_SYS_BOOT */,  23 /* CAP_SYS_NICE */,   24 /* CAP_SYS_RESOURCE */,
	34 /* CAP_SYSLOG */,
};

static uid_t uid_of(int number)
{
	return 3000 + number;
}

/*
 * A user whom no other process belongs to: the worker may do what it likes, to itself. Of
 * root's capabilities the first two keep what is not dropped.
 */
static int become_nobody(void)
{
	struct __user_cap_header_struct header = { .version =
							   _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct caps[2];
	uid_t uid = uid_of(worker.number);

	if (sys(SYS_setgroups, 0, NULL) || sys(SYS_setresgid, uid, uid, uid))
		return -1;
	if (worker.number >= CAPABLE)
		return sys(SYS_setresuid, uid, uid, uid);
	if (sys(SYS_setresuid, uid, uid, 0) || sys(SYS_capget, &header, caps))
		return -1;
	for (unsigned int i = 0; i < sizeof(dropped) / sizeof(*dropped); i++)
		caps[dropped[i] / 32].permitted &= ~(1U << dropped[i] % 32);
	caps[0].effective = caps[0].permitted;
	caps[1].effective = caps[1].permitted;
	return sys(SYS_capset, &header, caps);
}

static void work(const char *root, unsigned long seed)
{
	struct fuzzer f = { .random = seed }, second = { .random = ~seed };
	pthread_t thread;

	setsid();
	make_file("/proc/self/oom_score_adj", "1000");
	if (chroot(root) || chdir("/"))
		_exit(90);
	for (int fd = 0; fd < 3; fd++)
		if (dup2(open("null", O_RDWR), fd) != fd)
			_exit(91);
	set_limits();
	if (become_nobody())
		_exit(92);
	handle_signals(&f);
	map_scratch();
	open_files();
	if (any(&f, 4) == 0)
		pthread_create(&thread, NULL, make_calls, &second);
	make_calls(&f);
}

#endif
