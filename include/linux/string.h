/*
 * include/linux/string.h - bytes and strings (lib/string.c)
 *
 * As in C, unless said otherwise. Any context; none of them allocates (kstrdup() and
 * friends need memory and are declared in linux/slab.h).
 */
#ifndef LINUX_STRING_H
#define LINUX_STRING_H

#include <linux/compiler.h>
#include <linux/types.h>

void *memcpy(void *dest, const void *src, size_t n);
void *memmove(void *dest, const void *src, size_t n);
void *memset(void *s, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
int bcmp(const void *a, const void *b, size_t n);
void *memchr(const void *s, int c, size_t n);
void *memscan(void *s, int c, size_t n);          /* memchr, or s + n */
void *memchr_inv(const void *s, int c, size_t n); /* the first byte that is not c */
void *memset64(u64 *s, u64 value, size_t count);  /* count words */

size_t strlen(const char *s);
size_t strnlen(const char *s, size_t n);
char *strcpy(char *dest, const char *src);
char *strncpy(char *dest, const char *src, size_t n);
char *strcat(char *dest, const char *src);
char *strncat(char *dest, const char *src, size_t n);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t n);
char *strchr(const char *s, int c);
char *strchrnul(const char *s, int c); /* strchr, or the end of s */
char *strrchr(const char *s, int c);
char *strnchr(const char *s, size_t n, int c);
char *strstr(const char *s, const char *what);
char *strnstr(const char *s, const char *what, size_t n);
size_t strspn(const char *s, const char *accept);
size_t strcspn(const char *s, const char *reject);
char *strpbrk(const char *s, const char *accept);
char *strsep(char **s, const char *delimiters);

/* Copy and always terminate. The length copied, or -E2BIG when src was cut. */
ssize_t strscpy(char *dest, const char *src, size_t size);
/* strscpy, and the rest of dest is filled with NULs. */
ssize_t strscpy_pad(char *dest, const char *src, size_t size);
/* The BSD forms: they return the length that they tried to make. */
size_t strlcpy(char *dest, const char *src, size_t size);
size_t strlcat(char *dest, const char *src, size_t size);

/* The first character that is no white space; white space at the end is cut off. */
char *skip_spaces(const char *s);
char *strim(char *s);
static inline char *strstrip(char *s)
{
	return strim(s);
}

/* Equal, but for one newline at the end of either. */
bool sysfs_streq(const char *a, const char *b);

/*
 * The compiler may expand these in place where it knows the size. (The host tests rename
 * the functions by macros before they include this, and so test the code of lib/.)
 */
#ifndef memcpy
#define memcpy_is_builtin
#define memcpy(dest, src, n) __builtin_memcpy(dest, src, n)
#define memmove(dest, src, n) __builtin_memmove(dest, src, n)
#define memset(s, c, n) __builtin_memset(s, c, n)
#define memcmp(a, b, n) __builtin_memcmp(a, b, n)
#define strlen(s) __builtin_strlen(s)
#define strcmp(a, b) __builtin_strcmp(a, b)
#endif

static inline bool strstarts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

/* The length of prefix if s begins with it, else 0. */
static inline size_t str_has_prefix(const char *s, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(s, prefix, len) == 0 ? len : 0;
}

/* The last part of a path. */
static inline const char *kbasename(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* memset() that the compiler may not drop. */
static inline void memzero_explicit(void *s, size_t n)
{
	memset(s, 0, n);
	barrier();
}

#endif
