/*
 * fs/procfs/internal.h - what the files of this folder share
 *
 *	/proc/meminfo      static: an inode with a proc_dir_entry, pinned in the tree
 *	/proc/17           process: made when it is looked up, gone when nobody holds it
 *	/proc/17/maps      the same, with the row of the table that describes it
 */
#ifndef FS_PROCFS_INTERNAL_H
#define FS_PROCFS_INTERNAL_H

#include <linux/container_of.h>
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>

struct mm_struct;
struct task_struct;

/* How one static file answers: exactly one of ops, show and seq. */
struct proc_dir_entry {
	const struct proc_ops *ops;               /* [I] */
	int (*show)(struct seq_file *m, void *v); /* [I] */
	const struct seq_operations *seq;         /* [I] */
	void *data;                               /* [I] */
	struct dentry *dentry;                    /* [I] not counted: it is pinned */
};

/* One file of each process's directory. */
struct pid_entry {
	const char *name;
	umode_t mode;
	int (*show)(struct seq_file *m, struct task_struct *task); /* a text, or */
	int (*show_thread)(struct seq_file *m, struct task_struct *task);
	/* what it is below task/, if not the same */
	int (*store)(struct task_struct *task, char *text); /* it may be written */
	const struct file_operations *fop;                  /* all of it, or */
	const struct inode_operations *iop;                 /* a link or directory */
};

struct proc_inode {
	struct inode vfs_inode;
	struct proc_dir_entry *pde;    /* [I] static: owned; else NULL */
	const struct pid_entry *entry; /* [I] a file of a process, else NULL */
	pid_t pid;                     /* [I] whose */
	bool thread;                   /* [I] in /proc/PID/task/TID */
	u64 start_time;  /* [I] ... and not of a later one with that number */
	unsigned int fd; /* [I] of /proc/PID/fd/N, fdinfo/N */
};

static inline struct proc_inode *PROC_I(const struct inode *inode)
{
	return container_of(inode, struct proc_inode, vfs_inode);
}

/* root.c */
extern struct super_block *proc_sb; /* [I after boot] */

/* generic.c */
extern struct proc_dir_entry *proc_sys; /* [I after boot] /proc/sys */
int proc_setattr(struct dentry *dentry, struct iattr *attr);
struct inode *proc_mkdir_inode(struct super_block *sb);

/* base.c: names that begin with a number. For proc_root's lookup and listing. */
int proc_pid_setattr(struct dentry *dentry, struct iattr *attr); /* -EPERM for a mode */
/* A name in decimal without leading zeros as a pid, or -1. */
pid_t proc_name_to_pid(const struct qstr *name);
/* The directory of a process, or (thread) of one in its task/. NULL: no memory. */
struct inode *proc_pid_make_dir(struct super_block *sb, struct task_struct *task,
				bool thread);
struct dentry *proc_pid_lookup(struct inode *dir, struct dentry *dentry,
			       unsigned int flags);
int proc_pid_readdir(struct file *file, struct dir_context *ctx);
/* The process that the inode is about, with a reference; NULL: it is gone. */
struct task_struct *get_proc_task(const struct inode *inode);
/* An inode about task; NULL: no memory. entry may be NULL. */
struct inode *proc_pid_make_inode(struct super_block *sb, struct task_struct *task,
				  umode_t mode, const struct pid_entry *entry);
/* End a lookup: dentry becomes inode's (NULL: -ENOMEM) name until the process is gone. */
struct dentry *proc_pid_instantiate(struct dentry *dentry, struct inode *inode);

/* links.c, fd.c, task.c */
extern const struct inode_operations proc_task_dir_iops;
extern const struct file_operations proc_task_dir_fops;
extern const struct inode_operations proc_exe_iops, proc_cwd_iops, proc_root_iops;
extern const struct inode_operations proc_fd_dir_iops, proc_fdinfo_dir_iops;
extern const struct file_operations proc_fd_dir_fops;

/*
 * task_mmu.c: files with a record for each VMA. ->private is the mm (in mm_count) or NULL;
 * from start() to stop() it is also in mm_users, and its mmap_lock held for reading.
 */
#define MAPS_NAME_COLUMN 72 /* where the name begins, with a blank before it */
struct mm_struct *proc_mm_open(struct inode *inode); /* a reference, NULL, ERR_PTR */
int proc_maps_open(struct inode *inode, struct file *file,
		   const struct seq_operations *ops);
int proc_maps_release(struct inode *inode, struct file *file);
void *proc_maps_start(struct seq_file *m, loff_t *pos);
void *proc_maps_next(struct seq_file *m, void *v, loff_t *pos);
void proc_maps_stop(struct seq_file *m, void *v);
int proc_maps_show(struct seq_file *m, void *v); /* the line of /proc/PID/maps */
/* What a VMA without a file is for, "[heap]" or "[stack]", or NULL. */
const char *proc_vma_name(const struct vm_area_struct *vma);

extern const struct file_operations proc_pid_maps_fops;
extern const struct file_operations proc_pid_smaps_fops;       /* smaps.c */
extern const struct file_operations proc_pid_page_tables_fops; /* page_tables.c */
extern const struct file_operations proc_pid_mem_fops;         /* mem.c */
extern const struct file_operations proc_pid_pagemap_fops,
	proc_pid_clear_refs_fops; /* pagemap.c */
int proc_pid_smaps_rollup(struct seq_file *m, struct task_struct *task);
int proc_pid_numa_maps(struct seq_file *m, struct task_struct *task);

/* array.c, args.c */
int proc_pid_status(struct seq_file *m, struct task_struct *task);
int proc_pid_stat(struct seq_file *m, struct task_struct *task);
int proc_tid_stat(struct seq_file *m, struct task_struct *task); /* of one thread */
int proc_pid_statm(struct seq_file *m, struct task_struct *task);
int proc_pid_limits(struct seq_file *m, struct task_struct *task); /* limits.c */
int proc_pid_mounts(struct seq_file *m, struct task_struct *task); /* files.c */
int proc_pid_mountinfo(struct seq_file *m, struct task_struct *task);
int proc_pid_comm(struct seq_file *m, struct task_struct *task);
int proc_pid_set_comm(struct task_struct *task, char *name);
int proc_pid_oom_score_adj(struct seq_file *m, struct task_struct *task); /* limits.c */
int proc_pid_set_oom_score_adj(struct task_struct *task, char *text);
int proc_pid_cmdline(struct seq_file *m, struct task_struct *task);
int proc_pid_environ(struct seq_file *m, struct task_struct *task);
int proc_pid_auxv(struct seq_file *m, struct task_struct *task);

int proc_iomem_show(struct seq_file *m, void *v);      /* iomem.c */
int proc_interrupts_show(struct seq_file *m, void *v); /* interrupts.c */
int proc_kmapinfo_show(struct seq_file *m, void *v);   /* kmapinfo.c */
int proc_meminfo_show(struct seq_file *m, void *v);    /* meminfo.c */
int proc_vmstat_show(struct seq_file *m, void *v);
int proc_cpuinfo_show(struct seq_file *m, void *v);
int proc_loadavg_show(struct seq_file *m, void *v);      /* stat.c */
int proc_uptime_show(struct seq_file *m, void *v);       /* stat.c */
int proc_stat_show(struct seq_file *m, void *v);         /* stat.c */
extern const struct seq_operations proc_vmallocinfo_ops; /* vmallocinfo.c */
int proc_buddyinfo_show(struct seq_file *m, void *v);    /* zoneinfo.c */
int proc_zoneinfo_show(struct seq_file *m, void *v);
int proc_slabinfo_show(struct seq_file *m, void *v); /* slabinfo.c */

/* fault_inject.c */
extern const struct file_operations proc_pid_make_it_fail_fops, proc_pid_fail_nth_fops;
int proc_fault_inject_init(void); /* 0 or -ENOMEM */

/* /proc/sys/vm: sysctl.c. 0 or -ENOMEM. */
int proc_sysctl_init(void);

/* files.c: the machine's own files. 0 or -ENOMEM. */
int proc_files_init(void);

#endif
