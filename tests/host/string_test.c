/*
 * tests/host/string_test.c - lib/mem.c, lib/string.c, lib/strsearch.c
 *
 * The mem functions against byte-wise models at all small sizes, offsets and overlaps; the
 * string functions by cases at their edges. Buffers that must not be overrun come from
 * malloc(), where the address sanitizer watches both ends.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/string.h>
#include "tests/host/host_test.h"

#define AREA 160

static void fill_random(unsigned char *p, size_t n)
{
	while (n--)
		*p++ = (unsigned char)host_random();
}

static void memmove_and_memcpy_match_a_model(void)
{
	unsigned char area[AREA], model[AREA], old[AREA];

	for (int i = 0; i < 20000 && !host_failed(); i++) {
		size_t n = host_random_below(70);
		size_t from = host_random_below(AREA - 70),
		       to = host_random_below(AREA - 70);
		bool apart = from + n <= to || to + n <= from;

		fill_random(area, AREA);
		for (size_t k = 0; k < AREA; k++)
			model[k] = old[k] = area[k];
		for (size_t k = 0; k < n; k++)
			model[to + k] = old[from + k];
		if (apart && (i & 1))
			EXPECT(memcpy(area + to, area + from, n) == area + to);
		else
			EXPECT(memmove(area + to, area + from, n) == area + to);
		if (host_memcmp(area, model, AREA) != 0)
			host_fail(__FILE__, __LINE__, "n=%zu from=%zu to=%zu", n, from,
				  to);
	}
}

static void memset_fills_exactly(void)
{
	unsigned char area[AREA];

	for (size_t n = 0; n < 80; n++) {
		for (size_t at = 1; at < 10; at++) {
			int c = (int)host_random_below(1000);

			fill_random(area, AREA);
			area[at - 1] = area[at + n] = (unsigned char)(c + 1);
			memset(area + at, c, n);
			for (size_t k = 0; k < n; k++)
				EXPECT_EQ(area[at + k], (unsigned char)c);
			EXPECT_EQ(area[at - 1], (unsigned char)(c + 1));
			EXPECT_EQ(area[at + n], (unsigned char)(c + 1));
		}
	}
}

static void memset64_fills_words(void)
{
	u64 words[5] = { 1, 1, 1, 1, 1 };

	memset64(words + 1, 0x0123456789abcdef, 3);
	EXPECT(words[0] == 1 && words[4] == 1);
	EXPECT(words[1] == 0x0123456789abcdef && words[3] == 0x0123456789abcdef);
}

static int sign(int x)
{
	return (x > 0) - (x < 0);
}

static void memcmp_matches_the_host(void)
{
	unsigned char a[48], b[48];

	for (int i = 0; i < 20000 && !host_failed(); i++) {
		size_t n = host_random_below(40), at = host_random_below(8);

		fill_random(a, sizeof(a));
		memcpy(b, a, sizeof(a));
		if (n && (i & 1))
			b[at + host_random_below((unsigned int)n)] ^= 0x80;
		EXPECT_EQ(sign(memcmp(a + at, b + at, n)),
			  sign(host_memcmp(a + at, b + at, n)));
		EXPECT_EQ(bcmp(a + at, b + at, n) != 0, memcmp(a + at, b + at, n) != 0);
	}
}

static void memchr_and_its_kin(void)
{
	char text[] = "aaaaaaaaaaaaaaaaaaaab";

	EXPECT(memchr(text, 'b', 20) == NULL);
	EXPECT(memchr(text, 'b', 21) == text + 20);
	EXPECT(memscan(text, 'b', 20) == text + 20);
	EXPECT(memscan(text, 'a', 20) == text);
	EXPECT(memchr_inv(text, 'a', 20) == NULL);
	EXPECT(memchr_inv(text, 'a', 21) == text + 20);
	EXPECT(memchr_inv(text, 'b', 1) == text);
	EXPECT(memchr_inv(text, 'b', 0) == NULL);
}

static void lengths(void)
{
	char *unterminated = host_malloc(4);

	memset(unterminated, 'x', 4);
	EXPECT_EQ(strlen(""), 0);
	EXPECT_EQ(strlen("four"), 4);
	EXPECT_EQ(strnlen(unterminated, 4), 4);
	EXPECT_EQ(strnlen("ab", 4), 2);
	EXPECT_EQ(strnlen("ab", 0), 0);
	host_free(unterminated);
}

static void copies(void)
{
	char buf[8];

	EXPECT_EQ(strscpy(buf, "1234567", sizeof(buf)), 7);
	EXPECT_STR(buf, "1234567");
	EXPECT_EQ(strscpy(buf, "abcdefgh", sizeof(buf)), -E2BIG);
	EXPECT_STR(buf, "abcdefg");
	EXPECT_EQ(strscpy(buf, "x", 0), -E2BIG);
	EXPECT_EQ(strscpy(buf, "x", 1), -E2BIG);
	EXPECT_STR(buf, "");
	memset(buf, 'z', sizeof(buf));
	EXPECT_EQ(strscpy_pad(buf, "ab", sizeof(buf)), 2);
	EXPECT(memcmp(buf, "ab\0\0\0\0\0\0", 8) == 0);
	memset(buf, 'z', sizeof(buf));
	EXPECT(strncpy(buf, "ab", 4) == buf);
	EXPECT(memcmp(buf, "ab\0\0zzzz", 8) == 0);
	strncpy(buf, "abcdef", 4);
	EXPECT(memcmp(buf, "abcdzzzz", 8) == 0);
	strcpy(buf, "ab");
	EXPECT_STR(strcat(buf, "cd"), "abcd");
	EXPECT_STR(strncat(buf, "efgh", 2), "abcdef");
	EXPECT_EQ(strlcpy(buf, "123456789", sizeof(buf)), 9);
	EXPECT_STR(buf, "1234567");
	strcpy(buf, "abcd");
	EXPECT_EQ(strlcat(buf, "efghij", sizeof(buf)), 10);
	EXPECT_STR(buf, "abcdefg");
	EXPECT_EQ(strlcat(buf, "x", 3),
		  4); /* no end within 3 bytes: nothing is written */
}

static void comparisons(void)
{
	EXPECT_EQ(strcmp("abc", "abc"), 0);
	EXPECT(strcmp("abc", "abd") < 0);
	EXPECT(strcmp("abc", "ab") > 0);
	EXPECT(strcmp("\x80", "a") > 0); /* bytes are unsigned */
	EXPECT_EQ(strncmp("abcx", "abcy", 3), 0);
	EXPECT(strncmp("abcx", "abcy", 4) < 0);
	EXPECT_EQ(strncmp("a", "b", 0), 0);
	EXPECT_EQ(strncmp("ab", "ab", 100), 0);
	EXPECT_EQ(strcasecmp("HeLLo", "hEllO"), 0);
	EXPECT(strcasecmp("a", "B") < 0);
	EXPECT_EQ(strncasecmp("ABx", "aby", 2), 0);
	EXPECT(sysfs_streq("on\n", "on"));
	EXPECT(sysfs_streq("", "\n"));
	EXPECT(!sysfs_streq("on\n\n", "on"));
	EXPECT(!sysfs_streq("on", "off"));
	EXPECT(strstarts("/dev/null", "/dev/"));
	EXPECT(!strstarts("/de", "/dev/"));
	EXPECT_EQ(str_has_prefix("console=x", "console="), 8);
	EXPECT_EQ(str_has_prefix("cons", "console="), 0);
}

static void searches(void)
{
	const char *s = "hello world";

	EXPECT(strchr(s, 'o') == s + 4);
	EXPECT(strchr(s, '\0') == s + 11);
	EXPECT(strchr(s, 'x') == NULL);
	EXPECT(strrchr(s, 'o') == s + 7);
	EXPECT(strrchr(s, '\0') == s + 11);
	EXPECT(strrchr(s, 'x') == NULL);
	EXPECT(strchrnul(s, 'x') == s + 11);
	EXPECT(strnchr(s, 4, 'o') == NULL);
	EXPECT(strnchr(s, 5, 'o') == s + 4);
	EXPECT(strnchr("ab", 10, 'x') == NULL);
	EXPECT(strstr(s, "o w") == s + 4);
	EXPECT(strstr(s, "") == s);
	EXPECT(strstr(s, "worlds") == NULL);
	EXPECT(strstr("aaab", "aab") != NULL);
	EXPECT(strnstr(s, "world", 10) == NULL);
	EXPECT(strnstr(s, "world", 11) == s + 6);
	EXPECT_EQ(strspn("0x1f", "0123456789"), 1);
	EXPECT_EQ(strspn("", "abc"), 0);
	EXPECT_EQ(strcspn("key=value", "="), 3);
	EXPECT_EQ(strcspn("key", "="), 3);
	EXPECT(strpbrk(s, "xyzw") == s + 6);
	EXPECT(strpbrk(s, "xyz") == NULL);
	EXPECT_STR(kbasename("/a/b/c"), "c");
	EXPECT_STR(kbasename("c"), "c");
}

static void separating_and_trimming(void)
{
	char list[] = "a,,b:c", blanks[] = " \t x y \n", only_blanks[] = "  \n";
	char *rest = list;

	EXPECT_STR(strsep(&rest, ",:"), "a");
	EXPECT_STR(strsep(&rest, ",:"), "");
	EXPECT_STR(strsep(&rest, ",:"), "b");
	EXPECT_STR(strsep(&rest, ",:"), "c");
	EXPECT(strsep(&rest, ",:") == NULL);
	EXPECT_STR(strim(blanks), "x y");
	EXPECT_STR(strim(only_blanks), "");
	EXPECT_STR(skip_spaces(" \r\n z "), "z ");
}

static void kinds_of_characters(void)
{
	int digits = 0, letters = 0, spaces = 0, prints = 0, controls = 0, hexes = 0,
	    puncts = 0;

	for (int c = -128; c < 256; c++) {
		digits += isdigit(c);
		letters += isalpha(c);
		spaces += isspace(c);
		prints += isprint(c);
		controls += iscntrl(c);
		hexes += isxdigit(c);
		puncts += ispunct(c);
		EXPECT(!isalpha(c) || tolower(toupper(c)) == tolower(c));
	}
	EXPECT_EQ(digits, 10);
	EXPECT_EQ(letters, 52);
	EXPECT_EQ(spaces, 6);
	EXPECT_EQ(prints, 95);
	EXPECT_EQ(controls, 33);
	EXPECT_EQ(hexes, 22);
	EXPECT_EQ(puncts, 32);
}

HOST_TESTS(HOST_TEST(memmove_and_memcpy_match_a_model), HOST_TEST(memset_fills_exactly),
	   HOST_TEST(memset64_fills_words), HOST_TEST(memcmp_matches_the_host),
	   HOST_TEST(memchr_and_its_kin), HOST_TEST(lengths), HOST_TEST(copies),
	   HOST_TEST(comparisons), HOST_TEST(searches),
	   HOST_TEST(separating_and_trimming), HOST_TEST(kinds_of_characters));
