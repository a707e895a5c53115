/*
 * tests/user/shm_limits_test.c - /proc/sys/kernel/shmmax, shmall and shmmni, and what they do
 *
 * In Linux only root may: the recording's.
 */
#define _GNU_SOURCE
#include <sys/ipc.h>
#include <sys/shm.h>

#include "mem.h"

#define KEY 0x41544c54

static long set(const char *name, const char *text)
{
	char path[64];
	long result;
	int fd;

	snprintf(path, sizeof(path), "/proc/sys/kernel/%s", name);
	fd = open(path, O_WRONLY);
	result = sys(SYS_write, fd, text, strlen(text));
	close(fd);
	return result > 0 ? 0 : result;
}

/* Makes nothing that stays. */
static long try_size(unsigned long size)
{
	long id = sys(SYS_shmget, IPC_PRIVATE, size, 0600);

	if (id < 0)
		return id;
	sys(SYS_shmctl, id, IPC_RMID, NULL);
	return 0;
}

/* Who has no huge pages learns first whether they would be for him. */
static int try_huge(void *unused)
{
	if (sys(SYS_setgid, 1) || sys(SYS_setuid, 1))
		return 0;
	sys(SYS_shmget, IPC_PRIVATE, 2 << 20, SHM_HUGETLB | 0600);
	return errno;
}

int main(void)
{
	long id = sys(SYS_shmget, KEY, 2 * PAGE, IPC_CREAT | 0600);
	struct shminfo limits;

	EQ(set("shmmax", "8191"), 0, "shmmax becomes 8191");
	FAILS(try_size(2 * PAGE), EINVAL, "two pages are too many");
	EQ(try_size(8191), 0, "one byte less are not");
	EQ(sys(SYS_shmget, KEY, 2 * PAGE, 0600), id, "what is there stays");
	EQ(set("shmall", "3\n"), 0, "shmall becomes 3");
	EQ(try_size(PAGE), 0, "two pages and one");
	FAILS(try_size(PAGE + 1), ENOSPC, "two and two");
	EQ(set("shmmni", "1"), 0, "shmmni becomes 1");
	FAILS(try_size(PAGE), ENOSPC, "two segments");
	sys(SYS_shmctl, 0, IPC_INFO, &limits);
	EQ(limits.shmmax, 8191, "IPC_INFO tells shmmax");
	EQ(limits.shmall, 3, "and shmall");
	EQ(limits.shmmni, 1, "and shmmni");
	FAILS(set("shmmni", "32769"), EINVAL, "shmmni: too many");
	FAILS(set("shmmni", "-1"), EINVAL, "less than none");
	FAILS(set("shmmax", "x"), EINVAL, "shmmax: no number");
	set("shmmni", "4096");
	set("shmall", "18446744073692774399");
	EQ(set("shmmax", "18446744073692774399"), 0, "the largest shmmax");
	EQ(try_size(2 * PAGE), 0, "two pages again");
	OK(exited_with(in_child(try_huge, NULL), EPERM), "SHM_HUGETLB without a right");
	sys(SYS_shmctl, id, IPC_RMID, NULL);
	return tap_done();
}
