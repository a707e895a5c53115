/*
 * tests/kernel/extable_test.c - arch/extable.c
 */
#include <asm/extable.h>
#include <asm/ptrace.h>
#include <asm/sections.h>
#include <asm/traps.h>
#include "ktest.h"

extern const struct exception_table_entry __start___ex_table[], __stop___ex_table[];

KTEST(extable, entries_lie_in_the_text)
{
	const struct exception_table_entry *e;

	KT_ASSERT(&__start___ex_table[0] < &__stop___ex_table[0]);
	for (e = __start___ex_table; e < __stop___ex_table; e++) {
		KT_EXPECT(is_kernel_text(e->insn));
		KT_EXPECT(is_kernel_text(e->fixup));
		KT_EXPECT_EQ(search_exception_tables(e->insn), e);
	}
}

KTEST(extable, fixup_changes_only_rip)
{
	const struct exception_table_entry *e = __start___ex_table;
	struct pt_regs regs = { .rip = e->insn, .rax = 7, .rsp = 9 };

	KT_EXPECT(fixup_exception(&regs));
	KT_EXPECT_EQ(regs.rip, e->fixup);
	KT_EXPECT_EQ(regs.rax, 7);
	KT_EXPECT_EQ(regs.rsp, 9);
}

KTEST(extable, other_instructions_have_no_fixup)
{
	struct pt_regs regs = { .rip = __start___ex_table->insn + 1 };

	KT_EXPECT(!fixup_exception(&regs));
	KT_EXPECT_EQ(regs.rip, __start___ex_table->insn + 1);
	KT_EXPECT(!search_exception_tables(0));
}
