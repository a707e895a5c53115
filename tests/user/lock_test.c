/* tests/user/lock_test.c - flock, and record locks by fcntl: POSIX and OFD */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

static int fd, other; /* two open files on the same one */
static volatile sig_atomic_t count;

static void counter(int sig)
{
	count++;
}

static int lock(int cmd, int on, short type, long start, long len)
{
	struct flock l = {
		.l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = len
	};

	return sys(SYS_fcntl, on, cmd, &l);
}

/* What is in the way of a write lock of [start, start + len), by a child: as one number. */
struct range {
	int cmd;
	long start, len;
};

static int ask(void *arg)
{
	struct range *r = arg;
	struct flock l = { .l_type = F_WRLCK,
			   .l_whence = SEEK_SET,
			   .l_start = r->start,
			   .l_len = r->len };

	if (sys(SYS_fcntl, other, r->cmd, &l))
		return 99;
	if (l.l_type == F_UNLCK)
		return 0;
	if (l.l_pid != getppid() && l.l_pid != -1)
		return 98;
	return 1 + l.l_start + 10 * (l.l_len % 20) + (l.l_type == F_WRLCK ? 100 : 0);
}

static int seen_by_child(long start, long len)
{
	struct range r = { F_GETLK, start, len };
	int status = in_child(ask, &r);

	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int try_lock(void *arg)
{
	struct range *r = arg;

	if (!lock(F_SETLK, other, r->cmd, r->start, r->len))
		return 0;
	return errno;
}

static int child_locks(short type, long start, long len)
{
	struct range r = { type, start, len };
	int status = in_child(try_lock, &r);

	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void test_posix(void)
{
	EQ(lock(F_SETLK, fd, F_WRLCK, 2, 4), 0, "lock bytes 2 to 5");
	EQ(seen_by_child(0, 0), 1 + 2 + 40 + 100, "another process is told of it");
	EQ(seen_by_child(0, 2), 0, "not before it");
	EQ(seen_by_child(6, 0), 0, "nor behind it");
	EQ(child_locks(F_WRLCK, 5, 1), EAGAIN, "it cannot have the last byte");
	EQ(child_locks(F_RDLCK, 5, 1), EAGAIN, "not even to read");
	EQ(child_locks(F_WRLCK, 6, 100), 0, "but what is behind");
	EQ(lock(F_SETLK, other, F_WRLCK, 0, 10), 0,
	   "one does not stand in one's own way");
	EQ(seen_by_child(0, 0), 1 + 0 + 100 + 100, "and the locks are one");
	EQ(lock(F_SETLK, fd, F_RDLCK, 4, 2), 0, "two bytes in it only to read");
	EQ(seen_by_child(0, 0), 1 + 0 + 40 + 100, "cut it in three: one");
	EQ(seen_by_child(4, 0), 1 + 4 + 20, "two");
	EQ(seen_by_child(6, 0), 1 + 6 + 40 + 100, "three");
	EQ(child_locks(F_RDLCK, 4, 2), 0, "another may read there too");
	EQ(lock(F_SETLK, fd, F_UNLCK, 5, 3), 0, "unlock over an edge");
	EQ(seen_by_child(5, 3), 0, "nothing is left there");
	EQ(seen_by_child(4, 4), 1 + 4 + 10, "one byte before it");
	EQ(seen_by_child(5, 0), 1 + 8 + 20 + 100, "two behind it");
	close(dup(other));
	EQ(seen_by_child(0, 0), 0, "any close of the file drops them all");
	EQ(lock(F_SETLK, fd, F_WRLCK, 0, 0), 0, "the whole file, however long");
	EQ(seen_by_child(1000000, 1), 1 + 100, "ends nowhere");
	lock(F_SETLK, fd, F_UNLCK, 0, 0);
}

static int holds_and_exits(void *arg)
{
	return lock(F_SETLK, fd, F_WRLCK, 0, 0);
}

static int waits(void *arg)
{
	return lock(F_SETLKW, fd, F_WRLCK, 0, 1);
}

static pid_t start(int (*body)(void *))
{
	pid_t child = fork();

	if (!child)
		_exit(body(NULL));
	return child;
}

static int status_of(pid_t child)
{
	int status;

	return waitpid(child, &status, 0) == child ? status : -1;
}

static void test_waiting(void)
{
	pid_t child;

	OK(exited_with(in_child(holds_and_exits, NULL), 0), "a process ends with a lock");
	EQ(lock(F_SETLK, fd, F_WRLCK, 0, 0), 0, "and it is free again");
	child = start(waits);
	usleep(20000);
	EQ(waitpid(child, NULL, WNOHANG), 0, "F_SETLKW waits");
	lock(F_SETLK, fd, F_UNLCK, 0, 0);
	OK(exited_with(status_of(child), 0), "until it is free");
}

static int ready[2];

/* Holds byte 1, then wants byte 0. */
static int deadlocks(void *arg)
{
	lock(F_SETLK, fd, F_WRLCK, 1, 1);
	if (write(ready[1], "x", 1) != 1)
		return 2;
	return lock(F_SETLKW, fd, F_WRLCK, 0, 1) ? errno : 0;
}

static void test_deadlock(void)
{
	pid_t child;
	char byte;
	int ours, theirs;

	if (pipe(ready))
		return;
	lock(F_SETLK, fd, F_WRLCK, 0, 1);
	child = start(deadlocks);
	EQ(read(ready[0], &byte, 1), 1, "two processes, each with a byte");
	ours = lock(F_SETLKW, fd, F_WRLCK, 1, 1) ? errno : 0;
	lock(F_SETLK, fd, F_UNLCK, 0, 0);
	theirs = WEXITSTATUS(status_of(child));
	OK((ours == EDEADLK) + (theirs == EDEADLK) == 1, "one of them gets EDEADLK");
	OK(!ours || !theirs, "and the other its lock");
}

static void test_signal(int flags, int error)
{
	struct sigaction action = { .sa_handler = counter, .sa_flags = flags };
	pid_t child;
	char byte;

	sigaction(SIGUSR1, &action, NULL);
	child = fork();
	if (!child) {
		int err = lock(F_SETLK, fd, F_WRLCK, 0, 0);

		if (write(ready[1], "x", 1) != 1 || err)
			_exit(1);
		wait_for_state(getppid(), 'S');
		kill(getppid(), SIGUSR1);
		usleep(30000);
		_exit(0);
	}
	count = 0;
	if (read(ready[0], &byte, 1) != 1)
		return;
	if (error)
		FAILS(lock(F_SETLKW, fd, F_WRLCK, 0, 0), error, "a signal ends F_SETLKW");
	else
		EQ(lock(F_SETLKW, fd, F_WRLCK, 0, 0), 0,
		   "SA_RESTART: it goes on waiting");
	EQ(count, 1, "its handler ran");
	status_of(child);
	lock(F_SETLK, fd, F_UNLCK, 0, 0);
}

static void test_ofd(void)
{
	struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	EQ(lock(F_OFD_SETLK, fd, F_WRLCK, 0, 10), 0, "an open file's lock");
	FAILS(lock(F_OFD_SETLK, other, F_WRLCK, 5, 1), EAGAIN, "is in another's way");
	FAILS(lock(F_SETLK, other, F_RDLCK, 5, 1), EAGAIN, "and in a process's");
	EQ(sys(SYS_fcntl, other, F_OFD_GETLK, &l), 0, "ask for it");
	OK(l.l_type == F_WRLCK && l.l_pid == -1 && l.l_len == 10, "it is no process's");
	close(dup(fd));
	FAILS(lock(F_OFD_SETLK, other, F_WRLCK, 0, 1), EAGAIN,
	      "a close does not drop it");
	EQ(lock(F_OFD_SETLK, fd, F_UNLCK, 0, 0), 0, "unlock");
	EQ(lock(F_OFD_SETLK, other, F_WRLCK, 0, 1), 0, "now the other has it");
	lock(F_OFD_SETLK, other, F_UNLCK, 0, 0);
	l.l_pid = 1;
	FAILS(sys(SYS_fcntl, fd, F_OFD_SETLK, &l), EINVAL, "l_pid must be 0");
}

static void test_flock(void)
{
	int third;

	EQ(sys(SYS_flock, fd, LOCK_SH), 0, "flock: shared");
	EQ(sys(SYS_flock, other, LOCK_SH | LOCK_NB), 0, "by two");
	FAILS(sys(SYS_flock, fd, LOCK_EX | LOCK_NB), EAGAIN, "not alone then");
	EQ(sys(SYS_flock, other, LOCK_EX | LOCK_NB), 0, "who tried has lost its own");
	FAILS(sys(SYS_flock, fd, LOCK_SH | LOCK_NB), EAGAIN, "exclusive");
	EQ(lock(F_SETLK, fd, F_WRLCK, 0, 0), 0, "records know nothing of it");
	lock(F_SETLK, fd, F_UNLCK, 0, 0);
	EQ(sys(SYS_flock, other, LOCK_UN), 0, "unlock");
	third = open("file", O_RDONLY);
	EQ(sys(SYS_flock, third, LOCK_EX), 0, "even of a file open to read");
	third = dup2(third, dup(third));
	FAILS(sys(SYS_flock, fd, LOCK_EX | LOCK_NB), EAGAIN, "held");
	close(third);
	FAILS(sys(SYS_flock, fd, LOCK_EX | LOCK_NB), EAGAIN, "by the open file");
	close(third - 1);
	EQ(sys(SYS_flock, fd, LOCK_EX | LOCK_NB), 0, "until its last descriptor goes");
	sys(SYS_flock, fd, LOCK_UN);
}

static void test_errors(void)
{
	struct flock bad = { .l_type = F_WRLCK, .l_whence = 9 };
	int reader = open("file", O_RDONLY), writer = open("file", O_WRONLY);
	int path = open("file", O_PATH);

	FAILS(sys(SYS_flock, fd, 3), EINVAL, "flock: both");
	FAILS(sys(SYS_flock, fd, LOCK_NB), EINVAL, "flock: neither");
	FAILS(sys(SYS_flock, 99, LOCK_SH), EBADF, "flock: no descriptor");
	FAILS(sys(SYS_flock, path, LOCK_SH), EBADF, "flock: O_PATH");
	FAILS(lock(F_SETLK, reader, F_WRLCK, 0, 1), EBADF, "write lock, open to read");
	FAILS(lock(F_SETLK, writer, F_RDLCK, 0, 1), EBADF, "read lock, open to write");
	FAILS(lock(F_SETLK, fd, 7, 0, 1), EINVAL, "no such type");
	FAILS(lock(F_GETLK, fd, F_UNLCK, 0, 1), EINVAL, "who would unlock?");
	FAILS(sys(SYS_fcntl, fd, F_SETLK, &bad), EINVAL, "no such whence");
	FAILS(sys(SYS_fcntl, fd, F_SETLK, 1), EFAULT, "a bad address");
	FAILS(lock(F_SETLK, fd, F_WRLCK, -1, 1), EINVAL, "before the file");
	FAILS(lock(F_SETLK, fd, F_WRLCK, 5, -6), EINVAL, "reaching before the file");
	EQ(lock(F_SETLK, fd, F_WRLCK, 5, -5), 0, "a length may be negative");
	EQ(seen_by_child(0, 0), 1 + 0 + 50 + 100, "and counts backwards");
	FAILS(lock(F_SETLK, fd, F_WRLCK, 0x7fffffffffffffff, 2), EOVERFLOW, "too far");
	FAILS(lock(F_SETLK, path, F_RDLCK, 0, 1), EBADF, "O_PATH");
	close(reader);
	EQ(seen_by_child(0, 0), 0, "closed");
	close(writer);
	close(path);
}

int main(void)
{
	fd = open("file", O_CREAT | O_RDWR, 0644);
	other = open("file", O_RDWR);
	test_posix();
	test_waiting();
	test_deadlock();
	test_signal(0, EINTR);
	test_signal(SA_RESTART, 0);
	test_ofd();
	test_flock();
	test_errors();
	return tap_done();
}
