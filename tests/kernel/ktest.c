/*
 * tests/kernel/ktest.c - running the in-kernel tests
 *
 * Every KTEST() puts a pointer into the section .ktests; the linker script sorts them by
 * file, so a suite's cases follow each other. Results go raw to the console as KTAP
 * version 1, between whatever the kernel itself has to say.
 *
 * Locking: none. One thread runs one case after another; only it records failures.
 */
#include <linux/console.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/glob.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <asm/hardirq.h>
#include "ktest.h"
#include "log_watch.h"

#define PATIENCE (4 * HZ)

extern const struct ktest_case *const __start_ktests[];
extern const struct ktest_case *const __stop_ktests[];

static struct {
	unsigned int failures;              /* of the running case */
	const char *skipped;                /* why, or NULL */
	unsigned int ticks_before[NR_CPUS]; /* when patience began */
} state;

static __printf(1, 2) void say(const char *fmt, ...)
{
	char line[256];
	va_list args;
	int len;

	va_start(args, fmt);
	len = vscnprintf(line, sizeof(line) - 1, fmt, args);
	va_end(args);
	line[len++] = '\n';
	console_write_raw(line, len);
}

void ktest_fail(const char *file, int line, const char *fmt, ...)
{
	char why[160];
	va_list args;

	va_start(args, fmt);
	vscnprintf(why, sizeof(why), fmt, args);
	va_end(args);
	say("# %s:%d: %s", file, line, why);
	state.failures++;
}

void ktest_skip(const char *why)
{
	state.skipped = why;
}

static unsigned int ticks(unsigned int cpu)
{
	return READ_ONCE(per_cpu(irq_stat, cpu).apic_timer_irqs);
}

void ktest_start_patience(void)
{
	unsigned int cpu;

	for_each_online_cpu (cpu)
		state.ticks_before[cpu] = ticks(cpu);
}

bool ktest_has_patience(void)
{
	unsigned int cpu;

	for_each_online_cpu (cpu)
		if (ticks(cpu) - state.ticks_before[cpu] < PATIENCE)
			return true;
	return false;
}

/* Suites that begin so run only for a pattern that begins so too, never for '*'. */
static const char *const set_apart[] = { "slow", "bench", "fatal" };

/* A suite is asked for by its name, a case by "suite.case". */
static bool matches(const struct ktest_case *c, const char *pattern)
{
	char full[96];

	for (unsigned int i = 0; i < ARRAY_SIZE(set_apart); i++) {
		size_t len = strlen(set_apart[i]);

		if (!strncmp(c->suite, set_apart[i], len) &&
		    strncmp(pattern, set_apart[i], len))
			return false;
	}
	snprintf(full, sizeof(full), "%s.%s", c->suite, c->name);
	return glob_match(pattern, c->suite) || glob_match(pattern, full);
}

/* A case that leaves a lock held or interrupts off would fail others, not itself. */
static void check_context(const struct ktest_case *c)
{
	if (irqs_disabled()) {
		ktest_fail(c->suite, 0, "interrupts were left off");
		local_irq_enable();
	}
	if (preempt_count()) {
		ktest_fail(c->suite, 0, "preempt count was left at %#x", preempt_count());
		preempt_count_set(0);
	}
}

static void check_pages(const struct ktest_case *c, unsigned long before)
{
	unsigned long after = nr_free_pages_settled();

	if (before != after && !c->may_keep_pages)
		ktest_fail(c->suite, 0, "%ld free pages before, %ld after", before,
			   after);
}

/* Complaints belong to a case that asked for them by log_says(). */
static void check_log(const struct ktest_case *c, u64 from)
{
	if (log_was_watched())
		return;
	if (log_says(from, "WARNING: ") || log_says(from, "BUG: "))
		ktest_fail(c->suite, 0, "the kernel complained, see the log above");
	log_was_watched();
}

void ktest_use_one_cpu(void)
{
	set_cpus_allowed_ptr(current, cpumask_of(0));
}

void ktest_wait_until_asleep(const struct task_struct *t)
{
	while (READ_ONCE(t->se.on_rq))
		msleep(1);
}

static void run_case(const struct ktest_case *c)
{
	unsigned long before = nr_free_pages_settled();
	u64 from = printk_next_seq();

	state.failures = 0;
	state.skipped = NULL;
	c->run();
	check_context(c);
	set_cpus_allowed_ptr(current, cpu_online_mask);
	check_pages(c, before);
	check_log(c, from);
}

int ktest_run(const char *pattern)
{
	unsigned int total = 0, number = 0, failed = 0, skipped = 0;
	const struct ktest_case *const *p;

	for (p = __start_ktests; p < __stop_ktests; p++)
		total += matches(*p, pattern);
	say("KTAP version 1");
	say("1..%u", total);
	for (p = __start_ktests; p < __stop_ktests; p++) {
		const struct ktest_case *c = *p;
		bool ok;

		if (!matches(c, pattern))
			continue;
		run_case(c);
		ok = state.failures == 0;
		failed += !ok;
		skipped += ok && state.skipped;
		say("%s %u %s.%s%s%s", ok ? "ok" : "not ok", ++number, c->suite, c->name,
		    state.skipped ? " # SKIP " : "", state.skipped ?: "");
	}
	if (!total)
		say("not ok 1 # no test matches '%s'", pattern);
	say("# ktest: %u passed, %u failed, %u skipped", total - failed - skipped,
	    failed + !total, skipped);
	return failed + !total;
}
