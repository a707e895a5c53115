/*
 * include/asm/thread_info.h - the part of a task that the entry code reads
 *
 * It is the first member of task_struct. Before each return to ring 3 the entry code
 * tests flags against TIF_WORK_MASK with one load.
 */
#ifndef ASM_THREAD_INFO_H
#define ASM_THREAD_INFO_H

#define THREAD_SIZE (16UL << 10) /* bytes of a kernel stack */

/* Bit numbers in thread_info.flags, as on Linux. */
#define TIF_NOTIFY_RESUME 1 /* rseq: another task had the CPU */
#define TIF_SIGPENDING 2
#define TIF_NEED_RESCHED 3

#define _TIF_NOTIFY_RESUME (1UL << TIF_NOTIFY_RESUME)
#define _TIF_SIGPENDING (1UL << TIF_SIGPENDING)
#define _TIF_NEED_RESCHED (1UL << TIF_NEED_RESCHED)

/* What must be done before the task may go on in ring 3. */
#define TIF_WORK_MASK (_TIF_NOTIFY_RESUME | _TIF_SIGPENDING | _TIF_NEED_RESCHED)

#ifndef __ASSEMBLER__

#include <linux/lockdep_types.h>

struct thread_info {
	unsigned long flags;     /* [a] TIF_* */
	struct held_locks locks; /* [self] the sleeping ones, in a debug build */
};

#endif
#endif
