/*
 * include/linux/unaligned.h - numbers at addresses that are no multiple of their size
 *
 * x86 reads and writes them with the same instructions; the packed structure tells the
 * compiler (and the host tests' sanitizer) that it is meant.
 */
#ifndef LINUX_UNALIGNED_H
#define LINUX_UNALIGNED_H

#include <linux/types.h>
#include <asm/byteorder.h>

#define get_unaligned(ptr)                              \
	({                                              \
		const struct {                          \
			typeof(*(ptr)) value;           \
		} __packed *__gu = (const void *)(ptr); \
		__gu->value;                            \
	})
#define put_unaligned(val, ptr)                   \
	do {                                      \
		struct {                          \
			typeof(*(ptr)) value;     \
		} __packed *__pu = (void *)(ptr); \
		__pu->value = (val);              \
	} while (0)

static inline u16 get_unaligned_le16(const void *p)
{
	return le16_to_cpu(get_unaligned((const __le16 *)p));
}

static inline u32 get_unaligned_le32(const void *p)
{
	return le32_to_cpu(get_unaligned((const __le32 *)p));
}

static inline u64 get_unaligned_le64(const void *p)
{
	return le64_to_cpu(get_unaligned((const __le64 *)p));
}

static inline u16 get_unaligned_be16(const void *p)
{
	return be16_to_cpu(get_unaligned((const __be16 *)p));
}

static inline u32 get_unaligned_be32(const void *p)
{
	return be32_to_cpu(get_unaligned((const __be32 *)p));
}

static inline u64 get_unaligned_be64(const void *p)
{
	return be64_to_cpu(get_unaligned((const __be64 *)p));
}

static inline void put_unaligned_le16(u16 val, void *p)
{
	put_unaligned(cpu_to_le16(val), (__le16 *)p);
}

static inline void put_unaligned_le32(u32 val, void *p)
{
	put_unaligned(cpu_to_le32(val), (__le32 *)p);
}

static inline void put_unaligned_le64(u64 val, void *p)
{
	put_unaligned(cpu_to_le64(val), (__le64 *)p);
}

#endif
