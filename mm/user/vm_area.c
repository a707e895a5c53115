/*
 * mm/user/vm_area.c - the life of a VMA, and of the file it pins
 *
 * A VMA with a file holds one reference to it from ->mmap to the end. Dropping one is the
 * business of fs, which stands above and registers how.
 *
 * Locking: a VMA in no mm is its holder's; mm_file_ops is immutable once set.
 */
#include <linux/bug.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/slab.h>
#include "internal.h"

static struct kmem_cache *vm_area_cachep; /* [I] */

/* What a VMA has until its driver says otherwise: every fault is a SIGBUS. */
static const struct vm_operations_struct vma_dummy_vm_ops;

const struct mm_file_ops *mm_file_ops;

void mm_set_file_ops(const struct mm_file_ops *ops)
{
	mm_file_ops = ops;
}

int shmem_zero_setup(struct vm_area_struct *vma)
{
	return mm_file_ops ? mm_file_ops->shmem_zero_setup(vma) : -ENODEV;
}

void __init vm_area_cache_init(void)
{
	vm_area_cachep = KMEM_CACHE(vm_area_struct, SLAB_PANIC | SLAB_ACCOUNT);
}

struct vm_area_struct *vm_area_alloc(struct mm_struct *mm)
{
	struct vm_area_struct *vma = kmem_cache_zalloc(vm_area_cachep, GFP_KERNEL);

	if (!vma)
		return NULL;
	vma->vm_mm = mm;
	vma->vm_ops = &vma_dummy_vm_ops;
	return vma;
}

/* A copy that is linked nowhere; the file's reference is for the caller to take. */
struct vm_area_struct *vm_area_dup(struct vm_area_struct *orig)
{
	struct vm_area_struct *new = kmem_cache_alloc(vm_area_cachep, GFP_KERNEL);

	if (!new)
		return NULL;
	*new = *orig;
	new->vm_next = NULL;
	new->vm_prev = NULL;
	return new;
}

void vm_area_free(struct vm_area_struct *vma)
{
	kmem_cache_free(vm_area_cachep, vma);
}

void vma_destroy(struct vm_area_struct *vma)
{
	if (vma->vm_ops && vma->vm_ops->close)
		vma->vm_ops->close(vma);
	if (vma->vm_file)
		mm_file_ops->fput(vma->vm_file);
	vm_area_free(vma);
}

void vma_free_merged(struct vm_area_struct *gone)
{
	while (gone) {
		struct vm_area_struct *next = gone->vm_next;

		vma_destroy(gone);
		gone = next;
	}
}
