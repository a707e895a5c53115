/*
 * fs/vfs/dcache.c - the tree of names, and finding one in it
 *
 *	hash(parent, name) -> dentry -> inode, or NULL: known not to exist
 *	                      d_parent ^   d_subdirs v
 *
 * A path walk asks d_lookup() for each component and the file system only when that finds
 * nothing. Each dentry holds its parent, so the way up always exists.
 *
 * Locking: dcache_lock for everything in here; a leaf but for mount_lock. The count of a
 * dentry may rise from 1 or fall to 1 without it, but only under it reach 0: d_lookup()
 * therefore never finds a dentry that is going away.
 */
#include <linux/bug.h>
#include <linux/dcache.h>
#include <linux/hash.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include "internal.h"

#define DCACHE_HASH_BITS 11

DEFINE_SPINLOCK(dcache_lock);

static struct kmem_cache *dentry_cache;                      /* [I after boot] */
static struct hlist_head dcache_hash[1 << DCACHE_HASH_BITS]; /* [dcache_lock] */

void __init dentry_cache_init(void)
{
	dentry_cache = KMEM_CACHE(dentry, SLAB_PANIC);
}

u32 full_name_hash(const struct dentry *parent, const char *name, unsigned int len)
{
	return hash_bytes(name, len) ^ hash_ptr(parent, 32);
}

u32 component_hash(const struct dentry *parent, const char *name, unsigned int *len)
{
	const char *end = name;
	u32 hash = HASH_OF_NONE;

	for (; *end && *end != '/'; end++)
		hash = hash_byte(hash, *end);
	*len = end - name;
	return hash ^ hash_ptr(parent, 32);
}

static struct hlist_head *bucket_of(u32 hash)
{
	return &dcache_hash[hash_32(hash, DCACHE_HASH_BITS)];
}

/* --- making ---------------------------------------------------------------------------- */

static struct dentry *__d_alloc(struct super_block *sb, const struct qstr *name)
{
	struct dentry *dentry = kmem_cache_zalloc(dentry_cache, GFP_KERNEL);
	char *text;

	if (!dentry)
		return NULL;
	text = dentry->d_iname;
	if (name->len >= DNAME_INLINE_LEN)
		text = kmalloc(name->len + 1, GFP_KERNEL);
	if (!text) {
		kmem_cache_free(dentry_cache, dentry);
		return NULL;
	}
	memcpy(text, name->name, name->len);
	text[name->len] = '\0';
	dentry->d_name = (struct qstr){ .len = name->len, .name = text };
	dentry->d_sb = sb;
	dentry->d_parent = dentry;
	dentry->d_next_cookie = 2; /* 0 and 1 are "." and ".." */
	atomic_set(&dentry->d_count, 1);
	INIT_HLIST_NODE(&dentry->d_hash);
	INIT_LIST_HEAD(&dentry->d_child);
	INIT_LIST_HEAD(&dentry->d_subdirs);
	return dentry;
}

/* Make dentry the last child of parent. [dcache_lock] */
static void link_child(struct dentry *dentry, struct dentry *parent)
{
	dentry->d_parent = parent;
	dentry->d_cookie = parent->d_next_cookie++;
	list_add_tail(&dentry->d_child, &parent->d_subdirs);
}

struct dentry *d_alloc(struct dentry *parent, const struct qstr *name)
{
	struct dentry *dentry = __d_alloc(parent->d_sb, name);

	if (!dentry)
		return NULL;
	dentry->d_name.hash = full_name_hash(parent, name->name, name->len);
	dget(parent);
	spin_lock(&dcache_lock);
	link_child(dentry, parent);
	spin_unlock(&dcache_lock);
	return dentry;
}

struct dentry *d_alloc_pseudo(struct super_block *sb, const struct qstr *name,
			      const struct dentry_operations *ops)
{
	struct dentry *dentry = __d_alloc(sb, name);

	if (dentry)
		dentry->d_op = ops;
	return dentry;
}

struct dentry *d_make_root(struct inode *inode)
{
	static const struct qstr name = QSTR_INIT("/", 1);
	struct dentry *dentry;

	if (!inode)
		return NULL;
	dentry = __d_alloc(inode->i_sb, &name);
	if (dentry)
		dentry->d_inode = inode;
	else
		iput(inode);
	return dentry;
}

/* --- the hash -------------------------------------------------------------------------- */

static void __d_rehash(struct dentry *dentry)
{
	hlist_add_head(&dentry->d_hash, bucket_of(dentry->d_name.hash));
}

void d_instantiate(struct dentry *dentry, struct inode *inode)
{
	BUG_ON(dentry->d_inode);
	WRITE_ONCE(dentry->d_inode, inode);
}

void d_add(struct dentry *dentry, struct inode *inode)
{
	d_instantiate(dentry, inode);
	spin_lock(&dcache_lock);
	if (d_unhashed(dentry))
		__d_rehash(dentry);
	spin_unlock(&dcache_lock);
}

void d_drop(struct dentry *dentry)
{
	spin_lock(&dcache_lock);
	hlist_del_init(&dentry->d_hash);
	spin_unlock(&dcache_lock);
}

/* Whoever still holds the dentry keeps its inode: an open file outlives its name. */
void d_delete(struct dentry *dentry)
{
	d_drop(dentry);
}

struct dentry *d_lookup(struct dentry *parent, const struct qstr *name)
{
	struct dentry *dentry;

	spin_lock(&dcache_lock);
	hlist_for_each_entry (dentry, bucket_of(name->hash), d_hash) {
		if (dentry->d_name.hash == name->hash && dentry->d_parent == parent &&
		    dentry->d_name.len == name->len &&
		    !memcmp(dentry->d_name.name, name->name, name->len)) {
			dget(dentry);
			break;
		}
	}
	spin_unlock(&dcache_lock);
	return dentry;
}

struct dentry *d_hash_and_lookup(struct dentry *parent, struct qstr *name)
{
	name->hash = full_name_hash(parent, name->name, name->len);
	return d_lookup(parent, name);
}

/* --- references ------------------------------------------------------------------------ */

static void dentry_free(struct dentry *dentry)
{
	if (dentry->d_name.name != dentry->d_iname)
		kfree(dentry->d_name.name);
	kmem_cache_free(dentry_cache, dentry);
}

/* Drop what may be the last reference. Returns whose reference goes with it, or NULL. */
static noinline struct dentry *put_last(struct dentry *dentry)
{
	struct dentry *parent = NULL;

	spin_lock(&dcache_lock);
	if (!atomic_dec_and_test(&dentry->d_count)) {
		spin_unlock(&dcache_lock);
		return NULL;
	}
	hlist_del_init(&dentry->d_hash);
	list_del_init(&dentry->d_child);
	spin_unlock(&dcache_lock);
	if (!IS_ROOT(dentry))
		parent = dentry->d_parent;
	iput(dentry->d_inode);
	dentry_free(dentry);
	return parent;
}

void dput(struct dentry *dentry)
{
	while (dentry && !atomic_add_unless(&dentry->d_count, -1, 1))
		dentry = put_last(dentry);
}

struct dentry *dget_parent(struct dentry *dentry)
{
	struct dentry *parent;

	spin_lock(&dcache_lock);
	parent = dget(dentry->d_parent);
	spin_unlock(&dcache_lock);
	return parent;
}

/* Is dentry ancestor itself, or below it? */
bool is_subdir(struct dentry *dentry, struct dentry *ancestor)
{
	spin_lock(&dcache_lock);
	while (dentry != ancestor && !IS_ROOT(dentry))
		dentry = dentry->d_parent;
	spin_unlock(&dcache_lock);
	return dentry == ancestor;
}

/* --- renaming -------------------------------------------------------------------------- */

/* A short name lies inside its dentry, so it is copied and not just pointed at. */
static void swap_names(struct dentry *a, struct dentry *b)
{
	char iname[DNAME_INLINE_LEN];

	memcpy(iname, a->d_iname, sizeof(iname));
	memcpy(a->d_iname, b->d_iname, sizeof(iname));
	memcpy(b->d_iname, iname, sizeof(iname));
	swap(a->d_name, b->d_name);
	if (a->d_name.name == b->d_iname)
		a->d_name.name = a->d_iname;
	if (b->d_name.name == a->d_iname)
		b->d_name.name = b->d_iname;
}

/* Exchange name and place; both end unhashed. Each brings its parent's reference along. */
static void swap_places(struct dentry *a, struct dentry *b)
{
	struct dentry *parent_a = a->d_parent, *parent_b = b->d_parent;

	hlist_del_init(&a->d_hash);
	hlist_del_init(&b->d_hash);
	list_del(&a->d_child);
	list_del(&b->d_child);
	swap_names(a, b);
	link_child(a, parent_b);
	link_child(b, parent_a);
}

void d_move(struct dentry *dentry, struct dentry *target)
{
	spin_lock(&dcache_lock);
	swap_places(dentry, target);
	__d_rehash(dentry);
	spin_unlock(&dcache_lock);
}

void d_exchange(struct dentry *a, struct dentry *b)
{
	spin_lock(&dcache_lock);
	swap_places(a, b);
	__d_rehash(a);
	__d_rehash(b);
	spin_unlock(&dcache_lock);
}
