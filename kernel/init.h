/*
 * kernel/init.h - what start_kernel() calls in this folder, in this order
 *
 * Locking: boot, once each.
 */
#ifndef KERNEL_INIT_H
#define KERNEL_INIT_H

#include <linux/compiler.h>
#include <linux/types.h>

/* The caches of processes and of signals; who sends SIGIO. After slab and the scheduler. */
void fork_init(void);
void signals_init(void);
void sigio_init(void);

/* The buckets of futexes. Any time before the first program. */
void futex_init(void);

/* Page faults, the other exceptions, and the work before a return to ring 3. */
void fault_init(void);

/*
 * Make a process that runs fn(arg) in the kernel and, when fn returns, goes to ring 3
 * with the registers that fn has prepared (run_init_process()). The first one is
 * process 1. => its pid, or -errno.
 */
pid_t user_mode_thread(void (*fn)(void *arg), void *arg);

/*
 * Fill the root with what the initrd and the fw_cfg overlay hold, and free the initrd's
 * frames. The root is mounted, fw_cfg can be read. Process context. A broken archive
 * halts with one message.
 */
void populate_rootfs(void);

/*
 * Process 1: open the console as descriptors 0, 1, 2 and execute /init (or `init=`, or
 * the usual places). The caller then returns to ring 3. Panics when there is no init.
 */
void run_init_process(void);

#endif
