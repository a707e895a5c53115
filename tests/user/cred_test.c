/*
 * tests/user/cred_test.c - users, groups, capabilities: the calls, and execve(2)
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include "cred.h"

#define PROGRAM "/tmp/cred_test.program"

static const char *self;

static int is(uid_t real, uid_t effective, uid_t saved)
{
	uid_t r, e, s;

	return !sys(SYS_getresuid, &r, &e, &s) && r == real && e == effective &&
	       s == saved && sys(SYS_getuid) == (long)real &&
	       sys(SYS_geteuid) == (long)effective;
}

static int is_group(gid_t real, gid_t effective, gid_t saved)
{
	gid_t r, e, s;

	return !sys(SYS_getresgid, &r, &e, &s) && r == real && e == effective &&
	       s == saved && sys(SYS_getgid) == (long)real &&
	       sys(SYS_getegid) == (long)effective;
}

/* --- numbers ---------------------------------------------------------------------- */

static int plain_setuid(void *unused)
{
	MUST(is(0, 0, 0));
	REFUSED(sys(SYS_setuid, -1), EINVAL);
	MUST(!sys(SYS_setuid, ALICE));
	MUST(is(ALICE, ALICE, ALICE));
	MUST(!sys(SYS_setuid, ALICE));
	REFUSED(sys(SYS_setuid, 0), EPERM);
	REFUSED(sys(SYS_setuid, BOB), EPERM);
	return 0;
}

static int set_reuid(void *unused)
{
	MUST(!sys(SYS_setreuid, -1, ALICE));
	MUST(is(0, ALICE, ALICE));
	MUST(!sys(SYS_setreuid, ALICE, 0));
	MUST(is(ALICE, 0, 0));
	MUST(!sys(SYS_setreuid, -1, ALICE));
	MUST(is(ALICE, ALICE, 0));
	MUST(!sys(SYS_setreuid, -1, 0));
	MUST(!sys(SYS_setreuid, BOB, -1));
	MUST(is(BOB, 0, 0));
	MUST(!sys(SYS_setreuid, -1, -1));
	MUST(!sys(SYS_setreuid, ALICE, BOB));
	MUST(is(ALICE, BOB, BOB));
	REFUSED(sys(SYS_setreuid, 0, -1), EPERM);
	REFUSED(sys(SYS_setreuid, -1, 0), EPERM);
	MUST(!sys(SYS_setreuid, BOB, ALICE));
	MUST(is(BOB, ALICE, ALICE));
	return 0;
}

static int set_resuid(void *unused)
{
	MUST(!sys(SYS_setresuid, ALICE, BOB, 7));
	MUST(is(ALICE, BOB, 7));
	MUST(!sys(SYS_setresuid, 7, -1, -1));
	MUST(!sys(SYS_setresuid, -1, 7, BOB));
	MUST(is(7, 7, BOB));
	REFUSED(sys(SYS_setresuid, -1, -1, ALICE), EPERM);
	REFUSED(sys(SYS_setresuid, 0, -1, -1), EPERM);
	REFUSED(sys(SYS_getresuid, 1, 1, 1), EFAULT);
	return 0;
}

static int set_gids(void *unused)
{
	MUST(!sys(SYS_setresgid, 5, 6, 7) && is_group(5, 6, 7));
	MUST(!sys(SYS_setgid, 9) && is_group(9, 9, 9));
	MUST(!sys(SYS_setregid, 8, -1) && is_group(8, 9, 9));
	MUST(!sys(SYS_setuid, ALICE));
	REFUSED(sys(SYS_setgid, 5), EPERM);
	MUST(!sys(SYS_setgid, 8) && is_group(8, 8, 9));
	REFUSED(sys(SYS_setresgid, 5, -1, -1), EPERM);
	REFUSED(sys(SYS_setregid, -1, 5), EPERM);
	MUST(!sys(SYS_setregid, -1, 9) && is_group(8, 9, 9));
	return 0;
}

static int set_fsuid(void *unused)
{
	MUST(sys(SYS_setfsuid, ALICE) == 0);
	MUST(sys(SYS_setfsuid, -1) == ALICE);
	MUST(open("/tmp/cred_test.fs", O_CREAT | O_EXCL | O_RDWR, 0600) >= 0);
	MUST(sys(SYS_setfsgid, BOB) == 0);
	MUST(sys(SYS_setfsgid, -1) == BOB);
	MUST(sys(SYS_setfsuid, 0) == ALICE);
	MUST(!unlink("/tmp/cred_test.fs"));
	MUST(!sys(SYS_setresuid, ALICE, ALICE, ALICE));
	MUST(sys(SYS_setfsuid, BOB) == ALICE);
	MUST(sys(SYS_setfsuid, ALICE) == ALICE);
	return 0;
}

static int set_groups(void *unused)
{
	gid_t some[4] = { 30, 10, 20, 10 }, got[4];

	MUST(!sys(SYS_setgroups, 4, some));
	MUST(sys(SYS_getgroups, 0, NULL) == 4);
	REFUSED(sys(SYS_getgroups, 3, got), EINVAL);
	REFUSED(sys(SYS_getgroups, -1, got), EINVAL);
	REFUSED(sys(SYS_getgroups, 4, 1), EFAULT);
	MUST(sys(SYS_getgroups, 4, got) == 4);
	MUST(got[0] == 10 && got[1] == 10 && got[2] == 20 && got[3] == 30);
	REFUSED(sys(SYS_setgroups, 65537, some), EINVAL);
	REFUSED(sys(SYS_setgroups, -1, some), EINVAL);
	REFUSED(sys(SYS_setgroups, 4, 1), EFAULT);
	MUST(sys(SYS_getgroups, 0, NULL) == 4);
	MUST(!sys(SYS_setuid, ALICE));
	REFUSED(sys(SYS_setgroups, 0, NULL), EPERM);
	MUST(sys(SYS_getgroups, 4, got) == 4);
	return 0;
}

static void test_numbers(void)
{
	EQ(failed_step(plain_setuid, NULL), 0, "setuid");
	EQ(failed_step(set_reuid, NULL), 0, "setreuid");
	EQ(failed_step(set_resuid, NULL), 0, "setresuid");
	EQ(failed_step(set_gids, NULL), 0, "setgid, setregid, setresgid");
	EQ(failed_step(set_fsuid, NULL), 0, "setfsuid, setfsgid");
	EQ(failed_step(set_groups, NULL), 0, "setgroups, getgroups");
}

/* --- capabilities ----------------------------------------------------------------- */

struct caps {
	uint32_t effective, permitted, inheritable;
};

static struct caps get_caps(pid_t pid)
{
	struct {
		uint32_t version;
		int pid;
	} header = { 0x20080522, pid };
	struct caps caps[2] = { 0 };

	sys(SYS_capget, &header, caps);
	return caps[0];
}

static int set_caps(uint32_t effective, uint32_t permitted, uint32_t inheritable)
{
	struct {
		uint32_t version;
		int pid;
	} header = { 0x20080522, 0 };
	struct caps caps[2] = { { effective, permitted, inheritable } };

	return sys(SYS_capset, &header, caps);
}

static int caps_go_with_root(void *unused)
{
	uint32_t all = get_caps(0).permitted;

	MUST(all && get_caps(0).effective == all);
	MUST(!sys(SYS_setresuid, -1, ALICE, -1));
	MUST(get_caps(0).permitted == all && !get_caps(0).effective);
	MUST(!sys(SYS_setresuid, -1, 0, -1));
	MUST(get_caps(0).effective == all);
	MUST(sys(SYS_setfsuid, ALICE) == 0);
	MUST((all & ~get_caps(0).effective) ==
	     (1U << 0 | 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 9 | 1 << 27));
	MUST(sys(SYS_setfsuid, 0) == ALICE);
	MUST(get_caps(0).effective == all);
	MUST(!sys(SYS_setuid, ALICE));
	MUST(!get_caps(0).permitted && !get_caps(0).effective);
	MUST(get_caps(getpid()).permitted == 0);
	return 0;
}

static int caps_given_up(void *unused)
{
	MUST(!set_caps(1 << 6, 1 << 6 | 1 << 7, 1 << 5));
	MUST(get_caps(0).effective == 1 << 6 &&
	     get_caps(0).permitted == (1 << 6 | 1 << 7));
	MUST(get_caps(0).inheritable == 1 << 5);
	REFUSED(sys(SYS_setuid, ALICE), EPERM);
	MUST(!sys(SYS_setgid, ALICE));
	REFUSED(set_caps(1 << 5, 1 << 5, 0), EPERM);
	REFUSED(set_caps(1 << 7, 1 << 6, 0), EPERM);
	REFUSED(set_caps(0, 1 << 6, 1 << 9), EPERM);
	MUST(!set_caps(1 << 7, 1 << 7, 1 << 5 | 1 << 6));
	MUST(!sys(SYS_setuid, ALICE));
	return 0;
}

static void test_capabilities(void)
{
	EQ(failed_step(caps_go_with_root, NULL), 0, "capabilities go with root");
	EQ(failed_step(caps_given_up, NULL), 0, "capset gives some up");
}

/* --- exec ------------------------------------------------------------------------- */

/* What the program looks at itself for: argv[1] says as whom it should be. */
static int report(const char *wanted)
{
	char found[128];
	uid_t r, e, s;
	gid_t rg, eg, sg;

	sys(SYS_getresuid, &r, &e, &s);
	sys(SYS_getresgid, &rg, &eg, &sg);
	snprintf(found, sizeof(found),
		 "%u %u %u %u %u %u caps %d secure %lu aux %lu %lu %lu %lu dump %d", r, e,
		 s, rg, eg, sg, !!get_caps(0).effective, getauxval(AT_SECURE),
		 getauxval(AT_UID), getauxval(AT_EUID), getauxval(AT_GID),
		 getauxval(AT_EGID), prctl(PR_GET_DUMPABLE));
	if (strcmp(found, wanted))
		tap_print("# found: %s", found);
	return strcmp(found, wanted) != 0;
}

static int copy_self(const char *to)
{
	char buf[65536];
	int from = open(self, O_RDONLY), fd = open(to, O_CREAT | O_WRONLY, 0755);
	ssize_t n;

	while ((n = read(from, buf, sizeof(buf))) > 0)
		if (write(fd, buf, n) != n)
			return -1;
	close(from);
	return close(fd);
}

struct program {
	const char *path;
	uid_t uid;
	gid_t gid;
	mode_t mode;
	const char *expected;
};

static int execute(void *arg)
{
	const struct program *p = arg;
	char *argv[] = { (char *)p->path, "report", (char *)p->expected, NULL };
	char *none[] = { NULL };

	if (chown(p->path, p->uid, p->gid) || chmod(p->path, p->mode) ||
	    become(ALICE, ALICE))
		return 100;
	execve(p->path, argv, none);
	return errno;
}

static int execute_as_root(void *arg)
{
	const struct program *p = arg;
	char *argv[] = { (char *)self, "report", (char *)p->expected, NULL };
	char *none[] = { NULL };

	if (sys(SYS_setresuid, ALICE, 0, BOB))
		return 100;
	execve(self, argv, none);
	return errno;
}

static void test_exec(void)
{
	static struct program plain = {
		PROGRAM, 0, 0, 0755,
		"1000 1000 1000 1000 1000 1000 caps 0 secure 0 aux 1000 1000 1000 1000 dump 1"
	};
	static struct program setuid = {
		PROGRAM, 0, 0, 04755,
		"1000 0 0 1000 1000 1000 caps 1 secure 1 aux 1000 0 1000 1000 dump 0"
	};
	static struct program setbob = {
		PROGRAM, BOB, 0, 04755,
		"1000 2000 2000 1000 1000 1000 caps 0 secure 1 aux 1000 2000 1000 1000 dump 0"
	};
	static struct program setgid = {
		PROGRAM, 0, BOB, 02755,
		"1000 1000 1000 1000 2000 2000 caps 0 secure 1 aux 1000 1000 1000 2000 dump 0"
	};
	static struct program lock = {
		PROGRAM, 0, BOB, 02745,
		"1000 1000 1000 1000 1000 1000 caps 0 secure 0 aux 1000 1000 1000 1000 dump 1"
	};
	static struct program unread = {
		PROGRAM, 0, 0, 0711,
		"1000 1000 1000 1000 1000 1000 caps 0 secure 0 aux 1000 1000 1000 1000 dump 0"
	};
	static struct program denied = { PROGRAM, 0, 0, 0744, "" };
	static struct program root = {
		NULL, 0, 0, 0, "1000 0 0 0 0 0 caps 1 secure 1 aux 1000 0 0 0 dump 0"
	};

	EQ(copy_self(PROGRAM), 0, "a program to execute");
	EQ(failed_step(execute, &plain), 0, "exec keeps who one is");
	EQ(failed_step(execute, &setuid), 0, "set-user-ID root");
	EQ(failed_step(execute, &setbob), 0, "set-user-ID somebody else");
	EQ(failed_step(execute, &setgid), 0, "set-group-ID");
	EQ(failed_step(execute, &lock), 0, "set-group-ID without group execution");
	EQ(failed_step(execute, &unread), 0,
	   "a program may be executed without being read");
	EQ(failed_step(execute, &denied), EACCES, "nor executed by who may only read it");
	EQ(failed_step(execute_as_root, &root), 0, "effective root stays, and is saved");
}

int main(int argc, char *argv[])
{
	self = argv[0];
	if (argc == 3 && !strcmp(argv[1], "report"))
		return report(argv[2]);
	test_numbers();
	test_capabilities();
	test_exec();
	return tap_done();
}
