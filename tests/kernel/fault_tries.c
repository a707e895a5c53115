/*
 * tests/kernel/fault_tries.c - pieces of what the kernel does, for fault_inject_test.c
 *
 * Locking: none; one after another.
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/pgtable.h>
#include <linux/proc_fs.h>
#include <linux/qemu_fw_cfg.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/set_memory.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/vmalloc.h>
#include "fault_tries.h"
#include "ktest.h"

static bool try_kasprintf(void)
{
	char *text = kasprintf(GFP_KERNEL, "%d", 42);

	kfree(text);
	return text;
}

static bool try_krealloc(void)
{
	char *old = kmalloc(16, GFP_KERNEL), *new;

	if (!old)
		return false;
	strcpy(old, "fifteen letters");
	new = krealloc(old, 20000, GFP_KERNEL);
	if (strcmp(new ?: old, "fifteen letters"))
		ktest_fail(__FILE__, __LINE__, "krealloc lost the contents");
	kfree(new ?: old);
	return new;
}

static bool try_cache(void)
{
	struct kmem_cache *s = kmem_cache_create("test_fail", 40, 0, 0, NULL);
	void *objects[60];
	bool all;

	if (!s)
		return false;
	all = kmem_cache_alloc_bulk(s, GFP_KERNEL, 60, objects);
	if (all)
		kmem_cache_free_bulk(s, 60, objects);
	kmem_cache_destroy(s);
	return all;
}

/* Large slabs, that may be smaller, of this node and of any. */
static bool try_large_objects(void)
{
	void *here[20], *anywhere[20];
	bool all = true;

	for (unsigned int i = 0; i < 20; i++) {
		here[i] = kmalloc_node(1500, GFP_KERNEL, 0);
		anywhere[i] = kmalloc(1500, GFP_KERNEL);
		all &= here[i] && anywhere[i];
	}
	for (unsigned int i = 0; i < 20; i++) {
		kfree(here[i]);
		kfree(anywhere[i]);
	}
	here[0] = kmalloc_node(20000, GFP_KERNEL, 0);
	kfree(here[0]);
	return all && here[0];
}

static bool try_exact(void)
{
	void *area = alloc_pages_exact(3 * PAGE_SIZE, GFP_KERNEL);
	void *page = alloc_pages_exact(PAGE_SIZE, GFP_KERNEL);

	if (area)
		free_pages_exact(area, 3 * PAGE_SIZE);
	if (page)
		free_pages_exact(page, PAGE_SIZE);
	return area && page;
}

static bool try_vmalloc(void)
{
	void *area = vmalloc(20 * PAGE_SIZE);

	vfree(area);
	return area;
}

static bool try_vmalloc_node(void)
{
	void *area = vmalloc_node(2 * PAGE_SIZE, 0);

	vfree(area);
	return area;
}

static bool try_vmap(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	void *area = NULL;

	if (!page)
		return false;
	area = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	vunmap(area);
	__free_page(page);
	return area;
}

static bool try_ioremap(void)
{
	void __iomem *area = ioremap(0xfee00000, PAGE_SIZE);

	if (area)
		iounmap(area);
	return area;
}

static int say_nothing(struct seq_file *m, void *v)
{
	return 0;
}

static bool try_proc(void)
{
	struct proc_dir_entry *dir = proc_mkdir("test_fail", NULL), *file = NULL;

	if (dir)
		file = proc_create_single("file", 0, dir, say_nothing);
	if (file)
		proc_remove(file);
	proc_remove(dir);
	return file;
}

static const struct file_operations no_fops;

static bool try_chrdev(void)
{
	int major = register_chrdev(0, "test_fail", &no_fops);

	if (major <= 0)
		return false;
	unregister_chrdev(major, "test_fail");
	return true;
}

static int wait_for_stop(void *unused)
{
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

static bool try_kthread(void)
{
	struct task_struct *t = kthread_run(wait_for_stop, NULL, "test_fail");

	if (IS_ERR(t))
		return false;
	kthread_stop(t);
	return true;
}

static bool try_bound_kthread(void)
{
	struct task_struct *t =
		kthread_create_on_cpu(wait_for_stop, NULL, 0, "test_fail/%u");

	if (IS_ERR(t))
		return false;
	wake_up_process(t);
	kthread_stop(t);
	return true;
}

static bool try_page(void)
{
	unsigned long page = get_zeroed_page(GFP_KERNEL);
	unsigned long more = __get_free_pages(GFP_KERNEL, 1);

	free_page(page);
	free_pages(more, 1);
	return page && more;
}

static bool try_kmemdup(void)
{
	void *copy = kmemdup("text", 5, GFP_KERNEL);

	kfree(copy);
	return copy;
}

static bool try_vmalloc_user(void)
{
	void *area = vmalloc_user(3 * PAGE_SIZE);

	vfree(area);
	return area;
}

static bool try_fw_cfg(void)
{
	void *data;
	size_t size;

	if (fw_cfg_read_file("etc/system-states", &data, &size))
		return false;
	vfree(data);
	return true;
}

static bool try_device(void)
{
	struct class *class = class_create("test_fail");
	struct device *dev;

	if (IS_ERR(class))
		return false;
	dev = device_create(class, NULL, MKDEV(250, 7), NULL, "test_fail%d", 7);
	if (!IS_ERR(dev))
		device_destroy(class, MKDEV(250, 7));
	class_destroy(class);
	return !IS_ERR(dev);
}

static bool try_cdev(void)
{
	struct cdev *cdev = cdev_alloc();

	if (!cdev)
		return false;
	cdev_del(cdev);
	return true;
}

static const struct seq_operations no_seq_ops;

static bool try_seq_open_private(void)
{
	struct file file = {};

	if (seq_open_private(&file, &no_seq_ops, 40))
		return false;
	seq_release_private(NULL, &file);
	return true;
}

/* --- those that keep what they have got: a kernel page table is for ever --- */

/* Run on addresses for which there is no page table yet: what is free below is taken. */
static bool at_new_addresses(bool (*run)(void))
{
	static unsigned long taken;
	struct vm_struct *vm = get_vm_area(taken += 16 * PMD_SIZE, VM_MAP);
	bool worked;

	if (!vm)
		return false;
	worked = run();
	free_vm_area(vm);
	return worked;
}

static bool try_many_ptes(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER), *pages[PTRS_PER_PTE / 4];
	void *area = NULL;

	for (unsigned int i = 0; i < ARRAY_SIZE(pages); i++)
		pages[i] = page;
	if (page) {
		area = vmap(pages, ARRAY_SIZE(pages), VM_MAP, PAGE_KERNEL);
		vunmap(area);
		__free_page(page);
	}
	return area;
}

static bool try_large_ioremap(void)
{
	void __iomem *area = ioremap(0xfd000000, 16 << 20);

	if (area)
		iounmap(area);
	return area;
}

static bool try_new_vmalloc(void)
{
	return at_new_addresses(try_vmalloc);
}

static bool try_new_vmap(void)
{
	return at_new_addresses(try_many_ptes);
}

static bool try_new_ioremap(void)
{
	return at_new_addresses(try_large_ioremap);
}

/* A page in the middle of a large one, another each time. */
static bool try_split(void)
{
	static unsigned long addr = PAGE_OFFSET + (32UL << 20) + PAGE_SIZE;
	bool worked = !set_memory_nx(addr, 1);

	if (worked)
		addr += PMD_SIZE;
	return worked;
}

static int show_nothing(struct seq_file *m, void *data)
{
	return 0;
}

static bool try_sysfs(void)
{
	static int nr;
	const struct sysfs_file file = { .show = show_nothing, .mode = 0444 };
	char path[32];

	snprintf(path, sizeof(path), "kernel/test_fail/%d", nr);
	if (sysfs_create_path(path, &file))
		return false;
	nr++;
	return true;
}

const struct fault_try fault_tries[] = {
	{ "kasprintf", try_kasprintf },
	{ "kmemdup", try_kmemdup },
	{ "krealloc", try_krealloc },
	{ "kmem_cache_create", try_cache },
	{ "kmalloc_node", try_large_objects },
	{ "get_zeroed_page", try_page },
	{ "alloc_pages_exact", try_exact },
	{ "vmalloc", try_vmalloc },
	{ "vmalloc_node", try_vmalloc_node },
	{ "vmalloc_user", try_vmalloc_user },
	{ "vmap", try_vmap },
	{ "ioremap", try_ioremap },
	{ "proc_create", try_proc },
	{ "seq_open_private", try_seq_open_private },
	{ "register_chrdev", try_chrdev },
	{ "cdev_alloc", try_cdev },
	{ "device_create", try_device },
	{ "fw_cfg_read_file", try_fw_cfg },
	{ "kthread_run", try_kthread },
	{ "kthread_create_on_cpu", try_bound_kthread },
	{},
};

const struct fault_try fault_tries_that_keep[] = {
	{ "vmalloc, with page tables", try_new_vmalloc },
	{ "vmap, with page tables", try_new_vmap },
	{ "ioremap, with page tables", try_new_ioremap },
	{ "set_memory_nx", try_split },
	{ "sysfs_create_path", try_sysfs },
	{}
};
