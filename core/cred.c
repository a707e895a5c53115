/*
 * core/cred.c - what a task's credentials say
 *
 * Source: the Linux man pages credentials(7), ptrace(2).
 *
 * Locking: task_lock() where they change; see linux/cred.h.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/mm_types.h>

/* Whoever became somebody else, or more, may know what others must not read of it. */
static bool knows_secrets(const struct cred *old, const struct cred *new)
{
	return new->euid != old->euid || new->egid != old->egid ||
	       new->fsuid != old->fsuid || new->fsgid != old->fsgid ||
	       (new->cap_permitted & ~old->cap_permitted);
}

void commit_creds(const struct cred *new)
{
	struct cred *cred = &current->real_cred;

	if (current->mm && knows_secrets(cred, new)) {
		WRITE_ONCE(current->mm->dumpable, false);
		current->pdeath_signal = 0;
	}
	task_lock(current);
	*cred = *new;
	task_unlock(current);
}

static bool groups_search(const struct group_info *groups, gid_t gid)
{
	int low = 0, high = groups ? groups->ngroups : 0;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (groups->gid[middle] == gid)
			return true;
		if (groups->gid[middle] < gid)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

bool in_group_p(gid_t gid)
{
	const struct cred *cred = current_cred();

	return gid == cred->fsgid || groups_search(cred->group_info, gid);
}

bool in_egroup_p(gid_t gid)
{
	const struct cred *cred = current_cred();

	return gid == cred->egid || groups_search(cred->group_info, gid);
}

/* Are all three numbers id? */
static bool all_are(u32 id, const struct cred_ids *ids)
{
	return ids->real == id && ids->effective == id && ids->saved == id;
}

bool ptrace_may_access(struct task_struct *t, enum ptrace_mode mode)
{
	const struct cred *cred = current_cred();
	bool as_file = mode == PTRACE_MODE_READ_FSCREDS, allowed;
	u64 caps = as_file ? cred->cap_effective : cred->cap_permitted;

	if (t->tgid == current->tgid || capable(CAP_SYS_PTRACE))
		return true;
	task_lock(t);
	allowed = all_are(as_file ? cred->fsuid : cred->uid, &t->real_cred.user) &&
		  all_are(as_file ? cred->fsgid : cred->gid, &t->real_cred.group) &&
		  !(t->real_cred.cap_permitted & ~caps) && (!t->mm || t->mm->dumpable);
	task_unlock(t);
	return allowed;
}
