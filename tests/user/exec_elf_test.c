/*
 * tests/user/exec_elf_test.c - execve of broken and hostile ELF images
 *
 * A small good image is made here, spoiled in one way or another, and executed. The
 * kernel refuses it or kills the process; it never faults itself, and the test goes on.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "child.h"
#include "tap.h"

#define IMAGE_FILE "/tmp/exec_elf_test.image"
#define BASE 0x400000UL
#define MUTANTS 400

struct image {
	Elf64_Ehdr header;
	Elf64_Phdr load;
	Elf64_Phdr stack;
	unsigned char code[80];
};

static struct image good, image;

/* mov edi, 42; mov eax, 60 (exit); syscall; and traps up to the end */
static const unsigned char exit_42[] = {
	0xbf, 42, 0, 0, 0, 0xb8, 60, 0, 0, 0, 0x0f, 0x05
};

static void make_good_image(void)
{
	memcpy(good.header.e_ident, ELFMAG "\2\1\1", 7);
	good.header.e_type = ET_EXEC;
	good.header.e_machine = EM_X86_64;
	good.header.e_version = EV_CURRENT;
	good.header.e_entry = BASE + offsetof(struct image, code);
	good.header.e_phoff = offsetof(struct image, load);
	good.header.e_ehsize = sizeof(Elf64_Ehdr);
	good.header.e_phentsize = sizeof(Elf64_Phdr);
	good.header.e_phnum = 2;
	good.load = (Elf64_Phdr){ .p_type = PT_LOAD,
				  .p_flags = PF_R | PF_X,
				  .p_vaddr = BASE,
				  .p_paddr = BASE,
				  .p_filesz = sizeof(good),
				  .p_memsz = sizeof(good),
				  .p_align = 4096 };
	good.stack = (Elf64_Phdr){ .p_type = PT_GNU_STACK, .p_flags = PF_R | PF_W };
	memset(good.code, 0xcc, sizeof(good.code));
	memcpy(good.code, exit_42, sizeof(exit_42));
	image = good;
}

/* Execute the first @length bytes of the image. Returns the wait status. */
static int execute(size_t length)
{
	static char *const argv[] = { IMAGE_FILE, NULL };
	int fd = open(IMAGE_FILE, O_WRONLY | O_CREAT | O_TRUNC, 0700);

	if (fd < 0 || write(fd, &image, length) != (ssize_t)length)
		return -1;
	close(fd);
	return run_program(argv);
}

/* What run_program() gives for an execve that failed: no process was changed. */
static int refused(int status)
{
	return exited_with(status, 127);
}

static int refused_or_killed(int status)
{
	return refused(status) || (status != -1 && WIFSIGNALED(status));
}

/* Spoil one field, execute, mend it again. */
#define SPOILED(field, value, expected, what)                     \
	do {                                                      \
		int __status;                                     \
		image.field = (value);                            \
		__status = execute(sizeof(image));                \
		if (!tap_result(expected(__status), "%s", what))  \
			tap_print("# wait status %#x", __status); \
		image = good;                                     \
	} while (0)

static void test_header(void)
{
	SPOILED(header.e_ident[0], 0x7e, refused, "a wrong magic number");
	SPOILED(header.e_type, ET_REL, refused, "an object file");
	SPOILED(header.e_type, ET_CORE, refused, "a core dump");
	SPOILED(header.e_machine, EM_386, refused, "a program for the 386");
	SPOILED(header.e_phentsize, 32, refused, "program headers of 32 bytes");
	SPOILED(header.e_phnum, 0, refused, "no program header");
	SPOILED(header.e_phnum, 0xffff, refused, "65535 program headers");
	SPOILED(header.e_phoff, 1UL << 40, refused, "program headers past the end");
	SPOILED(header.e_phoff, -8UL, refused, "program headers at offset -8");
}

static void test_segments(void)
{
	SPOILED(load.p_vaddr, 0xffff888000000000UL, refused_or_killed,
		"a segment in the kernel's half");
	SPOILED(load.p_vaddr, 0x7fffffffe000UL - 0x1000000, refused_or_killed,
		"a segment where the entry is not");
	SPOILED(load.p_vaddr, -4096UL, refused_or_killed, "a segment at the very end");
	SPOILED(load.p_memsz, -1UL, refused_or_killed, "a segment of 2^64 - 1 bytes");
	SPOILED(load.p_memsz, 1UL << 47, refused_or_killed, "a segment of 128 TiB");
	SPOILED(load.p_filesz, -1UL, refused_or_killed, "a file size of 2^64 - 1");
	SPOILED(load.p_memsz, 8, refused_or_killed, "less memory than file");
	SPOILED(load.p_offset, 1UL << 62, refused_or_killed, "an offset of 2^62");
	SPOILED(load.p_offset, 24, refused_or_killed, "an offset unlike the address");
	SPOILED(load.p_type, PT_NOTE, refused_or_killed, "nothing to load");
	SPOILED(load.p_type, PT_INTERP, refused_or_killed,
		"an interpreter without a name");
	SPOILED(load.p_flags, PF_R, refused_or_killed, "code that is not executable");
}

static void test_entry(void)
{
	SPOILED(header.e_entry, 0, refused_or_killed, "an entry at 0");
	SPOILED(header.e_entry, 0xffffffff80100000UL, refused_or_killed,
		"an entry in the kernel");
	SPOILED(header.e_entry, 0x8000000000000000UL, refused_or_killed,
		"a non-canonical entry");
}

static void test_truncated(void)
{
	size_t headers = offsetof(struct image, code);
	int handled = 0;

	for (size_t length = 0; length < headers; length++)
		handled += refused_or_killed(execute(length));
	EQ(handled, headers, "an image cut off anywhere within its headers");
}

/* Marsaglia's xorshift: the same mutants in every run. */
static unsigned int next_random(void)
{
	static unsigned int state = 20260101;

	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state;
}

static void test_mutants(void)
{
	unsigned char *bytes = (unsigned char *)&image;
	int ended = 0;

	for (int i = 0; i < MUTANTS; i++) {
		for (unsigned int n = 0; n <= i % 4U; n++)
			bytes[next_random() % offsetof(struct image, code)] =
				next_random();
		ended += execute(sizeof(image)) != -1;
		image = good;
	}
	EQ(ended, MUTANTS, "%d images with mutated headers: each came to an end",
	   MUTANTS);
}

int main(void)
{
	make_good_image();
	EQ(execute(sizeof(image)), 42 << 8, "the good image runs");
	test_header();
	test_segments();
	test_entry();
	test_truncated();
	test_mutants();
	EQ(execute(sizeof(image)), 42 << 8, "the good image still runs");
	unlink(IMAGE_FILE);
	return tap_done();
}
