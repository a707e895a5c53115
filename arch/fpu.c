/*
 * arch/fpu.c - every program's own FPU, SSE and AVX registers
 *
 * Eager: at each switch the registers of the task that leaves are stored and those of
 * the one that comes are loaded. XSAVE saves whatever the CPU has; XSAVEOPT skips what
 * did not change since it was loaded; FXSAVE, the 512 bytes of x87 and SSE, is for CPUs
 * without XSAVE. Source: SDM volume 1, chapter 13 and 10.5.
 *
 * Locking: a state area belongs to its task. Interrupts may come at any time: they
 * leave these registers alone, and a switch in them saves and loads them again.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <asm/extable.h>
#include <asm/fpu.h>
#include <asm/processor.h>

/* The legacy area, which comes first in both formats. */
struct fxregs_state {
	u16 fcw, fsw, ftw, fop;
	u64 fip, fdp;
	u32 mxcsr, mxcsr_mask;
	u8 st_and_xmm[480];
};

static_assert(sizeof(struct fxregs_state) == 512, "SDM volume 1, table 10-2");

#define FCW_DEFAULT 0x037f   /* all exceptions masked, 64-bit precision */
#define MXCSR_DEFAULT 0x1f80 /* all exceptions masked */
#define XSAVE_HEADER_SIZE 64
#define MAX_STATE_SIZE 4096

#define XCR0_X87 0x01
#define XCR0_SSE 0x02
#define XCR0_AVX 0x04
#define XCR0_AVX512 0xe0

unsigned int fpu_state_size = sizeof(struct fxregs_state); /* [I after fpu_init()] */

static struct {
	bool xsave;     /* [I] */
	bool xsaveopt;  /* [I] */
	u64 components; /* [I] XCR0: what is saved and loaded */
} fpu;

/* The state of a fresh program. Larger than any fpu_state_size that fpu_init() accepts. */
static u8 init_state[MAX_STATE_SIZE] __aligned(FPU_STATE_ALIGN);

/* --- one instruction a function ---------------------------------------------------- */

static inline void xsetbv(u32 index, u64 value)
{
	asm volatile("xsetbv" : : "c"(index), "a"((u32)value), "d"((u32)(value >> 32)));
}

static inline void xsave(void *state)
{
	asm volatile("xsave64 (%0)" : : "r"(state), "a"(-1), "d"(-1) : "memory");
}

static inline void xsaveopt(void *state)
{
	asm volatile("xsaveopt64 (%0)" : : "r"(state), "a"(-1), "d"(-1) : "memory");
}

static inline void fxsave(void *state)
{
	asm volatile("fxsave64 (%0)" : : "r"(state) : "memory");
}

/* False if the CPU found the state invalid (#GP) or could not read it. */
static inline bool xrstor(const void *state)
{
	int failed = 1;

	asm volatile("1: xrstor64 (%1)\n"
		     "xor %0, %0\n"
		     "2:\n" _ASM_EXTABLE(1b, 2b)
		     : "+r"(failed)
		     : "r"(state), "a"(-1), "d"(-1)
		     : "memory");
	return !failed;
}

static inline bool fxrstor(const void *state)
{
	int failed = 1;

	asm volatile("1: fxrstor64 (%1)\n"
		     "xor %0, %0\n"
		     "2:\n" _ASM_EXTABLE(1b, 2b)
		     : "+r"(failed)
		     : "r"(state)
		     : "memory");
	return !failed;
}

/* --- saving and loading ------------------------------------------------------------ */

static bool load(const void *state)
{
	return fpu.xsave ? xrstor(state) : fxrstor(state);
}

void fpu_save(void *state)
{
	if (fpu.xsave)
		xsave(state);
	else
		fxsave(state);
}

void fpu_reset(void)
{
	load(init_state);
}

/* XSAVE leaves the reserved bytes of the header alone, and XRSTOR wants zeros there. */
int fpu_save_user(void __user *to)
{
	if (!access_ok(to, fpu_state_size))
		return -EFAULT;
	if (!fpu.xsave)
		return __fxsave_user(to);
	if (__clear_user((char __user *)to + sizeof(struct fxregs_state),
			 XSAVE_HEADER_SIZE))
		return -EFAULT;
	return __xsave_user(to);
}

int fpu_restore_user(const void __user *from)
{
	int err = -EFAULT;

	if (access_ok(from, fpu_state_size))
		err = fpu.xsave ? __xrstor_user(from) : __fxrstor_user(from);
	if (err)
		fpu_reset();
	return err;
}

void fpu_switch(struct task_struct *prev, struct task_struct *next)
{
	if (!(prev->flags & PF_KTHREAD)) {
		if (fpu.xsaveopt)
			xsaveopt(prev->thread.fpu_state);
		else
			fpu_save(prev->thread.fpu_state);
	}
	if (!(next->flags & PF_KTHREAD) && !load(next->thread.fpu_state))
		fpu_reset();
}

/* --- detection --------------------------------------------------------------------- */

void fpu_init_cpu(void)
{
	write_cr4(read_cr4() | X86_CR4_OSFXSR | X86_CR4_OSXMMEXCPT);
	if (fpu.xsave) {
		write_cr4(read_cr4() | X86_CR4_OSXSAVE);
		xsetbv(0, fpu.components);
	}
	fpu_reset();
}

/* What both the CPU and Atlas know, as far as an area for it fits MAX_STATE_SIZE. */
static void xsave_init(void)
{
	struct cpuid_regs r = cpuid_count(0xd, 0);
	u64 known = XCR0_X87 | XCR0_SSE | XCR0_AVX | XCR0_AVX512;

	write_cr4(read_cr4() | X86_CR4_OSXSAVE);
	fpu.components = (r.eax | (u64)r.edx << 32) & known;
	xsetbv(0, fpu.components);
	if (cpuid_count(0xd, 0).ebx > MAX_STATE_SIZE) {
		fpu.components &= XCR0_X87 | XCR0_SSE | XCR0_AVX;
		xsetbv(0, fpu.components);
	}
	fpu_state_size = cpuid_count(0xd, 0).ebx; /* for what XCR0 enables now */
	fpu.xsave = true;
	fpu.xsaveopt = boot_cpu_has(X86_FEATURE_XSAVEOPT);
}

void fpu_init(void)
{
	struct fxregs_state *fx = (struct fxregs_state *)init_state;

	write_cr4(read_cr4() | X86_CR4_OSFXSR | X86_CR4_OSXMMEXCPT);
	if (boot_cpu_has(X86_FEATURE_XSAVE))
		xsave_init();
	fx->fcw = FCW_DEFAULT;
	fx->mxcsr = MXCSR_DEFAULT;
	fpu_reset();
	pr_info("FPU: %s, %u bytes a task, components %#llx\n",
		fpu.xsaveopt ? "xsaveopt"
		: fpu.xsave  ? "xsave"
			     : "fxsave",
		fpu_state_size, fpu.components);
}
