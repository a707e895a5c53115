/*
 * include/linux/kmap_types.h - the second argument that kmap_atomic() once had
 *
 * It named one of a CPU's slots; today slots are a stack and the name is ignored.
 */
#ifndef LINUX_KMAP_TYPES_H
#define LINUX_KMAP_TYPES_H

enum km_type {
	KM_BOUNCE_READ,
	KM_SKB_SUNRPC_DATA,
	KM_SKB_DATA_SOFTIRQ,
	KM_USER0,
	KM_USER1,
	KM_BIO_SRC_IRQ,
	KM_BIO_DST_IRQ,
	KM_PTE0,
	KM_PTE1,
	KM_IRQ0,
	KM_IRQ1,
	KM_SOFTIRQ0,
	KM_SOFTIRQ1,
	KM_SYNC_ICACHE,
	KM_SYNC_DCACHE,
	KM_UML_USERCOPY,
	KM_IRQ_PTE,
	KM_NMI,
	KM_NMI_PTE,
	KM_KDB,
	KM_TYPE_NR
};

/* Slots that one CPU has: how deeply kmap_atomic() and kmap_local_page() can nest. */
#define KM_MAX_IDX 16

#endif
