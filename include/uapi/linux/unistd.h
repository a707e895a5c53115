/* include/uapi/linux/unistd.h - system call numbers; see <asm/unistd.h> */
#ifndef _UAPI_LINUX_UNISTD_H
#define _UAPI_LINUX_UNISTD_H

#include <asm/unistd.h>

#endif
