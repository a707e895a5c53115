/*
 * tests/user/cap_ambient_test.c - prctl(2): what stays when root is given up, and over execve(2)
 *
 * Started with two numbers in hex, the program says by its exit status whether these are what
 * is permitted and ambient, and that nothing is kept a second time.
 */
#define _GNU_SOURCE
#include <linux/capability.h>
#include <stdlib.h>
#include <sys/prctl.h>

#include "cred.h"

#define NET_BIND 10 /* CAP_NET_BIND_SERVICE */
#define BIND (1ULL << NET_BIND)
#define AMBIENT(how, cap) prctl(PR_CAP_AMBIENT, how, cap, 0, 0)

static unsigned long long caps(const char *name)
{
	unsigned long long value = 0;
	char line[128];
	FILE *file = fopen("/proc/self/status", "r");

	while (fgets(line, sizeof(line), file))
		if (!strncmp(line, name, strlen(name)))
			value = strtoull(line + strlen(name), NULL, 16);
	fclose(file);
	return value;
}

/* Of the lower 32, these are inheritable. */
static int set_caps(unsigned int inheritable)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2] = { 0 };

	if (sys(SYS_capget, &header, data))
		return -1;
	data[0].inheritable = inheritable;
	return sys(SYS_capset, &header, data);
}

static int execute(const char *permitted, const char *ambient)
{
	pid_t child = fork();
	int status;

	if (!child) {
		execl("/proc/self/exe", "caps", permitted, ambient, NULL);
		_exit(99);
	}
	return waitpid(child, &status, 0) == child && exited_with(status, 0);
}

static int keep(void *unused)
{
	MUST(prctl(PR_GET_KEEPCAPS) == 0);
	REFUSED(prctl(PR_SET_KEEPCAPS, 2), EINVAL);
	MUST(!prctl(PR_SET_KEEPCAPS, 1));
	MUST(prctl(PR_GET_KEEPCAPS) == 1);
	MUST(!become(ALICE, ALICE));
	MUST(caps("CapPrm:") & BIND);
	MUST(!caps("CapEff:"));
	MUST(execute("0", "0"));
	return 0;
}

static int change(void *unused)
{
	REFUSED(AMBIENT(PR_CAP_AMBIENT_RAISE, NET_BIND), EPERM);
	MUST(!set_caps(BIND));
	MUST(AMBIENT(PR_CAP_AMBIENT_IS_SET, NET_BIND) == 0);
	MUST(!AMBIENT(PR_CAP_AMBIENT_RAISE, NET_BIND));
	MUST(AMBIENT(PR_CAP_AMBIENT_IS_SET, NET_BIND) == 1);
	MUST(caps("CapAmb:") == BIND);
	REFUSED(AMBIENT(PR_CAP_AMBIENT_RAISE, 64), EINVAL);
	REFUSED(AMBIENT(9, NET_BIND), EINVAL);
	REFUSED(AMBIENT(PR_CAP_AMBIENT_CLEAR_ALL, 1), EINVAL);
	REFUSED(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_LOWER, NET_BIND, 1, 0), EINVAL);
	MUST(!AMBIENT(PR_CAP_AMBIENT_LOWER, NET_BIND));
	MUST(!caps("CapAmb:"));
	MUST(!AMBIENT(PR_CAP_AMBIENT_RAISE, NET_BIND));
	MUST(!AMBIENT(PR_CAP_AMBIENT_CLEAR_ALL, 0));
	MUST(!caps("CapAmb:"));
	MUST(!AMBIENT(PR_CAP_AMBIENT_RAISE, NET_BIND));
	MUST(!set_caps(0)); /* no more inheritable */
	MUST(!caps("CapAmb:"));
	return 0;
}

static int over_exec(void *gid)
{
	MUST(!set_caps(BIND) && !AMBIENT(PR_CAP_AMBIENT_RAISE, NET_BIND));
	MUST(!prctl(PR_SET_KEEPCAPS, 1));
	MUST(!setresgid(ALICE, *(gid_t *)gid, ALICE) && !setresuid(ALICE, ALICE, ALICE));
	MUST(!caps("CapAmb:"));
	MUST(!AMBIENT(PR_CAP_AMBIENT_RAISE, NET_BIND));
	if (*(gid_t *)gid == ALICE)
		MUST(execute("400", "400"));
	else
		MUST(execute("0", "0"));
	return 0;
}

int main(int argc, char **argv)
{
	gid_t same = ALICE, other = BOB;

	if (argc == 3)
		return caps("CapPrm:") != strtoull(argv[1], NULL, 16) ||
		       caps("CapAmb:") != strtoull(argv[2], NULL, 16) ||
		       caps("CapEff:") != caps("CapAmb:") || prctl(PR_GET_KEEPCAPS);
	EQ(failed_step(keep, NULL), 0, "PR_SET_KEEPCAPS");
	EQ(failed_step(change, NULL), 0, "PR_CAP_AMBIENT");
	EQ(failed_step(over_exec, &same), 0, "what is ambient lasts over execve");
	EQ(failed_step(over_exec, &other), 0, "but for one who acts as another");
	return tap_done();
}
