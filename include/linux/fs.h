/*
 * include/linux/fs.h - files: the structures between a system call and a file system
 *
 *	fd -> struct file -> struct dentry -> struct inode -> struct address_space -> pages
 *	      an open        a name in        the file         what of it is in memory
 *	      description    a directory
 *
 * A driver or a file system fills tables of functions (file_operations, inode_operations,
 * super_operations); the file layer calls through them.
 *
 * Locking: every field names its guard. [I] set at creation, [a] atomic, [i_rwsem] the
 * inode's, [f_lock] and [f_pos_lock] the file's, [xa] the lock inside i_pages.
 * Order: i_rwsem (a directory before what is in it) -> mmap_lock -> page lock ->
 * i_mmap_rwsem -> i_pages.xa_lock; dcache_lock and mount_lock are inside i_rwsem.
 *
 * Atlas: times are nanoseconds in one number.
 */
#ifndef LINUX_FS_H
#define LINUX_FS_H

#include <linux/atomic.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/kdev_t.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/path.h>
#include <linux/rbtree.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include <linux/stat.h>
#include <linux/types.h>
#include <linux/xarray_types.h>
#include <uapi/linux/fs.h>

struct cdev;
struct delayed_call;
struct file;
struct inode;
struct kstatfs;
struct module;
struct page;
struct pipe_inode_info;
struct poll_table_struct;
struct seq_file;
struct super_block;
struct vm_area_struct;

typedef unsigned int __poll_t;
typedef void *fl_owner_t;

/* Largest offset in a file. */
#define MAX_LFS_FILESIZE ((loff_t)0x7fffffffffffffffLL)
/* Most bytes that one read(2) or write(2) moves. */
#define MAX_RW_COUNT (0x7fffffff & ~0xfffUL)

/* What inode_permission() is asked. */
#define MAY_EXEC 0x01
#define MAY_WRITE 0x02
#define MAY_READ 0x04
#define MAY_APPEND 0x08
#define MAY_OPEN 0x20

/* file->f_mode */
#define FMODE_READ ((fmode_t)0x1)
#define FMODE_WRITE ((fmode_t)0x2)
#define FMODE_LSEEK ((fmode_t)0x4)
#define FMODE_PREAD ((fmode_t)0x8)
#define FMODE_PWRITE ((fmode_t)0x10)
#define FMODE_EXEC ((fmode_t)0x20)         /* opened by execve(2) */
#define FMODE_PATH ((fmode_t)0x4000)       /* O_PATH: names a file, cannot touch it */
#define FMODE_WRITER ((fmode_t)0x10000)    /* counted in i_writecount */
#define FMODE_ATOMIC_POS ((fmode_t)0x8000) /* f_pos moves under f_pos_lock */
#define FMODE_CAN_READ ((fmode_t)0x20000)
#define FMODE_CAN_WRITE ((fmode_t)0x40000)
#define FMODE_OPENED ((fmode_t)0x80000) /* ->open() succeeded: ->release() is due */
#define FMODE_CREATED ((fmode_t)0x100000)
#define FMODE_NOEXEC ((fmode_t)0x200000)  /* of a mount that path_noexec() */
#define FMODE_NOATIME ((fmode_t)0x400000) /* of one that keeps its times of access */

/* O_RDONLY, O_WRONLY, O_RDWR, 3 -> FMODE_READ | FMODE_WRITE */
#define OPEN_FMODE(flags) ((fmode_t)(((flags) + 1) & O_ACCMODE))

/* inode->i_flags */
#define S_DEAD (1 << 4)      /* a removed directory that somebody still holds */
#define S_PRIVATE (1 << 9)   /* internal to the kernel */
#define S_LINKABLE (1 << 30) /* without a name, and may get one; Atlas: here */
#define IS_DEADDIR(inode) ((inode)->i_flags & S_DEAD)

/* super_block->s_flags */
#define SB_RDONLY (1 << 0)

#define DT_UNKNOWN 0
#define DT_FIFO 1
#define DT_CHR 2
#define DT_DIR 4
#define DT_BLK 6
#define DT_REG 8
#define DT_LNK 10
#define DT_SOCK 12

/* A name with its length and hash (linux/dcache.h). */
struct qstr {
	u32 hash, len;
	const char *name; /* not always NUL-terminated */
};

/*
 * The pages of one file that are in memory: the page cache. A page is in i_pages at its
 * index exactly while page->mapping points here, and the cache holds one reference to it.
 */
struct address_space {
	struct inode *host;                           /* [I] */
	struct xarray i_pages;                        /* [xa] index -> struct page */
	unsigned long nrpages;                        /* [xa] */
	const struct address_space_operations *a_ops; /* [I] */
	gfp_t gfp_mask;           /* [I] how its pages are allocated */
	unsigned int mmaps_begun; /* [i_mmap_rwsem] shared VMAs on their way to i_mmap */
	struct rw_semaphore i_mmap_rwsem;
	struct rb_root i_mmap; /* [i_mmap_rwsem] the VMAs that map it, by vm_pgoff */
};

struct address_space_operations {
	/*
	 * Fill a locked page that is not up to date; unlock it. NULL: a page that is not
	 * in memory is zeros (ramfs: memory is all there is).
	 */
	int (*readpage)(struct file *file, struct page *page);
	/*
	 * May the file have so many pages more (negative: it has fewer)? 0 or -ENOSPC.
	 * Its pages are shared memory then, for /proc. NULL: as many as there is memory.
	 */
	int (*charge)(struct address_space *mapping, long pages);
};

#define F_ALL_SEALS \
	(F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_FUTURE_WRITE)
#define HAS_SEALS 0x8000 /* in i_seals: the file can be sealed, or could have been */

struct inode {
	umode_t i_mode; /* [i_rwsem] S_IF* and permissions; the type never changes */
	unsigned short i_seals; /* [i_rwsem] F_SEAL_*, HAS_SEALS; 0: cannot have any */
	unsigned int i_flags;   /* [i_rwsem] S_* */
	uid_t i_uid;            /* [i_rwsem] */
	gid_t i_gid;            /* [i_rwsem] */
	const struct inode_operations *i_op; /* [I] */
	const struct file_operations *i_fop; /* [I] what an opened file starts with */
	struct super_block *i_sb;            /* [I] */
	struct address_space *i_mapping;     /* [I] &i_data */
	unsigned long i_ino;                 /* [I] */
	unsigned int i_nlink;                /* [i_rwsem] names that it has */
	dev_t i_rdev;                        /* [I] of a device node */
	loff_t i_size;                     /* [i_rwsem] to write; i_size_read() without */
	ktime_t i_atime, i_mtime, i_ctime; /* [i_rwsem] ns since 1970; atime racy */
	struct rw_semaphore i_rwsem;       /* content of a directory, size of a file */
	atomic_t i_count;                  /* [a] references; at 0 it ends */
	atomic_t i_writecount;     /* [a] > 0: writers; < 0: programs that run from it */
	struct hlist_head i_locks; /* [locks.lock] held on the file: fs/vfs/locks.c */
	struct address_space i_data;
	union {
		struct pipe_inode_info *i_pipe; /* [I] S_IFIFO */
		struct cdev *i_cdev;            /* [I] S_IFCHR, once opened */
		const char *i_link; /* [I] S_IFLNK: its target, if in memory */
	};
	void *i_private; /* the file system's or the driver's */
};

/* Who hears of it when an O_ASYNC file can be read or written: fs/vfs/fasync.c. */
struct fown_struct {
	pid_t pid;       /* [fasync_lock] 0: nobody */
	u8 type;         /* [fasync_lock] F_OWNER_*: a thread, a process, a group */
	u8 signum;       /* a word: 0 is SIGIO */
	uid_t uid, euid; /* [fasync_lock] of who named it */
};

struct file {
	atomic_long_t f_count;              /* [a] */
	fmode_t f_mode;                     /* [I] */
	unsigned int f_flags;               /* [f_lock] O_* */
	const struct file_operations *f_op; /* [I after open] */
	spinlock_t f_lock;
	struct mutex f_pos_lock;
	loff_t f_pos;                    /* [f_pos_lock] if FMODE_ATOMIC_POS */
	struct path f_path;              /* [I] */
	struct inode *f_inode;           /* [I] */
	struct address_space *f_mapping; /* [I] */
	struct hlist_head f_ep; /* [epoll_mutex, nest_lock] its items: fs/vfs/epoll.c */
	void *private_data;     /* the driver's */
	struct fown_struct f_owner;
};

/* Where iterate_shared() puts the names it finds; actor: false when it is full. */
struct dir_context {
	bool (*actor)(struct dir_context *ctx, const char *name, int len, loff_t pos,
		      u64 ino, unsigned int type);
	loff_t pos;
};

/*
 * What can be done with an open file. All may sleep. owner is THIS_MODULE. A missing
 * read or write is -EINVAL, ioctl -ENOTTY, mmap -ENODEV, iterate_shared -ENOTDIR.
 */
struct file_operations {
	struct module *owner;
	loff_t (*llseek)(struct file *file, loff_t offset, int whence);
	ssize_t (*read)(struct file *file, char __user *buf, size_t count, loff_t *pos);
	ssize_t (*write)(struct file *file, const char __user *buf, size_t count,
			 loff_t *pos);
	int (*iterate_shared)(struct file *file, struct dir_context *ctx);
	__poll_t (*poll)(struct file *file, struct poll_table_struct *table);
	long (*unlocked_ioctl)(struct file *file, unsigned int cmd, unsigned long arg);
	long (*compat_ioctl)(struct file *file, unsigned int cmd, unsigned long arg);
	int (*mmap)(struct file *file, struct vm_area_struct *vma);
	int (*open)(struct inode *inode, struct file *file);
	int (*flush)(struct file *file, fl_owner_t id);         /* each close(2) */
	int (*release)(struct inode *inode, struct file *file); /* the last one */
	int (*fsync)(struct file *file, loff_t start, loff_t end, int datasync);
	int (*fasync)(int fd, struct file *file, int on); /* O_ASYNC changes */
	long (*fallocate)(struct file *file, int mode, loff_t offset, loff_t len);
	/* sendfile(2): size bytes of the page at offset; more are to come. Bytes taken. */
	ssize_t (*sendpage)(struct file *file, struct page *page, int offset, size_t size,
			    loff_t *pos, int more);
};

/* Attributes that setattr() is to change. */
struct iattr {
	unsigned int ia_valid; /* ATTR_* */
	umode_t ia_mode;
	uid_t ia_uid;
	gid_t ia_gid;
	loff_t ia_size;
	ktime_t ia_atime, ia_mtime, ia_ctime;
	struct file *ia_file;
};

#define ATTR_MODE (1 << 0)
#define ATTR_UID (1 << 1)
#define ATTR_GID (1 << 2)
#define ATTR_SIZE (1 << 3)
#define ATTR_ATIME (1 << 4)
#define ATTR_MTIME (1 << 5)
#define ATTR_CTIME (1 << 6)
#define ATTR_TIMES_SET (1 << 7)  /* to values of the caller's, not to now */
#define ATTR_KILL_SUID (1 << 11) /* the set-ID bits go */

/*
 * What can be done with names. The directory's i_rwsem is held for writing (lookup
 * too); dentries come negative where something is to be made. 0 or -errno.
 */
struct inode_operations {
	/* Fill dentry by d_add(dentry, inode or NULL): NULL; or another dentry; ERR_PTR. */
	struct dentry *(*lookup)(struct inode *dir, struct dentry *dentry,
				 unsigned int flags);
	/* The target of a symbolic link; done says what to undo when it was used. */
	const char *(*get_link)(struct dentry *dentry, struct inode *inode,
				struct delayed_call *done);
	/* Atlas: a magic link (/proc/PID/exe): the place itself, with references. */
	int (*get_path)(struct dentry *dentry, struct path *path);
	int (*create)(struct inode *dir, struct dentry *dentry, umode_t mode, bool excl);
	/* Atlas: the inode only, without a link; ERR_PTR: -ENOMEM, -ENOSPC. */
	struct inode *(*tmpfile)(struct inode *dir, umode_t mode);
	int (*link)(struct dentry *old, struct inode *dir, struct dentry *dentry);
	int (*unlink)(struct inode *dir, struct dentry *dentry);
	int (*symlink)(struct inode *dir, struct dentry *dentry, const char *target);
	int (*mkdir)(struct inode *dir, struct dentry *dentry, umode_t mode);
	int (*rmdir)(struct inode *dir, struct dentry *dentry);
	int (*mknod)(struct inode *dir, struct dentry *dentry, umode_t mode, dev_t rdev);
	int (*rename)(struct inode *old_dir, struct dentry *old_dentry,
		      struct inode *new_dir, struct dentry *new_dentry,
		      unsigned int flags);
	/* Atlas: asked only where owner and mode refuse. 0 or -EACCES. */
	int (*permission)(struct inode *inode, int mask);
	int (*setattr)(struct dentry *dentry, struct iattr *attr);
	int (*getattr)(const struct path *path, struct kstat *stat, u32 request_mask,
		       unsigned int query_flags);
};

/* get_link()'s undo. */
struct delayed_call {
	void (*fn)(void *arg);
	void *arg;
};

static inline void set_delayed_call(struct delayed_call *call, void (*fn)(void *arg),
				    void *arg)
{
	call->fn = fn;
	call->arg = arg;
}

static inline void do_delayed_call(struct delayed_call *call)
{
	if (call->fn)
		call->fn(call->arg);
}

struct super_operations {
	struct inode *(*alloc_inode)(struct super_block *sb); /* NULL: the plain one */
	void (*free_inode)(struct inode *inode);
	void (*evict_inode)(struct inode *inode); /* its last reference is gone */
	int (*statfs)(struct dentry *dentry, struct kstatfs *buf);
	/* New options of a mounted one, "name=value,..." or NULL. 0 or -EINVAL, -ENOMEM. */
	int (*remount_fs)(struct super_block *sb, const char *options);
	/* ",name=value" for each option that is not as by default. */
	void (*show_options)(struct seq_file *m, struct super_block *sb);
};

struct file_system_type {
	const char *name;
	/* Make a super block with a root. data is the file system's own option string. */
	struct super_block *(*mount)(struct file_system_type *type, int flags,
				     const char *dev_name, void *data);
	void (*kill_sb)(struct super_block *sb); /* undo mount() and free the block */
	int fs_flags;
	struct super_block *fs_single; /* [I after boot] for mount_single() */
	struct list_head fs_list;      /* [file_systems lock] */
};

#define FS_REQUIRES_DEV 1

struct super_block {
	struct file_system_type *s_type;     /* [I] */
	const struct super_operations *s_op; /* [I] */
	struct dentry *s_root;               /* [I] counted */
	dev_t s_dev;                         /* [I] */
	unsigned long s_blocksize;           /* [I] bytes */
	loff_t s_maxbytes;                   /* [I] largest file */
	unsigned long s_flags;               /* [namespace_sem] to write; SB_* */
	atomic_t s_active;                   /* [a] mounts that show it */
	unsigned long s_magic;               /* [I] */
	struct mutex s_vfs_rename_mutex;     /* renames from one directory to another */
	void *s_fs_info;                     /* the file system's own */
};

/* --- fs/vfs/inode.c ---------------------------------------------------------------- */

/* Everything of the file layer that needs making. Boot, once, slab is there. */
void vfs_init(void);                             /* super.c */
struct inode *new_inode(struct super_block *sb); /* count 1, i_ino given; or NULL */
void inode_init_owner(struct inode *inode, const struct inode *dir, umode_t mode);
void init_special_inode(struct inode *inode, umode_t mode, dev_t rdev);
void iput(struct inode *inode); /* NULL: nothing. May sleep */
void clear_inode(struct inode *inode);
void inc_nlink(struct inode *inode);
void drop_nlink(struct inode *inode);
void clear_nlink(struct inode *inode);
ktime_t current_time(struct inode *inode);
int inode_permission(struct inode *inode, int mask);
bool inode_owner_or_capable(const struct inode *inode); /* is the caller its owner? */
void file_remove_privs(struct file *file); /* its contents change: set-ID bits go */
int setattr_prepare(struct dentry *dentry, struct iattr *attr);
void setattr_copy(struct inode *inode, const struct iattr *attr);
int notify_change(struct dentry *dentry, struct iattr *attr); /* i_rwsem held */

static inline struct inode *igrab(struct inode *inode)
{
	atomic_inc(&inode->i_count);
	return inode;
}

static inline void ihold(struct inode *inode)
{
	atomic_inc(&inode->i_count);
}

static inline loff_t i_size_read(const struct inode *inode)
{
	return READ_ONCE(inode->i_size);
}

static inline void i_size_write(struct inode *inode, loff_t size)
{
	WRITE_ONCE(inode->i_size, size);
}

static inline void inode_lock(struct inode *inode)
{
	down_write(&inode->i_rwsem);
}

/* What may be locked while a directory is: another one below it, and what it holds. */
enum inode_lock_class { I_MUTEX_NORMAL, I_MUTEX_PARENT2, I_MUTEX_CHILD };

static inline void inode_lock_nested(struct inode *inode, enum inode_lock_class subclass)
{
	down_write_nested(&inode->i_rwsem, subclass);
}

static inline void inode_unlock(struct inode *inode)
{
	up_write(&inode->i_rwsem);
}

static inline void inode_lock_shared(struct inode *inode)
{
	down_read(&inode->i_rwsem);
}

static inline void inode_unlock_shared(struct inode *inode)
{
	up_read(&inode->i_rwsem);
}

static inline unsigned int iminor(const struct inode *inode)
{
	return MINOR(inode->i_rdev);
}

static inline unsigned int imajor(const struct inode *inode)
{
	return MAJOR(inode->i_rdev);
}

static inline struct inode *file_inode(const struct file *file)
{
	return file->f_inode;
}

/*
 * Note that the file was read: once after each change is enough for whoever asks whether
 * it was read since (Linux's relatime).
 */
static inline void file_accessed(struct file *file)
{
	struct inode *inode = file->f_inode;

	if (!(file->f_flags & O_NOATIME) &&
	    (inode->i_atime <= inode->i_mtime || inode->i_atime <= inode->i_ctime) &&
	    !(file->f_mode & FMODE_NOATIME))
		inode->i_atime = (ktime_t)ktime_get_real_ns();
}

/* Note that the file is written through a mapping. */
static inline void file_update_time(struct file *file)
{
	struct inode *inode = file->f_inode;

	inode->i_mtime = inode->i_ctime = (ktime_t)ktime_get_real_ns();
}

/*
 * A file is either written or executed, never both (-ETXTBSY). A writer counts up; a
 * running program, whose file is open for reading, counts down.
 */
int get_write_access(struct inode *inode);
void put_write_access(struct inode *inode);
int deny_write_access(struct file *file);

/* Once more, beside a claim that stands: this cannot fail. */
static inline void deny_write_again(struct file *file)
{
	atomic_dec(&file->f_inode->i_writecount);
}

/* The end of one claim; NULL: of none. */
static inline void allow_write_access(struct file *file)
{
	if (file)
		atomic_inc(&file->f_inode->i_writecount);
}

/* --- fs/vfs/fasync.c: O_ASYNC ----------------------------------------------------------- */

/*
 * A file_operations.fasync puts the file on the list, or (on is 0) takes it off. 0, -ENOMEM.
 * kill_fasync() tells the owners of those on a list POLL_IN or POLL_OUT: sig is SIGIO, as on
 * Linux. Any context; no spinlock, since tasklist_lock is taken.
 */
struct fasync_struct;
int fasync_helper(int fd, struct file *file, int on, struct fasync_struct **list);
void __kill_fasync(struct fasync_struct **list, int reason);
static inline void kill_fasync(struct fasync_struct **list, int sig, int reason)
{
	if (READ_ONCE(*list))
		__kill_fasync(list, reason);
}

/* The file's owner: F_OWNER_*; not over another one, unless by force. 0 or -ESRCH. */
int f_setown(struct file *file, int type, pid_t pid, bool force);
/* F_SETOWN to F_GETOWN_EX, F_SETSIG, F_GETSIG: fcntl(2)'s result. No locks. */
long fcntl_owner(struct file *file, unsigned int cmd, unsigned long arg);
/* kernel/sigio.c: send the signal. fasync_lock is held. [I after boot] */
extern void (*sigio_hook)(const struct fown_struct *owner, int fd, int reason);

/* --- fs/vfs/filename.c: a path name out of a program's memory -------------------------- */

struct filename {
	char name[PATH_MAX]; /* [I] NUL-terminated */
};

/* -EFAULT, -ENAMETOOLONG, -ENOENT for "" (unless flags has LOOKUP_EMPTY), -ENOMEM. */
struct filename *getname(const char __user *name);
struct filename *getname_flags(const char __user *name, int flags);
struct filename *getname_kernel(const char *name);
void putname(struct filename *name); /* ERR_PTR: nothing */

/* --- fs/vfs/open.c: kernel strings; the caller's root and working directory ---------- */

struct file *filp_open(const char *name, int flags, umode_t mode); /* or ERR_PTR */
/*
 * Open a file to execute it, as execveat(2) means dfd, name and flags: no writer has it, and
 * none gets it until allow_write_access(). ERR_PTR: -EACCES, -ETXTBSY, ... name stays the
 * caller's.
 */
struct file *do_open_execat(int dfd, struct filename *name, int flags);
int filp_close(struct file *file, fl_owner_t id);
int vfs_truncate(const struct path *path, loff_t length);
int do_truncate(struct dentry *dentry, loff_t length, struct file *file);
int stream_open(struct inode *inode, struct file *file);
int nonseekable_open(struct inode *inode, struct file *file);

/* --- fs/vfs/read_write.c ------------------------------------------------------------- */

ssize_t vfs_read(struct file *file, char __user *buf, size_t count, loff_t *pos);
ssize_t vfs_write(struct file *file, const char __user *buf, size_t count, loff_t *pos);
loff_t vfs_llseek(struct file *file, loff_t offset, int whence);
/* The same with a kernel buffer, for files that are in the page cache; or -EINVAL. */
ssize_t kernel_read(struct file *file, void *buf, size_t count, loff_t *pos);
ssize_t kernel_write(struct file *file, const void *buf, size_t count, loff_t *pos);

loff_t generic_file_llseek(struct file *file, loff_t offset, int whence);
loff_t generic_file_llseek_size(struct file *file, loff_t offset, int whence,
				loff_t maxsize, loff_t eof);
loff_t default_llseek(struct file *file, loff_t offset, int whence);
loff_t no_llseek(struct file *file, loff_t offset, int whence);
loff_t noop_llseek(struct file *file, loff_t offset, int whence);
loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence, loff_t size);

/* --- fs/vfs/ioctl.c, readdir.c, stat.c ------------------------------------------------ */

long vfs_ioctl(struct file *file, unsigned int cmd, unsigned long arg);
int iterate_dir(struct file *file, struct dir_context *ctx);
int vfs_getattr(const struct path *path, struct kstat *stat, u32 request_mask,
		unsigned int query_flags);
void generic_fillattr(struct inode *inode, struct kstat *stat);

static inline bool dir_emit(struct dir_context *ctx, const char *name, int namelen,
			    u64 ino, unsigned int type)
{
	return ctx->actor(ctx, name, namelen, ctx->pos, ino, type);
}

static inline unsigned int fs_umode_to_dtype(umode_t mode)
{
	return (mode & S_IFMT) >> 12;
}

/* --- fs/vfs/super.c ------------------------------------------------------------------ */

int register_filesystem(struct file_system_type *type); /* -EBUSY: the name is taken */
struct file_system_type *get_fs_type(const char *name); /* NULL: unknown */
struct super_block *alloc_super(struct file_system_type *type, int flags);
struct super_block *mount_nodev(struct file_system_type *type, int flags, void *data,
				int (*fill_super)(struct super_block *sb, void *data));
struct super_block *mount_single(struct file_system_type *type, int flags, void *data,
				 int (*fill_super)(struct super_block *sb, void *data));
struct super_block *grab_super(struct super_block *sb); /* another mount of it comes */
void deactivate_super(struct super_block *sb); /* a mount of it is gone. May sleep */
void kill_anon_super(struct super_block *sb);
void kill_litter_super(struct super_block *sb); /* also drops the pinned dentries */
/* Each file system in turn, for /proc/filesystems. */
void file_systems_show(struct seq_file *m);

/* --- fs/vfs/chrdev.c ----------------------------------------------------------------- */

int register_chrdev_region(dev_t from, unsigned int count, const char *name);
int alloc_chrdev_region(dev_t *dev, unsigned int baseminor, unsigned int count,
			const char *name);
void unregister_chrdev_region(dev_t from, unsigned int count);
int __register_chrdev(unsigned int major, unsigned int baseminor, unsigned int count,
		      const char *name, const struct file_operations *fops);
void __unregister_chrdev(unsigned int major, unsigned int baseminor, unsigned int count,
			 const char *name);
void chrdev_show(struct seq_file *m); /* the lines of /proc/devices */
extern const struct file_operations def_chr_fops;

/* All 256 minors of a major; major 0 takes a free one and returns it. */
static inline int register_chrdev(unsigned int major, const char *name,
				  const struct file_operations *fops)
{
	return __register_chrdev(major, 0, 256, name, fops);
}

static inline void unregister_chrdev(unsigned int major, const char *name)
{
	__unregister_chrdev(major, 0, 256, name);
}

/* Change the operations of a file inside its open(). */
#define fops_get(fops) (fops)
#define replace_fops(file, fops) ((file)->f_op = (fops))

/* --- fs/vfs/libfs.c: file systems whose directories are the dentries in memory -------- */

struct dentry *simple_lookup(struct inode *dir, struct dentry *dentry,
			     unsigned int flags);
int simple_link(struct dentry *old, struct inode *dir, struct dentry *dentry);
int simple_unlink(struct inode *dir, struct dentry *dentry);
int simple_rmdir(struct inode *dir, struct dentry *dentry);
int simple_rename(struct inode *old_dir, struct dentry *old_dentry, struct inode *new_dir,
		  struct dentry *new_dentry, unsigned int flags);
int simple_setattr(struct dentry *dentry, struct iattr *attr);
int simple_getattr(const struct path *path, struct kstat *stat, u32 request_mask,
		   unsigned int query_flags);
int simple_statfs(struct dentry *dentry, struct kstatfs *buf);
bool simple_empty(struct dentry *dentry);
void kfree_link(void *arg);
int simple_open(struct inode *inode, struct file *file);
int dcache_readdir(struct file *file, struct dir_context *ctx);
loff_t dcache_dir_lseek(struct file *file, loff_t offset, int whence);
ssize_t generic_read_dir(struct file *file, char __user *buf, size_t count, loff_t *pos);
int noop_fsync(struct file *file, loff_t start, loff_t end, int datasync);
ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *ppos,
				const void *from, size_t available);
ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *ppos,
			       const void __user *from, size_t count);
extern const struct file_operations simple_dir_operations;
extern const struct inode_operations simple_dir_inode_operations;
extern const struct inode_operations simple_symlink_inode_operations;
extern const struct super_operations simple_super_operations;

/* --- mm/cache/filemap.c ---------------------------------------------------------------- */

ssize_t generic_file_read(struct file *file, char __user *buf, size_t count, loff_t *pos);
ssize_t generic_file_write(struct file *file, const char __user *buf, size_t count,
			   loff_t *pos);
int generic_file_mmap(struct file *file, struct vm_area_struct *vma);

/*
 * mm/cache/size_limits.c. How many of *count bytes may be written at pos; may a file that
 * is shorter become size long? -EFBIG, with SIGXFSZ past RLIMIT_FSIZE. i_rwsem held for
 * writing if the size counts.
 */
int generic_write_check_limits(const struct file *file, loff_t pos, loff_t *count);
int inode_newsize_ok(const struct inode *inode, loff_t size);

/*
 * mm/cache/seals.c. May the file become size long; how many of count bytes may be written
 * at pos? -EPERM. i_rwsem held for writing.
 */
int seals_allow_size(const struct inode *inode, loff_t size);
ssize_t seals_allow_write(const struct inode *inode, loff_t pos, size_t count);
/* May a file with i_seals be mapped shared? -EPERM; 0: seals_end_mmap() when it is. */
int seals_begin_mmap(struct address_space *mapping, unsigned long *vm_flags);
void seals_end_mmap(struct address_space *mapping);
/* fcntl(2), F_ADD_SEALS and F_GET_SEALS: the seals, 0, -EINVAL, -EPERM, -EBUSY. */
long file_add_seals(struct file *file, unsigned long seals);
long file_get_seals(const struct file *file);

#endif
