/*
 * lib/strsearch.c - strings that end in a NUL: finding characters, words and parts
 *
 * Locking: none; pure functions of their arguments.
 */
#include <linux/ctype.h>
#include <linux/string.h>

char *strchrnul(const char *s, int c)
{
	while (*s && *s != (char)c)
		s++;
	return (char *)s;
}

char *strchr(const char *s, int c)
{
	char *found = strchrnul(s, c);

	return *found == (char)c ? found : NULL;
}

char *strrchr(const char *s, int c)
{
	const char *last = NULL;

	do {
		if (*s == (char)c)
			last = s;
	} while (*s++);
	return (char *)last;
}

char *strnchr(const char *s, size_t n, int c)
{
	for (; n; n--, s++) {
		if (*s == (char)c)
			return (char *)s;
		if (!*s)
			break;
	}
	return NULL;
}

char *strnstr(const char *s, const char *what, size_t n)
{
	size_t len = strlen(what);

	for (n = strnlen(s, n); n >= len; n--, s++) {
		if (memcmp(s, what, len) == 0)
			return (char *)s;
	}
	return NULL;
}

char *strstr(const char *s, const char *what)
{
	return strnstr(s, what, (size_t)-1);
}

size_t strspn(const char *s, const char *accept)
{
	size_t n = 0;

	while (s[n] && strchr(accept, s[n]))
		n++;
	return n;
}

size_t strcspn(const char *s, const char *reject)
{
	size_t n = 0;

	while (s[n] && !strchr(reject, s[n]))
		n++;
	return n;
}

char *strpbrk(const char *s, const char *accept)
{
	s += strcspn(s, accept);
	return *s ? (char *)s : NULL;
}

/* Cut the part up to the next delimiter off *s, which may be empty; NULL: nothing left. */
char *strsep(char **s, const char *delimiters)
{
	char *part = *s;
	char *end;

	if (!part)
		return NULL;
	end = strpbrk(part, delimiters);
	if (end)
		*end++ = '\0';
	*s = end;
	return part;
}

char *skip_spaces(const char *s)
{
	while (isspace((unsigned char)*s))
		s++;
	return (char *)s;
}

char *strim(char *s)
{
	size_t len = strlen(s);

	while (len && isspace((unsigned char)s[len - 1]))
		len--;
	s[len] = '\0';
	return skip_spaces(s);
}
