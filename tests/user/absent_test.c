/* tests/user/absent_test.c - what is not there, or not for all; unshare; the kernel's log */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "cred.h"

/* A family that no kernel has. */
#define AF_NONE 99

static char log_text[1 << 18];

static void test_sockets(void)
{
	int fds[2];

	FAILS(sys(SYS_socket, AF_NONE, SOCK_STREAM, 0), EAFNOSUPPORT, "no such family");
	FAILS(sys(SYS_socket, AF_UNIX, 77, 0), EINVAL, "no such type");
	FAILS(sys(SYS_socket, AF_UNIX, SOCK_STREAM | 0x10000, 0), EINVAL,
	      "unknown flags");
	FAILS(sys(SYS_connect, 99, "", 0), EBADF, "connect of no descriptor");
	if (!pipe(fds))
		FAILS(sys(SYS_connect, fds[0], "\1\0", 2), ENOTSOCK, "connect of a pipe");
}

static void test_attributes(void)
{
	char value[8];

	close(open("file", O_CREAT | O_RDWR, 0644));
	FAILS(sys(SYS_getxattr, "file", "user.x", value, 8), EOPNOTSUPP, "getxattr");
	FAILS(sys(SYS_lgetxattr, "file", "user.x", value, 8), EOPNOTSUPP, "lgetxattr");
	FAILS(sys(SYS_getxattr, "none", "user.x", value, 8), ENOENT, "of no file");
	FAILS(sys(SYS_getxattr, "file", "", value, 8), ERANGE, "no name");
	FAILS(sys(SYS_getxattr, "file", 1, value, 8), EFAULT, "a bad name");
	FAILS(sys(SYS_getxattr, 1, "user.x", value, 8), EFAULT, "a bad path");
}

/* Modules, swap areas and namespaces are for who may have them, were there any. */
static int as_alice(void *unused)
{
	MUST(!become(ALICE, ALICE));
	REFUSED(sys(SYS_init_module, "", 0, ""), EPERM);
	REFUSED(sys(SYS_finit_module, 0, "", 0), EPERM);
	REFUSED(sys(SYS_delete_module, "none", 0), EPERM);
	REFUSED(sys(SYS_swapon, "none", 0), EPERM);
	REFUSED(sys(SYS_swapoff, "none"), EPERM);
	REFUSED(sys(SYS_unshare, CLONE_NEWNS), EPERM);
	REFUSED(sys(SYS_unshare, CLONE_NEWUTS | CLONE_FS), EPERM);
	REFUSED(sys(SYS_unshare, CLONE_NEWNS | CLONE_PARENT), EINVAL);
	return 0;
}

static int shares_files(void *arg)
{
	int fd = *(int *)arg;

	return close(fd);
}

static int closes_its_own(void *arg)
{
	if (sys(SYS_unshare, CLONE_FILES | CLONE_FS))
		return 1;
	chdir("/");
	umask(0777);
	return close(*(int *)arg);
}

/* Run @body in a child that shares files, root and cwd with us. */
static int with_shared(int (*body)(void *), void *arg)
{
	static char stack[1 << 16] __attribute__((aligned(16)));
	pid_t child =
		clone(body, stack + sizeof(stack), CLONE_FILES | CLONE_FS | SIGCHLD, arg);
	int status;

	return waitpid(child, &status, 0) == child ? status : -1;
}

static void test_unshare(void)
{
	int fd = open("file", O_RDONLY), mask = umask(022);
	char cwd[64], now[64];

	EQ(sys(SYS_unshare, 0), 0, "unshare nothing");
	EQ(sys(SYS_unshare, CLONE_FILES | CLONE_FS | CLONE_SYSVSEM), 0,
	   "what is not shared");
	EQ(sys(SYS_unshare, CLONE_VM | CLONE_SIGHAND | CLONE_THREAD), 0, "by one thread");
	FAILS(sys(SYS_unshare, CLONE_PARENT), EINVAL, "what cannot be unshared");
	FAILS(sys(SYS_unshare, 1), EINVAL, "unknown flags");
	getcwd(cwd, sizeof(cwd));
	OK(exited_with(with_shared(closes_its_own, &fd), 0), "a clone unshares");
	getcwd(now, sizeof(now));
	OK(!strcmp(cwd, now), "its directory is its own");
	EQ(umask(mask), 022, "and its umask");
	OK(fcntl(fd, F_GETFD) >= 0, "and its descriptors");
	OK(exited_with(with_shared(shares_files, &fd), 0), "another does not");
	FAILS(fcntl(fd, F_GETFD), EBADF, "and closes ours");
}

static void test_log(void)
{
	long size = sys(SYS_syslog, 10, NULL, 0), n;

	OK(size >= 4096, "the log has a size");
	n = sys(SYS_syslog, 3, log_text, sizeof(log_text) - 1);
	OK(n > 0 && n <= size, "read it all");
	OK(log_text[0] == '<' && log_text[n - 1] == '\n', "as whole lines with levels");
	n = sys(SYS_syslog, 3, log_text, 200);
	OK(n > 0 && n <= 200 && log_text[0] == '<', "only the newest");
	EQ(sys(SYS_syslog, 3, log_text, 0), 0, "none of it");
	EQ(sys(SYS_syslog, 5, NULL, 0), 0, "clear it");
	EQ(sys(SYS_syslog, 3, log_text, sizeof(log_text)), 0, "now it is empty");
	EQ(sys(SYS_syslog, 8, NULL, 7), 0, "the consoles' level");
	FAILS(sys(SYS_syslog, 8, NULL, 9), EINVAL, "no such level");
	FAILS(sys(SYS_syslog, 3, NULL, 8), EINVAL, "read to nowhere");
	FAILS(sys(SYS_syslog, 3, log_text, -1), EINVAL, "a negative size");
	FAILS(sys(SYS_syslog, 99, NULL, 0), EINVAL, "no such action");
}

int main(void)
{
	test_sockets();
	test_attributes();
	EQ(failed_step(as_alice, NULL), 0, "modules, swap and namespaces are root's");
	test_unshare();
	test_log();
	return tap_done();
}
