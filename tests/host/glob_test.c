/*
 * tests/host/glob_test.c - lib/glob.c
 *
 * Cases, and random patterns against a recursive model that is slow and plain.
 */
#include <linux/array_size.h>
#include <linux/glob.h>
#include "tests/host/host_test.h"

static const struct {
	const char *pattern, *string;
	bool matches;
} cases[] = {
	{ "", "", true },
	{ "", "a", false },
	{ "a", "", false },
	{ "a", "a", true },
	{ "a", "ab", false },
	{ "*", "", true },
	{ "*", "anything", true },
	{ "**", "x", true },
	{ "page_alloc.*", "page_alloc.split", true },
	{ "page_alloc.*", "page_allocs.split", false },
	{ "*.split", "page_alloc.split", true },
	{ "*ab*ab*", "xxabyyabzz", true },
	{ "*ab*ab*", "xxabyyazbz", false },
	{ "a*b*c", "abbcbcc", true },
	{ "a*b*c", "abbcbcb", false },
	{ "?", "", false },
	{ "??", "ab", true },
	{ "a?c", "abc", true },
	{ "[a-c]x", "bx", true },
	{ "[a-c]x", "dx", false },
	{ "[!a-c]x", "dx", true },
	{ "[^a-c]x", "ax", false },
	{ "[!a]", "", false },
	{ "[]]", "]", true },
	{ "[]a]", "a", true },
	{ "[!]a]", "]", false },
	{ "[a-]", "-", true },
	{ "[-a]", "-", true },
	{ "[\\]", "\\", true },
	{ "[abc", "[abc", true }, /* not closed: an ordinary character */
	{ "[abc", "a", false },
	{ "*[", "x[", true },
	{ "\\*", "*", true },
	{ "\\*", "x", false },
	{ "a\\?b", "a?b", true },
	{ "a\\", "a\\", true },
	{ "\xff", "\xff", true },
	{ "[\x80-\xff]", "\xe4", true },
};

static void listed_cases(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		if (glob_match(cases[i].pattern, cases[i].string) != cases[i].matches)
			host_fail(__FILE__, __LINE__, "\"%s\" and \"%s\": not %d",
				  cases[i].pattern, cases[i].string, cases[i].matches);
	}
}

/* '*' and '?' by the definition. */
static bool model(const char *pat, const char *str)
{
	if (!*pat)
		return !*str;
	if (*pat == '*')
		return model(pat + 1, str) || (*str && model(pat, str + 1));
	return *str && (*pat == '?' || *pat == *str) && model(pat + 1, str + 1);
}

static void random_text(char *buf, unsigned int len, const char *alphabet,
			unsigned int letters)
{
	for (unsigned int i = 0; i < len; i++)
		buf[i] = alphabet[host_random_below(letters)];
	buf[len] = '\0';
}

static void random_patterns_match_the_model(void)
{
	char pattern[12], string[16];
	int matched = 0;

	for (int i = 0; i < 200000 && !host_failed(); i++) {
		random_text(pattern, host_random_below(10), "ab*?*", 5);
		random_text(string, host_random_below(14), "ab", 2);
		if (glob_match(pattern, string) != model(pattern, string))
			host_fail(__FILE__, __LINE__, "\"%s\" and \"%s\": not %d",
				  pattern, string, model(pattern, string));
		matched += model(pattern, string);
	}
	EXPECT(matched > 1000);
}

HOST_TESTS(HOST_TEST(listed_cases), HOST_TEST(random_patterns_match_the_model));
