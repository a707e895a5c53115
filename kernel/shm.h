/*
 * kernel/shm.h - the table of System V shared memory segments
 *
 * Locking: shm_lock guards the table and every segment in it; it is inside mmap_lock, so
 * user memory is not touched under it.
 */
#ifndef KERNEL_SHM_H
#define KERNEL_SHM_H

#include <linux/fs.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <uapi/linux/shm.h>

struct shm_segment {
	struct list_head list; /* [shm_lock] by id */
	int id;                /* [I] */
	struct file *file;     /* [I] its pages; counted */
	unsigned int pins;     /* [shm_lock] calls that are attaching it */
	struct shmid64_ds ds;  /* [shm_lock] as shmctl(2) tells it */
};

extern struct mutex shm_lock;
extern struct list_head shm_segments; /* [shm_lock] */
extern unsigned int shm_count;        /* [shm_lock] */
extern unsigned long shm_pages;       /* [shm_lock] of all segments, resident or not */

#define IPCMNI 32768 /* what shmmni may become */

/* /proc/sys/kernel/shmmax, shmall, shmmni: bytes of one, pages of all, how many. */
extern unsigned long shm_ctlmax, shm_ctlall;
extern int shm_ctlmni;

/* The segment, or NULL. shm_lock held. */
struct shm_segment *shm_find(int id);
struct shm_segment *shm_find_key(int key);

/* Is the caller its owner, or who made it? May it do what flags' mode bits say: 0, -EACCES. */
bool ipc_owner(const struct ipc64_perm *perm);
int ipcperms(const struct ipc64_perm *perm, int flags);

/* A new segment in the table, or ERR_PTR: -EINVAL, -ENOSPC, -ENOMEM. shm_lock held. */
struct shm_segment *shm_create(int key, size_t size, int flags);

/*
 * The segment goes, at once or with its last attachment. shm_lock held. Returns its file
 * if that is to be put after the lock, else NULL.
 */
struct file *shm_remove(struct shm_segment *seg);

/* shmat(2) after its arguments are checked; prot and flags are mmap(2)'s. */
unsigned long shm_attach(int id, unsigned long addr, unsigned long prot,
			 unsigned long flags, bool replace);
/* shmdt(2). */
int shm_detach(unsigned long addr);

/* Resident pages of a segment. */
static inline unsigned long shm_resident(const struct shm_segment *seg)
{
	return READ_ONCE(seg->file->f_mapping->nrpages);
}

#endif
