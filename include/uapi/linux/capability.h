/*
 * include/uapi/linux/capability.h - the structures of capget(2) and capset(2)
 */
#ifndef _UAPI_LINUX_CAPABILITY_H
#define _UAPI_LINUX_CAPABILITY_H

#include <linux/types.h>

#define _LINUX_CAPABILITY_VERSION_1 0x19980330 /* 32 bits of each set */
#define _LINUX_CAPABILITY_VERSION_2 0x20071026 /* 64, as later ones */
#define _LINUX_CAPABILITY_VERSION_3 0x20080522

struct __user_cap_header_struct {
	__u32 version;
	int pid;
};

/* Two of them: bits 0 to 31, and 32 to 63. */
struct __user_cap_data_struct {
	__u32 effective;
	__u32 permitted;
	__u32 inheritable;
};

#endif
