/*
 * include/linux/random.h - numbers for tests, identifiers and the AT_RANDOM of a program
 *
 * Atlas: a generator with a seed (xoshiro256**), not a cryptographic one. The seed comes
 * from add_device_randomness(); with the same seed the sequence is the same, so that
 * runs under `tools/vm --icount` repeat. Any context.
 */
#ifndef LINUX_RANDOM_H
#define LINUX_RANDOM_H

#include <linux/types.h>

void get_random_bytes(void *buf, size_t len);
u64 get_random_u64(void);
u32 get_random_u32(void);

/* From 0 to ceil - 1, each as likely; ceil is not 0. */
u32 get_random_u32_below(u32 ceil);

/* Mix something that differs from boot to boot into the state. */
void add_device_randomness(const void *buf, size_t len);

#endif
