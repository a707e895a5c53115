/*
 * include/linux/miscdevice.h - single devices that share major number 10
 */
#ifndef LINUX_MISCDEVICE_H
#define LINUX_MISCDEVICE_H

#include <linux/list.h>
#include <linux/major.h>
#include <linux/types.h>

#define MISC_DYNAMIC_MINOR 255

struct device;
struct file_operations;

struct miscdevice {
	int minor; /* MISC_DYNAMIC_MINOR: misc_register() chooses and writes it here */
	const char *name;
	const struct file_operations *fops;
	struct list_head list;      /* [misc lock] */
	struct device *parent;      /* [I] */
	struct device *this_device; /* [misc lock] */
	const char *nodename;       /* NULL: name */
	umode_t mode;               /* 0: 0600 */
};

/*
 * Make /dev/NAME (nodename if set). The file's private_data is misc when fops->open is
 * called. 0, -EBUSY (the minor is taken, or all are), -ENOMEM. May sleep.
 */
int misc_register(struct miscdevice *misc);
void misc_deregister(struct miscdevice *misc);

#endif
