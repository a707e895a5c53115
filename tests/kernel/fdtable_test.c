/*
 * tests/kernel/fdtable_test.c - fs/vfs/fdtable.c, fs/vfs/fd.c: descriptors
 *
 * The cases run in a thread without files; each gives it a table of its own.
 */
#include <linux/err.h>
#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/namei.h>
#include <linux/sched.h>
#include <atlas/file_calls.h>
#include "ktest.h"

static struct files_struct *saved;

static bool begin(void)
{
	saved = current->files;
	current->files = alloc_files();
	return current->files;
}

static void end(void)
{
	exit_files(current);
	current->files = saved;
}

/* /proc at a new descriptor, which is returned. */
static int open_one(unsigned int flags)
{
	int fd = get_unused_fd_flags(flags);
	struct file *file;

	if (fd < 0)
		return fd;
	file = filp_open("/proc", O_RDONLY, 0);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		return PTR_ERR(file);
	}
	fd_install(fd, file);
	return fd;
}

KTEST(fd, lowest_free_number)
{
	long files = get_nr_files();

	KT_ASSERT(begin());
	for (int i = 0; i < 5; i++)
		KT_EXPECT_EQ(open_one(0), i);
	KT_EXPECT_EQ(close_fd(1), 0);
	KT_EXPECT_EQ(close_fd(3), 0);
	KT_EXPECT_EQ(close_fd(3), -EBADF);
	KT_EXPECT_EQ(open_one(0), 1);
	KT_EXPECT_EQ(open_one(0), 3);
	KT_EXPECT_EQ(open_one(0), 5);
	KT_EXPECT_EQ(close_fd(-1), -EBADF);
	KT_EXPECT_EQ(get_nr_files(), files + 6);
	end();
	KT_EXPECT_EQ(get_nr_files(), files);
}

KTEST(fd, a_reserved_one_is_not_open)
{
	KT_ASSERT(begin());
	KT_EXPECT_EQ(get_unused_fd_flags(0), 0);
	KT_EXPECT(!fget(0));
	KT_EXPECT_EQ(close_fd(0), -EBADF);
	KT_EXPECT_EQ(get_unused_fd_flags(0), 1);
	put_unused_fd(0);
	KT_EXPECT_EQ(get_unused_fd_flags(0), 0);
	end();
}

KTEST(fdtable, grows_up_to_the_limit)
{
	unsigned int limit;
	int fd;

	KT_ASSERT(begin());
	do {
		fd = open_one(0);
	} while (fd >= 0);
	KT_EXPECT_EQ(fd, -EMFILE);
	limit = current->files->next_fd;
	KT_EXPECT(limit >= 1024);
	KT_EXPECT_EQ(close_fd(limit - 1), 0);
	KT_EXPECT_EQ(open_one(0), limit - 1);
	end();
}

KTEST(fdtable, a_copy_has_the_same_files)
{
	struct files_struct *copy;
	struct file *file;

	KT_ASSERT(begin());
	for (int i = 0; i < 200; i++)
		KT_EXPECT_EQ(open_one(i % 2 ? O_CLOEXEC : 0), i);
	KT_EXPECT_EQ(close_fd(7), 0);
	copy = dup_fd(current->files);
	KT_ASSERT(!IS_ERR(copy));
	KT_EXPECT(copy->fdt.max_fds >= 200);
	KT_EXPECT(copy->fdt.fd[199] == current->files->fdt.fd[199]);
	KT_EXPECT(!copy->fdt.fd[7]);
	file = fget(0);
	KT_EXPECT_EQ(file_count(file), 3);
	fput(file);
	put_files_struct(copy);
	do_close_on_exec(current->files);
	KT_EXPECT(!fget(199));
	KT_EXPECT_EQ(close_fd(198), 0);
	KT_EXPECT_EQ(open_one(0), 1);
	end();
}

KTEST(fdtable, a_shared_table_counts_its_lookups)
{
	struct fd f;

	KT_ASSERT(begin());
	KT_EXPECT_EQ(open_one(0), 0);
	f = fdget(0);
	KT_EXPECT_EQ(f.flags, 0);
	KT_EXPECT_EQ(file_count(f.file), 1);
	fdput(f);
	atomic_inc(&current->files->count);
	f = fdget(0);
	KT_EXPECT_EQ(f.flags, FDPUT_FPUT);
	KT_EXPECT_EQ(file_count(f.file), 2);
	fdput(f);
	atomic_dec(&current->files->count);
	f = fdget(77);
	KT_EXPECT(!f.file);
	end();
}

KTEST(fcntl, dup)
{
	KT_ASSERT(begin());
	KT_EXPECT_EQ(ksys_dup(0), -EBADF);
	KT_EXPECT_EQ(open_one(0), 0);
	KT_EXPECT_EQ(ksys_dup(0), 1);
	KT_EXPECT_EQ(ksys_dup3(0, 0, 0), -EINVAL);
	KT_EXPECT_EQ(ksys_dup2(0, 0), 0);
	KT_EXPECT_EQ(ksys_dup2(9, 9), -EBADF);
	end();
}
