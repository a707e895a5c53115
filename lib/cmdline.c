/*
 * lib/cmdline.c - taking a command line apart
 *
 * Words, names, values and quotes; what the words mean is core/base/cmdline.c's.
 *
 * Locking: none; the functions change only the text they are given.
 */
#include <linux/cmdline.h>
#include <linux/ctype.h>
#include <linux/string.h>

/* Where the word at args ends: at white space outside quotes. The first '=' is noted. */
static char *find_word_end(char *args, char **equals)
{
	bool quoted = false;

	*equals = NULL;
	for (; *args && (quoted || !isspace((unsigned char)*args)); args++) {
		if (*args == '"')
			quoted = !quoted;
		else if (*args == '=' && !*equals)
			*equals = args;
	}
	return args;
}

/* Take one pair of quotes off [s, *end), if it has them. Returns the new beginning. */
static char *strip_quotes(char *s, char **end)
{
	if (*s != '"')
		return s;
	s++;
	if (*end > s && (*end)[-1] == '"')
		*--*end = '\0';
	return s;
}

char *next_arg(char *args, char **param, char **val)
{
	char *equals;
	char *end = find_word_end(args, &equals);
	char *rest = end;

	if (*end) {
		*end = '\0';
		rest = end + 1;
	}
	*param = strip_quotes(args, &end);
	*val = NULL;
	if (equals) {
		*equals = '\0';
		*val = strip_quotes(equals + 1, &end);
	}
	return skip_spaces(rest);
}

static char dash_to_underscore(char c)
{
	return c == '-' ? '_' : c;
}

bool parameqn(const char *a, const char *b, size_t n)
{
	for (; n; n--, a++, b++) {
		if (dash_to_underscore(*a) != dash_to_underscore(*b))
			return false;
		if (!*a)
			break;
	}
	return true;
}

bool parameq(const char *a, const char *b)
{
	return parameqn(a, b, (size_t)-1);
}
