/*
 * lib/kstrtox.c - numbers out of text
 *
 * The kstrto functions are for text that came from outside: all of it must be one number
 * that fits. The simple_ ones read a number that something else follows.
 *
 * Locking: none; pure functions of their arguments.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/string.h>

/* The value of a digit in any base, 255 for what is none. */
static unsigned int digit_value(char c)
{
	if (isdigit(c))
		return (unsigned int)(c - '0');
	if (isalpha(c))
		return (unsigned int)(tolower(c) - 'a' + 10);
	return 255;
}

/* Skip the prefix that *base allows, and find the base out if it is 0. */
static const char *skip_prefix(const char *s, unsigned int *base)
{
	bool hex = s[0] == '0' && tolower(s[1]) == 'x' && isxdigit(s[2]);

	if (*base == 0)
		*base = hex ? 16 : (s[0] == '0' ? 8 : 10);
	return hex && *base == 16 ? s + 2 : s;
}

/* Digits up to the first that is none; *end is where. False: more than 64 bits. */
static bool read_digits(const char *s, unsigned int base, unsigned long long *res,
			const char **end)
{
	unsigned long long value = 0;
	bool fits = true;

	for (; digit_value(*s) < base; s++) {
		fits &= !__builtin_mul_overflow(value, base, &value);
		fits &= !__builtin_add_overflow(value, digit_value(*s), &value);
	}
	*res = value;
	*end = s;
	return fits;
}

/* A whole string without sign. */
static int read_magnitude(const char *s, unsigned int base, unsigned long long *res)
{
	const char *digits = skip_prefix(s, &base);
	unsigned long long value;
	const char *end;
	bool fits = read_digits(digits, base, &value, &end);

	if (end == digits)
		return -EINVAL;
	if (*end == '\n')
		end++;
	if (*end)
		return -EINVAL;
	if (!fits)
		return -ERANGE;
	*res = value;
	return 0;
}

int kstrtoull(const char *s, unsigned int base, unsigned long long *res)
{
	return read_magnitude(*s == '+' ? s + 1 : s, base, res);
}

int kstrtoll(const char *s, unsigned int base, long long *res)
{
	unsigned long long magnitude;
	bool negative = *s == '-';
	int ret = negative ? read_magnitude(s + 1, base, &magnitude)
			   : kstrtoull(s, base, &magnitude);

	if (ret)
		return ret;
	if (magnitude > (unsigned long long)LLONG_MAX + negative)
		return -ERANGE;
	*res = (long long)(negative ? -magnitude : magnitude);
	return 0;
}

/* kstrto##name by way of the widest type, wide. */
#define DEFINE_KSTRTO(name, type, wide, wide_type)                    \
	int kstrto##name(const char *s, unsigned int base, type *res) \
	{                                                             \
		wide_type value;                                      \
		int ret = kstrto##wide(s, base, &value);              \
                                                                      \
		if (ret)                                              \
			return ret;                                   \
		if (value != (wide_type)(type)value)                  \
			return -ERANGE;                               \
		*res = (type)value;                                   \
		return 0;                                             \
	}

DEFINE_KSTRTO(ul, unsigned long, ull, unsigned long long)
DEFINE_KSTRTO(l, long, ll, long long)
DEFINE_KSTRTO(uint, unsigned int, ull, unsigned long long)
DEFINE_KSTRTO(int, int, ll, long long)
DEFINE_KSTRTO(u64, u64, ull, unsigned long long)
DEFINE_KSTRTO(s64, s64, ll, long long)
DEFINE_KSTRTO(u32, u32, ull, unsigned long long)
DEFINE_KSTRTO(u16, u16, ull, unsigned long long)
DEFINE_KSTRTO(u8, u8, ull, unsigned long long)

int kstrtobool(const char *s, bool *res)
{
	switch (tolower(s[0])) {
	case 'y':
	case 't':
	case '1':
		*res = true;
		return 0;
	case 'n':
	case 'f':
	case '0':
		*res = false;
		return 0;
	case 'o':
		if (tolower(s[1]) != 'n' && tolower(s[1]) != 'f')
			return -EINVAL;
		*res = tolower(s[1]) == 'n';
		return 0;
	default:
		return -EINVAL;
	}
}

unsigned long long simple_strtoull(const char *s, char **endp, unsigned int base)
{
	const char *digits = skip_prefix(s, &base);
	unsigned long long value;
	const char *end;

	read_digits(digits, base, &value, &end);
	if (endp)
		*endp = (char *)end;
	return value;
}

unsigned long simple_strtoul(const char *s, char **endp, unsigned int base)
{
	return simple_strtoull(s, endp, base);
}

long simple_strtol(const char *s, char **endp, unsigned int base)
{
	if (*s == '-')
		return (long)-simple_strtoul(s + 1, endp, base);
	return (long)simple_strtoul(s, endp, base);
}

/* The power of two that a suffix stands for, or -1. */
static int suffix_shift(char c)
{
	static const char suffixes[] = "kmgtpe";
	const char *found = c ? strchr(suffixes, tolower(c)) : NULL;

	return found ? (int)(found - suffixes + 1) * 10 : -1;
}

unsigned long long memparse(const char *ptr, char **endp)
{
	char *end;
	unsigned long long value = simple_strtoull(ptr, &end, 0);
	int shift = suffix_shift(*end);

	if (shift > 0) {
		value <<= shift;
		end++;
	}
	if (endp)
		*endp = end;
	return value;
}

int kstrtosize(const char *s, u64 *res)
{
	unsigned int base = 0;
	const char *digits = skip_prefix(s, &base);
	unsigned long long value;
	const char *end;
	bool fits = read_digits(digits, base, &value, &end);
	int shift = 0;

	if (end == digits)
		return -EINVAL;
	if (*end && *end != '\n') {
		shift = suffix_shift(*end++);
		if (shift < 0)
			return -EINVAL;
	}
	if (*end == '\n')
		end++;
	if (*end)
		return -EINVAL;
	if (!fits || (value << shift) >> shift != value)
		return -ERANGE;
	*res = value << shift;
	return 0;
}
