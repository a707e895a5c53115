/* include/uapi/linux/futex.h - operations of futex(2), and the list of robust locks */
#ifndef _UAPI_LINUX_FUTEX_H
#define _UAPI_LINUX_FUTEX_H

#define FUTEX_WAIT 0
#define FUTEX_WAKE 1
#define FUTEX_REQUEUE 3
#define FUTEX_CMP_REQUEUE 4
#define FUTEX_WAIT_BITSET 9
#define FUTEX_WAKE_BITSET 10

#define FUTEX_PRIVATE_FLAG 128
#define FUTEX_CLOCK_REALTIME 256
#define FUTEX_CMD_MASK ~(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME)

#define FUTEX_BITSET_MATCH_ANY 0xffffffff

/* The word of a lock that a robust list names: its owner, and two flags. */
#define FUTEX_WAITERS 0x80000000
#define FUTEX_OWNER_DIED 0x40000000
#define FUTEX_TID_MASK 0x3fffffff

/* A circular list through the locks that a thread holds; the head is in its memory. */
struct robust_list {
	struct robust_list *next; /* bit 0: a lock with priority inheritance */
};

struct robust_list_head {
	struct robust_list list;
	long futex_offset;                   /* from an entry to its futex word */
	struct robust_list *list_op_pending; /* being taken or given up just now */
};

#endif
