/*
 * tests/user/fault_test.c - what a program may not do kills it, by the right signal
 *
 * The parent sees the signal in wait4's status word, and the kernel carries on.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <sys/mman.h>

#include "child.h"
#include "tap.h"

static int read_at(void *address)
{
	return *(volatile char *)address;
}

static int write_at(void *address)
{
	*(volatile char *)address = 1;
	return 0;
}

static int jump_to(void *address)
{
	((void (*)(void))(uintptr_t)address)();
	return 0;
}

static int execute_stack(void *unused)
{
	char code[16];

	memset(code, 0xc3, sizeof(code)); /* ret */
	__asm__ volatile("" : : "r"(code) : "memory");
	return jump_to(code);
}

static int write_text(void *unused)
{
	return write_at((void *)(uintptr_t)write_text);
}

static int write_constant(void *unused)
{
	static const char constant[] = "constant";

	return write_at((void *)(uintptr_t)constant);
}

static int divide_by_zero(void *unused)
{
	__asm__ volatile(
		"xor %%edx, %%edx\n\tmov $1, %%eax\n\txor %%ecx, %%ecx\n\tdiv %%ecx"
		:
		:
		: "eax", "ecx", "edx");
	return 0;
}

static int divide_overflow(void *unused)
{
	__asm__ volatile("mov $0x80000000, %%eax\n\tcltd\n\tmov $-1, %%ecx\n\tidiv %%ecx"
			 :
			 :
			 : "eax", "ecx", "edx");
	return 0;
}

/* Not by SSE: QEMU's emulated CPU never raises its exceptions. */
static int x87_exception(void *unused)
{
	uint16_t unmasked = 0x37b; /* division by zero */
	float zero = 0;

	__asm__ volatile("fninit\n\tfldcw %0\n\tfld1\n\tfdivs %1\n\tfwait"
			 :
			 : "m"(unmasked), "m"(zero));
	return 0;
}

/*
 * Not here, since QEMU's emulated CPU differs from a real one: a push to a non-canonical
 * stack (#GP instead of #SS) and an unaligned load with AC set (no #AC).
 */

/* One instruction that the program may not execute, for each function. */
#define INSTRUCTION(name, text)                                             \
	static int name(void *unused)                                       \
	{                                                                   \
		__asm__ volatile(text : : : "eax", "ecx", "edx", "memory"); \
		return 0;                                                   \
	}

INSTRUCTION(do_hlt, "hlt")
INSTRUCTION(do_cli, "cli")
INSTRUCTION(do_in, "mov $0x60, %%edx\n\tin %%dx, %%al")
INSTRUCTION(do_rdmsr, "mov $0xc0000080, %%ecx\n\trdmsr")
INSTRUCTION(do_mov_cr3, "mov %%cr3, %%rax")
INSTRUCTION(do_invlpg, "invlpg (%%rsp)")
INSTRUCTION(do_int_vector, "int $0x21")
INSTRUCTION(do_int_page_fault, "int $14")
INSTRUCTION(do_ud2, "ud2")
INSTRUCTION(do_bad_selector, "mov $0x1230, %%eax\n\tmov %%eax, %%ds")
INSTRUCTION(do_kernel_selector, "mov $0x10, %%eax\n\tmov %%eax, %%ss")
INSTRUCTION(do_bad_iret,
	    "push $0\n\tpush $0\n\tpush $0\n\tpush $0x10\n\tpush $0\n\tiretq")
INSTRUCTION(do_int3, "int3")
INSTRUCTION(do_single_step, "pushf\n\torl $0x100, (%%rsp)\n\tpopf\n\tnop")
INSTRUCTION(do_lost_stack, "xor %%esp, %%esp\n\tpush %%rax")

struct offence {
	const char *what;
	int (*body)(void *arg);
	unsigned long arg;
	int signal;
};

static const struct offence offences[] = {
	{ "read address 0", read_at, 0, SIGSEGV },
	{ "write address 8", write_at, 8, SIGSEGV },
	{ "read lowmem", read_at, 0xffff888000000000, SIGSEGV },
	{ "write lowmem", write_at, 0xffff888000100000, SIGSEGV },
	{ "read the kernel's text", read_at, 0xffffffff80100000, SIGSEGV },
	{ "write the kernel's text", write_at, 0xffffffff80100000, SIGSEGV },
	{ "read mem_map", read_at, 0xffffea0000000000, SIGSEGV },
	{ "read the last byte", read_at, 0xffffffffffffffff, SIGSEGV },
	{ "read just past user space", read_at, 0x00007ffffffff000, SIGSEGV },
	{ "read a non-canonical address", read_at, 0x8000000000000000, SIGSEGV },
	{ "jump to address 0", jump_to, 0, SIGSEGV },
	{ "jump to the kernel", jump_to, 0xffffffff80100000, SIGSEGV },
	{ "jump to a non-canonical address", jump_to, 0x8000000000000000, SIGSEGV },
	{ "execute the stack", execute_stack, 0, SIGSEGV },
	{ "write the text", write_text, 0, SIGSEGV },
	{ "write a constant", write_constant, 0, SIGSEGV },
	{ "divide by zero", divide_by_zero, 0, SIGFPE },
	{ "divide the smallest number by -1", divide_overflow, 0, SIGFPE },
	{ "an unmasked x87 exception", x87_exception, 0, SIGFPE },
	{ "hlt", do_hlt, 0, SIGSEGV },
	{ "cli", do_cli, 0, SIGSEGV },
	{ "in", do_in, 0, SIGSEGV },
	{ "rdmsr", do_rdmsr, 0, SIGSEGV },
	{ "read CR3", do_mov_cr3, 0, SIGSEGV },
	{ "invlpg", do_invlpg, 0, SIGSEGV },
	{ "int 0x21", do_int_vector, 0, SIGSEGV },
	{ "int 14", do_int_page_fault, 0, SIGSEGV },
	{ "ud2", do_ud2, 0, SIGILL },
	{ "load a selector that is not there", do_bad_selector, 0, SIGSEGV },
	{ "load the kernel's stack selector", do_kernel_selector, 0, SIGSEGV },
	{ "iret to the kernel's code selector", do_bad_iret, 0, SIGSEGV },
	{ "int3", do_int3, 0, SIGTRAP },
	{ "single step", do_single_step, 0, SIGTRAP },
	{ "push to a stack at 0", do_lost_stack, 0, SIGSEGV },
};

int main(void)
{
	for (size_t i = 0; i < sizeof(offences) / sizeof(offences[0]); i++) {
		const struct offence *o = &offences[i];
		int status = in_child(o->body, (void *)o->arg);

		if (!tap_result(killed_by(status, o->signal), "%s: signal %d", o->what,
				o->signal))
			tap_print("# wait status %#x", status);
	}
	return tap_done();
}
