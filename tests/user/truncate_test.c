/* tests/user/truncate_test.c - a file that shrinks, or gets a hole, under its mappings */
#include "mem.h"

#define PUNCH (1 | 2) /* FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE */

static void write_pages(int fd, int pages)
{
	for (int i = 0; i < pages; i++) {
		char page[PAGE];

		memset(page, 'a' + i, PAGE);
		pwrite(fd, page, PAGE, i * PAGE);
	}
}

static void test_shared(void)
{
	int fd = temp_file("/tmp", 0);
	char *area;

	write_pages(fd, 8);
	area = map_at(AREA, 8, RW, MAP_SHARED, fd);
	EQ(area[7 * PAGE], 'h', "the last page");
	area[6 * PAGE] = 'G';
	EQ(ftruncate(fd, 4 * PAGE + 100), 0, "the file becomes shorter");
	EQ(read_signal(area + 5 * PAGE), SIGBUS, "a page beyond the end is gone");
	EQ(touch_info.si_code, BUS_ADRERR, "si_code says why");
	EQ(touch_info.si_addr, area + 5 * PAGE, "si_addr says where");
	EQ(write_signal(area + 7 * PAGE), SIGBUS, "for writing, too");
	EQ(area[4 * PAGE + 99], 'e', "the last byte is there");
	OK(all_zero(area + 4 * PAGE + 100, PAGE - 100), "zeros follow it");
	EQ(ftruncate(fd, 8 * PAGE), 0, "longer again");
	EQ(read_signal(area + 5 * PAGE), 0, "the pages can be read again");
	OK(all_zero(area + 4 * PAGE + 100, 4 * PAGE - 100), "as zeros");
	EQ(ftruncate(fd, 0), 0, "the file becomes empty");
	EQ(read_signal(area), SIGBUS, "nothing is left");
	close(fd);
	clear_area();
}

static void test_private(void)
{
	int fd = temp_file("/tmp", 0);
	char *area;

	write_pages(fd, 4);
	area = map_at(AREA, 4, RW, MAP_PRIVATE, fd);
	area[0] = area[PAGE] = area[3 * PAGE] = 'P';
	EQ(area[2 * PAGE], 'c', "a page is read, others are copied");
	ftruncate(fd, PAGE + 10);
	EQ(area[0], 'P', "a copy before the end stays");
	EQ(area[PAGE], 'P', "so does one of the last page");
	EQ(area[2 * PAGE - 1], 'b', "whose tail is kept");
	EQ(read_signal(area + 2 * PAGE), SIGBUS, "a page beyond the end goes");
	EQ(read_signal(area + 3 * PAGE), SIGBUS, "a copy beyond the end, too");
	ftruncate(fd, 4 * PAGE);
	EQ(area[3 * PAGE], 0, "what comes again is the file's");
	close(fd);
	clear_area();
}

static int child_sees_end(void *area)
{
	catch_faults();
	return read_signal((char *)area + 2 * PAGE) != SIGBUS;
}

static void test_fork(void)
{
	int fd = temp_file("/tmp", 0), status;
	char *area, go;
	int pipes[2];
	pid_t child;

	write_pages(fd, 4);
	area = map_at(AREA, 4, RW, MAP_SHARED, fd);
	(void)read_signal(area + 2 * PAGE);
	pipe(pipes);
	child = fork();
	if (child == 0) {
		(void)read_signal(area + 2 * PAGE);
		read(pipes[0], &go, 1);
		_exit(child_sees_end(area));
	}
	ftruncate(fd, PAGE);
	write(pipes[1], "g", 1);
	waitpid(child, &status, 0);
	OK(exited_with(status, 0), "another process loses the pages as well");
	close(fd);
	clear_area();
}

static void test_pieces(void)
{
	int fd = temp_file("/tmp", 0);
	char *area;

	write_pages(fd, 8);
	area = map_at(AREA, 8, RW, MAP_SHARED, fd);
	OK(area[0] == 'a' && area[7 * PAGE] == 'h', "eight pages");
	munmap(area + PAGE, PAGE);
	mprotect(area + 3 * PAGE, PAGE, PROT_READ);
	sys(SYS_mremap, area + 5 * PAGE, 2 * PAGE, 2 * PAGE,
	    MREMAP_MAYMOVE | MREMAP_FIXED, area + 100 * PAGE);
	OK(area[100 * PAGE] == 'f' && area[101 * PAGE] == 'g', "in five VMAs");
	ftruncate(fd, 3 * PAGE);
	EQ(area[2 * PAGE], 'c', "what is before the end stays");
	EQ(read_signal(area + 3 * PAGE), SIGBUS, "a split VMA loses its page");
	EQ(read_signal(area + 4 * PAGE), SIGBUS, "the next one");
	EQ(read_signal(area + 100 * PAGE), SIGBUS, "one that has moved");
	EQ(read_signal(area + 7 * PAGE), SIGBUS, "and the last");
	close(fd);
	clear_area();
}

static void test_hole(void)
{
	int fd = temp_file("/dev/shm", 0);
	char *shared, *private, byte = 1;

	write_pages(fd, 8);
	shared = map_at(AREA, 8, RW, MAP_SHARED, fd);
	private = map_at(AREA + 16 * PAGE, 8, RW, MAP_PRIVATE, fd);
	private[3 * PAGE] = 'P';
	EQ(private[4 * PAGE], 'e', "eight pages");
	EQ(madvise(shared + 2 * PAGE, 4 * PAGE, MADV_REMOVE), 0, "MADV_REMOVE");
	OK(all_zero(shared + 2 * PAGE, 4 * PAGE), "makes a hole of zeros");
	pread(fd, &byte, 1, 3 * PAGE);
	EQ(byte, 0, "in the file");
	OK(shared[PAGE] == 'b' && shared[6 * PAGE] == 'g', "and nowhere else");
	EQ(private[3 * PAGE], 'P', "a private copy stays");
	EQ(private[4 * PAGE], 0, "the rest of the private mapping sees the hole");
	EQ(lseek(fd, 0, SEEK_END), 8 * PAGE, "the length is the same");
	EQ(sys(SYS_fallocate, fd, PUNCH, 100, 2 * PAGE), 0, "a hole from byte to byte");
	EQ(shared[99], 'a', "the byte before it");
	OK(all_zero(shared + 100, 2 * PAGE), "zeros within");
	FAILS(madvise(private, PAGE, MADV_REMOVE), EACCES, "a private mapping");
	FAILS(sys(SYS_fallocate, fd, 2, 0, PAGE), EOPNOTSUPP,
	      "a hole that may change the length");
	FAILS(sys(SYS_fallocate, fd, PUNCH, -1, PAGE), EINVAL, "a negative offset");
	FAILS(sys(SYS_fallocate, fd, PUNCH, 0, 0), EINVAL, "a length of 0");
	FAILS(sys(SYS_fallocate, 1000, PUNCH, 0, 1), EBADF, "no such file");
	EQ(sys(SYS_fallocate, fd, 0, 0, 16 * PAGE), 0, "room for more");
	EQ(lseek(fd, 0, SEEK_END), 16 * PAGE, "makes the file longer");
	close(fd);
	clear_area();
}

static void test_unlinked(void)
{
	int fd = temp_file("/tmp", 4 * PAGE);
	char *area = map_at(AREA, 4, RW, MAP_SHARED, fd);

	fill(area, 4, 1);
	close(fd);
	OK(filled(area, 4, 1),
	   "the mapping of a file without name or descriptor lives on");
	EQ(write_signal(area + 3 * PAGE), 0, "and can be written");
	clear_area();
}

int main(void)
{
	no_huge_pages();
	catch_faults();
	test_shared();
	test_private();
	test_fork();
	test_pieces();
	test_hole();
	test_unlinked();
	return tap_done();
}
