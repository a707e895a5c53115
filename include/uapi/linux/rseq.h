/* include/uapi/linux/rseq.h - what a thread and the kernel tell each other by rseq(2) */
#ifndef _UAPI_LINUX_RSEQ_H
#define _UAPI_LINUX_RSEQ_H

#include <linux/types.h>

#define RSEQ_FLAG_UNREGISTER 1

#define RSEQ_CPU_ID_UNINITIALIZED (-1)

/* A critical section: instructions that end with one that commits. */
struct rseq_cs {
	__u32 version; /* 0 */
	__u32 flags;   /* 0 */
	__u64 start_ip;
	__u64 post_commit_offset; /* from start_ip to behind the last instruction */
	__u64 abort_ip;           /* the four bytes before it are the signature */
} __attribute__((aligned(32)));

/* A thread's own area. */
struct rseq {
	__u32 cpu_id_start; /* a CPU number, always */
	__u32 cpu_id;       /* the CPU we run on; negative: not registered */
	__u64 rseq_cs;      /* struct rseq_cs of the section we are in, or 0 */
	__u32 flags;        /* 0 */
} __attribute__((aligned(32)));

#endif
