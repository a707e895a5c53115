#ifndef ASM_SET_MEMORY_H
#define ASM_SET_MEMORY_H

/* include/asm/set_memory.h - the same as <linux/set_memory.h>, where x86 code has it. */
#include <linux/set_memory.h>

#endif
