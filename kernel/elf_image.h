/*
 * kernel/elf_image.h - what binfmt_elf.c and elf_stack.c share
 *
 * Locking: none; it belongs to the task that executes.
 */
#ifndef KERNEL_ELF_IMAGE_H
#define KERNEL_ELF_IMAGE_H

#include <linux/elf.h>

struct file;
struct linux_binprm;

/* One ELF file that is being mapped: the program, or its interpreter. */
struct elf_image {
	struct file *file; /* NULL: there is none */
	Elf64_Ehdr ehdr;
	Elf64_Phdr *phdrs; /* ehdr.e_phnum of them; to be freed */
	struct elf_layout layout;
	unsigned long bias; /* what is added to every address in the file */
};

/* Give the stack some room, and let it be executed if the program asks for that. */
int prepare_stack(struct linux_binprm *bprm, bool executable);

/*
 * Put pointers, auxiliary vector and argc below the strings; *sp is where the program's
 * stack pointer starts. 0 or -EFAULT.
 */
int fill_stack(struct linux_binprm *bprm, const struct elf_image *program,
	       const struct elf_image *interp, unsigned long *sp);

#endif
