/*
 * kernel/exec.h - what exec.c and exec_args.c share
 *
 * Locking: see kernel/exec.c.
 */
#ifndef KERNEL_EXEC_H
#define KERNEL_EXEC_H

#include <linux/compiler.h>

struct linux_binprm;

/* A vector of strings: a program's, or the kernel's own. */
struct arg_vector {
	const char __user *const __user *user;
	const char *const *kernel; /* if not NULL */
};

/*
 * Put path, environment and arguments on the new stack. -E2BIG, -EFAULT, -ENOMEM, or
 * -ERESTARTNOHAND when a kill came first.
 */
int copy_arguments(struct linux_binprm *bprm, const struct arg_vector *argv,
		   const struct arg_vector *envp);

/* Write out what is still in the buffer. 0 or -ENOMEM. */
int flush_arg_page(struct linux_binprm *bprm);

#endif
