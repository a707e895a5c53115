/*
 * include/linux/poison.h - values that stand where nothing should be read any more
 *
 * The pointers are not canonical addresses, so following one is a #GP whose registers
 * show which poison it was. The bytes fill freed memory under page and slab debugging.
 */
#ifndef LINUX_POISON_H
#define LINUX_POISON_H

#define POISON_POINTER_DELTA 0xdead000000000000UL

/* next and prev of a list node after list_del(). */
#define LIST_POISON1 ((void *)(POISON_POINTER_DELTA + 0x100))
#define LIST_POISON2 ((void *)(POISON_POINTER_DELTA + 0x122))

#define PAGE_POISON 0xaa         /* a free page */
#define POISON_INUSE 0x5a        /* a slab object that was never written */
#define POISON_FREE 0x6b         /* a slab object after kfree() */
#define POISON_END 0xa5          /* its last byte */
#define SLUB_RED_INACTIVE 0xbb   /* beside a free slab object */
#define SLUB_RED_ACTIVE 0xcc     /* beside one in use */
#define POISON_FREE_INITMEM 0xcc /* __init text after boot: int3 */

#endif
