/*
 * fs/vfs/seq_print.c - what show() prints with
 *
 * Text that does not fit sets count to size: the record is thrown away and printed again
 * into a larger buffer, so nobody has to look at results here.
 *
 * Locking: m->lock, held by seq_file.c around show().
 */
#include <linux/dcache.h>
#include <linux/list.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/string.h>

static void set_overflow(struct seq_file *m)
{
	m->count = m->size;
}

void seq_vprintf(struct seq_file *m, const char *fmt, va_list args)
{
	size_t room = m->size - m->count, len;

	if (!room)
		return;
	len = vsnprintf(m->buf + m->count, room, fmt, args);
	if (len < room)
		m->count += len;
	else
		set_overflow(m);
}

void seq_printf(struct seq_file *m, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	seq_vprintf(m, fmt, args);
	va_end(args);
}

void seq_putc(struct seq_file *m, char c)
{
	if (m->count < m->size)
		m->buf[m->count++] = c;
}

int seq_write(struct seq_file *m, const void *data, size_t len)
{
	if (m->count + len >= m->size) {
		set_overflow(m);
		return -1;
	}
	memcpy(m->buf + m->count, data, len);
	m->count += len;
	return 0;
}

void seq_puts(struct seq_file *m, const char *s)
{
	seq_write(m, s, strlen(s));
}

void seq_escape(struct seq_file *m, const char *s, const char *esc)
{
	for (; *s; s++) {
		unsigned char c = *s;

		if (strchr(esc, c))
			seq_printf(m, "\\%03o", c);
		else
			seq_putc(m, c);
	}
}

/* The path from the root of mnt's view (NULL: of the file system), escaped. */
static int seq_place(struct seq_file *m, struct vfsmount *mnt, struct dentry *dentry,
		     const char *esc)
{
	char *buf = kmalloc(PATH_MAX, GFP_KERNEL), *name;

	if (!buf)
		return -ENOMEM;
	if (mnt)
		name = d_path(&(struct path){ mnt, dentry }, buf, PATH_MAX);
	else
		name = dentry_path(dentry, buf, PATH_MAX);
	if (!IS_ERR(name))
		seq_escape(m, name, esc);
	kfree(buf);
	return PTR_ERR_OR_ZERO(name);
}

/* The path as the caller sees it. 0, or -errno when it has none; then nothing is printed. */
int seq_path(struct seq_file *m, const struct path *path, const char *esc)
{
	return seq_place(m, path->mnt, path->dentry, esc);
}

/* The same from the root of its file system. */
int seq_dentry(struct seq_file *m, struct dentry *dentry, const char *esc)
{
	return seq_place(m, NULL, dentry, esc);
}

int seq_file_path(struct seq_file *m, struct file *file, const char *esc)
{
	return seq_path(m, &file->f_path, esc);
}

void seq_setwidth(struct seq_file *m, size_t size)
{
	m->pad_until = m->count + size;
}

void seq_pad(struct seq_file *m, char c)
{
	while (m->count < m->pad_until && !seq_has_overflowed(m))
		seq_putc(m, ' ');
	if (c)
		seq_putc(m, c);
}

/* --- lists ------------------------------------------------------------------------------------ */

struct list_head *seq_list_start(struct list_head *head, loff_t pos)
{
	struct list_head *at;

	list_for_each (at, head) {
		if (pos-- == 0)
			return at;
	}
	return NULL;
}

struct list_head *seq_list_next(void *v, struct list_head *head, loff_t *ppos)
{
	struct list_head *next = ((struct list_head *)v)->next;

	++*ppos;
	return next == head ? NULL : next;
}
