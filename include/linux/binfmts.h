/*
 * include/linux/binfmts.h - a program on its way to being executed
 *
 * kernel/exec.c fills a struct linux_binprm: the file, its first bytes, and a new address
 * space whose stack already holds the strings
 *
 *	high	mm_stack_top()
 *		8 zero bytes
 *		path of the file		exec
 *		environment strings		env_start (in the mm)
 *		argument strings		p, rising through argc of them
 *	low	room for what the format puts below
 *
 * and hands it to the format that knows the file: kernel/binfmt_elf.c or, for a file
 * that begins with #!, kernel/binfmt_script.c, which names another file instead.
 *
 * Locking: none; a bprm belongs to the task that executes.
 */
#ifndef LINUX_BINFMTS_H
#define LINUX_BINFMTS_H

#include <linux/types.h>

struct file;
struct mm_struct;

#define BINPRM_BUF_SIZE 256
#define MAX_ARG_STRLEN (128UL << 10) /* bytes of one string, its NUL included */
#define MAX_INTERPRETERS 4           /* scripts whose interpreter is a script ... */

struct linux_binprm {
	struct file *file;    /* a counted reference */
	struct mm_struct *mm; /* a user of it, until bprm_enter() gives it away */
	unsigned long p;      /* lowest address on the new stack that is in use */
	unsigned long argmin; /* p may not fall below: -E2BIG */
	int argc, envc;
	unsigned long exec;        /* where on the new stack the path is */
	const char *filename;      /* the path as execve(2) was given it, or fdpath */
	char *fdpath;              /* one in /dev/fd, to be freed; or NULL */
	bool unnamed;              /* the path was empty: dfd is the file itself */
	bool name_ends;            /* nobody can open filename after exec: CLOEXEC */
	const char *interp;        /* the path of file: another one for scripts */
	char *allocated_interp;    /* what interp points to, if that is to be freed */
	size_t first_arg_size;     /* of argv[0] with its NUL */
	char *page;                /* the stack page being filled ... */
	unsigned long page_addr;   /* ... and where it goes; 0: none yet */
	bool no_return;            /* the old program is gone */
	char buf[BINPRM_BUF_SIZE]; /* the first bytes of file, zeros behind its end */
};

/* --- exec.c ----------------------------------------------------------------------- */

/*
 * Execute a file in the calling process with kernel strings. For process 1. When it
 * returns 0 the caller is to go to ring 3 with task_pt_regs(). Errors as execve(2).
 */
int kernel_execve(const char *filename, const char *const *argv, const char *const *envp);

/* Push len bytes of a kernel string below bprm->p. -E2BIG, -ENOMEM. */
int bprm_push(struct linux_binprm *bprm, const void *from, size_t len);

/* Read exactly len bytes at pos of file: 0, -EIO if it is shorter, or what failed. */
int exec_read(struct file *file, void *buf, size_t len, loff_t pos);

/* Open a file to execute it. -EACCES: not a regular file, or not executable. */
struct file *open_exec(const char *name);
void close_exec(struct file *file); /* give it back */

/*
 * The point of no return: the caller leaves its old program for bprm->mm. Whatever fails
 * afterwards kills it. 0, or -ENOMEM before anything was given up.
 */
int bprm_enter(struct linux_binprm *bprm);

/* --- the formats: -ENOEXEC when the file is not of theirs ------------------------- */

/* Load the program, make its stack, set the registers. */
int load_elf_binary(struct linux_binprm *bprm);

/* Put the interpreter and its arguments in the place of bprm->file's. */
int load_script(struct linux_binprm *bprm);

#endif
