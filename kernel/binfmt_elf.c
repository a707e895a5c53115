/*
 * kernel/binfmt_elf.c - loading an ELF program: static, static-PIE, or with an interpreter
 *
 *	PT_LOAD   p_vaddr              + p_filesz        + p_memsz
 *		  |    pages of the file    |zeros|  anonymous   |
 *		  page boundary                page              page
 *
 * The file is checked as a whole (lib/elf.c) before the point of no return; what can fail
 * behind it is memory and disks. A program that names an interpreter (PT_INTERP: the
 * dynamic linker) has both mapped and starts in the interpreter, which learns from the
 * auxiliary vector where the program is (kernel/elf_stack.c).
 *
 * Source: System V ABI, edition 4.1, chapter 5.
 *
 * Locking: the address space is ours alone; mm/user takes mmap_lock.
 */
#include <linux/align.h>
#include <linux/binfmts.h>
#include <linux/elf.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <asm/processor.h>
#include <asm/switch_to.h>
#include "elf_image.h"

/* --- reading and checking --------------------------------------------------------- */

/* Read and check the program headers of file, whose header is in image. */
static int read_phdrs(struct elf_image *image, struct file *file)
{
	size_t size = image->ehdr.e_phnum * sizeof(Elf64_Phdr);
	int err;

	image->phdrs = kmalloc(size, GFP_KERNEL);
	if (!image->phdrs)
		return -ENOMEM;
	err = exec_read(file, image->phdrs, size, image->ehdr.e_phoff);
	if (err)
		return err == -EIO ? -ENOEXEC : err;
	return elf_check_phdrs(&image->ehdr, image->phdrs, i_size_read(file_inode(file)),
			       mmap_min_addr, TASK_SIZE, &image->layout);
}

/* buf: the first len bytes of file. */
static int read_image(struct elf_image *image, struct file *file, const void *buf,
		      size_t len)
{
	int err = elf_check_header(buf, len);

	if (err)
		return err;
	memcpy(&image->ehdr, buf, sizeof(image->ehdr));
	image->file = file;
	return read_phdrs(image, file);
}

/* The interpreter's path, or ERR_PTR. */
static char *read_interp_path(const struct elf_image *program)
{
	u64 size = program->layout.interp_size;
	char *path;
	int err;

	if (size < 2 || size > PATH_MAX)
		return ERR_PTR(-ENOEXEC);
	path = kmalloc(size, GFP_KERNEL);
	if (!path)
		return ERR_PTR(-ENOMEM);
	err = exec_read(program->file, path, size, program->layout.interp_offset);
	if (!err && path[size - 1] != '\0')
		err = -ENOEXEC;
	if (err) {
		kfree(path);
		return ERR_PTR(err == -EIO ? -ENOEXEC : err);
	}
	return path;
}

static int open_interp(struct elf_image *interp, const struct elf_image *program)
{
	char *path = read_interp_path(program);
	struct file *file;
	Elf64_Ehdr ehdr;
	int err;

	if (IS_ERR(path))
		return PTR_ERR(path);
	file = open_exec(path);
	kfree(path);
	if (IS_ERR(file))
		return PTR_ERR(file);
	interp->file = file; /* close_image() closes it, whatever comes */
	err = exec_read(file, &ehdr, sizeof(ehdr), 0);
	if (!err)
		err = read_image(interp, file, &ehdr, sizeof(ehdr));
	return err == -ENOEXEC || err == -EIO ? -ELIBBAD : err;
}

/* --- mapping ---------------------------------------------------------------------- */

static unsigned long segment_prot(const Elf64_Phdr *phdr)
{
	return (phdr->p_flags & PF_R ? PROT_READ : 0) |
	       (phdr->p_flags & PF_W ? PROT_WRITE : 0) |
	       (phdr->p_flags & PF_X ? PROT_EXEC : 0);
}

static int map_at(struct file *file, unsigned long start, unsigned long len,
		  unsigned long prot, unsigned long offset)
{
	unsigned long flags = MAP_PRIVATE | MAP_FIXED | (file ? 0 : MAP_ANONYMOUS);
	unsigned long addr = vm_mmap(file, start, len, prot, flags, offset);

	return IS_ERR_VALUE(addr) ? (int)addr : 0;
}

static int map_segment(const struct elf_image *image, const Elf64_Phdr *phdr)
{
	unsigned long vaddr = image->bias + phdr->p_vaddr;
	unsigned long file_end = vaddr + phdr->p_filesz;
	unsigned long mem_end = PAGE_ALIGN(vaddr + phdr->p_memsz);
	unsigned long start = vaddr & PAGE_MASK, into_page = vaddr - start;
	unsigned long prot = segment_prot(phdr);
	int err;

	if (phdr->p_filesz) {
		err = map_at(image->file, start, phdr->p_filesz + into_page, prot,
			     phdr->p_offset - into_page);
		if (err)
			return err;
		start = PAGE_ALIGN(file_end);
		/* What of the last page is not the file's; a read-only one stays as it is. */
		if (phdr->p_memsz > phdr->p_filesz && (prot & PROT_WRITE) &&
		    clear_user((void __user *)file_end, start - file_end))
			return -EFAULT;
	}
	return mem_end > start ? map_at(NULL, start, mem_end - start, prot, 0) : 0;
}

static int map_image(const struct elf_image *image)
{
	int err = 0;

	for (int i = 0; i < image->ehdr.e_phnum && !err; i++)
		if (image->phdrs[i].p_type == PT_LOAD && image->phdrs[i].p_memsz)
			err = map_segment(image, &image->phdrs[i]);
	return err;
}

/* Choose where an image goes: among the mmap()s, on its own alignment. */
static int place_image(struct elf_image *image)
{
	struct elf_layout *layout = &image->layout;
	unsigned long len = layout->end - layout->start + layout->align - PAGE_SIZE;
	unsigned long addr;

	if (image->ehdr.e_type != ET_DYN)
		return 0;
	mmap_read_lock(current->mm);
	addr = mm_get_unmapped_area(current->mm, NULL, 0, len, 0, 0);
	mmap_read_unlock(current->mm);
	if (IS_ERR_VALUE(addr))
		return addr;
	image->bias = ALIGN(addr, layout->align) - layout->start;
	return 0;
}

/* What /proc shows of code and data, and where brk(2) begins. */
static void set_mm_layout(struct mm_struct *mm, const struct elf_image *image,
			  bool heap_apart)
{
	mm->start_code = ~0UL;
	for (int i = 0; i < image->ehdr.e_phnum; i++) {
		const Elf64_Phdr *phdr = &image->phdrs[i];
		unsigned long start = image->bias + phdr->p_vaddr;
		unsigned long end = start + phdr->p_filesz;

		if (phdr->p_type != PT_LOAD)
			continue;
		if (phdr->p_flags & PF_X) {
			mm->start_code = min(mm->start_code, start);
			mm->end_code = max(mm->end_code, end);
		}
		mm->start_data = max(mm->start_data, start);
		mm->end_data = max(mm->end_data, end);
	}
	mm_set_brk(mm, heap_apart ? 0 : image->bias + image->layout.brk);
}

/* --- running ---------------------------------------------------------------------- */

/* Behind the point of no return: make the new address space what the files say. */
static int run_image(struct linux_binprm *bprm, struct elf_image *program,
		     struct elf_image *interp)
{
	struct elf_image *first = interp->file ? interp : program;
	bool movable = program->ehdr.e_type == ET_DYN;
	unsigned long sp;
	int err = prepare_stack(bprm, program->layout.exec_stack);

	/* Without an interpreter it may be one, run by hand: its program wants that place */
	if (movable && interp->file)
		program->bias =
			mm_program_base(program->layout.align) - program->layout.start;
	else if (!err)
		err = place_image(program);
	set_mm_layout(current->mm, program, movable && !interp->file);
	if (!err)
		err = map_image(program);
	if (!err && interp->file)
		err = place_image(interp);
	if (!err && interp->file)
		err = map_image(interp);
	if (!err)
		err = fill_stack(bprm, program, interp, &sp);
	if (err)
		return err;
	start_thread(task_pt_regs(current), first->bias + first->ehdr.e_entry, sp);
	return 0;
}

int load_elf_binary(struct linux_binprm *bprm)
{
	struct elf_image *image = kcalloc(2, sizeof(*image), GFP_KERNEL);
	struct elf_image *program = image, *interp = image + 1;
	int err;

	if (!image)
		return -ENOMEM;
	err = read_image(program, bprm->file, bprm->buf, sizeof(bprm->buf));
	if (!err && program->layout.interp_size)
		err = open_interp(interp, program);
	if (!err)
		err = bprm_enter(bprm);
	if (!err)
		err = run_image(bprm, program, interp);

	if (interp->file)
		close_exec(interp->file);
	kfree(interp->phdrs);
	kfree(program->phdrs);
	kfree(image);
	return err;
}
