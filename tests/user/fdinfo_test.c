/*
 * tests/user/fdinfo_test.c - /proc/PID/fdinfo: position, flags, mount and inode of a descriptor
 */
#include "mem.h"

#define FILE_NAME "/tmp/fdinfo_test"

/* A number of the line that begins so; octal for the flags. -1: there is none. */
static long long field(pid_t pid, int fd, const char *name)
{
	char path[64], line[128];
	long long value = -1;
	FILE *from;

	snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", pid, fd);
	from = fopen(path, "r");
	while (from && fgets(line, sizeof(line), from))
		if (!strncmp(line, name, strlen(name)) && line[strlen(name)] == ':')
			value = strtoll(line + strlen(name) + 1, NULL,
					strcmp(name, "flags") ? 10 : 8);
	if (from)
		fclose(from);
	return value;
}

static void test_fields(void)
{
	int fd = open(FILE_NAME, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	pid_t self = getpid();
	struct stat st;

	lseek(fd, 12345, SEEK_SET);
	fstat(fd, &st);
	EQ(field(self, fd, "pos"), 12345, "pos");
	EQ(field(self, fd, "flags"), O_RDWR | O_APPEND | O_CLOEXEC | 0100000, "flags");
	EQ(field(self, fd, "ino"), st.st_ino, "ino");
	OK(field(self, fd, "mnt_id") > 0, "mnt_id");
	fcntl(fd, F_SETFD, 0);
	EQ(field(self, fd, "flags"), O_RDWR | O_APPEND | 0100000, "without O_CLOEXEC");
	fcntl(fd, F_SETFL, O_NONBLOCK);
	EQ(field(self, fd, "flags"), O_RDWR | O_NONBLOCK | 0100000,
	   "as F_SETFL has them");
	close(fd);
	EQ(field(self, fd, "pos"), -1, "nothing of one that is closed");
}

static void test_directory(void)
{
	struct stat st;
	int fd;
	char c;

	EQ(stat("/proc/self/fdinfo", &st), 0, "the directory");
	EQ(st.st_mode, S_IFDIR | 0555, "can be read by all");
	EQ(stat("/proc/self/fdinfo/1", &st), 0, "a file in it");
	EQ(st.st_mode, S_IFREG | 0444, "too");
	FAILS(open("/proc/self/fdinfo/99", O_RDONLY), ENOENT, "no such descriptor");
	FAILS(open("/proc/self/fdinfo/x", O_RDONLY), ENOENT, "no number");
	FAILS(chmod("/proc/self/fdinfo/1", 0600), EPERM, "its mode stays");
	dup2(1, 50);
	fd = open("/proc/self/fdinfo/50", O_RDONLY);
	close(50);
	FAILS(read(fd, &c, 1), ENOENT, "read when the descriptor is gone");
	close(fd);
}

static int as_other(void *pid)
{
	if (setgid(1000) || setuid(1000))
		return 1;
	return field((long)pid, 1, "pos") != -1;
}

int main(void)
{
	test_fields();
	test_directory();
	if (getuid() == 0)
		EQ(in_child(as_other, (void *)(long)getpid()), 0,
		   "another user sees none");
	else
		tap_skip("another user", "root only");
	unlink(FILE_NAME);
	return tap_done();
}
