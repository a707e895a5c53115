/* tests/user/execveat_test.c - execve of what a descriptor names: files, paths, scripts */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include "child.h"
#include "tap.h"

#define DIR "/tmp/execveat"

static const char *self;

/* What is tried: execveat(fd, path, ..., flags), and by what name the program then runs. */
struct attempt {
	int fd;
	const char *path;
	int flags;
	const char *execfn, *comm;
};

/* argv: self "executed" AT_EXECFN comm. => 42: that is how we were started. */
static int executed(char **argv)
{
	char comm[16];

	if (strcmp((char *)getauxval(AT_EXECFN), argv[2]))
		return 1;
	prctl(PR_GET_NAME, comm);
	return strcmp(comm, argv[3]) ? 2 : 42;
}

/*
 * As a script's interpreter: self SCRIPT "executed" ... => 43: it can be read, and we are
 * called like it; 44: like ourselves.
 */
static int interprets(const char *script)
{
	char comm[16];

	prctl(PR_GET_NAME, comm);
	if (open(script, O_RDONLY) < 0)
		return 3;
	return strcmp(comm, "script") ? 44 : 43;
}

static int body(void *arg)
{
	const struct attempt *a = arg;
	char *argv[] = { "x", "executed", (char *)a->execfn, (char *)a->comm, NULL };

	sys(SYS_execveat, a->fd, a->path, argv, NULL, a->flags);
	return errno;
}

/* How does it end? With execve's errno, if that fails. */
static int run_as(int fd, const char *path, int flags, const char *execfn,
		  const char *comm)
{
	struct attempt attempt = { fd, path, flags, execfn, comm };
	int status = in_child(body, &attempt);

	return WIFEXITED(status) ? WEXITSTATUS(status) : -status;
}

static int run(int fd, const char *path, int flags)
{
	return run_as(fd, path, flags, "", "");
}

static void copy_self(const char *to)
{
	int in = open(self, O_RDONLY), out = open(to, O_WRONLY | O_CREAT, 0755);
	char buf[4096];
	ssize_t n;

	while ((n = read(in, buf, sizeof(buf))) > 0)
		if (write(out, buf, n) != n)
			_exit(98);
	close(in);
	close(out);
}

static int write_script(const char *path)
{
	char text[256];
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0755);

	snprintf(text, sizeof(text), "#!%s\n", self);
	if (write(fd, text, strlen(text)) < 0)
		_exit(98);
	close(fd);
	return open(path, O_RDONLY);
}

/* Descriptors have fixed numbers, so that the names that they lead to are known. */
static int at(int fd, int number)
{
	if (dup2(fd, number) != number)
		_exit(97);
	close(fd);
	return number;
}

static void test_names(void)
{
	int dir = at(open(DIR, O_RDONLY | O_DIRECTORY), 50);
	int file = at(open(DIR "/file", O_RDONLY), 51);
	int path = at(open(DIR "/file", O_PATH), 52);
	int secret = at(open(DIR, O_RDONLY | O_DIRECTORY), 53);

	fcntl(secret, F_SETFD, FD_CLOEXEC);
	EQ(run_as(file, "", AT_EMPTY_PATH, "/dev/fd/51", "file"), 42, "a descriptor");
	EQ(run_as(path, "", AT_EMPTY_PATH, "/dev/fd/52", "file"), 42, "one of O_PATH");
	EQ(run_as(dir, "file", 0, "/dev/fd/50/file", "file"), 42, "in a directory");
	EQ(run_as(secret, "file", 0, "/dev/fd/53/file", "file"), 42,
	   "in one that will be closed");
	EQ(run_as(dir, DIR "/file", 0, DIR "/file", "file"), 42, "a path from the root");
	EQ(run_as(-1, DIR "/file", 0, DIR "/file", "file"), 42,
	   "a path from the root needs none");
	EQ(run_as(AT_FDCWD, "file", 0, "file", "file"), 42, "from here");
	EQ(run_as(dir, "link", 0, "/dev/fd/50/link", "link"), 42, "through a link");
	EQ(run(dir, "link", AT_SYMLINK_NOFOLLOW), ELOOP, "not through a link");
	EQ(run_as(dir, "file", AT_SYMLINK_NOFOLLOW, "/dev/fd/50/file", "file"), 42,
	   "no link is there");
	EQ(run_as(dir, "file", AT_EMPTY_PATH, "/dev/fd/50/file", "file"), 42,
	   "a path beats AT_EMPTY_PATH");
}

static void test_errors(void)
{
	int dir = at(open(DIR, O_RDONLY | O_DIRECTORY), 50);
	int file = at(open(DIR "/file", O_RDONLY), 51);
	int data = at(open(DIR "/data", O_RDWR | O_CREAT, 0644), 52);

	EQ(run(file, "", 0), ENOENT, "no path");
	EQ(run(99, "file", 0), EBADF, "no descriptor");
	EQ(run(99, "", AT_EMPTY_PATH), EBADF, "no descriptor, no path");
	EQ(run(file, "file", 0), ENOTDIR, "below a file");
	EQ(run(dir, "", AT_EMPTY_PATH), EACCES, "a directory");
	EQ(run(AT_FDCWD, "", AT_EMPTY_PATH), EACCES, "this directory");
	EQ(run(data, "", AT_EMPTY_PATH), EACCES, "not executable");
	fchmod(data, 0755);
	EQ(run(data, "", AT_EMPTY_PATH), ETXTBSY, "open for writing");
	EQ(run(file, "", AT_EMPTY_PATH | 1), EINVAL, "unknown flags");
	EQ(run(file, (char *)8, AT_EMPTY_PATH), EFAULT, "a bad path");
	EQ(run(file, (char *)8, 1), EFAULT, "a bad path before bad flags");
}

static void test_scripts(void)
{
	int script = at(write_script(DIR "/script"), 54);
	int dir = at(open(DIR, O_RDONLY | O_DIRECTORY), 50);

	EQ(run(script, "", AT_EMPTY_PATH), 44, "a script's descriptor");
	EQ(run(dir, "script", 0), 43, "a script in a directory");
	fcntl(script, F_SETFD, FD_CLOEXEC);
	fcntl(dir, F_SETFD, FD_CLOEXEC);
	EQ(run(script, "", AT_EMPTY_PATH), ENOENT, "a descriptor that will be closed");
	EQ(run(dir, "script", 0), ENOENT, "a directory that will be closed");
	EQ(run(dir, DIR "/script", 0), 43, "a path does not need it");
	unlink(DIR "/script");
	fcntl(script, F_SETFD, 0);
	EQ(run(script, "", AT_EMPTY_PATH), 44, "a script without a name");
}

int main(int argc, char **argv)
{
	if (argc > 2 && !strcmp(argv[1], "executed"))
		return executed(argv);
	if (argc > 1)
		return interprets(argv[1]);
	self = realpath(argv[0], NULL);
	symlink("/proc/self/fd", "/dev/fd"); /* udev's business */
	mkdir(DIR, 0755);
	copy_self(DIR "/file");
	if (chdir(DIR) || symlink("file", DIR "/link"))
		return 99;
	test_names();
	test_errors();
	test_scripts();
	unlink(DIR "/file");
	unlink(DIR "/link");
	unlink(DIR "/data");
	rmdir(DIR);
	return tap_done();
}
