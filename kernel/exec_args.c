/*
 * kernel/exec_args.c - the strings of a new program, on its new stack
 *
 * They are copied from the caller's memory to the top of a stack that nobody runs on yet,
 * the last one first, through a buffer of one page that is written to the new address
 * space when it is full. So it does not matter how long a string is, nor where it ends.
 *
 * Source: the Linux man page execve(2), "Limits on size of arguments and environment".
 *
 * Locking: mmap_lock of the new mm, which nobody else knows, to grow its stack.
 */
#include <linux/binfmts.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "exec.h"

#define MAX_ARGS_SIZE (6UL << 20) /* strings and pointers, whatever RLIMIT_STACK says */
#define MIN_ARGS_SIZE (128UL << 10)
#define MAX_ARG_STRINGS 0x7fffffff

/* --- the new stack, filled from the top through one page of buffer ---------------- */

int flush_arg_page(struct linux_binprm *bprm)
{
	if (!bprm->page_addr)
		return 0;
	if (access_remote_vm(bprm->mm, bprm->page_addr, bprm->page, PAGE_SIZE,
			     FOLL_WRITE | FOLL_FORCE) != PAGE_SIZE)
		return -ENOMEM;
	return 0;
}

/* Make the new stack reach down to addr. A stack limit that forbids it is -E2BIG. */
static int grow_stack(struct linux_binprm *bprm, unsigned long addr)
{
	struct vm_area_struct *vma;
	int err = 0;

	mmap_write_lock(bprm->mm);
	vma = find_vma(bprm->mm, addr);
	if (!vma || expand_stack(vma, addr))
		err = -E2BIG;
	mmap_write_unlock(bprm->mm);
	return err;
}

/* Make the buffer hold the page at addr. What was never written is zeros. */
static int select_page(struct linux_binprm *bprm, unsigned long addr)
{
	int err;

	if (addr == bprm->page_addr)
		return 0;
	err = flush_arg_page(bprm);
	if (!err)
		err = grow_stack(bprm, addr);
	if (err)
		return err;
	/* Upwards only after bprm->p was moved up: a script takes argv[0] away. */
	if (addr < bprm->page_addr || !bprm->page_addr)
		memset(bprm->page, 0, PAGE_SIZE);
	else if (access_remote_vm(bprm->mm, addr, bprm->page, PAGE_SIZE, FOLL_FORCE) !=
		 PAGE_SIZE)
		return -ENOMEM;
	bprm->page_addr = addr;
	return 0;
}

/* Copy len bytes to below bprm->p, from the last to the first page of them. */
static int push_bytes(struct linux_binprm *bprm, const char __user *user,
		      const char *kernel, size_t len)
{
	if (bprm->p - bprm->argmin < len)
		return -E2BIG;
	while (len) {
		unsigned long page_addr = (bprm->p - 1) & PAGE_MASK;
		size_t n = min(len, bprm->p - page_addr);
		char *to = bprm->page + (bprm->p - n - page_addr);
		int err = select_page(bprm, page_addr);

		if (err)
			return err;
		len -= n;
		if (user && copy_from_user(to, user + len, n))
			return -EFAULT;
		if (kernel)
			memcpy(to, kernel + len, n);
		bprm->p -= n;
		if (fatal_signal_pending(current))
			return -ERESTARTNOHAND;
		cond_resched();
	}
	return 0;
}

int bprm_push(struct linux_binprm *bprm, const void *from, size_t len)
{
	return push_bytes(bprm, NULL, from, len);
}

/* --- arguments and environment ---------------------------------------------------- */

/* The i-th pointer of a vector into *str; -EFAULT. */
static int get_arg(const struct arg_vector *v, int i, const char **str)
{
	if (v->kernel) {
		*str = v->kernel[i];
		return 0;
	}
	return get_user(*str, v->user + i);
}

/* How many strings? A vector that is not there has none. */
static int count_args(const struct arg_vector *v)
{
	const char *str;
	int n = 0;

	if (!v->kernel && !v->user)
		return 0;
	for (;; n++) {
		if (get_arg(v, n, &str))
			return -EFAULT;
		if (!str)
			return n;
		if (n >= MAX_ARG_STRINGS)
			return -E2BIG;
		if (fatal_signal_pending(current))
			return -ERESTARTNOHAND;
		cond_resched();
	}
}

/* Push the n strings of v, the last one first. *first is the size of the first. */
static int copy_strings(struct linux_binprm *bprm, const struct arg_vector *v, int n,
			size_t *first)
{
	const char *str;
	long len;
	int err;

	while (n-- > 0) {
		err = get_arg(v, n, &str);
		if (err)
			return err;
		len = v->kernel ? (long)strlen(str) + 1
				: strnlen_user(str, MAX_ARG_STRLEN);
		if (!len)
			return -EFAULT;
		if (len > (long)MAX_ARG_STRLEN)
			return -E2BIG;
		err = push_bytes(bprm, v->kernel ? NULL : str, v->kernel ? str : NULL,
				 len);
		if (err)
			return err;
		if (first)
			*first = len;
	}
	return 0;
}

/* How far the strings may reach, after the pointers to them have had their share. */
static int set_arg_limit(struct linux_binprm *bprm)
{
	unsigned long limit = min(MAX_ARGS_SIZE, rlimit(RLIMIT_STACK) / 4);
	unsigned long pointers =
		(max(bprm->argc, 1) + (unsigned long)bprm->envc) * sizeof(void *);

	limit = max(limit, MIN_ARGS_SIZE);
	if (limit <= pointers)
		return -E2BIG;
	bprm->argmin = bprm->p - (limit - pointers);
	return 0;
}

int copy_arguments(struct linux_binprm *bprm, const struct arg_vector *argv,
		   const struct arg_vector *envp)
{
	int err;

	bprm->argc = count_args(argv);
	if (bprm->argc < 0)
		return bprm->argc;
	bprm->envc = count_args(envp);
	if (bprm->envc < 0)
		return bprm->envc;
	err = set_arg_limit(bprm);
	if (err)
		return err;
	err = bprm_push(bprm, bprm->filename, strlen(bprm->filename) + 1);
	if (err)
		return err;
	bprm->exec = bprm->p;
	err = copy_strings(bprm, envp, bprm->envc, NULL);
	if (err)
		return err;
	bprm->mm->env_start = bprm->mm->arg_end = bprm->p;
	if (bprm->argc)
		return copy_strings(bprm, argv, bprm->argc, &bprm->first_arg_size);
	/* A program may count on its argv[0]: give it an empty one. */
	bprm->argc = 1;
	bprm->first_arg_size = 1;
	return bprm_push(bprm, "", 1);
}
