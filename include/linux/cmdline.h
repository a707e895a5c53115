/*
 * include/linux/cmdline.h - taking a command line apart (lib/cmdline.c)
 *
 * Words are separated by white space; "double quotes" keep it, around a whole word or
 * around a value (key="two words"). '-' and '_' in a name are the same.
 */
#ifndef LINUX_CMDLINE_H
#define LINUX_CMDLINE_H

#include <linux/types.h>

/*
 * Cut the next word off args, in place: *param is its name, *val its value or NULL. The
 * rest is returned. The caller has skipped leading white space, and args is not empty.
 */
char *next_arg(char *args, char **param, char **val);

/* Are these the same name, '-' being '_'? The form with n compares at most n bytes. */
bool parameq(const char *a, const char *b);
bool parameqn(const char *a, const char *b, size_t n);

#endif
