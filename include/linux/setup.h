/*
 * include/linux/setup.h - kernel command-line parameters
 *
 *	static int __init lowmem_setup(char *value) { ... }
 *	early_param("lowmem", lowmem_setup, "SIZE[KMG] or all");
 *
 * early_param() functions run before memory is set up and may not allocate; they return
 * 0. __setup() functions run when most of the kernel stands, return 1 for a parameter
 * they have taken, and 0 for one that is not theirs after all (it goes to /init); their
 * string ends in '=' if they want a value, and then matches only with one.
 * Either returns -EINVAL for a value that makes no sense: the kernel then names the
 * parameter, the value and what is expected (the optional third argument), and stops.
 *
 * value is NULL (early) or "" (__setup) for a parameter without one.
 */
#ifndef LINUX_SETUP_H
#define LINUX_SETUP_H

#include <linux/compiler.h>
#include <linux/types.h>

struct kernel_setup_param {
	const char *str; /* "lowmem" for early ones, "init=" for others */
	int (*setup_func)(char *value);
	const char *expected; /* what a good value is, or NULL */
	bool early;
};

extern const struct kernel_setup_param __setup_start[], __setup_end[];

#define __setup_param(string, fn, is_early, expect...)                          \
	static const struct kernel_setup_param __setup_##fn __used __aligned(8) \
		__section(".init.setup") = {                                    \
			.str = string,                                          \
			.setup_func = fn,                                       \
			.expected = "" expect,                                  \
			.early = is_early,                                      \
		}
#define __setup(string, fn, expect...) __setup_param(string, fn, false, expect)
#define early_param(string, fn, expect...) __setup_param(string, fn, true, expect)

/* Run the early_param() functions for what cmdline says. Once, on the boot CPU. */
void parse_early_param(const char *cmdline);

/*
 * Run the __setup() functions; what nobody takes is warned about and added to argv_init
 * ("word") or envp_init ("key=value"), as is all that follows "--" to argv_init.
 */
void parse_setup_params(const char *cmdline);

/* What /init gets. argv_init[0] is for the caller to set; both end in NULL. */
#define MAX_INIT_ARGS 32
#define MAX_INIT_ENVS 32
extern const char *argv_init[MAX_INIT_ARGS + 2];
extern const char *envp_init[MAX_INIT_ENVS + 2];

#endif
