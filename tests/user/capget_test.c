/*
 * tests/user/capget_test.c - capget(2), capset(2): three versions of what they are given
 */
#define _GNU_SOURCE
#include <linux/capability.h>
#include <sys/types.h>

#include "cred.h"

static struct __user_cap_header_struct header;
static struct __user_cap_data_struct data[2];

static long get(unsigned int version, pid_t pid)
{
	header = (struct __user_cap_header_struct){ version, pid };
	return sys(SYS_capget, &header, data);
}

static long set(unsigned int version, pid_t pid)
{
	header = (struct __user_cap_header_struct){ version, pid };
	return sys(SYS_capset, &header, data);
}

static void test_get(unsigned int version, unsigned int upper)
{
	memset(data, 0x55, sizeof(data));
	EQ(get(version, 0), 0, "capget, version %#x", version);
	EQ(data[0].permitted, 0xffffffff, "the lower 32");
	EQ(data[1].permitted, upper, "the upper ones, if there are any");
	EQ(set(version, getpid()), 0, "and back, by one's number");
}

/* What a version has no room for is given up. */
static int set_32(void *unused)
{
	MUST(!get(_LINUX_CAPABILITY_VERSION_1, 0));
	MUST(!set(_LINUX_CAPABILITY_VERSION_1, 0));
	MUST(!get(_LINUX_CAPABILITY_VERSION_3, 0));
	MUST(data[0].permitted == 0xffffffff && !data[1].permitted);
	return 0;
}

static void test_errors(void)
{
	FAILS(get(1, 0), EINVAL, "no such version");
	EQ(header.version, _LINUX_CAPABILITY_VERSION_3, "but this is one");
	FAILS(set(1, 0), EINVAL, "nor to set");
	header.version = 1;
	EQ(sys(SYS_capget, &header, NULL), 0, "only the version is asked");
	EQ(header.version, _LINUX_CAPABILITY_VERSION_3, "and told");
	EQ(sys(SYS_capget, &header, NULL), 0, "or was known");
	FAILS(sys(SYS_capget, 8, NULL), EFAULT, "no header");
	FAILS(sys(SYS_capget, &header, 8), EFAULT, "no data");
	FAILS(sys(SYS_capset, &header, 8), EFAULT, "nor to set");
	FAILS(get(_LINUX_CAPABILITY_VERSION_3, -1), EINVAL, "a negative number");
	FAILS(get(_LINUX_CAPABILITY_VERSION_3, 1 << 30), ESRCH, "nobody's");
	FAILS(set(_LINUX_CAPABILITY_VERSION_3, -1), EPERM, "who is not the caller");
	FAILS(set(_LINUX_CAPABILITY_VERSION_3, 1), EPERM, "is not changed");
}

int main(void)
{
	/* before any that gives up what it cannot say */
	test_get(_LINUX_CAPABILITY_VERSION_3, 0x1ff);
	test_get(_LINUX_CAPABILITY_VERSION_2, 0x1ff);
	EQ(failed_step(set_32, NULL), 0, "version 1 gives up the upper ones");
	test_errors();
	test_get(_LINUX_CAPABILITY_VERSION_1, 0x55555555);
	return tap_done();
}
