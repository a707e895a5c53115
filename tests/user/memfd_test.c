/* tests/user/memfd_test.c - memfd_create(2), and the seals of fcntl(2) */
#include "mem.h"

#ifndef F_ADD_SEALS
#define F_ADD_SEALS 1033
#define F_GET_SEALS 1034
#define F_SEAL_SEAL 1
#define F_SEAL_SHRINK 2
#define F_SEAL_GROW 4
#define F_SEAL_WRITE 8
#endif
#ifndef F_SEAL_FUTURE_WRITE
#define F_SEAL_FUTURE_WRITE 16
#endif
#define CLOEXEC 1
#define ALLOW_SEALING 2

static char buf[3 * PAGE];

static int memfd(const char *name, unsigned int flags)
{
	return sys(SYS_memfd_create, name, flags);
}

static void test_file(void)
{
	int fd = memfd("a name", CLOEXEC), other;
	char long_name[300], *map, link[64], path[64];
	struct stat st;

	OK(fd >= 0, "memfd_create");
	EQ(fcntl(fd, F_GETFD), FD_CLOEXEC, "MFD_CLOEXEC");
	EQ(fcntl(fd, F_GETFL) & ~O_LARGEFILE & ~0100000, O_RDWR, "it is open for both");
	fstat(fd, &st);
	EQ(st.st_mode, S_IFREG | 0777, "a regular file");
	EQ(st.st_size, 0, "that is empty");
	EQ(st.st_nlink, 0, "and has no name");
	EQ(ftruncate(fd, 3 * PAGE), 0, "ftruncate");
	map = map_at(NULL, 3, RW, MAP_SHARED, fd);
	fill(map, 3, 5);
	EQ(pread(fd, buf, sizeof(buf), 0), sizeof(buf), "read what a mapping wrote");
	OK(filled(buf, 3, 5), "it is the same");
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	memset(link, 0, sizeof(link));
	readlink(path, link, sizeof(link) - 1);
	EQ(strcmp(link, "/memfd:a name (deleted)"), 0, "its name in /proc");
	other = memfd("a name", 0);
	OK(other >= 0 && other != fd, "a second of the same name");
	EQ(fcntl(other, F_GETFD), 0, "no MFD_CLOEXEC");
	EQ(lseek(other, 0, SEEK_END), 0, "is another file");
	close(other);
	close(fd);
	EQ(map[2 * PAGE], 7, "a mapping outlives the descriptor");
	munmap(map, 3 * PAGE);
	FAILS(memfd("x", 0x1000), EINVAL, "an unknown flag");
	FAILS(memfd(NULL, 0), EFAULT, "no name");
	memset(long_name, 'x', sizeof(long_name));
	long_name[250] = '\0';
	FAILS(memfd(long_name, 0), EINVAL, "a name of 250");
	long_name[249] = '\0';
	fd = memfd(long_name, 0);
	OK(fd >= 0, "a name of 249");
	close(fd);
}

static void test_sealing(void)
{
	int fd = memfd("plain", 0), file = temp_file("/dev/shm", PAGE), ro;

	EQ(fcntl(fd, F_GET_SEALS), F_SEAL_SEAL, "without MFD_ALLOW_SEALING: sealed");
	FAILS(fcntl(fd, F_ADD_SEALS, F_SEAL_GROW), EPERM, "no seal can be added");
	EQ(fcntl(file, F_GET_SEALS), F_SEAL_SEAL, "a file of a tmpfs");
	close(fd);
	close(file);
	fd = memfd("sealed", ALLOW_SEALING);
	EQ(fcntl(fd, F_GET_SEALS), 0, "with it: no seals");
	FAILS(fcntl(fd, F_ADD_SEALS, 0x100), EINVAL, "an unknown seal");
	ftruncate(fd, 2 * PAGE);
	EQ(fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK), 0, "F_SEAL_SHRINK");
	FAILS(ftruncate(fd, PAGE), EPERM, "it does not get shorter");
	EQ(ftruncate(fd, 2 * PAGE + 9), 0, "but longer");
	EQ(fcntl(fd, F_ADD_SEALS, F_SEAL_GROW), 0, "F_SEAL_GROW");
	FAILS(ftruncate(fd, 3 * PAGE), EPERM, "not now");
	EQ(ftruncate(fd, 2 * PAGE + 9), 0, "the same length");
	EQ(pwrite(fd, buf, 9, 2 * PAGE), 9, "a write within");
	FAILS(pwrite(fd, buf, 10, 2 * PAGE), EPERM, "a write over the end");
	EQ(pwrite(fd, buf, 2 * PAGE, PAGE), PAGE, "one that begins before: a part");
	FAILS(sys(SYS_fallocate, fd, 0, 0, 4 * PAGE), EPERM, "fallocate past the end");
	EQ(sys(SYS_fallocate, fd, 0, 0, PAGE), 0, "fallocate within");
	EQ(fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL), 0, "F_SEAL_SEAL");
	EQ(fcntl(fd, F_GET_SEALS), F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW, "all");
	FAILS(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), EPERM, "and that was the last");
	close(fd);
	ro = open("/dev/null", O_RDONLY);
	FAILS(fcntl(ro, F_ADD_SEALS, F_SEAL_WRITE), EPERM, "a file open for reading");
	FAILS(fcntl(ro, F_GET_SEALS), EINVAL, "a file that has no seals");
	close(ro);
}

static void test_write_seal(void)
{
	int fd = memfd("w", ALLOW_SEALING);
	char *map, *private;

	ftruncate(fd, 2 * PAGE);
	map = map_at(NULL, 2, RW, MAP_SHARED, fd);
	private = map_at(NULL, 2, RW, MAP_PRIVATE, fd);
	FAILS(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), EBUSY, "mapped shared: no seal");
	EQ(fcntl(fd, F_GET_SEALS), 0, "none");
	if (fork() == 0) {
		sys(SYS_munmap, map, PAGE);
		_exit(0);
	}
	wait(NULL);
	munmap(map, PAGE);
	FAILS(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), EBUSY, "half of it");
	munmap(map + PAGE, PAGE);
	EQ(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), 0, "not mapped shared: F_SEAL_WRITE");
	EQ(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), 0, "twice");
	FAILS(pwrite(fd, buf, 1, 0), EPERM, "no write");
	FAILS(map_at(NULL, 1, RW, MAP_SHARED, fd), EPERM, "no shared mapping to write");
	map = map_at(AREA, 1, PROT_READ, MAP_SHARED, fd);
	OK(map == AREA, "one to read");
	FAILS(mprotect(map, PAGE, RW), EACCES, "it does not become writable");
	munmap(map, PAGE);
	FAILS(sys(SYS_fallocate, fd, 3, 0, PAGE), EPERM, "no hole");
	EQ(ftruncate(fd, PAGE), 0, "ftruncate is another seal's");
	EQ(write_signal(private), 0, "a private mapping can be written");
	EQ(pread(fd, buf, 1, 0), 1, "read");
	EQ(buf[0], 0, "the file has not changed");
	munmap(private, 2 * PAGE);
	close(fd);
}

/* Which mappings for reading stand in the way of F_SEAL_WRITE. */
static void test_readers(void)
{
	int fd = memfd("r", ALLOW_SEALING);
	char *map, path[64];
	int ro;

	ftruncate(fd, PAGE);
	snprintf(path, sizeof(path), "/proc/thread-self/fd/%d", fd);
	ro = open(path, O_RDONLY);
	map = map_at(AREA, 1, PROT_READ, MAP_SHARED, fd);
	FAILS(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), EBUSY, "a reader that could write");
	munmap(map, PAGE);
	map_at(AREA, 1, PROT_READ, MAP_SHARED, ro);
	EQ(fcntl(fd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE), 0, "F_SEAL_FUTURE_WRITE");
	map_at(AREA + PAGE, 1, PROT_READ, MAP_SHARED, fd);
	EQ(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), 0, "readers that cannot: F_SEAL_WRITE");
	munmap(AREA, 2 * PAGE);
	close(ro);
	close(fd);
}

static void test_future_write_seal(void)
{
	int fd = memfd("f", ALLOW_SEALING);
	char *map, *reader;

	ftruncate(fd, PAGE);
	map = map_at(NULL, 1, RW, MAP_SHARED, fd);
	EQ(fcntl(fd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE), 0, "F_SEAL_FUTURE_WRITE");
	EQ(write_signal(map), 0, "what is mapped stays writable");
	FAILS(pwrite(fd, buf, 1, 0), EPERM, "no write");
	reader = map_at(AREA, 1, PROT_READ, MAP_SHARED, fd);
	OK(reader == AREA, "a mapping to read");
	EQ(reader[0], 'w', "sees what the other wrote");
	FAILS(mprotect(reader, PAGE, RW), EACCES, "it does not become writable");
	munmap(map, PAGE);
	munmap(reader, PAGE);
	FAILS(map_at(NULL, 1, RW, MAP_SHARED, fd), EPERM, "no more to write");
	close(fd);
}

int main(void)
{
	no_huge_pages();
	catch_faults();
	test_file();
	test_sealing();
	test_write_seal();
	test_readers();
	test_future_write_seal();
	return tap_done();
}
