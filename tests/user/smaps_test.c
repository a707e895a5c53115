/*
 * tests/user/smaps_test.c - smaps, smaps_rollup, statm and the Vm lines of status
 *
 * Lines that only younger kernels print (KSM) or only some (ProtectionKey, the flags sd and
 * ar) are passed over.
 */
#include "proc_text.h"

static const char smaps_names[] =
	"Size KernelPageSize MMUPageSize Rss Pss Pss_Dirty Shared_Clean Shared_Dirty "
	"Private_Clean Private_Dirty Referenced Anonymous LazyFree AnonHugePages "
	"ShmemPmdMapped FilePmdMapped Shared_Hugetlb Private_Hugetlb Swap SwapPss Locked "
	"THPeligible VmFlags ";
static const char rollup_names[] =
	"Rss Pss Pss_Dirty Pss_Anon Pss_File Pss_Shmem Shared_Clean Shared_Dirty "
	"Private_Clean Private_Dirty Referenced Anonymous LazyFree AnonHugePages "
	"ShmemPmdMapped FilePmdMapped Shared_Hugetlb Private_Hugetlb Swap SwapPss Locked ";

/* The names of the lines behind the first one, up to the next VMA. */
static const char *names_of(const char *text)
{
	static char names[1024];
	char name[32];

	names[0] = '\0';
	while ((text = strchr(text, '\n')) && *++text >= 'A' && *text <= 'Z') {
		sscanf(text, "%31[^:]", name);
		if (strcmp(name, "KSM") && strcmp(name, "ProtectionKey"))
			strcat(strcat(names, name), " ");
	}
	return names;
}

static void test_form(void)
{
	char *at = anon_at(0, 3), *text, want[64];
	static char line[128];

	at[0] = 1;
	proc_read("/proc/self/smaps");
	text = vma_text(at);
	OK(text && !strcmp(names_of(text), smaps_names), "smaps: the lines of a VMA");
	sscanf(strchr(text, '\n') + 1, "%127[^\n]", line);
	OK(!strcmp(line, "Size:                 12 kB"), "... in columns");
	OK(!strncmp(text, "100000000-100003000 rw-p 00000000 00:00 0 \n", 43),
	   "... below that of maps");
	proc_read("/proc/self/smaps_rollup");
	OK(!strcmp(names_of(proc_text), rollup_names), "smaps_rollup: its lines");
	text = strchr(proc_text, ' ');
	snprintf(want, sizeof(want), " ---p 00000000 00:00 0 ");
	OK(!strncmp(text, want, strlen(want)), "... below one for all VMAs");
	*strchr(proc_text, '\n') = '\0';
	OK(!strcmp(proc_text + 73, "[rollup]"), "... named [rollup]");
	clear_area();
}

static void leave_out(char *flags, const char *name)
{
	char *at = strstr(flags, name);

	if (at)
		memmove(at, at + 3, strlen(at + 3) + 1);
}

/* Flags of the VMA at the address, without sd and ar (of x86: PAT knows its frames). */
static const char *flags_of(const char *at)
{
	static char flags[128];
	char *text;

	proc_read("/proc/self/smaps");
	text = vma_text(at);
	text = text ? strstr(text, "VmFlags: ") : NULL;
	flags[0] = '\0';
	if (text)
		sscanf(text, "VmFlags: %127[^\n]", flags);
	leave_out(flags, "sd ");
	leave_out(flags, "ar ");
	return flags;
}

static void check_flags(const char *at, const char *want, const char *what)
{
	const char *flags = flags_of(at);

	OK(!strcmp(flags, want), "VmFlags: %s: %s", what, want);
	if (strcmp(flags, want))
		tap_print("# got: %s", flags);
}

static void test_flags(void)
{
	int fd = temp_file("/tmp", PAGE), mem = open("/dev/mem", O_RDONLY);
	char *at = anon_at(0, 1);

	check_flags(at, "rd wr mr mw me ac ", "anonymous");
	at[0] = 1; /* Linux 6.6 takes "ac" back from what was never written */
	mprotect(at, PAGE, PROT_READ);
	check_flags(at, "rd mr mw me ac ", "read-only now");
	madvise(at, PAGE, MADV_DONTFORK);
	madvise(at, PAGE, MADV_DONTDUMP);
	madvise(at, PAGE, MADV_RANDOM);
	check_flags(at, "rd mr mw me rr dc ac dd ", "after madvise");
	at = map_at(AREA, 1, RW, ANON | MAP_NORESERVE, -1);
	check_flags(at, "rd wr mr mw me nr ", "MAP_NORESERVE");
	at = map_at(AREA, 1, RW, ANON | MAP_LOCKED, -1);
	check_flags(at, "rd wr mr mw me lo ac ", "MAP_LOCKED");
	at = map_at(AREA, 1, RW, ANON | MAP_GROWSDOWN, -1);
	check_flags(at, "rd wr mr mw me gd ac ", "MAP_GROWSDOWN");
	at = map_at(AREA, 1, RW, MAP_SHARED, fd);
	check_flags(at, "rd wr sh mr mw me ms ", "a shared file");
	at = map_at(AREA, 1, PROT_READ, MAP_PRIVATE, fd);
	check_flags(at, "rd mr mw me ", "a private one, read-only");
	sys(SYS_mmap, AREA, PAGE, PROT_READ, MAP_SHARED | MAP_FIXED, mem, 0xf0000);
	check_flags(AREA, "rd mr me ms pf io de dd ", "/dev/mem, the firmware");
	close(mem);
	close(fd);
	clear_area();
}

static void test_anonymous(void)
{
	char *at = anon_at(0, 16);
	volatile char zero;

	EQ(smaps_kb(at, "Size"), 64, "64 kB are mapped");
	EQ(smaps_kb(at, "Rss"), 0, "untouched: Rss 0");
	zero = at[0];
	EQ(smaps_kb(at, "Rss") + zero, 0, "read only: the zero page does not count");
	fill(at + 4 * PAGE, 4, 1);
	EQ(smaps_kb(at, "Rss"), 16, "4 pages written: Rss 16");
	EQ(smaps_kb(at, "Pss"), 16, "Pss 16");
	EQ(smaps_kb(at, "Pss_Dirty"), 16, "Pss_Dirty 16");
	EQ(smaps_kb(at, "Private_Dirty"), 16, "Private_Dirty 16");
	EQ(smaps_kb(at, "Private_Clean"), 0, "Private_Clean 0");
	EQ(smaps_kb(at, "Shared_Dirty"), 0, "Shared_Dirty 0");
	EQ(smaps_kb(at, "Anonymous"), 16, "Anonymous 16");
	EQ(smaps_kb(at, "Referenced"), 16, "Referenced 16");
	EQ(smaps_kb(at, "Locked"), 0, "Locked 0");
	mlock(at, 16 * PAGE);
	EQ(smaps_kb(at, "Locked"), 64, "mlock: Locked 64");
	EQ(smaps_kb(at, "Rss"), 64, "... and Rss");
	clear_area();
}

/* While a child lives that has not written, each page is half ours. */
static void test_fork(void)
{
	char *at = anon_at(0, 8), byte;
	int go[2];
	pid_t child;

	fill(at, 8, 1);
	if (pipe(go))
		exit(1);
	child = fork();
	if (child == 0) {
		close(go[1]);
		_exit(read(go[0], &byte, 1));
	}
	EQ(smaps_kb(at, "Rss"), 32, "shared with a child: Rss 32");
	EQ(smaps_kb(at, "Pss"), 16, "... Pss 16");
	EQ(smaps_kb(at, "Shared_Dirty"), 32, "... Shared_Dirty 32");
	EQ(smaps_kb(at, "Private_Dirty"), 0, "... Private_Dirty 0");
	fill(at, 2, 1);
	EQ(smaps_kb(at, "Private_Dirty"), 8, "two copied: Private_Dirty 8");
	EQ(smaps_kb(at, "Pss"), 20, "... Pss 20");
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	EQ(smaps_kb(at, "Private_Dirty"), 32, "alone again: Private_Dirty 32");
	clear_area();
}

static void test_shared(void)
{
	char *at = map_at(AREA, 4, RW, SHARED_ANON, -1), *again;

	fill(at, 4, 1);
	EQ(smaps_kb(at, "Rss"), 16, "shared memory: Rss 16");
	EQ(smaps_kb(at, "Anonymous"), 0, "... Anonymous 0");
	EQ(smaps_kb(at, "Private_Dirty"), 16, "... mapped once: Private_Dirty 16");
	again = (char *)sys(SYS_mremap, at, 0, 4 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
			    AREA + 64 * PAGE);
	EQ(again, AREA + 64 * PAGE, "mapped a second time");
	fill(again, 3, 1);
	EQ(smaps_kb(at, "Shared_Dirty"), 12, "... Shared_Dirty 12 of the three touched");
	EQ(smaps_kb(at, "Pss"), 10, "... Pss 10");
	clear_area();
}

static int clear_refs(const char *what)
{
	int fd = open("/proc/self/clear_refs", O_WRONLY);
	long n = sys(SYS_write, fd, what, strlen(what));
	int error = errno;

	close(fd);
	errno = error;
	return n == (long)strlen(what) ? 0 : -1;
}

static void test_clear_refs(void)
{
	char *at = anon_at(0, 4);
	int fd = temp_file("/tmp", 4 * PAGE);
	char *file = map_at(AREA + 64 * PAGE, 4, RW, MAP_SHARED, fd);

	fill(at, 4, 1);
	fill(file, 4, 1);
	EQ(clear_refs("2"), 0, "clear_refs 2");
	EQ(smaps_kb(at, "Referenced"), 0, "... clears anonymous memory");
	EQ(smaps_kb(file, "Referenced"), 16, "... and no file's");
	EQ(clear_refs("3\n"), 0, "clear_refs 3");
	EQ(smaps_kb(file, "Referenced"), 0, "... clears a file's");
	mprotect(at, 4 * PAGE, PROT_READ); /* no CPU keeps the entries of before: */
	mprotect(at, 4 * PAGE, RW);
	mprotect(file, 4 * PAGE, PROT_READ);
	mprotect(file, 4 * PAGE, RW);
	at[PAGE] = file[PAGE] = 2;
	EQ(smaps_kb(at, "Referenced"), 4, "a touch counts again");
	EQ(smaps_kb(file, "Referenced"), 4, "... of a file's page, too");
	EQ(clear_refs(" 1 "), 0, "clear_refs 1");
	EQ(smaps_kb(at, "Referenced"), 0, "... clears all");
	EQ(smaps_kb(at, "Rss"), 16, "... and takes nothing away");
	FAILS(clear_refs("0"), EINVAL, "0: EINVAL");
	FAILS(clear_refs("6"), EINVAL, "6: EINVAL");
	FAILS(clear_refs("x"), EINVAL, "x: EINVAL");
	FAILS(clear_refs(" "), EINVAL, "nothing: EINVAL");
	close(fd);
	clear_area();
}

static void test_rollup(void)
{
	static const char *const names[] = { "Rss", "Private_Dirty", "Anonymous" };
	long rollup[3], sum[3] = { 0 }, kb;
	char name[32];

	fill(anon_at(0, 100), 100, 1);
	for (int i = 0; i < 3; i++)
		rollup[i] = proc_kb("/proc/self/smaps_rollup", names[i]);
	proc_read("/proc/self/smaps");
	for (char *line = strtok(proc_text, "\n"); line; line = strtok(NULL, "\n"))
		for (int i = 0; i < 3; i++)
			if (sscanf(line, "%31[A-Za-z_]: %ld", name, &kb) == 2 &&
			    !strcmp(name, names[i]))
				sum[i] += kb;
	for (int i = 0; i < 3; i++) {
		OK(rollup[i] >= 400 && labs(sum[i] - rollup[i]) <= 64,
		   "smaps_rollup is the sum of smaps: %s", names[i]);
		if (labs(sum[i] - rollup[i]) > 64)
			tap_print("# %ld, sum %ld", rollup[i], sum[i]);
	}
	clear_area();
}

/* --- status and statm ----------------------------------------------------------------------------- */

/* Linux counts in batches: so near is equal. */
static int near(long a, long b)
{
	return labs(a - b) <= 512;
}

#define BIG 2048UL /* pages */

static void test_status(void)
{
	long size = status("VmSize"), data = status("VmData"), anon = status("RssAnon");
	long shmem = status("RssShmem"), pte = status("VmPTE"), hwm;
	char *at = anon_at(0, BIG), *shared;

	EQ(status("VmSize") - size, 8192, "VmSize grows by what is mapped");
	EQ(status("VmData") - data, 8192, "VmData, too");
	fill(at, BIG, 1);
	OK(near(status("RssAnon") - anon, 8192), "RssAnon by what is touched");
	EQ(status("VmPTE") - pte >= 16 && status("VmPTE") - pte <= 32, 1,
	   "VmPTE by the tables of 8 MiB");
	hwm = status("VmRSS");
	shared = map_at(AREA + BIG * PAGE, BIG, RW, SHARED_ANON, -1);
	fill(shared, BIG, 1);
	OK(near(status("RssShmem") - shmem, 8192), "RssShmem by shared memory");
	OK(near(status("VmRSS"),
		status("RssAnon") + status("RssFile") + status("RssShmem")),
	   "VmRSS is the sum of the three");
	munmap(shared, BIG * PAGE);
	munmap(at, BIG * PAGE);
	OK(status("VmPeak") >= size + 16384, "VmPeak stays");
	OK(status("VmHWM") >= hwm + 8192 - 512, "VmHWM stays");
	OK(near(status("RssAnon"), anon), "RssAnon goes down");
	EQ(status("VmSize"), size, "VmSize goes down");
	EQ(clear_refs("5"), 0, "clear_refs 5");
	OK(near(status("VmHWM"), status("VmRSS")), "... makes VmHWM VmRSS");
	at = anon_at(0, 16);
	mlock(at, 16 * PAGE);
	EQ(status("VmLck"), 64, "VmLck");
	clear_area();
	EQ(status("VmLck"), 0, "VmLck goes down");
}

static void test_statm(void)
{
	long size, resident, shared, text, library, data, dirty;
	char *at = anon_at(0, BIG);

	fill(at, BIG, 1);
	proc_read("/proc/self/statm");
	EQ(sscanf(proc_text, "%ld %ld %ld %ld %ld %ld %ld\n", &size, &resident, &shared,
		  &text, &library, &data, &dirty),
	   7, "statm: seven numbers");
	EQ(size * 4, status("VmSize"), "the first is VmSize");
	OK(near(resident * 4, status("VmRSS")), "the second is VmRSS");
	OK(near(shared * 4, status("RssFile") + status("RssShmem")),
	   "the third is RssFile and RssShmem");
	EQ(text * 4, status("VmExe"), "the fourth is VmExe");
	EQ(library, 0, "the fifth is 0");
	EQ(data * 4, status("VmData") + status("VmStk"), "the sixth is VmData and VmStk");
	EQ(dirty, 0, "the seventh is 0");
	clear_area();
}

int main(void)
{
	no_huge_pages();
	memset(proc_text, 1, sizeof(proc_text));
	test_form();
	test_flags();
	test_anonymous();
	test_fork();
	test_shared();
	test_clear_refs();
	test_rollup();
	test_status();
	test_statm();
	return tap_done();
}
