/*
 * drivers/char/phys_mem.c - /dev/mem: physical addresses, where nobody's memory is
 *
 *	below 1 MiB	RAM reads as zeros and takes what is written to it without effect
 *	above		RAM: -EPERM, since it belongs to the kernel and to programs
 *	everywhere	the firmware's memory and devices' registers, uncached
 *
 * These are Linux's rules with CONFIG_STRICT_DEVMEM. read(2) and write(2) reach as far as
 * memory does, -EFAULT beyond; mmap(2) everywhere. Source: the Linux man page mem(4).
 *
 * Locking: none: the firmware's map of memory does not change.
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/major.h>
#include <linux/mm.h>
#include <linux/mm_inline_page.h>
#include <linux/module.h>
#include <linux/pfn.h>
#include <linux/sched.h>
#include <linux/uaccess.h>
#include <atlas/boot_info.h>

#define MEM_MINOR 1
#define LOW_PFNS PHYS_PFN(1UL << 20) /* what BIOS programs look into */

static bool is_ram(unsigned long pfn)
{
	phys_addr_t from = PFN_PHYS(pfn), to = from + PAGE_SIZE;

	for (unsigned int i = 0; i < boot_info.nr_regions; i++) {
		const struct boot_mem_region *r = &boot_info.regions[i];

		if (r->type == BOOT_MEM_USABLE && r->base < to &&
		    from < r->base + r->size)
			return true;
	}
	return false;
}

static bool devmem_is_allowed(unsigned long pfn)
{
	return pfn < LOW_PFNS || !is_ram(pfn);
}

/* n bytes within one page between the program and phys. 0 or -errno. */
static int transfer_piece(char __user *buf, phys_addr_t phys, size_t n, bool write)
{
	unsigned long left;
	void *base;

	if (!devmem_is_allowed(PHYS_PFN(phys)))
		return -EPERM;
	if (is_ram(PHYS_PFN(phys)))
		return !write && clear_user(buf, n) ? -EFAULT : 0;
	base = (void __force *)ioremap(phys, n);
	if (!base)
		return -EFAULT;
	left = write ? copy_from_user(base, buf, n) : copy_to_user(buf, base, n);
	iounmap((void __iomem __force *)base);
	return left ? -EFAULT : 0;
}

static ssize_t transfer(char __user *buf, size_t count, loff_t *ppos, bool write)
{
	phys_addr_t end = PFN_PHYS(max_mapnr);
	size_t done = 0, n;
	int err = 0;

	if (*ppos < 0 || (phys_addr_t)*ppos > end || count > end - *ppos)
		return -EFAULT;
	for (; done < count && !(done && signal_pending(current)); done += n) {
		n = min(count - done, PAGE_SIZE - offset_in_page(*ppos));
		err = transfer_piece(buf + done, *ppos, n, write);
		if (err)
			break;
		*ppos += n;
		cond_resched();
	}
	return done ? (ssize_t)done : err;
}

static ssize_t mem_read(struct file *file, char __user *to, size_t count, loff_t *ppos)
{
	return transfer(to, count, ppos, false);
}

static ssize_t mem_write(struct file *file, const char __user *from, size_t count,
			 loff_t *ppos)
{
	return transfer((char __user *)from, count, ppos, true);
}

static int mem_mmap(struct file *file, struct vm_area_struct *vma)
{
	unsigned long pfn, first = vma->vm_pgoff, last = first + vma_pages(vma) - 1;
	pgprot_t prot = vma->vm_page_prot;

	if (last < first || last > PHYS_PFN(__PHYSICAL_MASK))
		return -EINVAL;
	for (pfn = first; pfn <= last; pfn++) {
		if (!devmem_is_allowed(pfn))
			return -EPERM;
		if (fatal_signal_pending(current))
			return -EINTR;
		cond_resched();
	}
	if (!is_ram(first))
		prot = pgprot_noncached(prot);
	return remap_pfn_range(vma, vma->vm_start, first, vma->vm_end - vma->vm_start,
			       prot);
}

static loff_t mem_llseek(struct file *file, loff_t offset, int whence)
{
	return whence == SEEK_END ? -EINVAL
				  : fixed_size_llseek(file, offset, whence, S64_MAX);
}

static const struct file_operations mem_fops = {
	.owner = THIS_MODULE,
	.llseek = mem_llseek,
	.read = mem_read,
	.write = mem_write,
	.mmap = mem_mmap,
};

static struct class phys_mem_class = { .name = "mem" };

static int __init phys_mem_init(void)
{
	static struct cdev cdev;
	dev_t devt = MKDEV(MEM_MAJOR, MEM_MINOR);
	int err;

	cdev_init(&cdev, &mem_fops);
	err = cdev_add(&cdev, devt, 1);
	if (err)
		return err;
	return PTR_ERR_OR_ZERO(device_create(&phys_mem_class, NULL, devt, NULL, "mem"));
}
module_init(phys_mem_init);
