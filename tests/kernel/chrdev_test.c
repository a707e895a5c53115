/*
 * tests/kernel/chrdev_test.c - fs/vfs/chrdev.c, fs/devfs: from a number to a driver
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/miscdevice.h>
#include <linux/namei.h>
#include <linux/string.h>
#include "ktest.h"

static int opened, released;

static int test_open(struct inode *inode, struct file *file)
{
	opened = iminor(inode);
	return opened == 3 ? -EPERM : 0;
}

static int test_release(struct inode *inode, struct file *file)
{
	released++;
	return 0;
}

static const struct file_operations test_fops = {
	.open = test_open,
	.release = test_release,
};

static long open_error(const char *name)
{
	struct file *file = filp_open(name, O_RDWR, 0);

	if (IS_ERR(file))
		return PTR_ERR(file);
	fput(file);
	return 0;
}

KTEST(chrdev, regions_do_not_overlap)
{
	dev_t dev, other;

	KT_EXPECT_EQ(register_chrdev_region(MKDEV(400, 10), 10, "kt"), 0);
	KT_EXPECT_EQ(register_chrdev_region(MKDEV(400, 19), 1, "kt"), -EBUSY);
	KT_EXPECT_EQ(register_chrdev_region(MKDEV(400, 5), 6, "kt"), -EBUSY);
	KT_EXPECT_EQ(register_chrdev_region(MKDEV(400, 0), 1000, "kt"), -EBUSY);
	KT_EXPECT_EQ(register_chrdev_region(MKDEV(400, 5), 5, "kt"), 0);
	KT_EXPECT_EQ(register_chrdev_region(MKDEV(400, 20), 1, "kt"), 0);
	KT_EXPECT_EQ(register_chrdev_region(MKDEV(0, 1), 1, "kt"), -EINVAL);
	KT_EXPECT_EQ(register_chrdev_region(MKDEV(400, 30), 0, "kt"), -EINVAL);
	KT_EXPECT_EQ(register_chrdev_region(MKDEV(4000, 0), 1, "kt"), -EINVAL);
	KT_EXPECT_EQ(alloc_chrdev_region(&dev, 0, 3, "kt"), 0);
	KT_EXPECT_EQ(alloc_chrdev_region(&other, 0, 3, "kt"), 0);
	KT_EXPECT(MAJOR(dev) != MAJOR(other));
	unregister_chrdev_region(other, 3);
	unregister_chrdev_region(dev, 3);
	unregister_chrdev_region(MKDEV(400, 20), 1);
	unregister_chrdev_region(MKDEV(400, 5), 5);
	unregister_chrdev_region(MKDEV(400, 10), 10);
}

KTEST(chrdev, open_finds_the_driver)
{
	struct cdev cdev;
	struct class *class;
	dev_t dev;

	KT_ASSERT(!alloc_chrdev_region(&dev, 0, 4, "kt"));
	cdev_init(&cdev, &test_fops);
	KT_EXPECT_EQ(cdev_add(&cdev, dev, 4), 0);
	class = class_create(NULL, "kt");
	KT_ASSERT(!IS_ERR(class));
	for (int i = 0; i < 5; i++)
		KT_EXPECT(
			!IS_ERR(device_create(class, NULL, dev + i, NULL, "kt!n%d", i)));
	KT_EXPECT(PTR_ERR(device_create(class, NULL, dev, NULL, "kt/n%d", 0)) == -EEXIST);
	released = 0;
	KT_EXPECT_EQ(open_error("/dev/kt/n2"), 0);
	KT_EXPECT_EQ(opened, 2);
	KT_EXPECT_EQ(released, 1);
	KT_EXPECT_EQ(open_error("/dev/kt/n3"), -EPERM);
	KT_EXPECT_EQ(open_error("/dev/kt/n4"), -ENXIO); /* no cdev has its number */
	KT_EXPECT_EQ(released, 1);
	for (int i = 0; i < 5; i++)
		device_destroy(class, dev + i);
	KT_EXPECT_EQ(open_error("/dev/kt/n2"), -ENOENT);
	KT_EXPECT_EQ(init_rmdir("/dev/kt"), 0);
	class_destroy(class);
	cdev_del(&cdev);
	unregister_chrdev_region(dev, 4);
}

KTEST(chrdev, register_chrdev)
{
	int major = register_chrdev(0, "kt", &test_fops);

	KT_ASSERT(major > 0);
	KT_EXPECT_EQ(devfs_mknod("kt9", S_IFCHR | 0600, MKDEV(major, 9), NULL), 0);
	KT_EXPECT_EQ(open_error("/dev/kt9"), 0);
	KT_EXPECT_EQ(opened, 9);
	KT_EXPECT_EQ(devfs_remove("kt9"), 0);
	KT_EXPECT_EQ(devfs_remove("kt9"), -ENOENT);
	unregister_chrdev(major, "kt");
	KT_EXPECT_EQ(register_chrdev(major, "kt", &test_fops), 0);
	unregister_chrdev(major, "kt");
}

KTEST(misc, minors_and_modes)
{
	struct miscdevice a = { .minor = MISC_DYNAMIC_MINOR,
				.name = "kt-a",
				.fops = &test_fops };
	struct miscdevice b = { .minor = MISC_DYNAMIC_MINOR,
				.name = "kt-b",
				.fops = &test_fops,
				.mode = 0640 };
	struct miscdevice taken = { .name = "kt-c", .fops = &test_fops };
	struct kstat stat;

	KT_EXPECT_EQ(misc_register(&a), 0);
	KT_EXPECT_EQ(misc_register(&b), 0);
	KT_EXPECT(a.minor != b.minor && a.minor != MISC_DYNAMIC_MINOR);
	taken.minor = a.minor;
	KT_EXPECT_EQ(misc_register(&taken), -EBUSY);
	KT_EXPECT_EQ(init_stat("/dev/kt-b", &stat, 0), 0);
	KT_EXPECT_EQ(stat.mode, S_IFCHR | 0640);
	KT_EXPECT_EQ(stat.rdev, MKDEV(MISC_MAJOR, b.minor));
	KT_EXPECT_EQ(open_error("/dev/kt-a"), 0);
	KT_EXPECT_EQ(opened, a.minor);
	misc_deregister(&b);
	misc_deregister(&a);
	KT_EXPECT_EQ(open_error("/dev/kt-a"), -ENOENT);
}
