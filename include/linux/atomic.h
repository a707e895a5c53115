/*
 * include/linux/atomic.h - the public name of asm/atomic.h
 */
#ifndef LINUX_ATOMIC_H
#define LINUX_ATOMIC_H

#include <asm/atomic.h>

#endif
