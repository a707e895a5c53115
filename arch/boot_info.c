/*
 * arch/boot_info.c - the one copy of what the boot loader told us
 *
 * boot/ fills it, every floor above may read it; so it lives below them all.
 * Locking: none, see include/atlas/boot_info.h.
 */
#include <atlas/boot_info.h>

struct boot_info boot_info;
