/*
 * include/linux/module.h - what a driver says about itself
 *
 * A driver of the kernel proper is linked into it; its module_init() function runs once
 * at boot, in link order. The words are those of a loadable module, so that the same
 * source serves as both.
 *
 * Atlas: a built-in driver has no owner to count, so THIS_MODULE is NULL, and its
 * module_exit() function is checked by the compiler but never called.
 */
#ifndef LINUX_MODULE_H
#define LINUX_MODULE_H

#include <linux/export.h>
#include <linux/init.h>
#include <linux/moduleparam.h>
#include <linux/stddef.h>

struct module;

#define THIS_MODULE ((struct module *)NULL)

#define module_init(fn) device_initcall(fn)
#define module_exit(fn) static void (*const __exitcall_##fn)(void) __maybe_unused = fn

#define __MODULE_INFO(tag, text) \
	_Static_assert(sizeof(text) > 1, "MODULE_" #tag " is empty")

#define MODULE_LICENSE(text) __MODULE_INFO(LICENSE, text)
#define MODULE_AUTHOR(text) __MODULE_INFO(AUTHOR, text)
#define MODULE_DESCRIPTION(text) __MODULE_INFO(DESCRIPTION, text)

#endif
