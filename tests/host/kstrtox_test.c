/*
 * tests/host/kstrtox_test.c - lib/kstrtox.c
 */
#include <linux/errno.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include "tests/host/host_test.h"

static const long long untouched = 4711;

/* kstrtoll("text") gives expected, or an error and leaves the result alone. */
static void expect_number(const char *text, unsigned int base, int ret,
			  long long expected)
{
	long long value = untouched;
	int got = kstrtoll(text, base, &value);

	if (got != ret || value != (ret ? untouched : expected))
		host_fail(__FILE__, __LINE__, "\"%s\" base %u: %d, %lld; not %d, %lld",
			  text, base, got, value, ret, expected);
}

static void whole_strings_only(void)
{
	expect_number("0", 10, 0, 0);
	expect_number("42", 10, 0, 42);
	expect_number("42\n", 10, 0, 42);
	expect_number("+42", 10, 0, 42);
	expect_number("-42", 10, 0, -42);
	expect_number("", 10, -EINVAL, 0);
	expect_number("\n", 10, -EINVAL, 0);
	expect_number("-", 10, -EINVAL, 0);
	expect_number("+-1", 10, -EINVAL, 0);
	expect_number("--1", 10, -EINVAL, 0);
	expect_number(" 1", 10, -EINVAL, 0);
	expect_number("1 ", 10, -EINVAL, 0);
	expect_number("1\n\n", 10, -EINVAL, 0);
	expect_number("12a", 10, -EINVAL, 0);
}

static void bases(void)
{
	expect_number("0x1F", 0, 0, 31);
	expect_number("0X1f", 16, 0, 31);
	expect_number("1f", 16, 0, 31);
	expect_number("010", 0, 0, 8);
	expect_number("010", 10, 0, 10);
	expect_number("08", 0, -EINVAL, 0);
	expect_number("0x", 0, -EINVAL, 0);
	expect_number("0xg", 16, -EINVAL, 0);
	expect_number("0x10", 10, -EINVAL, 0);
	expect_number("101", 2, 0, 5);
	expect_number("zz", 36, 0, 35 * 36 + 35);
}

static void limits_of_64_bits(void)
{
	unsigned long long u = 0;

	expect_number("9223372036854775807", 10, 0, LLONG_MAX);
	expect_number("9223372036854775808", 10, -ERANGE, 0);
	expect_number("-9223372036854775808", 10, 0, LLONG_MIN);
	expect_number("-9223372036854775809", 10, -ERANGE, 0);
	expect_number("99999999999999999999999999", 10, -ERANGE, 0);
	expect_number("99999999999999999999999999x", 10, -EINVAL, 0);
	EXPECT_EQ(kstrtoull("18446744073709551615", 10, &u), 0);
	EXPECT(u == ULLONG_MAX);
	EXPECT_EQ(kstrtoull("18446744073709551616", 10, &u), -ERANGE);
	EXPECT_EQ(kstrtoull("-1", 10, &u), -EINVAL);
	EXPECT(u == ULLONG_MAX);
}

static void limits_of_narrow_types(void)
{
	u8 b = 7;
	u16 h = 7;
	int i = 7;
	unsigned int u = 7;

	EXPECT_EQ(kstrtou8("255", 10, &b), 0);
	EXPECT_EQ(b, 255);
	EXPECT_EQ(kstrtou8("256", 10, &b), -ERANGE);
	EXPECT_EQ(b, 255);
	EXPECT_EQ(kstrtou16("65536", 10, &h), -ERANGE);
	EXPECT_EQ(kstrtoint("2147483647", 10, &i), 0);
	EXPECT_EQ(kstrtoint("2147483648", 10, &i), -ERANGE);
	EXPECT_EQ(kstrtoint("-2147483648", 10, &i), 0);
	EXPECT_EQ(i, INT_MIN);
	EXPECT_EQ(kstrtoint("-2147483649", 10, &i), -ERANGE);
	EXPECT_EQ(kstrtouint("4294967295", 10, &u), 0);
	EXPECT_EQ(kstrtouint("4294967296", 10, &u), -ERANGE);
	EXPECT_EQ(u, UINT_MAX);
}

/* What snprintf writes, kstrtoll reads. */
static void random_numbers_come_back(void)
{
	for (int i = 0; i < 20000 && !host_failed(); i++) {
		long long value = (long long)(host_random() >> host_random_below(64));
		char text[32];

		if (i & 1)
			value = -value;
		host_snprintf(text, sizeof(text), "%lld", value);
		expect_number(text, 10, 0, value);
		host_snprintf(text, sizeof(text), "%#llx", value & LLONG_MAX);
		expect_number(text, 0, 0, value & LLONG_MAX);
	}
}

static void booleans(void)
{
	static const struct {
		const char *text;
		int ret;
		bool value;
	} cases[] = {
		{ "y", 0, true },
		{ "Yes", 0, true },
		{ "1", 0, true },
		{ "on", 0, true },
		{ "ON", 0, true },
		{ "true", 0, true },
		{ "n", 0, false },
		{ "No", 0, false },
		{ "0", 0, false },
		{ "off", 0, false },
		{ "false", 0, false },
		{ "o", -EINVAL, false },
		{ "", -EINVAL, false },
		{ "2", -EINVAL, false },
		{ "maybe", -EINVAL, false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool value = !cases[i].value;

		EXPECT_EQ(kstrtobool(cases[i].text, &value), cases[i].ret);
		EXPECT_EQ(value, cases[i].ret ? !cases[i].value : cases[i].value);
	}
}

static void sizes_with_suffixes(void)
{
	char *end;
	u64 size = 7;

	EXPECT_EQ(memparse("896M", &end), 896ULL << 20);
	EXPECT_EQ(*end, 0);
	EXPECT_EQ(memparse("0x10k@", &end), 16 << 10);
	EXPECT_EQ(*end, '@');
	EXPECT_EQ(memparse("12", NULL), 12);
	EXPECT_EQ(memparse("x", &end), 0);
	EXPECT_EQ(*end, 'x');
	EXPECT_EQ(memparse("1E", NULL), 1LL << 60);

	EXPECT_EQ(kstrtosize("4G", &size), 0);
	EXPECT_EQ(size, 4ULL << 30);
	EXPECT_EQ(kstrtosize("4096", &size), 0);
	EXPECT_EQ(size, 4096);
	EXPECT_EQ(kstrtosize("", &size), -EINVAL);
	EXPECT_EQ(kstrtosize("M", &size), -EINVAL);
	EXPECT_EQ(kstrtosize("-1", &size), -EINVAL);
	EXPECT_EQ(kstrtosize("12MB", &size), -EINVAL);
	EXPECT_EQ(kstrtosize("12q", &size), -EINVAL);
	EXPECT_EQ(kstrtosize("16E", &size), -ERANGE);
	EXPECT_EQ(kstrtosize("99999999999999999999", &size), -ERANGE);
	EXPECT_EQ(size, 4096);
}

static void simple_numbers(void)
{
	char *end;

	EXPECT_EQ(simple_strtoul("077 rest", &end, 0), 63);
	EXPECT_STR(end, " rest");
	EXPECT_EQ(simple_strtol("-12,3", &end, 10), -12);
	EXPECT_STR(end, ",3");
	EXPECT_EQ(simple_strtoul("", &end, 0), 0);
	EXPECT_EQ(simple_strtoull("0xffffffffffffffff", &end, 0), ~0ULL);
}

HOST_TESTS(HOST_TEST(whole_strings_only), HOST_TEST(bases), HOST_TEST(limits_of_64_bits),
	   HOST_TEST(limits_of_narrow_types), HOST_TEST(random_numbers_come_back),
	   HOST_TEST(booleans), HOST_TEST(sizes_with_suffixes),
	   HOST_TEST(simple_numbers));
