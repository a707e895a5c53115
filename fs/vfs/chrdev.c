/*
 * fs/vfs/chrdev.c - character devices: from a number to a driver's file_operations
 *
 *	open("/dev/toy0") -> inode with i_rdev 240:0 -> def_chr_fops.open
 *	    -> the cdev whose range has 240:0 -> its operations take over the struct file
 *
 * Regions say who owns which numbers (that is what /proc/devices lists); a cdev says who
 * answers for them.
 *
 * Locking: chrdevs.lock for both lists. A cdev belongs to its driver, which keeps it
 * until no file of it is open.
 */
#include <linux/cdev.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>

#define CHRDEV_MAJOR_MAX 512
/* Majors given out on demand: as Linux, from 254 down to 234. */
#define CHRDEV_MAJOR_DYN_FIRST 254
#define CHRDEV_MAJOR_DYN_END 234

struct chrdev_region {
	struct list_head list; /* [chrdevs.lock] by number */
	dev_t from;            /* [I] */
	unsigned int count;    /* [I] */
	char name[32];         /* [I] */
	struct cdev *cdev;     /* [I] of register_chrdev(), else NULL */
};

static struct {
	struct mutex lock;
	struct list_head regions; /* [lock] */
	struct list_head cdevs;   /* [lock] */
} chrdevs = {
	.lock = __MUTEX_INITIALIZER(chrdevs.lock),
	.regions = LIST_HEAD_INIT(chrdevs.regions),
	.cdevs = LIST_HEAD_INIT(chrdevs.cdevs),
};

/* --- regions ---------------------------------------------------------------------------- */

/* The first region that reaches beyond `from`, or NULL. [chrdevs.lock] */
static struct chrdev_region *find_region(dev_t from)
{
	struct chrdev_region *r;

	list_for_each_entry (r, &chrdevs.regions, list) {
		if (r->from + r->count > from)
			return r;
	}
	return NULL;
}

/* Enter r if nobody has its numbers. [chrdevs.lock] */
static int insert_region(struct chrdev_region *r)
{
	struct chrdev_region *next = find_region(r->from);

	if (next && next->from < r->from + r->count)
		return -EBUSY;
	list_add_tail(&r->list, next ? &next->list : &chrdevs.regions);
	return 0;
}

/* Enter r at baseminor of a major that nobody has. [chrdevs.lock] */
static int insert_dynamic(struct chrdev_region *r, unsigned int baseminor)
{
	for (int major = CHRDEV_MAJOR_DYN_FIRST; major >= CHRDEV_MAJOR_DYN_END; major--) {
		struct chrdev_region *next = find_region(MKDEV(major, 0));

		if (next && MAJOR(next->from) == (unsigned int)major)
			continue;
		r->from = MKDEV(major, baseminor);
		return insert_region(r);
	}
	return -EBUSY;
}

/* major 0: any. The region, or ERR_PTR: -EINVAL, -EBUSY, -ENOMEM. */
static struct chrdev_region *new_region(unsigned int major, unsigned int baseminor,
					unsigned int count, const char *name)
{
	struct chrdev_region *r;
	int err;

	if (major >= CHRDEV_MAJOR_MAX || !count || count > MINORMASK + 1 - baseminor ||
	    baseminor > MINORMASK)
		return ERR_PTR(-EINVAL);
	r = kzalloc(sizeof(*r), GFP_KERNEL);
	if (!r)
		return ERR_PTR(-ENOMEM);
	r->from = MKDEV(major, baseminor);
	r->count = count;
	strscpy(r->name, name, sizeof(r->name));
	mutex_lock(&chrdevs.lock);
	err = major ? insert_region(r) : insert_dynamic(r, baseminor);
	mutex_unlock(&chrdevs.lock);
	if (!err)
		return r;
	kfree(r);
	return ERR_PTR(err);
}

/* Take count numbers from `from` on, all of one major. 0, -EBUSY, -EINVAL, -ENOMEM. */
int register_chrdev_region(dev_t from, unsigned int count, const char *name)
{
	if (!MAJOR(from))
		return -EINVAL;
	return PTR_ERR_OR_ZERO(new_region(MAJOR(from), MINOR(from), count, name));
}

/* The same with a major that is free; *dev becomes the first number. */
int alloc_chrdev_region(dev_t *dev, unsigned int baseminor, unsigned int count,
			const char *name)
{
	struct chrdev_region *r = new_region(0, baseminor, count, name);

	if (IS_ERR(r))
		return PTR_ERR(r);
	*dev = r->from;
	return 0;
}

/* Give a region back that begins at `from`; its cdev, if it has one, too. */
static void remove_region(dev_t from)
{
	struct chrdev_region *r;

	mutex_lock(&chrdevs.lock);
	r = find_region(from);
	if (r && r->from == from)
		list_del(&r->list);
	else
		r = NULL;
	mutex_unlock(&chrdevs.lock);
	if (r && r->cdev)
		cdev_del(r->cdev);
	kfree(r);
}

void unregister_chrdev_region(dev_t from, unsigned int count)
{
	remove_region(from);
}

void chrdev_show(struct seq_file *m)
{
	struct chrdev_region *r;

	mutex_lock(&chrdevs.lock);
	list_for_each_entry (r, &chrdevs.regions, list)
		seq_printf(m, "%3u %s\n", MAJOR(r->from), r->name);
	mutex_unlock(&chrdevs.lock);
}

/* --- cdevs ------------------------------------------------------------------------------ */

void cdev_init(struct cdev *cdev, const struct file_operations *fops)
{
	memset(cdev, 0, sizeof(*cdev));
	INIT_LIST_HEAD(&cdev->list);
	cdev->ops = fops;
}

struct cdev *cdev_alloc(void)
{
	struct cdev *cdev = kzalloc(sizeof(*cdev), GFP_KERNEL);

	if (cdev) {
		INIT_LIST_HEAD(&cdev->list);
		cdev->dynamic = true;
	}
	return cdev;
}

/* The cdev with this number, or NULL. [chrdevs.lock] */
static struct cdev *find_cdev(dev_t dev)
{
	struct cdev *cdev;

	list_for_each_entry (cdev, &chrdevs.cdevs, list) {
		if (dev >= cdev->dev && dev - cdev->dev < cdev->count)
			return cdev;
	}
	return NULL;
}

int cdev_add(struct cdev *cdev, dev_t dev, unsigned int count)
{
	if (!count)
		return -EINVAL;
	cdev->dev = dev;
	cdev->count = count;
	mutex_lock(&chrdevs.lock);
	list_add(&cdev->list, &chrdevs.cdevs);
	mutex_unlock(&chrdevs.lock);
	return 0;
}

void cdev_del(struct cdev *cdev)
{
	mutex_lock(&chrdevs.lock);
	list_del_init(&cdev->list);
	mutex_unlock(&chrdevs.lock);
	if (cdev->dynamic)
		kfree(cdev);
}

/* --- register_chrdev(): both in one ------------------------------------------------------- */

int __register_chrdev(unsigned int major, unsigned int baseminor, unsigned int count,
		      const char *name, const struct file_operations *fops)
{
	struct chrdev_region *r = new_region(major, baseminor, count, name);

	if (IS_ERR(r))
		return PTR_ERR(r);
	r->cdev = cdev_alloc();
	if (!r->cdev) {
		remove_region(r->from);
		return -ENOMEM;
	}
	r->cdev->owner = fops->owner;
	r->cdev->ops = fops;
	cdev_add(r->cdev, r->from, count);
	return major ? 0 : (int)MAJOR(r->from);
}

void __unregister_chrdev(unsigned int major, unsigned int baseminor, unsigned int count,
			 const char *name)
{
	remove_region(MKDEV(major, baseminor));
}

/* --- open(2) of a device node -------------------------------------------------------------- */

/* Hand the file over to the driver. -ENXIO: nobody answers for the number. */
static int chrdev_open(struct inode *inode, struct file *file)
{
	const struct file_operations *ops = NULL;
	struct cdev *cdev;

	mutex_lock(&chrdevs.lock);
	cdev = find_cdev(inode->i_rdev);
	if (cdev) {
		inode->i_cdev = cdev;
		ops = cdev->ops;
	}
	mutex_unlock(&chrdevs.lock);
	if (!ops)
		return -ENXIO;
	replace_fops(file, ops);
	return ops->open ? ops->open(inode, file) : 0;
}

const struct file_operations def_chr_fops = {
	.open = chrdev_open,
	.llseek = noop_llseek,
};
