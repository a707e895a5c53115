/*
 * include/linux/dcache.h - names: what a path walk found, and found missing
 *
 * A dentry is one name in one directory; without an inode it is negative: known not to
 * exist. While anybody holds a dentry, all directories above it are held too.
 *
 * Locking: [dcache] dcache_lock, a spinlock: the hash, the tree, and the step of a count
 * to zero. Names and parents also change only under the parent's i_rwsem.
 *
 * Atlas: a dentry that nobody holds is gone at once. File systems that live in memory
 * hold their own (the tree of dentries is the directory), so for them this is a complete
 * cache.
 */
#ifndef LINUX_DCACHE_H
#define LINUX_DCACHE_H

#include <linux/atomic.h>
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/types.h>

#define DNAME_INLINE_LEN 40

struct dentry_operations;

struct dentry {
	atomic_t d_count;         /* [a]; 1 -> 0 under [dcache] */
	unsigned int d_flags;     /* [dcache] DCACHE_* */
	struct hlist_node d_hash; /* [dcache] unhashed: no walk finds it any more */
	struct dentry *d_parent;  /* [dcache] itself for a root; a counted reference */
	struct qstr d_name;       /* [dcache] */
	struct inode *d_inode;    /* [dcache] to change; NULL: negative */
	struct super_block *d_sb; /* [I] */
	const struct dentry_operations *d_op; /* [I] */
	struct list_head d_child;   /* [dcache] in the parent's d_subdirs, by d_cookie */
	struct list_head d_subdirs; /* [dcache] */
	loff_t d_cookie;            /* [dcache] its place when the directory is listed */
	loff_t d_next_cookie;       /* [dcache] the next child's */
	void *d_fsdata;             /* the file system's */
	char d_iname[DNAME_INLINE_LEN]; /* [dcache] the name, if it is short */
};

#define DCACHE_MOUNTED 0x00010000  /* a file system is mounted here */
#define DCACHE_UNLISTED 0x00020000 /* dcache_readdir() passes it by */

struct dentry_operations {
	/* Is what the name stood for still there? 0: forget the dentry, look it up again. */
	int (*d_revalidate)(struct dentry *dentry, unsigned int flags);
	/* The text of a nameless file ("pipe:[3]") into buf; its start, or ERR_PTR. */
	char *(*d_dname)(struct dentry *dentry, char *buf, int buflen);
};

#define QSTR_INIT(n, l)                 \
	{                               \
		.len = (l), .name = (n) \
	}

extern spinlock_t dcache_lock;

void dcache_init(void);
u32 full_name_hash(const struct dentry *parent, const char *name, unsigned int len);
/* The same of a name that ends at a '/' or NUL, and how long it is, in one pass. */
u32 component_hash(const struct dentry *parent, const char *name, unsigned int *len);

/* A negative, unhashed child of parent (which gains a reference); NULL: no memory. */
struct dentry *d_alloc(struct dentry *parent, const struct qstr *name);
/* A root for inode, whose reference it takes (dropped on failure); NULL: no memory. */
struct dentry *d_make_root(struct inode *inode);
/* No parent, never found by a walk: pipes. */
struct dentry *d_alloc_pseudo(struct super_block *sb, const struct qstr *name,
			      const struct dentry_operations *ops);

/* Give a negative dentry its inode (the reference is taken over) or NULL; d_add hashes. */
void d_instantiate(struct dentry *dentry, struct inode *inode);
void d_add(struct dentry *dentry, struct inode *inode);
/* Make it unfindable. */
void d_drop(struct dentry *dentry);
/* The same for a name that was removed. */
void d_delete(struct dentry *dentry);
/* dentry takes target's name and parent; target is dropped. Renames are excluded. */
void d_move(struct dentry *dentry, struct dentry *target);
/* Two dentries change places. */
void d_exchange(struct dentry *a, struct dentry *b);
/* The hashed child of that name with a reference, or NULL. name->hash is set. */
struct dentry *d_lookup(struct dentry *parent, const struct qstr *name);
struct dentry *d_hash_and_lookup(struct dentry *parent, struct qstr *name);
bool is_subdir(struct dentry *dentry, struct dentry *ancestor);

/* Drop a reference; the last one frees it, its inode's, and its parent's. May sleep. */
void dput(struct dentry *dentry); /* NULL: nothing */
struct dentry *dget_parent(struct dentry *dentry);

/*
 * The path as text at the end of buf, for the caller's root: its start, or
 * ERR_PTR(-ENAMETOOLONG). A removed file has " (deleted)" behind it.
 */
char *d_path(const struct path *path, char *buf, int buflen);
/* The same from the root of its file system. */
char *dentry_path(struct dentry *dentry, char *buf, int buflen);
char *dynamic_dname(char *buf, int buflen, const char *fmt, ...) __printf(3, 4);

static inline struct dentry *dget(struct dentry *dentry)
{
	if (dentry)
		atomic_inc(&dentry->d_count);
	return dentry;
}

static inline struct inode *d_inode(const struct dentry *dentry)
{
	return dentry->d_inode;
}

static inline bool d_is_negative(const struct dentry *dentry)
{
	return !READ_ONCE(dentry->d_inode);
}

static inline bool d_is_positive(const struct dentry *dentry)
{
	return !d_is_negative(dentry);
}

static inline bool d_is_dir(const struct dentry *dentry)
{
	return d_is_positive(dentry) && S_ISDIR(dentry->d_inode->i_mode);
}

static inline bool d_is_symlink(const struct dentry *dentry)
{
	return d_is_positive(dentry) && S_ISLNK(dentry->d_inode->i_mode);
}

static inline bool d_unhashed(const struct dentry *dentry)
{
	return hlist_unhashed(&dentry->d_hash);
}

static inline bool d_mountpoint(const struct dentry *dentry)
{
	return READ_ONCE(dentry->d_flags) & DCACHE_MOUNTED;
}

#define IS_ROOT(dentry) ((dentry) == (dentry)->d_parent)

#endif
