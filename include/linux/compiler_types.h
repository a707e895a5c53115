/*
 * include/linux/compiler_types.h - Linux's second name for linux/compiler.h
 */
#ifndef LINUX_COMPILER_TYPES_H
#define LINUX_COMPILER_TYPES_H

#include <linux/compiler.h>

#endif
