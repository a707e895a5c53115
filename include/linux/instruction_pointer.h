/*
 * include/linux/instruction_pointer.h - where the running function was called, as a number
 */
#ifndef LINUX_INSTRUCTION_POINTER_H
#define LINUX_INSTRUCTION_POINTER_H

#define _RET_IP_ ((unsigned long)__builtin_return_address(0))

#endif
