/*
 * include/linux/set_memory.h - change what may be done with kernel pages
 *
 * addr is page-aligned, numpages pages from there: lowmem, kernel image, vmalloc or module
 * addresses. A large mapping that changes in part is split. The other address of the same
 * frame (lowmem's, or the image's) follows, but not in what may be executed. Who makes
 * vmalloc memory read-only makes it writable again before vfree(). May sleep. 0; -EINVAL
 * for an address that is not mapped, -ENOMEM when splitting finds no page: then nothing
 * has changed.
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
