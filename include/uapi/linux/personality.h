/*
 * include/uapi/linux/personality.h - what a program may have otherwise; see personality(2)
 */
#ifndef UAPI_LINUX_PERSONALITY_H
#define UAPI_LINUX_PERSONALITY_H

#define ADDR_NO_RANDOMIZE 0x0040000 /* the next programs lie where the last ones did */
#define READ_IMPLIES_EXEC \
	0x0400000 /* what mmap and mprotect let it read, it may execute */

#endif
