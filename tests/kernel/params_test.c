/*
 * tests/kernel/params_test.c - setting a driver's variable from text
 */
#include <linux/errno.h>
#include <linux/moduleparam.h>
#include <linux/setup.h>
#include <linux/string.h>
#include "ktest.h"

KTEST(params, good_values_are_stored)
{
	unsigned long ul = 0;
	unsigned int u = 0;
	const char *s = NULL;
	bool b = false;
	long l = 0;
	int i = 0;

	KT_EXPECT_EQ(param_set_int("-5", &i), 0);
	KT_EXPECT_EQ(param_set_uint("0x10", &u), 0);
	KT_EXPECT_EQ(param_set_long("-8589934592", &l), 0);
	KT_EXPECT_EQ(param_set_ulong("18446744073709551615", &ul), 0);
	KT_EXPECT_EQ(param_set_bool("y", &b), 0);
	KT_EXPECT_EQ(param_set_charp("text", &s), 0);
	KT_EXPECT(i == -5 && u == 16 && l == -8589934592 && ul == ~0UL && b);
	KT_EXPECT(strcmp(s, "text") == 0);
}

KTEST(params, bad_values_change_nothing)
{
	unsigned int u = 7;
	bool b = true;
	int i = 7;

	KT_EXPECT_EQ(param_set_int("", &i), -EINVAL);
	KT_EXPECT_EQ(param_set_int("5x", &i), -EINVAL);
	KT_EXPECT_EQ(param_set_int("4294967296", &i), -ERANGE);
	KT_EXPECT_EQ(param_set_uint("-1", &u), -EINVAL);
	KT_EXPECT_EQ(param_set_bool("perhaps", &b), -EINVAL);
	KT_EXPECT(i == 7 && u == 7 && b);
}

KTEST(params, init_has_an_environment)
{
	KT_EXPECT(argv_init[0] && envp_init[0]);
	KT_EXPECT(strstarts(envp_init[0], "HOME="));
	KT_EXPECT(strstarts(envp_init[1], "TERM="));
}
