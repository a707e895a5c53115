/*
 * tests/user/fuzz_values.h - what random system calls get as arguments
 *
 * Most numbers are of a list that belongs to the argument's kind, most pointers lead to a
 * structure that could be meant: so calls get past their first checks. The others are
 * hostile: the kernel's half, no canonical address, a closed page, one that may not be
 * written, the last bytes before a closed page, an odd address; huge and negative lengths.
 *
 *	SCRATCH	+---------------+	ARENA	+----------------------------+
 *		| structures    |		| what calls map, unmap,     |
 *		+---------------+		| protect and move           |
 *		| PROT_NONE     |		+----------------------------+
 *		| read-only     |
 *		+---------------+
 */
#ifndef TESTS_USER_FUZZ_VALUES_H
#define TESTS_USER_FUZZ_VALUES_H

#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz_calls.h"
#include "random.h"

#define PAGE 4096UL
#define SCRATCH 0x10000000UL
#define SCRATCH_SIZE (8 * PAGE)
#define CLOSED (SCRATCH + SCRATCH_SIZE)
#define READ_ONLY (CLOSED + PAGE)
#define ARENA 0x20000000UL
#define ARENA_SIZE (64 * PAGE)

#define NR_FDS 40 /* about as many are open */
#define EPOLL_FD (3 + NR_FDS - 1)

/* One stream of random numbers: a thread's own. */
struct fuzzer {
	uint64_t random;
	int hostile; /* may the arguments of this call be? */
	int shmid;   /* the last segment made */
};

static inline unsigned int any(struct fuzzer *f, unsigned int below)
{
	return random_below(&f->random, below);
}

/* Shall this argument be what the kernel must refuse? */
static inline int at_its_worst(struct fuzzer *f)
{
	return f->hostile && any(f, 3) == 0;
}

static inline uint64_t any64(struct fuzzer *f)
{
	return (uint64_t)any(f, 1U << 31) << 40 ^ (uint64_t)any(f, 1U << 31) << 20 ^
	       any(f, 1U << 31);
}

/* --- numbers ---------------------------------------------------------------------- */

/* What a number of each kind mostly is; of flags, several at once. */
#define VALUES(...)                                                       \
	{                                                                 \
		(const long[]){ __VA_ARGS__ },                            \
			sizeof((long[]){ __VA_ARGS__ }) / sizeof(long), 0 \
	}
#define FLAGS(...)                                                        \
	{                                                                 \
		(const long[]){ __VA_ARGS__ },                            \
			sizeof((long[]){ __VA_ARGS__ }) / sizeof(long), 1 \
	}

static const struct {
	const long *list;
	unsigned short count, flags;
} numbers[NR_KINDS] = {
	[DIRFD] = VALUES(AT_FDCWD, AT_FDCWD, AT_FDCWD, 3, 3, 7, 19, 25, 5),
	[EPOLL] = VALUES(EPOLL_FD),
	[CLONE_SIZE] = VALUES(88, 88, 64, 80, 96),
	[LEN] = VALUES(0, 1, 2, 4, 8, 8, 8, 16, 24, 64, 88, 100, 128, 4096, 5000, 65536),
	[COUNT] = VALUES(0, 1, 1, 2, 2, 3, 4, 8),
	[OFFSET] = VALUES(0, 1, 10, 4095, 4096, 5000, 65536, 1 << 20, -1, LONG_MAX),
	[FLAG] = FLAGS(0, 1, 2, 4, 8, 16, 32, 0x1000, 0x2000, 0x4000),
	[ID] = VALUES(-1, -1, 1000, 65534, 0),
	[PID] = VALUES(0, 0, 0, 1, -1, 2, INT_MAX),
	[SIG] = VALUES(0, 0, 0, SIGUSR1, SIGUSR1, SIGCHLD, SIGURG, SIGWINCH, SIGCONT,
		       SIGALRM, 36, 40, 64, 65, SIGUSR2, SIGUSR1, SIGIO, SIGTSTP),
	[MODE] = VALUES(0777, 0700, 0644, S_IFREG | 0600, S_IFIFO | 0666, S_IFCHR | 0666,
			S_IFDIR | 0755, 07777, 0),
	[DEV] = VALUES(0, 0x103, 0x105, 0x107, 0x108, 0x109, 0x502),
	[MS] = VALUES(0, 0, 1, 2, 5, -1),
	[PROT] = VALUES(3, 3, 3, 1, 0, 7, 5, 2, 4),
	[MAP] = FLAGS(MAP_PRIVATE, MAP_PRIVATE, MAP_SHARED, MAP_ANONYMOUS, MAP_ANONYMOUS,
		      MAP_ANONYMOUS, MAP_FIXED, MAP_POPULATE, MAP_LOCKED, MAP_GROWSDOWN,
		      MAP_NORESERVE, MAP_FIXED_NOREPLACE, MAP_32BIT, MAP_SHARED_VALIDATE),
	[OPEN] = FLAGS(0, O_WRONLY, O_RDWR, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND,
		       O_NONBLOCK, O_NONBLOCK, O_NONBLOCK, O_DIRECTORY, O_NOFOLLOW,
		       O_CLOEXEC, O_PATH, O_TMPFILE, O_SYNC),
	[ADVICE] = VALUES(0, 1, 2, 3, 4, 4, 4, 8, 8, 9, 10, 11, 14, 15, 16, 17, 18, 19,
			  20, 21, 22, 23, 100, 101),
	[CLOCK] = VALUES(0, 0, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 11, -2, -6),
	[TIMER] = VALUES(0, 0, 0, 1, 1, 2, 3, 4),
	[SHMKEY] = VALUES(0, 0, 0, 1, 2, 0x1234),
	[SHMGET] = VALUES(01600, 01600, 01666, 03600, 0600, 0),
	[SHMAT] = VALUES(0, 0, 010000, 020000, 040000, 0100000),
	[CLONE] = FLAGS(SIGCHLD, SIGCHLD, SIGCHLD, 0, CLONE_FS, CLONE_FILES, CLONE_VM,
			CLONE_VM, CLONE_SIGHAND, CLONE_THREAD, CLONE_VFORK, CLONE_SYSVSEM,
			CLONE_SETTLS, CLONE_PARENT_SETTID, CLONE_CHILD_CLEARTID,
			CLONE_CHILD_SETTID, CLONE_PARENT, CLONE_NEWNS,
			CLONE_VM | CLONE_SIGHAND | CLONE_THREAD),
	[EPOLL_OP] = VALUES(1, 1, 1, 2, 3, 0, 4),
	[FUTEX_OP] = FLAGS(0, 1, 1, 2, 3, 4, 5, 6, 9, 10, 12, 128, 128, 256),
	[FCNTL] = VALUES(0, 1, 1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 9, 10, 11, 15, 16, 36,
			 37, 38, 1024, 1025, 1030, 1031, 1031, 1032, 1033, 1034, 1035),
	[IOCTL] = VALUES(0x5401, 0x5402, 0x5403, 0x5404, 0x5405, 0x5409, 0x540b, 0x540e,
			 0x540f, 0x5410, 0x5411, 0x5413, 0x5414, 0x541b, 0x5421, 0x5420,
			 0x5422, 0x5429, 0x5450, 0x5451, 0x40045431, 0x80045430, 0x5441),
	[RESOURCE] = VALUES(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16),
	[SMALL] = VALUES(0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 15, 16, 17, 38),
	[POLICY] = VALUES(0, 0, 0, 1, 2, 3, 4, 5, 0x8000, 0x4001),
	[ARCH] = VALUES(0x1001, 0x1003, 0x1004, 0x1004),
	[SETSIZE] = VALUES(8, 8, 8, 8, 8, 8, 8, 4, 16, 0),
	[AT] = FLAGS(0, 0, 0, 0, AT_SYMLINK_NOFOLLOW, AT_REMOVEDIR, AT_SYMLINK_FOLLOW,
		     AT_EMPTY_PATH, 0x800, 0x4000),
	[MREMAP] = VALUES(0, 1, 1, 1, 3, 3, 5, 7, 2),
};

static inline long wild(struct fuzzer *f)
{
	switch (any(f, 8)) {
	case 0:
		return any64(f);
	case 1:
		return 1UL << any(f, 64);
	case 2:
		return -(long)any(f, 10000);
	case 3:
		return INT_MAX - (long)any(f, 3) + 1;
	case 4:
		return LONG_MIN + (long)any(f, 3) - 1;
	case 5:
		return (uint32_t)any64(f);
	default:
		return any(f, 100);
	}
}

static inline long number(struct fuzzer *f, enum kind kind)
{
	unsigned int count = numbers[kind].count;
	long value;

	if (!count || at_its_worst(f))
		return wild(f);
	value = numbers[kind].list[any(f, count)];
	for (unsigned int n = numbers[kind].flags ? any(f, 4) : 0; n; n--)
		value |= numbers[kind].list[any(f, count)];
	return value;
}

static inline long any_fd(struct fuzzer *f)
{
	return at_its_worst(f) ? wild(f) : 3 + any(f, NR_FDS);
}

/* Whom a worker may reach by it: itself, its children, nobody. */
static inline long any_pid(struct fuzzer *f)
{
	long self = syscall(SYS_getpid);

	switch (any(f, 4)) {
	case 0:
		return self;
	case 1:
		return self + any(f, 4);
	case 2:
		return syscall(SYS_gettid);
	default:
		return number(f, PID);
	}
}

/* --- memory ----------------------------------------------------------------------- */

static inline unsigned long hostile_address(struct fuzzer *f)
{
	/* clang-format off */
	static const unsigned long hostile[] = {
		0, 8, CLOSED, CLOSED + 8, READ_ONLY, READ_ONLY + PAGE - 4,
		0x00007ffffffff000UL, 0x00007fffffffeff8UL, 0x0000800000000000UL,
		0x8000000000000000UL, 0xffff888000001000UL, 0xffffc90000000000UL,
		0xffffea0000000000UL, 0xffffffff80000000UL, 0xffffffffff000000UL, -1UL,
		-8UL,
	};
	/* clang-format on */

	switch (any(f, 4)) {
	case 0:
		return CLOSED - 1 - any(f, 64); /* half of it is there */
	case 1:
		return ARENA + any(f, ARENA_SIZE);
	case 2:
		return wild(f);
	default:
		return hostile[any(f, sizeof(hostile) / sizeof(*hostile))];
	}
}

/* In scratch memory; its first half holds names. */
static inline unsigned long good_address(struct fuzzer *f)
{
	return SCRATCH + SCRATCH_SIZE / 2 + any(f, SCRATCH_SIZE / 2 - 512) / 8 * 8;
}

static inline unsigned long any_address(struct fuzzer *f)
{
	return at_its_worst(f) ? hostile_address(f) : good_address(f);
}

static inline unsigned long page_address(struct fuzzer *f)
{
	unsigned long at = ARENA + any(f, ARENA_SIZE / PAGE) * PAGE;

	if (at_its_worst(f))
		return any(f, 2) ? hostile_address(f) : at + any(f, PAGE);
	return any(f, 16) ? at : 0;
}

static inline unsigned long any_size(struct fuzzer *f)
{
	if (at_its_worst(f))
		return any(f, 2) ? (unsigned long)wild(f) : any(f, 12 * PAGE);
	return any(f, 12) * PAGE;
}

static const char *const names[] = {
	"a",
	"b",
	"d",
	"d/a",
	"d/b",
	"d/d",
	"d/d/../../a",
	".",
	"..",
	"/",
	"",
	"loop",
	"link",
	"dangling",
	"fifo",
	"null",
	"zero",
	"full",
	"urandom",
	"ptmx",
	"toy",
	"program",
	"script",
	"a/b",
	"d/",
	"//d//a",
	"proc/self/maps",
	"proc/self/mem",
	"proc/self/fd/3",
	"proc/self/fd",
	"proc/self/pagemap",
	"proc/self/exe",
	"proc/self/cwd/a",
	"proc/self/status",
	"proc/meminfo",
	"proc/self/environ",
	"proc/slabinfo",
	"proc/self/task",
	"proc/self/clear_refs",
	"m",
	"m/a",
	"proc/self/oom_score_adj",
	"proc", /* the last three are file systems too */
	"sysfs",
	"tmpfs",
};
#define NR_NAMES (sizeof(names) / sizeof(*names))
#define NAME_SIZE 32

static inline unsigned long any_name(struct fuzzer *f)
{
	unsigned int which = any(f, NR_NAMES + 3);

	if (at_its_worst(f))
		return hostile_address(f);
	if (which < NR_NAMES)
		return SCRATCH + which * NAME_SIZE;
	if (which == NR_NAMES)
		return SCRATCH + 2 * PAGE - 1 - any(f, PAGE - 1); /* xxx... */
	return good_address(f);
}

/* A word of a structure nobody knows: a number, a descriptor, an address, noise. */
static inline long word(struct fuzzer *f)
{
	switch (any(f, 8)) {
	case 0:
		return wild(f);
	case 1:
		return any_address(f);
	case 2:
		return any_fd(f);
	case 3:
		return (long)any(f, 16) << 32 | any(f, 64);
	default:
		return any(f, 8);
	}
}

/* A structure of that kind at a good address. */
static inline void fill(struct fuzzer *f, enum kind kind, unsigned long *at)
{
	for (int i = 0; i < 16; i++)
		at[i] = word(f);
	switch (kind) {
	case TIME: /* also half of a timer's: its interval */
		for (int i = 0; i < 4; i++)
			at[i] = at_its_worst(f) ? wild(f) : (i & 1) * any(f, 2000000);
		break;
	case IOV:
		for (int i = 0; i < 16; i += 2) {
			at[i] = any_address(f);
			at[i + 1] = number(f, LEN);
		}
		break;
	case SET:
		at[0] = any(f, 2) ? 0 : any64(f);
		break;
	case STRINGS:
		for (int i = 0; i < 4; i++)
			at[i] = any_name(f);
		at[any(f, 8)] = 0;
		break;
	case CLONE_ARGS:
		memset(at, 0, 88);
		at[0] = number(f, CLONE) & ~0xffUL;
		at[4] = any(f, 4) ? SIGCHLD : any(f, 70);
		at[any(f, 11)] = any(f, 2) ? 0 : word(f);
		break;
	case FUTEX:
		at[0] = any(f, 16);
		break;
	default:
		break;
	}
}

static inline long value(struct fuzzer *f, enum kind kind)
{
	unsigned long at;

	switch (kind) {
	case NOTHING:
		return 0;
	case FD:
		return any_fd(f);
	case PID:
		return any_pid(f);
	case SHMID:
		return any(f, 8) ? f->shmid : (int)any(f, 8);
	case PAGE_AT:
		return page_address(f);
	case SIZE:
		return any_size(f);
	case PATH:
		return any_name(f);
	case OUT:
		return any_address(f);
	case FSTYPE:
		return SCRATCH + (NR_NAMES - 1 - any(f, 3)) * NAME_SIZE;
	default:
		break;
	}
	if (kind < PAGE_AT)
		return number(f, kind);
	if (at_its_worst(f))
		return hostile_address(f);
	if (any(f, 8) == 0) /* often allowed */
		return 0;
	at = good_address(f);
	fill(f, kind, (unsigned long *)at);
	return at;
}

#endif
