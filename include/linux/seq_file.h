/*
 * include/linux/seq_file.h - files whose text is made while they are read
 *
 * The maker writes records as text with seq_printf() and never sees buffers or offsets:
 * start() finds the record at *pos, next() the one after it, show() prints one, stop()
 * undoes start(). A record that does not fit is printed again into a buffer twice as
 * large. start() may return SEQ_START_TOKEN to have a header printed.
 *
 * Locking: seq->lock, taken by the functions of this file around the four callbacks.
 */
#ifndef LINUX_SEQ_FILE_H
#define LINUX_SEQ_FILE_H

#include <stdarg.h>
#include <linux/compiler.h>
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/types.h>

struct seq_operations;

struct seq_file {
	char *buf;    /* [lock] one record or more */
	size_t size;  /* [lock] of buf */
	size_t from;  /* [lock] first byte not yet read */
	size_t count; /* [lock] bytes written; == size: overflow */
	size_t pad_until;
	loff_t index;    /* [lock] of the next record */
	loff_t read_pos; /* [lock] where the next read continues */
	struct mutex lock;
	const struct seq_operations *op; /* [I] */
	const struct file *file;         /* [I] */
	void *private;                   /* the maker's */
};

struct seq_operations {
	void *(*start)(struct seq_file *m, loff_t *pos); /* NULL: past the end; ERR_PTR */
	void (*stop)(struct seq_file *m, void *v);
	void *(*next)(struct seq_file *m, void *v, loff_t *pos); /* also ++*pos */
	int (*show)(struct seq_file *m, void *v); /* SEQ_SKIP, -errno, or 0 */
};

#define SEQ_SKIP 1
#define SEQ_START_TOKEN ((void *)1)

/* For file_operations; file->private_data is the struct seq_file. */
int seq_open(struct file *file, const struct seq_operations *op);
ssize_t seq_read(struct file *file, char __user *buf, size_t size, loff_t *ppos);
loff_t seq_lseek(struct file *file, loff_t offset, int whence);
int seq_release(struct inode *inode, struct file *file);
/* With psize zeroed bytes at ->private, which seq_release_private() frees. */
void *__seq_open_private(struct file *file, const struct seq_operations *op, int psize);
int seq_open_private(struct file *file, const struct seq_operations *op, int psize);
int seq_release_private(struct inode *inode, struct file *file);
/* A file of one record: show() prints all. data is ->private. */
int single_open(struct file *file, int (*show)(struct seq_file *m, void *v), void *data);
int single_release(struct inode *inode, struct file *file);

/* For show(). What does not fit marks the overflow and is printed again. */
void __printf(2, 3) seq_printf(struct seq_file *m, const char *fmt, ...);
void seq_vprintf(struct seq_file *m, const char *fmt, va_list args);
void seq_putc(struct seq_file *m, char c);
void seq_puts(struct seq_file *m, const char *s);
int seq_write(struct seq_file *m, const void *data, size_t len); /* -1: overflow */
/* Print s, with those characters that are in esc as \ooo. */
void seq_escape(struct seq_file *m, const char *s, const char *esc);
int seq_path(struct seq_file *m, const struct path *path, const char *esc);
int seq_dentry(struct seq_file *m, struct dentry *dentry, const char *esc);
int seq_file_path(struct seq_file *m, struct file *file, const char *esc);
/* From here on count columns; seq_pad() fills with blanks up to size, then prints c. */
void seq_setwidth(struct seq_file *m, size_t size);
void seq_pad(struct seq_file *m, char c);

static inline bool seq_has_overflowed(const struct seq_file *m)
{
	return m->count == m->size;
}

/* Records that hang on a list, whose lock the caller holds from start() to stop(). */
struct list_head *seq_list_start(struct list_head *head, loff_t pos);
struct list_head *seq_list_next(void *v, struct list_head *head, loff_t *ppos);

#define DEFINE_SEQ_ATTRIBUTE(name)                                         \
	static int name##_open(struct inode *inode, struct file *file)     \
	{                                                                  \
		int ret = seq_open(file, &name##_sops);                    \
                                                                           \
		if (!ret && inode->i_private)                              \
			((struct seq_file *)file->private_data)->private = \
				inode->i_private;                          \
		return ret;                                                \
	}                                                                  \
	static const struct file_operations name##_fops = {                \
		.owner = THIS_MODULE,                                      \
		.open = name##_open,                                       \
		.read = seq_read,                                          \
		.llseek = seq_lseek,                                       \
		.release = seq_release,                                    \
	}

#define DEFINE_SHOW_ATTRIBUTE(name)                                      \
	static int name##_open(struct inode *inode, struct file *file)   \
	{                                                                \
		return single_open(file, name##_show, inode->i_private); \
	}                                                                \
	static const struct file_operations name##_fops = {              \
		.owner = THIS_MODULE,                                    \
		.open = name##_open,                                     \
		.read = seq_read,                                        \
		.llseek = seq_lseek,                                     \
		.release = single_release,                               \
	}

#define DEFINE_PROC_SHOW_ATTRIBUTE(name)                                \
	static int name##_open(struct inode *inode, struct file *file)  \
	{                                                               \
		return single_open(file, name##_show, pde_data(inode)); \
	}                                                               \
	static const struct proc_ops name##_proc_ops = {                \
		.proc_open = name##_open,                               \
		.proc_read = seq_read,                                  \
		.proc_lseek = seq_lseek,                                \
		.proc_release = single_release,                         \
	}

#endif
