/*
 * tests/kernel/pipe_test.c - fs/vfs/pipe.c, fs/vfs/fifo.c
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/kthread.h>
#include <linux/namei.h>
#include <linux/pipe_fs_i.h>
#include <linux/poll.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <asm/page.h>
#include "ktest.h"
#include "user_buf.h"
#include "vfs_tree.h"

#define PIPE_BYTES (PIPE_DEF_BUFFERS * PAGE_SIZE)

static ssize_t put(struct file *file, const char __user *buf, size_t n)
{
	loff_t pos = 0;

	return vfs_write(file, buf, n, &pos);
}

static ssize_t get(struct file *file, char __user *buf, size_t n)
{
	loff_t pos = 0;

	return vfs_read(file, buf, n, &pos);
}

KTEST(pipe, bytes_come_out_in_order)
{
	char __user *buf = user_buf_begin(2);
	struct file *f[2];

	KT_ASSERT(buf && !create_pipe_files(f, O_NONBLOCK));
	KT_EXPECT_EQ(get(f[0], buf, 1), -EAGAIN);
	KT_EXPECT_EQ(get(f[1], buf, 1), -EBADF);
	KT_EXPECT_EQ(put(f[0], buf, 1), -EBADF);
	user_buf_puts(buf, "hello, pipe");
	KT_EXPECT_EQ(put(f[1], buf, 5), 5);
	KT_EXPECT_EQ(put(f[1], buf + 5, 6), 6); /* into the same page */
	KT_EXPECT_EQ(get(f[0], buf + 100, 3), 3);
	KT_EXPECT_EQ(get(f[0], buf + 103, 100), 8);
	KT_EXPECT(user_buf_is(buf + 100, "hello, pipe", 11));
	KT_EXPECT_EQ(put(f[1], buf, 0), 0);
	KT_EXPECT_EQ(get(f[0], buf, 0), 0);
	fput(f[0]);
	fput(f[1]);
	user_buf_end();
}

KTEST(pipe, full_and_empty)
{
	char __user *buf = user_buf_begin(2);
	struct file *f[2];
	size_t total = 0;

	KT_ASSERT(buf && !create_pipe_files(f, O_NONBLOCK));
	KT_EXPECT_EQ(vfs_poll(f[0], NULL), 0);
	KT_EXPECT_EQ(vfs_poll(f[1], NULL), EPOLLOUT | EPOLLWRNORM);
	for (ssize_t n; (n = put(f[1], buf, 4096)) > 0;)
		total += n;
	KT_EXPECT_EQ(total, PIPE_BYTES);
	KT_EXPECT_EQ(put(f[1], buf, 1), -EAGAIN);
	KT_EXPECT_EQ(vfs_poll(f[1], NULL), 0);
	KT_EXPECT_EQ(vfs_poll(f[0], NULL), EPOLLIN | EPOLLRDNORM);
	KT_EXPECT_EQ(get(f[0], buf, 1), 1);
	KT_EXPECT_EQ(put(f[1], buf, 4096), -EAGAIN); /* not torn: no slot is free */
	KT_EXPECT_EQ(get(f[0], buf, 4095), 4095);
	KT_EXPECT_EQ(put(f[1], buf, 4096), 4096);
	fput(f[1]);
	for (total = 0; get(f[0], buf, 8192) == 8192;)
		total += 8192;
	KT_EXPECT_EQ(total, PIPE_BYTES);
	KT_EXPECT_EQ(get(f[0], buf, 1), 0); /* no writer: the end */
	KT_EXPECT_EQ(vfs_poll(f[0], NULL), EPOLLHUP);
	fput(f[0]);
	user_buf_end();
}

KTEST(pipe, bad_addresses_lose_nothing)
{
	char __user *buf = user_buf_begin(1), *end;
	struct file *f[2];

	KT_ASSERT(buf && !create_pipe_files(f, O_NONBLOCK));
	end = buf + PAGE_SIZE;
	user_buf_puts(buf, "abcdefgh");
	KT_EXPECT_EQ(put(f[1], end, 10), -EFAULT);
	KT_EXPECT_EQ(put(f[1], end - 4, 10), -EFAULT);
	KT_EXPECT_EQ(put(f[1], buf, 4), 4);
	KT_EXPECT_EQ(put(f[1], end - 2, 4), -EFAULT); /* behind the 4 in the page */
	KT_EXPECT_EQ(put(f[1], buf + 4, 4), 4);
	KT_EXPECT_EQ(get(f[0], end, 8), -EFAULT);
	KT_EXPECT_EQ(get(f[0], end - 3, 8), 3);
	KT_EXPECT_EQ(get(f[0], buf, 8), 5);
	KT_EXPECT(user_buf_is(buf, "defgh", 5));
	fput(f[0]);
	fput(f[1]);
	user_buf_end();
}

/* --- two tasks ------------------------------------------------------------------------------ */

static int close_soon(void *file)
{
	schedule_timeout_uninterruptible(2);
	fput(file);
	return 0;
}

/* The other end is closed while we wait for it. */
static void closed_under(struct file *file)
{
	KT_ASSERT(!IS_ERR(kthread_run(close_soon, file, "pipe-closer")));
}

KTEST(pipe, a_sleeping_reader_sees_the_end)
{
	char __user *buf = user_buf_begin(1);
	struct file *f[2];

	KT_ASSERT(buf && !create_pipe_files(f, 0));
	closed_under(f[1]);
	KT_EXPECT_EQ(get(f[0], buf, 10), 0);
	fput(f[0]);
	user_buf_end();
}

KTEST(fifo, opening_waits_for_the_other_end)
{
	struct file *r, *w;

	KT_ASSERT(make_tree());
	KT_EXPECT_EQ(init_mknod("/kt/p", S_IFIFO | 0600, 0), 0);
	w = filp_open("/kt/p", O_WRONLY | O_NONBLOCK, 0);
	KT_EXPECT(w == ERR_PTR(-ENXIO));
	r = filp_open("/kt/p", O_RDONLY | O_NONBLOCK, 0);
	KT_ASSERT(!IS_ERR(r));
	w = filp_open("/kt/p", O_WRONLY, 0);
	KT_ASSERT(!IS_ERR(w));
	KT_EXPECT_EQ(vfs_llseek(r, 0, SEEK_SET), -ESPIPE);
	KT_EXPECT_EQ(vfs_poll(w, NULL), EPOLLOUT | EPOLLWRNORM);
	fput(r);
	KT_EXPECT_EQ(vfs_poll(w, NULL), EPOLLOUT | EPOLLWRNORM | EPOLLERR);
	fput(w);
	KT_EXPECT_EQ(init_unlink("/kt/p"), 0);
	remove_tree();
}
