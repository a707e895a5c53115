/* include/uapi/linux/eventpoll.h - what epoll(7) is told and tells */
#ifndef _UAPI_LINUX_EVENTPOLL_H
#define _UAPI_LINUX_EVENTPOLL_H

#include <linux/types.h>

#define EPOLL_CLOEXEC O_CLOEXEC

#define EPOLL_CTL_ADD 1
#define EPOLL_CTL_DEL 2
#define EPOLL_CTL_MOD 3

/* Beside the events of poll(2). */
#define EPOLLEXCLUSIVE (1U << 28) /* one of the epolls that wait is enough */
#define EPOLLWAKEUP (1U << 29)    /* keeps the system from suspending */
#define EPOLLONESHOT (1U << 30)   /* told once, until EPOLL_CTL_MOD */
#define EPOLLET (1U << 31)        /* told when it comes, not while it lasts */

struct epoll_event {
	__u32 events;
	__u64 data; /* the program's own */
} __attribute__((packed));

#endif
