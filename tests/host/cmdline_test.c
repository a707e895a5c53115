/*
 * tests/host/cmdline_test.c - lib/cmdline.c
 */
#include <linux/cmdline.h>
#include <linux/string.h>
#include "tests/host/host_test.h"

/* Splits line and compares name, value, name, value, ... up to a NULL name. */
static void expect_words(const char *line, const char *const *expected)
{
	char *copy = host_malloc(strlen(line) + 1);
	char *args, *name, *value;

	strcpy(copy, line);
	args = skip_spaces(copy);
	while (*args && *expected) {
		args = next_arg(args, &name, &value);
		EXPECT_STR(name, expected[0]);
		EXPECT_STR(value ? value : "(none)", expected[1]);
		expected += 2;
	}
	EXPECT_EQ(*args, 0);
	EXPECT(*expected == NULL);
	host_free(copy);
}

#define EXPECT_WORDS(line, words...) \
	expect_words(line, (const char *const[]){ words, NULL })

static void words_names_and_values(void)
{
	EXPECT_WORDS("quiet", "quiet", "(none)");
	EXPECT_WORDS("  a  b=c\td= \n", "a", "(none)", "b", "c", "d", "");
	EXPECT_WORDS("root=UUID=12", "root", "UUID=12");
	EXPECT_WORDS("x -- -y", "x", "(none)", "--", "(none)", "-y", "(none)");
	EXPECT_WORDS("=v", "", "v");
	expect_words("   ", (const char *const[]){ NULL });
}

static void quotes_keep_blanks(void)
{
	EXPECT_WORDS("a=\"b c\" d", "a", "b c", "d", "(none)");
	EXPECT_WORDS("\"a=b c\" d", "a", "b c", "d", "(none)");
	EXPECT_WORDS("\"two words\"", "two words", "(none)");
	EXPECT_WORDS("a=\"\"", "a", "");
	EXPECT_WORDS("a=\"never closed b", "a", "never closed b");
	EXPECT_WORDS("a=x\"y z\" b", "a", "x\"y z\"", "b", "(none)");
	EXPECT_WORDS("\"", "", "(none)");
	EXPECT_WORDS("a=\"", "a", "");
}

/* Any bytes: it ends, and stays inside what it was given. */
static void any_line_is_taken_apart(void)
{
	static const char alphabet[] = "ab= \"\t-";

	for (int i = 0; i < 50000 && !host_failed(); i++) {
		unsigned int len = host_random_below(24), words = 0;
		char *line = host_malloc(len + 1), *args, *name, *value;

		for (unsigned int k = 0; k < len; k++)
			line[k] = alphabet[host_random_below(sizeof(alphabet) - 1)];
		line[len] = '\0';
		args = skip_spaces(line);
		while (*args) {
			args = next_arg(args, &name, &value);
			EXPECT(name >= line && name <= line + len);
			EXPECT(strlen(name) <= len);
			EXPECT(!value ||
			       (value > name && value + strlen(value) <= line + len));
			words++;
		}
		EXPECT(words <= (len + 1) / 2 + 1);
		host_free(line);
	}
}

static void dashes_and_underscores_are_one(void)
{
	EXPECT(parameq("no-such_thing", "no_such-thing"));
	EXPECT(!parameq("nosuch", "no_such"));
	EXPECT(!parameq("abc", "ab"));
	EXPECT(!parameq("ab", "abc"));
	EXPECT(parameqn("abc", "abd", 2));
	EXPECT(!parameqn("abc", "abd", 3));
}

HOST_TESTS(HOST_TEST(words_names_and_values), HOST_TEST(quotes_keep_blanks),
	   HOST_TEST(any_line_is_taken_apart), HOST_TEST(dashes_and_underscores_are_one));
