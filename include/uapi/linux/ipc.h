/*
 * include/uapi/linux/ipc.h - what System V's shared objects have in common; see sysvipc(7)
 */
#ifndef UAPI_LINUX_IPC_H
#define UAPI_LINUX_IPC_H

#include <uapi/linux/types.h>

#define IPC_PRIVATE ((__kernel_key_t)0)

/* Flags beside the permissions. */
#define IPC_CREAT 00001000
#define IPC_EXCL 00002000

/* Commands. */
#define IPC_RMID 0
#define IPC_SET 1
#define IPC_STAT 2
#define IPC_INFO 3

typedef int __kernel_key_t;

struct ipc64_perm {
	__kernel_key_t key;
	__u32 uid, gid;   /* the owner's */
	__u32 cuid, cgid; /* the creator's */
	__u32 mode;       /* permissions, SHM_DEST, SHM_LOCKED */
	__u16 seq;
	__u16 __pad2;
	__u32 __pad3;
	unsigned long __unused[2];
};

#endif
