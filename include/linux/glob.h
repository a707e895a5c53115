/*
 * include/linux/glob.h - shell patterns (lib/glob.c)
 */
#ifndef LINUX_GLOB_H
#define LINUX_GLOB_H

#include <linux/types.h>

/*
 * Does the whole of str match pat? In pat, * is any string, ? any character, [a-z] one of
 * these, [!a-z] none of these, and \ takes the next character as it is.
 */
bool __pure glob_match(const char *pat, const char *str);

#endif
