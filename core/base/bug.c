/*
 * core/base/bug.c - the cold ends of BUG() and WARN()
 *
 * Locking: none.
 */
#include <linux/bug.h>
#include <linux/instruction_pointer.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/stacktrace.h>

void __bug(const char *file, int line, const char *func)
{
	oops_enter();
	pr_emerg("kernel BUG at %s:%d, in %s()!\n", file, line, func);
	if (show_current_task_hook)
		show_current_task_hook();
	show_trace(_RET_IP_, *(unsigned long *)__builtin_frame_address(0));
	panic("BUG at %s:%d", file, line);
}

void __warn(const char *file, int line, const char *func, const char *format, ...)
{
	struct va_format vaf = { .fmt = format };
	va_list args;

	pr_warn("------------[ cut here ]------------\n");
	pr_warn("WARNING: CPU: %d at %s:%d %s()\n", this_cpu_read(cpu_number), file, line,
		func);
	if (format) {
		va_start(args, format);
		vaf.va = &args;
		pr_warn("%pV", &vaf);
		va_end(args);
	}
	if (show_current_task_hook)
		show_current_task_hook();
	show_trace(_RET_IP_, *(unsigned long *)__builtin_frame_address(0));
	pr_warn("---[ end trace ]---\n");
	check_panic_on_warn("a warning");
}
