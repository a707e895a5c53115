/*
 * fs/devfs/misc.c - devices that are too small for a major number of their own
 *
 * Locking: misc.lock for the list and the minors.
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/miscdevice.h>
#include <linux/mutex.h>
#include "internal.h"

/* Minors given out on demand, from the top. */
#define DYNAMIC_MINORS 128

/* The node's mode is the miscdevice's. */
static char *misc_devnode(struct device *dev, umode_t *mode)
{
	const struct miscdevice *misc = dev_get_drvdata(dev);

	if (misc->mode)
		*mode = misc->mode;
	return NULL;
}

static struct class misc_class = { .name = "misc", .devnode = misc_devnode };

static struct {
	struct mutex lock;
	struct list_head list; /* [lock] of struct miscdevice */
} misc_devices = {
	.lock = __MUTEX_INITIALIZER(misc_devices.lock),
	.list = LIST_HEAD_INIT(misc_devices.list),
};

/* The device with this minor, or NULL. [lock] */
static struct miscdevice *find_misc(int minor)
{
	struct miscdevice *misc;

	list_for_each_entry (misc, &misc_devices.list, list) {
		if (misc->minor == minor)
			return misc;
	}
	return NULL;
}

static int misc_open(struct inode *inode, struct file *file)
{
	const struct file_operations *fops = NULL;
	struct miscdevice *misc;

	mutex_lock(&misc_devices.lock);
	misc = find_misc(iminor(inode));
	if (misc) {
		fops = misc->fops;
		file->private_data = misc;
	}
	mutex_unlock(&misc_devices.lock);
	if (!fops)
		return -ENODEV;
	replace_fops(file, fops);
	return fops->open ? fops->open(inode, file) : 0;
}

static const struct file_operations misc_fops = {
	.open = misc_open,
	.llseek = noop_llseek,
};

/* Give misc a minor that is free, or see that its own is. [lock] */
static int choose_minor(struct miscdevice *misc)
{
	if (misc->minor != MISC_DYNAMIC_MINOR)
		return find_misc(misc->minor) ? -EBUSY : 0;
	for (int minor = DYNAMIC_MINORS - 1; minor >= 0; minor--) {
		if (!find_misc(minor)) {
			misc->minor = minor;
			return 0;
		}
	}
	return -EBUSY;
}

int misc_register(struct miscdevice *misc)
{
	bool dynamic = misc->minor == MISC_DYNAMIC_MINOR;
	struct device *dev = NULL;
	const char *name = misc->nodename ? misc->nodename : misc->name;
	int err;

	mutex_lock(&misc_devices.lock);
	err = choose_minor(misc);
	if (!err) {
		dev = device_create(&misc_class, misc->parent,
				    MKDEV(MISC_MAJOR, misc->minor), misc, "%s", name);
		err = PTR_ERR_OR_ZERO(dev);
		if (err && dynamic)
			misc->minor = MISC_DYNAMIC_MINOR;
	}
	if (!err) {
		misc->this_device = dev;
		list_add(&misc->list, &misc_devices.list);
	}
	mutex_unlock(&misc_devices.lock);
	return err;
}

void misc_deregister(struct miscdevice *misc)
{
	mutex_lock(&misc_devices.lock);
	list_del(&misc->list);
	device_destroy(&misc_class, MKDEV(MISC_MAJOR, misc->minor));
	mutex_unlock(&misc_devices.lock);
}

int __init misc_init(void)
{
	return __register_chrdev(MISC_MAJOR, 0, 256, "misc", &misc_fops);
}
