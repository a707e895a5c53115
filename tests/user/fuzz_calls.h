/*
 * tests/user/fuzz_calls.h - every system call that Atlas has, and of what kind its arguments are
 *
 *	CALL(name, kinds of arguments)
 *	SELDOM(name, kinds of arguments)	ends, stops or replaces its caller, or takes so
 *						much from it that little succeeds afterwards
 *
 * No call is kept out, but for those below. What would end the test is out of the
 * callers' reach (fuzz_syscalls.c, become_nobody()): reboot, chroot, and signals, limits
 * and writes to the test's other processes, init among them.
 */
#ifndef TESTS_USER_FUZZ_CALLS_H
#define TESTS_USER_FUZZ_CALLS_H

#include <sys/syscall.h>

enum kind {
	NOTHING,
	/* numbers */
	WILD,
	FD,
	DIRFD,
	EPOLL,
	LEN,
	COUNT,
	OFFSET,
	FLAG,
	ID,
	PID,
	SIG,
	MODE,
	DEV,
	MS,
	PROT,
	MAP,
	OPEN,
	ADVICE,
	CLOCK,
	TIMER,
	SHMKEY,
	SHMGET,
	SHMAT,
	SHMID,
	CLONE,
	CLONE_SIZE,
	EPOLL_OP,
	FUTEX_OP,
	FCNTL,
	IOCTL,
	RESOURCE,
	SMALL,
	POLICY,
	ARCH,
	SETSIZE, /* of a signal set: 8 */
	AT,
	MREMAP,
	/* memory: an address, or what a structure there holds */
	PAGE_AT,
	SIZE,
	PATH,
	FSTYPE,
	OUT,
	IN,
	TIME,
	IOV,
	SET,
	STRINGS,
	CLONE_ARGS,
	FUTEX,
	NR_KINDS
};

struct call {
	const char *name;
	short nr;
	unsigned char often, args[6];
};

#define CALL(name, ...)               \
	{                             \
#name, SYS_##name, 1, \
		{                     \
			__VA_ARGS__   \
		}                     \
	}
#define SELDOM(name, ...)             \
	{                             \
#name, SYS_##name, 0, \
		{                     \
			__VA_ARGS__   \
		}                     \
	}

/* Without these the two workers that have capabilities could become root, or own its files. */
#define BECOMES_ROOT(nr)                                                        \
	((nr) == SYS_setuid || (nr) == SYS_setreuid || (nr) == SYS_setresuid || \
	 (nr) == SYS_setfsuid)

/* clang-format off */
static const struct call calls[] = {
	/* open files */
	CALL(read, FD, OUT, LEN), CALL(write, FD, IN, LEN),
	CALL(readv, FD, IOV, COUNT), CALL(writev, FD, IOV, COUNT),
	CALL(pread64, FD, OUT, LEN, OFFSET), CALL(pwrite64, FD, IN, LEN, OFFSET),
	CALL(lseek, FD, OFFSET, SMALL), CALL(ftruncate, FD, OFFSET),
	CALL(fallocate, FD, SMALL, OFFSET, OFFSET), CALL(fsync, FD),
	CALL(fdatasync, FD), CALL(getdents64, DIRFD, OUT, LEN),
	CALL(ioctl, FD, IOCTL, IN), CALL(ioctl, FD, IOCTL, SMALL), CALL(close, FD),
	CALL(dup, FD), CALL(dup2, FD, FD), CALL(dup3, FD, FD, OPEN),
	CALL(fcntl, FD, FCNTL, IN), CALL(fcntl, FD, FCNTL, OPEN),
	CALL(sendfile, FD, DIRFD, IN, LEN), CALL(sendfile, FD, FD, NOTHING, LEN),
	CALL(pipe, OUT), CALL(pipe2, OUT, OPEN), CALL(fstat, FD, OUT),
	CALL(fstatfs, FD, OUT), CALL(fchmod, FD, MODE), CALL(fchown, FD, ID, ID),
	CALL(fchdir, FD), SELDOM(close_range, FD, FD, SMALL), CALL(flock, FD, SMALL),
	CALL(fadvise64, FD, OFFSET, OFFSET, SMALL),
	CALL(copy_file_range, FD, NOTHING, FD, IN, LEN, NOTHING),
	/* names */
	CALL(open, PATH, OPEN, MODE), CALL(openat, DIRFD, PATH, OPEN, MODE),
	CALL(creat, PATH, MODE), CALL(stat, PATH, OUT), CALL(lstat, PATH, OUT),
	CALL(newfstatat, DIRFD, PATH, OUT, AT),
	CALL(statx, DIRFD, PATH, AT, FLAG, OUT), CALL(statfs, PATH, OUT),
	CALL(access, PATH, SMALL), CALL(faccessat, DIRFD, PATH, SMALL),
	CALL(faccessat2, DIRFD, PATH, SMALL, AT), CALL(readlink, PATH, OUT, LEN),
	CALL(readlinkat, DIRFD, PATH, OUT, LEN), CALL(truncate, PATH, OFFSET),
	CALL(chmod, PATH, MODE), CALL(fchmodat, DIRFD, PATH, MODE),
	CALL(chown, PATH, ID, ID), CALL(lchown, PATH, ID, ID),
	CALL(fchownat, DIRFD, PATH, ID, ID, AT), CALL(mkdir, PATH, MODE),
	CALL(mkdirat, DIRFD, PATH, MODE), CALL(mknod, PATH, MODE, DEV),
	CALL(mknodat, DIRFD, PATH, MODE, DEV), CALL(rmdir, PATH), CALL(unlink, PATH),
	CALL(unlinkat, DIRFD, PATH, AT), CALL(link, PATH, PATH),
	CALL(linkat, DIRFD, PATH, DIRFD, PATH, AT), CALL(symlink, PATH, PATH),
	CALL(symlinkat, PATH, DIRFD, PATH), CALL(rename, PATH, PATH),
	CALL(renameat, DIRFD, PATH, DIRFD, PATH),
	CALL(renameat2, DIRFD, PATH, DIRFD, PATH, SMALL), CALL(getcwd, OUT, LEN),
	CALL(chdir, PATH), CALL(chroot, PATH), CALL(umask, MODE),
	CALL(utimensat, DIRFD, PATH, TIME, AT), CALL(getxattr, PATH, PATH, OUT, LEN),
	CALL(lgetxattr, PATH, PATH, OUT, LEN),
	CALL(mount, PATH, PATH, FSTYPE, SMALL, NOTHING), CALL(umount2, PATH, SMALL),
	CALL(socket, SMALL, SMALL, SMALL), CALL(connect, FD, IN, LEN),
	CALL(rseq, IN, LEN, SMALL, WILD),
	/* memory */
	CALL(mmap, PAGE_AT, SIZE, PROT, MAP, FD, SIZE), CALL(munmap, PAGE_AT, SIZE),
	CALL(mprotect, PAGE_AT, SIZE, PROT), CALL(brk, PAGE_AT),
	CALL(mremap, PAGE_AT, SIZE, SIZE, MREMAP, PAGE_AT),
	CALL(remap_file_pages, PAGE_AT, SIZE, NOTHING, SMALL, SMALL),
	CALL(msync, PAGE_AT, SIZE, SMALL), CALL(madvise, PAGE_AT, SIZE, ADVICE),
	CALL(mincore, PAGE_AT, SIZE, OUT), CALL(mlock, PAGE_AT, SIZE),
	CALL(mlock2, PAGE_AT, SIZE, SMALL), CALL(munlock, PAGE_AT, SIZE),
	SELDOM(mlockall, SMALL), CALL(munlockall, NOTHING),
	CALL(get_mempolicy, OUT, OUT, LEN, PAGE_AT, SMALL),
	CALL(set_mempolicy, POLICY, IN, LEN),
	CALL(mbind, PAGE_AT, SIZE, POLICY, IN, LEN, SMALL),
	CALL(memfd_create, PATH, SMALL), CALL(pkey_alloc, SMALL, SMALL),
	CALL(pkey_free, SMALL), CALL(pkey_mprotect, PAGE_AT, SIZE, PROT, WILD),
	CALL(process_vm_readv, PID, IOV, COUNT, IOV, COUNT, NOTHING),
	CALL(process_vm_writev, PID, IOV, COUNT, IOV, COUNT, NOTHING),
	CALL(shmget, SHMKEY, SIZE, SHMGET), CALL(shmat, SHMID, PAGE_AT, SHMAT),
	CALL(shmdt, PAGE_AT), CALL(shmctl, SHMID, SMALL, IN),
	/* processes */
	SELDOM(fork, NOTHING), SELDOM(vfork, NOTHING),
	CALL(clone, CLONE, OUT, OUT, OUT, OUT), CALL(clone3, CLONE_ARGS, CLONE_SIZE),
	CALL(unshare, CLONE), SELDOM(execve, PATH, STRINGS, STRINGS),
	SELDOM(execveat, DIRFD, PATH, STRINGS, STRINGS, AT), SELDOM(exit, SMALL),
	SELDOM(exit_group, SMALL), CALL(wait4, PID, OUT, SMALL, OUT),
	CALL(waitid, SMALL, PID, OUT, FLAG, OUT), CALL(set_tid_address, OUT),
	SELDOM(arch_prctl, ARCH, OUT), CALL(prctl, SMALL, IN, SMALL, SMALL, SMALL),
	CALL(prctl, SMALL, SMALL, NOTHING, NOTHING, NOTHING), CALL(uname, OUT),
	CALL(getpid, NOTHING), CALL(getppid, NOTHING), CALL(gettid, NOTHING),
	SELDOM(personality, FLAG), CALL(getpgid, PID), CALL(getpgrp, NOTHING),
	CALL(getsid, PID), CALL(setpgid, PID, PID), CALL(setsid, NOTHING),
	CALL(vhangup, NOTHING),
	CALL(getrlimit, RESOURCE, OUT), SELDOM(setrlimit, RESOURCE, IN),
	SELDOM(prlimit64, PID, RESOURCE, IN, OUT), CALL(getrusage, SMALL, OUT),
	CALL(times, OUT), CALL(sysinfo, OUT), CALL(getrandom, OUT, LEN, SMALL),
	CALL(capget, IN, OUT), SELDOM(capset, IN, IN),
	/* users and groups */
	CALL(getuid, NOTHING), CALL(geteuid, NOTHING), CALL(getgid, NOTHING),
	CALL(getegid, NOTHING), CALL(getresuid, OUT, OUT, OUT),
	CALL(getresgid, OUT, OUT, OUT), CALL(setuid, ID), CALL(setgid, ID),
	CALL(setreuid, ID, ID), CALL(setregid, ID, ID), CALL(setresuid, ID, ID, ID),
	CALL(setresgid, ID, ID, ID), SELDOM(setfsuid, ID), SELDOM(setfsgid, ID),
	CALL(getgroups, LEN, OUT), CALL(setgroups, LEN, IN),
	/* scheduling */
	CALL(sched_yield, NOTHING), CALL(sched_setaffinity, PID, LEN, IN),
	CALL(sched_getaffinity, PID, LEN, OUT), CALL(getcpu, OUT, OUT, NOTHING),
	CALL(getpriority, SMALL, PID), SELDOM(setpriority, SMALL, PID, SMALL),
	/* signals */
	SELDOM(rt_sigaction, SIG, IN, OUT, SETSIZE),
	CALL(rt_sigaction, SIG, NOTHING, OUT, SETSIZE),
	CALL(rt_sigprocmask, SMALL, SET, OUT, SETSIZE),
	CALL(rt_sigpending, OUT, SETSIZE), SELDOM(rt_sigsuspend, SET, SETSIZE),
	SELDOM(rt_sigreturn, NOTHING), CALL(sigaltstack, IN, OUT),
	CALL(kill, PID, SIG), CALL(tkill, PID, SIG), CALL(tgkill, PID, PID, SIG),
	SELDOM(pause, NOTHING), SELDOM(restart_syscall, NOTHING),
	CALL(rt_sigqueueinfo, PID, SIG, IN),
	CALL(rt_tgsigqueueinfo, PID, PID, SIG, IN),
	CALL(rt_sigtimedwait, SET, OUT, TIME, SETSIZE),
	CALL(futex, FUTEX, FUTEX_OP, SMALL, TIME, FUTEX, SMALL),
	CALL(set_robust_list, IN, LEN), CALL(get_robust_list, PID, OUT, OUT),
	/* time */
	CALL(clock_gettime, CLOCK, OUT), CALL(clock_getres, CLOCK, OUT),
	CALL(gettimeofday, OUT, OUT), CALL(time, OUT), CALL(nanosleep, TIME, OUT),
	CALL(clock_nanosleep, CLOCK, SMALL, TIME, OUT),
	CALL(setitimer, SMALL, TIME, OUT), CALL(getitimer, SMALL, OUT),
	CALL(alarm, SMALL), CALL(timer_create, CLOCK, NOTHING, OUT),
	CALL(timer_create, CLOCK, IN, OUT),
	CALL(timer_settime, TIMER, SMALL, TIME, OUT), CALL(timer_gettime, TIMER, OUT),
	CALL(timer_delete, TIMER), CALL(timer_getoverrun, TIMER),
	/* waiting for several */
	CALL(poll, IN, COUNT, MS), CALL(ppoll, IN, COUNT, TIME, SET, SETSIZE),
	CALL(select, SMALL, IN, IN, IN, TIME),
	CALL(pselect6, SMALL, IN, IN, IN, TIME, IN), CALL(epoll_create1, OPEN),
	CALL(epoll_ctl, EPOLL, EPOLL_OP, FD, IN),
	CALL(epoll_wait, EPOLL, OUT, COUNT, MS),
	CALL(epoll_pwait, EPOLL, OUT, COUNT, MS, SET, SETSIZE),
	/* the machine */
	SELDOM(reboot, WILD, WILD, SMALL, IN), SELDOM(sync, NOTHING),
	CALL(syslog, SMALL, OUT, LEN), SELDOM(init_module, IN, LEN, PATH),
	SELDOM(finit_module, FD, PATH, SMALL), SELDOM(delete_module, PATH, SMALL),
	SELDOM(swapon, PATH, FLAG), SELDOM(swapoff, PATH),
};
/* clang-format on */
#define NR_CALLS (sizeof(calls) / sizeof(*calls))

#endif
