/*
 * include/linux/init.h - what runs once, at boot
 *
 * __init code lies between __init_begin and __init_end and is given back when the boot is
 * over: nothing that stays may call it. __initdata, a few hundred bytes of it, stays. An initcall is a pointer in the section
 * .initcall; do_initcalls() in kernel/main.c runs them in link order.
 */
#ifndef LINUX_INIT_H
#define LINUX_INIT_H

#include <linux/compiler.h>
#include <linux/setup.h>

#define __init __section(".init.text") __cold
#define __initdata __section(".init.data")
#define __initconst __section(".rodata.init")
#define __exit __section(".text.exit") __maybe_unused
#define __exitdata __section(".data.exit") __maybe_unused
#define __ref

/* 0 or -errno, which is logged; boot goes on. */
typedef int (*initcall_t)(void);

extern initcall_t __initcall_start[], __initcall_end[];

#define __initcall(fn) \
	static initcall_t __initcall_##fn __used __section(".initcall") = fn
#define device_initcall(fn) __initcall(fn)
#define subsys_initcall(fn) __initcall(fn)
#define fs_initcall(fn) __initcall(fn)
#define late_initcall(fn) __initcall(fn)

#endif
