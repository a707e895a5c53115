/*
 * fs/procfs/vmallocinfo.c - /proc/vmallocinfo: areas of the vmalloc space, as Linux shows them
 *
 *	0xffffc90000000000-0xffffc90000005000   20480 kernel_init+0x1f/0xa6 pages=4 vmalloc N0=4
 *
 * The position in the file is the page of the vmalloc space where the next area is looked
 * for. "unpurged" areas are free, but for a TLB flush.
 *
 * Locking: each line is of one moment.
 */
#include <linux/array_size.h>
#include <linux/kallsyms.h>
#include <linux/nodemask.h>
#include <linux/vmalloc.h>
#include <asm/pgtable.h>
#include "internal.h"

static void *area_at(loff_t pos)
{
	unsigned long addr = VMALLOC_START + ((unsigned long)pos << PAGE_SHIFT);
	struct vm_area_info info;

	return vm_area_info(addr, &info) ? (void *)info.vm.addr : NULL;
}

static void *vmallocinfo_start(struct seq_file *m, loff_t *pos)
{
	return area_at(*pos);
}

static void *vmallocinfo_next(struct seq_file *m, void *v, loff_t *pos)
{
	struct vm_area_info info;

	if (!vm_area_info((unsigned long)v, &info))
		return NULL;
	*pos = ((unsigned long)info.vm.addr + info.vm.size - VMALLOC_START) >> PAGE_SHIFT;
	return area_at(*pos);
}

static void vmallocinfo_stop(struct seq_file *m, void *v)
{
}

static void show_caller(struct seq_file *m, unsigned long caller)
{
	unsigned long size, offset;
	const char *name = kallsyms_lookup(caller, &size, &offset);

	if (name)
		seq_printf(m, " %s+%#lx/%#lx", name, offset, size);
	else if (caller)
		seq_printf(m, " %#lx", caller);
}

static int vmallocinfo_show(struct seq_file *m, void *v)
{
	static const char *const kinds[] = { " ioremap", " vmalloc", " vmap", " user" };
	struct vm_area_info info;
	struct vm_struct *vm = &info.vm;
	unsigned int i;

	if (!vm_area_info((unsigned long)v, &info))
		return SEQ_SKIP;
	seq_printf(m, "0x%px-0x%px %7lu", vm->addr, vm->addr + vm->size, vm->size);
	if (vm->flags & VM_LAZY) {
		seq_puts(m, " unpurged vm_area\n");
		return 0;
	}
	show_caller(m, (unsigned long)vm->caller);
	if (vm->nr_pages)
		seq_printf(m, " pages=%u", vm->nr_pages);
	if (vm->phys_addr)
		seq_printf(m, " phys=0x%016llx", vm->phys_addr);
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (vm->flags & VM_IOREMAP << i)
			seq_puts(m, kinds[i]);
	}
	for (i = 0; i < MAX_NUMNODES; i++) {
		if (info.node_pages[i])
			seq_printf(m, " N%u=%u", i, info.node_pages[i]);
	}
	seq_putc(m, '\n');
	return 0;
}

const struct seq_operations proc_vmallocinfo_ops = {
	.start = vmallocinfo_start,
	.next = vmallocinfo_next,
	.stop = vmallocinfo_stop,
	.show = vmallocinfo_show,
};
