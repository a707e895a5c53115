/*
 * tests/user/vm_settings_test.c - /proc/sys: vm.min_free_kbytes, vm.panic_on_oom, kernel.pid_max
 *
 * Changes the machine's settings: on Linux only where the environment has ORACLE, which
 * says that the machine is the test's own.
 */
#include "mem.h"

static long get(const char *name)
{
	char path[64];
	long value = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/sys/%s", name);
	file = fopen(path, "r");
	if (file && fscanf(file, "%ld", &value) != 1)
		value = -1;
	if (file)
		fclose(file);
	return value;
}

static long set(const char *name, long value)
{
	char path[64], text[24];
	long written;
	int fd;

	snprintf(path, sizeof(path), "/proc/sys/%s", name);
	snprintf(text, sizeof(text), "%ld\n", value);
	fd = open(path, O_WRONLY);
	written = write(fd, text, strlen(text));
	close(fd);
	return written < 0 ? -1 : 0;
}

/* KiB that the zones which the kernel itself can use keep for the worst, after /proc/zoneinfo. */
static long kept_free(void)
{
	FILE *file = fopen("/proc/zoneinfo", "r");
	long pages = 0, min;
	char line[256], zone[32] = "";

	while (file && fgets(line, sizeof(line), file)) {
		sscanf(line, "Node %*d, zone %31s", zone);
		if (strcmp(zone, "HighMem") && sscanf(line, " min %ld", &min) == 1)
			pages += min;
	}
	if (file)
		fclose(file);
	return pages * (long)PAGE / 1024;
}

static int about(long a, long b)
{
	return a - b < 64 && b - a < 64;
}

static void test_min_free(void)
{
	long usual = get("vm/min_free_kbytes");

	OK(usual > 0, "vm.min_free_kbytes");
	OK(about(kept_free(), usual), "is what the zones keep free");
	EQ(set("vm/min_free_kbytes", 2 * usual), 0, "twice as much");
	EQ(get("vm/min_free_kbytes"), 2 * usual, "can be read");
	OK(about(kept_free(), 2 * usual), "and is kept");
	FAILS(set("vm/min_free_kbytes", -1), EINVAL, "less than nothing is not");
	EQ(set("vm/min_free_kbytes", usual), 0, "as before");
	OK(about(kept_free(), usual), "and is kept again");
}

/* What it does: tests/machine/fatal.t */
static void test_panic_on_oom(void)
{
	EQ(get("vm/panic_on_oom"), 0, "vm.panic_on_oom: no");
	EQ(set("vm/panic_on_oom", 2), 0, "it can be set");
	EQ(get("vm/panic_on_oom"), 2, "and read");
	FAILS(set("vm/panic_on_oom", 3), EINVAL, "up to 2");
	EQ(set("vm/panic_on_oom", 0), 0, "not any more");
}

#define MAX 400

static void test_pid_max(void)
{
	int last = 0, highest = 0, lowest = MAX, wrapped = 0;
	long usual = get("kernel/pid_max");

	OK(usual >= 32768, "kernel.pid_max");
	FAILS(set("kernel/pid_max", 300), EINVAL, "the lowest 300 are there always");
	EQ(set("kernel/pid_max", MAX), 0, "numbers up to %d", MAX - 1);
	for (int i = 0; i < 2 * MAX; i++) {
		pid_t pid = fork();

		if (!pid)
			_exit(0);
		waitpid(pid, NULL, 0);
		wrapped += pid < last;
		highest = pid > highest ? pid : highest;
		if (wrapped)
			lowest = pid < lowest ? pid : lowest;
		last = pid;
	}
	OK(wrapped > 1, "come again and again");
	EQ(highest, MAX - 1, "the last is the one below it");
	EQ(lowest, 300, "the first 300, once the lower ones have been had");
	EQ(set("kernel/pid_max", usual), 0, "as before");
}

int main(void)
{
	if (!on_atlas() && !getenv("ORACLE")) {
		tap_skip("settings", "not alone on this machine");
		return tap_done();
	}
	test_min_free();
	test_panic_on_oom();
	test_pid_max();
	return tap_done();
}
