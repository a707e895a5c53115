/*
 * core/base/panic.c - the end
 *
 * `panic=SECONDS`: how long the last message stands before the machine restarts; 0 (the
 * default): for ever; negative: not at all, which is what a test wants. `panic_on_warn=1`:
 * what is only reported ends the machine too, so that no test overlooks it.
 *
 * Locking: panic_cpu: the first CPU that gets here stops the others and ends the machine.
 * In an oops the locks of the log and the consoles are not waited for.
 */
#include <linux/console.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <asm/cmpxchg.h>
#include "log.h"

#define NSEC_PER_SEC 1000000000ULL
#define PAUSES_PER_SEC 50000000ULL /* on a slow machine: more than a second */

int panic_timeout;
int oops_in_progress;
void (*panic_restart_hook)(void);
void (*panic_stop_cpus_hook)(void);
void (*panic_show_cpus_hook)(void);
void (*show_current_task_hook)(void);

static int panic_on_warn;
static u32 panic_cpu; /* [a] CPU number + 1 of who panics, or 0 */

static void __noreturn halt_forever(void)
{
	local_irq_disable();
	for (;;)
		native_halt();
}

void oops_enter(void)
{
	u32 self = (u32)this_cpu_read(cpu_number) + 1;
	u32 owner;

	local_irq_disable();
	preempt_disable();
	owner = cmpxchg(&panic_cpu, 0U, self);
	if (owner && owner != self)
		halt_forever();
	if (!owner && panic_stop_cpus_hook)
		panic_stop_cpus_hook();
	oops_in_progress++;
	console_loglevel = CONSOLE_LOGLEVEL_MOTORMOUTH;
}

/* Let the message stand. As long as there is no clock, the seconds are rough. */
static void wait_seconds(u64 seconds)
{
	u64 end = log_clock() + seconds * NSEC_PER_SEC;

	if (!log_clock()) {
		for (u64 i = 0; i < seconds * PAUSES_PER_SEC; i++)
			__builtin_ia32_pause();
	}
	while (log_clock() && log_clock() < end)
		__builtin_ia32_pause();
}

static void __noreturn end(const char *what)
{
	if (panic_show_cpus_hook)
		panic_show_cpus_hook();
	console_flush_on_panic();
	if (panic_timeout > 0) {
		pr_emerg("Rebooting in %d seconds..\n", panic_timeout);
		wait_seconds((u64)panic_timeout);
	}
	if (panic_timeout != 0 && panic_restart_hook)
		panic_restart_hook();
	pr_emerg("---[ %s: the machine has halted ]---\n", what);
	halt_forever();
}

static void say_the_last_word(const char *fmt, va_list *args)
{
	static bool said;
	struct va_format vaf = { .fmt = fmt, .va = args };

	if (said) { /* a panic within a panic: the end comes at once */
		if (panic_timeout < 0 && panic_restart_hook)
			panic_restart_hook();
		halt_forever();
	}
	said = true;
	pr_emerg("Kernel panic - not syncing: %pV\n", &vaf);
}

void panic(const char *fmt, ...)
{
	bool traced; /* whoever reported an oops showed the way to it */
	va_list args;

	oops_enter();
	traced = oops_in_progress > 1;
	va_start(args, fmt);
	say_the_last_word(fmt, &args);
	va_end(args);
	if (!traced)
		dump_stack();
	end("end Kernel panic");
}

void halt_on_bad_input(const char *fmt, ...)
{
	va_list args;

	oops_enter();
	va_start(args, fmt);
	say_the_last_word(fmt, &args);
	va_end(args);
	end("cannot start");
}

void check_panic_on_warn(const char *what)
{
	if (panic_on_warn && !oops_in_progress)
		panic("panic_on_warn is set: %s", what);
}

static int __init panic_on_warn_setup(char *value)
{
	return value ? kstrtoint(value, 10, &panic_on_warn) : -EINVAL;
}
early_param("panic_on_warn", panic_on_warn_setup, "1: a warning is as bad as a panic");

static int __init panic_setup(char *value)
{
	return value ? kstrtoint(value, 10, &panic_timeout) : -EINVAL;
}
early_param("panic", panic_setup, "seconds until the restart; 0: never; -1: at once");
