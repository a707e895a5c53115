/* include/uapi/linux/signal.h - signals: numbers, sets, actions and siginfo */
#ifndef _UAPI_LINUX_SIGNAL_H
#define _UAPI_LINUX_SIGNAL_H

#include <asm/signal.h>
#include <asm/siginfo.h>

#endif
