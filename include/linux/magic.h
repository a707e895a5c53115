/* include/linux/magic.h - the kernel's name for uapi/linux/magic.h */
#ifndef LINUX_MAGIC_H
#define LINUX_MAGIC_H

#include <uapi/linux/magic.h>

#endif
