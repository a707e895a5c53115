/*
 * include/linux/delay.h - waiting for time to pass
 */
#ifndef LINUX_DELAY_H
#define LINUX_DELAY_H

void msleep(unsigned int ms); /* sleeps at least that long; may sleep */
unsigned long msleep_interruptible(unsigned int ms); /* what is left, in ms */
void udelay(unsigned long us);                       /* spins. Any context */
void mdelay(unsigned long ms);

#endif
