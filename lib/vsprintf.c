/*
 * lib/vsprintf.c - formatted text: reading the format, numbers and strings
 *
 * A format is plain text and conversions. Each conversion is read into a format_spec and
 * then written to a text_sink, which counts what would have been written, so that the
 * length is known even when the buffer is too small (C17, 7.21.6.5).
 *
 * Locking: none; pure functions of their arguments.
 */
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include "vsprintf.h"

/* Widths and precisions beyond this are cut: no message is that long. */
#define FIELD_MAX 4096

void sink_pad(struct text_sink *sink, char c, int count)
{
	while (count-- > 0)
		sink_put(sink, c);
}

/* The digits of value, the last one first; returns their number. */
static int make_digits(char *digits, u64 value, unsigned int base, bool upper)
{
	const char *letters = upper ? "0123456789ABCDEF" : "0123456789abcdef";
	int n = 0;

	for (; value; value /= base)
		digits[n++] = letters[value % base];
	return n;
}

/* What stands before the digits: a sign or 0x; "" for neither. */
static const char *number_prefix(const struct format_spec *spec, u64 value, bool negative)
{
	if (negative)
		return "-";
	if (spec->is_signed && spec->plus)
		return "+";
	if (spec->is_signed && spec->space)
		return " ";
	if (spec->alternate && spec->base == 16 && value)
		return spec->upper ? "0X" : "0x";
	return "";
}

/* value is the magnitude. */
void sink_number(struct text_sink *sink, const struct format_spec *spec, u64 value,
		 bool negative)
{
	char digits[24];
	const char *prefix = number_prefix(spec, value, negative);
	int n = make_digits(digits, value, spec->base, spec->upper);
	int zeros = max(spec->precision < 0 ? 1 : spec->precision, n) - n;
	int padding;

	if (spec->alternate && spec->base == 8 && zeros == 0)
		zeros = 1;
	padding = spec->width - (int)strlen(prefix) - zeros - n;
	if (spec->zero && !spec->left && spec->precision < 0 && padding > 0) {
		zeros += padding;
		padding = 0;
	}
	if (!spec->left)
		sink_pad(sink, ' ', padding);
	while (*prefix)
		sink_put(sink, *prefix++);
	sink_pad(sink, '0', zeros);
	while (n)
		sink_put(sink, digits[--n]);
	if (spec->left)
		sink_pad(sink, ' ', padding);
}

/* len characters, padded to the width. */
static void sink_chars(struct text_sink *sink, const struct format_spec *spec,
		       const char *s, int len)
{
	int padding = spec->width - len;

	if (!spec->left)
		sink_pad(sink, ' ', padding);
	for (int i = 0; i < len; i++)
		sink_put(sink, s[i]);
	if (spec->left)
		sink_pad(sink, ' ', padding);
}

void sink_string(struct text_sink *sink, const struct format_spec *spec, const char *s)
{
	size_t most = spec->precision < 0 ? FIELD_MAX : (size_t)spec->precision;

	/* The mistakes that happen: printed, not followed. */
	if (!s)
		s = "(null)";
	else if ((unsigned long)s < 4096 || IS_ERR(s))
		s = "(efault)";
	sink_chars(sink, spec, s, (int)strnlen(s, most));
}

/* A number in the format. */
static int read_number(const char **fmt)
{
	int value = 0;

	for (; isdigit(**fmt); (*fmt)++)
		value = min(value * 10 + (**fmt - '0'), FIELD_MAX);
	return value;
}

static void read_flags(const char **fmt, struct format_spec *spec)
{
	for (;; (*fmt)++) {
		switch (**fmt) {
		case '-':
			spec->left = true;
			break;
		case '+':
			spec->plus = true;
			break;
		case ' ':
			spec->space = true;
			break;
		case '#':
			spec->alternate = true;
			break;
		case '0':
			spec->zero = true;
			break;
		default:
			return;
		}
	}
}

static char read_qualifier(const char **fmt)
{
	char c = **fmt;

	if (!c || !strchr("hlztjLZ", c))
		return 0;
	(*fmt)++;
	if ((c == 'h' || c == 'l') && **fmt == c) {
		(*fmt)++;
		return c == 'h' ? 'H' : 'L';
	}
	return c == 'j' ? 'L' : c;
}

static void read_conversion(char c, struct format_spec *spec)
{
	spec->conversion = c;
	spec->base = c == 'o' ? 8 : (tolower(c) == 'x' ? 16 : 10);
	spec->upper = c == 'X';
	spec->is_signed = c == 'd' || c == 'i';
}

/* The argument of %d and its kin, widened; its sign apart. */
static u64 number_argument(const struct format_spec *spec, va_list *args, bool *negative)
{
	u64 value;

	if (spec->qualifier == 'L')
		value = va_arg(*args, unsigned long long);
	else if (spec->qualifier && strchr("lztZ", spec->qualifier))
		value = va_arg(*args, unsigned long);
	else if (spec->is_signed)
		value = (u64)(s64)va_arg(*args, int);
	else
		value = va_arg(*args, unsigned int);

	if (spec->qualifier == 'h')
		value = spec->is_signed ? (u64)(s64)(s16)value : (u16)value;
	else if (spec->qualifier == 'H')
		value = spec->is_signed ? (u64)(s64)(s8)value : (u8)value;

	*negative = spec->is_signed && (s64)value < 0;
	return *negative ? -value : value;
}

/*
 * Write one conversion. fmt is what follows its letter; returns where the format goes on,
 * or NULL when it cannot: %n and unknown letters, after which the arguments are not to
 * be trusted.
 */
static const char *sink_conversion(struct text_sink *sink, const struct format_spec *spec,
				   const char *fmt, va_list *args)
{
	bool negative;
	u64 value;
	char c;

	switch (spec->conversion) {
	case '%':
		sink_put(sink, '%');
		return fmt;
	case 'c':
		c = (char)va_arg(*args, int);
		sink_chars(sink, spec, &c, 1);
		return fmt;
	case 's':
		sink_string(sink, spec, va_arg(*args, const char *));
		return fmt;
	case 'p':
		sink_pointer(sink, spec, fmt, va_arg(*args, const void *));
		while (isalnum(*fmt))
			fmt++;
		return fmt;
	case 'd':
	case 'i':
	case 'u':
	case 'o':
	case 'x':
	case 'X':
		value = number_argument(spec, args, &negative);
		sink_number(sink, spec, value, negative);
		return fmt;
	default:
		return NULL;
	}
}

/* Read one conversion, of which fmt is the character behind the '%'. */
static const char *read_spec(const char *fmt, struct format_spec *spec, va_list *args)
{
	*spec = (struct format_spec){ .precision = -1 };
	read_flags(&fmt, spec);
	if (*fmt == '*') {
		int width = va_arg(*args, int);

		spec->left |= width < 0;
		spec->width = min(width < 0 ? -(unsigned int)width : (unsigned int)width,
				  (unsigned int)FIELD_MAX);
		fmt++;
	} else {
		spec->width = read_number(&fmt);
	}
	if (*fmt == '.') {
		fmt++;
		if (*fmt == '*') {
			spec->precision = min(va_arg(*args, int), FIELD_MAX);
			fmt++;
		} else {
			spec->precision = read_number(&fmt);
		}
	}
	spec->qualifier = read_qualifier(&fmt);
	read_conversion(*fmt, spec);
	return *fmt ? fmt + 1 : fmt;
}

int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	struct text_sink sink = { .buf = buf, .size = size };
	struct format_spec spec;
	va_list rest;

	va_copy(rest, args);
	while (fmt && *fmt) {
		if (*fmt != '%') {
			sink_put(&sink, *fmt++);
			continue;
		}
		fmt = read_spec(fmt + 1, &spec, &rest);
		fmt = sink_conversion(&sink, &spec, fmt, &rest);
	}
	va_end(rest);
	if (size)
		buf[min(sink.pos, size - 1)] = '\0';
	return (int)min(sink.pos, (size_t)INT_MAX);
}

int snprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}

int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	int len = vsnprintf(buf, size, fmt, args);

	if (size == 0)
		return 0;
	return (int)min((size_t)len, size - 1);
}

int scnprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vscnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}

int vsprintf(char *buf, const char *fmt, va_list args)
{
	return vsnprintf(buf, INT_MAX, fmt, args);
}

int sprintf(char *buf, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsprintf(buf, fmt, args);
	va_end(args);
	return len;
}
