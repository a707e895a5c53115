/*
 * tests/user/open_flags_test.c - open(2): flags that contradict each other, what F_GETFL says
 *
 * With two more questions about names that are easy to get wrong: what is read by an empty
 * name, and whose mode a symbolic link has.
 */
#include "mem.h"

#define DIR "/tmp/open_flags"

static void test_directories(void)
{
	struct stat st;

	FAILS(open(DIR "/new", O_RDONLY | O_CREAT | O_DIRECTORY, 0700), EINVAL,
	      "O_CREAT and O_DIRECTORY");
	FAILS(stat(DIR "/new", &st), ENOENT, "make nothing");
	FAILS(open(DIR "/f", O_RDONLY | O_CREAT | O_DIRECTORY), EINVAL,
	      "nor do they open what is there");
	FAILS(open(DIR, 3), EISDIR, "a directory for neither reading nor writing");
	EQ(close(open(DIR "/f", 3)), 0, "a file can be, for ioctl(2)");
	FAILS(open(DIR "/.", O_CREAT | O_EXCL, 0700), EEXIST, "O_EXCL: a dot is there");
	FAILS(open(DIR "/.", O_CREAT, 0700), EISDIR, "without it, a directory");
	FAILS(open("/", O_CREAT | O_EXCL, 0700), EEXIST, "and so is the root");
}

static void test_getfl(void)
{
	int fd = open(DIR "/f", O_RDONLY | O_CLOEXEC | O_APPEND | O_CREAT, 0600);

	EQ(fcntl(fd, F_GETFL) & ~0100000, O_APPEND,
	   "F_GETFL: not O_CREAT, nor O_CLOEXEC");
	EQ(fcntl(fd, F_GETFD), FD_CLOEXEC, "that is F_GETFD's");
	close(fd);
	fd = open(DIR "/f", O_PATH | O_RDWR | O_CLOEXEC);
	EQ(fcntl(fd, F_GETFL), O_PATH, "of a place there is O_PATH only");
	close(fd);
}

static void test_links(void)
{
	int fd = open(DIR "/link", O_PATH | O_NOFOLLOW);
	char name[64], text[64];
	struct stat st;

	EQ(readlinkat(fd, "", text, sizeof(text)), 1, "readlink of a descriptor");
	FAILS(readlink("", text, sizeof(text)), ENOENT, "of an empty name");
	FAILS(readlinkat(AT_FDCWD, "", text, sizeof(text)), ENOENT,
	      "which is no directory");
	snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	FAILS(chmod(name, 0600), EOPNOTSUPP, "the mode of a link does not change");
	EQ(lstat(DIR "/link", &st), 0, "it");
	EQ(st.st_mode, S_IFLNK | 0777, "stays");
	EQ(fchownat(fd, "", getuid(), -1, AT_EMPTY_PATH), 0, "its owner may");
	close(fd);
}

int main(void)
{
	mkdir(DIR, 0700);
	close(open(DIR "/f", O_WRONLY | O_CREAT, 0600));
	symlink("f", DIR "/link");
	test_directories();
	test_getfl();
	test_links();
	unlink(DIR "/link");
	unlink(DIR "/f");
	EQ(rmdir(DIR), 0, "nothing is left");
	return tap_done();
}
