/*
 * kernel/init_process.c - the step from the kernel to its first program
 *
 * Process 1 has been in the kernel until now. It gets the console as its descriptors 0, 1
 * and 2, and executes /init, or what `init=` names, or one of the usual places. It has
 * what the kernel did not understand of its command line: words as arguments, key=value
 * as environment.
 *
 * Locking: process 1 alone.
 */
#include <linux/binfmts.h>
#include <linux/console.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/setup.h>
#include <atlas/boot_info.h>
#include "init.h"

static char *init_path; /* `init=` */

static int __init init_setup(char *value)
{
	init_path = value;
	return 1;
}
__setup("init=", init_setup, "the path of a program");

/*
 * What ring 3 calls standard input, output and error. A machine without any console is no
 * error, as on Linux; that `console=` names only what is not there is one.
 */
static void open_console(void)
{
	struct file *file = filp_open("/dev/console", O_RDWR, 0);
	const char *missing = console_missing();

	if (IS_ERR(file) && missing)
		halt_on_bad_input("boot parameter console=%s: no such console here, "
				  "expected ttyS0 or tty0",
				  missing);
	if (missing)
		pr_err("boot parameter console=%s: no such console here\n", missing);
	if (IS_ERR(file)) {
		pr_err("Warning: unable to open an initial console (error %ld)\n",
		       PTR_ERR(file));
		return;
	}
	for (int i = 0; i < 3; i++) {
		int fd = get_unused_fd_flags(0);

		if (fd >= 0)
			fd_install(fd, get_file(file));
	}
	fput(file);
}

static int run_init(const char *path)
{
	argv_init[0] = path;
	pr_info("Run %s as init process\n", path);
	return kernel_execve(path, argv_init, envp_init);
}

/* Why a program could not be executed, in words. */
static const char *exec_error(int err)
{
	switch (err) {
	case -ENOENT:
		return "it, or its interpreter, is not there";
	case -EACCES:
		return "not a file that may be executed";
	case -ENOEXEC:
		return "not an executable format";
	case -ENOMEM:
		return "out of memory";
	default:
		return "exec failed";
	}
}

static void __noreturn no_init(int err)
{
	if (boot_info.initrd_end <= boot_info.initrd_start)
		halt_on_bad_input("No working init found: there is no initrd.");
	halt_on_bad_input("No working init found: /init: %s (error %d).", exec_error(err),
			  err);
}

void run_init_process(void)
{
	static const char *const usual[] = { "/sbin/init", "/etc/init", "/bin/init",
					     "/bin/sh" };
	int err, init_err;

	open_console();
	if (init_path) {
		err = run_init(init_path);
		if (err)
			halt_on_bad_input("Requested init %s failed: %s (error %d).",
					  init_path, exec_error(err), err);
		return;
	}
	init_err = run_init("/init");
	if (!init_err)
		return;
	pr_err("Failed to execute /init: %s (error %d)\n", exec_error(init_err),
	       init_err);
	for (size_t i = 0; i < ARRAY_SIZE(usual); i++) {
		err = run_init(usual[i]);
		if (!err)
			return;
	}
	no_init(init_err);
}
