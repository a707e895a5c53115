/*
 * include/uapi/linux/securebits.h - how a thread wants root to be less than it was
 *
 * Each has its lock in the bit above: once that is set, neither changes any more. Source:
 * the Linux man page capabilities(7), "The securebits flags".
 */
#ifndef _UAPI_LINUX_SECUREBITS_H
#define _UAPI_LINUX_SECUREBITS_H

#define SECBIT_NOROOT 0x01          /* exec gives a user 0 nothing */
#define SECBIT_NO_SETUID_FIXUP 0x04 /* nor does becoming one, or take it */
#define SECBIT_KEEP_CAPS 0x10       /* what is permitted stays without root; until exec */
#define SECBIT_NO_CAP_AMBIENT_RAISE 0x40 /* nothing becomes ambient */

#define SECURE_ALL_BITS 0x55
#define SECURE_ALL_LOCKS (SECURE_ALL_BITS << 1)

#endif
