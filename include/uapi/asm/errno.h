/*
 * include/uapi/asm/errno.h - Linux's second name for uapi/linux/errno.h
 */
#ifndef _UAPI_ASM_ERRNO_H
#define _UAPI_ASM_ERRNO_H

#include <linux/errno.h>

#endif
