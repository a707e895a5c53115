/*
 * include/linux/kconfig.h - asking for a configuration option inside an expression
 *
 * The build defines CONFIG_X to 1 or leaves it undefined. IS_ENABLED(CONFIG_X) is then
 * the constant 1 or 0, so that both branches of an if are compiled and one is dropped.
 *
 * How: __ARG_PLACEHOLDER_1 exists and ends in a comma, so pasting the option's value 1
 * to its name shifts the arguments by one and the 1 becomes the second; any other
 * paste leaves one argument, and the second is the 0.
 */
#ifndef LINUX_KCONFIG_H
#define LINUX_KCONFIG_H

#define __ARG_PLACEHOLDER_1 0,
#define __take_second_arg(ignored, val, ...) val
#define __is_defined(x) ___is_defined(x)
#define ___is_defined(val) ____is_defined(__ARG_PLACEHOLDER_##val)
#define ____is_defined(arg1_or_junk) __take_second_arg(arg1_or_junk 1, 0)

#define IS_ENABLED(option) __is_defined(option)
#define IS_BUILTIN(option) __is_defined(option)

#endif
