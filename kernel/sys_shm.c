/*
 * kernel/sys_shm.c - shmget, shmat, shmdt, shmctl; /proc/sysvipc/shm
 *
 * Sources: the Linux man pages shmget(2), shmop(2), shmctl(2), proc(5).
 *
 * Locking: shm_lock, and what a program gets is put together under it and copied after.
 */
#include <linux/capability.h>
#include <linux/file.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/resource.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>
#include "shm.h"

SYSCALL_DEFINE3(shmget, int, key, size_t, size, int, flags)
{
	struct shm_segment *seg = NULL;
	long result;

	mutex_lock(&shm_lock);
	if (key != IPC_PRIVATE)
		seg = shm_find_key(key);
	if (seg && (flags & IPC_CREAT) && (flags & IPC_EXCL)) {
		result = -EEXIST;
	} else if (seg) {
		result = size > seg->ds.shm_segsz ? -EINVAL
						  : ipcperms(&seg->ds.shm_perm, flags);
		if (!result)
			result = seg->id;
	} else if (key != IPC_PRIVATE && !(flags & IPC_CREAT)) {
		result = -ENOENT;
	} else {
		seg = shm_create(key, size, flags);
		result = IS_ERR(seg) ? PTR_ERR(seg) : seg->id;
	}
	mutex_unlock(&shm_lock);
	return result;
}

SYSCALL_DEFINE3(shmat, int, id, unsigned long, addr, int, shmflg)
{
	unsigned long prot = PROT_READ, flags = MAP_SHARED;

	if (id < 0)
		return -EINVAL;
	if (addr) {
		if (shmflg & SHM_RND)
			addr &= PAGE_MASK;
		if (offset_in_page(addr))
			return -EINVAL;
		flags |= MAP_FIXED;
	}
	if (!addr && (shmflg & SHM_REMAP))
		return -EINVAL;
	if (!(shmflg & SHM_RDONLY))
		prot |= PROT_WRITE;
	if (shmflg & SHM_EXEC)
		prot |= PROT_EXEC;
	return shm_attach(id, addr, prot, flags, shmflg & SHM_REMAP);
}

SYSCALL_DEFINE1(shmdt, unsigned long, addr)
{
	return offset_in_page(addr) ? -EINVAL : shm_detach(addr);
}

/* --- shmctl ----------------------------------------------------------------------- */

static int highest_index(void)
{
	return shm_count ? (int)shm_count - 1 : 0;
}

static long tell_limits(void __user *buf)
{
	struct shminfo64 info = {
		.shmmax = READ_ONCE(shm_ctlmax),
		.shmmin = SHMMIN,
		.shmmni = READ_ONCE(shm_ctlmni),
		.shmseg = READ_ONCE(shm_ctlmni),
		.shmall = READ_ONCE(shm_ctlall),
	};
	int highest;

	mutex_lock(&shm_lock);
	highest = highest_index();
	mutex_unlock(&shm_lock);
	return copy_to_user(buf, &info, sizeof(info)) ? -EFAULT : highest;
}

static long tell_usage(void __user *buf)
{
	struct shm_info info = { .used_ids = 0 };
	struct shm_segment *seg;
	int highest;

	mutex_lock(&shm_lock);
	info.used_ids = shm_count;
	info.shm_tot = shm_pages;
	list_for_each_entry (seg, &shm_segments, list)
		info.shm_rss += shm_resident(seg);
	highest = highest_index();
	mutex_unlock(&shm_lock);
	return copy_to_user(buf, &info, sizeof(info)) ? -EFAULT : highest;
}

/* SHM_STAT counts segments, from 0. */
static struct shm_segment *find_index(int index)
{
	struct shm_segment *seg;

	list_for_each_entry (seg, &shm_segments, list)
		if (!index--)
			return seg;
	return NULL;
}

static long tell_segment(int id, int cmd, void __user *buf)
{
	struct shm_segment *seg;
	struct shmid64_ds ds;
	long result;

	mutex_lock(&shm_lock);
	seg = cmd == IPC_STAT ? shm_find(id) : find_index(id);
	result = seg ? 0 : -EINVAL;
	if (seg && cmd != SHM_STAT_ANY)
		result = ipcperms(&seg->ds.shm_perm, S_IRUGO);
	if (seg && !result) {
		ds = seg->ds;
		result = cmd == IPC_STAT ? 0 : seg->id;
	}
	mutex_unlock(&shm_lock);
	if (result < 0)
		return result;
	return copy_to_user(buf, &ds, sizeof(ds)) ? -EFAULT : result;
}

/* May the caller change seg as only its owner, or who has cap, may? */
static int check_owner(const struct shm_segment *seg, int cap)
{
	if (!seg)
		return -EINVAL;
	return ipc_owner(&seg->ds.shm_perm) || capable(cap) ? 0 : -EPERM;
}

static long set_owner(int id, const void __user *buf)
{
	struct shm_segment *seg;
	struct shmid64_ds ds;
	int err;

	if (copy_from_user(&ds, buf, sizeof(ds)))
		return -EFAULT;
	if (ds.shm_perm.uid == (u32)-1 || ds.shm_perm.gid == (u32)-1)
		return -EINVAL;
	mutex_lock(&shm_lock);
	seg = shm_find(id);
	err = check_owner(seg, CAP_SYS_ADMIN);
	if (!err) {
		struct ipc64_perm *perm = &seg->ds.shm_perm;

		perm->uid = ds.shm_perm.uid;
		perm->gid = ds.shm_perm.gid;
		perm->mode = (perm->mode & ~S_IRWXUGO) | (ds.shm_perm.mode & S_IRWXUGO);
		seg->ds.shm_ctime = ktime_get_real_ns() / NSEC_PER_SEC;
	}
	mutex_unlock(&shm_lock);
	return err;
}

/* May the caller have seg locked, which counts against its limit if it has one? */
static int check_lock(const struct shm_segment *seg)
{
	unsigned long limit = rlimit(RLIMIT_MEMLOCK);

	if (capable(CAP_IPC_LOCK))
		return 0;
	if (!limit)
		return -EPERM;
	return seg->ds.shm_perm.mode & SHM_LOCKED || seg->ds.shm_segsz <= limit ? 0
										: -ENOMEM;
}

/*
 * Atlas: what is not swapped out is locked as it is; the mode remembers the wish. Each
 * segment has all of RLIMIT_MEMLOCK, where Linux adds up those of a user.
 */
static long change_segment(int id, int cmd)
{
	struct file *unused = NULL;
	struct shm_segment *seg;
	int err;

	mutex_lock(&shm_lock);
	seg = shm_find(id);
	err = check_owner(seg, cmd == IPC_RMID ? CAP_SYS_ADMIN : CAP_IPC_LOCK);
	if (!err && cmd == SHM_LOCK)
		err = check_lock(seg);
	if (!err && cmd == IPC_RMID)
		unused = shm_remove(seg);
	else if (!err && cmd == SHM_LOCK)
		seg->ds.shm_perm.mode |= SHM_LOCKED;
	else if (!err)
		seg->ds.shm_perm.mode &= ~SHM_LOCKED;
	mutex_unlock(&shm_lock);
	if (unused)
		fput(unused);
	return err;
}

SYSCALL_DEFINE3(shmctl, int, id, int, cmd, void __user *, buf)
{
	if (id < 0)
		return -EINVAL;
	switch (cmd) {
	case IPC_INFO:
		return tell_limits(buf);
	case SHM_INFO:
		return tell_usage(buf);
	case IPC_STAT:
	case SHM_STAT:
	case SHM_STAT_ANY:
		return tell_segment(id, cmd, buf);
	case IPC_SET:
		return set_owner(id, buf);
	case IPC_RMID:
	case SHM_LOCK:
	case SHM_UNLOCK:
		return change_segment(id, cmd);
	default:
		return -EINVAL;
	}
}

/* --- /proc/sysvipc/shm, /proc/sys/kernel/shm* ------------------------------------- */

static int shm_show(struct seq_file *m, void *v)
{
	struct shm_segment *seg;

	seq_puts(m,
		 "       key      shmid perms                  size  cpid  lpid nattch   "
		 "uid   gid  cuid  cgid      atime      dtime      ctime            "
		 "       rss                  swap\n");
	mutex_lock(&shm_lock);
	list_for_each_entry (seg, &shm_segments, list) {
		const struct shmid64_ds *ds = &seg->ds;
		const struct ipc64_perm *perm = &ds->shm_perm;

		seq_printf(m, "%10d %10d  %4o %21lu %5u %5u  %5lu %5u %5u %5u %5u ",
			   perm->key, seg->id, perm->mode, ds->shm_segsz, ds->shm_cpid,
			   ds->shm_lpid, ds->shm_nattch, perm->uid, perm->gid, perm->cuid,
			   perm->cgid);
		seq_printf(m, "%10ld %10ld %10ld %21lu %21lu\n", ds->shm_atime,
			   ds->shm_dtime, ds->shm_ctime, shm_resident(seg) << PAGE_SHIFT,
			   0UL);
	}
	mutex_unlock(&shm_lock);
	return 0;
}

static const struct proc_setting settings[] = {
	PROC_SETTING("sys/kernel/shmall", shm_ctlall, 0, ULONG_MAX, NULL),
	PROC_SETTING("sys/kernel/shmmax", shm_ctlmax, 0, ULONG_MAX, NULL),
	PROC_SETTING("sys/kernel/shmmni", shm_ctlmni, 0, IPCMNI, NULL),
};

static int __init shm_proc_init(void)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(settings); i++)
		if (proc_create_setting(&settings[i]))
			return -ENOMEM;
	if (!proc_mkdir("sysvipc", NULL) ||
	    !proc_create_single("sysvipc/shm", 0444, NULL, shm_show))
		return -ENOMEM;
	return 0;
}
module_init(shm_proc_init);
