/*
 * include/linux/byteorder.h - the public name of asm/byteorder.h
 */
#ifndef LINUX_BYTEORDER_H
#define LINUX_BYTEORDER_H

#include <asm/byteorder.h>

#endif
