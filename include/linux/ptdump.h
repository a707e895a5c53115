/*
 * include/linux/ptdump.h - the kernel's page tables as text (fs/sysfs/ptdump.c)
 */
#ifndef LINUX_PTDUMP_H
#define LINUX_PTDUMP_H

struct seq_file;

/*
 * Print all kernel mappings, a line for each run of entries that say the same:
 * /sys/kernel/debug/page_tables/kernel. Any task. Returns 0.
 */
int ptdump_kernel_show(struct seq_file *m, void *v);

#endif
