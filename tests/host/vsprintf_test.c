/*
 * tests/host/vsprintf_test.c - lib/vsprintf.c, lib/vsprintf_pointer.c, lib/hexdump.c
 *
 * The C formats are compared with the host's snprintf() over random formats, values and
 * buffer sizes; the kernel's own by cases.
 */
#include <linux/err.h>
#include <linux/hexdump.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include "tests/host/host_test.h"

#define BUF 256

/* A random "%[flags][width][.precision]qualifier" and then the letter. */
static void make_format(char *fmt, const char *qualifier, const char *letters)
{
	const char *flags = "-+ #0";
	size_t n = 0;

	fmt[n++] = '<';
	fmt[n++] = '%';
	for (int i = 0; i < 5; i++) {
		/* "#" is not defined for d, i and u. */
		if (host_random_below(3) == 0 && (flags[i] != '#' || letters[0] != 'd'))
			fmt[n++] = flags[i];
	}
	if (host_random_below(2))
		n += (size_t)host_snprintf(fmt + n, 8, "%u", host_random_below(30));
	if (host_random_below(2))
		n += (size_t)host_snprintf(fmt + n, 8, ".%u", host_random_below(25));
	n += (size_t)host_snprintf(fmt + n, 8, "%s", qualifier);
	fmt[n++] = letters[host_random_below((unsigned int)strlen(letters))];
	fmt[n++] = '>';
	fmt[n] = '\0';
}

/* Both format the same; ours into a buffer of size bytes, watched by the sanitizer. */
static void compare(const char *fmt, size_t size, ...)
{
	char *ours = host_malloc(size ? size : 1), theirs[BUF];
	va_list args;
	int ours_len, theirs_len;

	va_start(args, size);
	ours_len = vsnprintf(ours, size, fmt, args);
	va_end(args);
	va_start(args, size);
	theirs_len = host_vsnprintf(theirs, size, fmt, args);
	va_end(args);
	if (ours_len != theirs_len || (size && strcmp(ours, theirs) != 0))
		host_fail(__FILE__, __LINE__,
			  "%s, %zu bytes: \"%s\" (%d), not \"%s\" (%d)", fmt, size,
			  size ? ours : "", ours_len, size ? theirs : "", theirs_len);
	host_free(ours);
}

/* Full-size mostly; often enough too small. */
static size_t random_size(void)
{
	return host_random_below(4) ? BUF : host_random_below(40);
}

static u64 random_value(void)
{
	u64 value = host_random() >> host_random_below(64);

	switch (host_random_below(8)) {
	case 0:
		return 0;
	case 1:
		return -value;
	default:
		return value;
	}
}

static void integers_match_the_host(void)
{
	static const char *const qualifiers[] = {
		"hh", "h", "", "l", "ll", "z", "j", "t"
	};

	for (int i = 0; i < 200000 && !host_failed(); i++) {
		const char *letters = i & 1 ? "di" : (i & 2 ? "u" : "xXo");
		unsigned int q = host_random_below(8);
		u64 value = random_value();
		char fmt[48];

		/* "#" and "+" have no meaning for u in C; the host ignores them as we do. */
		make_format(fmt, qualifiers[q], letters[0] == 'u' ? "u" : letters);
		if (letters[0] == 'u' && strchr(fmt, '#'))
			continue;
		if (q <= 2)
			compare(fmt, random_size(), (int)value);
		else
			compare(fmt, random_size(), (long)value);
	}
}

static void strings_match_the_host(void)
{
	for (int i = 0; i < 20000 && !host_failed(); i++) {
		char fmt[48], *text = host_malloc(21);
		unsigned int len = host_random_below(21);

		for (unsigned int k = 0; k < len; k++)
			text[k] = (char)('a' + host_random_below(26));
		text[len] = '\0';
		make_format(fmt, "", "s");
		if (!strchr(fmt, '0') && !strchr(fmt, '#'))
			compare(fmt, random_size(), text);
		host_free(text);
	}
	compare("%c%c%5c%-5c|%%", BUF, 'a', 'b', 'c', 'd');
	compare("plain", 3);
	compare("plain", 0);
	compare("", BUF);
}

static void stars_match_the_host(void)
{
	for (int i = 0; i < 20000 && !host_failed(); i++)
		compare("<%*.*d|%-*lx|%.*s>", random_size(),
			(int)host_random_below(40) - 20, (int)host_random_below(20) - 5,
			(int)random_value(), (int)host_random_below(40) - 20,
			(long)random_value(), (int)host_random_below(10) - 2, "abcdefgh");
}

/* A string need not be terminated when the precision ends it. */
static void precision_bounds_a_string(void)
{
	char *text = host_malloc(4), out[16];

	memset(text, 'x', 4);
	snprintf(out, sizeof(out), "%.4s", text);
	EXPECT_STR(out, "xxxx");
	host_free(text);
}

/* One kernel format, checked against the text expected. */
static void expect_text(const char *expected, const char *fmt, ...)
{
	char out[BUF];
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(out, sizeof(out), fmt, args);
	va_end(args);
	EXPECT_STR(out, expected);
	EXPECT_EQ(len, strlen(expected));
}

static void pointers(void)
{
	expect_text("ffff888000001000", "%p", (void *)0xffff888000001000);
	expect_text("0000000000000000", "%px", NULL);
	expect_text("00000000deadbeef.", "%pK.", (void *)0xdeadbeef);
	expect_text("[  0000000000000001]", "[%18p]", (void *)1);
	expect_text("0000000000000012", "%pS", (void *)0x12);
	expect_text("-ENOENT", "%pe", ERR_PTR(-ENOENT));
	expect_text("-EAGAIN", "%pe", ERR_PTR(-EAGAIN));
	expect_text("-EPROBE_DEFER", "%pe", ERR_PTR(-EPROBE_DEFER));
	expect_text("fffffffffffffc18", "%pe", ERR_PTR(-1000));
	expect_text("0000000000001000", "%pe", (void *)0x1000);
	expect_text("0x000000013fff0000", "%pa", &(phys_addr_t){ 0x13fff0000 });
}

static void name_symbol(char *buf, size_t size, unsigned long addr, char form)
{
	if (addr == 0x1234)
		snprintf(buf, size, "main%c", form);
}

static void symbols_come_from_the_hook(void)
{
	vsprintf_symbol_hook = name_symbol;
	expect_text("mainS mains mainB|", "%pS %ps %pB|", (void *)0x1234, (void *)0x1234,
		    (void *)0x1234);
	expect_text("0000000000000012", "%pS", (void *)0x12);
	vsprintf_symbol_hook = NULL;
}

static void bytes_and_bitmaps(void)
{
	static const u8 mac[] = { 0x52, 0x54, 0x00, 0x0a, 0xff };
	static const unsigned long bits[] = { 0x8000000000000b4fUL, 0x1UL };

	expect_text("52 54 00 0a ff", "%*ph", 5, mac);
	expect_text("52:54:00", "%*phC", 3, mac);
	expect_text("52-54", "%*phD", 2, mac);
	expect_text("525400", "%*phN", 3, mac);
	expect_text("0-3,6,8-9,11,63-64", "%*pbl", 128, bits);
	expect_text("0-3,6", "%*pbl", 7, bits);
	expect_text("4f", "%*pb", 7, bits);
	expect_text("f", "%*pb", 4, bits);
	expect_text("1,80000000,00000b4f", "%*pb", 65, bits);
	expect_text("00000000,00000001,80000000,00000b4f", "%*pb", 128, bits);
	expect_text("", "%*pbl", 0, bits);
	expect_text("|", "%*pbl|", 4, (const unsigned long[]){ 0 });
}

static void __printf(2, 3) format_nested(const char *expected, const char *fmt, ...)
{
	struct va_format vaf = { .fmt = fmt };
	char out[64];
	va_list args;

	va_start(args, fmt);
	vaf.va = &args;
	snprintf(out, sizeof(out), "<%pV>", &vaf);
	va_end(args);
	EXPECT_STR(out, expected);
}

static void nested_formats(void)
{
	format_nested("<7 apples>", "%d %s", 7, "apples");
	format_nested("<>", "%s", "");
}

static void mistakes_are_survived(void)
{
	expect_text("(null)", "%s", NULL);
	expect_text("(efault)", "%s", (void *)8);
	expect_text("(efault)", "%s", ERR_PTR(-ENOMEM));
	expect_text("before ", "before %n after", NULL);
	expect_text("before ", "before %q after %s", 1, (void *)8);
	expect_text("x", "x%");
	expect_text("x", "x%-08.3l");
}

static void scnprintf_counts_what_is_there(void)
{
	char out[8];

	EXPECT_EQ(scnprintf(out, sizeof(out), "%s", "0123456789"), 7);
	EXPECT_EQ(scnprintf(out, sizeof(out), "%s", "012"), 3);
	EXPECT_EQ(scnprintf(out, 0, "%s", "012"), 0);
	EXPECT_EQ(snprintf(NULL, 0, "%d", 12345), 5);
	EXPECT_EQ(sprintf(out, "%x", 0xabc), 3);
	EXPECT_STR(out, "abc");
}

static void error_names(void)
{
	EXPECT_STR(errname(1), "EPERM");
	EXPECT_STR(errname(133), "EHWPOISON");
	EXPECT(errname(0) == NULL);
	EXPECT(errname(134) == NULL);
	EXPECT(errname(-1) == NULL);
	EXPECT(errname(100000) == NULL);
}

static void expect_dump(const char *expected, const void *buf, size_t len, int group,
			bool ascii)
{
	char line[HEX_DUMP_LINE];

	EXPECT_EQ(hex_dump_to_buffer(buf, len, 16, group, line, sizeof(line), ascii),
		  strlen(expected));
	EXPECT_STR(line, expected);
}

static void hex_dumps(void)
{
	static const char elf[] = "\177ELF\2\1\1\0ABCDEFGH~\x7f";
	char line[HEX_DUMP_LINE], little[10];

	expect_dump("7f 45 4c 46 02 01 01 00 41 42 43 44 45 46 47 48  .ELF....ABCDEFGH",
		    elf, 16, 1, true);
	expect_dump("464c457f 00010102 44434241 48474645  .ELF....ABCDEFGH", elf, 16, 4,
		    true);
	expect_dump("", elf, 0, 1, false);
	expect_dump("7f 45 4c", elf, 3, 4, false); /* 3 bytes make no group of 4 */
	hex_dump_to_buffer(elf, 18, 32, 1, line, sizeof(line), true);
	EXPECT(host_strstr(line, ".ELF....ABCDEFGH~.") != NULL);
	hex_dump_to_buffer(elf, 16, 16, 1, little, sizeof(little), true);
	EXPECT_STR(little, "7f 45 4c ");
}

HOST_TESTS(HOST_TEST(integers_match_the_host), HOST_TEST(strings_match_the_host),
	   HOST_TEST(stars_match_the_host), HOST_TEST(precision_bounds_a_string),
	   HOST_TEST(pointers), HOST_TEST(symbols_come_from_the_hook),
	   HOST_TEST(bytes_and_bitmaps), HOST_TEST(nested_formats),
	   HOST_TEST(mistakes_are_survived), HOST_TEST(scnprintf_counts_what_is_there),
	   HOST_TEST(error_names), HOST_TEST(hex_dumps));
