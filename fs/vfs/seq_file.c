/*
 * fs/vfs/seq_file.c - text that is made record by record while it is read
 *
 *	buf   [ read already | from: count bytes not read yet |          ] size
 *
 * A read takes what is left in the buffer; when that is nothing, the buffer is filled
 * with as many whole records as the reader wants and as fit. A single record that does
 * not fit makes the buffer larger. So records are never cut, and none is printed twice,
 * unless the reader seeks: then printing starts over and the output up to there is
 * thrown away.
 *
 * Locking: m->lock around everything, callbacks included.
 */
#include <linux/kernel.h>
#include <linux/pagemap.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#define SEQ_MAX_BUF \
	(16UL << 20) /* no record is longer; a show() that thinks so is wrong */

int seq_open(struct file *file, const struct seq_operations *op)
{
	struct seq_file *m = kzalloc(sizeof(*m), GFP_KERNEL);

	if (!m)
		return -ENOMEM;
	mutex_init(&m->lock);
	m->op = op;
	m->file = file;
	file->private_data = m;
	file->f_mode &= ~FMODE_PWRITE;
	return 0;
}

int seq_release(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	kvfree(m->buf);
	kfree(m);
	return 0;
}

/* --- filling the buffer --------------------------------------------------------------------- */

/* A buffer of at least the first size, or twice as large as it was, empty. */
static int grow_buf(struct seq_file *m)
{
	size_t size = m->size ? m->size * 2 : PAGE_SIZE;
	char *buf = size > SEQ_MAX_BUF ? NULL : kvmalloc(size, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	kvfree(m->buf);
	m->buf = buf;
	m->size = size;
	m->from = m->count = 0;
	return 0;
}

/* The record after v; index moves on even if the callback forgets to. */
static void *next_record(struct seq_file *m, void *v)
{
	loff_t index = m->index;

	v = m->op->next(m, v, &m->index);
	if (m->index == index)
		m->index++;
	return v;
}

/*
 * Print v behind what is in the buffer. 0: it is there, or it is to be skipped; -errno;
 * -EAGAIN: it did not fit. In the last two cases the buffer is as it was.
 */
static int show_record(struct seq_file *m, void *v)
{
	size_t before = m->count;
	int err = m->op->show(m, v);

	if (err <= 0 && seq_has_overflowed(m))
		err = err ? err : -EAGAIN;
	if (err)
		m->count = before;
	return err > 0 ? 0 : err;
}

/* One pass: records from index on, until there are `want` bytes. As show_record(). */
static int fill_once(struct seq_file *m, size_t want)
{
	void *v = m->op->start(m, &m->index);
	int err = 0;

	while (!IS_ERR_OR_NULL(v)) {
		err = show_record(m, v);
		if (err)
			break;
		v = next_record(m, v);
		if (m->count >= want)
			break;
	}
	if (IS_ERR(v))
		err = PTR_ERR(v);
	m->op->stop(m, v);
	return m->count ? 0 : err; /* what is wrong shows again when this has been read */
}

/* The buffer is empty: put the next records into it. No error and no bytes: the end. */
static int fill(struct seq_file *m, size_t want)
{
	int err = m->buf ? 0 : grow_buf(m);

	m->from = m->count = 0;
	while (!err) {
		err = fill_once(m, want);
		if (err != -EAGAIN)
			break;
		err = grow_buf(m);
	}
	return err;
}

/* Print from the beginning on until `offset` bytes have gone by. */
static int skip_to(struct seq_file *m, loff_t offset)
{
	int err = 0;

	m->index = 0;
	m->from = m->count = 0;
	m->read_pos = 0;
	while (m->read_pos < offset) {
		size_t n;

		err = fill(m, 1);
		if (err || !m->count)
			break;
		n = min_t(u64, m->count, offset - m->read_pos);
		m->from = n;
		m->count -= n;
		m->read_pos += n;
		cond_resched();
	}
	if (!err)
		m->read_pos = offset; /* maybe beyond the end: reads give nothing there */
	return err;
}

/* --- for file_operations -------------------------------------------------------------------- */

/* Hand up to size bytes from the buffer to the program. Bytes, or -EFAULT. */
static ssize_t drain(struct seq_file *m, char __user *buf, size_t size)
{
	size_t n = min(m->count, size), left;

	left = copy_to_user(buf, m->buf + m->from, n);
	if (left && left == n)
		return -EFAULT;
	n -= left;
	m->from += n;
	m->count -= n;
	m->read_pos += n;
	return n;
}

static ssize_t read_locked(struct seq_file *m, char __user *buf, size_t size, loff_t pos)
{
	ssize_t done = 0;
	int err = 0;

	if (pos != m->read_pos)
		err = skip_to(m, pos);
	if (!err && m->count)
		done = drain(m, buf, size);
	if (err || done < 0)
		return err ? err : done;
	if (!m->count && (size_t)done < size) {
		ssize_t more;

		err = fill(m, size - done);
		more = err ? err : drain(m, buf + done, size - done);
		done = more < 0 ? (done ? done : more) : done + more;
	}
	return done;
}

ssize_t seq_read(struct file *file, char __user *buf, size_t size, loff_t *ppos)
{
	struct seq_file *m = file->private_data;
	ssize_t done = 0;

	if (!size)
		return 0;
	mutex_lock(&m->lock);
	done = read_locked(m, buf, size, *ppos);
	if (done > 0)
		*ppos = m->read_pos;
	mutex_unlock(&m->lock);
	return done;
}

loff_t seq_lseek(struct file *file, loff_t offset, int whence)
{
	struct seq_file *m = file->private_data;
	int err = 0;

	if (whence == SEEK_CUR)
		offset += file->f_pos;
	else if (whence != SEEK_SET)
		return -EINVAL;
	if (offset < 0)
		return -EINVAL;
	mutex_lock(&m->lock);
	if (offset != m->read_pos)
		err = skip_to(m, offset);
	if (err) /* the next read begins anew */
		m->read_pos = m->index = m->count = 0;
	file->f_pos = err ? 0 : offset;
	mutex_unlock(&m->lock);
	return err ? err : offset;
}

void *__seq_open_private(struct file *file, const struct seq_operations *op, int psize)
{
	void *private = kzalloc(psize, GFP_KERNEL);

	if (!private)
		return NULL;
	if (seq_open(file, op)) {
		kfree(private);
		return NULL;
	}
	((struct seq_file *)file->private_data)->private = private;
	return private;
}

int seq_open_private(struct file *file, const struct seq_operations *op, int psize)
{
	return __seq_open_private(file, op, psize) ? 0 : -ENOMEM;
}

int seq_release_private(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	kfree(m->private);
	return seq_release(inode, file);
}

/* --- files of one record ---------------------------------------------------------------------- */

static void *single_start(struct seq_file *m, loff_t *pos)
{
	return *pos ? NULL : SEQ_START_TOKEN;
}

static void *single_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return NULL;
}

static void single_stop(struct seq_file *m, void *v)
{
}

int single_open(struct file *file, int (*show)(struct seq_file *m, void *v), void *data)
{
	struct seq_operations *op = kmalloc(sizeof(*op), GFP_KERNEL);
	int err = -ENOMEM;

	if (!op)
		return err;
	*op = (struct seq_operations){
		.start = single_start,
		.next = single_next,
		.stop = single_stop,
		.show = show,
	};
	err = seq_open(file, op);
	if (err)
		kfree(op);
	else
		((struct seq_file *)file->private_data)->private = data;
	return err;
}

int single_release(struct inode *inode, struct file *file)
{
	const struct seq_operations *op = ((struct seq_file *)file->private_data)->op;
	int err = seq_release(inode, file);

	kfree(op);
	return err;
}
