/*
 * tests/host/include/asm/page.h - mem_map and lowmem where a program can have them
 *
 * The kernel's stand at constant addresses of the kernel's half; a test that needs struct
 * pages defines host_mem_map instead, and the physical address of its own is the address.
 */
#ifndef TESTS_HOST_ASM_PAGE_H
#define TESTS_HOST_ASM_PAGE_H

#include_next <asm/page.h>

extern struct page *host_mem_map;

#undef vmemmap
#define vmemmap host_mem_map

#undef __va
#define __va(x) ((void *)(unsigned long)(x))

#endif
