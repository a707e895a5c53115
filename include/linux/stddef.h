/*
 * include/linux/stddef.h - NULL, offsetof and the sizes of a structure's parts
 */
#ifndef LINUX_STDDEF_H
#define LINUX_STDDEF_H

#include <stddef.h>

#define sizeof_field(type, member) sizeof(((type *)0)->member)
#define offsetofend(type, member) (offsetof(type, member) + sizeof_field(type, member))

#endif
