/*
 * include/linux/cred_types.h - who a task is: user, group, capabilities
 *
 *	uid	real: whose it is; signals and limits ask for it
 *	euid	effective: as whom it acts
 *	suid	saved: what the effective one may become again
 *	fsuid	as whom it touches files; the effective one but for setfsuid(2)
 *
 * and the same of groups. Source: the Linux man pages credentials(7), capabilities(7).
 */
#ifndef LINUX_CRED_TYPES_H
#define LINUX_CRED_TYPES_H

#include <linux/refcount.h>
#include <linux/types.h>

/* What setgroups(2) set: shared by those who inherit it. */
struct group_info {
	refcount_t usage; /* [a] */
	int ngroups;      /* [I] */
	gid_t gid[];      /* [I] ascending */
};

/* The four numbers by one name for both kinds. */
struct cred_ids {
	u32 real, effective, saved, fs;
};

struct cred {
	union {
		struct cred_ids user;
		struct {
			uid_t uid, euid, suid, fsuid;
		};
	};
	union {
		struct cred_ids group;
		struct {
			gid_t gid, egid, sgid, fsgid;
		};
	};
	u64 cap_inheritable, cap_permitted, cap_effective; /* bits: linux/capability.h */
	u64 cap_bset;                  /* the bounding set: what exec may give */
	u64 cap_ambient;               /* what exec leaves to one who is not root */
	u32 securebits;                /* SECBIT_*: what root is not, or keeps */
	struct group_info *group_info; /* counted; NULL: none */
};

#endif
