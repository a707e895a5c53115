/*
 * include/linux/cred.h - asking who a task is
 *
 * Locking: a task writes its own credentials only, by commit_creds(), under task_lock().
 * One number of another's may be read without; all together under its task_lock().
 */
#ifndef LINUX_CRED_H
#define LINUX_CRED_H

#include <linux/sched.h>

static inline const struct cred *current_cred(void)
{
	return current->cred;
}

static inline uid_t current_uid(void)
{
	return current->cred->uid;
}

static inline uid_t current_euid(void)
{
	return current->cred->euid;
}

static inline uid_t current_fsuid(void)
{
	return current->cred->fsuid;
}

static inline gid_t current_fsgid(void)
{
	return current->cred->fsgid;
}

/*
 * Act as *new until revert_creds() gets what this returned. To others the caller stays
 * who it is.
 */
static inline const struct cred *override_creds(const struct cred *new)
{
	const struct cred *old = current->cred;

	current->cred = new;
	return old;
}

static inline void revert_creds(const struct cred *old)
{
	current->cred = old;
}

/* Is the caller bound by bit, a SECBIT_*? */
static inline bool issecure(u32 bit)
{
	return current_cred()->securebits & bit;
}

/* --- core/cred.c: any context, no locks --------------------------------------------- */

/* The caller takes *new, whose group_info is the caller's or a new reference. */
void commit_creds(const struct cred *new);

bool in_group_p(gid_t gid); /* is it the caller's, for files, or one of setgroups(2)'s? */
bool in_egroup_p(gid_t gid); /* the same with the effective one */

/* As whom the caller asks: as it touches files, for /proc; as who it is, for a call. */
enum ptrace_mode { PTRACE_MODE_READ_FSCREDS, PTRACE_MODE_REALCREDS };

/*
 * May the caller look into t, or change it: are all its numbers the caller's own, and its
 * program none that may read what the caller may not? CAP_SYS_PTRACE may. See ptrace(2),
 * "Ptrace access mode checking".
 */
bool ptrace_may_access(struct task_struct *t, enum ptrace_mode mode);

#endif
