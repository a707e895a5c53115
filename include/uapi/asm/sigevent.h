/* include/uapi/asm/sigevent.h - how timer_create(2) is told what to do at the time */
#ifndef _UAPI_ASM_SIGEVENT_H
#define _UAPI_ASM_SIGEVENT_H

#include <asm/siginfo.h>

#define SIGEV_SIGNAL 0    /* to the process */
#define SIGEV_NONE 1      /* only timer_gettime(2) tells */
#define SIGEV_THREAD 2    /* the C library's word: as SIGEV_SIGNAL here */
#define SIGEV_THREAD_ID 4 /* to one thread */

struct sigevent {
	sigval_t sigev_value;
	int sigev_signo;
	int sigev_notify;
	int sigev_notify_thread_id;
	char __pad[44]; /* 64 bytes in all */
};

#endif
