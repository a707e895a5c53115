/*
 * include/linux/set_memory.h - change what may be done with kernel pages
 *
 * addr is page-aligned, numpages pages from there: lowmem, kernel image or vmalloc
 * addresses. A large mapping that changes in part is split. May sleep. 0, -EINVAL for an
 * address that is not mapped, -ENOMEM when splitting finds no page.
 *
 * Atlas: of a lowmem address only that mapping changes, not an alias in the image.
 */
#ifndef LINUX_SET_MEMORY_H
#define LINUX_SET_MEMORY_H

int set_memory_ro(unsigned long addr, int numpages);
int set_memory_rw(unsigned long addr, int numpages);
int set_memory_x(unsigned long addr, int numpages);
int set_memory_nx(unsigned long addr, int numpages);

/* Take pages out of the tables, to make a guard of them; and put them back. */
int set_memory_np(unsigned long addr, int numpages);
int set_memory_p(unsigned long addr, int numpages);

#endif
