/*
 * include/linux/sysfs.h - facts about the machine as files under /sys
 *
 * Atlas: no objects behind it, only paths: a file is made by its path below /sys and the
 * directories on the way come by themselves. Floor: fs/sysfs.
 */
#ifndef LINUX_SYSFS_H
#define LINUX_SYSFS_H

#include <linux/fs.h>
#include <linux/seq_file.h>
#include <linux/types.h>

struct sysfs_file {
	umode_t mode;
	loff_t size; /* what stat(2) says */
	/* Fill buf with up to count bytes from off on: their number, 0 at the end, -errno. */
	ssize_t (*read)(void *data, char *buf, loff_t off, size_t count);
	/* Or: print it all. */
	int (*show)(struct seq_file *m, void *v); /* m->private is data */
	void *data;
};

/* Make the tree and mount it on /sys. Boot, once, after mount_root(). 0 or -errno. */
int sysfs_init(void);
/* path is "firmware/x/raw"; *file is copied. 0, -EEXIST, -ENOMEM, ... May sleep. */
int sysfs_create_path(const char *path, const struct sysfs_file *file);

#endif
