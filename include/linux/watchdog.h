/*
 * include/linux/watchdog.h - a CPU that lets nobody run any more says where it is
 */
#ifndef LINUX_WATCHDOG_H
#define LINUX_WATCHDOG_H

struct pt_regs;

/* From the tick of each CPU, before it asks for a switch itself: what it interrupted. */
void watchdog_tick(const struct pt_regs *regs);

/* Have CPUs answer that do not tick. Before the first tick of a second CPU. */
void watchdog_init(void);

/* Report after as many ticks without a chance for others; 0: never. */
extern unsigned int watchdog_ticks;

#endif
