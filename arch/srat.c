/*
 * arch/srat.c - SRAT and SLIT: which memory and which CPU is of which node, and how far
 *
 * The SRAT gives ranges of addresses and APIC ids to proximity domains, numbers of the
 * firmware's choice; the SLIT is a square of distances, indexed by them. Domains become
 * nodes in rising order, without gaps:
 *
 *	SRAT:  [0, 1G) domain 0    [1G, 3G) domain 7    APIC 4 domain 7
 *	                node 0              node 1              node 1
 *
 * A table that contradicts itself is left out as a whole, with one message: half a truth
 * about memory is worse than none. Source: ACPI 6.4, 5.2.16 and 5.2.17.
 *
 * Locking: none; boot CPU only.
 */
#include <linux/kernel.h>
#include <linux/numa.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "acpi.h"

enum srat_kind {
	SRAT_LOCAL_APIC = 0,
	SRAT_MEMORY = 1,
	SRAT_LOCAL_X2APIC = 2,
};

#define SRAT_ENABLED 1

struct srat {
	struct acpi_table_header header;
	u8 reserved[12];
	u8 records[];
} __attribute__((packed));

struct srat_record {
	u8 kind;
	u8 length;
	union {
		struct {
			u8 domain_low, apic_id;
			u32 flags;
			u8 sapic_eid, domain_high[3];
			u32 clock_domain;
		} __attribute__((packed)) lapic;
		struct {
			u32 domain;
			u16 reserved1;
			u64 base, length;
			u32 reserved2;
			u32 flags;
			u64 reserved3;
		} __attribute__((packed)) memory;
		struct {
			u16 reserved1;
			u32 domain;
			u32 id;
			u32 flags;
			u32 clock_domain;
			u32 reserved2;
		} __attribute__((packed)) x2apic;
	};
} __attribute__((packed));

struct slit {
	struct acpi_table_header header;
	u64 nr_domains;
	u8 distance[];
} __attribute__((packed));

struct acpi_numa acpi_numa; /* [I after acpi_init()] */

/* Before revision 2 a domain had 8 bits; the bytes of the others say nothing. */
static u32 domain_of(const struct srat_record *r, u8 revision)
{
	u32 domain = r->memory.domain;

	if (r->kind == SRAT_LOCAL_X2APIC)
		return r->x2apic.domain;
	if (r->kind == SRAT_LOCAL_APIC)
		domain = r->lapic.domain_low | (u32)r->lapic.domain_high[0] << 8 |
			 (u32)r->lapic.domain_high[1] << 16 |
			 (u32)r->lapic.domain_high[2] << 24;
	return revision < 2 ? domain & 0xff : domain;
}

/* Is the record of a kind that is read here, long enough for it, and in force? */
static bool is_enabled(const struct srat_record *r)
{
	switch (r->kind) {
	case SRAT_LOCAL_APIC:
		return r->length >= 2 + sizeof(r->lapic) && r->lapic.flags & SRAT_ENABLED;
	case SRAT_MEMORY:
		return r->length >= 2 + sizeof(r->memory) &&
		       r->memory.flags & SRAT_ENABLED && r->memory.length;
	case SRAT_LOCAL_X2APIC:
		return r->length >= 2 + sizeof(r->x2apic) &&
		       r->x2apic.flags & SRAT_ENABLED;
	default:
		return false;
	}
}

/* Every function below gives NULL, or what is wrong with the table. */

static const char *note_domain(struct acpi_numa *numa, u32 domain)
{
	unsigned int at = 0, i;

	while (at < numa->nr_nodes && numa->domain[at] < domain)
		at++;
	if (at < numa->nr_nodes && numa->domain[at] == domain)
		return NULL;
	if (numa->nr_nodes == MAX_NUMNODES)
		return "has more domains than there can be nodes";
	for (i = numa->nr_nodes++; i > at; i--)
		numa->domain[i] = numa->domain[i - 1];
	numa->domain[at] = domain;
	return NULL;
}

static int node_of(const struct acpi_numa *numa, u32 domain)
{
	int nid = 0;

	while (numa->domain[nid] != domain)
		nid++;
	return nid;
}

static const char *add_range(struct acpi_numa *numa, phys_addr_t base, u64 length,
			     int nid)
{
	phys_addr_t end = base + length;
	unsigned int i;

	if (end < base)
		return "has a range that goes beyond all addresses";
	if (numa->nr_ranges == ACPI_MAX_MEMORY_RANGES)
		return "has too many ranges of memory";
	for (i = 0; i < numa->nr_ranges; i++) {
		const struct acpi_memory_range *r = &numa->range[i];

		if (base < r->end && r->base < end && r->nid != nid)
			return "gives the same memory to two domains";
	}
	numa->range[numa->nr_ranges++] = (struct acpi_memory_range){ base, end, nid };
	return NULL;
}

/* CPUs that there is no room for are not used, and the MADT's reader said so. */
static const char *add_cpu(struct acpi_numa *numa, u32 apic_id, int nid)
{
	unsigned int i;

	for (i = 0; i < numa->nr_cpus; i++) {
		if (numa->cpu[i].apic_id == apic_id)
			return numa->cpu[i].nid == nid
				       ? NULL
				       : "gives the same CPU to two domains";
	}
	if (numa->nr_cpus == ACPI_MAX_CPUS)
		return NULL;
	numa->cpu[numa->nr_cpus].apic_id = apic_id;
	numa->cpu[numa->nr_cpus++].nid = nid;
	return NULL;
}

static const char *add_record(struct acpi_numa *numa, const struct srat_record *r,
			      u8 revision)
{
	int nid = node_of(numa, domain_of(r, revision));

	if (r->kind == SRAT_MEMORY)
		return add_range(numa, r->memory.base, r->memory.length, nid);
	return add_cpu(numa, r->kind == SRAT_LOCAL_APIC ? r->lapic.apic_id : r->x2apic.id,
		       nid);
}

/* Two rounds: the domains, which must all be known for their order, then the rest. */
static const char *read_srat(const struct acpi_table_header *table,
			     struct acpi_numa *numa)
{
	const u8 *end = (const u8 *)table + table->length, *next;
	const char *wrong = NULL;
	int round;

	if (table->length < sizeof(struct srat))
		return "is too short";
	for (round = 0; round < 2; round++) {
		for (next = ((const struct srat *)table)->records; next < end && !wrong;
		     next += next[1]) {
			const struct srat_record *r = (const struct srat_record *)next;

			if (end - next < 2 || next[1] < 2 || next[1] > end - next)
				return "has a broken record";
			if (!is_enabled(r))
				continue;
			wrong = round ? add_record(numa, r, table->revision)
				      : note_domain(numa, domain_of(r, table->revision));
		}
	}
	return wrong || numa->nr_ranges ? wrong : "has no memory";
}

static const char *read_slit(const struct acpi_table_header *table,
			     struct acpi_numa *numa)
{
	const struct slit *slit = (const struct slit *)table;
	u64 cells, nr, i, from, to;

	if (table->length < sizeof(*slit))
		return "is too short";
	cells = table->length - sizeof(*slit);
	nr = slit->nr_domains;
	if (nr > cells || nr * nr != cells)
		return "has a wrong size";
	for (i = 0; i < cells; i++) {
		if (slit->distance[i] < LOCAL_DISTANCE ||
		    (i / nr == i % nr && slit->distance[i] != LOCAL_DISTANCE))
			return "has a distance that cannot be";
	}
	for (i = 0; i < numa->nr_nodes; i++) {
		if (numa->domain[i] >= nr)
			return "leaves out a domain of the SRAT";
	}
	for (from = 0; from < numa->nr_nodes; from++) {
		for (to = 0; to < numa->nr_nodes; to++)
			numa->distance[from][to] =
				slit->distance[numa->domain[from] * nr +
					       numa->domain[to]];
	}
	return NULL;
}

static void assume_distances(struct acpi_numa *numa)
{
	memset(numa->distance, REMOTE_DISTANCE, sizeof(numa->distance));
	for (int nid = 0; nid < MAX_NUMNODES; nid++)
		numa->distance[nid][nid] = LOCAL_DISTANCE;
}

void srat_init(void)
{
	const struct acpi_table_header *srat = acpi_find_table("SRAT"), *slit;
	const char *wrong = srat ? read_srat(srat, &acpi_numa) : "is absent";

	acpi_put_table(srat);
	if (wrong) {
		memset(&acpi_numa, 0, sizeof(acpi_numa));
		pr_notice("NUMA: the SRAT %s: all memory is one node\n", wrong);
	}
	assume_distances(&acpi_numa);
	if (acpi_numa.nr_nodes < 2)
		return;
	slit = acpi_find_table("SLIT");
	wrong = slit ? read_slit(slit, &acpi_numa) : "is absent";
	acpi_put_table(slit);
	if (wrong)
		pr_notice("NUMA: the SLIT %s: nodes are %d from each other\n", wrong,
			  REMOTE_DISTANCE);
}
