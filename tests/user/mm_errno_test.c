/*
 * tests/user/mm_errno_test.c - what memory calls refuse, one line a call, and with which errno
 *
 * The descriptors and the layout that the table names are made once; a call that succeeds
 * leaves them as they are.
 */
#include "mm_calls.h"

#include <linux/mempolicy.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif

enum {
	READ_FD = 50, /* a file of two pages */
	WRITE_FD,
	BOTH_FD,
	DIR_FD,
	PIPE_FD, /* the end to read */
	PATH_FD, /* O_PATH */
	NULL_FD, /* /dev/null */
	END_FD,  /* O_APPEND */
	LOG_FD,  /* O_APPEND, for writing only */
	NO_FD,   /* nothing */
};

/* In pages from AREA; FREE is behind them all. */
enum {
	PRIVATE = 0,    /* 4 pages, touched */
	HOLE = 4,       /* 1 */
	READ_ONLY = 5,  /* 1, private */
	CLOSED = 6,     /* 1, PROT_NONE */
	SHARED = 8,     /* 2, anonymous */
	FILE_READ = 12, /* 2, shared mapping of READ_FD */
	FILE_BOTH = 16, /* 2, shared mapping of BOTH_FD */
	FILE_COPY = 20, /* 2, private mapping of READ_FD */
	LOCKED = 24,    /* 2, private, mlock()ed */
	BEHIND = 30,    /* 1, shared mapping behind the end of BOTH_FD */
};

#define LAST (0x7ffffffff000L)
#define TOP (1L << 62)

static const struct call mmap_calls[] = {
#define MMAP(what, error, args...)              \
	{                                       \
		"mmap: " what, error, SYS_mmap, \
		{                               \
			args                    \
		}                               \
	}
	MMAP("a shared writable mapping of a file open for reading", EACCES, 0, PAGE, RW,
	     MAP_SHARED, READ_FD, 0),
	MMAP("a private writable one", 0, AT(FREE), PAGE, RW, MAP_PRIVATE, READ_FD, 0),
	MMAP("a private one of a file open for writing", EACCES, 0, PAGE, PROT_READ,
	     MAP_PRIVATE, WRITE_FD, 0),
	MMAP("a shared one of a file open for writing", EACCES, 0, PAGE, PROT_WRITE,
	     MAP_SHARED, WRITE_FD, 0),
	MMAP("a shared one of a file open to append", EACCES, 0, PAGE, PROT_WRITE,
	     MAP_SHARED, LOG_FD, 0),
	MMAP("without any permission, the same", EACCES, 0, PAGE, PROT_NONE, MAP_SHARED,
	     WRITE_FD, 0),
	MMAP("a directory", ENODEV, 0, PAGE, PROT_READ, MAP_PRIVATE, DIR_FD, 0),
	MMAP("a pipe", ENODEV, 0, PAGE, PROT_READ, MAP_PRIVATE, PIPE_FD, 0),
	MMAP("a descriptor of O_PATH", EBADF, 0, PAGE, PROT_READ, MAP_PRIVATE, PATH_FD,
	     0),
	MMAP("a closed descriptor before a length of 0", EBADF, 0, 0, PROT_READ,
	     MAP_PRIVATE, NO_FD, 0),
	MMAP("a length of 0 before the lack of a kind", EINVAL, 0, 0, RW, MAP_ANONYMOUS,
	     -1, 0),
	MMAP("a file and neither shared nor private", EINVAL, 0, PAGE, PROT_READ, 0,
	     READ_FD, 0),
	MMAP("an unknown kind", EINVAL, 0, PAGE, PROT_READ, 4, READ_FD, 0),
	MMAP("an unknown kind, anonymous", EINVAL, 0, PAGE, PROT_READ, 4 | MAP_ANONYMOUS,
	     -1, 0),
	MMAP("MAP_SHARED_VALIDATE of anonymous memory", EINVAL, 0, PAGE, RW,
	     MAP_SHARED_VALIDATE | MAP_ANONYMOUS, -1, 0),
	MMAP("MAP_SHARED_VALIDATE of a file", 0, AT(FREE), PAGE, PROT_READ,
	     MAP_SHARED_VALIDATE, READ_FD, 0),
	MMAP("MAP_SHARED_VALIDATE and an unknown flag", EOPNOTSUPP, 0, PAGE, PROT_READ,
	     MAP_SHARED_VALIDATE | 1 << 24, READ_FD, 0),
	MMAP("MAP_SHARED_VALIDATE and a huge page's size", 0, AT(FREE), PAGE, PROT_READ,
	     MAP_SHARED_VALIDATE | 21 << MAP_HUGE_SHIFT, READ_FD, 0),
	MMAP("MAP_SHARED and an unknown flag", 0, AT(FREE), PAGE, PROT_READ,
	     MAP_SHARED | 1 << 24, READ_FD, 0),
	MMAP("MAP_SYNC where there is no DAX", EOPNOTSUPP, 0, PAGE, PROT_READ,
	     MAP_SHARED_VALIDATE | 0x80000, READ_FD, 0),
	MMAP("an unknown permission", 0, AT(FREE), PAGE, PROT_READ | 0x100, ANON, -1, 0),
	MMAP("an offset that is no multiple of a page", EINVAL, 0, PAGE, PROT_READ,
	     MAP_PRIVATE, READ_FD, 512),
	MMAP("an odd offset before a closed descriptor", EINVAL, 0, PAGE, PROT_READ,
	     MAP_PRIVATE, NO_FD, 512),
	MMAP("the file's last possible page and one more", EOVERFLOW, 0, 2 * PAGE,
	     PROT_READ, MAP_PRIVATE, READ_FD, -PAGE),
	MMAP("a page far past the end of the file", 0, AT(FREE), PAGE, PROT_READ,
	     MAP_PRIVATE, READ_FD, TOP),
	MMAP("an offset past 2^63", EOVERFLOW, 0, PAGE, PROT_READ, MAP_PRIVATE, READ_FD,
	     1L << 63),
	MMAP("the page before 2^63", 0, AT(FREE), PAGE, PROT_READ, MAP_SHARED, BOTH_FD,
	     (1UL << 63) - 2 * PAGE),
	MMAP("anonymous memory with an offset", 0, AT(FREE), PAGE, RW, ANON, -1, TOP),
	MMAP("a file that grows down", EINVAL, 0, PAGE, RW, MAP_SHARED | MAP_GROWSDOWN,
	     BOTH_FD, 0),
	MMAP("a private mapping of a file that grows down", EINVAL, 0, PAGE, RW,
	     MAP_PRIVATE | MAP_GROWSDOWN, READ_FD, 0),
	MMAP("shared anonymous memory that grows down", EINVAL, 0, PAGE, RW,
	     SHARED_ANON | MAP_GROWSDOWN, -1, 0),
	MMAP("private anonymous memory that grows down", 0, AT(FREE), PAGE, RW,
	     ANON | MAP_GROWSDOWN, -1, 0),
	MMAP("MAP_FIXED past the last address", ENOMEM, LAST, PAGE, RW, ANON | MAP_FIXED,
	     -1, 0),
	MMAP("MAP_FIXED across the last address", ENOMEM, LAST - PAGE, 2 * PAGE, RW,
	     ANON | MAP_FIXED, -1, 0),
	MMAP("MAP_FIXED_NOREPLACE, odd", EINVAL, AT(FREE) + 1, PAGE, RW,
	     ANON | MAP_FIXED_NOREPLACE, -1, 0),
	MMAP("MAP_FIXED_NOREPLACE over the end of something", EEXIST, AT(3), 2 * PAGE, RW,
	     ANON | MAP_FIXED_NOREPLACE, -1, 0),
	MMAP("MAP_FIXED_NOREPLACE and MAP_FIXED", EEXIST, AT(PRIVATE), PAGE, RW,
	     ANON | MAP_FIXED_NOREPLACE | MAP_FIXED, -1, 0),
	MMAP("an odd hint", 0, AT(FREE) + 1, PAGE, RW, ANON, -1, 0),
	MMAP("a length that page rounding makes 0", ENOMEM, 0, -1, RW, ANON, -1, 0),
	MMAP("a length past the address space", ENOMEM, 0, 1L << 48, RW, ANON, -1, 0),
	MMAP("a shared writable one of a file opened to append", 0, AT(FREE), PAGE, RW,
	     MAP_SHARED, END_FD, 0),
	MMAP("MAP_STACK", 0, AT(FREE), PAGE, RW, ANON | MAP_STACK, -1, 0),
	MMAP("MAP_HUGETLB where there are no huge pages", ENOMEM, 0, 2 << 20, RW,
	     ANON | MAP_HUGETLB, -1, 0),
	MMAP("MAP_HUGETLB of a size that no page has", EINVAL, 0, 2 << 20, RW,
	     ANON | MAP_HUGETLB | 22 << 26, -1, 0),
	MMAP("MAP_HUGETLB of no length", EINVAL, 0, 0, RW, ANON | MAP_HUGETLB, -1, 0),
	MMAP("MAP_HUGETLB of a file", EINVAL, 0, 2 << 20, RW, MAP_SHARED | MAP_HUGETLB,
	     BOTH_FD, 0),
	MMAP("a closed descriptor with MAP_ANONYMOUS", 0, AT(FREE), PAGE, RW, ANON, NO_FD,
	     0),
};

static const struct call change_calls[] = {
	CALL(munmap, "an odd length", 0, AT(FREE), 1),
	CALL(munmap, "across the last address", EINVAL, LAST - PAGE, 2 * PAGE),
	CALL(munmap, "a length that wraps", EINVAL, AT(FREE), -PAGE),
	CALL(mprotect, "both ways to grow", EINVAL, AT(PRIVATE), PAGE,
	     RW | PROT_GROWSDOWN | PROT_GROWSUP),
	CALL(mprotect, "PROT_GROWSDOWN of what does not grow", EINVAL, AT(PRIVATE), PAGE,
	     RW | PROT_GROWSDOWN),
	CALL(mprotect, "PROT_GROWSUP of what does not grow", EINVAL, AT(PRIVATE), PAGE,
	     RW | PROT_GROWSUP),
	CALL(mprotect, "PROT_SEM", 0, AT(PRIVATE), PAGE, RW | 8),
	CALL(mprotect, "an unknown permission", EINVAL, AT(PRIVATE), PAGE, RW | 0x10),
	CALL(mprotect, "an unknown permission of nothing", 0, AT(FREE), 0, 0x10),
	CALL(mprotect, "no length where nothing is", 0, AT(FREE), 0, RW),
	CALL(mprotect, "no length at an odd address", EINVAL, AT(FREE) + 1, 0, RW),
	CALL(mprotect, "a hole", ENOMEM, AT(HOLE), PAGE, RW),
	CALL(mprotect, "a hole at the end", ENOMEM, AT(2), 3 * PAGE, RW),
	CALL(mprotect, "a length that wraps", ENOMEM, AT(PRIVATE), -PAGE, RW),
	CALL(mprotect, "a length that page rounding makes 0", ENOMEM, AT(PRIVATE), -1,
	     RW),
	CALL(mprotect, "to write a shared mapping that was opened to read", EACCES,
	     AT(FILE_READ), PAGE, RW),
	CALL(mprotect, "to execute it", 0, AT(FILE_READ), PAGE, PROT_READ | PROT_EXEC),
	CALL(mprotect, "and no more", 0, AT(FILE_READ), PAGE, PROT_READ),
	CALL(mprotect, "to write a private one", 0, AT(FILE_COPY), PAGE, RW),
	CALL(mprotect, "one that may and then one that may not", ENOMEM, AT(FILE_BOTH),
	     3 * PAGE, RW),
	CALL(mremap, "flags of 8", EINVAL, AT(PRIVATE), PAGE, PAGE, 8, 0),
	CALL(mremap, "MREMAP_DONTUNMAP of a file", 0, AT(FILE_COPY), PAGE, PAGE,
	     MREMAP_MAYMOVE | MREMAP_FIXED | 4, AT(FREE)),
	CALL(mremap, "private memory of length 0", EINVAL, AT(PRIVATE), 0, PAGE,
	     MREMAP_MAYMOVE, 0),
	CALL(mremap, "shared memory of length 0 that may not move", ENOMEM, AT(SHARED), 0,
	     PAGE, 0, 0),
	CALL(mremap, "an old length that wraps", EINVAL, AT(PRIVATE), -PAGE, PAGE * 8,
	     MREMAP_MAYMOVE, 0),
	CALL(mremap, "shorter over the end of the mapping", 0, AT(SHARED), 4 * PAGE,
	     2 * PAGE, 0, 0),
	CALL(mremap, "two mappings at once, longer", EFAULT, AT(FILE_READ), 6 * PAGE,
	     8 * PAGE, MREMAP_MAYMOVE, 0),
	CALL(mremap, "a target past the last address", EINVAL, AT(PRIVATE), PAGE, PAGE,
	     MREMAP_MAYMOVE | MREMAP_FIXED, LAST),
	CALL(mremap, "a target that overlaps from below", EINVAL, AT(1), PAGE, 2 * PAGE,
	     MREMAP_MAYMOVE | MREMAP_FIXED, AT(PRIVATE)),
};

static const struct call advice_calls[] = {
	CALL(msync, "no flags", 0, AT(FILE_BOTH), PAGE, 0),
	CALL(msync, "unknown flags", EINVAL, AT(FILE_BOTH), PAGE, 8),
	CALL(msync, "both ways at once", EINVAL, AT(FILE_BOTH), PAGE, MS_SYNC | MS_ASYNC),
	CALL(msync, "an odd address", EINVAL, AT(FILE_BOTH) + 1, PAGE, MS_SYNC),
	CALL(msync, "no length where nothing is", 0, AT(FREE), 0, MS_SYNC),
	CALL(msync, "a length that wraps", ENOMEM, AT(FILE_BOTH), -PAGE, MS_SYNC),
	CALL(msync, "a hole", ENOMEM, AT(HOLE), PAGE, MS_ASYNC),
	CALL(msync, "a hole in the middle", ENOMEM, AT(3), 3 * PAGE, MS_SYNC),
	CALL(msync, "MS_INVALIDATE of what is locked", EBUSY, AT(LOCKED), PAGE,
	     MS_SYNC | MS_INVALIDATE),
	CALL(msync, "MS_INVALIDATE of what is not", 0, AT(FILE_BOTH), PAGE,
	     MS_INVALIDATE),
	CALL(madvise, "unknown advice", EINVAL, AT(PRIVATE), PAGE, 99),
	CALL(madvise, "unknown advice of nothing", EINVAL, AT(PRIVATE), 0, 99),
	CALL(madvise, "advice of -1", EINVAL, AT(PRIVATE), PAGE, -1),
	CALL(madvise, "an odd address", EINVAL, AT(PRIVATE) + 1, PAGE, MADV_NORMAL),
	CALL(madvise, "a length that wraps", EINVAL, AT(PRIVATE), -PAGE, MADV_NORMAL),
	CALL(madvise, "a length that page rounding makes 0", EINVAL, AT(PRIVATE), -1,
	     MADV_NORMAL),
	CALL(madvise, "no length where nothing is", 0, AT(FREE), 0, MADV_DONTNEED),
	CALL(madvise, "a hole at the end", ENOMEM, AT(3), 2 * PAGE, MADV_RANDOM),
	CALL(madvise, "MADV_DONTNEED of what is locked", EINVAL, AT(LOCKED), PAGE,
	     MADV_DONTNEED),
	CALL(madvise, "MADV_DONTNEED of a hole", ENOMEM, AT(HOLE), PAGE, MADV_DONTNEED),
	CALL(madvise, "MADV_WILLNEED of a file", 0, AT(FILE_BOTH), PAGE, MADV_WILLNEED),
	CALL(madvise, "MADV_REMOVE of private memory", EINVAL, AT(PRIVATE), PAGE,
	     MADV_REMOVE),
	CALL(madvise, "MADV_REMOVE of a file opened to read", EACCES, AT(FILE_READ), PAGE,
	     MADV_REMOVE),
	CALL(madvise, "MADV_REMOVE of what is locked", EINVAL, AT(LOCKED), PAGE,
	     MADV_REMOVE),
	CALL(madvise, "MADV_REMOVE of shared memory", 0, AT(SHARED), PAGE, MADV_REMOVE),
	CALL(madvise, "MADV_DONTFORK", 0, AT(SHARED), PAGE, MADV_DONTFORK),
	CALL(madvise, "MADV_DOFORK", 0, AT(SHARED), PAGE, MADV_DOFORK),
	CALL(madvise, "MADV_WIPEONFORK of a file", EINVAL, AT(FILE_COPY), PAGE,
	     MADV_WIPEONFORK),
	CALL(madvise, "MADV_WIPEONFORK of shared memory", EINVAL, AT(SHARED), PAGE,
	     MADV_WIPEONFORK),
	CALL(madvise, "MADV_KEEPONFORK", 0, AT(PRIVATE), PAGE, MADV_KEEPONFORK),
	CALL(madvise, "MADV_DONTDUMP", 0, AT(PRIVATE), PAGE, MADV_DONTDUMP),
	CALL(madvise, "MADV_DODUMP", 0, AT(PRIVATE), PAGE, MADV_DODUMP),
	CALL(madvise, "MADV_COLD of what is locked", EINVAL, AT(LOCKED), PAGE, MADV_COLD),
	CALL(madvise, "MADV_COLD", 0, AT(PRIVATE), PAGE, MADV_COLD),
	CALL(madvise, "MADV_PAGEOUT of what is locked", EINVAL, AT(LOCKED), PAGE,
	     MADV_PAGEOUT),
	CALL(madvise, "MADV_POPULATE_READ", 0, AT(SHARED), 2 * PAGE, MADV_POPULATE_READ),
	CALL(madvise, "MADV_POPULATE_READ of a hole", ENOMEM, AT(HOLE), PAGE,
	     MADV_POPULATE_READ),
	CALL(madvise, "MADV_POPULATE_READ of PROT_NONE", EINVAL, AT(CLOSED), PAGE,
	     MADV_POPULATE_READ),
	CALL(madvise, "MADV_POPULATE_WRITE of what is read-only", EINVAL, AT(READ_ONLY),
	     PAGE, MADV_POPULATE_WRITE),
	CALL(madvise, "MADV_POPULATE_WRITE", 0, AT(PRIVATE), PAGE, MADV_POPULATE_WRITE),
	CALL(mincore, "an odd address", EINVAL, AT(PRIVATE) + 1, PAGE, AT(PRIVATE)),
	CALL(mincore, "no length where nothing is", 0, AT(FREE), 0, AT(PRIVATE)),
	CALL(mincore, "a hole", ENOMEM, AT(HOLE), PAGE, AT(PRIVATE)),
	CALL(mincore, "an answer to a hole", EFAULT, AT(PRIVATE), PAGE, AT(HOLE)),
	CALL(mincore, "an answer to what is read-only", EFAULT, AT(PRIVATE), PAGE,
	     AT(READ_ONLY)),
	CALL(mincore, "a length that wraps", ENOMEM, AT(PRIVATE), -PAGE, AT(PRIVATE)),
};

static const struct call lock_calls[] = {
	CALL(mlock, "a hole", ENOMEM, AT(HOLE), PAGE),
	CALL(mlock, "a length that wraps", EINVAL, AT(PRIVATE), -PAGE),
	CALL(mlock, "a length that page rounding makes 0", 0, AT(PRIVATE), -1),
	CALL(mlock, "no length where nothing is", 0, AT(FREE), 0),
	CALL(mlock, "PROT_NONE", ENOMEM, AT(CLOSED), PAGE),
	CALL(munlock, "PROT_NONE again", 0, AT(CLOSED), PAGE),
	CALL(mlock, "an odd address and length", 0, AT(LOCKED) + 5, 3),
	CALL(mlock2, "an unknown flag", EINVAL, AT(PRIVATE), PAGE, 2),
	CALL(mlock2, "MLOCK_ONFAULT of a hole", ENOMEM, AT(HOLE), PAGE, 1),
	CALL(mlock2, "MLOCK_ONFAULT of PROT_NONE", 0, AT(CLOSED), PAGE, 1),
	CALL(munlock, "PROT_NONE", 0, AT(CLOSED), PAGE),
	CALL(munlock, "a hole", ENOMEM, AT(HOLE), PAGE),
	CALL(munlock, "a length that wraps", EINVAL, AT(PRIVATE), -PAGE),
	CALL(mlockall, "no flags", EINVAL, 0),
	CALL(mlockall, "an unknown flag", EINVAL, 8 | MCL_CURRENT),
	CALL(mlockall, "MCL_ONFAULT alone", EINVAL, MCL_ONFAULT),
	CALL(getrlimit, "no such limit", EINVAL, 16, AT(PRIVATE)),
	CALL(getrlimit, "a limit of -1", EINVAL, -1, AT(PRIVATE)),
	CALL(getrlimit, "an answer to a hole", EFAULT, RLIMIT_AS, AT(HOLE)),
	CALL(setrlimit, "from a hole", EFAULT, RLIMIT_AS, AT(HOLE)),
	CALL(setrlimit, "no such limit, from a hole", EFAULT, 16, AT(HOLE)),
	CALL(setrlimit, "no such limit", EINVAL, 16, AT(SHARED)),
	CALL(prlimit64, "no such process", ESRCH, 1 << 30, RLIMIT_AS, 0, 0),
	CALL(prlimit64, "a process below 0", ESRCH, -1, RLIMIT_AS, 0, 0),
	CALL(prlimit64, "neither new nor old", 0, 0, RLIMIT_AS, 0, 0),
	CALL(prlimit64, "no such limit", EINVAL, 0, 16, 0, AT(PRIVATE)),
	CALL(prlimit64, "an answer to what is read-only", EFAULT, 0, RLIMIT_AS, 0,
	     AT(READ_ONLY)),
	CALL(prlimit64, "new from a hole before no such process", EFAULT, 1 << 30,
	     RLIMIT_AS, AT(HOLE), 0),
};

static const struct call file_calls[] = {
	CALL(ftruncate, "a length below 0", EINVAL, BOTH_FD, -1),
	CALL(ftruncate, "a file open for reading", EINVAL, READ_FD, 0),
	CALL(ftruncate, "a directory", EINVAL, DIR_FD, 0),
	CALL(ftruncate, "a pipe", EINVAL, PIPE_FD, 0),
	CALL(ftruncate, "a descriptor of O_PATH", EBADF, PATH_FD, 0),
	CALL(ftruncate, "a device", EINVAL, NULL_FD, 0),
	CALL(fallocate, "no length", EINVAL, BOTH_FD, 0, 0, 0),
	CALL(fallocate, "an offset below 0", EINVAL, BOTH_FD, 0, -1, 1),
	CALL(fallocate, "an unknown mode", EOPNOTSUPP, BOTH_FD, 0x1000, 0, 1),
	CALL(fallocate, "a hole without FALLOC_FL_KEEP_SIZE", EOPNOTSUPP, BOTH_FD, 2, 0,
	     PAGE),
	CALL(fallocate, "a hole past the end", 0, BOTH_FD, 3, 64 * PAGE, PAGE),
	CALL(fallocate, "past the largest file", EFBIG, BOTH_FD, 0, TOP, TOP),
	CALL(fallocate, "a file open for reading", EBADF, READ_FD, 0, 0, 1),
	CALL(fallocate, "a descriptor that is closed", EBADF, NO_FD, 0, 0, 1),
	CALL(fallocate, "a pipe", EBADF, PIPE_FD, 0, 0, 1),
	CALL(fallocate, "a device", ENODEV, NULL_FD, 0, 0, 1),
	CALL(pread64, "an offset below 0", EINVAL, READ_FD, AT(PRIVATE), 1, -1),
	CALL(pread64, "a pipe", ESPIPE, PIPE_FD, AT(PRIVATE), 1, 0),
	CALL(pread64, "a directory", EISDIR, DIR_FD, AT(PRIVATE), 1, 0),
	CALL(pread64, "a file open for writing", EBADF, WRITE_FD, AT(PRIVATE), 1, 0),
	CALL(pread64, "into a hole", EFAULT, READ_FD, AT(HOLE), 1, 0),
	CALL(pread64, "into a hole, past the end", 0, READ_FD, AT(HOLE), 1, 8 * PAGE),
	CALL(pread64, "into what is read-only", EFAULT, READ_FD, AT(READ_ONLY), 1, 0),
	CALL(pread64, "into the kernel", EFAULT, READ_FD, KERNEL_HALF, 1, 0),
	CALL(pwrite64, "a file open for reading", EBADF, READ_FD, AT(PRIVATE), 1, 0),
	CALL(pwrite64, "from PROT_NONE", EFAULT, BOTH_FD, AT(CLOSED), 1, 0),
	CALL(pwrite64, "nothing from a hole", 0, BOTH_FD, AT(HOLE), 0, 0),
	CALL(pwrite64, "past the largest offset", EINVAL, BOTH_FD, AT(PRIVATE), 1,
	     0x7fffffffffffffff),
	CALL(fsync, "a pipe", EINVAL, PIPE_FD),
	CALL(fsync, "a file open for reading", 0, READ_FD),
};

static const struct call behind_calls[] = {
	CALL(mlock, "behind the end of a file", ENOMEM, AT(BEHIND), PAGE),
	CALL(munlock, "behind the end of a file", 0, AT(BEHIND), PAGE),
	CALL(madvise, "MADV_WILLNEED of anonymous memory", 0, AT(PRIVATE), PAGE,
	     MADV_WILLNEED),
	CALL(madvise, "MADV_POPULATE_READ behind the end of a file", EFAULT, AT(BEHIND),
	     PAGE, MADV_POPULATE_READ),
	CALL(mbind, "an odd address", EINVAL, AT(PRIVATE) + 1, PAGE, MPOL_DEFAULT, 0, 0,
	     0),
	CALL(mbind, "a set of nodes from a hole", EFAULT, AT(PRIVATE), PAGE, MPOL_BIND,
	     AT(HOLE), 64, 0),
	CALL(mbind, "too large a set", EINVAL, AT(PRIVATE), PAGE, MPOL_BIND, AT(PRIVATE),
	     40000, 0),
	CALL(get_mempolicy, "no address with MPOL_F_ADDR", EFAULT, 0, 0, 0, 0,
	     MPOL_F_ADDR),
	CALL(shmget, "SHM_HUGETLB where there are no huge pages", ENOMEM, IPC_PRIVATE,
	     2 << 20, IPC_CREAT | SHM_HUGETLB),
	CALL(shmget, "SHM_HUGETLB of a size that no page has", EINVAL, IPC_PRIVATE,
	     2 << 20, IPC_CREAT | SHM_HUGETLB | 22 << 26),
	CALL(setrlimit, "more now than at most", EINVAL, RLIMIT_AS, AT(FILE_BOTH)),
	CALL(prlimit64, "more now than at most", EINVAL, 0, RLIMIT_AS, AT(FILE_BOTH), 0),
	CALL(setrlimit, "more files than nr_open", EPERM, RLIMIT_NOFILE,
	     AT(FILE_BOTH) + 16),
};

static void set_up(void)
{
	static const struct rlimit limits[] = { { 2, 1 }, { 1 << 30, 1 << 30 } };
	static const char name[] = "/tmp/mm_errno";
	int pipes[2];

	close(open(name, O_RDWR | O_CREAT, 0600));
	dup2(open(name, O_RDONLY), READ_FD);
	dup2(open(name, O_WRONLY), WRITE_FD);
	dup2(open(name, O_RDWR), BOTH_FD);
	dup2(open("/tmp", O_RDONLY | O_DIRECTORY), DIR_FD);
	dup2(open(name, O_PATH), PATH_FD);
	dup2(open("/dev/null", O_RDWR), NULL_FD);
	dup2(open(name, O_RDWR | O_APPEND), END_FD);
	dup2(open(name, O_WRONLY | O_APPEND), LOG_FD);
	if (pipe(pipes) == 0)
		dup2(pipes[0], PIPE_FD);
	unlink(name);
	ftruncate(BOTH_FD, 2 * PAGE);
	fill(anon_at(PRIVATE, 4), 4, 1);
	map_at((char *)AT(READ_ONLY), 1, PROT_READ, ANON, -1);
	map_at((char *)AT(CLOSED), 1, PROT_NONE, ANON, -1);
	map_at((char *)AT(SHARED), 2, RW, SHARED_ANON, -1);
	map_at((char *)AT(FILE_READ), 2, PROT_READ, MAP_SHARED, READ_FD);
	map_at((char *)AT(FILE_BOTH), 2, RW, MAP_SHARED, BOTH_FD);
	map_at((char *)AT(FILE_COPY), 2, PROT_READ, MAP_PRIVATE, READ_FD);
	mlock(anon_at(LOCKED, 2), 2 * PAGE);
	sys(SYS_mmap, AT(BEHIND), PAGE, RW, MAP_SHARED | MAP_FIXED, BOTH_FD, 4 * PAGE);
	memcpy((char *)AT(FILE_BOTH), limits, sizeof(limits));
}

int main(void)
{
	no_huge_pages();
	set_up();
	MAKE_ALL(mmap_calls);
	MAKE_ALL(change_calls);
	MAKE_ALL(advice_calls);
	MAKE_ALL(lock_calls);
	MAKE_ALL(file_calls);
	MAKE_ALL(behind_calls);
	return tap_done();
}
