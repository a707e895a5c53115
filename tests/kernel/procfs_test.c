/*
 * tests/kernel/procfs_test.c - fs/procfs/generic.c, base.c; fs/sysfs/sysfs.c
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/namei.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include "ktest.h"
#include "user_buf.h"

static int answer_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%ld\n", (long)m->private);
	return 0;
}

/* The first bytes of a file, compared with want. */
static bool reads(const char *name, char __user *buf, const char *want)
{
	struct file *file = filp_open(name, O_RDONLY, 0);
	bool same = false;
	loff_t pos = 0;

	if (IS_ERR(file))
		return false;
	if (vfs_read(file, buf, 4096, &pos) >= (ssize_t)strlen(want))
		same = user_buf_is(buf, want, strlen(want));
	fput(file);
	return same;
}

static bool exists(const char *name)
{
	struct kstat stat;

	return !init_stat(name, &stat, 0);
}

KTEST(procfs, entries_come_and_go)
{
	char __user *buf = user_buf_begin(1);
	struct proc_dir_entry *dir, *file;

	KT_ASSERT(buf);
	dir = proc_mkdir("kt", NULL);
	KT_ASSERT(dir);
	KT_EXPECT(!proc_mkdir("kt", NULL));
	file = proc_create_single_data("answer", 0, dir, answer_show, (void *)42L);
	KT_EXPECT(file != NULL);
	KT_EXPECT(proc_create_single_data("kt/again", 0, NULL, answer_show, (void *)7L));
	KT_EXPECT(!proc_create_single_data("nodir/x", 0, NULL, answer_show, NULL));
	KT_EXPECT(proc_symlink("link", dir, "answer") != NULL);
	KT_EXPECT(reads("/proc/kt/answer", buf, "42\n"));
	KT_EXPECT(reads("/proc/kt/again", buf, "7\n"));
	KT_EXPECT(reads("/proc/kt/link", buf, "42\n"));
	remove_proc_entry("again", dir);
	KT_EXPECT(!exists("/proc/kt/again"));
	proc_remove(dir);
	KT_EXPECT(!exists("/proc/kt/answer") && !exists("/proc/kt"));
	user_buf_end();
}

/* A file that is open when its name goes stays usable until it is closed. */
KTEST(procfs, an_open_file_outlives_its_entry)
{
	char __user *buf = user_buf_begin(1);
	struct file *file;
	loff_t pos = 0;

	KT_ASSERT(buf);
	KT_ASSERT(proc_create_single_data("kt", 0, NULL, answer_show, (void *)1L));
	file = filp_open("/proc/kt", O_RDONLY, 0);
	KT_ASSERT(!IS_ERR(file));
	remove_proc_entry("kt", NULL);
	KT_EXPECT_EQ(vfs_read(file, buf, 100, &pos), 2);
	fput(file);
	user_buf_end();
}

KTEST(procfs, processes_by_number)
{
	char __user *buf = user_buf_begin(1);
	char name[40], want[40];

	KT_ASSERT(buf);
	snprintf(name, sizeof(name), "/proc/%d/stat", current->pid);
	snprintf(want, sizeof(want), "%d (%s) R ", current->pid, current->comm);
	KT_EXPECT(reads(name, buf, want));
	KT_EXPECT(reads("/proc/self/stat", buf, want));
	snprintf(want, sizeof(want), "Name:\t%s\nUmask:\t0022\nState:\tR (running)\n",
		 current->comm);
	KT_EXPECT(reads("/proc/self/status", buf, want));
	KT_EXPECT(!exists("/proc/0") && !exists("/proc/01") && !exists("/proc/32000"));
	KT_EXPECT(!exists("/proc/self/nothing"));
	KT_EXPECT(!exists("/proc/99999999999999999999"));
	user_buf_end();
}

static ssize_t letters_read(void *data, char *buf, loff_t off, size_t count)
{
	size_t n = off < 10000 ? 10000 - off : 0;

	n = min(n, count);
	for (size_t i = 0; i < n; i++)
		buf[i] = 'a' + (off + i) % 26;
	return n;
}

/* There is no way to take a file out of /sys, so its inodes and names stay. */
KTEST_NOLEAKCHECK(sysfs, binary_and_text, "files under /sys are for ever")
{
	const struct sysfs_file raw = { .mode = 0400,
					.size = 10000,
					.read = letters_read };
	const struct sysfs_file text = { .mode = 0444,
					 .show = answer_show,
					 .data = (void *)5 };
	char __user *buf = user_buf_begin(4);
	struct file *file;
	loff_t pos = 9990;

	KT_ASSERT(buf);
	KT_EXPECT_EQ(sysfs_create_path("kernel/kt/raw", &raw), 0);
	KT_EXPECT_EQ(sysfs_create_path("kernel/kt/raw", &raw), -EEXIST);
	KT_EXPECT_EQ(sysfs_create_path("kernel/kt/raw/x", &raw), -ENOTDIR);
	KT_EXPECT_EQ(sysfs_create_path("kernel/kt/text", &text), 0);
	KT_EXPECT(reads("/sys/kernel/kt/text", buf, "5\n"));
	file = filp_open("/sys/kernel/kt/raw", O_RDONLY, 0);
	KT_ASSERT(!IS_ERR(file));
	KT_EXPECT_EQ(vfs_read(file, buf, 100, &pos), 10);
	pos = 26;
	KT_EXPECT_EQ(vfs_read(file, buf, 9000, &pos), 9000);
	KT_EXPECT(user_buf_is(buf, "abcdefghij", 10));
	KT_EXPECT_EQ(vfs_llseek(file, -26, SEEK_END), 9974);
	fput(file);
	user_buf_end();
}
