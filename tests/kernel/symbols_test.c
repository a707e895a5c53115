/*
 * tests/kernel/symbols_test.c - addresses of code become names and lines
 */
#include <linux/kallsyms.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <asm/sections.h>
#include "ktest.h"

static noinline int known_function(int x) /* its line number is asked for below */
{
	return x * 2 + 1;
}

KTEST(symbols, a_function_is_found_by_address_and_by_name)
{
	unsigned long addr = (unsigned long)known_function, size, offset;
	const char *name;

	KT_EXPECT_EQ(known_function(3), 7);
	KT_ASSERT(kallsyms_num() > 100);
	name = kallsyms_lookup(addr, &size, &offset);
	KT_ASSERT(name);
	KT_EXPECT(strcmp(name, "known_function") == 0);
	KT_EXPECT_EQ(offset, 0);
	KT_EXPECT(size > 0 && size < 256);
	name = kallsyms_lookup(addr + size - 1, NULL, &offset);
	KT_EXPECT(name && strcmp(name, "known_function") == 0);
	KT_EXPECT_EQ(offset, size - 1);
	name = kallsyms_lookup(addr + size, NULL, NULL);
	KT_EXPECT(!name || strcmp(name, "known_function") != 0);
	KT_EXPECT_EQ(kallsyms_lookup_name("known_function"), addr);
	KT_EXPECT_EQ(kallsyms_lookup_name("no_such_function"), 0);
}

KTEST(symbols, lines_are_known)
{
	unsigned int line = 0;
	const char *file = kallsyms_line((unsigned long)known_function, &line);

	KT_ASSERT(file);
	KT_EXPECT(strcmp(file, "tests/kernel/symbols_test.c") == 0);
	KT_EXPECT(line >= 10 && line <= 13);
}

KTEST(symbols, what_is_no_code_has_no_name)
{
	static int data;

	KT_EXPECT(!kallsyms_lookup((unsigned long)&data, NULL, NULL));
	KT_EXPECT(!kallsyms_lookup(0, NULL, NULL));
	KT_EXPECT(!kallsyms_lookup(~0UL, NULL, NULL));
	KT_EXPECT(!kallsyms_lookup((unsigned long)_text - 1, NULL, NULL));
	KT_EXPECT(!kallsyms_line((unsigned long)_etext, NULL));
}

KTEST(symbols, formats)
{
	char *function = (char *)known_function;
	char text[KSYM_SYMBOL_LEN];

	snprintf(text, sizeof(text), "%ps", function);
	KT_EXPECT(strcmp(text, "known_function") == 0);
	snprintf(text, sizeof(text), "%pS", function + 1);
	KT_EXPECT(strstarts(text, "known_function+0x1/0x"));
	KT_EXPECT(strstr(text, "(tests/kernel/symbols_test.c:") != NULL);
	/* As a return address, the first byte behind a function still belongs to it. */
	snprintf(text, sizeof(text), "%pB", function);
	KT_EXPECT(!strstarts(text, "known_function"));
	sprint_symbol(text, sizeof(text), 0x1234);
	KT_EXPECT(strcmp(text, "0x1234") == 0);
	sprint_symbol(text, 8, (unsigned long)function);
	KT_EXPECT(strcmp(text, "known_f") == 0);
}
