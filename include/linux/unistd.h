/* include/linux/unistd.h - system call numbers, under the name kernel code uses */
#ifndef LINUX_UNISTD_H
#define LINUX_UNISTD_H

#include <uapi/linux/unistd.h>

#endif
