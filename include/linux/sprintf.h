/*
 * include/linux/sprintf.h - formatted text into a buffer (lib/vsprintf.c)
 *
 * The formats of C without floating point, and for pointers:
 *	%p, %px  16 hexadecimal digits
 *	%pK      the same
 *	%pS, %ps symbol+offset/size [at file:line]; the symbol alone
 *	%pB      as %pS for a return address: the call, not what follows it
 *	%pe      an ERR_PTR() as the name of its error, -ENOENT
 *	%*pb     a bitmap of (the * argument) bits in hexadecimal: 1,0000000f
 *	%*pbl    a bitmap of (the * argument) bits as a list: 0-3,7
 *	%*ph     that many bytes in hexadecimal; %*phC with colons, %*phN with nothing between
 *	%pa      a phys_addr_t, by reference
 *	%pV      a struct va_format, by reference
 * %n is refused. Any context; allocates nothing.
 */
#ifndef LINUX_SPRINTF_H
#define LINUX_SPRINTF_H

#include <stdarg.h>
#include <linux/compiler.h>
#include <linux/types.h>

/* The length the whole text would have; it is cut to size - 1 bytes and a NUL. */
int snprintf(char *buf, size_t size, const char *fmt, ...) __printf(3, 4);
int vsnprintf(char *buf, size_t size, const char *fmt, va_list args) __printf(3, 0);

/* The number of bytes written, without the NUL. */
int scnprintf(char *buf, size_t size, const char *fmt, ...) __printf(3, 4);
int vscnprintf(char *buf, size_t size, const char *fmt, va_list args) __printf(3, 0);

/* The caller knows that buf is large enough. */
int sprintf(char *buf, const char *fmt, ...) __printf(2, 3);
int vsprintf(char *buf, const char *fmt, va_list args) __printf(2, 0);

struct va_format {
	const char *fmt;
	va_list *va;
};

/*
 * [I after boot] Writes the name of a code address for %pS, %ps and %pB (the letter is
 * given) to a buffer of size bytes, or leaves it empty. core/base/symbols.c sets it.
 */
extern void (*vsprintf_symbol_hook)(char *buf, size_t size, unsigned long addr,
				    char form);

/* The name of a (positive) error number without the sign, or NULL. */
const char *errname(int err);

#endif
