/*
 * include/linux/types.h - the kernel's scalar types, and the few structures that every
 * header needs to embed
 *
 * u64 is unsigned long long (print it with %llu), size_t is unsigned long (%zu).
 */
#ifndef LINUX_TYPES_H
#define LINUX_TYPES_H

#ifndef __ASSEMBLER__

#include <stdbool.h>
#include <stddef.h>
#include <linux/compiler.h>
#include <uapi/linux/types.h>

typedef __s8 s8;
typedef __u8 u8;
typedef __s16 s16;
typedef __u16 u16;
typedef __s32 s32;
typedef __u32 u32;
typedef __s64 s64;
typedef __u64 u64;

typedef s8 int8_t;
typedef u8 uint8_t;
typedef s16 int16_t;
typedef u16 uint16_t;
typedef s32 int32_t;
typedef u32 uint32_t;
typedef s64 int64_t;
typedef u64 uint64_t;
typedef long intptr_t;
typedef unsigned long uintptr_t;

typedef unsigned char u_char;
typedef unsigned int uint;
typedef unsigned long ulong;

typedef __kernel_ssize_t ssize_t;
typedef __kernel_off_t off_t;
typedef __kernel_loff_t loff_t;
typedef __kernel_pid_t pid_t;
typedef __kernel_uid_t uid_t;
typedef __kernel_gid_t gid_t;
typedef __kernel_mode_t mode_t;
typedef unsigned short umode_t;
typedef __kernel_ino_t ino_t;
typedef __u32 dev_t; /* 12 bits of major, 20 of minor: linux/kdev_t.h */
typedef unsigned int nlink_t;
typedef long long blkcnt_t;
typedef u64 sector_t;
typedef __kernel_clock_t clock_t;
typedef __kernel_clockid_t clockid_t;
typedef __kernel_time64_t time64_t;
typedef long suseconds_t;

/* Kinds of address that must not be mixed with a pointer. */
typedef u64 phys_addr_t;
typedef phys_addr_t resource_size_t;
typedef u64 dma_addr_t;

typedef unsigned int gfp_t;   /* how to allocate: linux/gfp.h */
typedef unsigned int fmode_t; /* FMODE_*: linux/fs.h */
typedef unsigned int slab_flags_t;
typedef unsigned int poll_mask_t;
typedef unsigned long pgoff_t; /* an offset in a file, in pages */

typedef struct {
	int counter;
} atomic_t;

typedef struct {
	s64 counter;
} atomic64_t;

typedef struct {
	long counter;
} atomic_long_t;

/* A doubly linked ring with a head: linux/list.h. */
struct list_head {
	struct list_head *next, *prev;
};

/* A doubly linked list with a head of one pointer, for hash tables. */
struct hlist_head {
	struct hlist_node *first;
};

struct hlist_node {
	struct hlist_node *next, **pprev;
};

#endif
#endif
