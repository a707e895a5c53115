/*
 * tests/user/fault_inject_test.c - every allocation that a system call makes may fail
 *
 * For each scenario the first allocation of the process fails, then the second, and so on,
 * until it makes fewer (/proc/PID/fail-nth). Each time the scenario must succeed or say
 * ENOMEM, in a page fault it may be killed; afterwards it must work as if nothing had
 * happened, and in the end no object and no page is lost.
 *
 * Each try is a process of its own. It goes through the scenario once before: what is
 * counted then is the scenario's own, no first touches of stack and data. What the kernel
 * keeps free for later goes (drop_caches) before pages and live objects are counted, to the
 * last one; and with "trace", where backtraces tell who has failed, before each try, so that
 * all tries of a scenario begin alike and none of its allocations is left out. A name behind
 * "trace" is the only scenario.
 */
#define _GNU_SOURCE
#include <stdlib.h>

#include "child.h"
#include "fault_scenarios.h"
#include "leak.h"
#include "tap.h"

#define MAX_NTH 1000
#define SCRIPT "/tmp/fi_script"

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
static int begin_alike;

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
	touch_stack();
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

/* What a process gets once, and keeps: nothing goes before. */
static int try_cold(void *arg)
{
	const struct attempt *attempt = arg;
	int result, fired;

	nth_fd = open_nth();
	touch_stack();
	set_nth(attempt->nth);
	result = attempt->run();
	fired = has_fired();
	set_nth(0);
	if (result && (!fired || result != ENOMEM))
		return WRONG_ERROR + result;
	return fired ? SURVIVED : UNUSED;
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

/* Returns the number of the try that ended otherwise than it may; how is in *status. */
static int fail_each(int (*body)(void *), struct attempt *attempt, int may_die,
		     int *status)
{
	for (attempt->nth = 1; attempt->nth < MAX_NTH; attempt->nth++) {
		if (begin_alike)
			drop_caches();
		*status = in_child(body, attempt);
		if (may_die &&
		    (killed_by(*status, SIGKILL) || killed_by(*status, SIGBUS) ||
		     killed_by(*status, SIGSEGV)))
			continue;
		if (!exited_with(*status, SURVIVED))
			break;
	}
	return attempt->nth;
}

static void survives(const char *name, int (*body)(void *), struct attempt attempt,
		     int may_die)
{
	int status, nth;

	attempt.nth = MAX_NTH;
	in_child(body, &attempt);
	leak_begin();
	nth = fail_each(body, &attempt, may_die, &status);
	if (!tap_result(exited_with(status, UNUSED), "%s: each allocation may fail",
			name))
		tap_print("# the one numbered %d: exit code %d, signal %d", nth,
			  WEXITSTATUS(status), WTERMSIG(status));
	else
		OK(nth > 1, "%s: some of them did", name);
	leak_expect(name);
}

static int use_all_terminals(void *unused)
{
	(void)unused;
	while (open("/dev/ptmx", O_RDWR | O_NOCTTY) >= 0)
		;
	return errno;
}

/* The first one: the kernel keeps it for who comes next. */
static void survive_terminals(void)
{
	struct attempt attempt = { .run = do_pty };
	int status;

	fail_each(try_cold, &attempt, 1, &status);
	OK(exited_with(status, UNUSED), "the first terminal: each allocation may fail");
	OK(exited_with(in_child(use_all_terminals, NULL), ENOSPC),
	   "all terminals are in use: ENOSPC");
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
}

/* Scenarios mixed, any of whose allocations may fail; how each ends is its own affair. */
static void survives_chance(const char *seed)
{
	tap_print("# seed %s", seed);
	for (unsigned int i = 0; i < 2; i++) {
		set_knob(i, "task-filter", "Y");
		set_knob(i, "times", "-1");
		set_knob(i, "seed", seed);
	}
	leak_begin();
	set_knob(0, "probability", "5");
	set_knob(1, "probability", "5");
	run_mix(atoi(seed));
	set_knob(0, "probability", "0");
	set_knob(1, "probability", "0");
	leak_expect("operations by chance");
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
	const char *seed = "1", *verbose, *only = NULL;

	if (argc >= 2 && !strcmp(argv[1], "trace")) {
		begin_alike = 1;
		only = argv[2];
	} else if (argc == 3 && !strcmp(argv[1], "seed")) {
		seed = argv[2];
	} else if (argc > 1) {
		return report();
	}
	if (!on_atlas()) {
		tap_skip("fault injection", "this kernel may not have it");
		return tap_done();
	}
	verbose = begin_alike ? "2" : "0";
	set_knob(0, "ignore-gfp-wait", "N");
	set_knob(0, "verbose", verbose);
	set_knob(1, "ignore-gfp-wait", "N");
	set_knob(1, "ignore-gfp-highmem", "N");
	set_knob(1, "min-order", "0");
	set_knob(1, "verbose", verbose);
	if (!only)
		survive_terminals();
	for (unsigned int i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++)
		if (!only || !strcmp(only, scenarios[i].name))
			survives(scenarios[i].name, try_once,
				 (struct attempt){ .run = scenarios[i].run },
				 scenarios[i].may_die);
	if (only)
		return tap_done();
	survives("setitimer", try_cold, (struct attempt){ .run = do_itimer }, 1);
	survives("execve", try_exec, (struct attempt){ .program = "/proc/self/exe" }, 1);
	write_script(argv[0]);
	survives("execve of a script", try_exec, (struct attempt){ .program = SCRIPT },
		 1);
	unlink(SCRIPT);
	write_interpreted(argv[0]);
	survives("execve of an interpreter", try_exec,
		 (struct attempt){ .program = INTERPRETED }, 1);
	unlink(INTERPRETED);
	survives_chance(seed);
	return tap_done();
}
