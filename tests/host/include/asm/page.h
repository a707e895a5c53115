/*
 * tests/host/include/asm/page.h - mem_map where a program can have it
 *
 * The kernel's stands at a constant address of the kernel's half; a test that needs
 * struct pages defines host_mem_map instead.
 */
#ifndef TESTS_HOST_ASM_PAGE_H
#define TESTS_HOST_ASM_PAGE_H

#include_next <asm/page.h>

extern struct page *host_mem_map;

#undef vmemmap
#define vmemmap host_mem_map

#endif
