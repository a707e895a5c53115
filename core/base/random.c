/*
 * core/base/random.c - a generator of numbers that look random
 *
 * xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number generators",
 * 2018), whose state is filled and stirred by splitmix64. Good for tests, identifiers and
 * spreading things; not for secrets.
 *
 * Locking: random.lock, with interrupts off.
 */
#include <linux/bitops.h>
#include <linux/hash.h>
#include <linux/minmax.h>
#include <linux/random.h>
#include <linux/spinlock.h>
#include <linux/string.h>

static struct {
	spinlock_t lock;
	u64 s[4]; /* [lock] never all zero */
} random = {
	.lock = __SPIN_LOCK_UNLOCKED(random.lock),
	/* The fractional parts of the square roots of 2, 3, 5 and 7. */
	.s = { 0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
	       0xa54ff53a5f1d36f1 },
};

static u64 next(void)
{
	u64 *s = random.s;
	u64 result = rol64(s[1] * 5, 7) * 9;
	u64 t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rol64(s[3], 45);
	return result;
}

u64 get_random_u64(void)
{
	unsigned long flags;
	u64 value;

	spin_lock_irqsave(&random.lock, flags);
	value = next();
	spin_unlock_irqrestore(&random.lock, flags);
	return value;
}

u32 get_random_u32(void)
{
	return (u32)(get_random_u64() >> 32);
}

/* The high half of a 64-bit product; its bias is at most ceil in 2^32. */
u32 get_random_u32_below(u32 ceil)
{
	return (u32)(((get_random_u64() >> 32) * ceil) >> 32);
}

void get_random_bytes(void *buf, size_t len)
{
	u8 *p = buf;

	while (len) {
		u64 value = get_random_u64();
		size_t n = min(len, sizeof(value));

		memcpy(p, &value, n);
		p += n;
		len -= n;
	}
}

static u64 splitmix64(u64 *x)
{
	u64 z = *x += GOLDEN_RATIO_64;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

void add_device_randomness(const void *buf, size_t len)
{
	u64 seed = hash_bytes(buf, len);
	unsigned long flags;

	spin_lock_irqsave(&random.lock, flags);
	for (int i = 0; i < 4; i++)
		random.s[i] ^= splitmix64(&seed);
	if (!(random.s[0] | random.s[1] | random.s[2] | random.s[3]))
		random.s[0] = GOLDEN_RATIO_64;
	spin_unlock_irqrestore(&random.lock, flags);
}
