/*
 * tests/host/bitmap_test.c - lib/bitmap.c, lib/find_bit.c, include/linux/bitops.h, log2.h
 *
 * Against models that look at one bit at a time. Bitmaps come from malloc() in their exact
 * size, with rubbish behind the last used bit.
 */
#include <linux/bitmap.h>
#include <linux/log2.h>
#include "tests/host/host_test.h"

#define ROUNDS 3000

/* A bitmap of nbits with random contents: sparse, dense or mixed. */
static unsigned long *make_bitmap(unsigned int nbits)
{
	size_t words = BITS_TO_LONGS(nbits);
	unsigned long *map = host_malloc(words * sizeof(long) + !words);
	unsigned int kind = host_random_below(4);

	for (size_t i = 0; i < words; i++) {
		map[i] = host_random();
		if (kind == 0)
			map[i] &= host_random() & host_random() & host_random();
		else if (kind == 1)
			map[i] |= host_random() | host_random() | host_random();
		else if (kind == 2)
			map[i] = host_random_below(2) ? 0 : ~0UL;
	}
	return map;
}

static unsigned long model_find(const unsigned long *a, const unsigned long *b,
				unsigned long size, unsigned long offset, bool want)
{
	for (; offset < size; offset++) {
		if ((test_bit((long)offset, a) && (!b || test_bit((long)offset, b))) ==
		    want)
			return offset;
	}
	return size;
}

static void finding(void)
{
	for (int i = 0; i < ROUNDS && !host_failed(); i++) {
		unsigned int size = host_random_below(300);
		unsigned long *a = make_bitmap(size), *b = make_bitmap(size);
		unsigned long last = size, bit, count = 0;

		for (unsigned long at = 0; at <= size + 2; at++) {
			unsigned long none =
				at > size ? size : model_find(a, NULL, size, at, true);

			EXPECT_EQ(find_next_bit(a, size, at), none);
			if (at > size)
				continue;
			EXPECT_EQ(find_next_zero_bit(a, size, at),
				  model_find(a, NULL, size, at, false));
			EXPECT_EQ(find_next_and_bit(a, b, size, at),
				  model_find(a, b, size, at, true));
			if (at < size && test_bit((long)at, a))
				last = at;
		}
		EXPECT_EQ(find_last_bit(a, size), last);
		for_each_set_bit (bit, a, size)
			count++;
		EXPECT_EQ(bitmap_weight(a, size), count);
		for_each_clear_bit(bit, a, size) count++;
		EXPECT_EQ(count, size);
		host_free(a);
		host_free(b);
	}
}

static void setting_and_clearing_ranges(void)
{
	for (int i = 0; i < ROUNDS && !host_failed(); i++) {
		unsigned int size = 1 + host_random_below(300);
		unsigned int start = host_random_below(size);
		unsigned int n = host_random_below(size - start + 1);
		unsigned long *map = make_bitmap(size), *old = make_bitmap(size);
		bool set = i & 1;

		bitmap_copy(old, map, size);
		if (set)
			bitmap_set(map, start, n);
		else
			bitmap_clear(map, start, n);
		for (unsigned int bit = 0; bit < size; bit++) {
			bool inside = bit >= start && bit - start < n;

			EXPECT_EQ(test_bit(bit, map), inside ? set : test_bit(bit, old));
		}
		host_free(map);
		host_free(old);
	}
}

/* One word of the model of each operation. */
static void operations(void)
{
	for (int i = 0; i < ROUNDS && !host_failed(); i++) {
		unsigned int size = host_random_below(200);
		unsigned long *a = make_bitmap(size), *b = make_bitmap(size);
		unsigned long *and = make_bitmap(size), * or = make_bitmap(size);
		unsigned long * xor = make_bitmap(size), *andnot = make_bitmap(size);
		unsigned long *not = make_bitmap(size);
		bool any_and = bitmap_and(and, a, b, size);
		bool any_andnot = bitmap_andnot(andnot, a, b, size);
		bool same = true, found_and = false, found_andnot = false;
		unsigned int weight = 0;

		bitmap_or(or, a, b, size);
		bitmap_xor(xor, a, b, size);
		bitmap_complement(not, a, size);
		for (unsigned int k = 0; k < size; k++) {
			bool x = test_bit(k, a), y = test_bit(k, b);

			EXPECT_EQ(test_bit(k, and), x && y);
			EXPECT_EQ(test_bit(k, or), x || y);
			EXPECT_EQ(test_bit(k, xor), x != y);
			EXPECT_EQ(test_bit(k, andnot), x && !y);
			EXPECT_EQ(test_bit(k, not ), !x);
			same &= x == y;
			found_and |= x && y;
			found_andnot |= x && !y;
			weight += x;
		}
		EXPECT_EQ(any_and, found_and);
		EXPECT_EQ(any_andnot, found_andnot);
		EXPECT_EQ(bitmap_equal(a, b, size), same);
		EXPECT_EQ(bitmap_intersects(a, b, size), found_and);
		EXPECT_EQ(bitmap_subset(a, b, size), !found_andnot);
		EXPECT_EQ(bitmap_weight(a, size), weight);
		EXPECT_EQ(bitmap_empty(a, size), weight == 0);
		EXPECT_EQ(bitmap_full(a, size), weight == size);
		EXPECT(bitmap_equal(a, a, size) && bitmap_subset(and, a, size));
		bitmap_fill(a, size);
		EXPECT(bitmap_full(a, size));
		bitmap_zero(a, size);
		EXPECT(bitmap_empty(a, size));
		host_free(a), host_free(b), host_free(and), host_free(or);
		host_free(xor), host_free(andnot), host_free(not );
	}
}

static void rubbish_behind_the_end_is_ignored(void)
{
	unsigned long a[2] = { ~0UL, 0xf000000000000003UL }, b[2] = { ~0UL, 0x3UL };

	EXPECT(bitmap_equal(a, b, 66));
	EXPECT(bitmap_full(a, 66));
	EXPECT(bitmap_subset(a, b, 66));
	EXPECT_EQ(bitmap_weight(a, 66), 66);
	EXPECT_EQ(find_last_bit(a, 66), 65);
	EXPECT_EQ(find_next_bit(a, 127, 66), 124);
	EXPECT_EQ(find_next_bit(a, 124, 66), 124);
}

static void zero_areas(void)
{
	for (int i = 0; i < ROUNDS && !host_failed(); i++) {
		unsigned int size = 1 + host_random_below(200),
			     nr = 1 + host_random_below(6);
		unsigned long align = (1UL << host_random_below(4)) - 1;
		unsigned long start = host_random_below(size), found, at;
		unsigned long *map = make_bitmap(size);

		found = bitmap_find_next_zero_area(map, size, start, nr, align);
		for (at = (start + align) & ~align; at + nr <= size; at += align + 1) {
			if (model_find(map, NULL, at + nr, at, true) == at + nr)
				break;
		}
		if (at + nr <= size)
			EXPECT_EQ(found, at);
		else
			EXPECT(found + nr > size);
		host_free(map);
	}
}

static void single_bits(void)
{
	unsigned long map[3] = { 0, 0, 0 };

	for (int i = 0; i < 20000 && !host_failed(); i++) {
		long bit = host_random_below(192);
		bool was = test_bit(bit, map);

		switch (host_random_below(6)) {
		case 0:
			EXPECT_EQ(test_and_set_bit(bit, map), was);
			EXPECT(test_bit(bit, map));
			break;
		case 1:
			EXPECT_EQ(test_and_clear_bit(bit, map), was);
			EXPECT(!test_bit(bit, map));
			break;
		case 2:
			EXPECT_EQ(test_and_change_bit(bit, map), was);
			EXPECT_EQ(test_bit(bit, map), !was);
			break;
		case 3:
			EXPECT_EQ(__test_and_set_bit(bit, map), was);
			EXPECT(test_bit(bit, map));
			break;
		case 4:
			assign_bit(bit, map, was);
			EXPECT_EQ(test_bit(bit, map), was);
			break;
		default:
			__clear_bit(bit, map);
			EXPECT(!test_bit(bit, map));
			break;
		}
	}
}

static void numbers_of_bits(void)
{
	for (int bit = 0; bit < 64; bit++) {
		u64 rest = bit ? host_random() & ((1ULL << bit) - 1) : 0;
		u64 low = bit < 63 ? host_random() << (bit + 1) : 0;
		u64 one = 1ULL << bit;

		EXPECT_EQ(__fls(one | rest), bit);
		EXPECT_EQ(fls64(one | rest), bit + 1);
		EXPECT_EQ(__ffs(one | low), bit);
		EXPECT_EQ(ffz(~(one | low)), bit);
		EXPECT_EQ(ilog2(one | rest), bit);
		EXPECT(is_power_of_2(one));
		EXPECT_EQ(is_power_of_2(one | rest), rest == 0);
		EXPECT(rounddown_pow_of_two(one | rest) == one);
		EXPECT(roundup_pow_of_two(one) == one);
		EXPECT_EQ(order_base_2(one), bit);
		if (rest && bit < 63) {
			EXPECT(roundup_pow_of_two(one | rest) == one << 1);
			EXPECT_EQ(order_base_2(one | rest), bit + 1);
		}
	}
	EXPECT(!is_power_of_2(0));
	EXPECT(fls64(0) == 0 && fls(0) == 0 && ffs(0) == 0 && ffs(1) == 1);
	EXPECT_EQ(ilog2(4096), 12);
	EXPECT_EQ(roundup_pow_of_two(0), 1);
	EXPECT_EQ(hweight64(0xf0f0f0f0f0f0f0f1ULL), 33);
	EXPECT_EQ(hweight64(~0ULL), 64);
	EXPECT_EQ(hweight64(0), 0);
	EXPECT_EQ(rol64(0x8000000000000001ULL, 4), 0x18);
	EXPECT_EQ(ror32(0x11, 4), 0x10000001);
	EXPECT_EQ(rol32(1, 0), 1);
	EXPECT_EQ(sign_extend64(0x800000000000ULL, 47), (s64)0xffff800000000000ULL);
	EXPECT_EQ(sign_extend32(0x7f, 7), 0x7f);
	EXPECT(GENMASK(63, 0) == ~0UL && GENMASK(7, 4) == 0xf0);
}

HOST_TESTS(HOST_TEST(finding), HOST_TEST(setting_and_clearing_ranges),
	   HOST_TEST(operations), HOST_TEST(rubbish_behind_the_end_is_ignored),
	   HOST_TEST(zero_areas), HOST_TEST(single_bits), HOST_TEST(numbers_of_bits));
