/*
 * tests/user/securebits_test.c - prctl(PR_SET_SECUREBITS): root that is less than it was
 *
 * Started with a number, the program leaves with 1 if it has capabilities, else with 0.
 */
#define _GNU_SOURCE
#include <linux/capability.h>
#include <linux/securebits.h>
#include <stdlib.h>
#include <sys/prctl.h>

#include "cred.h"

#define LOCK(bit) ((bit) << 1)
#define CAP_CHOWN 0
#define CAP_KILL 5

static int set_bits(unsigned int bits)
{
	return prctl(PR_SET_SECUREBITS, bits);
}

static int get_caps(struct __user_cap_data_struct data[2])
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };

	return sys(SYS_capget, &header, data);
}

static int is_effective(int cap)
{
	struct __user_cap_data_struct data[2];

	return !get_caps(data) && (data[0].effective & 1U << cap);
}

static int program_is_root(void)
{
	char *argv[] = { "/proc/self/exe", "1", NULL };

	return exited_with(run_program(argv), 1);
}

static int locks(void *unused)
{
	MUST(prctl(PR_GET_SECUREBITS) == 0);
	MUST(!prctl(PR_SET_KEEPCAPS, 1));
	MUST(prctl(PR_GET_SECUREBITS) == SECBIT_KEEP_CAPS);
	REFUSED(set_bits(0x100), EPERM);
	MUST(!set_bits(LOCK(SECBIT_KEEP_CAPS)));
	MUST(prctl(PR_GET_KEEPCAPS) == 0);
	REFUSED(prctl(PR_SET_KEEPCAPS, 2), EINVAL);
	REFUSED(prctl(PR_SET_KEEPCAPS, 1), EPERM);
	REFUSED(set_bits(0), EPERM);
	REFUSED(set_bits(SECBIT_KEEP_CAPS | LOCK(SECBIT_KEEP_CAPS)), EPERM);
	MUST(!set_bits(LOCK(SECBIT_KEEP_CAPS) | SECBIT_NOROOT | LOCK(SECBIT_NOROOT)));
	MUST(prctl(PR_GET_SECUREBITS) == 0x23);
	return 0;
}

static int set_bits_of_child(void *bits)
{
	return prctl(PR_GET_SECUREBITS) != *(int *)bits;
}

static int inherit(void *unused)
{
	int bits = SECBIT_NO_SETUID_FIXUP;

	MUST(!set_bits(bits));
	MUST(!failed_step(set_bits_of_child, &bits));
	MUST(!become(ALICE, ALICE));
	MUST(prctl(PR_GET_SECUREBITS) == bits);
	return 0;
}

static int by_nobody(void *unused)
{
	MUST(!become(ALICE, ALICE));
	REFUSED(set_bits(0), EPERM);
	REFUSED(set_bits(SECBIT_NOROOT), EPERM);
	MUST(!prctl(PR_SET_KEEPCAPS, 1));
	return 0;
}

static int no_root(void *unused)
{
	MUST(program_is_root());
	MUST(!set_bits(SECBIT_NOROOT));
	MUST(is_effective(CAP_CHOWN));
	MUST(!program_is_root());
	return 0;
}

static int no_fixup(void *unused)
{
	MUST(!set_bits(SECBIT_NO_SETUID_FIXUP));
	MUST(!sys(SYS_setfsuid, ALICE));
	MUST(is_effective(CAP_CHOWN));
	MUST(!sys(SYS_setresuid, ALICE, ALICE, ALICE));
	MUST(is_effective(CAP_CHOWN) && is_effective(CAP_KILL));
	MUST(!sys(SYS_setresuid, 0, 0, 0));
	return 0;
}

static int no_raise(void *unused)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2];

	MUST(!get_caps(data));
	data[0].inheritable = 1U << CAP_CHOWN;
	MUST(!sys(SYS_capset, &header, data));
	MUST(!prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_CHOWN, 0, 0));
	MUST(!set_bits(SECBIT_NO_CAP_AMBIENT_RAISE));
	REFUSED(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_CHOWN, 0, 0), EPERM);
	MUST(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_CHOWN, 0, 0) == 1);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return is_effective(CAP_CHOWN) != 0;
	EQ(failed_step(locks, NULL), 0, "what is locked stays");
	EQ(failed_step(inherit, NULL), 0, "a child has them, and who becomes another");
	EQ(failed_step(by_nobody, NULL), 0, "CAP_SETPCAP sets them");
	EQ(failed_step(no_root, NULL), 0, "NOROOT: a program of root may nothing");
	EQ(failed_step(no_fixup, NULL), 0,
	   "NO_SETUID_FIXUP: who becomes another may all");
	EQ(failed_step(no_raise, NULL), 0, "NO_CAP_AMBIENT_RAISE");
	return tap_done();
}
