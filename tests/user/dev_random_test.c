/*
 * tests/user/dev_random_test.c - /dev/random and /dev/urandom
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "tap.h"

#ifndef GRND_INSECURE
#define GRND_INSECURE 4
#endif

static void test_device(const char *name, unsigned int minor_wanted)
{
	static unsigned char bytes[100000];
	int fd = open(name, O_RDWR), seen[256] = { 0 }, kinds = 0;
	struct stat st;

	OK(fd >= 0, "%s can be opened", name);
	fstat(fd, &st);
	EQ(st.st_mode, S_IFCHR | 0666, "by everybody");
	OK(major(st.st_rdev) == 1 && minor(st.st_rdev) == minor_wanted, "its number");
	EQ(read(fd, bytes, sizeof(bytes)), sizeof(bytes), "as many bytes as wanted");
	for (unsigned int i = 0; i < sizeof(bytes); i++)
		kinds += !seen[bytes[i]]++;
	EQ(kinds, 256, "every value is among them");
	EQ(write(fd, bytes, 1000), 1000, "it takes bytes");
	FAILS(read(fd, (void *)1, 8), EFAULT, "a bad address to read to");
	FAILS(write(fd, (void *)1, 8), EFAULT, "a bad address to write from");
	close(fd);
}

int main(void)
{
	char number;

	test_device("/dev/random", 8);
	test_device("/dev/urandom", 9);
	FAILS(sys(SYS_getrandom, &number, 1, GRND_RANDOM | GRND_INSECURE), EINVAL,
	      "getrandom: the best bytes, and any");
	return tap_done();
}
