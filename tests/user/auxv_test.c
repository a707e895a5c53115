/*
 * tests/user/auxv_test.c - what lies on the stack when a program begins
 *
 *	argc, argv[0..], NULL, envp[0..], NULL, {type, value}.., {AT_NULL, 0}
 *
 * (System V ABI for AMD64, 3.4.1.) Built twice: auxv_test has fixed addresses,
 * auxv_pie_test is static-PIE, which the kernel may place anywhere.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/stat.h>

#include "child.h"
#include "tap.h"

#ifndef AT_MINSIGSTKSZ
#define AT_MINSIGSTKSZ 51
#endif

extern char **environ;
void _start(void);

/* Is @type there, and what is its value? The vector begins behind the environment. */
static int find(unsigned long type, unsigned long *value)
{
	char **end = environ;
	Elf64_auxv_t *aux;

	while (*end)
		end++;
	for (aux = (Elf64_auxv_t *)(end + 1); aux->a_type != AT_NULL; aux++) {
		if (aux->a_type == type) {
			*value = aux->a_un.a_val;
			return 1;
		}
	}
	return 0;
}

#define HAS(type, want)                                         \
	do {                                                    \
		unsigned long __value = 0;                      \
		OK(find(type, &__value), "%s is there", #type); \
		EQ(__value, want, "%s", #type);                 \
	} while (0)

static unsigned int cpuid_1_edx(void)
{
	unsigned int a = 1, b, c = 0, d;

	__asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
	return d;
}

static void test_arguments(int argc, char **argv)
{
	EQ((uintptr_t)(argv - 1) % 16, 0, "the stack pointer was 16-byte aligned");
	EQ((long)argv[-1], argc, "argc lies below argv");
	OK(argv[argc] == NULL, "a NULL ends argv");
	OK(environ == argv + argc + 1, "the environment follows");
}

static void test_program_headers(void)
{
	const Elf64_Phdr *phdr = (void *)getauxval(AT_PHDR);
	unsigned long count = getauxval(AT_PHNUM), loads = 0;
	int fd = open((char *)getauxval(AT_EXECFN), O_RDONLY);
	Elf64_Ehdr header;

	OK(phdr != NULL, "AT_PHDR is there");
	HAS(AT_PHENT, sizeof(Elf64_Phdr));
	EQ(read(fd, &header, sizeof(header)), sizeof(header), "AT_EXECFN names our file");
	HAS(AT_PHNUM, header.e_phnum);
	for (unsigned long i = 0; phdr && i < count; i++)
		loads += phdr[i].p_type == PT_LOAD;
	OK(loads >= 2, "the program headers are in memory");
	HAS(AT_ENTRY, (unsigned long)(uintptr_t)_start);
	close(fd);
}

static void test_rest(char **argv)
{
	const char *text = (char *)getauxval(AT_PLATFORM);
	unsigned long value;

	HAS(AT_PAGESZ, 4096);
	HAS(AT_BASE, 0);
	HAS(AT_FLAGS, 0);
	HAS(AT_UID, 0);
	HAS(AT_EUID, 0);
	HAS(AT_GID, 0);
	HAS(AT_EGID, 0);
	HAS(AT_SECURE, 0);
	HAS(AT_CLKTCK, 100);
	HAS(AT_HWCAP, cpuid_1_edx());
	OK(find(AT_HWCAP2, &value), "AT_HWCAP2 is there");
	OK(text && !strcmp(text, "x86_64"), "AT_PLATFORM");
	text = (char *)getauxval(AT_EXECFN);
	OK(text && !strcmp(text, argv[0]), "AT_EXECFN");
	OK(getauxval(AT_MINSIGSTKSZ) >= 1024, "AT_MINSIGSTKSZ");
	OK(getauxval(AT_RANDOM) != 0, "AT_RANDOM is there");
}

/* As a child: write the random bytes to the file, for the parent to compare. */
static int give_random(const char *file)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	return write(fd, (void *)getauxval(AT_RANDOM), 16) != 16;
}

static void test_random(const char *self)
{
	char *file = "/tmp/auxv_test.data", *argv[] = { (char *)self, file, NULL };
	char random[2][16] = { "", "" };
	int fd, good = 0;

	for (int i = 0; i < 2; i++) {
		good += exited_with(run_program(argv), 0);
		fd = open(file, O_RDONLY);
		good += read(fd, random[i], 16) == 16;
		close(fd);
	}
	EQ(good, 4, "two programs told their random bytes");
	OK(memcmp(random[0], random[1], 16), "which differ");
	unlink(file);
}

int main(int argc, char **argv)
{
	if (argc == 2)
		return give_random(argv[1]);
	test_arguments(argc, argv);
	test_program_headers();
	test_rest(argv);
	test_random(argv[0]);
	return tap_done();
}
