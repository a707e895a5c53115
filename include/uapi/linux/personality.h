/*
 * include/uapi/linux/personality.h - what a program may have otherwise; see personality(2)
 */
#ifndef UAPI_LINUX_PERSONALITY_H
#define UAPI_LINUX_PERSONALITY_H

#define ADDR_NO_RANDOMIZE 0x0040000  /* the next programs lie where the last ones did */
#define MMAP_PAGE_ZERO 0x0100000     /* page 0 is mapped: not here */
#define ADDR_COMPAT_LAYOUT 0x0200000 /* mmap goes upwards: not here */
#define READ_IMPLIES_EXEC \
	0x0400000 /* what mmap and mprotect let it read, it may execute */

/* What a program that gets other rights than its caller's does not take over. */
#define PER_CLEAR_ON_SETID \
	(READ_IMPLIES_EXEC | ADDR_NO_RANDOMIZE | ADDR_COMPAT_LAYOUT | MMAP_PAGE_ZERO)

#endif
