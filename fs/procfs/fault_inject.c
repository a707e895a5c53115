/*
 * fs/procfs/fault_inject.c - the knobs of fault injection (linux/fault-inject.h)
 *
 *	/proc/failslab/NAME, /proc/fail_page_alloc/NAME
 *	/proc/PID/make-it-fail, /proc/PID/fail-nth
 *
 * Where Linux has them under /sys/kernel/debug, Atlas has them here.
 *
 * Locking: none; a knob is one word.
 */
#include <linux/fault-inject.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/uaccess.h>
#include "internal.h"

static ssize_t read_text(char __user *buf, size_t count, loff_t *pos, const char *text)
{
	return simple_read_from_buffer(buf, count, pos, text, strlen(text));
}

static ssize_t read_number(char __user *buf, size_t count, loff_t *pos, int number)
{
	char text[16];

	snprintf(text, sizeof(text), "%d\n", number);
	return read_text(buf, count, pos, text);
}

/* What a program has written: a number, or Y or N. 0 or -errno. */
static int get_written(const char __user *buf, size_t count, bool yes_no, int *value)
{
	char text[16] = "";
	bool yes;
	int err;

	if (count >= sizeof(text))
		return -EINVAL;
	if (copy_from_user(text, buf, count))
		return -EFAULT;
	if (!yes_no)
		return kstrtoint(text, 0, value);
	err = kstrtobool(text, &yes);
	if (!err)
		*value = yes;
	return err;
}

/* --- of the machine --- */

static const struct knob {
	const char *path;
	struct fault_attr *attr;
	int *value;
	bool yes_no;
} knobs[] = {
#define NUMBER(attr, file, field)                         \
	{                                                 \
#attr "/" file, &attr, &attr.field, false \
	}
#define YES_NO(attr, file, field)                        \
	{                                                \
#attr "/" file, &attr, &attr.field, true \
	}
#define COMMON(attr)                                                                  \
	NUMBER(attr, "probability", probability), NUMBER(attr, "interval", interval), \
		NUMBER(attr, "times", times), NUMBER(attr, "space", space),           \
		NUMBER(attr, "verbose", verbose), NUMBER(attr, "seed", seed),         \
		YES_NO(attr, "task-filter", task_filter),                             \
		YES_NO(attr, "ignore-gfp-wait", ignore_gfp_wait)
	COMMON(failslab),
	COMMON(fail_page_alloc),
	YES_NO(fail_page_alloc, "ignore-gfp-highmem", ignore_gfp_highmem),
	NUMBER(fail_page_alloc, "min-order", min_order),
#undef COMMON
#undef YES_NO
#undef NUMBER
};

static ssize_t knob_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	const struct knob *knob = pde_data(file_inode(file));

	if (knob->yes_no)
		return read_text(buf, count, pos, *knob->value ? "Y\n" : "N\n");
	return read_number(buf, count, pos, *knob->value);
}

static ssize_t knob_write(struct file *file, const char __user *buf, size_t count,
			  loff_t *pos)
{
	const struct knob *knob = pde_data(file_inode(file));
	int value, err = get_written(buf, count, knob->yes_no, &value);

	if (err)
		return err;
	WRITE_ONCE(*knob->value, value);
	fault_attr_changed(knob->attr, knob->value == &knob->attr->seed);
	return count;
}

static const struct proc_ops knob_ops = {
	.proc_read = knob_read,
	.proc_write = knob_write,
};

int __init proc_fault_inject_init(void)
{
	if (!proc_mkdir("failslab", NULL) || !proc_mkdir("fail_page_alloc", NULL))
		return -ENOMEM;
	for (unsigned int i = 0; i < ARRAY_SIZE(knobs); i++) {
		if (!proc_create_data(knobs[i].path, 0600, NULL, &knob_ops,
				      (void *)&knobs[i]))
			return -ENOMEM;
	}
	return 0;
}

/* --- of a process --- */

static ssize_t make_it_fail_read(struct file *file, char __user *buf, size_t count,
				 loff_t *pos)
{
	struct task_struct *task = get_proc_task(file_inode(file));
	int value;

	if (!task)
		return -ESRCH;
	value = task->make_it_fail;
	put_task_struct(task);
	return read_number(buf, count, pos, value);
}

static ssize_t make_it_fail_write(struct file *file, const char __user *buf, size_t count,
				  loff_t *pos)
{
	int value, err = get_written(buf, count, false, &value);
	struct task_struct *task;

	if (err)
		return err;
	if (value != 0 && value != 1)
		return -EINVAL;
	task = get_proc_task(file_inode(file));
	if (!task)
		return -ESRCH;
	WRITE_ONCE(task->make_it_fail, value);
	put_task_struct(task);
	return count;
}

const struct file_operations proc_pid_make_it_fail_fops = {
	.read = make_it_fail_read,
	.write = make_it_fail_write,
	.llseek = generic_file_llseek,
};

static ssize_t fail_nth_read(struct file *file, char __user *buf, size_t count,
			     loff_t *pos)
{
	struct task_struct *task = get_proc_task(file_inode(file));
	int value;

	if (!task)
		return -ESRCH;
	value = task->fail_nth;
	put_task_struct(task);
	return read_number(buf, count, pos, value);
}

static ssize_t fail_nth_write(struct file *file, const char __user *buf, size_t count,
			      loff_t *pos)
{
	int value, err = get_written(buf, count, false, &value);
	struct task_struct *task;

	if (err)
		return err;
	if (value < 0)
		return -EINVAL;
	task = get_proc_task(file_inode(file));
	if (!task)
		return -ESRCH;
	fault_inject_set_nth(task, value);
	put_task_struct(task);
	return count;
}

const struct file_operations proc_pid_fail_nth_fops = {
	.read = fail_nth_read,
	.write = fail_nth_write,
	.llseek = generic_file_llseek,
};
