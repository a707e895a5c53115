/* include/uapi/linux/poll.h - what poll(2) takes; the events are in <linux/poll.h> */
#ifndef _UAPI_LINUX_POLL_H
#define _UAPI_LINUX_POLL_H

struct pollfd {
	int fd;        /* negative: this entry is skipped */
	short events;  /* in */
	short revents; /* out */
};

#endif
