/*
 * lib/vsprintf_pointer.c - formatted text: %p and its letters
 *
 * The letters and their meaning are those of Linux (Documentation/core-api/
 * printk-formats.rst), as far as Atlas uses them; include/linux/sprintf.h lists them.
 * Atlas: a plain %p is not hashed: whoever reads the log of a teaching kernel wants the
 * address, as with Linux's no_hash_pointers.
 *
 * Locking: none. vsprintf_symbol_hook is [I after boot].
 */
#include <linux/bits.h>
#include <linux/err.h>
#include <linux/find.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include "vsprintf.h"

#define POINTER_DIGITS 16 /* hexadecimal digits of an address */
#define HEX_STRING_MAX 64 /* bytes that one %*ph prints */

void (*vsprintf_symbol_hook)(char *buf, size_t size, unsigned long addr, char form);

static const struct format_spec two_hex_digits = { .base = 16, .precision = 2 };

static void sink_address(struct text_sink *sink, const struct format_spec *asked,
			 const void *ptr)
{
	struct format_spec spec = *asked;

	spec.base = 16;
	if (spec.precision < 0)
		spec.precision = POINTER_DIGITS;
	sink_number(sink, &spec, (unsigned long)ptr, false);
}

/* A code address by name; by number as long as nobody knows names. */
static void sink_symbol(struct text_sink *sink, const struct format_spec *spec,
			const void *ptr, char form)
{
	char name[256];

	name[0] = '\0';
	if (vsprintf_symbol_hook)
		vsprintf_symbol_hook(name, sizeof(name), (unsigned long)ptr, form);
	if (name[0])
		sink_string(sink, spec, name);
	else
		sink_address(sink, spec, ptr);
}

/* An ERR_PTR() as -ENOENT; anything else is an address. */
static void sink_error(struct text_sink *sink, const struct format_spec *spec,
		       const void *ptr)
{
	const char *name = IS_ERR(ptr) ? errname((int)-PTR_ERR(ptr)) : NULL;
	char text[32];

	if (!name) {
		sink_address(sink, spec, ptr);
		return;
	}
	scnprintf(text, sizeof(text), "-%s", name);
	sink_string(sink, spec, text);
}

/* spec->width bytes with the separator that letter asks for: none, ':', '-', ' '. */
static void sink_hex_string(struct text_sink *sink, const struct format_spec *spec,
			    const u8 *bytes, char letter)
{
	int n = clamp(spec->width, 1, HEX_STRING_MAX);
	char separator = letter == 'C' ? ':' : (letter == 'D' ? '-' : ' ');

	for (int i = 0; i < n; i++) {
		if (i && letter != 'N')
			sink_put(sink, separator);
		sink_number(sink, &two_hex_digits, bytes[i], false);
	}
}

/* The bits set among the first spec->width, as a list of ranges: 0-3,7. */
static void sink_bitmap_list(struct text_sink *sink, const struct format_spec *spec,
			     const unsigned long *bits)
{
	static const struct format_spec decimal = { .base = 10, .precision = -1 };
	unsigned long size = (unsigned long)spec->width;
	bool first = true;

	for (unsigned long start = find_next_bit(bits, size, 0), end; start < size;
	     start = find_next_bit(bits, size, end)) {
		end = find_next_zero_bit(bits, size, start);
		if (!first)
			sink_put(sink, ',');
		first = false;
		sink_number(sink, &decimal, start, false);
		if (end - start > 1) {
			sink_put(sink, '-');
			sink_number(sink, &decimal, end - 1, false);
		}
	}
}

/* They in hexadecimal, 32 bits a word, the highest first: 1,00000003. */
static void sink_bitmap(struct text_sink *sink, const struct format_spec *spec,
			const unsigned long *bits)
{
	struct format_spec hex = { .base = 16 };
	int bit = round_down(spec->width - 1, 32), n = spec->width - bit;

	for (; bit >= 0; bit -= 32, n = 32) {
		hex.precision = DIV_ROUND_UP(n, 4);
		sink_number(sink, &hex, bits[bit / 64] >> bit % 64 & GENMASK(n - 1, 0),
			    false);
		if (bit)
			sink_put(sink, ',');
	}
}

static void sink_va_format(struct text_sink *sink, const struct va_format *vaf)
{
	size_t room = sink->pos < sink->size ? sink->size - sink->pos : 0;

	sink->pos += (size_t)vsnprintf(sink->buf + min(sink->pos, sink->size), room,
				       vaf->fmt, *vaf->va);
}

void sink_pointer(struct text_sink *sink, const struct format_spec *spec,
		  const char *letters, const void *ptr)
{
	static const struct format_spec physical = { .base = 16,
						     .precision = POINTER_DIGITS,
						     .alternate = true };

	switch (letters[0]) {
	case 's':
	case 'S':
	case 'B':
		sink_symbol(sink, spec, ptr, letters[0]);
		break;
	case 'e':
		sink_error(sink, spec, ptr);
		break;
	case 'h':
		sink_hex_string(sink, spec, ptr, letters[1]);
		break;
	case 'b':
		if (letters[1] == 'l')
			sink_bitmap_list(sink, spec, ptr);
		else
			sink_bitmap(sink, spec, ptr);
		break;
	case 'a':
		sink_number(sink, &physical, *(const phys_addr_t *)ptr, false);
		break;
	case 'V':
		sink_va_format(sink, ptr);
		break;
	default: /* %p, %px, %pK */
		sink_address(sink, spec, ptr);
		break;
	}
}
