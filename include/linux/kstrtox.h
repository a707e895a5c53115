/*
 * include/linux/kstrtox.h - numbers out of text (lib/kstrtox.c)
 */
#ifndef LINUX_KSTRTOX_H
#define LINUX_KSTRTOX_H

#include <linux/compiler.h>
#include <linux/types.h>

/*
 * The whole string must be one number, with an optional sign and one final newline.
 * base 0: by its prefix, 0x or 0 (octal). 0; -EINVAL: not a number; -ERANGE: does not fit.
 * *res is written on success only.
 */
int __must_check kstrtoull(const char *s, unsigned int base, unsigned long long *res);
int __must_check kstrtoll(const char *s, unsigned int base, long long *res);
int __must_check kstrtoul(const char *s, unsigned int base, unsigned long *res);
int __must_check kstrtol(const char *s, unsigned int base, long *res);
int __must_check kstrtouint(const char *s, unsigned int base, unsigned int *res);
int __must_check kstrtoint(const char *s, unsigned int base, int *res);
int __must_check kstrtou64(const char *s, unsigned int base, u64 *res);
int __must_check kstrtos64(const char *s, unsigned int base, s64 *res);
int __must_check kstrtou32(const char *s, unsigned int base, u32 *res);
int __must_check kstrtou16(const char *s, unsigned int base, u16 *res);
int __must_check kstrtou8(const char *s, unsigned int base, u8 *res);

/* y, Y, t, T, 1, on: true. n, N, f, F, 0, of(f): false. Else -EINVAL. */
int __must_check kstrtobool(const char *s, bool *res);

/*
 * As far as the text goes; *endp (if not NULL) is where it ends. Overflow wraps:
 * for trusted text only.
 */
unsigned long long simple_strtoull(const char *s, char **endp, unsigned int base);
unsigned long simple_strtoul(const char *s, char **endp, unsigned int base);
long simple_strtol(const char *s, char **endp, unsigned int base);

/* A number with an optional K, M, G, T, P, E behind it, times that power of 1024. */
unsigned long long memparse(const char *ptr, char **endp);

/* The same for a whole string: 0, -EINVAL (not a size), -ERANGE (not in 64 bits). */
int __must_check kstrtosize(const char *s, u64 *res);

#endif
