/*
 * include/linux/cdev.h - character devices: which numbers lead to which operations
 *
 *	alloc_chrdev_region(&dev, 0, 3, "toy");   reserve the numbers
 *	cdev_init(&toy->cdev, &toy_fops);
 *	cdev_add(&toy->cdev, dev, 3);		  from here on open(2) arrives
 *	device_create(class, NULL, dev, NULL, "toy%d", 0);   and here is /dev/toy0
 *
 * Floor: fs/vfs/chrdev.c.
 */
#ifndef LINUX_CDEV_H
#define LINUX_CDEV_H

#include <linux/kdev_t.h>
#include <linux/list.h>
#include <linux/types.h>

struct file_operations;
struct module;

struct cdev {
	struct module *owner;              /* [I] */
	const struct file_operations *ops; /* [I] */
	struct list_head list;             /* [chrdevs lock] */
	dev_t dev;                         /* [I after cdev_add] */
	unsigned int count;                /* [I after cdev_add] minors */
	bool dynamic; /* [I] from cdev_alloc(): cdev_del() frees it */
};

void cdev_init(struct cdev *cdev, const struct file_operations *fops);
struct cdev *cdev_alloc(void);                                  /* NULL: no memory */
int cdev_add(struct cdev *cdev, dev_t dev, unsigned int count); /* -EBUSY, -EINVAL */
/* No open finds it any more; files that are open keep using its operations. */
void cdev_del(struct cdev *cdev);

#endif
