/*
 * include/linux/elf.h - reading an ELF program that nobody vouches for (lib/elf.c)
 */
#ifndef LINUX_ELF_H
#define LINUX_ELF_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <uapi/linux/elf.h>

typedef Elf64_Ehdr elfhdr_t;

/* More program headers than this are refused: they are read into one page. */
#define ELF_MAX_PHDRS (4096 / sizeof(Elf64_Phdr))

/*
 * buf holds the first len bytes of a file: is it an ELF program for x86-64 with a usable
 * program-header table? 0 or -ENOEXEC. After 0, e_phoff + e_phnum * sizeof(Elf64_Phdr) does
 * not overflow and e_phnum is 1 to ELF_MAX_PHDRS; nothing else may be believed yet.
 */
int __must_check elf_check_header(const void *buf, size_t len);

/* What a valid set of program headers asks for. Addresses are as in the file. */
struct elf_layout {
	u64 start;         /* lowest page of any PT_LOAD */
	u64 end;           /* first page behind all of them */
	u64 brk;           /* first byte behind the highest one */
	u64 align;         /* largest alignment wanted, at least a page */
	u64 phdr_vaddr;    /* where the program headers are in memory; 0: nowhere */
	u64 interp_offset; /* PT_INTERP: the path, NUL included, in the file */
	u64 interp_size;   /* 0: none */
	unsigned int nr_load;
	bool exec_stack; /* PT_GNU_STACK asks for PF_X */
};

/*
 * Check the table of ehdr->e_phnum headers, against a file of file_size bytes, for a
 * program that must lie in [min_addr, max_addr) (an ET_DYN one, wherever it is moved to,
 * must not be longer than that). 0 and *layout filled, or -ENOEXEC. After 0:
 *  - PT_LOADs are in ascending order and do not overlap, each with p_filesz <= p_memsz, its
 *    bytes inside the file, and p_vaddr and p_offset equal below page size;
 *  - e_entry lies in an executable one.
 */
int __must_check elf_check_phdrs(const Elf64_Ehdr *ehdr, const Elf64_Phdr *phdrs,
				 u64 file_size, u64 min_addr, u64 max_addr,
				 struct elf_layout *layout);

#endif
