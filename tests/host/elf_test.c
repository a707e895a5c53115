/*
 * tests/host/elf_test.c - lib/elf.c
 *
 * A small good program is accepted and described; each rule, broken alone, makes it
 * refused; and random damage, wherever it falls, gives either a refusal or a layout that
 * a loader could map without harm, which is checked with sums that do not wrap.
 */
#include <linux/elf.h>
#include <linux/errno.h>
#include <linux/string.h>
#include "tests/host/host_test.h"

#define PAGE 4096ULL
#define TASK_SIZE 0x7ffffffff000ULL
#define FILE_SIZE 0x3000ULL
#define NR_PHDRS 5

struct program {
	Elf64_Ehdr ehdr;
	Elf64_Phdr phdrs[NR_PHDRS];
};

enum { INTERP, TEXT, DATA, STACK, NOTE };

static struct program good_program(void)
{
	struct program p = {
		.ehdr = {
			.e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB, EV_CURRENT },
			.e_type = ET_EXEC,
			.e_machine = EM_X86_64,
			.e_version = EV_CURRENT,
			.e_entry = 0x401234,
			.e_phoff = sizeof(Elf64_Ehdr),
			.e_ehsize = sizeof(Elf64_Ehdr),
			.e_phentsize = sizeof(Elf64_Phdr),
			.e_phnum = NR_PHDRS,
		},
		.phdrs = {
			[INTERP] = { .p_type = PT_INTERP, .p_offset = 0x200, .p_filesz = 28 },
			[TEXT] = { .p_type = PT_LOAD, .p_flags = PF_R | PF_X, .p_offset = 0,
				   .p_vaddr = 0x400000, .p_filesz = 0x2000, .p_memsz = 0x2000,
				   .p_align = PAGE },
			[DATA] = { .p_type = PT_LOAD, .p_flags = PF_R | PF_W,
				   .p_offset = 0x2010, .p_vaddr = 0x403010, .p_filesz = 0x800,
				   .p_memsz = 0x5000, .p_align = 0x10000 },
			[STACK] = { .p_type = PT_GNU_STACK, .p_flags = PF_R | PF_W },
			[NOTE] = { .p_type = PT_NOTE, .p_offset = ~0ULL, .p_filesz = ~0ULL },
		},
	};

	return p;
}

static int check(const struct program *p, struct elf_layout *layout)
{
	int ret = elf_check_header(&p->ehdr, sizeof(p->ehdr));

	if (ret)
		return ret;
	return elf_check_phdrs(&p->ehdr, p->phdrs, FILE_SIZE, PAGE, TASK_SIZE, layout);
}

static void a_good_program_is_described(void)
{
	struct program p = good_program();
	struct elf_layout layout;

	EXPECT_EQ(check(&p, &layout), 0);
	EXPECT_EQ(layout.start, 0x400000);
	EXPECT_EQ(layout.brk, 0x408010);
	EXPECT_EQ(layout.end, 0x409000);
	EXPECT_EQ(layout.align, 0x10000);
	EXPECT_EQ(layout.phdr_vaddr, 0x400000 + sizeof(Elf64_Ehdr));
	EXPECT_EQ(layout.interp_offset, 0x200);
	EXPECT_EQ(layout.interp_size, 28);
	EXPECT_EQ(layout.nr_load, 2);
	EXPECT(!layout.exec_stack);

	p.phdrs[STACK].p_flags |= PF_X;
	p.phdrs[INTERP].p_type = PT_NULL;
	p.ehdr.e_type = ET_DYN;
	p.phdrs[TEXT].p_vaddr = 0;
	p.ehdr.e_entry = 0x1fff;
	EXPECT_EQ(check(&p, &layout), 0);
	EXPECT(layout.exec_stack && layout.interp_size == 0 && layout.start == 0);
}

/* Break one field of a good program; it must be refused. */
#define EXPECT_REFUSED(field, value)                                                 \
	do {                                                                         \
		struct program p = good_program();                                   \
		struct elf_layout layout;                                            \
                                                                                     \
		p.field = (value);                                                   \
		if (check(&p, &layout) != -ENOEXEC)                                  \
			host_fail(__FILE__, __LINE__, "%s = %s is accepted", #field, \
				  #value);                                           \
	} while (0)

static void a_broken_header_is_refused(void)
{
	struct program p = good_program();

	EXPECT_REFUSED(ehdr.e_ident[0], 'x');
	EXPECT_REFUSED(ehdr.e_ident[3], 'f');
	EXPECT_REFUSED(ehdr.e_ident[EI_CLASS], ELFCLASS32);
	EXPECT_REFUSED(ehdr.e_ident[EI_DATA], ELFDATA2MSB);
	EXPECT_REFUSED(ehdr.e_ident[EI_VERSION], 0);
	EXPECT_REFUSED(ehdr.e_type, ET_REL);
	EXPECT_REFUSED(ehdr.e_type, ET_CORE);
	EXPECT_REFUSED(ehdr.e_machine, EM_386);
	EXPECT_REFUSED(ehdr.e_version, 2);
	EXPECT_REFUSED(ehdr.e_phentsize, 32);
	EXPECT_REFUSED(ehdr.e_phentsize, 0xffff);
	EXPECT_REFUSED(ehdr.e_phnum, 0);
	EXPECT_REFUSED(ehdr.e_phnum, ELF_MAX_PHDRS + 1);
	EXPECT_REFUSED(ehdr.e_phnum, 0xffff);
	EXPECT_REFUSED(ehdr.e_phoff, ~0ULL);
	EXPECT_REFUSED(ehdr.e_phoff, ~0ULL - NR_PHDRS * sizeof(Elf64_Phdr) + 1);
	for (size_t len = 0; len < sizeof(p.ehdr); len++) {
		void *part = host_malloc(len + !len);

		memcpy(part, &p.ehdr, len);
		EXPECT_EQ(elf_check_header(part, len), -ENOEXEC);
		host_free(part);
	}
}

static void a_broken_segment_is_refused(void)
{
	EXPECT_REFUSED(phdrs[DATA].p_memsz, 0x7ff); /* less than in the file */
	EXPECT_REFUSED(phdrs[DATA].p_memsz, TASK_SIZE);
	EXPECT_REFUSED(phdrs[DATA].p_memsz, ~0ULL);
	EXPECT_REFUSED(phdrs[DATA].p_filesz, 0xff1); /* one byte past the file */
	EXPECT_REFUSED(phdrs[DATA].p_filesz, ~0ULL);
	EXPECT_REFUSED(phdrs[DATA].p_offset, FILE_SIZE + 0x10);
	EXPECT_REFUSED(phdrs[DATA].p_offset, ~0ULL - 0xfef);
	EXPECT_REFUSED(phdrs[DATA].p_offset,
		       0x2011); /* not where the address is in its page */
	EXPECT_REFUSED(phdrs[DATA].p_vaddr, 0x403011);
	EXPECT_REFUSED(phdrs[DATA].p_vaddr, 0x401010); /* inside the text */
	EXPECT_REFUSED(phdrs[DATA].p_vaddr, 0x301010); /* below it: out of order */
	EXPECT_REFUSED(phdrs[DATA].p_vaddr, 0xffff800000000010ULL);
	EXPECT_REFUSED(phdrs[DATA].p_vaddr, TASK_SIZE - 0xff0);
	EXPECT_REFUSED(phdrs[DATA].p_align, 3);
	EXPECT_REFUSED(phdrs[DATA].p_align, 1ULL << 63);
	EXPECT_REFUSED(phdrs[TEXT].p_vaddr, 0); /* page 0 is never mapped */
	EXPECT_REFUSED(phdrs[TEXT].p_memsz, 0);
	EXPECT_REFUSED(phdrs[TEXT].p_type, PT_NULL); /* the entry is nowhere then */
	EXPECT_REFUSED(phdrs[TEXT].p_flags, PF_R);   /* or not executable */
	EXPECT_REFUSED(ehdr.e_entry, 0x3fffff);
	EXPECT_REFUSED(ehdr.e_entry, 0x402000);
	EXPECT_REFUSED(ehdr.e_entry, 0x403010); /* in the data */
	EXPECT_REFUSED(phdrs[INTERP].p_filesz, 0);
	EXPECT_REFUSED(phdrs[INTERP].p_filesz, 1);
	EXPECT_REFUSED(phdrs[INTERP].p_filesz, 4097);
	EXPECT_REFUSED(phdrs[INTERP].p_offset, FILE_SIZE - 27);
	EXPECT_REFUSED(phdrs[INTERP].p_offset, ~0ULL);
	EXPECT_REFUSED(phdrs[NOTE].p_type, PT_INTERP); /* a second one */
}

/* Is what was accepted harmless? With 128-bit sums, which do not wrap. */
static void check_harmless(const struct program *p, const struct elf_layout *layout)
{
	unsigned __int128 end = 0;
	bool entry = false;

	EXPECT(p->ehdr.e_phnum <= ELF_MAX_PHDRS);
	for (int i = 0; i < NR_PHDRS && i < p->ehdr.e_phnum; i++) {
		const Elf64_Phdr *h = &p->phdrs[i];
		unsigned __int128 vaddr = h->p_vaddr, offset = h->p_offset;

		if (h->p_type != PT_LOAD)
			continue;
		EXPECT(h->p_filesz <= h->p_memsz);
		EXPECT(offset + h->p_filesz <= FILE_SIZE);
		EXPECT(vaddr >= end && (p->ehdr.e_type == ET_DYN || vaddr >= PAGE));
		end = vaddr + h->p_memsz;
		EXPECT(end <= TASK_SIZE);
		EXPECT(h->p_vaddr % PAGE == h->p_offset % PAGE);
		entry |= (h->p_flags & PF_X) && p->ehdr.e_entry >= vaddr &&
			 p->ehdr.e_entry < end;
	}
	EXPECT(entry);
	EXPECT(layout->brk == end && layout->end >= end && layout->end <= TASK_SIZE);
	EXPECT(layout->start % PAGE == 0 && layout->start < layout->brk);
	EXPECT(layout->interp_size <= FILE_SIZE &&
	       layout->interp_offset <= FILE_SIZE - layout->interp_size);
}

/* Numbers that break programs: small, near a power of two, near the limits. */
static u64 nasty_number(void)
{
	static const u64 bases[] = { 0,     FILE_SIZE,  TASK_SIZE, 0x400000,
				     ~0ULL, 1ULL << 63, PAGE };
	u64 near = host_random_below(3) - 1;

	switch (host_random_below(3)) {
	case 0:
		return bases[host_random_below(7)] + near;
	case 1:
		return (1ULL << host_random_below(64)) + near;
	default:
		return host_random() >> host_random_below(64);
	}
}

static void random_damage_is_harmless(void)
{
	int accepted = 0, refused = 0;

	for (int i = 0; i < 200000 && !host_failed(); i++) {
		struct program p = good_program();
		struct elf_layout layout;

		for (unsigned int n = 1 + host_random_below(3); n; n--) {
			size_t at = host_random_below(sizeof(p) / 4) * 4;

			if (host_random_below(2) && at % 8 == 0)
				*(u64 *)((char *)&p + at) = nasty_number();
			else
				((char *)&p)[at + host_random_below(4)] ^=
					(char)(1 << host_random_below(8));
		}
		/* The caller reads as many headers as the file says; here there are five. */
		if (p.ehdr.e_phnum > NR_PHDRS)
			p.ehdr.e_phnum = NR_PHDRS;
		if (check(&p, &layout) == 0) {
			check_harmless(&p, &layout);
			accepted++;
		} else {
			refused++;
		}
	}
	EXPECT(accepted > 1000 && refused > 1000);
}

HOST_TESTS(HOST_TEST(a_good_program_is_described), HOST_TEST(a_broken_header_is_refused),
	   HOST_TEST(a_broken_segment_is_refused), HOST_TEST(random_damage_is_harmless));
