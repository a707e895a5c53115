/*
 * include/linux/start_kernel.h - where the kernel begins (kernel/main.c)
 */
#ifndef LINUX_START_KERNEL_H
#define LINUX_START_KERNEL_H

#include <linux/compiler.h>

/* Called by boot/ on the boot CPU, 64-bit, irqs off, boot_info filled. */
void __noreturn start_kernel(void);

#endif
