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
#include <stdlib.h>
#include <time.h>

#include "child.h"
#include "fault_scenarios.h"
#include "tap.h"

#define MAX_NTH 1000
#define SCRIPT "/tmp/fi_script"
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

static int nth_fd;

/* --- one try ------------------------------------------------------------------------------ */

static int open_nth(void)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/task/%d/fail-nth", getpid());
	return open(path, O_RDWR);
}

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
	const char *program; /* try_exec() */
	int nth;
};

static int try_once(void *arg)
{
	const struct attempt *attempt = arg;
	int result, fired;

	nth_fd = open_nth();
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
	char *argv[] = { (char *)attempt->program, "report", NULL };
	static char *const no_environment[] = { NULL };

	nth_fd = open_nth();
	execve("/nothing", argv, no_environment);
	set_nth(attempt->nth);
	execve(argv[0], argv, no_environment);
	if (errno != ENOMEM)
		return WRONG_ERROR + errno;
	return has_fired() ? SURVIVED : WRONG_SUCCESS;
}

static int report(void)
{
	nth_fd = open_nth();
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

/* Another CPU keeps tasks for its next fork, and borrows the last mm while it is idle. */
static int kept_elsewhere(void)
{
	FILE *file = fopen("/proc/cpuinfo", "r");
	char line[512];
	int cpus = 0;

	while (file && fgets(line, sizeof(line), file))
		cpus += !strncmp(line, "processor", 9);
	if (file)
		fclose(file);
	return cpus > 1 ? 4 * (cpus - 1) : 0;
}

/* How much has gone since: what is in no cache's list any more is told about. */
static int is_lost(const struct cache *before, long free_kb)
{
	static struct cache after[MAX_CACHES];
	int n = read_caches(after), kept = kept_elsewhere(), lost = 0;

	for (int i = 0; i < n; i++) {
		if (after[i].live <= before[i].live + kept ||
		    !strcmp(after[i].name,
			    "kernel_area")) /* addresses are freed lazily */
			continue;
		tap_print("# %s: %ld objects, %ld before", after[i].name, after[i].live,
			  before[i].live);
		lost = 1;
	}
	if (free_kb - mem_free_kb() <= (1 + kept) * MAX_LOST_KB)
		return lost;
	tap_print("# %ld KiB free, %ld before", mem_free_kb(), free_kb);
	return 1;
}

static void survives(const char *name, int (*body)(void *), struct attempt attempt,
		     int may_die)
{
	static struct cache before[MAX_CACHES];
	long free_kb;
	int status;

	attempt.nth = MAX_NTH;
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

/* Of objects (0) or pages (1). */
static void set_knob(int pages, const char *knob, const char *text)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/proc/%s/%s",
		 pages ? "fail_page_alloc" : "failslab", knob);
	fd = open(path, O_WRONLY);
	OK(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text),
	   "%s is written", path);
	close(fd);
}

/* --- by chance ---------------------------------------------------------------------------- */

#define OPERATIONS 300

static int try_by_chance(void *arg)
{
	const struct attempt *attempt = arg;
	int fd = open("/proc/self/make-it-fail", O_WRONLY);

	if (write(fd, "1", 1) != 1)
		return BROKEN;
	attempt->run();
	return SURVIVED;
}

static void run_mix(unsigned int random)
{
	const unsigned int nr = sizeof(scenarios) / sizeof(scenarios[0]);

	for (int i = 0; i < OPERATIONS; i++) {
		random = random * 1103515245 + 12345;
		in_child(try_by_chance,
			 &(struct attempt){ .run = scenarios[(random >> 16) % nr].run });
		clean_up();
	}
	usleep(SETTLE_US);
}

/*
 * Scenarios mixed, any of whose allocations may fail; how each ends is its own affair. What
 * is lost is lost in every round, what a cache keeps is not.
 */
static void survives_chance(void)
{
	static struct cache before[MAX_CACHES];
	unsigned int seed = time(NULL) & 0x7fffffff;
	int lost = 1;
	char text[16];

	tap_print("# seed %u", seed);
	snprintf(text, sizeof(text), "%u", seed);
	for (unsigned int i = 0; i < 2; i++) {
		set_knob(i, "task-filter", "Y");
		set_knob(i, "times", "-1");
		set_knob(i, "seed", text);
		set_knob(i, "probability", "5");
	}
	for (int round = 0; round < 3 && lost; round++) {
		long free_kb;

		read_caches(before);
		free_kb = mem_free_kb();
		run_mix(seed + round);
		lost = is_lost(before, free_kb);
	}
	set_knob(0, "probability", "0");
	set_knob(1, "probability", "0");
	OK(!lost, "%d operations by chance: nothing is lost", OPERATIONS);
	for (unsigned int i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++)
		OK(!scenarios[i].run(), "%s: works afterwards", scenarios[i].name);
}

static void write_script(const char *interpreter)
{
	int fd = open(SCRIPT, O_WRONLY | O_CREAT, 0700);

	dprintf(fd, "#!%s\n", interpreter);
	close(fd);
}

int main(int argc, char *argv[])
{
	const char *verbose = "0";

	if (argc == 2 && !strcmp(argv[1], "trace"))
		verbose = "2";
	else if (argc > 1)
		return report();
	if (!on_atlas()) {
		tap_skip("fault injection", "this kernel may not have it");
		return tap_done();
	}
	use_one_cpu();
	set_knob(0, "ignore-gfp-wait", "N");
	set_knob(0, "verbose", verbose);
	set_knob(1, "ignore-gfp-wait", "N");
	set_knob(1, "ignore-gfp-highmem", "N");
	set_knob(1, "min-order", "0");
	set_knob(1, "verbose", verbose);
	for (unsigned int i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++)
		survives(scenarios[i].name, try_once,
			 (struct attempt){ .run = scenarios[i].run },
			 scenarios[i].may_die);
	survives("execve", try_exec, (struct attempt){ .program = "/proc/self/exe" }, 1);
	write_script(argv[0]);
	survives("execve of a script", try_exec, (struct attempt){ .program = SCRIPT },
		 1);
	unlink(SCRIPT);
	write_interpreted(argv[0]);
	survives("execve of an interpreter", try_exec,
		 (struct attempt){ .program = INTERPRETED }, 1);
	unlink(INTERPRETED);
	survives_chance();
	return tap_done();
}
