/*
 * drivers/toy/toy_main.c - the toy devices: a driver's pages, shared with user space
 *
 * One character device with three minors, /dev/toy-kmalloc, /dev/toy-vmalloc and
 * /dev/toy-pages. Each is a buffer of a few pages. read() and write() copy bytes to and
 * from it; mmap() gives a program the buffer's own frames, so that nothing is copied:
 *
 *	program's page tables ---> frames <--- kernel's page tables (buf->data)
 *
 * Locking: none. The buffers are made before the devices appear and stay until they are
 * gone. Two writers of the same bytes race, as they would through two mappings.
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/uaccess.h>

#include <atlas/toy.h>

#include "toy.h"

static struct toy_buffer toy_buffers[] = {
	{ .memory = &toy_kmalloc_memory },
	{ .memory = &toy_vmalloc_memory },
	{ .memory = &toy_pages_memory },
};

#define TOY_NR_DEVICES ARRAY_SIZE(toy_buffers)

static dev_t toy_devt; /* the first of TOY_NR_DEVICES numbers */
static struct cdev toy_cdev;
static struct class *toy_class;

static int toy_open(struct inode *inode, struct file *file)
{
	file->private_data = &toy_buffers[iminor(inode) - MINOR(toy_devt)];
	return 0;
}

static int toy_release(struct inode *inode, struct file *file)
{
	return 0;
}

static ssize_t toy_read(struct file *file, char __user *to, size_t count, loff_t *ppos)
{
	struct toy_buffer *buf = file->private_data;

	return simple_read_from_buffer(to, count, ppos, buf->data, TOY_SIZE);
}

/* A write that begins at or past the end has no room: -ENOSPC, as on a full disk. */
static ssize_t toy_write(struct file *file, const char __user *from, size_t count,
			 loff_t *ppos)
{
	struct toy_buffer *buf = file->private_data;

	if (count && *ppos >= (loff_t)TOY_SIZE)
		return -ENOSPC;
	return simple_write_to_buffer(buf->data, TOY_SIZE, ppos, from, count);
}

static loff_t toy_llseek(struct file *file, loff_t offset, int whence)
{
	return fixed_size_llseek(file, offset, whence, TOY_SIZE);
}

/*
 * Map the buffer, from page vm_pgoff on, into vma. What would reach beyond the buffer
 * is refused before the first page is mapped: the frames behind it are not ours.
 */
static int toy_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct toy_buffer *buf = file->private_data;
	unsigned long wanted = vma_pages(vma);

	if (vma->vm_pgoff >= TOY_NR_PAGES || wanted > TOY_NR_PAGES - vma->vm_pgoff)
		return -EINVAL;
	return buf->memory->map(buf, vma, vma->vm_pgoff);
}

static long toy_get_pfn(const struct toy_buffer *buf, struct toy_pfn __user *uptr)
{
	struct toy_pfn answer;

	if (copy_from_user(&answer, uptr, sizeof(answer)))
		return -EFAULT;
	if (answer.page >= TOY_NR_PAGES)
		return -EINVAL;
	answer.pfn = buf->memory->pfn(buf, answer.page);
	return copy_to_user(uptr, &answer, sizeof(answer)) ? -EFAULT : 0;
}

static long toy_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct toy_buffer *buf = file->private_data;

	switch (cmd) {
	case TOY_GET_SIZE:
		return put_user(TOY_SIZE, (unsigned long __user *)arg);
	case TOY_GET_PFN:
		return toy_get_pfn(buf, (struct toy_pfn __user *)arg);
	default:
		return -ENOTTY;
	}
}

static const struct file_operations toy_fops = {
	.owner = THIS_MODULE,
	.open = toy_open,
	.release = toy_release,
	.read = toy_read,
	.write = toy_write,
	.llseek = toy_llseek,
	.mmap = toy_mmap,
	.unlocked_ioctl = toy_ioctl,
};

static void toy_free_buffers(unsigned int nr)
{
	while (nr--)
		toy_buffers[nr].memory->free(&toy_buffers[nr]);
}

static int __init toy_alloc_buffers(void)
{
	unsigned int nr;
	int err;

	for (nr = 0; nr < TOY_NR_DEVICES; nr++) {
		err = toy_buffers[nr].memory->alloc(&toy_buffers[nr]);
		if (err) {
			toy_free_buffers(nr);
			return err;
		}
	}
	return 0;
}

static void toy_remove_nodes(unsigned int nr)
{
	while (nr--)
		device_destroy(toy_class, toy_devt + nr);
}

/* Make the nodes in /dev; their names are those of the ways of getting memory. */
static int __init toy_create_nodes(void)
{
	struct device *dev;
	unsigned int nr;

	for (nr = 0; nr < TOY_NR_DEVICES; nr++) {
		dev = device_create(toy_class, NULL, toy_devt + nr, NULL, "%s",
				    toy_buffers[nr].memory->name);
		if (IS_ERR(dev)) {
			toy_remove_nodes(nr);
			return PTR_ERR(dev);
		}
	}
	return 0;
}

static int __init toy_init(void)
{
	int err;

	err = toy_alloc_buffers();
	if (err)
		return err;
	err = alloc_chrdev_region(&toy_devt, 0, TOY_NR_DEVICES, "toy");
	if (err)
		goto out_buffers;
	cdev_init(&toy_cdev, &toy_fops);
	err = cdev_add(&toy_cdev, toy_devt, TOY_NR_DEVICES);
	if (err)
		goto out_region;
	toy_class = class_create("toy");
	if (IS_ERR(toy_class)) {
		err = PTR_ERR(toy_class);
		goto out_cdev;
	}
	err = toy_create_nodes();
	if (err)
		goto out_class;
	return 0;

out_class:
	class_destroy(toy_class);
out_cdev:
	cdev_del(&toy_cdev);
out_region:
	unregister_chrdev_region(toy_devt, TOY_NR_DEVICES);
out_buffers:
	toy_free_buffers(TOY_NR_DEVICES);
	return err;
}
module_init(toy_init);

static void __exit toy_exit(void)
{
	toy_remove_nodes(TOY_NR_DEVICES);
	class_destroy(toy_class);
	cdev_del(&toy_cdev);
	unregister_chrdev_region(toy_devt, TOY_NR_DEVICES);
	toy_free_buffers(TOY_NR_DEVICES);
}
module_exit(toy_exit);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Memory of a driver, mapped into user space");
