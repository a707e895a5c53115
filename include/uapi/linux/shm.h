/*
 * include/uapi/linux/shm.h - System V shared memory; see shmget(2), shmop(2), shmctl(2)
 */
#ifndef UAPI_LINUX_SHM_H
#define UAPI_LINUX_SHM_H

#include <uapi/linux/ipc.h>

/* Limits: segments; bytes of one; pages of all. */
#define SHMMNI 4096
#define SHMMIN 1
#define SHMMAX (~0UL - (1UL << 24))
#define SHMALL (~0UL - (1UL << 24))

/* shmget() */
#define SHM_HUGETLB 04000
#define SHM_NORESERVE 010000

/* shmat() */
#define SHM_RDONLY 010000
#define SHM_RND 020000   /* round the address down */
#define SHM_REMAP 040000 /* in place of what is there */
#define SHM_EXEC 0100000

/* shmctl() */
#define SHM_LOCK 11
#define SHM_UNLOCK 12
#define SHM_STAT 13
#define SHM_INFO 14
#define SHM_STAT_ANY 15

/* Bits of the mode that a segment has by itself. */
#define SHM_DEST 01000 /* goes with its last attachment */
#define SHM_LOCKED 02000

struct shmid64_ds {
	struct ipc64_perm shm_perm;
	unsigned long shm_segsz; /* bytes */
	long shm_atime, shm_dtime, shm_ctime;
	int shm_cpid, shm_lpid; /* who made it, who attached or detached last */
	unsigned long shm_nattch;
	unsigned long __unused[2];
};

struct shminfo64 {
	unsigned long shmmax, shmmin, shmmni, shmseg, shmall;
	unsigned long __unused[4];
};

struct shm_info {
	int used_ids;
	unsigned long shm_tot, shm_rss, shm_swp; /* pages */
	unsigned long swap_attempts, swap_successes;
};

#endif
