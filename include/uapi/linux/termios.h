/* include/uapi/linux/termios.h - the terminal; see <asm/termios.h> */
#ifndef _UAPI_LINUX_TERMIOS_H
#define _UAPI_LINUX_TERMIOS_H

#include <asm/termios.h>

#endif
