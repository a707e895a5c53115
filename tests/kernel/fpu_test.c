/*
 * tests/kernel/fpu_test.c - arch/fpu.c
 *
 * A kernel thread has no FPU state, so whatever is left in the registers belongs to
 * nobody, and a test may change it while preemption is off. That each program keeps its
 * own state over switches is tested by tests/user/fpu_test.c.
 */
#include <linux/errno.h>
#include <linux/preempt.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <asm/fpu.h>
#include <asm/processor.h>
#include "ktest.h"
#include "user_buf.h"

#define FCW 0 /* offsets in the state: SDM volume 1, table 10-2 */
#define MXCSR 24
#define XMM0 160
#define XSTATE_BV 512 /* XSAVE header: which components the state has */
#define STATE_SIZE 4096

static u8 state[STATE_SIZE] __aligned(FPU_STATE_ALIGN);
static u8 other[STATE_SIZE] __aligned(FPU_STATE_ALIGN);

static u32 get32(const u8 *from, unsigned int offset)
{
	u32 value;

	memcpy(&value, from + offset, 4);
	return value;
}

static void put32(u8 *to, unsigned int offset, u32 value)
{
	memcpy(to + offset, &value, 4);
}

/* The state of a fresh program in state. */
static void fresh_state(void)
{
	memset(state, 0, sizeof(state));
	fpu_reset();
	fpu_save(state);
}

/* Load state, as it is when user memory has it. Preemption off, buf faulted in. */
static int restore_through(char __user *buf)
{
	if (copy_to_user(buf, state, sizeof(state)))
		return -ENOMEM;
	return fpu_restore_user(buf);
}

KTEST(fpu, size_fits_the_cpu)
{
	KT_EXPECT(fpu_state_size >= 512 && fpu_state_size <= STATE_SIZE);
	if (boot_cpu_has(X86_FEATURE_AVX) && boot_cpu_has(X86_FEATURE_XSAVE))
		KT_EXPECT(fpu_state_size >= 512 + 64 + 256);
}

KTEST(fpu, fresh_program_has_default_control_words)
{
	preempt_disable();
	fresh_state();
	preempt_enable();
	KT_EXPECT_EQ(get32(state, FCW) & 0xffff, 0x37f);
	KT_EXPECT_EQ(get32(state, MXCSR), 0x1f80);
}

KTEST(fpu, what_is_restored_is_saved_again)
{
	char __user *buf = user_buf_begin(1);
	int err;

	KT_ASSERT(buf && !put_user(0, buf));
	preempt_disable();
	fresh_state();
	put32(state, MXCSR, 0x9f80); /* flush to zero */
	put32(state, XMM0, 0xc0ffee);
	if (boot_cpu_has(X86_FEATURE_XSAVE))
		put32(state, XSTATE_BV, get32(state, XSTATE_BV) | 2);
	err = restore_through(buf);
	memset(other, 0, sizeof(other));
	fpu_save(other);
	fpu_reset();
	preempt_enable();
	user_buf_end();

	KT_EXPECT_EQ(err, 0);
	KT_EXPECT_EQ(get32(other, MXCSR), 0x9f80);
	KT_EXPECT_EQ(get32(other, XMM0), 0xc0ffee);
}

KTEST(fpu, a_state_the_cpu_refuses_is_an_error)
{
	char __user *buf;
	int err;

	if (!boot_cpu_has(X86_FEATURE_XSAVE))
		KT_SKIP("without XSAVE the state has no header that could be wrong");
	buf = user_buf_begin(1);
	KT_ASSERT(buf && !put_user(0, buf));
	preempt_disable();
	fresh_state();
	put32(state, XSTATE_BV + 4, 1 << 29); /* a component that no CPU has */
	put32(state, MXCSR, 0x9f80);
	err = restore_through(buf);
	memset(other, 0, sizeof(other));
	fpu_save(other);
	preempt_enable();
	user_buf_end();

	KT_EXPECT_EQ(err, -EFAULT);
	KT_EXPECT_EQ(get32(other, MXCSR), 0x1f80);
}

KTEST(fpu, a_state_in_user_memory_is_what_the_cpu_has)
{
	char __user *buf = user_buf_begin(1);
	int err;

	KT_ASSERT(buf && !put_user(0xff, buf + XSTATE_BV + 8)); /* must be 0 in the end */
	preempt_disable();
	fresh_state();
	err = fpu_save_user(buf);
	preempt_enable();
	KT_EXPECT_EQ(err, 0);
	KT_EXPECT(user_buf_is(buf, state, fpu_state_size));
	KT_EXPECT_EQ(fpu_save_user(buf + PAGE_SIZE), -EFAULT);
	KT_EXPECT_EQ(fpu_restore_user(buf + PAGE_SIZE), -EFAULT);
	user_buf_end();
}
