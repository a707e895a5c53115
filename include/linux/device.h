/*
 * include/linux/device.h - devices, as far as /dev is concerned
 *
 * device_create() makes /dev/NAME and device_destroy() removes it. In the name, '!' and
 * '/' both begin a directory: "host/stdin".
 *
 * Atlas: no driver model: a class groups devices and may choose their mode; buses,
 * power and events do not exist. Floor: fs/devfs.
 */
#ifndef LINUX_DEVICE_H
#define LINUX_DEVICE_H

#include <linux/compiler.h>
#include <linux/kdev_t.h>
#include <linux/list.h>
#include <linux/printk.h>
#include <linux/types.h>

struct cred;
struct device;
struct module;

struct class
{
	const char *name; /* [I] */
	/* The node's name (to kfree; NULL: the device's own) and, through mode, its mode. */
	char *(*devnode)(struct device *dev, umode_t *mode);
};

struct device {
	struct device *parent; /* [I] */
	struct class *class;   /* [I] */
	dev_t devt;            /* [I] */
	void *driver_data;     /* the driver's */
	char *name;            /* [I] */
	struct list_head node; /* [devices lock] */
};

/* Linux changed it in 6.4; both forms compile: class_create([owner,] name). */
struct class *__class_create(const char *name); /* or ERR_PTR */
#define __class_create_1(name) __class_create(name)
#define __class_create_2(owner, name) __class_create(name)
#define __class_create_n(_1, _2, n, ...) __class_create_##n
#define class_create(...) __class_create_n(__VA_ARGS__, 2, 1)(__VA_ARGS__)
void class_destroy(struct class *class); /* its devices are destroyed already */

struct device *__printf(5, 6)
	device_create(struct class *class, struct device *parent, dev_t devt,
		      void *drvdata, const char *fmt, ...); /* or ERR_PTR */
void device_destroy(struct class *class, dev_t devt);

static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}

static inline void dev_set_drvdata(struct device *dev, void *data)
{
	dev->driver_data = data;
}

static inline const char *dev_name(const struct device *dev)
{
	return dev->name;
}

#define dev_err(dev, fmt, ...) pr_err("%s: " fmt, dev_name(dev), ##__VA_ARGS__)
#define dev_warn(dev, fmt, ...) pr_warn("%s: " fmt, dev_name(dev), ##__VA_ARGS__)
#define dev_info(dev, fmt, ...) pr_info("%s: " fmt, dev_name(dev), ##__VA_ARGS__)

/* --- fs/devfs/devfs.c ---------------------------------------------------------------- */

/* Make the tree and mount it on /dev. Boot, once, after mount_root(). 0 or -errno. */
int devfs_init(void);
/*
 * Nodes without a struct device; mode has S_IFCHR and permissions. They are owner's, or the
 * kernel's if that is NULL, and are made and removed whoever the caller is. 0 or -errno.
 */
int devfs_mknod(const char *name, umode_t mode, dev_t devt, const struct cred *owner);
int devfs_symlink(const char *name, const char *target);
int devfs_remove(const char *name);

#endif
