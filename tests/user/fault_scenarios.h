/*
 * tests/user/fault_scenarios.h - pieces of what programs do, for fault_inject_test.c
 *
 * Each returns 0, an error number, or WRONG, and removes what it has made.
 */
#ifndef TESTS_USER_FAULT_SCENARIOS_H
#define TESTS_USER_FAULT_SCENARIOS_H

#include <poll.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include "child.h"
#include "fault_more.h"
#include "fault_remap.h"
#include "tap.h"

#define FILE_NAME "/tmp/fi_file_whose_name_is_longer_than_what_a_dentry_has_room_for"

/* Removes what there may be, also what a scenario that was killed has left. */
static void clean_up(void)
{
	static const char *const names[] = { "link", "fifo", "fifo2", "other" };
	char path[64];

	for (int i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), "/tmp/fi_dir/%s", names[i]);
		unlink(path);
	}
	umount("/tmp/fi_dir");
	rmdir("/tmp/fi_dir");
	unlink(FILE_NAME);
	unlink(COPY_NAME);
	unlink("/tmp/fi_map");
}

static int do_fork(void)
{
	int status;
	pid_t child = fork();

	if (child < 0)
		return failed();
	if (child == 0)
		_exit(7);
	return waitpid(child, &status, 0) == child && exited_with(status, 7) ? 0 : WRONG;
}

/* A table of many descriptors is copied. */
static int do_fork_with_files(void)
{
	int fd = dup2(0, 300), result = fd < 0 ? failed() : do_fork();

	if (fd >= 0)
		close(fd);
	return result;
}

static int do_vfork(void)
{
	int status;
	pid_t child = vfork();

	if (child < 0)
		return failed();
	if (child == 0)
		_exit(7);
	return waitpid(child, &status, 0) == child && exited_with(status, 7) ? 0 : WRONG;
}

static int do_mmap(void)
{
	char *area = mmap(NULL, 8 * PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int result = 0;

	if (area == MAP_FAILED)
		return failed();
	if (mprotect(area + PAGE, PAGE, PROT_NONE) ||
	    mprotect(area + 3 * PAGE, PAGE, PROT_NONE))
		result = failed();
	if (munmap(area + 5 * PAGE, PAGE) && !result)
		result = failed();
	if (munmap(area, 8 * PAGE) && munmap(area, 8 * PAGE) && !result)
		result = failed(); /* splitting takes memory: the second try ends well */
	return result;
}

static int do_brk(void)
{
	char *end = (char *)sys(SYS_brk, 0);

	if ((char *)sys(SYS_brk, end + 16 * PAGE) != end + 16 * PAGE)
		return ENOMEM;
	if ((char *)sys(SYS_brk, end) == end)
		return 0;
	return (char *)sys(SYS_brk, end) == end ? ENOMEM
						: WRONG; /* less takes memory too */
}

static int do_touch(void)
{
	char *area = mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int result = 0;

	if (area == MAP_FAILED)
		return failed();
	for (int i = 0; i < 4; i++)
		area[i * PAGE] = i + 1;
	for (int i = 0; i < 4; i++)
		if (area[i * PAGE] != i + 1 || area[i * PAGE + 1])
			result = WRONG;
	munmap(area, 4 * PAGE);
	return result;
}

static int do_pipe(void)
{
	static char data[3 * PAGE];
	int fd[2], result = 0;
	ssize_t n;

	if (pipe(fd))
		return errno == ENFILE ? ENOMEM : failed(); /* as Linux says it */
	n = write(fd[1], data, sizeof(data));
	if (n < 0)
		result = failed();
	else if (read(fd[0], data, n) != n)
		result = WRONG;
	close(fd[0]);
	close(fd[1]);
	return result;
}

static int do_pipe_size(void)
{
	int fd[2], result = 0;

	if (pipe(fd))
		return errno == ENFILE ? ENOMEM : failed();
	if (fcntl(fd[0], F_SETPIPE_SZ, 32 * PAGE) < 0)
		result = failed();
	close(fd[0]);
	close(fd[1]);
	return result;
}

static int do_async(void)
{
	int fd[2], result = 0;

	if (pipe(fd))
		return errno == ENFILE ? ENOMEM : failed();
	if (fcntl(fd[0], F_SETOWN, getpid()) || fcntl(fd[0], F_SETFL, O_ASYNC) < 0)
		result = failed();
	close(fd[0]);
	close(fd[1]);
	return result;
}

/* More pieces than fit on the kernel's stack. */
static int do_vectors(void)
{
	static struct iovec vectors[100];
	static char data[100];
	int fd[2], result = 0;

	for (int i = 0; i < 100; i++)
		vectors[i] = (struct iovec){ data + i, 1 };
	if (pipe(fd))
		return errno == ENFILE ? ENOMEM : failed();
	if (writev(fd[1], vectors, 100) != 100 || readv(fd[0], vectors, 100) != 100)
		result = failed();
	close(fd[0]);
	close(fd[1]);
	return result;
}

static int do_poll(void)
{
	static struct pollfd fds[200];
	int fd[2], result = 0;

	if (pipe(fd))
		return errno == ENFILE ? ENOMEM : failed();
	for (int i = 0; i < 200; i++)
		fds[i] = (struct pollfd){ .fd = fd[i & 1], .events = POLLIN | POLLOUT };
	switch (poll(fds, 200, 0)) {
	case -1:
		result = failed();
		break;
	case 100:
		break;
	default:
		result = WRONG;
	}
	close(fd[0]);
	close(fd[1]);
	return result;
}

static int do_file(void)
{
	static char data[2 * PAGE];
	int fd = open(FILE_NAME, O_RDWR | O_CREAT | O_EXCL, 0600), result = 0;
	ssize_t n;

	if (fd < 0)
		return failed();
	n = write(fd, data, sizeof(data));
	if (n < 0)
		result = failed();
	else if (lseek(fd, 0, SEEK_SET) || read(fd, data, sizeof(data)) != n)
		result = WRONG;
	if (!result && ftruncate(fd, 100))
		result = failed();
	close(fd);
	if (unlink(FILE_NAME) && !result)
		result = failed();
	return result;
}

static int do_shared_file_map(void)
{
	int fd = open("/tmp/fi_map", O_RDWR | O_CREAT | O_EXCL, 0600), result = 0;
	volatile char *area;

	if (fd < 0)
		return failed();
	if (ftruncate(fd, 2 * PAGE))
		result = failed();
	area = result ? MAP_FAILED
		      : mmap(DISTANT, 2 * PAGE, PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_FIXED, fd, 0);
	if (area != MAP_FAILED) {
		area[0] = area[PAGE] + 1;
		munmap((void *)area, 2 * PAGE);
	} else if (!result) {
		result = failed();
	}
	close(fd);
	unlink("/tmp/fi_map");
	return result;
}

static int do_names(void)
{
	int result = 0, fd;

	if (mkdir("/tmp/fi_dir", 0700))
		return failed();
	if (symlink("/tmp/fi_dir/longer/than/what/fits/into/an/inode",
		    "/tmp/fi_dir/link") ||
	    mknod("/tmp/fi_dir/fifo", S_IFIFO | 0600, 0) ||
	    link("/tmp/fi_dir/fifo", "/tmp/fi_dir/fifo2") ||
	    rename("/tmp/fi_dir/fifo", "/tmp/fi_dir/other"))
		result = failed();
	fd = result ? -1 : open("/tmp/fi_dir/other", O_RDWR);
	if (fd >= 0)
		close(fd);
	else if (!result)
		result = failed();
	clean_up();
	return result;
}

static int do_tmpfile(void)
{
	int fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);

	return fd < 0 ? failed() : close(fd) ? WRONG : 0;
}

static int do_dup(void)
{
	static int target = 100;
	int fd = dup2(0, target *= 2); /* beyond the table */

	if (fd < 0)
		return failed();
	return close(fd) ? WRONG : 0;
}

/* Read a whole file in pieces. */
static int read_file(const char *path)
{
	static char buf[3000];
	int fd = open(path, O_RDONLY), result;
	ssize_t n;

	if (fd < 0)
		return failed();
	while ((n = read(fd, buf, sizeof(buf))) > 0)
		;
	result = n < 0 ? failed() : 0;
	close(fd);
	return result;
}

static int do_proc_self(void)
{
	int result = read_file("/proc/self/maps");

	result = result ? result : read_file("/proc/self/status");
	result = result ? result : read_file("/proc/thread-self/stat");
	result = result ? result : read_file("/proc/self/smaps");
	result = result ? result : read_file("/proc/self/fdinfo/1");
	result = result ? result : read_file("/proc/self/page_tables");
	return result ? result : read_file("/proc/self/cmdline");
}

static int do_proc(void)
{
	int result = read_file("/proc/meminfo");

	result = result ? result : read_file("/proc/slabinfo");
	result = result ? result : read_file("/proc/mounts");
	result = result ? result : read_file("/proc/zoneinfo");
	result = result ? result : read_file("/sys/devices/system/node/node0/meminfo");
	result =
		result ? result
		       : read_file(
				 "/sys/firmware/qemu_fw_cfg/by_name/etc/system-states/raw");
	return result ? result : read_file("/proc/vmallocinfo");
}

static int do_readdir(void)
{
	static char buf[2000];
	static const char *const paths[] = { "/proc", "/proc/self", "/proc/self/fd",
					     "/dev",  "/sys",       "/bin" };
	int result = 0;

	for (int i = 0; i < 6 && !result; i++) {
		int fd = open(paths[i], O_RDONLY | O_DIRECTORY);
		long n;

		if (fd < 0)
			return failed();
		while ((n = sys(SYS_getdents64, fd, buf, sizeof(buf))) > 0)
			;
		result = n < 0 ? failed() : 0;
		close(fd);
	}
	return result;
}

static int do_paths(void)
{
	static char buf[PAGE];
	struct stat st;

	if (readlink("/proc/self/exe", buf, sizeof(buf)) < 0 ||
	    stat("/proc/self/fd/0", &st) || chdir("/tmp") || !getcwd(buf, sizeof(buf)))
		return failed();
	return strcmp(buf, "/tmp") ? WRONG : 0;
}

static int do_signal(void)
{
	sigset_t set, old;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	signal(SIGUSR1, SIG_IGN);
	if (sigprocmask(SIG_BLOCK, &set, &old) || kill(getpid(), SIGUSR1) ||
	    sigprocmask(SIG_SETMASK, &old, NULL))
		return failed();
	return 0;
}

/* An empty file, by its descriptor: it is no program. */
static int do_execveat(void)
{
	int fd = sys(SYS_memfd_create, "empty", 0);
	char *none[] = { NULL };

	if (fd < 0)
		return failed();
	sys(SYS_execveat, fd, "", none, none, AT_EMPTY_PATH);
	close(fd);
	return errno == ENOEXEC ? 0 : errno;
}

static const struct {
	const char *name;
	int (*run)(void);
	int may_die; /* by a page fault */
} scenarios[] = {
	{ "fork", do_fork, 1 },
	{ "fork with many files", do_fork_with_files, 1 },
	{ "vfork", do_vfork, 0 },
	{ "a thread", do_thread, 1 },
	{ "mmap, mprotect, munmap", do_mmap, 0 },
	{ "brk", do_brk, 0 },
	{ "page faults", do_touch, 1 },
	{ "copy on write", do_cow, 1 },
	{ "mremap", do_mremap, 1 },
	{ "shared memory", do_shared_memory, 1 },
	{ "shmget", do_sysv_shm, 0 },
	{ "a terminal", do_pty, 0 },
	{ "/proc/self/mem", do_proc_mem, 1 },
	{ "pipe", do_pipe, 0 },
	{ "pipe size", do_pipe_size, 0 },
	{ "O_ASYNC", do_async, 0 },
	{ "readv and writev", do_vectors, 0 },
	{ "poll", do_poll, 0 },
	{ "poll that waits", do_wait, 0 },
	{ "select", do_select, 0 },
	{ "epoll", do_epoll, 0 },
	{ "dup2", do_dup, 0 },
	{ "locks", do_locks, 0 },
	{ "timer_create", do_timer, 0 },
	{ "syslog", do_syslog, 0 },
	{ "a file", do_file, 0 },
	{ "a file mapped", do_shared_file_map, 1 },
	{ "names", do_names, 0 },
	{ "tmpfile", do_tmpfile, 0 },
	{ "mount", do_mount, 0 },
	{ "paths", do_paths, 0 },
	{ "directories", do_readdir, 0 },
	{ "/proc and /sys", do_proc, 0 },
	{ "/proc/self", do_proc_self, 0 },
	{ "signals", do_signal, 0 },
	{ "a signal's handler", do_handler, 1 },
	{ "devices", do_toys, 1 },
	{ "copies", do_copies, 0 },
	{ "sendfile", do_sendfile, 0 },
	{ "execveat", do_execveat, 0 },
	{ "groups", do_groups, 0 },
	{ "/dev/kmsg and /dev/mem", do_char_devices, 0 },
	{ "memory policies", do_policies, 1 },
	{ "pages that move", do_moves, 1 },
	{ "a large unmap", do_large_unmap, 0 },
};

#endif
