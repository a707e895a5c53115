/*
 * tests/kernel/random_test.c - numbers that look random
 */
#include <linux/random.h>
#include <linux/string.h>
#include "ktest.h"

KTEST(random, bounded_numbers_are_bounded_and_spread)
{
	int count[10] = { 0 }, i;

	for (i = 0; i < 10000; i++) {
		u32 n = get_random_u32_below(10);

		KT_ASSERT(n < 10);
		count[n]++;
	}
	for (i = 0; i < 10; i++)
		KT_EXPECT(count[i] > 800 && count[i] < 1200);
	KT_EXPECT_EQ(get_random_u32_below(1), 0);
}

KTEST(random, exactly_the_bytes_asked_for)
{
	u8 buf[24];
	size_t len;
	int i;

	for (len = 0; len < 20; len++) {
		memset(buf, 0x77, sizeof(buf));
		get_random_bytes(buf, len);
		for (i = (int)len; i < (int)sizeof(buf); i++)
			KT_EXPECT_EQ(buf[i], 0x77);
	}
	KT_EXPECT(memchr_inv(buf, 0x77, 19) != NULL);
}

KTEST(random, noise_changes_the_sequence)
{
	u64 first = get_random_u64(), second;

	add_device_randomness("noise", 5);
	second = get_random_u64();
	KT_EXPECT(first != second);
	KT_EXPECT(get_random_u64() != second);
}
