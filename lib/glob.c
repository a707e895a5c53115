/*
 * lib/glob.c - shell patterns
 *
 * A '*' is tried with nothing first. When the rest does not match, the last '*' takes one
 * more character and the rest is tried again; stars before the last one need not be tried
 * anew, since the last one can take whatever they could. So no recursion.
 *
 * Locking: none; pure functions of their arguments.
 */
#include <linux/glob.h>

/*
 * Is c in the class whose text begins at pat, behind the '['? *end is set behind the ']'; a
 * class that is not closed is none: *end is then NULL. A ']' that comes first is a member.
 */
static bool match_class(const char *pat, unsigned char c, const char **end)
{
	bool inverted = *pat == '!' || *pat == '^';
	bool found = false;
	const char *p = pat + inverted;

	do {
		unsigned char low = (unsigned char)*p++;
		unsigned char high = low;

		if (!low) {
			*end = NULL;
			return false;
		}
		if (p[0] == '-' && p[1] && p[1] != ']') {
			high = (unsigned char)p[1];
			p += 2;
		}
		found |= low <= c && c <= high;
	} while (*p != ']');
	*end = p + 1;
	return found != inverted;
}

/* Does one element of the pattern (not a '*') match c? *next is where the next begins. */
static bool match_one(const char *pat, char c, const char **next)
{
	const char *end;
	bool found;

	*next = pat + 1;
	switch (*pat) {
	case '?':
		return c != '\0';
	case '[':
		found = c && match_class(pat + 1, (unsigned char)c, &end);
		if (!c || !end)
			return c == '['; /* an open bracket that is only itself */
		*next = end;
		return found;
	case '\\':
		if (!pat[1])
			return c == '\\';
		*next = pat + 2;
		return pat[1] == c;
	default:
		return *pat == c;
	}
}

bool glob_match(const char *pat, const char *str)
{
	const char *star = NULL, *retry = NULL;

	for (;;) {
		const char *next;

		if (*pat == '*') {
			star = ++pat;
			retry = str;
			continue;
		}
		if (*pat && match_one(pat, *str, &next)) {
			pat = next;
			str++;
			continue;
		}
		if (!*pat && !*str)
			return true;
		if (!star || !*retry)
			return false;
		pat = star;
		str = ++retry;
	}
}
