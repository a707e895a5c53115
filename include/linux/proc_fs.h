/*
 * include/linux/proc_fs.h - how the rest of the kernel shows itself under /proc
 *
 *	proc_create_single("uptime", 0444, NULL, uptime_show);
 *
 * Names are relative to parent (NULL: /proc) and may contain '/' when the directories
 * are there: "sys/vm/overcommit_memory". All may sleep. Floor: fs/procfs; a lower floor
 * gives numbers, not files.
 */
#ifndef LINUX_PROC_FS_H
#define LINUX_PROC_FS_H

#include <linux/fs.h>
#include <linux/seq_file.h>
#include <linux/types.h>

struct proc_dir_entry;

struct proc_ops {
	unsigned int proc_flags;
	int (*proc_open)(struct inode *inode, struct file *file);
	ssize_t (*proc_read)(struct file *file, char __user *buf, size_t size,
			     loff_t *pos);
	ssize_t (*proc_write)(struct file *file, const char __user *buf, size_t size,
			      loff_t *pos);
	loff_t (*proc_lseek)(struct file *file, loff_t offset, int whence);
	int (*proc_release)(struct inode *inode, struct file *file);
	__poll_t (*proc_poll)(struct file *file, struct poll_table_struct *table);
	long (*proc_ioctl)(struct file *file, unsigned int cmd, unsigned long arg);
	int (*proc_mmap)(struct file *file, struct vm_area_struct *vma);
};

/* Make the tree and mount it on /proc. Boot, once, after mount_root(). 0 or -errno. */
int proc_init(void);

/* Each: the entry, or NULL (the name is taken or bad, no memory). mode 0 is 0444/0555. */
struct proc_dir_entry *proc_mkdir(const char *name, struct proc_dir_entry *parent);
struct proc_dir_entry *proc_symlink(const char *name, struct proc_dir_entry *parent,
				    const char *target);
struct proc_dir_entry *proc_create_data(const char *name, umode_t mode,
					struct proc_dir_entry *parent,
					const struct proc_ops *ops, void *data);
struct proc_dir_entry *proc_create(const char *name, umode_t mode,
				   struct proc_dir_entry *parent,
				   const struct proc_ops *ops);
struct proc_dir_entry *proc_create_single_data(const char *name, umode_t mode,
					       struct proc_dir_entry *parent,
					       int (*show)(struct seq_file *m, void *v),
					       void *data);
struct proc_dir_entry *proc_create_seq_data(const char *name, umode_t mode,
					    struct proc_dir_entry *parent,
					    const struct seq_operations *ops, void *data);
#define proc_create_single(name, mode, parent, show) \
	proc_create_single_data(name, mode, parent, show, NULL)
#define proc_create_seq(name, mode, parent, ops) \
	proc_create_seq_data(name, mode, parent, ops, NULL)

/* The name goes, with all below it. Files that are open keep using its functions. */
void proc_remove(struct proc_dir_entry *entry); /* NULL: nothing */
void remove_proc_entry(const char *name, struct proc_dir_entry *parent);

/*
 * Who knows terminals says which is the session's, and which process group (or 0) is in
 * front of it; or false. [I after boot]
 */
extern bool (*proc_tty_hook)(pid_t session, dev_t *tty, pid_t *front);

/* A number in /proc/sys, an int or an unsigned long, which is read when it is needed. */
struct proc_setting {
	const char *path;
	void *value;
	unsigned int size;
	unsigned long low, high; /* what may be written, -EINVAL otherwise */
	void (*act)(void);       /* to be done after each writing, or NULL */
	bool write_only;
};
#define PROC_SETTING(path, variable, low, high, act)                       \
	{                                                                  \
		path, &(variable), sizeof(variable), low, high, act, false \
	}
/* The setting becomes a file; it must stay. 0 or -ENOMEM. */
int proc_create_setting(const struct proc_setting *setting);

/* What proc_create_data() was given, in an open file's inode. */
void *pde_data(const struct inode *inode);
#define PDE_DATA(inode) pde_data(inode)

#endif
