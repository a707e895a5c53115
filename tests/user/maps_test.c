/*
 * tests/user/maps_test.c - /proc/PID/maps, to the letter
 */
#include <sys/sysmacros.h>

#include "proc_text.h"

#define NAME_COLUMN 73

/* The line that a mapping of a file must have; name as maps prints it. */
static const char *expected(const char *at, unsigned long pages, const char *perms,
			    unsigned long offset, int fd, const char *name)
{
	static char line[512];
	struct stat st;
	int n;

	fstat(fd, &st);
	n = snprintf(line, sizeof(line), "%08lx-%08lx %s %08lx %02x:%02x %lu ",
		     (unsigned long)at, (unsigned long)at + pages * PAGE, perms, offset,
		     major(st.st_dev), minor(st.st_dev), (unsigned long)st.st_ino);
	snprintf(line + n, sizeof(line) - n, "%*s%s\n", NAME_COLUMN - n, "", name);
	return line;
}

static void check_line(const char *at, const char *want, const char *what)
{
	const char *line = maps_line(at);

	OK(!strcmp(line, want), "%s", what);
	if (strcmp(line, want))
		tap_print("# got:    %s# wanted: %s", line, want);
}

static void test_anonymous(void)
{
	static const struct {
		int prot;
		const char *perms;
	} kinds[] = { { PROT_NONE, "---p" },
		      { PROT_READ, "r--p" },
		      { RW, "rw-p" },
		      { PROT_READ | PROT_EXEC, "r-xp" },
		      { PROT_WRITE, "-w-p" },
		      { PROT_EXEC, "--xp" },
		      { RW | PROT_EXEC, "rwxp" } };
	char want[128];

	for (unsigned int i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		char *at = map_at(AREA, 2, kinds[i].prot, ANON, -1);

		snprintf(want, sizeof(want), "100000000-100002000 %s 00000000 00:00 0 \n",
			 kinds[i].perms);
		check_line(at, want, want + 20);
		munmap(at, 2 * PAGE);
	}
	map_at((char *)0x700000, 1, RW, ANON, -1);
	check_line((char *)0x700000, "00700000-00701000 rw-p 00000000 00:00 0 \n",
		   "addresses have eight digits or more");
	munmap((char *)0x700000, PAGE);
	EQ(maps_line((char *)0x700000)[0], 0, "what is unmapped has no line");
}

static void test_files(void)
{
	const char *path = "/tmp/maps_test.1", *odd = "/tmp/maps test\n\\2";
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	char *at;

	EQ(ftruncate(fd, 8 * PAGE), 0, "a file");
	at = map_at(AREA, 2, RW, MAP_SHARED, fd);
	check_line(at, expected(at, 2, "rw-s", 0, fd, path), "shared: s");
	at = (char *)sys(SYS_mmap, AREA, 2 * PAGE, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd,
			 3 * PAGE);
	check_line(at, expected(at, 2, "r--p", 3 * PAGE, fd, path),
		   "private: p, and the offset in bytes");
	mprotect(at + PAGE, PAGE, RW);
	check_line(at + PAGE, expected(at + PAGE, 1, "rw-p", 4 * PAGE, fd, path),
		   "a part of it has its own offset");
	rename(path, odd);
	check_line(at, expected(at, 1, "r--p", 3 * PAGE, fd, "/tmp/maps test\\012\\2"),
		   "renamed: a newline in the name is \\012, a blank is kept");
	unlink(odd);
	check_line(at,
		   expected(at, 1, "r--p", 3 * PAGE, fd,
			    "/tmp/maps test\\012\\2 (deleted)"),
		   "removed: (deleted)");
	munmap(at, 2 * PAGE);
	close(fd);
	fd = open("/dev/zero", O_RDWR);
	at = map_at(AREA, 1, RW, MAP_PRIVATE, fd);
	check_line(at, expected(at, 1, "rw-p", 0, fd, "/dev/zero"), "/dev/zero, private");
	munmap(at, PAGE);
	close(fd);
}

static void test_shared_anonymous(void)
{
	char *at = map_at(AREA, 1, RW, SHARED_ANON, -1);
	const char *line = maps_line(at);
	unsigned long offset, inode;
	unsigned int dev_major, dev_minor;

	EQ(sscanf(line, "%*x-%*x rw-s %lx %x:%x %lu ", &offset, &dev_major, &dev_minor,
		  &inode),
	   4, "shared anonymous memory");
	OK(strlen(line) > NAME_COLUMN &&
		   !strcmp(line + NAME_COLUMN, "/dev/zero (deleted)\n"),
	   "has a file without a name");
	OK(dev_major == 0 && inode != 0 && offset == 0, "with an inode of its own");
	munmap(at, PAGE);
}

/* The line that has the address, wherever it begins. */
static const char *line_with(const void *address)
{
	unsigned long start, end;

	proc_read("/proc/self/maps");
	for (char *line = strtok(proc_text, "\n"); line; line = strtok(NULL, "\n"))
		if (sscanf(line, "%lx-%lx", &start, &end) == 2 &&
		    start <= (unsigned long)address && (unsigned long)address < end)
			return line;
	return "";
}

static int ends_with(const char *line, const char *end)
{
	return strlen(line) > NAME_COLUMN && !strcmp(line + NAME_COLUMN, end);
}

static void test_special(void)
{
	char *heap = (char *)sys(SYS_brk, 0);
	char exe[256] = "";
	int local;

	sys(SYS_brk, heap + PAGE);
	OK(ends_with(line_with(heap), "[heap]"), "[heap]");
	OK(ends_with(line_with(&local), "[stack]"), "[stack]");
	OK(readlink("/proc/self/exe", exe, sizeof(exe) - 1) > 0, "the program's name");
	OK(ends_with(line_with(test_special), exe), "is that of its text");
	OK(strstr(line_with(test_special), " r-xp "), "which is r-xp");
}

static void test_reading(void)
{
	static char whole[1 << 16];
	unsigned long start, end, last = 0;
	int ordered = 1, fd;
	char piece[64];
	long length;

	for (int i = 0; i < 600; i++)
		map_at(AREA + 2 * i * PAGE, 1, RW, ANON, -1);
	length = proc_read("/proc/self/maps");
	OK(length > 600 * 40 && length < (long)sizeof(whole), "600 mappings more");
	memcpy(whole, proc_text, length + 1);
	proc_read_by("/proc/self/maps", 37);
	OK(!strcmp(whole, proc_text), "the same in reads of 37 bytes");
	fd = open("/proc/self/maps", O_RDONLY);
	OK(pread(fd, piece, 50, 5000) == 50 && !memcmp(piece, whole + 5000, 50),
	   "... and from byte 5000 on");
	EQ(lseek(fd, 100, SEEK_SET), 100, "lseek");
	OK(read(fd, piece, 50) == 50 && !memcmp(piece, whole + 100, 50), "... and read");
	close(fd);
	for (char *line = strtok(whole, "\n"); line; line = strtok(NULL, "\n")) {
		if (sscanf(line, "%lx-%lx", &start, &end) != 2 || start < last ||
		    end <= start)
			ordered = 0;
		last = end;
	}
	OK(ordered, "lines are in the order of addresses, and do not overlap");
	clear_area();
}

/* A listing that goes on while mappings come and go neither stops nor repeats a line. */
static void test_changing(void)
{
	unsigned long start, last = 0;
	int fd, back = 0, lines = 0;
	FILE *maps;
	char line[512];

	for (int i = 0; i < 200; i++)
		map_at(AREA + 2 * i * PAGE, 1, RW, ANON, -1);
	fd = open("/proc/self/maps", O_RDONLY);
	maps = fdopen(fd, "r");
	setvbuf(maps, NULL, _IOFBF, 256);
	while (fgets(line, sizeof(line), maps)) {
		sscanf(line, "%lx", &start);
		back += start < last;
		last = start;
		lines++;
		if (lines % 2)
			munmap(AREA + 2 * (lines / 2) * PAGE, PAGE);
	}
	fclose(maps);
	EQ(back, 0, "unmapping while reading: no line comes twice");
	OK(lines > 100, "... and the rest is listed");
	clear_area();
}

static void test_others(void)
{
	int go[2], status;
	char path[64], byte;
	long length;
	pid_t child;

	if (pipe(go))
		exit(1);
	child = fork();
	if (child == 0) {
		close(go[1]);
		_exit(read(go[0], &byte, 1));
	}
	snprintf(path, sizeof(path), "/proc/%d/maps", child);
	OK(proc_read(path) > 0, "a child's maps");
	kill(child, SIGKILL);
	siginfo_t info;
	waitid(P_PID, child, &info, WEXITED | WNOWAIT);
	length = proc_read(path);
	EQ(length, 0, "a zombie's are empty");
	waitpid(child, &status, 0);
	FAILS(open(path, O_RDONLY), ENOENT, "and then there are none");
	FAILS(sys(SYS_open, "/proc/self/maps/x", O_RDONLY), ENOTDIR,
	      "it is no directory");
}

int main(void)
{
	no_huge_pages();
	test_anonymous();
	test_files();
	test_shared_anonymous();
	test_special();
	test_reading();
	test_changing();
	test_others();
	return tap_done();
}
