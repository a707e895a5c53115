/*
 * include/asm/bug.h - the cold ends of BUG() and WARN() (core/base/bug.c)
 *
 * Plain calls, not trapping instructions: the caller's frame is intact, so that the
 * backtrace begins where the condition was found.
 */
#ifndef ASM_BUG_H
#define ASM_BUG_H

#include <linux/compiler.h>

void __bug(const char *file, int line, const char *func) __noreturn __cold;

/* format may be NULL: there is nothing to say beyond the place. */
void __warn(const char *file, int line, const char *func, const char *format, ...)
	__printf(4, 5) __cold;

#endif
