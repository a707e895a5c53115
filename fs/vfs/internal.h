/*
 * fs/vfs/internal.h - what the files of this folder share
 */
#ifndef FS_VFS_INTERNAL_H
#define FS_VFS_INTERNAL_H

#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/namei.h>

struct file;
struct vfsmount;

/* Slab caches, made by vfs_caches_init() (super.c). */
void inode_cache_init(void);
void dentry_cache_init(void);
void file_cache_init(void);
void names_cache_init(void);

/* What open(2)'s flags mean, checked (open.c). */
struct open_flags {
	int open_flag;    /* O_*, for file->f_flags */
	umode_t mode;     /* of a file that is made; umask applied */
	int acc_mode;     /* MAY_* */
	int intent;       /* LOOKUP_OPEN, _CREATE, _EXCL */
	int lookup_flags; /* LOOKUP_FOLLOW, _DIRECTORY */
};

/* namei.c: open pathname (which stays the caller's); the file or ERR_PTR. */
struct file *do_filp_open(int dfd, struct filename *pathname,
			  const struct open_flags *op);

/* open.c: make an empty file the open file of path; takes references. 0 or -errno. */
int vfs_open(const struct path *path, struct file *file);

/*
 * locks.c: a descriptor of file is closed by the owner of its POSIX record locks; file
 * itself ends. Process context.
 */
void __locks_remove(struct file *file, const void *owner);

static inline void locks_remove_posix(struct file *file, const void *owner)
{
	if (unlikely(!hlist_empty(&file->f_inode->i_locks)))
		__locks_remove(file, owner);
}

static inline void locks_remove_file(struct file *file)
{
	if (unlikely(!hlist_empty(&file->f_inode->i_locks)))
		__locks_remove(file, NULL);
}

/* epoll.c: file ends, and so do the items that epolls have for it. */
void __eventpoll_release(struct file *file);

static inline void eventpoll_release(struct file *file)
{
	if (unlikely(!hlist_empty(&file->f_ep)))
		__eventpoll_release(file);
}

/* fcntl(2)'s F_GETLK, F_SETLK and F_SETLKW (wait), or their F_OFD_ forms. */
long fcntl_getlk(struct file *file, bool ofd, struct flock __user *user);
long fcntl_setlk(struct file *file, bool ofd, bool wait, const struct flock __user *user);

/* file_table.c */
void file_free(struct file *file); /* one that was never opened */

/* May the caller search dir? Most directories may be by anybody. */
static inline int may_lookup(struct inode *dir)
{
	if (likely((dir->i_mode & S_IXUGO) == S_IXUGO))
		return 0;
	return inode_permission(dir, MAY_EXEC);
}

/* The last component of a walk, as kinds of name. */
enum { LAST_NORM, LAST_ROOT, LAST_DOT, LAST_DOTDOT };

/* A symbolic link that is being followed. */
struct saved_link {
	struct dentry *link; /* with a reference: its text may be part of its inode */
	struct delayed_call done;
	const char *rest; /* what comes after the link, without leading slashes */
};

/* One walk (namei.c). */
struct nameidata {
	struct path path;   /* where it stands; references */
	struct path root;   /* where it may not go above; references, once mnt is set */
	struct qstr last;   /* the component that comes next */
	int last_type;      /* LAST_* */
	unsigned int flags; /* LOOKUP_* */
	int total_links;    /* links followed so far */
	int depth;          /* entries of saved in use */
	bool last_step; /* this component is the last of the name, or of its last link */
	struct saved_link saved[MAXSYMLINKS];
};

/*
 * Walk to the last component: nd->path is the directory it is in, nd->last and last_type
 * say what it is. 0 or -errno. walk_end() in any case.
 */
int walk_parent(struct nameidata *nd, int dfd, struct filename *name, unsigned int flags);
/* The same from where nd stands: the text of a link that walk_last() returned. */
int walk_link(struct nameidata *nd, const char *text);
void walk_end(struct nameidata *nd);

/*
 * Walk the last component. NULL: nd->path is it. A text: it is a link, and LOOKUP_FOLLOW is
 * set; walk_link() goes on. ERR_PTR(-ENOENT), ...
 */
const char *walk_last(struct nameidata *nd);
/* The same when the caller has looked the dentry up, whose reference it gives. */
const char *step_into(struct nameidata *nd, struct dentry *dentry, bool follow,
		      const char *rest);

/* The child of base by name, maybe negative; base's i_rwsem held. Or ERR_PTR. */
struct dentry *lookup_locked(struct dentry *base, const struct qstr *name,
			     unsigned int flags);

/* Has the last component slashes behind it? Then it must be a directory. */
static inline bool last_has_slash(const struct nameidata *nd)
{
	return nd->last.name[nd->last.len] != '\0';
}

/* namei_make.c: mknod(2) with a decoded device number. Puts name. */
int mknod_path(int dfd, struct filename *name, umode_t mode, dev_t dev);

/* open_file.c: somebody begins to write to a regular file: -ETXTBSY, -EROFS; and ends. */
int get_writer(const struct path *path);
void put_writer(const struct path *path);

/* attr.c: notify_change() under the lock it wants; for chown: an id of -1 stays. */
int change_attr(const struct path *path, struct iattr *attr);
struct iattr owner_attr(uid_t uid, gid_t gid);

/*
 * namei_make.c: a file in the directory parent without a name, which it may get once if not
 * excl: its dentry, or ERR_PTR(-EOPNOTSUPP), ...
 */
struct dentry *vfs_tmpfile(struct dentry *parent, umode_t mode, bool excl);

/* namei_make.c: may a name be made in dir? 0, -ENOENT (removed), -EEXIST, -EROFS. */
int may_create(struct inode *dir, struct dentry *dentry);
/*
 * namei_remove.c: may a name be removed from dir? isdir: by rmdir. 0, -ENOENT, -ENOTDIR,
 * -EISDIR, -EBUSY, or what its permissions say.
 */
int may_delete(struct inode *dir, struct dentry *dentry, bool isdir);

/* The position that a call moves. Where the file has none (a pipe), it moves *scratch. */
static inline loff_t *file_ppos(struct file *file, loff_t *scratch)
{
	*scratch = 0;
	return file->f_mode & FMODE_LSEEK ? &file->f_pos : scratch;
}

#endif
