/*
 * fs/devfs/device.c - struct device and struct class: a driver's way to a node in /dev
 *
 * Locking: devices.lock for the list. A device belongs to whoever created it.
 */
#include <stdarg.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/stat.h>
#include <linux/string.h>

static struct {
	struct mutex lock;
	struct list_head list; /* [lock] of struct device */
} devices = {
	.lock = __MUTEX_INITIALIZER(devices.lock),
	.list = LIST_HEAD_INIT(devices.list),
};

struct class *__class_create(const char *name)
{
	struct class *class = kzalloc(sizeof(*class), GFP_KERNEL);

	if (!class)
		return ERR_PTR(-ENOMEM);
	class->name = name;
	return class;
}

void class_destroy(struct class *class)
{
	if (!IS_ERR_OR_NULL(class))
		kfree(class);
}

/* The formatted text in memory of its own, '!' as '/'; NULL: no memory. */
static char *format_name(const char *fmt, va_list args)
{
	char *name = kvasprintf(GFP_KERNEL, fmt, args), *at = name;

	while (at && (at = strchr(at, '!')) != NULL)
		*at = '/';
	return name;
}

/* Make dev's node where its class wants it; that name becomes the device's. */
static int make_node(struct device *dev)
{
	umode_t mode = 0;
	char *name = NULL;

	if (dev->class && dev->class->devnode)
		name = dev->class->devnode(dev, &mode);
	if (name) {
		kfree(dev->name);
		dev->name = name;
	}
	return devfs_mknod(dev->name, S_IFCHR | (mode ? mode : 0600), dev->devt, NULL);
}

struct device *device_create(struct class *class, struct device *parent, dev_t devt,
			     void *drvdata, const char *fmt, ...)
{
	struct device *dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	va_list args;
	int err = -ENOMEM;

	if (!dev)
		return ERR_PTR(-ENOMEM);
	dev->parent = parent;
	dev->class = class;
	dev->devt = devt;
	dev->driver_data = drvdata;
	va_start(args, fmt);
	dev->name = format_name(fmt, args);
	va_end(args);
	if (dev->name)
		err = make_node(dev);
	if (err) {
		kfree(dev->name);
		kfree(dev);
		return ERR_PTR(err);
	}
	mutex_lock(&devices.lock);
	list_add_tail(&dev->node, &devices.list);
	mutex_unlock(&devices.lock);
	return dev;
}

/* Take the device out of the list, or NULL. */
static struct device *take_device(struct class *class, dev_t devt)
{
	struct device *dev, *found = NULL;

	mutex_lock(&devices.lock);
	list_for_each_entry (dev, &devices.list, node) {
		if (dev->class == class && dev->devt == devt) {
			list_del(&dev->node);
			found = dev;
			break;
		}
	}
	mutex_unlock(&devices.lock);
	return found;
}

void device_destroy(struct class *class, dev_t devt)
{
	struct device *dev = take_device(class, devt);

	if (!dev)
		return;
	devfs_remove(dev->name); /* a program may have removed it before */
	kfree(dev->name);
	kfree(dev);
}
