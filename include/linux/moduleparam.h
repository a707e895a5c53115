/*
 * include/linux/moduleparam.h - a driver's variables as command-line parameters
 *
 *	static int pages = 16;
 *	module_param(pages, int, 0444);
 *	MODULE_PARM_DESC(pages, "size of the buffer in pages");
 *
 * makes "NAME.pages=32" set it, where NAME is KBUILD_MODNAME (the build defines it as
 * the driver's file name without .c). Types: int, uint, long, ulong, bool, charp.
 *
 * Atlas: built-in drivers only get them from the command line; perm is not used.
 */
#ifndef LINUX_MODULEPARAM_H
#define LINUX_MODULEPARAM_H

#include <linux/init.h>
#include <linux/setup.h>

int param_set_int(const char *value, void *arg);
int param_set_uint(const char *value, void *arg);
int param_set_long(const char *value, void *arg);
int param_set_ulong(const char *value, void *arg);
int param_set_bool(const char *value, void *arg);
int param_set_charp(const char *value, void *arg);

#define __param_expects_int "a number"
#define __param_expects_uint "a number from 0"
#define __param_expects_long "a number"
#define __param_expects_ulong "a number from 0"
#define __param_expects_bool "y or n"
#define __param_expects_charp "a string"

#define module_param_named(name, variable, type, perm)          \
	static int __init __param_set_##name(char *value)       \
	{                                                       \
		int ret = param_set_##type(value, &(variable)); \
                                                                \
		return ret ? ret : 1;                           \
	}                                                       \
	__setup(KBUILD_MODNAME "." #name "=", __param_set_##name, __param_expects_##type)
#define module_param(name, type, perm) module_param_named(name, name, type, perm)
#define MODULE_PARM_DESC(name, text) _Static_assert(sizeof(text) > 1, "empty description")

#endif
