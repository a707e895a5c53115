/*
 * drivers/char/mem.c - the memory devices: /dev/null, /dev/zero, /dev/full
 *
 * Devices without hardware (null(4), full(4)): one takes everything, one gives zeros
 * without end, one has never room. They share major number 1; the minor chooses.
 *
 * Locking: none; there is no state.
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/major.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/uaccess.h>

static ssize_t read_null(struct file *file, char __user *to, size_t count, loff_t *ppos)
{
	return 0;
}

static ssize_t write_null(struct file *file, const char __user *from, size_t count,
			  loff_t *ppos)
{
	return count;
}

static ssize_t sendpage_null(struct file *file, struct page *page, int offset,
			     size_t size, loff_t *ppos, int more)
{
	return size;
}

static ssize_t read_zero(struct file *file, char __user *to, size_t count, loff_t *ppos)
{
	size_t done = 0, left;

	while (done < count) {
		size_t piece = min_t(size_t, count - done, PAGE_SIZE);

		left = clear_user(to + done, piece);
		done += piece - left;
		if (left)
			return done ? (ssize_t)done : -EFAULT;
		if (signal_pending(current))
			break;
		cond_resched();
	}
	return done;
}

static ssize_t write_full(struct file *file, const char __user *from, size_t count,
			  loff_t *ppos)
{
	return -ENOSPC;
}

/* A map of /dev/zero is anonymous memory, and was so before MAP_ANONYMOUS. */
static int mmap_zero(struct file *file, struct vm_area_struct *vma)
{
	if (vma->vm_flags & VM_SHARED)
		return shmem_zero_setup(vma);
	vma_set_anonymous(vma);
	return 0;
}

/* There is no position: every seek leads to 0. */
static loff_t null_lseek(struct file *file, loff_t offset, int whence)
{
	return file->f_pos = 0;
}

static const struct file_operations null_fops = {
	.owner = THIS_MODULE,
	.llseek = null_lseek,
	.read = read_null,
	.write = write_null,
	.sendpage = sendpage_null,
};

static const struct file_operations zero_fops = {
	.owner = THIS_MODULE,
	.llseek = null_lseek,
	.read = read_zero,
	.write = write_null,
	.sendpage = sendpage_null,
	.mmap = mmap_zero,
};

static const struct file_operations full_fops = {
	.owner = THIS_MODULE,
	.llseek = null_lseek,
	.read = read_zero,
	.write = write_full,
};

static char *mem_devnode(struct device *dev, umode_t *mode)
{
	if (mode)
		*mode = 0666;
	return NULL;
}

static struct class mem_class = {
	.name = "mem",
	.devnode = mem_devnode,
};

static struct mem_device {
	const char *name;
	unsigned int minor; /* Linux's, admin-guide/devices.txt */
	const struct file_operations *fops;
	struct cdev cdev;
} mem_devices[] = {
	{ .name = "null", .minor = 3, .fops = &null_fops },
	{ .name = "zero", .minor = 5, .fops = &zero_fops },
	{ .name = "full", .minor = 7, .fops = &full_fops },
};

static int __init add_device(struct mem_device *mem)
{
	dev_t devt = MKDEV(MEM_MAJOR, mem->minor);
	struct device *dev;
	int err;

	cdev_init(&mem->cdev, mem->fops);
	err = cdev_add(&mem->cdev, devt, 1);
	if (err)
		return err;
	dev = device_create(&mem_class, NULL, devt, NULL, "%s", mem->name);
	return PTR_ERR_OR_ZERO(dev);
}

static int __init mem_init(void)
{
	unsigned int i;
	int err;

	err = register_chrdev_region(MKDEV(MEM_MAJOR, 0), 16, "mem");
	if (err)
		return err;
	for (i = 0; i < ARRAY_SIZE(mem_devices); i++) {
		err = add_device(&mem_devices[i]);
		if (err)
			return err;
	}
	return 0;
}
module_init(mem_init);
