/*
 * kernel/exec.c - another program in the same process
 *
 *	do_execveat()
 *	  do_open_execat()	may it be executed at all?
 *	  bprm_mm_init()	a new address space with a stack
 *	  copy_arguments()	path, environment, arguments, out of the old one
 *	  search_format()	ELF; or a script, then its interpreter's file
 *	     bprm_enter()	the point of no return: other threads and the old address
 *				space go
 *	     the format maps the file, finishes the stack, sets the registers
 *
 * Up to the point of no return a failure is an errno and the old program goes on; after
 * it there is nothing to go back to, and the process dies by SIGSEGV.
 *
 * Source: the Linux man pages execve(2), execveat(2).
 *
 * Locking: the new mm is nobody else's until bprm_enter().
 */
#include <linux/binfmts.h>
#include <linux/capability.h>
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fdtable.h>
#include <linux/fs.h>
#include <linux/file.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <uapi/linux/personality.h>
#include <uapi/linux/securebits.h>
#include <asm/processor.h>
#include "exec.h"
#include "process.h"
#include "rseq.h"
#include "signal.h"

/* --- files ------------------------------------------------------------------------ */

struct file *open_exec(const char *name)
{
	struct filename *path = getname_kernel(name);
	struct file *file;

	if (IS_ERR(path))
		return ERR_CAST(path);
	file = do_open_execat(AT_FDCWD, path, 0);
	putname(path);
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

/* --- the steps -------------------------------------------------------------------- */

static int bprm_mm_init(struct linux_binprm *bprm)
{
	unsigned long top;

	bprm->page = kmalloc(PAGE_SIZE, GFP_KERNEL);
	bprm->mm = mm_alloc();
	if (!bprm->page || !bprm->mm)
		return -ENOMEM;
	top = mm_stack_top();
	bprm->p = top - sizeof(void *);
	return mm_create_stack(bprm->mm, top, 0);
}

static void free_bprm(struct linux_binprm *bprm)
{
	if (bprm->mm)
		mmput(bprm->mm);
	if (!IS_ERR_OR_NULL(bprm->file))
		close_exec(bprm->file);
	kfree(bprm->page);
	kfree(bprm->allocated_interp);
	kfree(bprm->fdpath);
	kfree(bprm);
}

/* The last part of the path; without one, what the file is called. */
static void set_comm(const struct linux_binprm *bprm)
{
	char comm[TASK_COMM_LEN] = "";

	if (bprm->unnamed) {
		spin_lock(&dcache_lock);
		strscpy(comm, bprm->file->f_path.dentry->d_name.name, sizeof(comm));
		spin_unlock(&dcache_lock);
	} else {
		strscpy(comm, kbasename(bprm->filename), sizeof(comm));
	}
	task_lock(current);
	memcpy(current->comm, comm, sizeof(comm));
	task_unlock(current);
}

/*
 * Become whom the file's set-ID bits say, with what that one may: root all of the bounding
 * set and what it inherits, others what is ambient, unless the bits made them others. Who
 * becomes another keeps no personality that would help to attack it. The program's user may
 * look into it unless that gives more than the user has.
 */
static void take_file_creds(struct linux_binprm *bprm)
{
	struct inode *inode = file_inode(bprm->file);
	bool ignored = bprm->file->f_path.mnt->mnt_flags & MNT_NOSUID;
	umode_t mode = ignored || current->no_new_privs ? 0 : inode->i_mode;
	bool set_gid = (mode & (S_ISGID | S_IXGRP)) == (S_ISGID | S_IXGRP);
	struct cred cred = *current_cred();
	u64 root_caps = issecure(SECBIT_NOROOT) ? 0
						: cred.cap_inheritable | cred.cap_bset;

	if (mode & S_ISUID)
		cred.euid = inode->i_uid;
	if (set_gid)
		cred.egid = inode->i_gid;
	if ((mode & S_ISUID) || set_gid)
		current->personality &= ~PER_CLEAR_ON_SETID;
	cred.suid = cred.fsuid = cred.euid;
	cred.sgid = cred.fsgid = cred.egid;
	if (cred.euid != cred.uid || cred.egid != cred.gid)
		cred.cap_ambient = current->pdeath_signal = 0;
	cred.cap_permitted = cred.cap_ambient | (cred.uid && cred.euid ? 0 : root_caps);
	cred.cap_effective = cred.euid ? cred.cap_ambient : cred.cap_permitted;
	cred.securebits &= ~SECBIT_KEEP_CAPS;
	commit_creds(&cred);
	current->mm->dumpable = cred.euid == cred.uid && cred.egid == cred.gid &&
				!inode_permission(inode, MAY_READ);
}

int bprm_enter(struct linux_binprm *bprm)
{
	struct mm_struct *mm = bprm->mm;
	int err;

	err = flush_arg_page(bprm);
	if (!err)
		err = unshare_files();
	if (!err)
		err = de_thread();
	if (err)
		return err;

	bprm->no_return = true;
	exit_posix_timers();
	err = unshare_sighand();
	if (err)
		return err;
	mm->arg_start = bprm->p;
	mm->env_end = bprm->exec;
	set_mm_exe_file(mm, bprm->file);
	mm->thp_disabled = current->mm && current->mm->thp_disabled;
	mm_release(current, current->mm);
	rseq_execve();
	bprm->mm = NULL;
	exec_mmap(mm);

	do_close_on_exec(current->files);
	flush_signal_handlers(current);
	flush_thread();
	current->flags &= ~PF_FORKNOEXEC;
	current->exit_signal = SIGCHLD;
	take_file_creds(bprm);
	current->personality &= ~READ_IMPLIES_EXEC;
	current->sas_ss_sp = current->sas_ss_size = 0;
	current->sas_ss_flags = SS_DISABLE;
	set_comm(bprm);
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

/*
 * Under what name will the program find its file? The one that was given; or, if that
 * begins at a descriptor, one in /dev/fd, which ends with exec if the descriptor does.
 */
static int name_program(struct linux_binprm *bprm, int dfd, const char *name)
{
	bprm->filename = name;
	if (dfd != AT_FDCWD && *name != '/') {
		bprm->fdpath = kasprintf(GFP_KERNEL, "/dev/fd/%d%s%s", dfd,
					 *name ? "/" : "", name);
		if (!bprm->fdpath)
			return -ENOMEM;
		bprm->filename = bprm->fdpath;
		bprm->unnamed = !*name;
		bprm->name_ends = get_close_on_exec(dfd);
	}
	bprm->interp = bprm->filename;
	return 0;
}

/* execveat(2) with flags that mean something. Puts name, which may be an ERR_PTR. */
static int do_execveat(int dfd, struct filename *name, const struct arg_vector *argv,
		       const struct arg_vector *envp, int flags)
{
	struct linux_binprm *bprm;
	int err;

	if (IS_ERR(name))
		return PTR_ERR(name);
	bprm = kzalloc(sizeof(*bprm), GFP_KERNEL);
	if (!bprm) {
		putname(name);
		return -ENOMEM;
	}
	bprm->file = do_open_execat(dfd, name, flags);
	err = PTR_ERR_OR_ZERO(bprm->file);
	if (!err)
		err = name_program(bprm, dfd, name->name);
	if (!err)
		err = bprm_mm_init(bprm);
	if (!err)
		err = copy_arguments(bprm, argv, envp);
	if (!err)
		err = search_format(bprm);
	if (err && bprm->no_return)
		force_sig(SIGSEGV);
	free_bprm(bprm);
	putname(name);
	return err;
}

int kernel_execve(const char *filename, const char *const *argv, const char *const *envp)
{
	struct arg_vector args = { .kernel = argv }, env = { .kernel = envp };

	return do_execveat(AT_FDCWD, getname_kernel(filename), &args, &env, 0);
}

SYSCALL_DEFINE3(execve, const char __user *, filename, const char __user *const __user *,
		argv, const char __user *const __user *, envp)
{
	struct arg_vector args = { .user = argv }, env = { .user = envp };

	return do_execveat(AT_FDCWD, getname(filename), &args, &env, 0);
}

SYSCALL_DEFINE5(execveat, int, dfd, const char __user *, filename,
		const char __user *const __user *, argv,
		const char __user *const __user *, envp, int, flags)
{
	struct arg_vector args = { .user = argv }, env = { .user = envp };
	int lookup = flags & AT_EMPTY_PATH ? LOOKUP_EMPTY : 0;
	struct filename *name = getname_flags(filename, lookup);

	if (!IS_ERR(name) && (flags & ~(AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW))) {
		putname(name);
		return -EINVAL;
	}
	return do_execveat(dfd, name, &args, &env, flags);
}
