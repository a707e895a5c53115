/*
 * tests/user/fuzz_syscalls.c - random system calls from eight processes
 *
 *	fuzz_syscalls [CALLS [SEED]]
 *
 * Eight supervisors each start one worker after the other in a root of its own, a tmpfs.
 * A worker makes some hundred calls (fuzz_calls.h) with random arguments (fuzz_values.h),
 * alone or as two threads, while signals come; then it ends, or has died of what it did
 * to itself. Who sleeps for long gets a signal, then SIGKILL. In the end the kernel must
 * still be there, and everything that the workers had must have come back.
 *
 * The same seed gives the same calls, but for when a worker is killed. Atlas only: it
 * wants the machine for itself.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <sys/shm.h>

#include "fuzz_root.h"
#include "fuzz_worker.h"
#include "leak.h"
#include "thread_state.h"

/* --- supervising ------------------------------------------------------------------ */

#define PATIENCE 6         /* looks at a worker that sleeps in a call */
#define PATIENCE_BUSY 1500 /* or works in one: a call may take long */

/*
 * Until the worker has ended, which one way or another it does. What sleeps gets a signal,
 * and SIGKILL when that did not help; but not before its first call.
 */
static void watch(pid_t pid, unsigned long made_before)
{
	unsigned long made, last = made_before;
	int looks = 0;

	for (; waitpid(pid, NULL, WNOHANG) == 0; usleep(2000)) {
		made = shared->made[worker.number];
		looks = made == last ? looks + 1 : 0;
		last = made;
		if (looks < PATIENCE / 2 || made == made_before)
			continue;
		if (thread_state(pid) == 'R' && looks < PATIENCE_BUSY)
			continue;
		kill(pid, looks < PATIENCE ? SIGUSR2 : SIGKILL);
		COUNT_UP(*(looks < PATIENCE ? &shared->kicked : &shared->killed));
	}
}

/* Processes whose real user that is. */
static int count_processes(uid_t uid)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	char name[32];
	int count = 0;

	while ((entry = readdir(proc)) != NULL) {
		snprintf(name, sizeof(name), "/proc/%.10s/status", entry->d_name);
		if (atoi(entry->d_name) > 0)
			count += proc_number(name, "Uid") == uid;
	}
	closedir(proc);
	return count;
}

/* Whatever the worker has left running; some may have become our children. */
static void bury_family(void)
{
	uid_t uid = uid_of(worker.number);

	do {
		if (fork() == 0) {
			if (!sys(SYS_setresuid, uid, uid, uid))
				kill(-1, SIGKILL);
			_exit(0);
		}
		while (wait(NULL) > 0)
			;
	} while (count_processes(uid) && !usleep(1000));
}

static void supervise(int number, unsigned long quota, unsigned long seed)
{
	char root[32];
	int status = 0;

	worker.number = number;
	worker.quota = quota;
	snprintf(root, sizeof(root), "/tmp/fuzz.%d", number);
	for (unsigned int n = 0; shared->made[number] < quota && !status; n++) {
		unsigned long made = shared->made[number];
		pid_t pid;

		make_root(root);
		COUNT_UP(shared->workers);
		pid = fork();
		if (pid == 0)
			work(root, ((seed * WORKERS + number) << 32) + n);
		watch(pid, made);
		bury_family();
		status = remove_root(root);
		if (status)
			tap_print("# %s cannot be removed: %s", root, strerror(errno));
	}
	_exit(status != 0);
}

static void remove_segments(void)
{
	struct shmid_ds ds;
	int last = shmctl(0, SHM_INFO, (struct shmid_ds *)&(struct shm_info){ 0 });

	for (int i = last; i >= 0; i--) {
		int id = shmctl(i, SHM_STAT, &ds);

		if (id >= 0)
			shmctl(id, IPC_RMID, NULL);
	}
}

static int run_all(unsigned long count, unsigned long seed)
{
	int status, good = 0;

	memset(shared, 0, sizeof(*shared));
	for (int i = 0; i < WORKERS; i++)
		if (fork() == 0)
			supervise(i, count / WORKERS, seed);
	while (wait(&status) > 0) {
		good += exited_with(status, 0);
		if (status)
			tap_print("# a supervisor ended with status %#x", status);
	}
	remove_segments();
	return good;
}

/* The kernel keeps each pseudo-terminal that was ever needed: need them all. */
static void open_terminals(void)
{
	int last, fd = open("/dev/ptmx", O_RDWR | O_NOCTTY);

	for (last = fd; last >= 0; last = open("/dev/ptmx", O_RDWR | O_NOCTTY))
		fd = last;
	sys(SYS_close_range, 4, fd, 0);
}

/* --- the test --------------------------------------------------------------------- */

static void report(void)
{
	unsigned long made = 0, succeeded = 0;
	char never[400] = "";

	for (unsigned int nr = 0; nr < CALL_NUMBERS; nr++) {
		made += shared->by_number[nr];
		succeeded += shared->succeeded[nr];
	}
	for (unsigned int i = 0; i < NR_CALLS; i++)
		if (!shared->succeeded[calls[i].nr] && strlen(never) < 380)
			strcat(strcat(never, " "), calls[i].name);
	tap_print("# %lu workers, %lu got a signal as they slept, %lu were killed then",
		  shared->workers, shared->kicked, shared->killed);
	tap_print("# %lu of %lu calls succeeded (%lu%%), %u had unknown numbers",
		  succeeded, made, succeeded * 100 / (made + !made),
		  shared->unknown_made);
	tap_print("# no success:%s", never);
	OK(succeeded * 4 > made, "a quarter of the calls got through");
	if (shared->unknown_not_enosys)
		tap_print("# call %ld returned %ld", shared->odd_call,
			  shared->odd_return);
	EQ(shared->unknown_not_enosys, 0, "a number that the table has not is ENOSYS");
}

int main(int argc, char **argv)
{
	unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 0) : 20000;
	unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 0) : 1;
	int adj = open("/proc/self/oom_score_adj", O_WRONLY);
	long promised;

	for (unsigned int i = 0; i < NR_CALLS; i++)
		is_known[calls[i].nr] = 1;
	open_terminals();
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED || write(adj, "-1000", 5) != 5)
		return 1;
	EQ(run_all(10000 + count / 50, 0), WORKERS,
	   "a first round, which fills the kernel's caches");
	leak_begin();
	promised = proc_number("/proc/meminfo", "Committed_AS");
	tap_print("# %lu calls, seed %lu", count, seed);
	EQ(run_all(count, seed), WORKERS, "eight processes made random calls");
	report();
	leak_expect("random calls");
	EQ(proc_number("/proc/meminfo", "Committed_AS"), promised, "and every promise");
	return tap_done();
}
