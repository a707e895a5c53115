/*
 * user/pagewalk.c - the walk of one address: what the MMU reads, level by level
 *
 *	pagewalk [-p PID] ADDR		in this program's own memory when no PID is given
 *
 *	0x401000 of process 17
 *	cr3       table 0x1a3a
 *	pgd[  0]  0000000001a3b067  table 0x1a3b  writable user accessed dirty
 *	pud[  0]  0000000001a3c067  table 0x1a3c  writable user accessed dirty
 *	pmd[  2]  0000000001a3d067  table 0x1a3d  writable user accessed dirty
 *	pte[  1]  0000000001f3b025  frame 0x1f3b  user accessed
 *	byte 0x0 of frame 0x1f3b: physical address 0x1f3b000
 *	struct page: mapped 1 time; uptodate lru mmap
 *
 * The entries are the lines of /proc/PID/page_tables that have the address; frame 0x1f3b
 * is then looked up in /proc/kpageflags and /proc/kpagecount. The walk ends, with exit
 * status 1, at the first empty entry. 2: wrong usage, or nothing to read.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <linux/kernel-page-flags.h>

#define PAGE_SHIFT 12
#define PAGE (1UL << PAGE_SHIFT)
#define PTE 3 /* the last level */

static const char *const level_names[] = { "pgd", "pud", "pmd", "pte" };

/* What an entry of page_tables says of one address. */
struct entry {
	int level;
	unsigned long first, start, value, pfn;
	int runs; /* the frames of a folded line go up */
	char flags[128];
};

static unsigned int index_of(unsigned long addr, int level)
{
	return addr >> (PAGE_SHIFT + 9 * (PTE - level)) & 511;
}

/* Read a line of page_tables; 0: it is none about addr. */
static int parse(const char *line, unsigned long addr, struct entry *e)
{
	char level[4], kind[8], *frames;
	unsigned long end;
	int flags_at = 0;

	if (sscanf(line, " %3[a-z][%lu%*[^]]] %lx-%lx %lx %7s %lx%n", level, &e->first,
		   &e->start, &end, &e->value, kind, &e->pfn, &flags_at) != 7 &&
	    sscanf(line, " %3[a-z][%lu] %lx-%lx %lx %7s %lx%n", level, &e->first,
		   &e->start, &end, &e->value, kind, &e->pfn, &flags_at) != 7)
		return 0;
	if (addr < e->start || addr >= end)
		return 0;
	for (e->level = 0; strcmp(level_names[e->level], level); e->level++)
		if (e->level == PTE)
			return 0;
	frames = (char *)line + flags_at;
	e->runs = *frames == '-';
	snprintf(e->flags, sizeof(e->flags), "%s", frames + strcspn(frames, " \n"));
	e->flags[strcspn(e->flags, "\n")] = '\0';
	return 1;
}

/* Several entries share a line, which has the bits of the first. */
static void pick(struct entry *e, unsigned long addr)
{
	unsigned long steps = e->runs ? (addr - e->start) >> PAGE_SHIFT : 0;

	e->value += steps << PAGE_SHIFT;
	e->pfn += steps;
}

/* Print the walk. Returns the last entry's level, -1 if there was none. */
static int walk(FILE *tables, unsigned long addr, struct entry *e)
{
	char line[256];
	int deepest = -1;

	while (deepest < PTE && fgets(line, sizeof(line), tables)) {
		if (!strncmp(line, "cr3", 3)) {
			printf("cr3       %s", strstr(line, "table"));
			continue;
		}
		if (!parse(line, addr, e))
			continue;
		pick(e, addr);
		deepest = e->level;
		printf("%s[%3u]  %016lx  %s %#lx%s\n", level_names[deepest],
		       index_of(addr, deepest), e->value,
		       deepest == PTE ? "frame" : "table", e->pfn, e->flags);
	}
	return deepest;
}

/* --- the struct page ------------------------------------------------------------------------------ */

static const char *const page_flags[] = {
	[KPF_LOCKED] = "locked",
	[KPF_ERROR] = "error",
	[KPF_REFERENCED] = "referenced",
	[KPF_UPTODATE] = "uptodate",
	[KPF_DIRTY] = "dirty",
	[KPF_LRU] = "lru",
	[KPF_ACTIVE] = "active",
	[KPF_SLAB] = "slab",
	[KPF_WRITEBACK] = "writeback",
	[KPF_RECLAIM] = "reclaim",
	[KPF_BUDDY] = "buddy",
	[KPF_MMAP] = "mmap",
	[KPF_ANON] = "anon",
	[KPF_SWAPCACHE] = "swapcache",
	[KPF_SWAPBACKED] = "swapbacked",
	[KPF_COMPOUND_HEAD] = "compound-head",
	[KPF_COMPOUND_TAIL] = "compound-tail",
	[KPF_UNEVICTABLE] = "unevictable",
	[KPF_NOPAGE] = "no-page",
	[KPF_ZERO_PAGE] = "zero-page",
	[KPF_PGTABLE] = "page-table",
	[32] = "reserved",
};

static uint64_t word_of(const char *path, unsigned long pfn)
{
	uint64_t word = 0;
	int fd = open(path, O_RDONLY);

	if (fd < 0 || pread(fd, &word, sizeof(word), pfn * sizeof(word)) != sizeof(word))
		word = 1ULL << KPF_NOPAGE;
	close(fd);
	return word;
}

static void show_page(unsigned long pfn)
{
	uint64_t flags = word_of("/proc/kpageflags", pfn), count;

	if (flags >> KPF_NOPAGE & 1) {
		printf("struct page: none, the frame is no memory\n");
		return;
	}
	count = word_of("/proc/kpagecount", pfn);
	printf("struct page: mapped %llu time%s;", (unsigned long long)count,
	       count == 1 ? "" : "s");
	for (unsigned int i = 0; i < sizeof(page_flags) / sizeof(*page_flags); i++)
		if (page_flags[i] && flags >> i & 1)
			printf(" %s", page_flags[i]);
	printf("\n");
}

/* --- the command ---------------------------------------------------------------------------------- */

static int usage(void)
{
	fprintf(stderr, "usage: pagewalk [-p PID] ADDR\n"
			"ADDR is an address of the program's, as in /proc/PID/maps\n");
	return 2;
}

static int number(const char *text, int base, unsigned long *value)
{
	char *end;

	errno = 0;
	*value = strtoul(text, &end, base);
	return *text >= '0' && *text <= 'f' && !*end && !errno;
}

static int walk_address(unsigned long pid, unsigned long addr)
{
	struct entry entry;
	char path[64];
	FILE *tables;
	int level;

	snprintf(path, sizeof(path), "/proc/%lu/page_tables", pid);
	tables = fopen(path, "r");
	if (!tables) {
		fprintf(stderr, "pagewalk: %s: %s\n", path, strerror(errno));
		return 2;
	}
	printf("%#lx of process %lu\n", addr, pid);
	level = walk(tables, addr, &entry);
	fclose(tables);
	if (level < PTE) {
		printf("%s[%3u]  empty: nothing is mapped here\n", level_names[level + 1],
		       index_of(addr, level + 1));
		return 1;
	}
	printf("byte %#lx of frame %#lx: physical address %#lx\n", addr % PAGE, entry.pfn,
	       (entry.pfn << PAGE_SHIFT) + addr % PAGE);
	show_page(entry.pfn);
	return 0;
}

int main(int argc, char **argv)
{
	unsigned long pid = getpid(), addr;
	int option;

	while ((option = getopt(argc, argv, "p:")) != -1)
		if (option != 'p' || !number(optarg, 10, &pid))
			return usage();
	if (argc - optind != 1 || !number(argv[optind], 16, &addr))
		return usage();
	if (addr >> 47) {
		fprintf(stderr,
			"pagewalk: %#lx is no address of a program: its are below "
			"0x800000000000\n",
			addr);
		return 2;
	}
	return walk_address(pid, addr);
}
