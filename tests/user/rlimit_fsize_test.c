/*
 * tests/user/rlimit_fsize_test.c - RLIMIT_FSIZE: no call makes a file longer; SIGXFSZ and EFBIG
 *
 * LIMIT is no multiple of a page, so that a write ends within one.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include "child.h"
#include "mem.h"

#define LIMIT 10000

static volatile sig_atomic_t signals;
static char block[2 * LIMIT];
static int file;

static void count(int sig)
{
	signals += sig == SIGXFSZ;
}

static long size(void)
{
	struct stat st;

	return fstat(file, &st) ? -1 : st.st_size;
}

/* The call gives want or fails with it, so many signals come, and then the file is so long. */
static void check(long result, long want, int sent, long length, const char *what)
{
	EQ(result == -1 ? -errno : result, want, "%s", what);
	EQ(signals, sent, "%s: signals", what);
	EQ(size(), length, "%s: size", what);
	signals = 0;
}

static void empty_file(void)
{
	ftruncate(file, 0);
	lseek(file, 0, SEEK_SET);
}

static void writes(void)
{
	struct iovec parts[] = { { block, 6000 }, { block, 6000 } };

	empty_file();
	check(sys(SYS_write, file, block, 6000), 6000, 0, 6000, "write below the limit");
	check(sys(SYS_write, file, block, 6000), 4000, 0, LIMIT,
	      "write across the limit");
	check(sys(SYS_write, file, block, 0), 0, 0, LIMIT,
	      "write of nothing at the limit");
	check(sys(SYS_write, file, block, 1), -EFBIG, 1, LIMIT, "write at the limit");
	check(sys(SYS_pwrite64, file, block, 1, LIMIT * 2), -EFBIG, 1, LIMIT,
	      "pwrite past the limit");
	check(sys(SYS_pwrite64, file, block, 100, LIMIT - 1), 1, 0, LIMIT,
	      "pwrite of the last byte");
	lseek(file, 0, SEEK_SET);
	check(sys(SYS_writev, file, parts, 2), LIMIT, 0, LIMIT,
	      "writev across the limit");
	fcntl(file, F_SETFL, O_APPEND);
	check(sys(SYS_pwrite64, file, block, 1, 0), -EFBIG, 1, LIMIT,
	      "a file that is appended to");
	fcntl(file, F_SETFL, 0);
}

static void sizes(void)
{
	empty_file();
	check(sys(SYS_ftruncate, file, LIMIT), 0, 0, LIMIT, "ftruncate to the limit");
	check(sys(SYS_ftruncate, file, LIMIT + 1), -EFBIG, 1, LIMIT, "ftruncate past it");
	set_limit(RLIMIT_FSIZE, RLIM_INFINITY);
	ftruncate(file, 3 * LIMIT);
	set_limit(RLIMIT_FSIZE, LIMIT);
	check(sys(SYS_ftruncate, file, 3 * LIMIT), 0, 0, 3 * LIMIT,
	      "ftruncate to the size that is");
	check(sys(SYS_ftruncate, file, 2 * LIMIT), 0, 0, 2 * LIMIT,
	      "ftruncate to less, still past it");
	check(sys(SYS_pwrite64, file, block, 1, LIMIT), -EFBIG, 1, 2 * LIMIT,
	      "pwrite of a byte that is there, past it");
}

static void allocations(void)
{
	empty_file();
	check(sys(SYS_fallocate, file, 0, 0, LIMIT), 0, 0, LIMIT,
	      "fallocate to the limit");
	check(sys(SYS_fallocate, file, 0, 0, LIMIT + 1), -EFBIG, 1, LIMIT,
	      "fallocate past it");
	check(sys(SYS_fallocate, file, FALLOC_FL_KEEP_SIZE, 4096, LIMIT), -EFBIG, 1,
	      LIMIT, "fallocate that keeps the size, past it");
	check(sys(SYS_fallocate, file, FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE, 4096,
		  2 * LIMIT),
	      0, 0, LIMIT, "a hole past it");
}

static void copies(void)
{
	int from = temp_file("/tmp", LIMIT), empty = temp_file("/tmp", 0);
	loff_t start = 0, at = LIMIT - 10, end = LIMIT;

	empty_file();
	check(sys(SYS_copy_file_range, from, &start, file, &at, 100, 0), 10, 0, LIMIT,
	      "copy_file_range across the limit");
	start = 0;
	check(sys(SYS_copy_file_range, from, &start, file, &end, 1, 0), -EFBIG, 1, LIMIT,
	      "copy_file_range at it");
	start = 0;
	check(sys(SYS_copy_file_range, empty, &start, file, &end, 1, 0), -EFBIG, 1, LIMIT,
	      "copy_file_range of nothing at it");
	lseek(file, LIMIT - 10, SEEK_SET);
	check(sys(SYS_sendfile, file, from, NULL, 100), 10, 1, LIMIT,
	      "sendfile across the limit, which tries the rest too");
	check(sys(SYS_sendfile, file, from, NULL, 100), -EFBIG, 1, LIMIT,
	      "sendfile at it");
	close(from);
	close(empty);
}

/* Memory is not bound by it, shared memory neither; a mapping of the file has what is there. */
static void memory(void)
{
	char *at;

	set_limit(RLIMIT_FSIZE, RLIM_INFINITY);
	ftruncate(file, 2 * LIMIT);
	set_limit(RLIMIT_FSIZE, LIMIT);
	at = mmap(NULL, 2 * LIMIT, RW, MAP_SHARED, file, 0);
	at[2 * LIMIT - 1] = 'x';
	check(pread(file, block, 1, 2 * LIMIT - 1) == 1 && block[0] == 'x', 1, 0,
	      2 * LIMIT, "a store into a mapping, past it");
	munmap(at, 2 * LIMIT);
	at = mmap(NULL, 16 * LIMIT, RW, SHARED_ANON, -1, 0);
	check(at != MAP_FAILED, 1, 0, 2 * LIMIT, "shared anonymous memory is larger");
	munmap(at, 16 * LIMIT);
}

static int write_without_handler(void *unused)
{
	(void)unused;
	set_limit(RLIMIT_CORE, 0);
	signal(SIGXFSZ, SIG_DFL);
	pwrite(file, block, 1, LIMIT);
	return 1;
}

int main(void)
{
	int status;

	signal(SIGXFSZ, count);
	file = temp_file("/tmp", 0);
	set_limit(RLIMIT_FSIZE, LIMIT);
	writes();
	sizes();
	allocations();
	copies();
	memory();
	status = in_child(write_without_handler, NULL);
	OK(WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ,
	   "without a handler it kills");
	set_limit(RLIMIT_FSIZE, 0);
	check(sys(SYS_pwrite64, file, block, 1, 0), -EFBIG, 1, 2 * LIMIT, "a limit of 0");
	return tap_done();
}
