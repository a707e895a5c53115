/*
 * include/linux/threads.h - how many CPUs and tasks the tables have room for
 */
#ifndef LINUX_THREADS_H
#define LINUX_THREADS_H

#define NR_CPUS 64
#define CONFIG_NR_CPUS NR_CPUS

#define PID_MAX_DEFAULT 32768
#define PID_MAX_LIMIT \
	PID_MAX_DEFAULT /* what kernel.pid_max may become: the table's size */
#define RESERVED_PIDS \
	300 /* the lowest, which are handed out once: they are the system's */

#endif
