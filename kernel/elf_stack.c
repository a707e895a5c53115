/*
 * kernel/elf_stack.c - what a program finds on its stack
 *
 *	high	strings: path, environment, arguments	(kernel/exec.c)
 *		"x86_64", 16 random bytes
 *		auxiliary vector, up to AT_NULL
 *		envp[0] ... envp[envc - 1], NULL
 *		argv[0] ... argv[argc - 1], NULL
 *	low	argc				<- stack pointer, a multiple of 16
 *
 * Source: System V ABI for AMD64, 3.4.1; getauxval(3).
 *
 * Locking: the address space is ours alone; mmap_lock is taken to grow the stack.
 */
#include <linux/align.h>
#include <linux/binfmts.h>
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/param.h>
#include <linux/random.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <asm/processor.h>
#include <uapi/asm/hwcap2.h>
#include <uapi/linux/auxvec.h>
#include "elf_image.h"
#include "signal.h"

#define STACK_ROOM (128UL << 10) /* mapped below the strings from the start */
#define RANDOM_BYTES 16
#define PLATFORM "x86_64"

int prepare_stack(struct linux_binprm *bprm, bool executable)
{
	struct mm_struct *mm = current->mm;
	struct vm_area_struct *vma;
	unsigned long start, len, room;
	int err = -EFAULT;

	mmap_write_lock(mm);
	vma = find_vma(mm, bprm->p);
	if (vma) {
		room = min(vma->vm_end - vma->vm_start + STACK_ROOM,
			   rlimit(RLIMIT_STACK));
		start = (vma->vm_end - room) & PAGE_MASK;
		err = start < vma->vm_start ? expand_stack(vma, start) : 0;
		start = vma->vm_start;
		len = vma->vm_end - start;
	}
	mmap_write_unlock(mm);
	if (!err && executable)
		err = mm_mprotect(mm, start, len, PROT_READ | PROT_WRITE | PROT_EXEC);
	return err;
}

/* Copy len bytes to below *p, which moves down. */
static int push_data(unsigned long *p, const void *data, size_t len)
{
	*p -= len;
	return copy_to_user((void __user *)*p, data, len) ? -EFAULT : 0;
}

static size_t fill_auxv(unsigned long *auxv, const struct linux_binprm *bprm,
			const struct elf_image *program, const struct elf_image *interp,
			unsigned long random, unsigned long platform)
{
	const struct cred *cred = current_cred();
	u64 phdr = program->layout.phdr_vaddr;
	size_t n = 0;

#define AUX(type, value)             \
	do {                         \
		auxv[n++] = (type);  \
		auxv[n++] = (value); \
	} while (0)

	AUX(AT_MINSIGSTKSZ, signal_frame_size());
	AUX(AT_HWCAP, cpuid(1).edx);
	AUX(AT_PAGESZ, PAGE_SIZE);
	AUX(AT_CLKTCK, USER_HZ);
	AUX(AT_PHDR, phdr ? program->bias + phdr : 0);
	AUX(AT_PHENT, sizeof(Elf64_Phdr));
	AUX(AT_PHNUM, program->ehdr.e_phnum);
	AUX(AT_BASE, interp->bias);
	AUX(AT_FLAGS, 0);
	AUX(AT_ENTRY, program->bias + program->ehdr.e_entry);
	AUX(AT_UID, cred->uid);
	AUX(AT_EUID, cred->euid);
	AUX(AT_GID, cred->gid);
	AUX(AT_EGID, cred->egid);
	AUX(AT_SECURE, cred->uid != cred->euid || cred->gid != cred->egid);
	AUX(AT_RANDOM, random);
	AUX(AT_HWCAP2, boot_cpu_has(X86_FEATURE_FSGSBASE) ? HWCAP2_FSGSBASE : 0);
	AUX(AT_EXECFN, bprm->exec);
	AUX(AT_PLATFORM, platform);
	AUX(AT_NULL, 0);
#undef AUX
	return n;
}

/*
 * Write pointers to the n strings that begin at *string, and a NULL, to *slot; both move
 * on. The strings have been in the program's hands since: they are measured again.
 */
static int put_pointers(unsigned long __user **slot, unsigned long *string, int n)
{
	while (n--) {
		long len;

		if (put_user(*string, (*slot)++))
			return -EFAULT;
		len = strnlen_user((const char __user *)*string, MAX_ARG_STRLEN);
		if (!len || len > (long)MAX_ARG_STRLEN)
			return -EFAULT;
		*string += len;
	}
	return put_user(0UL, (*slot)++);
}

int fill_stack(struct linux_binprm *bprm, const struct elf_image *program,
	       const struct elf_image *interp, unsigned long *sp)
{
	unsigned long *auxv = current->mm->saved_auxv;
	unsigned long p = mm_align_stack(bprm->p), string = bprm->p, random, platform;
	unsigned long __user *slot;
	u8 bytes[RANDOM_BYTES];
	size_t n;

	get_random_bytes(bytes, sizeof(bytes));
	if (push_data(&p, PLATFORM, sizeof(PLATFORM)))
		return -EFAULT;
	platform = p;
	if (push_data(&p, bytes, sizeof(bytes)))
		return -EFAULT;
	random = p;
	n = fill_auxv(auxv, bprm, program, interp, random, platform);

	p -= (1 + bprm->argc + 1 + bprm->envc + 1 + n) * sizeof(long);
	*sp = ALIGN_DOWN(p, 16);
	current->mm->start_stack = *sp;
	slot = (unsigned long __user *)*sp;
	if (put_user((unsigned long)bprm->argc, slot++) ||
	    put_pointers(&slot, &string, bprm->argc) ||
	    put_pointers(&slot, &string, bprm->envc) ||
	    copy_to_user(slot, auxv, n * sizeof(*auxv)))
		return -EFAULT;
	return 0;
}
