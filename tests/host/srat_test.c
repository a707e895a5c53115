/*
 * tests/host/srat_test.c - arch/srat.c: tables as no firmware should write them
 *
 * The file under test is included whole; here is the little that it calls. Each table
 * lies in a buffer from malloc() of exactly its length, so that the address sanitizer
 * sees every byte read beyond it.
 */
#include "arch/srat.c"
#include "tests/host/host_test.h"

#define ROUNDS 100000

static struct {
	struct acpi_table_header *srat, *slit; /* NULL: the machine has none */
	unsigned int messages;
} fw;

int printk(const char *fmt, ...)
{
	fw.messages++;
	return 0;
}

const struct acpi_table_header *acpi_find_table(const char *signature)
{
	return host_memcmp(signature, "SRAT", 4) ? fw.slit : fw.srat;
}

void acpi_put_table(const struct acpi_table_header *table)
{
}

/* --- writing tables --- */

static struct {
	u8 byte[4096];
	u32 length;
} draft;

static void *append(size_t size)
{
	void *at = draft.byte + draft.length;

	draft.length += size;
	return at;
}

static void begin(size_t head, u8 revision)
{
	struct acpi_table_header *header = (void *)draft.byte;

	memset(&draft, 0, sizeof(draft));
	draft.length = head;
	header->revision = revision;
}

static struct acpi_table_header *table(void)
{
	struct acpi_table_header *header = host_malloc(draft.length);

	memcpy(header, draft.byte, draft.length);
	header->length = draft.length;
	return header;
}

static struct srat_record *record(u8 kind, u8 length)
{
	struct srat_record *r = append(length);

	r->kind = kind;
	r->length = length;
	return r;
}

static struct srat_record *memory(u32 domain, u64 base, u64 length)
{
	struct srat_record *r = record(SRAT_MEMORY, 40);

	r->memory.domain = domain;
	r->memory.base = base;
	r->memory.length = length;
	r->memory.flags = SRAT_ENABLED;
	return r;
}

static struct srat_record *lapic(u32 domain, u8 id)
{
	struct srat_record *r = record(SRAT_LOCAL_APIC, 16);

	r->lapic.domain_low = domain;
	r->lapic.domain_high[0] = domain >> 8;
	r->lapic.domain_high[1] = domain >> 16;
	r->lapic.domain_high[2] = domain >> 24;
	r->lapic.apic_id = id;
	r->lapic.flags = SRAT_ENABLED;
	return r;
}

static struct srat_record *x2apic(u32 domain, u32 id)
{
	struct srat_record *r = record(SRAT_LOCAL_X2APIC, 24);

	r->x2apic.domain = domain;
	r->x2apic.id = id;
	r->x2apic.flags = SRAT_ENABLED;
	return r;
}

static void begin_srat(void)
{
	begin(sizeof(struct srat), 3);
}

static void slit(u64 nr, const u8 *distance, u32 cells)
{
	begin(sizeof(struct slit), 1);
	((struct slit *)draft.byte)->nr_domains = nr;
	memcpy(append(cells), distance, cells);
	fw.slit = table();
}

/* Digest the draft as SRAT, and the SLIT if there is one. Returns the nodes. */
static unsigned int digest(void)
{
	memset(&acpi_numa, 0, sizeof(acpi_numa));
	fw.messages = 0;
	fw.srat = table();
	srat_init();
	host_free(fw.srat);
	fw.srat = NULL;
	return acpi_numa.nr_nodes;
}

static void drop_slit(void)
{
	host_free(fw.slit);
	fw.slit = NULL;
}

/* --- tables that are right --- */

static void domains_become_nodes_in_rising_order(void)
{
	begin_srat();
	lapic(900, 4);
	memory(7, 0x40000000, 0x40000000);
	memory(3, 0, 0xa0000);
	memory(3, 0x100000, 0x3ff00000);
	x2apic(3, 70000);
	EXPECT_EQ(digest(), 3);
	EXPECT_EQ(acpi_numa.domain[0], 3);
	EXPECT_EQ(acpi_numa.domain[1], 7);
	EXPECT_EQ(acpi_numa.domain[2], 900);
	EXPECT_EQ(acpi_numa.nr_ranges, 3);
	EXPECT_EQ(acpi_numa.range[0].base, 0x40000000);
	EXPECT_EQ(acpi_numa.range[0].end, 0x80000000);
	EXPECT_EQ(acpi_numa.range[0].nid, 1);
	EXPECT_EQ(acpi_numa.range[1].nid, 0);
	EXPECT_EQ(acpi_numa.nr_cpus, 2);
	EXPECT_EQ(acpi_numa.cpu[0].apic_id, 4);
	EXPECT_EQ(acpi_numa.cpu[0].nid, 2);
	EXPECT_EQ(acpi_numa.cpu[1].apic_id, 70000);
	EXPECT_EQ(acpi_numa.cpu[1].nid, 0);
	EXPECT_EQ(fw.messages, 1); /* no SLIT */
	EXPECT_EQ(acpi_numa.distance[0][2], REMOTE_DISTANCE);
	EXPECT_EQ(acpi_numa.distance[2][2], LOCAL_DISTANCE);
}

static void what_is_not_in_force_does_not_count(void)
{
	begin_srat();
	memory(0, 0, 0x1000);
	memory(1, 0, 0x1000)->memory.flags = 0;
	memory(2, 0x1000, 0);
	lapic(3, 0)->lapic.flags = 0;
	x2apic(4, 0)->x2apic.flags = 0;
	record(77, 6); /* a kind of the future */
	record(SRAT_MEMORY, 39)->memory.flags = SRAT_ENABLED;
	EXPECT_EQ(digest(), 1);
	EXPECT_EQ(acpi_numa.nr_ranges, 1);
	EXPECT_EQ(acpi_numa.nr_cpus, 0);
	EXPECT_EQ(fw.messages, 0);
}

static void the_first_revision_has_small_domains(void)
{
	begin(sizeof(struct srat), 1);
	memory(0xabcdef05, 0, 0x1000);
	lapic(0xabcdef06, 1);
	EXPECT_EQ(digest(), 2);
	EXPECT_EQ(acpi_numa.domain[0], 5);
	EXPECT_EQ(acpi_numa.domain[1], 6);
}

static void the_same_may_be_said_twice(void)
{
	begin_srat();
	memory(0, 0, 0x3000);
	memory(0, 0x1000, 0x1000);
	lapic(0, 9);
	x2apic(0, 9);
	EXPECT_EQ(digest(), 1);
	EXPECT_EQ(acpi_numa.nr_cpus, 1);
}

/* --- tables that are wrong: one node and one message --- */

static void expect_refused(void)
{
	EXPECT_EQ(digest(), 0);
	EXPECT_EQ(acpi_numa.nr_ranges, 0);
	EXPECT_EQ(acpi_numa.nr_cpus, 0);
	EXPECT_EQ(acpi_numa.distance[0][0], LOCAL_DISTANCE);
	EXPECT_EQ(fw.messages, 1);
}

static void contradictions_are_refused(void)
{
	begin_srat();
	memory(0, 0, 0x2000);
	memory(1, 0x1fff, 0x1000);
	expect_refused();
	begin_srat();
	memory(0, 0, 0x2000);
	lapic(0, 1);
	x2apic(1, 1);
	expect_refused();
	begin_srat();
	memory(0, ~0ULL - 10, 12);
	expect_refused();
}

static void emptiness_is_refused(void)
{
	begin(sizeof(struct srat) - 1, 3);
	expect_refused();
	begin_srat();
	expect_refused();
	begin_srat();
	lapic(0, 0);
	expect_refused();
}

static void broken_records_are_refused(void)
{
	begin_srat();
	memory(0, 0, 0x1000);
	record(SRAT_LOCAL_APIC, 16)->length = 0;
	expect_refused();
	begin_srat();
	memory(0, 0, 0x1000);
	record(SRAT_LOCAL_APIC, 16)->length = 17;
	expect_refused();
	begin_srat();
	memory(0, 0, 0x1000);
	append(1);
	expect_refused();
}

static void more_than_there_is_room_for(void)
{
	u32 i;

	begin_srat();
	for (i = 0; i < MAX_NUMNODES; i++)
		memory(i, i << 12, 0x1000);
	EXPECT_EQ(digest(), MAX_NUMNODES);
	memory(i, i << 12, 0x1000);
	expect_refused();
	begin_srat();
	for (i = 0; i < ACPI_MAX_MEMORY_RANGES + 1; i++)
		memory(0, i << 12, 0x1000);
	expect_refused();
	begin_srat();
	memory(0, 0, 0x1000);
	for (i = 0; i < ACPI_MAX_CPUS + 1; i++)
		lapic(0, i);
	EXPECT_EQ(digest(), 1);
	EXPECT_EQ(acpi_numa.nr_cpus, ACPI_MAX_CPUS);
}

static void an_absent_table_is_one_node(void)
{
	memset(&acpi_numa, 0, sizeof(acpi_numa));
	fw.messages = 0;
	srat_init();
	EXPECT_EQ(acpi_numa.nr_nodes, 0);
	EXPECT_EQ(fw.messages, 1);
	EXPECT_EQ(acpi_numa.distance[0][0], LOCAL_DISTANCE);
}

/* --- distances --- */

static void two_nodes(void)
{
	begin_srat();
	memory(0, 0, 0x1000);
	memory(2, 0x1000, 0x1000);
}

static void distances_may_differ_by_direction(void)
{
	static const u8 distance[] = { 10, 99, 21, 99, 10, 99, 255, 99, 10 };

	slit(3, distance, sizeof(distance));
	two_nodes();
	EXPECT_EQ(digest(), 2);
	EXPECT_EQ(fw.messages, 0);
	EXPECT_EQ(acpi_numa.distance[0][1], 21);
	EXPECT_EQ(acpi_numa.distance[1][0], 255);
	EXPECT_EQ(acpi_numa.distance[1][1], 10);
	drop_slit();
}

static void expect_usual_distances(u64 nr, const u8 *distance, u32 cells)
{
	slit(nr, distance, cells);
	two_nodes();
	EXPECT_EQ(digest(), 2);
	EXPECT_EQ(fw.messages, 1);
	EXPECT_EQ(acpi_numa.distance[0][1], REMOTE_DISTANCE);
	EXPECT_EQ(acpi_numa.distance[1][0], REMOTE_DISTANCE);
	drop_slit();
}

static void wrong_distances_are_refused(void)
{
	static const u8 good[] = { 10, 30, 30, 30, 10, 30, 30, 30, 10, 30 };
	static const u8 diagonal[] = { 10, 30, 30, 30, 10, 30, 30, 30, 11 };
	static const u8 near[] = { 10, 30, 30, 9, 10, 30, 30, 30, 10 };

	expect_usual_distances(3, good, 8);
	expect_usual_distances(3, good, 10);
	expect_usual_distances(2, good, 4); /* the SRAT's domain 2 is not in it */
	expect_usual_distances(0, good, 0);
	expect_usual_distances(1ULL << 32, good, 0); /* whose square is 0 */
	expect_usual_distances(~0ULL, good, 1);      /* ... and 1 */
	expect_usual_distances(3, diagonal, 9);
	expect_usual_distances(3, near, 9);
	begin(sizeof(struct slit) - 1, 1);
	fw.slit = table();
	two_nodes();
	EXPECT_EQ(digest(), 2);
	EXPECT_EQ(fw.messages, 1);
	drop_slit();
}

/* --- whatever the tables are, what comes out of them is sound --- */

static void check_sound(void)
{
	const struct acpi_numa *n = &acpi_numa;
	unsigned int i, j;

	EXPECT(n->nr_nodes <= MAX_NUMNODES);
	EXPECT(!n->nr_nodes == !n->nr_ranges);
	for (i = 1; i < n->nr_nodes; i++)
		EXPECT(n->domain[i - 1] < n->domain[i]);
	for (i = 0; i < n->nr_ranges; i++) {
		EXPECT(n->range[i].nid >= 0 && n->range[i].nid < (int)n->nr_nodes);
		EXPECT(n->range[i].base < n->range[i].end);
		for (j = 0; j < i; j++)
			EXPECT(n->range[i].nid == n->range[j].nid ||
			       n->range[i].end <= n->range[j].base ||
			       n->range[j].end <= n->range[i].base);
	}
	for (i = 0; i < n->nr_cpus; i++)
		EXPECT(n->cpu[i].nid >= 0 && n->cpu[i].nid < (int)n->nr_nodes);
	for (i = 0; i < MAX_NUMNODES; i++) {
		for (j = 0; j < MAX_NUMNODES; j++)
			EXPECT(n->distance[i][j] >= LOCAL_DISTANCE &&
			       (i != j || n->distance[i][j] == LOCAL_DISTANCE));
	}
}

static void mutate(void)
{
	unsigned int n = 1 + host_random_below(4);

	while (n--) {
		u8 *at = draft.byte + sizeof(struct acpi_table_header) +
			 host_random_below(draft.length -
					   sizeof(struct acpi_table_header));

		*at = host_random_below(3) ? host_random() : 1u << host_random_below(8);
	}
	if (!host_random_below(4))
		draft.length -= host_random_below(draft.length -
						  sizeof(struct acpi_table_header) + 1);
}

static void mutated_tables_do_no_harm(void)
{
	static const u8 distance[] = { 10, 20, 30, 20, 10, 20, 30, 20, 10 };
	unsigned int round, refused = 0;

	for (round = 0; round < ROUNDS && !host_failed(); round++) {
		slit(3, distance, sizeof(distance));
		if (host_random_below(2)) {
			drop_slit();
			mutate();
			fw.slit = table();
		}
		begin_srat();
		memory(0, 0, 0xa0000);
		memory(0, 0x100000, 0x3ff00000);
		memory(1, 0x40000000, 0x40000000);
		memory(2, 0x100000000, 0x40000000);
		lapic(0, 0);
		lapic(1, 1);
		x2apic(2, 2);
		mutate();
		refused += !digest();
		check_sound();
		drop_slit();
	}
	EXPECT(refused > ROUNDS / 10 && refused < ROUNDS / 10 * 9);
}

HOST_TESTS(HOST_TEST(domains_become_nodes_in_rising_order),
	   HOST_TEST(what_is_not_in_force_does_not_count),
	   HOST_TEST(the_first_revision_has_small_domains),
	   HOST_TEST(the_same_may_be_said_twice), HOST_TEST(contradictions_are_refused),
	   HOST_TEST(emptiness_is_refused), HOST_TEST(broken_records_are_refused),
	   HOST_TEST(more_than_there_is_room_for), HOST_TEST(an_absent_table_is_one_node),
	   HOST_TEST(distances_may_differ_by_direction),
	   HOST_TEST(wrong_distances_are_refused), HOST_TEST(mutated_tables_do_no_harm));
