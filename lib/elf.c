/*
 * lib/elf.c - reading an ELF program that nobody vouches for
 *
 * Every number in the file may be anything. It is used only after it has been checked,
 * and sums are made so that they cannot wrap. What passes is a list of segments that a
 * loader may map without asking again.
 *
 * Source: System V ABI, edition 4.1, chapters 4 and 5; elf(5).
 * Locking: none; pure functions of their arguments.
 */
#include <linux/align.h>
#include <linux/elf.h>
#include <linux/errno.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/string.h>

#define ELF_PAGE 4096ULL
#define ELF_PATH_MAX 4096 /* of PT_INTERP, its NUL included */

int elf_check_header(const void *buf, size_t len)
{
	const Elf64_Ehdr *ehdr = buf;
	u64 table_end;

	if (len < sizeof(*ehdr) || memcmp(ehdr->e_ident, ELFMAG, SELFMAG) != 0)
		return -ENOEXEC;
	if (ehdr->e_ident[EI_CLASS] != ELFCLASS64 ||
	    ehdr->e_ident[EI_DATA] != ELFDATA2LSB ||
	    ehdr->e_ident[EI_VERSION] != EV_CURRENT)
		return -ENOEXEC;
	if (ehdr->e_type != ET_EXEC && ehdr->e_type != ET_DYN)
		return -ENOEXEC;
	if (ehdr->e_machine != EM_X86_64 || ehdr->e_version != EV_CURRENT)
		return -ENOEXEC;
	if (ehdr->e_phentsize != sizeof(Elf64_Phdr) || ehdr->e_phnum == 0 ||
	    ehdr->e_phnum > ELF_MAX_PHDRS)
		return -ENOEXEC;
	if (__builtin_add_overflow(ehdr->e_phoff, ehdr->e_phnum * sizeof(Elf64_Phdr),
				   &table_end))
		return -ENOEXEC;
	return 0;
}

/* Do the size bytes at start lie below end (and not wrap around)? */
static bool lies_below(u64 start, u64 size, u64 end)
{
	return start <= end && size <= end - start;
}

/* One PT_LOAD, which must begin at or behind previous_end. */
static bool load_is_valid(const Elf64_Phdr *phdr, u64 previous_end, u64 file_size,
			  u64 min_addr, u64 max_addr)
{
	if (phdr->p_filesz > phdr->p_memsz || phdr->p_memsz == 0)
		return false;
	if (!lies_below(phdr->p_offset, phdr->p_filesz, file_size))
		return false;
	if (phdr->p_vaddr < min_addr || phdr->p_vaddr < previous_end)
		return false;
	if (!lies_below(phdr->p_vaddr, phdr->p_memsz, max_addr))
		return false;
	if (phdr->p_align > 1 && !is_power_of_2(phdr->p_align))
		return false;
	return (phdr->p_vaddr - phdr->p_offset) % ELF_PAGE == 0;
}

/* Add a valid PT_LOAD to what is known. */
static void add_load(const Elf64_Ehdr *ehdr, const Elf64_Phdr *phdr,
		     struct elf_layout *layout)
{
	u64 table_size = ehdr->e_phnum * sizeof(Elf64_Phdr);

	if (layout->nr_load++ == 0)
		layout->start = ALIGN_DOWN(phdr->p_vaddr, ELF_PAGE);
	layout->brk = phdr->p_vaddr + phdr->p_memsz;
	layout->end = ALIGN(layout->brk, ELF_PAGE);
	layout->align = max(layout->align, (u64)phdr->p_align);
	if (ehdr->e_phoff >= phdr->p_offset &&
	    lies_below(ehdr->e_phoff, table_size, phdr->p_offset + phdr->p_filesz))
		layout->phdr_vaddr = phdr->p_vaddr + (ehdr->e_phoff - phdr->p_offset);
}

static bool interp_is_valid(const Elf64_Phdr *phdr, u64 file_size)
{
	return phdr->p_filesz >= 2 && phdr->p_filesz <= ELF_PATH_MAX &&
	       lies_below(phdr->p_offset, phdr->p_filesz, file_size);
}

static bool contains_entry(const Elf64_Phdr *phdr, u64 entry)
{
	return (phdr->p_flags & PF_X) && entry >= phdr->p_vaddr &&
	       entry - phdr->p_vaddr < phdr->p_memsz;
}

int elf_check_phdrs(const Elf64_Ehdr *ehdr, const Elf64_Phdr *phdrs, u64 file_size,
		    u64 min_addr, u64 max_addr, struct elf_layout *layout)
{
	bool entry_found = false;

	*layout = (struct elf_layout){ .align = ELF_PAGE };
	if (ehdr->e_type == ET_DYN)
		min_addr = 0;
	/* Room for rounding up without wrapping. */
	max_addr = min(ALIGN_DOWN(max_addr, ELF_PAGE), 1ULL << 63);

	for (unsigned int i = 0; i < ehdr->e_phnum; i++) {
		const Elf64_Phdr *phdr = &phdrs[i];

		switch (phdr->p_type) {
		case PT_LOAD:
			if (!load_is_valid(phdr, layout->brk, file_size, min_addr,
					   max_addr))
				return -ENOEXEC;
			add_load(ehdr, phdr, layout);
			entry_found |= contains_entry(phdr, ehdr->e_entry);
			break;
		case PT_INTERP:
			if (layout->interp_size || !interp_is_valid(phdr, file_size))
				return -ENOEXEC;
			layout->interp_offset = phdr->p_offset;
			layout->interp_size = phdr->p_filesz;
			break;
		case PT_GNU_STACK:
			layout->exec_stack = phdr->p_flags & PF_X;
			break;
		}
	}
	/* An alignment that no address below max_addr has is nonsense too. */
	if (!entry_found || layout->align > max_addr)
		return -ENOEXEC;
	return 0;
}
