/*
 * kernel/sys_cred.c - becoming somebody else: setuid(2) and relatives
 *
 *	set*id	what a task without CAP_SETUID may set to what
 *	setuid	     effective := real, saved
 *	setreuid     real := real, effective; effective := real, effective, saved
 *	setresuid    any := real, effective, saved
 *	setfsuid     fs := real, effective, saved, fs
 *
 * Groups likewise, with CAP_SETGID. A task has its capabilities as root, so they go with
 * the user and come back with it: take_user(). The calls are about one thread; the C
 * library makes all do the same.
 *
 * Sources: the Linux man pages setuid(2), setreuid(2), setresuid(2), setfsuid(2),
 * capabilities(7), "Effect of user ID changes on capabilities". Atlas: one
 * user namespace.
 *
 * Locking: see linux/cred.h.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include <uapi/linux/securebits.h>

#define KEEP ((u32)-1) /* leave this one as it is */

/* --- the rules ---------------------------------------------------------------------- */

static bool is_one_of(u32 id, const struct cred_ids *ids)
{
	return id == ids->real || id == ids->effective || id == ids->saved;
}

static int set_id(struct cred_ids *ids, u32 id, bool all)
{
	if (id == KEEP)
		return -EINVAL;
	if (all)
		ids->real = ids->saved = id;
	else if (id != ids->real && id != ids->saved)
		return -EPERM;
	ids->effective = ids->fs = id;
	return 0;
}

/* The saved one follows the effective one, where that is no longer the real one. */
static int set_re(struct cred_ids *ids, u32 real, u32 effective, bool any)
{
	struct cred_ids old = *ids;

	if (real != KEEP) {
		if (real != old.real && real != old.effective && !any)
			return -EPERM;
		ids->real = real;
	}
	if (effective != KEEP) {
		if (!is_one_of(effective, &old) && !any)
			return -EPERM;
		ids->effective = effective;
	}
	if (real != KEEP || (effective != KEEP && effective != old.real))
		ids->saved = ids->effective;
	ids->fs = ids->effective;
	return 0;
}

static int set_res(struct cred_ids *ids, u32 real, u32 effective, u32 saved, bool any)
{
	struct cred_ids old = *ids;

	if (!any && ((real != KEEP && !is_one_of(real, &old)) ||
		     (effective != KEEP && !is_one_of(effective, &old)) ||
		     (saved != KEEP && !is_one_of(saved, &old))))
		return -EPERM;
	if (real != KEEP)
		ids->real = real;
	if (effective != KEEP)
		ids->effective = effective;
	if (saved != KEEP)
		ids->saved = saved;
	ids->fs = ids->effective;
	return 0;
}

static int set_fs(struct cred_ids *ids, u32 id, bool any)
{
	if (id == KEEP || !(any || id == ids->fs || is_one_of(id, ids)))
		return -EPERM;
	ids->fs = id;
	return 0;
}

static bool has_root(const struct cred_ids *ids)
{
	return is_one_of(0, ids);
}

/* The caller's user numbers become new's, and its capabilities what follows from them. */
static void take_user(struct cred *new)
{
	const struct cred *old = current_cred();

	if (issecure(SECBIT_NO_SETUID_FIXUP)) {
		commit_creds(new);
		return;
	}
	if (has_root(&old->user) && !has_root(&new->user)) {
		new->cap_ambient = 0;
		if (!issecure(SECBIT_KEEP_CAPS))
			new->cap_permitted = new->cap_effective = 0;
	}
	if (!old->euid && new->euid)
		new->cap_effective = 0;
	if (old->euid && !new->euid)
		new->cap_effective = new->cap_permitted;
	commit_creds(new);
}

/* --- users -------------------------------------------------------------------------- */

SYSCALL_DEFINE0(getuid)
{
	return current_uid();
}

SYSCALL_DEFINE0(geteuid)
{
	return current_euid();
}

SYSCALL_DEFINE3(getresuid, uid_t __user *, real, uid_t __user *, effective,
		uid_t __user *, saved)
{
	const struct cred *cred = current_cred();

	return put_user(cred->uid, real) || put_user(cred->euid, effective) ||
			       put_user(cred->suid, saved)
		       ? -EFAULT
		       : 0;
}

SYSCALL_DEFINE1(setuid, uid_t, uid)
{
	struct cred new = *current_cred();
	int err = set_id(&new.user, uid, capable(CAP_SETUID));

	if (!err)
		take_user(&new);
	return err;
}

SYSCALL_DEFINE2(setreuid, uid_t, real, uid_t, effective)
{
	struct cred new = *current_cred();
	int err = set_re(&new.user, real, effective, capable(CAP_SETUID));

	if (!err)
		take_user(&new);
	return err;
}

SYSCALL_DEFINE3(setresuid, uid_t, real, uid_t, effective, uid_t, saved)
{
	struct cred new = *current_cred();
	int err = set_res(&new.user, real, effective, saved, capable(CAP_SETUID));

	if (!err)
		take_user(&new);
	return err;
}

/* => the old one, whatever happens. */
SYSCALL_DEFINE1(setfsuid, uid_t, uid)
{
	struct cred new = *current_cred();
	uid_t old = new.fsuid;

	if (set_fs(&new.user, uid, capable(CAP_SETUID)))
		return old;
	if (!issecure(SECBIT_NO_SETUID_FIXUP) && !old != !uid) {
		if (uid)
			new.cap_effective &= ~CAP_FS_SET;
		else
			new.cap_effective |= new.cap_permitted &CAP_FS_SET;
	}
	commit_creds(&new);
	return old;
}

/* --- groups ------------------------------------------------------------------------- */

SYSCALL_DEFINE0(getgid)
{
	return current_cred()->gid;
}

SYSCALL_DEFINE0(getegid)
{
	return current_cred()->egid;
}

SYSCALL_DEFINE3(getresgid, gid_t __user *, real, gid_t __user *, effective,
		gid_t __user *, saved)
{
	const struct cred *cred = current_cred();

	return put_user(cred->gid, real) || put_user(cred->egid, effective) ||
			       put_user(cred->sgid, saved)
		       ? -EFAULT
		       : 0;
}

SYSCALL_DEFINE1(setgid, gid_t, gid)
{
	struct cred new = *current_cred();
	int err = set_id(&new.group, gid, capable(CAP_SETGID));

	if (!err)
		commit_creds(&new);
	return err;
}

SYSCALL_DEFINE2(setregid, gid_t, real, gid_t, effective)
{
	struct cred new = *current_cred();
	int err = set_re(&new.group, real, effective, capable(CAP_SETGID));

	if (!err)
		commit_creds(&new);
	return err;
}

SYSCALL_DEFINE3(setresgid, gid_t, real, gid_t, effective, gid_t, saved)
{
	struct cred new = *current_cred();
	int err = set_res(&new.group, real, effective, saved, capable(CAP_SETGID));

	if (!err)
		commit_creds(&new);
	return err;
}

SYSCALL_DEFINE1(setfsgid, gid_t, gid)
{
	struct cred new = *current_cred();
	gid_t old = new.fsgid;

	if (!set_fs(&new.group, gid, capable(CAP_SETGID)))
		commit_creds(&new);
	return old;
}
