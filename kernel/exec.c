/*
 * kernel/exec.c - another program in the same process
 *
 *	do_execve()
 *	  open_exec()		may it be executed at all?
 *	  bprm_mm_init()	a new address space with a stack
 *	  copy_strings()	path, environment, arguments, from the old stack's world
 *	  search_format()	ELF; or a script, then its interpreter's file
 *	     bprm_enter()	the point of no return: the old address space goes
 *	     the format maps the file, finishes the stack, sets the registers
 *
 * Up to the point of no return a failure is an errno and the old program goes on; after
 * it there is nothing to go back to, and the process dies by SIGSEGV.
 *
 * Sources: the Linux man page execve(2); limits as in Linux's fs/exec.c (its manual).
 *
 * Locking: the new mm is nobody else's until bprm_enter().
 */
#include <linux/binfmts.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fdtable.h>
#include <linux/fs.h>
#include <linux/file.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <asm/processor.h>
#include "process.h"
#include "signal.h"

#define MAX_ARGS_SIZE (6UL << 20) /* strings and pointers, whatever RLIMIT_STACK says */
#define MIN_ARGS_SIZE (128UL << 10)
#define MAX_ARG_STRINGS 0x7fffffff

/* A vector of strings: a program's, or the kernel's own. */
struct arg_vector {
	const char __user *const __user *user;
	const char *const *kernel; /* if not NULL */
};

/* --- files ------------------------------------------------------------------------ */

struct file *open_exec(const char *name)
{
	struct file *file = filp_open(name, O_RDONLY | O_LARGEFILE, 0);
	int err = -EACCES;

	if (IS_ERR(file))
		return file;
	if (S_ISREG(file_inode(file)->i_mode))
		err = inode_permission(file_inode(file), MAY_EXEC);
	if (!err)
		err = deny_write_access(file);
	if (err) {
		fput(file);
		return ERR_PTR(err);
	}
	return file;
}

void close_exec(struct file *file)
{
	allow_write_access(file);
	fput(file);
}

int exec_read(struct file *file, void *buf, size_t len, loff_t pos)
{
	ssize_t n = kernel_read(file, buf, len, &pos);

	if (n < 0)
		return n;
	return n == (ssize_t)len ? 0 : -EIO;
}

/* The first bytes, with zeros behind a file that is shorter. */
static int read_header(struct linux_binprm *bprm)
{
	loff_t pos = 0;
	ssize_t n;

	memset(bprm->buf, 0, sizeof(bprm->buf));
	n = kernel_read(bprm->file, bprm->buf, sizeof(bprm->buf), &pos);
	return n < 0 ? n : 0;
}

/* --- the new stack, filled from the top through one page of buffer ---------------- */

static int flush_page(struct linux_binprm *bprm)
{
	if (!bprm->page_addr)
		return 0;
	if (access_remote_vm(bprm->mm, bprm->page_addr, bprm->page, PAGE_SIZE,
			     FOLL_WRITE | FOLL_FORCE) != PAGE_SIZE)
		return -ENOMEM;
	return 0;
}

/* Make the buffer hold the page at addr. What was never written is zeros. */
static int select_page(struct linux_binprm *bprm, unsigned long addr)
{
	int err;

	if (addr == bprm->page_addr)
		return 0;
	err = flush_page(bprm);
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

static int copy_arguments(struct linux_binprm *bprm, const struct arg_vector *argv,
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

/* --- the steps -------------------------------------------------------------------- */

static int bprm_mm_init(struct linux_binprm *bprm)
{
	bprm->page = kmalloc(PAGE_SIZE, GFP_KERNEL);
	bprm->mm = mm_alloc();
	if (!bprm->page || !bprm->mm)
		return -ENOMEM;
	bprm->p = STACK_TOP - sizeof(void *);
	return mm_create_stack(bprm->mm, STACK_TOP, 0);
}

static void free_bprm(struct linux_binprm *bprm)
{
	if (bprm->mm)
		mmput(bprm->mm);
	if (!IS_ERR_OR_NULL(bprm->file))
		close_exec(bprm->file);
	kfree(bprm->page);
	kfree(bprm->allocated_interp);
	kfree(bprm);
}

static void set_comm(const char *path)
{
	task_lock(current);
	memset(current->comm, 0, sizeof(current->comm));
	strscpy(current->comm, kbasename(path), sizeof(current->comm));
	task_unlock(current);
}

int bprm_enter(struct linux_binprm *bprm)
{
	struct mm_struct *mm = bprm->mm;
	int err;

	err = flush_page(bprm);
	if (!err)
		err = unshare_files();
	if (!err)
		err = unshare_sighand();
	if (err)
		return err;

	bprm->no_return = true;
	mm->arg_start = bprm->p;
	mm->env_end = bprm->exec;
	set_mm_exe_file(mm, bprm->file);
	mm_release(current, current->mm);
	bprm->mm = NULL;
	exec_mmap(mm);

	do_close_on_exec(current->files);
	flush_signal_handlers(current);
	flush_thread();
	current->flags &= ~PF_FORKNOEXEC;
	current->exit_signal = SIGCHLD;
	current->sas_ss_sp = current->sas_ss_size = 0;
	current->sas_ss_flags = SS_DISABLE;
	set_comm(bprm->filename);
	return 0;
}

/* Load bprm->file by the format that knows it; scripts lead to another file. */
static int search_format(struct linux_binprm *bprm)
{
	int err;

	for (int depth = 0; depth <= MAX_INTERPRETERS; depth++) {
		err = read_header(bprm);
		if (err)
			return err;
		err = load_script(bprm);
		if (err == -ENOEXEC)
			return load_elf_binary(bprm);
		if (err)
			return err;
	}
	return -ELOOP;
}

static int do_execve(const char *filename, const struct arg_vector *argv,
		     const struct arg_vector *envp)
{
	struct linux_binprm *bprm = kzalloc(sizeof(*bprm), GFP_KERNEL);
	int err;

	if (!bprm)
		return -ENOMEM;
	bprm->filename = bprm->interp = filename;
	bprm->file = open_exec(filename);
	err = PTR_ERR_OR_ZERO(bprm->file);
	if (!err)
		err = bprm_mm_init(bprm);
	if (!err)
		err = copy_arguments(bprm, argv, envp);
	if (!err)
		err = search_format(bprm);
	if (err && bprm->no_return)
		force_sig(SIGSEGV);
	free_bprm(bprm);
	return err;
}

int kernel_execve(const char *filename, const char *const *argv, const char *const *envp)
{
	struct arg_vector args = { .kernel = argv }, env = { .kernel = envp };

	return do_execve(filename, &args, &env);
}

SYSCALL_DEFINE3(execve, const char __user *, filename, const char __user *const __user *,
		argv, const char __user *const __user *, envp)
{
	struct arg_vector args = { .user = argv }, env = { .user = envp };
	struct filename *name = getname(filename);
	int err;

	if (IS_ERR(name))
		return PTR_ERR(name);
	err = do_execve(name->name, &args, &env);
	putname(name);
	return err;
}
