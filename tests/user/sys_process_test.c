/* tests/user/sys_process_test.c - fork, vfork, clone, execve, exit, wait4, identity */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/utsname.h>

#include "child.h"
#include "tap.h"

#define ARCH_SET_GS 0x1001
#define ARCH_SET_FS 0x1002
#define ARCH_GET_FS 0x1003
#define ARCH_GET_GS 0x1004
#define ARCH_GET_CPUID 0x1011
#define ARCH_SET_CPUID 0x1012

static const char *self; /* this program's path, to execute it again */

static void test_identity(void)
{
	struct utsname name;

	OK(sys(SYS_getpid) > 0, "getpid");
	EQ(sys(SYS_gettid), sys(SYS_getpid), "one thread: gettid is getpid");
	OK(sys(SYS_getppid) >= 0, "getppid");
	EQ(sys(SYS_set_tid_address, NULL), sys(SYS_getpid), "set_tid_address: the tid");
	EQ(sys(SYS_uname, &name), 0, "uname");
	OK(!strcmp(name.machine, "x86_64"), "the machine is x86_64");
	OK(name.sysname[0] && name.release[0] && name.version[0],
	   "the others are filled");
	EQ(sys(SYS_sched_yield), 0, "sched_yield");
}

static int return_code(void *code)
{
	return (int)(intptr_t)code;
}

static int exit_by_group(void *unused)
{
	return sys(SYS_exit_group, 0x1234);
}

static int exit_by_thread(void *unused)
{
	return sys(SYS_exit, 77);
}

static int parent_pid(void *expected)
{
	return getppid() != (pid_t)(intptr_t)expected;
}

static void test_exit(void)
{
	OK(exited_with(in_child(return_code, NULL), 0), "a child exits with 0");
	OK(exited_with(in_child(return_code, (void *)255), 255),
	   "a child exits with 255");
	OK(exited_with(in_child(exit_by_group, NULL), 0x34), "the low 8 bits arrive");
	OK(exited_with(in_child(exit_by_thread, NULL), 77), "exit of the only thread");
	OK(exited_with(in_child(parent_pid, (void *)(intptr_t)getpid()), 0),
	   "the child's getppid is the parent's getpid");
}

static void test_wait(void)
{
	struct rusage usage;
	int status = -1, codes = 0;
	pid_t child, pids[5];

	FAILS(sys(SYS_wait4, -1, &status, 0, NULL), ECHILD, "wait4 without children");
	child = fork();
	if (child == 0)
		_exit(5);
	FAILS(sys(SYS_wait4, child + 1, &status, 0, NULL), ECHILD,
	      "wait4 for a stranger");
	FAILS(sys(SYS_wait4, child, &status, 0x100, NULL), EINVAL, "wait4: bad options");
	EQ(sys(SYS_wait4, child, &status, 0, &usage), child, "wait4 for one child");
	EQ(status, 5 << 8, "its status word");
	FAILS(sys(SYS_wait4, child, &status, 0, NULL), ECHILD, "a child is reaped once");

	for (int i = 0; i < 5; i++) {
		pids[i] = fork();
		if (pids[i] == 0)
			_exit(i + 1);
	}
	for (int i = 0; i < 5; i++) {
		child = sys(SYS_wait4, -1, &status, 0, NULL);
		for (int k = 0; k < 5; k++)
			if (pids[k] == child && WEXITSTATUS(status) == k + 1)
				codes |= 1 << k;
	}
	EQ(codes, 31, "wait4(-1) finds five children, each with its own status");

	child = fork();
	if (child == 0)
		for (;;)
			pause();
	EQ(sys(SYS_wait4, child, &status, WNOHANG, NULL), 0, "WNOHANG: still running");
	kill(child, SIGKILL);
	EQ(sys(SYS_wait4, child, NULL, 0, NULL), child, "wait4 without a status pointer");
}

static void test_orphan(void)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		if (fork() == 0) {
			usleep(50000);
			_exit(0); /* init buries it */
		}
		_exit(9);
	}
	EQ(sys(SYS_wait4, child, &status, 0, NULL), child, "a child leaves an orphan");
	FAILS(sys(SYS_wait4, -1, &status, 0, NULL), ECHILD,
	      "which is not ours to wait for");
}

/* vfork: the parent sleeps until the child leaves, and shares its memory. */
static void test_vfork(void)
{
	volatile int shared = 0;
	int status;
	pid_t child = vfork();

	if (child == 0) {
		shared = 42;
		_exit(3);
	}
	EQ(shared, 42, "vfork: the child ran first, in the parent's memory");
	EQ(waitpid(child, &status, 0), child, "vfork: wait for it");
	EQ(status, 3 << 8, "vfork: its status");
}

static void test_clone(void)
{
	int tids[2] = { 0, 0 }, status;
	volatile int own = 1;
	long child = sys(SYS_clone, SIGCHLD | CLONE_PARENT_SETTID, 0, &tids[0], NULL, 0);

	if (child == 0) {
		own = 2;
		_exit(own == 2 ? 11 : 12);
	}
	OK(child > 0, "clone as fork does it");
	EQ(tids[0], child, "CLONE_PARENT_SETTID stores the tid");
	EQ(sys(SYS_wait4, child, &status, 0, NULL), child, "wait for the clone");
	EQ(status, 11 << 8, "it ran");
	EQ(own, 1, "in memory of its own");

	child = sys(SYS_clone, SIGCHLD | CLONE_CHILD_SETTID, 0, NULL, &tids[1], 0);
	if (child == 0)
		_exit(tids[1] != getpid());
	sys(SYS_wait4, child, &status, 0, NULL);
	EQ(status, 0, "CLONE_CHILD_SETTID stores it in the child");
	EQ(tids[1], 0, "and not in the parent");
	FAILS(sys(SYS_clone, CLONE_THREAD | SIGCHLD, 0, NULL, NULL, 0), EINVAL,
	      "clone: CLONE_THREAD needs CLONE_SIGHAND");
	FAILS(sys(SYS_clone, CLONE_SIGHAND | SIGCHLD, 0, NULL, NULL, 0), EINVAL,
	      "clone: CLONE_SIGHAND needs CLONE_VM");
}

/* What main() does when executed as "self child a 'b c' ''": check what arrived. */
static int child_main(int argc, char **argv)
{
	const char *value = getenv("ATLAS_TEST");

	if (argc != 5 || strcmp(argv[2], "a") || strcmp(argv[3], "b c") || argv[4][0])
		return 1;
	return value && !strcmp(value, "kept value") ? 88 : 2;
}

static int exec_self(void *unused)
{
	char *const argv[] = { (char *)self, "child", "a", "b c", "", NULL };
	char *const envp[] = { "ATLAS_TEST=kept value", NULL };

	sys(SYS_execve, self, argv, envp);
	return 99;
}

static int exec_huge(void *unused)
{
	static char huge[200 << 10]; /* over MAX_ARG_STRLEN, 32 pages */
	char *const argv[] = { (char *)self, huge, NULL };

	memset(huge, 'x', sizeof(huge) - 1);
	return sys(SYS_execve, self, argv, NULL) == -1 && errno == E2BIG ? 0 : 1;
}

static void test_exec(void)
{
	char *const argv[] = { "x", NULL };

	OK(exited_with(in_child(exec_self, NULL), 88),
	   "execve keeps arguments and environment");
	FAILS(sys(SYS_execve, "/no-such", argv, NULL), ENOENT, "execve: no file");
	FAILS(sys(SYS_execve, "", argv, NULL), ENOENT, "execve: empty name");
	FAILS(sys(SYS_execve, "/tmp", argv, NULL), EACCES, "execve: a directory");
	FAILS(sys(SYS_execve, "/dev/null", argv, NULL), EACCES, "execve: a device");
	OK(exited_with(in_child(exec_huge, NULL), 0),
	   "execve: an argument too long, E2BIG");
}

/* Descriptors are inherited, share their position, and O_CLOEXEC closes one on exec. */
static void test_inheritance(void)
{
	char name[] = "/tmp/sys_process_test.data", buf[4];
	int fd = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600), status;
	pid_t child = fork();

	if (child == 0)
		_exit(write(fd, "abc", 3) != 3);
	waitpid(child, &status, 0);
	EQ(status, 0, "a child writes to an inherited descriptor");
	EQ(sys(SYS_lseek, fd, 0, SEEK_CUR), 3, "the position is shared");
	EQ(sys(SYS_pread64, fd, buf, 3, 0), 3, "the parent reads what it wrote");
	child = fork();
	if (child == 0)
		_exit(close(fd));
	waitpid(child, &status, 0);
	EQ(sys(SYS_lseek, fd, 0, SEEK_CUR), 3,
	   "closing it in the child is not seen here");
	close(fd);
	unlink(name);
}

static int keep_fs_base(void *unused)
{
	unsigned long fs = 0, gs = 0, back = 1;

	sys(SYS_arch_prctl, ARCH_GET_FS, &fs);
	sys(SYS_arch_prctl, ARCH_SET_GS, &gs);
	for (int i = 0; i < 20; i++)
		sys(SYS_sched_yield);
	sys(SYS_arch_prctl, ARCH_GET_GS, &back);
	return back != (unsigned long)&gs || fs == 0;
}

static void test_arch_prctl(void)
{
	unsigned long base = 0;

	EQ(sys(SYS_arch_prctl, ARCH_GET_FS, &base), 0, "ARCH_GET_FS");
	OK(base != 0, "the C library has set FS");
	OK(exited_with(in_child(keep_fs_base, NULL), 0), "GS is the process's own");
	FAILS(sys(SYS_arch_prctl, ARCH_SET_FS, 1UL << 63), EPERM,
	      "ARCH_SET_FS: an address of the kernel");
	FAILS(sys(SYS_arch_prctl, 0x9999, 0), EINVAL, "arch_prctl: unknown code");
	EQ(sys(SYS_arch_prctl, ARCH_GET_CPUID, 0), 1, "ARCH_GET_CPUID: it may be asked");
	FAILS(sys(SYS_arch_prctl, ARCH_SET_CPUID, 0), ENODEV, "ARCH_SET_CPUID: always");
}

static void test_getrandom(void)
{
	char byte;

	EQ(sys(SYS_getrandom, &byte, 1, 0), 1, "getrandom");
	FAILS(sys(SYS_getrandom, &byte, 1, 8), EINVAL, "an unknown flag");
	FAILS(sys(SYS_getrandom, &byte, 1, 6), EINVAL, "the best, and whatever there is");
	FAILS(sys(SYS_getrandom, 8, 1, 0), EFAULT, "nowhere");
}

static void test_unknown(void)
{
	FAILS(sys(SYS_reboot, 0, 0, 0, NULL), EINVAL, "reboot without its magic numbers");
	FAILS(sys(600), ENOSYS, "system call 600");
	FAILS(sys(100000), ENOSYS, "system call 100000");
	FAILS(sys(-1L), ENOSYS, "system call -1");
	EQ(sys(1L << 40 | SYS_getpid), getpid(), "only 32 bits of the number count");
}

/* A hundred generations: pids, stacks and page tables are given back. */
static void test_many_children(void)
{
	int good = 0;

	for (int i = 0; i < 100; i++)
		good += exited_with(in_child(return_code, (void *)(intptr_t)i), i);
	EQ(good, 100, "a hundred children, one after another");
}

int main(int argc, char **argv)
{
	self = argv[0];
	if (argc > 1)
		return child_main(argc, argv);
	test_identity();
	test_exit();
	test_wait();
	test_orphan();
	test_vfork();
	test_clone();
	test_exec();
	test_inheritance();
	test_arch_prctl();
	test_getrandom();
	test_unknown();
	test_many_children();
	return tap_done();
}
