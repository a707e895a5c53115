/*
 * kernel/main.c - start_kernel: the table of contents
 *
 * boot/ has brought the CPU into 64-bit mode and filled boot_info. From here everything
 * is started in the order in which it depends on what went before. This is the one file
 * that knows everybody.
 *
 * Locking: one CPU with interrupts off until rest_init(); kernel_init() is an ordinary
 * thread.
 */
#include <linux/acpi.h>
#include <linux/cpumask.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/irqflags.h>
#include <linux/jiffies.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/mount.h>
#include <linux/pagemap.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/poison.h>
#include <linux/printk.h>
#include <linux/proc_fs.h>
#include <linux/ramfs.h>
#include <linux/random.h>
#include <linux/rcupdate.h>
#include <linux/reboot.h>
#include <linux/sched.h>
#include <linux/setup.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/start_kernel.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/sysfs.h>
#include <linux/topology.h>
#include <linux/utsname.h>
#include <linux/vmalloc.h>
#include <linux/vmstat.h>
#include <asm/apic.h>
#include <asm/archrandom.h>
#include <asm/cpufeature.h>
#include <asm/current.h>
#include <asm/desc.h>
#include <asm/early_serial.h>
#include <asm/fixmap.h>
#include <asm/fpu.h>
#include <asm/io_apic.h>
#include <asm/pgtable.h>
#include <asm/sections.h>
#include <asm/switch_to.h>
#include <asm/traps.h>
#include <asm/tsc.h>
#include <atlas/boot_info.h>
#include "tests/kernel/ktest.h"
#include "init.h"

/* Messages, the CPU's tables, exceptions: from here on a mistake is an oops. */
static void __init early_init(void)
{
	this_cpu_write(current_task, &init_task);
	early_serial_init();
	kallsyms_init();
	pr_notice("%s version %s (%s) %s\n", UTS_SYSNAME, UTS_RELEASE, boot_info.loader,
		  UTS_VERSION);
	pr_info("Command line: %s\n", boot_info.cmdline);
	cpu_detect();
	trap_init();
	cpu_init();
	parse_early_param(boot_info.cmdline);
}

/* The boot loader's page tables show the first 4 GiB at PAGE_OFFSET; firmware is there. */
static void *__init boot_map(phys_addr_t phys, size_t size)
{
	return phys <= (4ULL << 30) - size ? __va(phys) : NULL;
}

static void __init boot_unmap(void *virt, size_t size)
{
}

static const struct acpi_map_ops boot_map_ops __initconst = { .map = boot_map,
							      .unmap = boot_unmap };

static void *acpi_map(phys_addr_t phys, size_t size)
{
	return memremap(phys, size, MEMREMAP_WB);
}

static void acpi_unmap(void *virt, size_t size)
{
	memunmap(virt);
}

static const struct acpi_map_ops acpi_map_ops = { .map = acpi_map, .unmap = acpi_unmap };

static int __init node_of(unsigned int cpu)
{
	return apic_to_node(cpu_to_apic_id(cpu));
}

static void *__init alloc_cpu_area(size_t size, size_t align, int cpu)
{
	return __vmalloc_node(size, GFP_KERNEL | __GFP_HIGHMEM, PAGE_KERNEL, node_of(cpu),
			      __builtin_return_address(0));
}

/* Every CPU's own variables, in memory of its node; what still points to the image shows. */
static void __init cpu_areas_init(void)
{
	unsigned int cpu;

	if (setup_per_cpu_areas(nr_cpu_ids, alloc_cpu_area))
		panic("no memory for the per-CPU areas of %u CPUs", nr_cpu_ids);
	switch_gdt_and_percpu_base(0);
	memset(__per_cpu_start, POISON_FREE_INITMEM, __per_cpu_end - __per_cpu_start);
	for_each_possible_cpu (cpu)
		per_cpu(numa_node, cpu) = node_of(cpu);
	vmstat_init();
}

/* From the firmware's tables and map to kmalloc, vmalloc and kmap. */
static void __init memory_init(void)
{
	acpi_init(boot_info.acpi_rsdp, &boot_map_ops);
	memblock_init();
	smp_prepare(memblock_phys_alloc_range(PAGE_SIZE, PAGE_SIZE, PAGE_SIZE, 1UL << 20,
					      NUMA_NO_NODE));
	numa_init();
	paging_init();
	free_area_init();
	mem_init();
	kmem_cache_init();
	vmalloc_init();
	cpu_areas_init();
	kmap_init();
	pagecache_init();
}

static void __iomem *map_ioapic(phys_addr_t phys, size_t size)
{
	return ioremap(phys, size);
}

static const struct irq_chip_ops irq_chip_ops = {
	.name = "IO-APIC",
	.is_level = ioapic_is_level,
	.map = ioapic_map,
	.mask = ioapic_mask,
	.unmask = ioapic_unmask,
	.eoi = apic_eoi,
};

/*
 * From here on numbers differ from boot to boot. Under --icount RDRAND repeats; the cycle
 * counter, which the firmware ran before us, does not.
 */
static void __init seed_randomness(u64 date)
{
	u64 seed[2] = { 0, date };

	if (!rdrand(&seed[0]))
		seed[0] = rdtsc();
	add_device_randomness(seed, sizeof(seed));
}

/* Interrupts and clocks. */
static void __init machine_init(void)
{
	u64 date = rtc_read_seconds();

	acpi_remap(&acpi_map_ops);
	set_fixmap_nocache(FIX_APIC_BASE, apic_phys_base());
	apic_init((void __iomem *)fix_to_virt(FIX_APIC_BASE));
	ioapic_init(map_ioapic);
	irq_init(&irq_chip_ops);
	clock_init();
	timekeeping_init(clock_read_ns, date);
	seed_randomness(date);
	printk_set_clock(ktime_get_ns);
	fpu_init();
}

/* Tasks: their memory, their switching, their ways in and out of the kernel. */
static void __init process_init(void)
{
	sched_init();
	task_stack_init();
	mm_user_init();
	fork_init();
	signals_init();
	sigio_init();
	futex_init();
	fault_init();
	vfs_init();
	syscall_table_init();
	tick_init();
}

/* A file system at each of the usual places; a kernel without them is of no use. */
static void __init filesystems_init(void)
{
	int err = ramfs_init();

	if (!err)
		err = mount_root(&ramfs_fs_type);
	if (!err)
		err = devfs_init();
	if (!err)
		err = proc_init();
	if (!err)
		err = sysfs_init();
	if (err)
		panic("cannot mount the first file systems: error %d", err);
}

/* Drivers, and whatever else said module_init(). */
static void __init do_initcalls(void)
{
	for (initcall_t *call = __initcall_start; call < __initcall_end; call++) {
		int err = (*call)();

		if (err)
			pr_warn("initcall %ps failed: error %d\n", *call, err);
	}
}

/* `ktest=PATTERN`: run the in-kernel tests instead of /init, then power off. */
static char *ktest_pattern __initdata;

static int __init ktest_setup(char *value)
{
	ktest_pattern = value;
	return 1;
}
__setup("ktest=", ktest_setup, "a pattern of suite or suite.case names");

/* The last of the __init code. */
static noinline void __init finish_boot(void)
{
	rcu_init(kfree);
	smp_init();
	pr_info("smp: Brought up %u node%s, %u CPU%s\n", num_online_nodes(),
		num_online_nodes() == 1 ? "" : "s", num_online_cpus(),
		num_online_cpus() == 1 ? "" : "s");
	filesystems_init();
	do_initcalls();
	system_state = SYSTEM_RUNNING;
	if (ktest_pattern) {
		ktest_run(ktest_pattern);
		machine_power_off();
	}
	populate_rootfs();
}

/* Process 1, still in the kernel; when it returns it is /init in ring 3. */
static void kernel_init(void *unused)
{
	finish_boot();
	free_initmem();
	run_init_process();
}

/* The code that has run since the boot loader becomes CPU 0's idle task. */
void __init __noreturn start_kernel(void)
{
	early_init();
	memory_init();
	machine_init();
	process_init();
	parse_setup_params(boot_info.cmdline);
	local_irq_enable();
	user_mode_thread(kernel_init, NULL);
	cpu_idle();
}
