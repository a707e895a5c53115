/*
 * kernel/syscall_table.c - every system call that Atlas has
 *
 *	syscall instruction --> arch/syscall.asm --> do_syscall() --> syscall_table[nr]
 *
 * Numbers, arguments, structures and errors are those of Linux for x86-64. A number that
 * is not here gives -ENOSYS and, the first time, a line in the log.
 *
 * Locking: none; the table does not change, the bits of what was reported are atomic.
 */
#include <linux/bitmap.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/lockdep.h>
#include <linux/syscalls.h>
#include <linux/unistd.h>
#include <asm/syscall.h>
#include <asm/traps.h>

/* clang-format off */
#define SYSCALLS(CALL)                                                                   \
	/* sys_file.c: open files */                                                     \
	CALL(read) CALL(write) CALL(readv) CALL(writev) CALL(pread64) CALL(pwrite64)     \
	CALL(lseek) CALL(ftruncate) CALL(fallocate) CALL(fsync) CALL(getdents64)         \
	CALL(ioctl) CALL(close) CALL(dup) CALL(dup2) CALL(dup3) CALL(fcntl) CALL(pipe)   \
	CALL(pipe2) CALL(fstat) CALL(fstatfs) CALL(fchmod) CALL(fchown) CALL(fchdir)     \
	CALL(close_range) CALL(flock) CALL(fadvise64) CALL(copy_file_range)              \
	CALL(fdatasync) CALL(sendfile)                                                   \
	/* sys_path.c: names */                                                          \
	CALL(open) CALL(openat) CALL(creat) CALL(stat) CALL(lstat) CALL(newfstatat)      \
	CALL(statx) CALL(statfs) CALL(access) CALL(faccessat) CALL(readlink)             \
	CALL(readlinkat) CALL(truncate) CALL(chmod) CALL(fchmodat) CALL(chown)           \
	CALL(fchownat) CALL(mkdir) CALL(mkdirat) CALL(mknod) CALL(mknodat) CALL(rmdir)   \
	CALL(unlink) CALL(unlinkat) CALL(link) CALL(symlink) CALL(symlinkat)             \
	CALL(rename) CALL(renameat2) CALL(getcwd) CALL(chdir) CALL(chroot) CALL(umask)   \
	CALL(faccessat2) CALL(utimensat) CALL(linkat) CALL(renameat) CALL(lchown)        \
	/* sys_absent.c */                                                               \
	CALL(socket) CALL(connect) CALL(getxattr) CALL(lgetxattr)             \
	CALL(init_module) CALL(finit_module) CALL(delete_module) CALL(swapon)            \
	CALL(swapoff)                                                                    \
	/* sys_mount.c */                                                                \
	CALL(mount) CALL(umount2)                                                        \
	/* sys_mm.c, sys_mempolicy.c, sys_process_vm.c */                                \
	CALL(mmap) CALL(munmap) CALL(mprotect) CALL(brk) CALL(mremap) CALL(msync)        \
	CALL(madvise) CALL(mincore) CALL(mlock) CALL(mlock2) CALL(munlock)               \
	CALL(mlockall) CALL(munlockall) CALL(get_mempolicy) CALL(memfd_create)           \
	CALL(pkey_alloc) CALL(pkey_free) CALL(pkey_mprotect) CALL(process_vm_readv)      \
	CALL(process_vm_writev) CALL(set_mempolicy) CALL(mbind) CALL(remap_file_pages)  \
	/* sys_shm.c */                                                                  \
	CALL(shmget) CALL(shmat) CALL(shmdt) CALL(shmctl)                                \
	/* sys_process.c, sys_limits.c, sys_cap.c, sys_clone.c; exec.c, exit.c, wait.c */ \
	CALL(fork) CALL(vfork) CALL(clone) CALL(clone3) CALL(unshare) CALL(execve)       \
	CALL(execveat)                                                                   \
	CALL(exit) CALL(exit_group) CALL(wait4) CALL(waitid) CALL(set_tid_address)       \
	CALL(arch_prctl) CALL(prctl) CALL(uname) CALL(getpid) CALL(getppid)              \
	CALL(gettid) CALL(personality) CALL(getpgid) CALL(getpgrp) CALL(getsid)          \
	CALL(setpgid) CALL(setsid) CALL(vhangup) CALL(getrlimit) CALL(setrlimit)         \
	CALL(prlimit64) CALL(getrusage)                                                  \
	CALL(times) CALL(sysinfo) CALL(getrandom) CALL(capget) CALL(capset)              \
	/* sys_cred.c, groups.c */                                                       \
	CALL(getuid) CALL(geteuid) CALL(getgid) CALL(getegid) CALL(getresuid)            \
	CALL(getresgid) CALL(setuid) CALL(setgid) CALL(setreuid) CALL(setregid)          \
	CALL(setresuid) CALL(setresgid) CALL(setfsuid) CALL(setfsgid) CALL(getgroups)    \
	CALL(setgroups)                                                                  \
	/* sys_sched.c */                                                                \
	CALL(sched_yield) CALL(sched_setaffinity) CALL(sched_getaffinity) CALL(getcpu)   \
	CALL(getpriority) CALL(setpriority)                                              \
	/* sys_signal.c, signal_frame.c */                                               \
	CALL(rt_sigaction) CALL(rt_sigprocmask) CALL(rt_sigpending) CALL(rt_sigsuspend)  \
	CALL(rt_sigreturn) CALL(sigaltstack) CALL(kill) CALL(tkill) CALL(tgkill)         \
	CALL(pause) CALL(restart_syscall)                                                \
	/* sys_sigqueue.c */                                                             \
	CALL(rt_sigqueueinfo) CALL(rt_tgsigqueueinfo) CALL(rt_sigtimedwait)              \
	/* sys_futex.c, futex_robust.c */                                                \
	CALL(futex) CALL(set_robust_list) CALL(get_robust_list)                          \
	/* rseq.c */                                                                     \
	CALL(rseq)                                                                       \
	/* sys_time.c */                                                                 \
	CALL(clock_gettime) CALL(clock_getres) CALL(gettimeofday) CALL(time)             \
	CALL(nanosleep) CALL(clock_nanosleep)                                            \
	/* itimer.c, posix_timer.c */                                                    \
	CALL(setitimer) CALL(getitimer) CALL(alarm) CALL(timer_create)                   \
	CALL(timer_settime) CALL(timer_gettime) CALL(timer_delete)                       \
	CALL(timer_getoverrun)                                                           \
	/* sys_poll.c, sys_select.c */                                                   \
	CALL(poll) CALL(ppoll) CALL(select) CALL(pselect6)                               \
	/* sys_epoll.c */                                                                \
	CALL(epoll_create1) CALL(epoll_ctl) CALL(epoll_wait) CALL(epoll_pwait)           \
	/* sys_reboot.c, sys_syslog.c */                                                 \
	CALL(reboot) CALL(sync) CALL(syslog)
/* clang-format on */

#define DECLARE(name) long __sys_##name(const struct pt_regs *regs);
SYSCALLS(DECLARE)

#define ENTRY(name) [__NR_##name] = __sys_##name,
static const syscall_fn_t syscall_table[] = { SYSCALLS(ENTRY) };

#define NR_REPORTED 512 /* more than Linux has numbers */

/* => -ENOSYS. Say once for each number that somebody wanted it. */
static noinline __cold long no_such_call(unsigned int nr)
{
	static DECLARE_BITMAP(reported, NR_REPORTED); /* [a] */

	if (nr < NR_REPORTED && !test_and_set_bit(nr, reported))
		printk(KERN_INFO "%s[%d]: no system call %u\n", current->comm,
		       current->pid, nr);
	return -ENOSYS;
}

static long do_syscall(struct pt_regs *regs)
{
	unsigned long nr = (u32)regs->orig_rax; /* the upper half means nothing */
	long ret;

	if (likely(nr < ARRAY_SIZE(syscall_table) && syscall_table[nr]))
		ret = syscall_table[nr](regs);
	else
		ret = no_such_call(nr);
	debug_check_no_locks_held("the end of a system call");
	return ret;
}

void syscall_table_init(void)
{
	set_syscall_handler(do_syscall);
}
