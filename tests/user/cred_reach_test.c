/*
 * tests/user/cred_reach_test.c - who may do what with processes and the machine
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include "cred.h"

#define ANON (MAP_PRIVATE | MAP_ANONYMOUS)

/* --- other processes -------------------------------------------------------------- */

static pid_t sleeper(uid_t uid)
{
	pid_t child = fork();

	if (!child) {
		if (become(uid, uid) || prctl(PR_SET_DUMPABLE, 1))
			_exit(1);
		raise(SIGSTOP);
		for (;;)
			pause();
	}
	waitpid(child, NULL, WUNTRACED);
	return child;
}

static int reach(void *arg)
{
	pid_t *them = arg, root = getppid();
	size_t size;
	void *head;
	struct rlimit limit = { 10, 10 }, more = { 10, 11 };
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(0, &cpus);
	MUST(!become(ALICE, ALICE));
	MUST(!kill(them[0], 0));
	REFUSED(kill(them[1], 0), EPERM);
	REFUSED(kill(them[1], SIGTERM), EPERM);
	REFUSED(sys(SYS_tgkill, them[1], them[1], 0), EPERM);
	REFUSED(sys(SYS_tkill, them[1], 0), EPERM);
	REFUSED(kill(root, 0), EPERM);
	MUST(!kill(them[1], SIGCONT)); /* the same session */
	MUST(!kill(0, 0));
	REFUSED(setpriority(PRIO_PROCESS, them[1], 5), EPERM);
	MUST(!setpriority(PRIO_PROCESS, them[0], 5));
	MUST(getpriority(PRIO_USER, ALICE) == 0);
	REFUSED(setpriority(PRIO_PROCESS, them[0], 4), EACCES);
	REFUSED(setpriority(PRIO_USER, 31337, 5), ESRCH);
	REFUSED(sched_setaffinity(them[1], sizeof(cpus), &cpus), EPERM);
	MUST(!sched_setaffinity(them[0], sizeof(cpus), &cpus));
	MUST(!prlimit(them[0], RLIMIT_CORE, NULL, &limit));
	REFUSED(prlimit(them[1], RLIMIT_CORE, NULL, &limit), EPERM);
	REFUSED(sys(SYS_get_robust_list, them[1], &head, &size), EPERM);
	MUST(!sys(SYS_get_robust_list, 0, &head, &size));
	limit.rlim_cur = limit.rlim_max = 10;
	MUST(!setrlimit(RLIMIT_CORE, &limit));
	REFUSED(setrlimit(RLIMIT_CORE, &more), EPERM);
	MUST(!kill(them[0], SIGKILL));
	return 0;
}

/* May the caller look into a process: by calls, by its files? */
static int look(pid_t them, int by_call, int by_file)
{
	char byte = 0, path[64];
	struct iovec here = { &byte, 1 }, there = { &step, 1 };
	size_t size;
	void *head;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/maps", them);
	errno = 0;
	MUST((process_vm_readv(them, &here, 1, &there, 1, 0) == 1) == by_call);
	MUST(by_call || errno == EPERM);
	MUST((sys(SYS_get_robust_list, them, &head, &size) == 0) == by_call);
	MUST(by_call || errno == EPERM);
	fd = open(path, O_RDONLY);
	MUST((fd >= 0) == by_file);
	MUST(by_file || errno == EACCES);
	return 0;
}

static int as_real_user(void *arg)
{
	MUST(!setresgid(ALICE, BOB, ALICE) && !setresuid(ALICE, BOB, ALICE));
	return look(*(pid_t *)arg, 1, 0);
}

static int as_user_of_files(void *arg)
{
	MUST(!setresgid(BOB, ALICE, BOB) && !setresuid(BOB, ALICE, BOB));
	return look(*(pid_t *)arg, 0, 1);
}

static int only_root(void *unused)
{
	MUST(!become(ALICE, ALICE));
	REFUSED(mount("none", "/tmp", "tmpfs", 0, NULL), EPERM);
	REFUSED(umount2("/proc", 0), EPERM);
	REFUSED(sys(SYS_reboot, 0, 0, 0, 0), EPERM);
	REFUSED(chroot("/"), EPERM);
	REFUSED(sys(SYS_syslog, 3, NULL, 0), EPERM);
	return 0;
}

static int nproc(void *unused)
{
	struct rlimit limit = { 2, 2 };
	pid_t child;

	MUST(!setrlimit(RLIMIT_NPROC, &limit));
	MUST(!become(4711, 4711));
	MUST((child = fork()) >= 0);
	if (!child)
		_exit(fork() < 0 && errno == EAGAIN ? 0 : 1);
	MUST(waitpid(child, &step, 0) == child && step == 0);
	return 0;
}

static int sender(void *arg)
{
	return become(ALICE, ALICE) || kill(*(pid_t *)arg, SIGUSR1);
}

static void test_si_uid(void)
{
	sigset_t set, old;
	siginfo_t info;
	pid_t child;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, &old);
	child = fork();
	if (!child)
		_exit(become(BOB, BOB));
	EQ(sigwaitinfo(&set, &info), SIGCHLD, "a child of another user ends");
	EQ(info.si_uid, BOB, "SIGCHLD's si_uid");
	EQ(waitid(P_PID, child, &info, WEXITED), 0, "waitid");
	EQ(info.si_uid, BOB, "waitid's si_uid");
	sigprocmask(SIG_SETMASK, &old, NULL);
}

static void test_processes(void)
{
	pid_t them[2] = { sleeper(ALICE), sleeper(BOB) }, us = getpid();
	pid_t open_one = sleeper(ALICE);

	EQ(failed_step(reach, them), 0, "kill, nice, affinity and limits of others");
	EQ(failed_step(as_real_user, &open_one), 0, "calls ask for the real user");
	EQ(failed_step(as_user_of_files, &open_one), 0, "/proc for that of files");
	kill(open_one, SIGKILL);
	kill(them[1], SIGKILL);
	waitpid(open_one, NULL, 0);
	waitpid(them[0], NULL, 0);
	waitpid(them[1], NULL, 0);
	EQ(failed_step(only_root, NULL), 0, "what only root may");
	EQ(failed_step(nproc, NULL), 0, "RLIMIT_NPROC");
	EQ(failed_step(sender, &us), 1, "no signal to root");
	test_si_uid();
}

/* --- /proc and shared memory ------------------------------------------------------ */

static int has_line(const char *file, const char *line)
{
	static char text[8192];
	int fd = open(file, O_RDONLY);
	ssize_t n = read(fd, text, sizeof(text) - 1);

	close(fd);
	text[n > 0 ? n : 0] = '\0';
	return strstr(text, line) != NULL;
}

static int proc_files(void *arg)
{
	char path[64], link[64];
	gid_t groups[2] = { 9, 8 };
	struct stat st;
	int fd;

	MUST(!stat("/proc/self/environ", &st) && st.st_uid == 0);
	REFUSED(chmod("/proc/self", 0555), EPERM);
	REFUSED(chown("/proc/self", 0, 0), EPERM);
	REFUSED(chmod("/proc/self/status", 0444), EPERM);
	REFUSED(chmod("/proc/self/fd", 0500), EPERM);
	REFUSED(chmod("/proc/self/task", 0500), EPERM);
	MUST(!chown("/proc/self/status", 0, 0) && !truncate("/proc/self/comm", 0));
	MUST(!sys(SYS_setgroups, 2, groups));
	MUST(!sys(SYS_setresgid, 4, 5, 6) && !sys(SYS_setresuid, 1, 2, 3));
	MUST(has_line("/proc/self/status", "\nUid:\t1\t2\t3\t2\nGid:\t4\t5\t6\t5\n"));
	MUST(has_line("/proc/self/status", "\nGroups:\t8 9 \n"));
	MUST(!stat("/proc/self/fd", &st) && st.st_uid == 0);
	MUST((fd = open("/proc/self/fd", O_RDONLY)) >= 0);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	MUST(open(path, O_RDONLY) >= 0);
	MUST(has_line("/proc/self/status", "\nCapPrm:\t0000000000000000\n"));
	MUST(!stat("/proc/self", &st) && st.st_uid == 2 && st.st_gid == 5);
	MUST(!stat("/proc/self/status", &st) && st.st_uid == 0);
	MUST(!prctl(PR_SET_DUMPABLE, 1));
	MUST(!stat("/proc/self/status", &st) && st.st_uid == 2);
	MUST(open("/proc/self/environ", O_RDONLY) >= 0);
	snprintf(path, sizeof(path), "/proc/%d/maps", getppid());
	REFUSED(open(path, O_RDONLY), EACCES);
	snprintf(path, sizeof(path), "/proc/%d/exe", getppid());
	REFUSED(readlink(path, link, sizeof(link)), EACCES);
	snprintf(path, sizeof(path), "/proc/%d/fd", getppid());
	REFUSED(open(path, O_RDONLY), EACCES);
	return 0;
}

static int shared_memory(void *unused)
{
	int mine = shmget(4711, 4096, IPC_CREAT | 0640), theirs;
	struct shmid_ds ds;

	MUST(mine >= 0);
	if (fork()) {
		wait(&step);
		shmctl(mine, IPC_RMID, NULL);
		return step >> 8;
	}
	MUST(!become(ALICE, ALICE));
	REFUSED(shmget(4711, 0, 0600), EACCES);
	REFUSED(shmat(mine, NULL, 0) == (void *)-1 ? -1 : 0, EACCES);
	REFUSED(shmctl(mine, IPC_STAT, &ds), EACCES);
	REFUSED(shmctl(mine, IPC_RMID, NULL), EPERM);
	MUST((theirs = shmget(IPC_PRIVATE, 4096, 0400)) >= 0);
	REFUSED(shmat(theirs, NULL, 0) == (void *)-1 ? -1 : 0, EACCES);
	MUST(shmat(theirs, NULL, SHM_RDONLY) != (void *)-1);
	MUST(!shmctl(theirs, IPC_STAT, &ds) && ds.shm_perm.uid == ALICE &&
	     ds.shm_perm.cgid == ALICE);
	MUST(!shmctl(theirs, IPC_RMID, NULL));
	_exit(0);
}

/* SHM_EXEC wants the right to execute; SHM_LOCK what mlock(2) wants. */
static int shared_memory_more(void *unused)
{
	int mine = shmget(4711, 4096, IPC_CREAT | 0644), theirs, status;
	struct rlimit limit = { 8192, 8192 };
	void *at;

	MUST(mine >= 0);
	if (fork()) {
		wait(&status);
		shmctl(mine, IPC_RMID, NULL);
		return status >> 8;
	}
	MUST(!become(ALICE, ALICE));
	REFUSED(shmat(mine, NULL, SHM_RDONLY | SHM_EXEC) == (void *)-1 ? -1 : 0, EACCES);
	MUST(shmat(mine, NULL, SHM_RDONLY) != (void *)-1);
	REFUSED(shmctl(mine, SHM_LOCK, NULL), EPERM);
	REFUSED(shmctl(mine, SHM_UNLOCK, NULL), EPERM);
	MUST((theirs = shmget(IPC_PRIVATE, 16384, 0700)) >= 0);
	MUST((at = shmat(theirs, NULL, SHM_EXEC)) != (void *)-1 && !shmdt(at));
	MUST(!shmctl(theirs, SHM_LOCK, NULL));
	MUST(!setrlimit(RLIMIT_MEMLOCK, &limit));
	MUST(!shmctl(theirs, SHM_LOCK, NULL)); /* it is already */
	MUST(!shmctl(theirs, SHM_UNLOCK, NULL));
	REFUSED(shmctl(theirs, SHM_LOCK, NULL), ENOMEM);
	limit.rlim_cur = 0;
	MUST(!setrlimit(RLIMIT_MEMLOCK, &limit));
	REFUSED(shmctl(theirs, SHM_LOCK, NULL), EPERM);
	MUST(!shmctl(theirs, SHM_UNLOCK, NULL));
	MUST(!shmctl(theirs, IPC_RMID, NULL));
	REFUSED(shmctl(theirs, IPC_RMID, NULL), EINVAL); /* EIDRM is for races alone */
	REFUSED(shmat(theirs, NULL, 0) == (void *)-1 ? -1 : 0, EINVAL);
	_exit(0);
}

static int set_min_addr(const char *value)
{
	int fd = open("/proc/sys/vm/mmap_min_addr", O_WRONLY), done;

	done = write(fd, value, strlen(value)) == (ssize_t)strlen(value);
	close(fd);
	return done;
}

/* Where 64 KiB begin, and who may map below. */
static int low_memory(void *unused)
{
	const long low = 0x4000, fixed = ANON | MAP_FIXED;

	MUST(sys(SYS_mmap, low, 4096, PROT_READ, fixed, -1, 0) == low);
	MUST(!sys(SYS_munmap, low, 4096));
	MUST(sys(SYS_mmap, low, 4096, PROT_READ, ANON, -1, 0) == 0x10000);
	MUST(set_min_addr("131072"));
	MUST(sys(SYS_mmap, low, 4096, PROT_READ, ANON, -1, 0) == 0x20000);
	MUST(set_min_addr("65536"));
	MUST(!become(ALICE, ALICE));
	REFUSED(sys(SYS_mmap, low, 4096, PROT_READ, fixed, -1, 0), EPERM);
	REFUSED(sys(SYS_mremap, 0x20000, 4096, 4096, MREMAP_MAYMOVE | MREMAP_FIXED, low),
		EPERM);
	MUST(sys(SYS_mmap, 0x10000, 4096, PROT_READ, fixed, -1, 0) == 0x10000);
	return 0;
}

int main(void)
{
	test_processes();
	EQ(failed_step(proc_files, NULL), 0, "/proc");
	EQ(failed_step(shared_memory, NULL), 0, "System V shared memory");
	EQ(failed_step(shared_memory_more, NULL), 0,
	   "shmat, shmctl: who may run and lock it");
	EQ(failed_step(low_memory, NULL), 0, "the lowest 64 KiB");
	return tap_done();
}
