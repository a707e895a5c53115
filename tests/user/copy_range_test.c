/* tests/user/copy_range_test.c - copy_file_range(2), posix_fadvise(2) */
#include "mem.h"

static int in, out;
static long from, to;

static long copy(long *off_in, long *off_out, unsigned long length)
{
	return sys(SYS_copy_file_range, in, off_in, out, off_out, length, 0);
}

static long copy_at(long at_in, long at_out, unsigned long length)
{
	from = at_in;
	to = at_out;
	return copy(&from, &to, length);
}

static long size_of(int fd)
{
	struct stat st;

	fstat(fd, &st);
	return st.st_size;
}

static void test_copy(void)
{
	static char text[3 * PAGE], back[3 * PAGE];

	for (unsigned long i = 0; i < sizeof(text); i++)
		text[i] = i * 7 + i / PAGE;
	pwrite(in, text, sizeof(text), 0);
	EQ(copy(NULL, NULL, PAGE + 100), PAGE + 100, "from position to position");
	EQ(lseek(in, 0, SEEK_CUR), PAGE + 100, "both move");
	EQ(lseek(out, 0, SEEK_CUR), PAGE + 100, "by as much");
	EQ(copy(NULL, NULL, 1 << 20), 2 * PAGE - 100, "up to the end");
	EQ(copy(NULL, NULL, 1), 0, "and no further");
	OK(pread(out, back, sizeof(back), 0) == sizeof(back) &&
		   !memcmp(text, back, sizeof(text)),
	   "byte for byte");
	EQ(copy_at(10, 5 * PAGE + 3, 2 * PAGE), 2 * PAGE, "from offset to offset");
	EQ(from, 10 + 2 * PAGE, "the one moves");
	EQ(to, 7 * PAGE + 3, "the other too");
	EQ(lseek(in, 0, SEEK_CUR), 3 * PAGE, "the position does not");
	EQ(size_of(out), 7 * PAGE + 3, "the file has grown");
	OK(pread(out, back, 2 * PAGE, 5 * PAGE + 3) == 2 * PAGE &&
		   !memcmp(text + 10, back, 2 * PAGE),
	   "by what was copied");
	OK(pread(out, back, PAGE, 4 * PAGE) == PAGE && all_zero(back, PAGE),
	   "over a hole");
	EQ(copy_at(3 * PAGE, 0, 10), 0, "from the end");
	EQ(copy_at(9 * PAGE, 0, 10), 0, "from behind it");
	EQ(copy_at(0, 0, 0), 0, "nothing");
}

static void test_same(void)
{
	int other = out;

	out = in;
	EQ(copy_at(0, PAGE, PAGE), PAGE, "within one file");
	FAILS(copy_at(0, 10, 11), EINVAL, "not over itself");
	FAILS(copy_at(10, 0, 11), EINVAL, "nor backwards");
	FAILS(copy_at(10, 10, 1), EINVAL, "nor in place");
	EQ(copy_at(10, 10, 0), 0, "unless it is nothing");
	EQ(copy_at(3 * PAGE - 5, 3 * PAGE, 100), 5, "what is cut does not overlap");
	out = other;
}

static void test_errors(void)
{
	int good_in = in, good_out = out, pipes[2];
	int reader = open("/proc/self/status", O_RDONLY);

	pipe(pipes);
	FAILS(sys(SYS_copy_file_range, in, NULL, out, NULL, 1, 1), EINVAL, "flags");
	FAILS(copy((long *)8, NULL, 1), EFAULT, "an offset from nowhere");
	FAILS(copy(NULL, (long *)8, 1), EFAULT, "the other");
	FAILS(sys(SYS_copy_file_range, in, 8, out, NULL, 1, 1), EFAULT, "before flags");
	FAILS(copy_at(-1, 0, 1), EOVERFLOW, "before the beginning");
	FAILS(copy_at(-5, 0, 1), EINVAL, "well before it");
	FAILS(copy_at(0, -5, 1), EINVAL, "to before the beginning");
	FAILS(copy_at(0, 0x7fffffffffffffff, 1), EFBIG, "to the end of all files");
	EQ(copy_at(0, 0, -1), 3 * PAGE + 5, "more than there can be");
	FAILS(copy_at(1, 0, -1), EOVERFLOW, "past the end of all files");
	in = -1;
	FAILS(copy_at(0, 0, 1), EBADF, "from no file");
	in = good_out;
	out = 1000;
	FAILS(copy_at(0, 0, 1), EBADF, "to no file");
	in = open("/tmp", O_RDONLY);
	out = good_out;
	FAILS(copy_at(0, 0, 1), EISDIR, "from a directory");
	out = pipes[1];
	FAILS(copy_at(0, 0, 1), EISDIR, "from a directory to a pipe");
	in = good_in;
	FAILS(copy_at(0, 0, 1), EINVAL, "to a pipe");
	FAILS(copy_at(0, 0, 0), EINVAL, "even nothing");
	in = pipes[0];
	out = good_out;
	FAILS(copy_at(0, 0, 1), EINVAL, "from a pipe");
	in = good_in;
	out = reader;
	FAILS(copy_at(0, 0, 1), EBADF, "to what is open for reading");
	out = open("/tmp/copy_append", O_WRONLY | O_CREAT | O_APPEND, 0600);
	FAILS(copy_at(0, 0, 1), EBADF, "to the end of a file, always");
	in = out;
	out = good_out;
	FAILS(copy_at(0, 0, 1), EBADF, "from what is open for writing");
	in = open("/tmp/copy_append", O_PATH);
	FAILS(copy_at(0, 0, 1), EBADF, "from a name");
	in = reader;
	FAILS(copy_at(0, 0, 1), EXDEV, "from another file system");
	unlink("/tmp/copy_append");
	in = good_in;
	out = good_out;
}

static void test_advice(void)
{
	int pipes[2];

	pipe(pipes);
	for (int advice = 0; advice < 6; advice++)
		EQ(sys(SYS_fadvise64, in, 0, 0, advice), 0, "advice %d", advice);
	EQ(sys(SYS_fadvise64, in, -1, 1, 0), 0, "of any offset");
	FAILS(sys(SYS_fadvise64, in, 0, 0, 6), EINVAL, "no such advice");
	FAILS(sys(SYS_fadvise64, in, 0, 0, -1), EINVAL, "advice of -1");
	FAILS(sys(SYS_fadvise64, in, 0, -1, 0), EINVAL, "a length below 0");
	FAILS(sys(SYS_fadvise64, pipes[0], 0, 0, 0), ESPIPE, "of a pipe");
	FAILS(sys(SYS_fadvise64, pipes[0], 0, -1, 9), ESPIPE, "whatever else is wrong");
	FAILS(sys(SYS_fadvise64, -1, 0, -1, 9), EBADF, "of no file");
	FAILS(sys(SYS_fadvise64, open("/tmp", O_PATH), 0, 0, 0), EBADF, "of a name");
}

int main(void)
{
	in = temp_file("/tmp", 0);
	out = temp_file("/tmp", 0);
	test_copy();
	test_same();
	test_errors();
	test_advice();
	return tap_done();
}
