/*
 * tests/user/fault_inject_test.c - every allocation that a system call makes may fail
 *
 * For each scenario the first allocation of the process fails, then the second, and so on,
 * until it makes fewer (/proc/PID/fail-nth). Each time the scenario must succeed or say
 * ENOMEM, in a page fault it may be killed; afterwards it must work as if nothing had
 * happened, and in the end no object and no page is lost.
 *
 * Each try is a process of its own. It goes through the scenario once before: what is
 * counted then is the scenario's own, no first touches of stack and data.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "child.h"
#include "tap.h"

#define PAGE 4096
#define MAX_NTH 1000
#define SETTLE_US 20000 /* the dead are off their stacks */
#define MAX_LOST_KB 64  /* lists of free pages come and go */
#define WARM_UPS 6      /* the kernel keeps a few tasks for the next fork */

/* How a try ended: its exit code, or one of these plus an error number. */
enum {
	SURVIVED,
	UNUSED,
	WRONG_SUCCESS,
	WRONG_ERROR = 50,
	NOT_RETRIED = 100,
	BROKEN = 150
};

#define WRONG (-1) /* a scenario's result: it succeeded, and gave something else */

static int nth_fd;
static char *const self_argv[] = { "/proc/self/exe", "report", NULL };

/* --- scenarios: 0, an error number, or WRONG; what they make they remove ------------------ */

static int failed(void)
{
	return errno;
}

/* Removes what there may be, also what a scenario that was killed has left. */
static void clean_up(void)
{
	static const char *const names[] = { "link", "fifo", "fifo2", "other" };
	char path[64];

	for (int i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), "/tmp/fi_dir/%s", names[i]);
		unlink(path);
	}
	rmdir("/tmp/fi_dir");
	unlink("/tmp/fi_file");
	unlink("/tmp/fi_map");
}

static int do_fork(void)
{
	int status;
	pid_t child = fork();

	if (child < 0)
		return failed();
	if (child == 0)
		_exit(7);
	return waitpid(child, &status, 0) == child && exited_with(status, 7) ? 0 : WRONG;
}

static int do_vfork(void)
{
	int status;
	pid_t child = vfork();

	if (child < 0)
		return failed();
	if (child == 0)
		_exit(7);
	return waitpid(child, &status, 0) == child && exited_with(status, 7) ? 0 : WRONG;
}

static int do_mmap(void)
{
	char *area = mmap(NULL, 8 * PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int result = 0;

	if (area == MAP_FAILED)
		return failed();
	if (mprotect(area + PAGE, PAGE, PROT_NONE) ||
	    mprotect(area + 3 * PAGE, PAGE, PROT_NONE))
		result = failed();
	if (munmap(area + 5 * PAGE, PAGE) && !result)
		result = failed();
	if (munmap(area, 8 * PAGE) && munmap(area, 8 * PAGE) && !result)
		result = failed(); /* splitting takes memory: the second try ends well */
	return result;
}

static int do_brk(void)
{
	char *end = (char *)sys(SYS_brk, 0);

	if ((char *)sys(SYS_brk, end + 16 * PAGE) != end + 16 * PAGE)
		return ENOMEM;
	if ((char *)sys(SYS_brk, end) == end)
		return 0;
	return (char *)sys(SYS_brk, end) == end ? ENOMEM
						: WRONG; /* less takes memory too */
}

static int do_touch(void)
{
	char *area = mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int result = 0;

	if (area == MAP_FAILED)
		return failed();
	for (int i = 0; i < 4; i++)
		area[i * PAGE] = i + 1;
	for (int i = 0; i < 4; i++)
		if (area[i * PAGE] != i + 1 || area[i * PAGE + 1])
			result = WRONG;
	munmap(area, 4 * PAGE);
	return result;
}

static int do_pipe(void)
{
	static char data[3 * PAGE];
	int fd[2], result = 0;
	ssize_t n;

	if (pipe(fd))
		return errno == ENFILE ? ENOMEM : failed(); /* as Linux says it */
	n = write(fd[1], data, sizeof(data));
	if (n < 0)
		result = failed();
	else if (read(fd[0], data, n) != n)
		result = WRONG;
	close(fd[0]);
	close(fd[1]);
	return result;
}

static int do_poll(void)
{
	static struct pollfd fds[200];
	int fd[2], result = 0;

	if (pipe(fd))
		return errno == ENFILE ? ENOMEM : failed();
	for (int i = 0; i < 200; i++)
		fds[i] = (struct pollfd){ .fd = fd[i & 1], .events = POLLIN | POLLOUT };
	switch (poll(fds, 200, 0)) {
	case -1:
		result = failed();
		break;
	case 100:
		break;
	default:
		result = WRONG;
	}
	close(fd[0]);
	close(fd[1]);
	return result;
}

static int do_file(void)
{
	static char data[2 * PAGE];
	int fd = open("/tmp/fi_file", O_RDWR | O_CREAT | O_EXCL, 0600), result = 0;
	ssize_t n;

	if (fd < 0)
		return failed();
	n = write(fd, data, sizeof(data));
	if (n < 0)
		result = failed();
	else if (lseek(fd, 0, SEEK_SET) || read(fd, data, sizeof(data)) != n)
		result = WRONG;
	if (!result && ftruncate(fd, 100))
		result = failed();
	close(fd);
	if (unlink("/tmp/fi_file") && !result)
		result = failed();
	return result;
}

static int do_shared_file_map(void)
{
	int fd = open("/tmp/fi_map", O_RDWR | O_CREAT | O_EXCL, 0600), result = 0;
	char *area;

	if (fd < 0)
		return failed();
	if (ftruncate(fd, 2 * PAGE))
		result = failed();
	area = result ? MAP_FAILED
		      : mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (area != MAP_FAILED) {
		area[0] = area[PAGE] = 1;
		munmap(area, 2 * PAGE);
	} else if (!result) {
		result = failed();
	}
	close(fd);
	unlink("/tmp/fi_map");
	return result;
}

static int do_names(void)
{
	int result = 0;

	if (mkdir("/tmp/fi_dir", 0700))
		return failed();
	if (symlink("/tmp/fi_dir/longer/than/what/fits/into/an/inode",
		    "/tmp/fi_dir/link") ||
	    mknod("/tmp/fi_dir/fifo", S_IFIFO | 0600, 0) ||
	    link("/tmp/fi_dir/fifo", "/tmp/fi_dir/fifo2") ||
	    rename("/tmp/fi_dir/fifo", "/tmp/fi_dir/other"))
		result = failed();
	clean_up();
	return result;
}

static int do_dup(void)
{
	static int target = 100;
	int fd = dup2(0, target *= 2); /* beyond the table */

	if (fd < 0)
		return failed();
	return close(fd) ? WRONG : 0;
}

/* Read a whole file in pieces. */
static int read_file(const char *path)
{
	static char buf[3000];
	int fd = open(path, O_RDONLY), result;
	ssize_t n;

	if (fd < 0)
		return failed();
	while ((n = read(fd, buf, sizeof(buf))) > 0)
		;
	result = n < 0 ? failed() : 0;
	close(fd);
	return result;
}

static int do_proc_self(void)
{
	int result = read_file("/proc/self/maps");

	result = result ? result : read_file("/proc/self/status");
	result = result ? result : read_file("/proc/self/stat");
	return result ? result : read_file("/proc/self/cmdline");
}

static int do_proc(void)
{
	int result = read_file("/proc/meminfo");

	result = result ? result : read_file("/proc/slabinfo");
	result = result ? result : read_file("/proc/mounts");
	result = result ? result : read_file("/proc/zoneinfo");
	return result ? result : read_file("/proc/vmallocinfo");
}

static int do_readdir(void)
{
	static char buf[2000];
	static const char *const paths[] = { "/proc", "/proc/self", "/proc/self/fd",
					     "/dev",  "/sys",       "/bin" };
	int result = 0;

	for (int i = 0; i < 6 && !result; i++) {
		int fd = open(paths[i], O_RDONLY | O_DIRECTORY);
		long n;

		if (fd < 0)
			return failed();
		while ((n = sys(SYS_getdents64, fd, buf, sizeof(buf))) > 0)
			;
		result = n < 0 ? failed() : 0;
		close(fd);
	}
	return result;
}

static int do_paths(void)
{
	static char buf[PAGE];
	struct stat st;

	if (readlink("/proc/self/exe", buf, sizeof(buf)) < 0 ||
	    stat("/proc/self/fd/0", &st) || chdir("/tmp") || !getcwd(buf, sizeof(buf)))
		return failed();
	return strcmp(buf, "/tmp") ? WRONG : 0;
}

static int do_signal(void)
{
	sigset_t set, old;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	signal(SIGUSR1, SIG_IGN);
	if (sigprocmask(SIG_BLOCK, &set, &old) || kill(getpid(), SIGUSR1) ||
	    sigprocmask(SIG_SETMASK, &old, NULL))
		return failed();
	return 0;
}

/* One of the teaching devices: its memory is mapped, and there. */
static int map_toy(const char *path)
{
	int fd = open(path, O_RDWR), result = 0;
	volatile char *area;

	if (fd < 0)
		return failed();
	area = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (area == MAP_FAILED) {
		result = failed();
	} else {
		area[PAGE] = area[0];
		munmap((void *)area, 2 * PAGE);
	}
	close(fd);
	return result;
}

static int do_toys(void)
{
	int result = map_toy("/dev/toy-pages");

	result = result ? result : map_toy("/dev/toy-kmalloc");
	return result ? result : map_toy("/dev/toy-vmalloc");
}

/* --- one try ------------------------------------------------------------------------------ */

static void set_nth(int n)
{
	char text[16];
	int len = snprintf(text, sizeof(text), "%d", n);

	if (pwrite(nth_fd, text, len, 0) != len)
		_exit(99);
}

/* Has the allocation failed that was to? */
static int has_fired(void)
{
	char text[16] = "";

	if (pread(nth_fd, text, sizeof(text) - 1, 0) < 1)
		_exit(98);
	return atoi(text) == 0;
}

struct attempt {
	int (*run)(void);
	int nth;
};

static int try_once(void *arg)
{
	const struct attempt *attempt = arg;
	int result, fired;

	nth_fd = open("/proc/self/fail-nth", O_RDWR);
	clean_up();
	result = attempt->run();
	if (result)
		return BROKEN + result;
	set_nth(attempt->nth);
	result = attempt->run();
	fired = has_fired();
	set_nth(0);
	clean_up();
	if (result && (!fired || result != ENOMEM))
		return result == WRONG ? WRONG_SUCCESS : WRONG_ERROR + result;
	if (!fired)
		return UNUSED;
	result = attempt->run();
	return result ? NOT_RETRIED + result : SURVIVED;
}

/* The program that runs after it says by its exit code whether the allocation has failed. */
static int try_exec(void *arg)
{
	const struct attempt *attempt = arg;
	static char *const no_environment[] = { NULL };

	nth_fd = open("/proc/self/fail-nth", O_RDWR);
	execve("/nothing", self_argv, no_environment);
	set_nth(attempt->nth);
	execve(self_argv[0], self_argv, no_environment);
	if (errno != ENOMEM)
		return WRONG_ERROR + errno;
	return has_fired() ? SURVIVED : WRONG_SUCCESS;
}

static int report(void)
{
	nth_fd = open("/proc/self/fail-nth", O_RDWR);
	if (nth_fd < 0)
		return SURVIVED; /* it was this one */
	return has_fired() ? SURVIVED : UNUSED;
}

/* --- all of them -------------------------------------------------------------------------- */

static long mem_free_kb(void)
{
	FILE *file = fopen("/proc/meminfo", "r");
	char line[128];
	long kb = -1;

	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "MemFree: %ld kB", &kb) == 1)
			break;
	if (file)
		fclose(file);
	return kb;
}

#define MAX_CACHES 200

struct cache {
	char name[32];
	long live;
};

/* The caches, and how many objects of each are in use. */
static int read_caches(struct cache caches[MAX_CACHES])
{
	FILE *file = fopen("/proc/slabinfo", "r");
	char line[512];
	int n = 0;

	while (file && n < MAX_CACHES && fgets(line, sizeof(line), file))
		n += sscanf(line, "%31s %ld", caches[n].name, &caches[n].live) == 2;
	if (file)
		fclose(file);
	return n;
}

/* How much has gone since: what is in no cache's list any more is told about. */
static int is_lost(const struct cache *before, long free_kb)
{
	static struct cache after[MAX_CACHES];
	int n = read_caches(after), lost = 0;

	for (int i = 0; i < n; i++) {
		if (after[i].live <= before[i].live ||
		    !strcmp(after[i].name,
			    "kernel_area")) /* addresses are freed lazily */
			continue;
		tap_print("# %s: %ld objects, %ld before", after[i].name, after[i].live,
			  before[i].live);
		lost = 1;
	}
	if (free_kb - mem_free_kb() <= MAX_LOST_KB)
		return lost;
	tap_print("# %ld KiB free, %ld before", mem_free_kb(), free_kb);
	return 1;
}

static void survives(const char *name, int (*body)(void *), int (*run)(void), int may_die)
{
	struct attempt attempt = { run, MAX_NTH };
	static struct cache before[MAX_CACHES];
	long free_kb;
	int status;

	for (int i = 0; i < WARM_UPS; i++)
		in_child(body, &attempt);
	usleep(SETTLE_US);
	read_caches(before);
	free_kb = mem_free_kb();
	for (attempt.nth = 1; attempt.nth < MAX_NTH; attempt.nth++) {
		status = in_child(body, &attempt);
		if (may_die && (killed_by(status, SIGKILL) || killed_by(status, SIGBUS) ||
				killed_by(status, SIGSEGV)))
			continue;
		if (!exited_with(status, SURVIVED))
			break;
	}
	if (!tap_result(exited_with(status, UNUSED), "%s: each allocation may fail",
			name))
		tap_print("# the one numbered %d: exit code %d, signal %d", attempt.nth,
			  WEXITSTATUS(status), WTERMSIG(status));
	else
		OK(attempt.nth > 1, "%s: some of them did", name);
	usleep(SETTLE_US);
	OK(!is_lost(before, free_kb), "%s: nothing is lost", name);
}

static void write_knob(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	OK(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text), "%s = %s",
	   path, text);
	close(fd);
}

static const struct {
	const char *name;
	int (*run)(void);
	int may_die; /* by a page fault */
} scenarios[] = {
	{ "fork", do_fork, 1 },
	{ "vfork", do_vfork, 0 },
	{ "mmap, mprotect, munmap", do_mmap, 0 },
	{ "brk", do_brk, 0 },
	{ "page faults", do_touch, 1 },
	{ "pipe", do_pipe, 0 },
	{ "poll", do_poll, 0 },
	{ "dup2", do_dup, 0 },
	{ "a file", do_file, 0 },
	{ "a file mapped", do_shared_file_map, 1 },
	{ "names", do_names, 0 },
	{ "paths", do_paths, 0 },
	{ "directories", do_readdir, 0 },
	{ "/proc", do_proc, 0 },
	{ "/proc/self", do_proc_self, 0 },
	{ "signals", do_signal, 0 },
	{ "devices", do_toys, 1 },
};

int main(int argc, char *argv[])
{
	if (argc > 1)
		return report();
	if (!on_atlas()) {
		tap_skip("fault injection", "this kernel may not have it");
		return tap_done();
	}
	write_knob("/proc/failslab/ignore-gfp-wait", "N");
	write_knob("/proc/failslab/verbose", "0");
	write_knob("/proc/fail_page_alloc/ignore-gfp-wait", "N");
	write_knob("/proc/fail_page_alloc/ignore-gfp-highmem", "N");
	write_knob("/proc/fail_page_alloc/min-order", "0");
	write_knob("/proc/fail_page_alloc/verbose", "0");
	for (unsigned int i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++)
		survives(scenarios[i].name, try_once, scenarios[i].run,
			 scenarios[i].may_die);
	survives("execve", try_exec, NULL, 1);
	return tap_done();
}
