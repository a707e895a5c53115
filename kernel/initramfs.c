/*
 * kernel/initramfs.c - the first files: unpacking cpio archives over the root
 *
 * The boot loader left an archive in memory, the initrd; tools/vm may have put a second
 * one into the machine as fw_cfg file opt/atlas/overlay. Each entry becomes a file, a
 * directory, a link or a device node in the root, which is a ramfs; then the archive's
 * memory is freed. What an entry finds in its place is replaced, but for a directory that
 * is to be a directory.
 *
 * Source: cpio(5), format "newc". Of several names of one file (hard links) the last one
 * brings the data.
 *
 * Locking: process 1 alone, before /init.
 */
#include <linux/cpio.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/io.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/namei.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/qemu_fw_cfg.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <atlas/boot_info.h>
#include "init.h"

#define OVERLAY_FILE "opt/atlas/overlay"

/* The first name of a file that has several. */
struct hard_link {
	struct list_head list;
	u32 ino, dev_major, dev_minor;
	char path[];
};

/* One archive being unpacked. */
struct unpack {
	struct cpio_reader reader;
	struct list_head links; /* of struct hard_link */
	char path[PATH_MAX];    /* of the current entry, from the root */
	unsigned int nr_files;
};

/* --- one entry -------------------------------------------------------------------- */

/* Make way for a file of type mode: remove what is there and of another type. */
static int __init clean_path(const char *path, umode_t mode)
{
	struct kstat stat;

	if (init_stat(path, &stat, AT_SYMLINK_NOFOLLOW) ||
	    ((stat.mode ^ mode) & S_IFMT) == 0)
		return 0;
	return S_ISDIR(stat.mode) ? init_rmdir(path) : init_unlink(path);
}

static int __init write_data(const char *path, const struct cpio_entry *entry)
{
	struct file *file = filp_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_LARGEFILE,
				      entry->mode & S_IALLUGO);
	const char *data = entry->data;
	size_t left = entry->data_len;
	loff_t pos = 0;
	ssize_t n = 0;

	if (IS_ERR(file))
		return PTR_ERR(file);
	while (left && n >= 0) {
		n = kernel_write(file, data, left, &pos);
		if (n == 0)
			n = -EIO;
		if (n > 0) {
			data += n;
			left -= n;
		}
	}
	fput(file);
	return n < 0 ? n : 0;
}

/* If the entry is a further name of a file: 1 when it has been linked, 0 if not. */
static int __init link_entry(struct unpack *u, const struct cpio_entry *entry)
{
	struct hard_link *link;
	int err;

	if (entry->nlink < 2)
		return 0;
	list_for_each_entry (link, &u->links, list) {
		if (link->ino != entry->ino || link->dev_major != entry->dev_major ||
		    link->dev_minor != entry->dev_minor)
			continue;
		init_unlink(u->path); /* what is there, if anything */
		err = init_link(link->path, u->path);
		return err ? err : 1;
	}
	link = kmalloc(sizeof(*link) + strlen(u->path) + 1, GFP_KERNEL);
	if (!link)
		return -ENOMEM;
	link->ino = entry->ino;
	link->dev_major = entry->dev_major;
	link->dev_minor = entry->dev_minor;
	strcpy(link->path, u->path);
	list_add(&link->list, &u->links);
	return 0;
}

static int __init make_file(struct unpack *u, const struct cpio_entry *entry)
{
	int linked = link_entry(u, entry);

	if (linked < 0)
		return linked;
	if (linked && !entry->data_len)
		return 0;
	return write_data(u->path, entry);
}

static int __init make_directory(const char *path, umode_t mode)
{
	int err = init_mkdir(path, mode);

	return err == -EEXIST ? 0 : err; /* clean_path() has seen that it is one */
}

static int __init make_symlink(const char *path, const struct cpio_entry *entry)
{
	char *target = kmemdup_nul(entry->data, entry->data_len, GFP_KERNEL);
	int err;

	if (!target)
		return -ENOMEM;
	init_unlink(path);
	err = init_symlink(target, path);
	kfree(target);
	return err;
}

static int __init make_node(const char *path, const struct cpio_entry *entry)
{
	init_unlink(path);
	return init_mknod(path, entry->mode, MKDEV(entry->rdev_major, entry->rdev_minor));
}

static int __init make_entry(struct unpack *u, const struct cpio_entry *entry)
{
	switch (entry->mode & S_IFMT) {
	case S_IFREG:
		return make_file(u, entry);
	case S_IFDIR:
		return make_directory(u->path, entry->mode);
	case S_IFLNK:
		return make_symlink(u->path, entry);
	case S_IFCHR:
	case S_IFBLK:
	case S_IFIFO:
	case S_IFSOCK:
		return make_node(u->path, entry);
	default:
		return -EINVAL;
	}
}

/* "bin/sh" and "./bin/sh" are /bin/sh; "." is the root itself. */
static int __init set_path(struct unpack *u, const struct cpio_entry *entry)
{
	const char *name = entry->name;

	while (name[0] == '/' || (name[0] == '.' && (name[1] == '/' || !name[1])))
		name++;
	if (strlen(name) + 2 > sizeof(u->path))
		return -ENAMETOOLONG;
	u->path[0] = '/';
	strcpy(u->path + 1, name);
	return 0;
}

static int __init unpack_entry(struct unpack *u, const struct cpio_entry *entry)
{
	int err = set_path(u, entry);

	if (!err)
		err = clean_path(u->path, entry->mode);
	if (!err)
		err = make_entry(u, entry);
	if (err)
		return err;
	u->nr_files++;
	init_chown(u->path, entry->uid, entry->gid, AT_SYMLINK_NOFOLLOW);
	if (!S_ISLNK(entry->mode)) {
		init_chmod(u->path, entry->mode & S_IALLUGO);
		init_utimes(u->path, (ktime_t)entry->mtime * NSEC_PER_SEC);
	}
	return 0;
}

/* --- one archive ------------------------------------------------------------------ */

/* Unpack it, or halt the machine with the reason. */
static void __init unpack_archive(const char *what, const void *data, size_t size)
{
	struct unpack *u = kzalloc(sizeof(*u), GFP_KERNEL);
	struct hard_link *link, *next;
	struct cpio_entry entry;
	int err;

	if (!u)
		halt_on_bad_input("initramfs: no memory to unpack the %s", what);
	INIT_LIST_HEAD(&u->links);
	cpio_init(&u->reader, data, size);
	while ((err = cpio_next(&u->reader, &entry)) > 0) {
		err = unpack_entry(u, &entry);
		if (err)
			break;
	}
	if (err && u->reader.error)
		halt_on_bad_input(
			"initramfs: the %s is no newc cpio archive: %s at byte %zu", what,
			u->reader.error, u->reader.pos);
	if (err)
		halt_on_bad_input("initramfs: cannot make %s of the %s: error %d%s",
				  u->path, what, err,
				  err == -ENOMEM ? " (out of memory)" : "");
	pr_info("initramfs: %u files from the %s (%zu KiB)\n", u->nr_files, what,
		size >> 10);
	list_for_each_entry_safe (link, next, &u->links, list)
		kfree(link);
	kfree(u);
}

static void __init unpack_initrd(void)
{
	phys_addr_t start = boot_info.initrd_start, end = boot_info.initrd_end;
	void *data;

	if (end <= start)
		return;
	/* It may lie in highmem, which has no address of its own. */
	data = memremap(start, end - start, MEMREMAP_WB);
	if (!data)
		halt_on_bad_input("initramfs: no memory to map the initrd");
	unpack_archive("initrd", data, end - start);
	memunmap(data);
	free_initrd_mem(start, end);
}

static void __init unpack_overlay(void)
{
	void *data;
	size_t size;
	int err = fw_cfg_read_file(OVERLAY_FILE, &data, &size);

	if (err == -ENOENT || err == -ENODEV)
		return; /* most machines have none */
	if (err)
		halt_on_bad_input("initramfs: cannot read fw_cfg file %s: error %d",
				  OVERLAY_FILE, err);
	unpack_archive("overlay", data, size);
	vfree(data);
}

void __init populate_rootfs(void)
{
	unpack_initrd();
	unpack_overlay();
}
