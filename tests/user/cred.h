/*
 * tests/user/cred.h - scenarios of users and groups
 *
 * Each runs in a child, since nobody comes back from being somebody else; it leaves with 0,
 * or with the number of the step that went wrong.
 */
#ifndef TESTS_USER_CRED_H
#define TESTS_USER_CRED_H

#include "child.h"
#include "tap.h"

#define ALICE 1000
#define BOB 2000

/* One step of a scenario. */
static int step;
#define MUST(cond)                   \
	do {                         \
		step++;              \
		if (!(cond))         \
			return step; \
	} while (0)
#define REFUSED(call, error) MUST((call) == -1 && errno == (error))

/* => 0, or the step of body that failed; -1: it died. */
static inline int failed_step(int (*body)(void *arg), void *arg)
{
	int status = in_child(body, arg);

	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static inline int become(uid_t uid, gid_t gid)
{
	return sys(SYS_setgroups, 0, NULL) || sys(SYS_setresgid, gid, gid, gid) ||
	       sys(SYS_setresuid, uid, uid, uid);
}

#endif
