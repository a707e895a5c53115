/*
 * drivers/char/random.c - /dev/random and /dev/urandom: bytes that look random, without end
 *
 * Both give what core/base/random.c makes, at once; what is written stirs it.
 *
 * Source: random(4).
 *
 * Locking: that of the generator.
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/major.h>
#include <linux/module.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/uaccess.h>

#define CHUNK 128
#define RANDOM_MINOR 8 /* /dev/random; the other's is one more */

static ssize_t random_read(struct file *file, char __user *to, size_t count, loff_t *ppos)
{
	size_t total = 0, n;
	u8 bytes[CHUNK];

	while (total < count && !(total && signal_pending(current))) {
		n = min(count - total, sizeof(bytes));
		get_random_bytes(bytes, n);
		if (copy_to_user(to + total, bytes, n))
			return total ? (ssize_t)total : -EFAULT;
		total += n;
		cond_resched();
	}
	return total;
}

static ssize_t random_write(struct file *file, const char __user *from, size_t count,
			    loff_t *ppos)
{
	size_t total = 0, n;
	u8 bytes[CHUNK];

	while (total < count && !(total && signal_pending(current))) {
		n = min(count - total, sizeof(bytes));
		if (copy_from_user(bytes, from + total, n))
			return total ? (ssize_t)total : -EFAULT;
		add_device_randomness(bytes, n);
		total += n;
		cond_resched();
	}
	return total;
}

static const struct file_operations random_fops = {
	.owner = THIS_MODULE,
	.llseek = noop_llseek,
	.read = random_read,
	.write = random_write,
};

static char *random_devnode(struct device *dev, umode_t *mode)
{
	*mode = 0666;
	return NULL;
}

static struct class random_class = { .name = "mem", .devnode = random_devnode };

static int __init random_init(void)
{
	static const char *const names[] = { "random", "urandom" };
	static struct cdev cdev;
	dev_t first = MKDEV(MEM_MAJOR, RANDOM_MINOR);
	int err;

	cdev_init(&cdev, &random_fops);
	err = cdev_add(&cdev, first, ARRAY_SIZE(names));
	for (unsigned int i = 0; i < ARRAY_SIZE(names) && !err; i++)
		err = PTR_ERR_OR_ZERO(device_create(&random_class, NULL, first + i, NULL,
						    "%s", names[i]));
	return err;
}
module_init(random_init);
