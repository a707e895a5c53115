/*
 * fs/procfs/task_mmu.c - /proc/PID/maps: a line for each VMA, to the letter as on Linux
 *
 *	start-end perms offset major:minor inode                 name
 *
 * The record's position is the VMA's first address, so a listing goes on at the right
 * place even when VMAs have come or gone between two reads.
 *
 * Locking: mmap_lock for reading from start() to stop(): a line is never of two moments.
 * The open file holds the mm_struct, not its mappings.
 */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/cred.h>
#include <linux/slab.h>
#include "internal.h"

#define MAPS_END ((loff_t)-1)

/* The mm of inode's process: counted in mm_count; NULL: it has none; -ESRCH: it is gone; -EACCES. */
struct mm_struct *proc_mm_open(struct inode *inode)
{
	struct task_struct *task = get_proc_task(inode);
	struct mm_struct *mm;

	if (!task)
		return ERR_PTR(-ESRCH);
	if (!ptrace_may_access(task, PTRACE_MODE_READ_FSCREDS)) {
		put_task_struct(task);
		return ERR_PTR(-EACCES);
	}
	mm = get_task_mm(task);
	put_task_struct(task);
	if (mm) {
		mmgrab(mm);
		mmput(mm);
	}
	return mm;
}

void *proc_maps_start(struct seq_file *m, loff_t *pos)
{
	struct mm_struct *mm = m->private;
	struct vm_area_struct *vma;

	if (!mm || *pos == MAPS_END || !mmget_not_zero(mm))
		return NULL;
	mmap_read_lock(mm);
	vma = find_vma(mm, *pos);
	if (!vma) {
		mmap_read_unlock(mm);
		mmput(mm);
	}
	return vma;
}

void *proc_maps_next(struct seq_file *m, void *v, loff_t *pos)
{
	struct vm_area_struct *next = ((struct vm_area_struct *)v)->vm_next;

	if (next) {
		*pos = next->vm_start;
		return next;
	}
	*pos = MAPS_END;
	mmap_read_unlock(m->private);
	mmput(m->private);
	return NULL;
}

void proc_maps_stop(struct seq_file *m, void *v)
{
	if (IS_ERR_OR_NULL(v))
		return;
	mmap_read_unlock(m->private);
	mmput(m->private);
}

const char *proc_vma_name(const struct vm_area_struct *vma)
{
	const struct mm_struct *mm = vma->vm_mm;

	if (vma->vm_start <= mm->brk && vma->vm_end >= mm->start_brk)
		return "[heap]";
	if (vma->vm_start <= mm->start_stack && vma->vm_end >= mm->start_stack)
		return "[stack]";
	return NULL;
}

static void show_name(struct seq_file *m, struct vm_area_struct *vma)
{
	const char *name = NULL;

	if (vma->vm_file) {
		seq_pad(m, ' ');
		seq_file_path(m, vma->vm_file, "\n");
		return;
	}
	if (vma->vm_ops && vma->vm_ops->name)
		name = vma->vm_ops->name(vma);
	if (!name)
		name = proc_vma_name(vma);
	if (name) {
		seq_pad(m, ' ');
		seq_puts(m, name);
	}
}

int proc_maps_show(struct seq_file *m, void *v)
{
	struct vm_area_struct *vma = v;
	vm_flags_t flags = vma->vm_flags;
	unsigned long ino = 0;
	u64 offset = 0;
	dev_t dev = 0;

	if (vma->vm_file) {
		struct inode *inode = file_inode(vma->vm_file);

		dev = inode->i_sb->s_dev;
		ino = inode->i_ino;
		offset = (u64)vma->vm_pgoff << PAGE_SHIFT;
	}
	seq_setwidth(m, MAPS_NAME_COLUMN);
	seq_printf(m, "%08lx-%08lx %c%c%c%c %08llx %02x:%02x %lu ", vma->vm_start,
		   vma->vm_end, flags & VM_READ ? 'r' : '-', flags & VM_WRITE ? 'w' : '-',
		   flags & VM_EXEC ? 'x' : '-', flags & VM_MAYSHARE ? 's' : 'p', offset,
		   MAJOR(dev), MINOR(dev), ino);
	show_name(m, vma);
	seq_putc(m, '\n');
	return 0;
}

int proc_maps_open(struct inode *inode, struct file *file,
		   const struct seq_operations *ops)
{
	struct mm_struct *mm = proc_mm_open(inode);
	int err;

	if (IS_ERR(mm))
		return PTR_ERR(mm);
	err = seq_open(file, ops);
	if (!err)
		((struct seq_file *)file->private_data)->private = mm;
	else if (mm)
		mmdrop(mm);
	return err;
}

int proc_maps_release(struct inode *inode, struct file *file)
{
	struct mm_struct *mm = ((struct seq_file *)file->private_data)->private;

	if (mm)
		mmdrop(mm);
	return seq_release(inode, file);
}

static const struct seq_operations maps_sops = {
	.start = proc_maps_start,
	.next = proc_maps_next,
	.stop = proc_maps_stop,
	.show = proc_maps_show,
};

static int maps_open(struct inode *inode, struct file *file)
{
	return proc_maps_open(inode, file, &maps_sops);
}

const struct file_operations proc_pid_maps_fops = {
	.open = maps_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = proc_maps_release,
};
