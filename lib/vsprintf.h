/*
 * lib/vsprintf.h - what the two halves of the formatter share
 *
 * lib/vsprintf.c reads the format and writes numbers and strings; lib/vsprintf_pointer.c
 * writes what %p and the letters behind it ask for.
 */
#ifndef LIB_VSPRINTF_H
#define LIB_VSPRINTF_H

#include <linux/types.h>

/* Where text goes. pos counts all of it, also what no longer fits. */
struct text_sink {
	char *buf;
	size_t size;
	size_t pos;
};

/* One conversion, as "%-08.3lx" asks for it. */
struct format_spec {
	bool left, plus, space, alternate, zero, upper, is_signed;
	int width;     /* at least so many characters; 0: any */
	int precision; /* digits at least, or characters at most; -1: not given */
	unsigned int base;
	char qualifier;  /* 'H' (hh), 'h', 'l', 'L' (ll), 'z', 't', or 0 */
	char conversion; /* the letter; 0: the format ended */
};

static inline void sink_put(struct text_sink *sink, char c)
{
	if (sink->pos < sink->size)
		sink->buf[sink->pos] = c;
	sink->pos++;
}

void sink_pad(struct text_sink *sink, char c, int count);
void sink_number(struct text_sink *sink, const struct format_spec *spec, u64 value,
		 bool negative);
void sink_string(struct text_sink *sink, const struct format_spec *spec, const char *s);
/* The kernel's own conversions; letters is what follows the p in the format. */
void sink_pointer(struct text_sink *sink, const struct format_spec *spec,
		  const char *letters, const void *ptr);

#endif
