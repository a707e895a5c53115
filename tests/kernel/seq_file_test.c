/*
 * tests/kernel/seq_file_test.c - fs/vfs/seq_file.c: records at the edges of buffers
 *
 * A file under /proc prints records of a length that the case chooses, each filled with
 * its own letter; it is read in pieces of every size and must come out the same.
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <asm/page.h>
#include "ktest.h"
#include "user_buf.h"

static struct {
	unsigned int records; /* how many there are */
	unsigned int length;  /* bytes of each */
	unsigned int shown;   /* calls of show() */
	int skip;             /* this one is SEQ_SKIP; -1: none */
	int fail;             /* this one is -EIO; -1: none */
	int open;             /* start() without stop() */
} maker;

static void *test_start(struct seq_file *m, loff_t *pos)
{
	maker.open++;
	return *pos < maker.records ? (void *)(*pos + 1) : NULL;
}

static void *test_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return *pos < maker.records ? (void *)(*pos + 1) : NULL;
}

static void test_stop(struct seq_file *m, void *v)
{
	maker.open--;
}

static int test_show(struct seq_file *m, void *v)
{
	int nr = (long)v - 1;

	maker.shown++;
	for (unsigned int i = 0; i < maker.length; i++)
		seq_putc(m, 'a' + nr % 26);
	if (nr == maker.fail)
		return -EIO;
	return nr == maker.skip ? SEQ_SKIP : 0;
}

static const struct seq_operations test_sops = {
	.start = test_start,
	.next = test_next,
	.stop = test_stop,
	.show = test_show,
};

static struct file *begin(unsigned int records, unsigned int length)
{
	struct file *file;

	memset(&maker, 0, sizeof(maker));
	maker.records = records;
	maker.length = length;
	maker.skip = maker.fail = -1;
	if (!proc_create_seq("ktest_seq", 0, NULL, &test_sops))
		return NULL;
	file = filp_open("/proc/ktest_seq", O_RDONLY, 0);
	return IS_ERR(file) ? NULL : file;
}

static void end(struct file *file)
{
	fput(file);
	remove_proc_entry("ktest_seq", NULL);
	KT_EXPECT_EQ(maker.open, 0);
}

/* Read to the end in pieces of `piece` bytes. The number of bytes, all of them right. */
static long read_all(struct file *file, char __user *buf, unsigned int piece)
{
	loff_t pos = 0;
	ssize_t n;

	while ((n = vfs_read(file, buf, piece, &pos)) > 0) {
		for (ssize_t i = 0; i < n; i++) {
			loff_t at = pos - n + i;
			char c = 0, want = 'a' + at / maker.length % 26;

			if (get_user(c, buf + i) || c != want) {
				ktest_fail(__FILE__, __LINE__, "byte %lld is %c, not %c",
					   at, c, want);
				return -1;
			}
		}
	}
	return n < 0 ? n : pos;
}

KTEST(seq_file, pieces_of_every_size)
{
	static const unsigned int pieces[] = { 1, 7, 99, 100, 101, 4095, 4096, 5000 };
	char __user *buf = user_buf_begin(2);

	KT_ASSERT(buf);
	for (unsigned int i = 0; i < ARRAY_SIZE(pieces); i++) {
		struct file *file = begin(100, 100);

		KT_ASSERT(file);
		KT_EXPECT_EQ(read_all(file, buf, pieces[i]), 100 * 100);
		end(file);
	}
	user_buf_end();
}

/* Records that fill a buffer exactly, miss it by one, or need larger ones. */
KTEST(seq_file, records_at_the_edge_of_the_buffer)
{
	static const unsigned int lengths[] = {
		4094, 4095, 4096, 4097, 8191, 8192, 70000
	};
	char __user *buf = user_buf_begin(2);

	KT_ASSERT(buf);
	for (unsigned int i = 0; i < ARRAY_SIZE(lengths); i++) {
		struct file *file = begin(5, lengths[i]);

		KT_ASSERT(file);
		KT_EXPECT_EQ(read_all(file, buf, 3000), 5 * lengths[i]);
		end(file);
	}
	user_buf_end();
}

KTEST(seq_file, empty_and_skipped_records)
{
	char __user *buf = user_buf_begin(1);
	struct file *file;
	loff_t pos = 0;

	KT_ASSERT(buf);
	file = begin(0, 10);
	KT_ASSERT(file);
	KT_EXPECT_EQ(vfs_read(file, buf, 100, &pos), 0);
	end(file);
	file = begin(3, 2);
	KT_ASSERT(file);
	maker.skip = 1;
	KT_EXPECT_EQ(vfs_read(file, buf, 100, &pos), 4);
	KT_EXPECT(user_buf_is(buf, "aacc", 4));
	end(file);
	user_buf_end();
}

KTEST(seq_file, an_error_comes_after_what_was_good)
{
	char __user *buf = user_buf_begin(1);
	struct file *file = begin(3, 2);
	loff_t pos = 0;

	KT_ASSERT(buf && file);
	maker.fail = 1;
	KT_EXPECT_EQ(vfs_read(file, buf, 100, &pos), 2);
	KT_EXPECT_EQ(vfs_read(file, buf, 100, &pos), -EIO);
	maker.fail = -1;
	KT_EXPECT_EQ(vfs_read(file, buf, 100, &pos), 4);
	KT_EXPECT(user_buf_is(buf, "bbcc", 4));
	end(file);
	user_buf_end();
}

KTEST(seq_file, seeking)
{
	char __user *buf = user_buf_begin(1);
	struct file *file = begin(10, 10);
	loff_t pos;

	KT_ASSERT(buf && file);
	KT_EXPECT_EQ(vfs_llseek(file, 55, SEEK_SET), 55);
	KT_EXPECT_EQ(vfs_read(file, buf, 7, &file->f_pos), 7);
	KT_EXPECT(user_buf_is(buf, "fffffgg", 7));
	KT_EXPECT_EQ(vfs_llseek(file, -42, SEEK_CUR), 20);
	pos = 20;
	KT_EXPECT_EQ(vfs_read(file, buf, 1, &pos), 1);
	KT_EXPECT(user_buf_is(buf, "c", 1));
	pos = 99; /* pread: from elsewhere */
	KT_EXPECT_EQ(vfs_read(file, buf, 10, &pos), 1);
	KT_EXPECT(user_buf_is(buf, "j", 1));
	pos = 1000;
	KT_EXPECT_EQ(vfs_read(file, buf, 10, &pos), 0);
	KT_EXPECT_EQ(vfs_llseek(file, -1, SEEK_SET), -EINVAL);
	KT_EXPECT_EQ(vfs_llseek(file, 0, SEEK_END), -EINVAL);
	end(file);
	user_buf_end();
}

/* A record is printed once for a reader whose buffer is large enough. */
KTEST(seq_file, no_record_is_printed_twice)
{
	char __user *buf = user_buf_begin(2);
	struct file *file = begin(50, 100);

	KT_ASSERT(buf && file);
	KT_EXPECT_EQ(read_all(file, buf, 8192), 5000);
	/* 40 fit into the page; the 41st is tried, and printed by the next fill. */
	KT_EXPECT(maker.shown <= 51);
	end(file);
	user_buf_end();
}

KTEST(seq_file, bad_address_and_end_of_user_memory)
{
	char __user *buf = user_buf_begin(1);
	struct file *file = begin(10, 10);
	loff_t pos = 0;

	KT_ASSERT(buf && file);
	KT_EXPECT_EQ(vfs_read(file, (char __user *)8, 10, &pos), -EFAULT);
	KT_EXPECT_EQ(vfs_read(file, (char __user *)-4096UL, 10, &pos), -EFAULT);
	KT_EXPECT_EQ(pos, 0);
	KT_EXPECT_EQ(vfs_read(file, buf + PAGE_SIZE - 15, 40, &pos), 15);
	KT_EXPECT_EQ(vfs_read(file, buf, 100, &pos), 85);
	end(file);
	user_buf_end();
}
