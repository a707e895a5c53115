/*
 * tests/user/page_tables_test.c - /proc/PID/page_tables and pagewalk, compared with pagemap
 *
 * Linux has neither.
 */
#include "proc_text.h"

#define PFN_MASK ((1UL << 55) - 1)
#define SPAN_OF(level) (PAGE << 9 * (3 - (level)))

static const char *const levels[] = { "pgd", "pud", "pmd", "pte" };

struct line {
	int level;
	unsigned long first, last, start, end, value, pfn, last_pfn;
};

/* Parse one line; 0: it is none of an entry. */
static int parse(const char *text, struct line *line)
{
	char level[4];
	int n = 0;

	if (sscanf(text, " %3[a-z][%lu%n", level, &line->first, &n) != 2)
		return 0;
	line->last = text[n] == '-' ? strtoul(text + n + 1, NULL, 10) : line->first;
	if (sscanf(strchr(text, ']') + 1, " %lx-%lx %lx %*s %lx%n", &line->start,
		   &line->end, &line->value, &line->pfn, &n) != 4)
		return 0;
	text = strchr(text, ']') + 1 + n;
	line->last_pfn = *text == '-' ? strtoul(text + 1, NULL, 16) : line->pfn;
	for (line->level = 0; strcmp(levels[line->level], level); line->level++)
		if (line->level == 3)
			return 0;
	return 1;
}

/* The line of this level that has the address; its text, or NULL. */
static char *find_line(const void *address, int level, struct line *line)
{
	proc_read("/proc/self/page_tables");
	for (char *text = strtok(proc_text, "\n"); text; text = strtok(NULL, "\n"))
		if (parse(text, line) && line->level == level &&
		    line->start <= (unsigned long)address &&
		    (unsigned long)address < line->end)
			return text;
	return NULL;
}

static uint64_t pagemap_of(unsigned long address)
{
	uint64_t entry = 0;
	int fd = open("/proc/self/pagemap", O_RDONLY);

	pread(fd, &entry, 8, address / PAGE * 8);
	close(fd);
	return entry;
}

/* Every line is well formed, lies in the one above it, and agrees with pagemap. */
static void test_tree(void)
{
	struct line line, above[4] = { 0 };
	int lines = 0, tables = 1, odd = 0, outside = 0, different = 0;
	unsigned long behind = 0, resident = 0, pte_kb, rss_kb;

	fill(anon_at(0, 4), 4, 1);
	pte_kb = status("VmPTE");
	rss_kb = status("VmRSS");
	OK(proc_read("/proc/self/page_tables") > 0, "there is a tree");
	OK(!strncmp(proc_text, "cr3 ", 4), "it begins with cr3");
	for (char *text = strtok(proc_text, "\n"); text; text = strtok(NULL, "\n")) {
		if (!parse(text, &line)) {
			odd += lines++ != 0;
			continue;
		}
		lines++;
		above[line.level] = line;
		odd += line.start / SPAN_OF(line.level) % 512 != line.first;
		odd += line.end - line.start !=
		       (line.last - line.first + 1) * SPAN_OF(line.level);
		odd += (line.value & 0x000ffffffffff000UL) >> 12 != line.pfn;
		if (line.level)
			outside += line.start < above[line.level - 1].start ||
				   line.end > above[line.level - 1].end;
		if (line.level < 3) {
			tables++;
			continue;
		}
		outside += line.start < behind;
		behind = line.end;
		for (unsigned long i = 0; line.start + i * PAGE < line.end; i++) {
			unsigned long step = line.last_pfn != line.pfn ? i : 0;

			resident++;
			different += (pagemap_of(line.start + i * PAGE) & PFN_MASK) !=
				     line.pfn + step;
		}
	}
	OK(lines > 20, "of many lines");
	EQ(odd, 0, "index, addresses, entry and frame of each line agree");
	EQ(outside, 0, "each lies within the entry above it, behind the one before");
	EQ(different, 0, "frames are those of pagemap");
	EQ((tables - 1) * 4, pte_kb,
	   "there are as many tables below the top one as VmPTE says");
	OK(resident * 4 >= rss_kb, "and as many pages as VmRSS says, at least");
	clear_area();
}

static void test_flags(void)
{
	char *at = anon_at(0, 8), *text;
	struct line line;

	EQ(find_line(at, 3, &line), NULL, "untouched: no line");
	at[0] = 1;
	text = find_line(at, 3, &line);
	OK(text && strstr(text, "  writable user accessed dirty soft-dirty no-execute"),
	   "a written page, in words");
	mprotect(at, PAGE, PROT_READ);
	text = find_line(at, 3, &line);
	OK(text && strstr(text, "  user accessed dirty soft-dirty no-execute"),
	   "read-only");
	mprotect(at, PAGE, PROT_NONE);
	text = find_line(at, 3, &line);
	OK(text && strstr(text, "  no-access accessed dirty soft-dirty"), "PROT_NONE");
	for (int i = 2; i < 8; i++)
		(void)*(volatile char *)(at + i * PAGE);
	text = find_line(at + 3 * PAGE, 3, &line);
	OK(text && line.start == (unsigned long)at + 2 * PAGE &&
		   line.last - line.first == 5 && line.pfn == line.last_pfn,
	   "the zero page six times: one line");
	text = find_line((void *)(uintptr_t)test_flags, 3, &line);
	OK(text && !strstr(text, "no-execute") && !strstr(text, "writable"), "text");
	clear_area();
}

/* Many records, and the same in small reads. */
static void test_reading(void)
{
	static char whole[sizeof(proc_text)];
	int count = 0;

	memset(whole, 1, sizeof(whole));
	for (long i = 0; i < 6; i++)
		fill((char *)map_at(AREA + (i << 30), 300, RW, ANON, -1), 300, i);
	proc_read("/proc/self/page_tables");
	memcpy(whole, proc_text, sizeof(whole));
	proc_read_by("/proc/self/page_tables", 1000);
	OK(!strcmp(whole, proc_text), "the same in reads of 1000 bytes");
	for (char *at = whole; (at = strstr(at, "pud[")); at++)
		count++;
	OK(count >= 7, "six GiB apart: six entries of the pud level, and the stack's");
	for (long i = 0; i < 6; i++)
		munmap(AREA + (i << 30), 300 * PAGE);
}

static void test_others(void)
{
	char path[64], byte;
	siginfo_t info;
	struct stat st;
	pid_t child;
	int go[2];

	OK(!stat("/proc/self/page_tables", &st) && (st.st_mode & 07777) == 0400,
	   "mode 0400");
	if (pipe(go))
		exit(1);
	child = fork();
	if (child == 0) {
		close(go[1]);
		_exit(read(go[0], &byte, 1));
	}
	snprintf(path, sizeof(path), "/proc/%d/page_tables", child);
	OK(proc_read(path) > 0, "a child's");
	kill(child, SIGKILL);
	waitid(P_PID, child, &info, WEXITED | WNOWAIT);
	EQ(proc_read(path), 0, "a zombie's is empty");
	waitpid(child, NULL, 0);
}

/* --- pagewalk ------------------------------------------------------------------------------------- */

/* Run it on an address of this process; what it prints is in proc_text. Exit status. */
static int pagewalk(const char *address)
{
	char pid[16];
	char *argv[] = { "/bin/pagewalk", "-p", pid, (char *)address, NULL };
	long length = 0, n;
	int out[2], status;
	pid_t child;

	snprintf(pid, sizeof(pid), "%d", getpid());
	if (pipe(out))
		exit(1);
	child = fork();
	if (child == 0) {
		dup2(out[1], STDOUT_FILENO);
		dup2(out[1], STDERR_FILENO);
		close(out[0]);
		close(out[1]);
		execv(argv[0], argv);
		_exit(127);
	}
	close(out[1]);
	while ((n = read(out[0], proc_text + length, 4096)) > 0)
		length += n;
	close(out[0]);
	proc_text[length] = '\0';
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Does a line begin with the first text and have the second? */
static int line_has(const char *begin, const char *part)
{
	char *at = strstr(proc_text, begin), *end = at ? strchr(at, '\n') : NULL;
	char *found = at ? strstr(at, part) : NULL;

	return at && found && end && found < end;
}

static void test_pagewalk(void)
{
	char *at = anon_at(0, 8), address[32], want[64];
	unsigned long pfn;

	fill(at, 8, 1);
	snprintf(address, sizeof(address), "%p", at + 5 * PAGE + 0x123);
	EQ(pagewalk(address), 0, "pagewalk of a resident page");
	pfn = pagemap_of((unsigned long)at + 5 * PAGE) & PFN_MASK;
	OK(line_has("cr3 ", "table 0x"), "cr3");
	OK(line_has("pgd[  0]", "table 0x"), "the top level's index");
	OK(line_has("pud[  4]", "table 0x"), "the next");
	OK(line_has("pmd[  0]", "table 0x"), "the next");
	snprintf(want, sizeof(want), "frame %#lx ", pfn);
	OK(line_has("pte[  5]", want), "the last, and pagemap's frame");
	snprintf(want, sizeof(want), "%#lx", pfn * PAGE + 0x123);
	OK(line_has("byte 0x123", want), "the physical address");
	OK(line_has("struct page: mapped ", "anon swapbacked"), "its struct page");
	EQ(pagewalk("0x123456789000"), 1, "of an address without mapping: status 1");
	OK(line_has("pgd[ 36]", "empty"), "... and the level where the walk ends");
	munmap(at + 3 * PAGE, PAGE);
	EQ(pagewalk("100003000"), 1, "of a hole between pages");
	OK(line_has("pte[  3]", "empty"), "... the last level's entry is empty");
	EQ(pagewalk("hello"), 2, "of no address: status 2");
	OK(strstr(proc_text, "usage: pagewalk"), "... and the usage");
	EQ(pagewalk("ffffffff81000000"), 2, "of the kernel's: status 2");
	clear_area();
}

/* Where HighMem begins, in frames; 0: nowhere. */
static unsigned long highmem_start(void)
{
	char *zone, *start;

	proc_read("/proc/zoneinfo");
	zone = strstr(proc_text, "zone  HighMem");
	start = zone ? strstr(zone, "start_pfn:") : NULL;
	return start ? strtoul(start + 10, NULL, 10) : 0;
}

/* Frames that the kernel reaches through kmap only are looked up all the same. */
static void test_pagewalk_of_highmem(void)
{
	char *at = anon_at(0, 1), want[64];
	unsigned long highmem = highmem_start(), pfn;

	at[0] = 1;
	pfn = pagemap_of((unsigned long)at) & PFN_MASK;
	OK(highmem && pfn >= highmem, "anonymous memory is in highmem");
	EQ(pagewalk("100000abc"), 0, "pagewalk of a highmem page");
	snprintf(want, sizeof(want), "frame %#lx ", pfn);
	OK(line_has("pte[  0]", want), "its frame");
	snprintf(want, sizeof(want), "%#lx", pfn * PAGE + 0xabc);
	OK(line_has("byte 0xabc", want), "its physical address");
	OK(line_has("struct page: mapped 1 time;", "anon"), "its struct page");
	clear_area();
}

/* A driver's frames: memory that is not counted as mapped, and registers, no memory. */
static void test_pagewalk_of_devices(void)
{
	int toy = open("/dev/toy-kmalloc", O_RDWR), mem = open("/dev/mem", O_RDWR);

	map_at(AREA, 1, RW, MAP_SHARED, toy);
	*(volatile char *)AREA;
	EQ(pagewalk("100000000"), 0, "pagewalk of a device mapping");
	OK(line_has("struct page: mapped ", "0 times"),
	   "its frame is memory, not counted");
	EQ(sys(SYS_mmap, AREA, PAGE, PROT_READ, MAP_SHARED | MAP_FIXED, mem, 0xfee00000),
	   AREA, "the local APIC's registers");
	EQ(pagewalk("100000000"), 0, "pagewalk of device registers");
	OK(line_has("pte[  0]", "frame 0xfee00 "), "the frame");
	OK(line_has("struct page: none", "no memory"), "no struct page");
	clear_area();
	close(toy);
	close(mem);
}

int main(void)
{
	if (!on_atlas()) {
		tap_skip("page_tables", "Linux has no such file");
		return tap_done();
	}
	memset(proc_text, 1, sizeof(proc_text));
	test_tree();
	test_flags();
	test_reading();
	test_others();
	test_pagewalk();
	test_pagewalk_of_highmem();
	test_pagewalk_of_devices();
	return tap_done();
}
