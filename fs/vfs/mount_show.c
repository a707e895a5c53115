/*
 * fs/vfs/mount_show.c - the mounts as /proc/PID/mounts and /proc/PID/mountinfo show them
 *
 * Source: fstab(5), proc(5).
 *
 * Locking: namespace_sem for reading, so that no mount leaves the tree meanwhile.
 */
#include <linux/dcache.h>
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include "mount.h"

static void show_flags(struct seq_file *m, const struct vfsmount *mnt)
{
	static const struct {
		int flag;
		const char *name;
	} names[] = {
		{ MNT_NOSUID, ",nosuid" },           { MNT_NODEV, ",nodev" },
		{ MNT_NOEXEC, ",noexec" },           { MNT_NOATIME, ",noatime" },
		{ MNT_NODIRATIME, ",nodiratime" },   { MNT_RELATIME, ",relatime" },
		{ MNT_NOSYMFOLLOW, ",nosymfollow" },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(names); i++)
		if (mnt->mnt_flags & names[i].flag)
			seq_puts(m, names[i].name);
}

static void show_options(struct seq_file *m, struct super_block *sb)
{
	if (sb->s_op->show_options)
		sb->s_op->show_options(m, sb);
}

static void show_place(struct seq_file *m, struct vfsmount *mnt)
{
	struct path root = { mnt, mnt->mnt_root };

	seq_path(m, &root, " \t\n\\");
}

/* device place type options 0 0 */
static void show_mount(struct seq_file *m, struct mount *mount)
{
	struct vfsmount *mnt = &mount->mnt;

	seq_escape(m, mount->devname, " \t\n\\#");
	seq_putc(m, ' ');
	show_place(m, mnt);
	seq_printf(m, " %s %s", mnt->mnt_sb->s_type->name,
		   __mnt_is_readonly(mnt) ? "ro" : "rw");
	show_flags(m, mnt);
	show_options(m, mnt->mnt_sb);
	seq_puts(m, " 0 0\n");
}

/* id parent-id device root place flags - type device options */
static void show_mountinfo(struct seq_file *m, struct mount *mount)
{
	struct vfsmount *mnt = &mount->mnt;
	struct super_block *sb = mnt->mnt_sb;

	seq_printf(m, "%d %d %u:%u ", mount->id,
		   mount->parent ? mount->parent->id : mount->id, MAJOR(sb->s_dev),
		   MINOR(sb->s_dev));
	seq_dentry(m, mnt->mnt_root, " \t\n\\");
	seq_putc(m, ' ');
	show_place(m, mnt);
	seq_puts(m, mnt->mnt_flags & MNT_READONLY ? " ro" : " rw");
	show_flags(m, mnt);
	seq_printf(m, " - %s ", sb->s_type->name);
	seq_escape(m, mount->devname, " \t\n\\#");
	seq_puts(m, sb->s_flags & SB_RDONLY ? " ro" : " rw");
	show_options(m, sb);
	seq_putc(m, '\n');
}

static void show_all(struct seq_file *m, void (*show)(struct seq_file *, struct mount *))
{
	struct mount *mount;

	down_read(&namespace_sem);
	for (int id = 0; (mount = next_mount(id)) != NULL; id = mount->id)
		show(m, mount);
	up_read(&namespace_sem);
}

void mounts_show(struct seq_file *m)
{
	show_all(m, show_mount);
}

void mountinfo_show(struct seq_file *m)
{
	show_all(m, show_mountinfo);
}
