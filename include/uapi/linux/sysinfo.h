/*
 * include/uapi/linux/sysinfo.h - what sysinfo(2) tells
 */
#ifndef UAPI_LINUX_SYSINFO_H
#define UAPI_LINUX_SYSINFO_H

#include <linux/types.h>

#define SI_LOAD_SHIFT 16

struct sysinfo {
	__kernel_long_t uptime;    /* seconds since boot */
	__kernel_ulong_t loads[3]; /* load averages of 1, 5 and 15 minutes */
	__kernel_ulong_t totalram; /* in mem_unit */
	__kernel_ulong_t freeram;
	__kernel_ulong_t sharedram;
	__kernel_ulong_t bufferram;
	__kernel_ulong_t totalswap;
	__kernel_ulong_t freeswap;
	__u16 procs;
	__u16 pad;
	__kernel_ulong_t totalhigh;
	__kernel_ulong_t freehigh;
	__u32 mem_unit; /* bytes */
};

#endif
