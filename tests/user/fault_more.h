/*
 * tests/user/fault_more.h - more pieces of what programs do, for fault_inject_test.c
 *
 * As in fault_scenarios.h. DISTANT addresses have no page tables yet.
 */
#ifndef TESTS_USER_FAULT_MORE_H
#define TESTS_USER_FAULT_MORE_H

#include <elf.h>
#include <grp.h>
#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/klog.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>

#include "child.h"
#include "tap.h"

#define PAGE 4096
#define WRONG (-1) /* a scenario's result: it succeeded, and gave something else */
#define DISTANT ((char *)0x200000000000)
#define COPY_NAME "/tmp/fi_copy"
#define INTERPRETED "/tmp/fi_elf"

static int failed(void)
{
	return errno;
}

static void *map_anonymous(int flags)
{
	return mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);
}

/* Pages that are read before they are written: the zero page, a file's; and one that is not. */
static int do_cow(void)
{
	int fd = open("/proc/self/exe", O_RDONLY), result = 0;
	volatile char *area, *file;

	if (fd < 0)
		return failed();
	area = map_anonymous(MAP_PRIVATE);
	file = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	close(fd);
	if (area == MAP_FAILED || file == MAP_FAILED) {
		result = ENOMEM;
	} else {
		file[PAGE] = 1;
		result = area[0] || file[0] != 0x7f ? WRONG : 0;
		area[0] = file[0] = 1;
		if (file[1] != 'E' || area[1])
			result = WRONG;
	}
	munmap((void *)area, 4 * PAGE);
	munmap((void *)file, 2 * PAGE);
	return result;
}

static int do_shared_memory(void)
{
	unsigned char there[4];
	char *area = map_anonymous(MAP_SHARED);
	int result = 0;

	if (area == MAP_FAILED)
		return failed();
	area[PAGE] = 1;
	if (mincore(area, 4 * PAGE, there))
		result = failed();
	else if (!(there[1] & 1))
		result = WRONG;
	if (madvise(area, 4 * PAGE, MADV_DONTNEED) && !result)
		result = failed();
	munmap(area, 4 * PAGE);
	return result;
}

static int do_proc_mem(void)
{
	static char from[3 * PAGE] = "text", to[3 * PAGE];
	int fd = open("/proc/self/mem", O_RDWR), result = 0;

	if (fd < 0)
		return failed();
	if (pread(fd, to, sizeof(to), (off_t)from) != sizeof(to))
		result = failed();
	close(fd);
	return result;
}

static int do_mount(void)
{
	int result = 0;

	if (mkdir("/tmp/fi_dir", 0700))
		return failed();
	if (mount("none", "/tmp/fi_dir", "tmpfs", 0, "size=64k") || umount("/tmp/fi_dir"))
		result = failed();
	rmdir("/tmp/fi_dir");
	return result;
}

/* More than a poller has room for, and nothing comes. */
static int do_wait(void)
{
	static struct pollfd fds[100];
	int fd[2], result = 0;

	if (pipe(fd))
		return errno == ENFILE ? ENOMEM : failed(); /* as Linux says it */
	for (int i = 0; i < 100; i++)
		fds[i] = (struct pollfd){ .fd = fd[0], .events = POLLIN };
	if (poll(fds, 100, 1))
		result = failed();
	close(fd[0]);
	close(fd[1]);
	return result;
}

static char *volatile guarded;

static void unguard(int sig)
{
	(void)sig;
	if (mprotect(guarded, PAGE, PROT_READ | PROT_WRITE))
		_exit(ENOMEM);
}

static int do_handler(void)
{
	guarded = mmap(NULL, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (guarded == MAP_FAILED)
		return failed();
	signal(SIGSEGV, unguard);
	guarded[0] = 1;
	signal(SIGSEGV, SIG_DFL);
	munmap(guarded, PAGE);
	return 0;
}

static void *do_nothing(void *arg)
{
	return arg;
}

static int do_thread(void)
{
	pthread_t thread;
	void *result;

	if (pthread_create(&thread, NULL, do_nothing, &result))
		return ENOMEM; /* EAGAIN */
	return pthread_join(thread, &result) || result != &result ? WRONG : 0;
}

static int do_pty(void)
{
	int fd = open("/dev/ptmx", O_RDWR | O_NOCTTY);
	int console = open("/dev/console", O_RDWR | O_NOCTTY);
	int result = fd < 0 || console < 0 ? failed() : 0;

	close(fd);
	close(console);
	return result;
}

static int do_sysv_shm(void)
{
	int id = shmget(IPC_PRIVATE, PAGE, IPC_CREAT | 0600), result = 0;
	void *area;

	if (id < 0)
		return failed();
	area = shmat(id, NULL, 0);
	if (area == (void *)-1)
		result = failed();
	else
		shmdt(area);
	return shmctl(id, IPC_RMID, NULL) ? WRONG : result;
}

/* One of the teaching devices: its memory is mapped, and there; a private page is copied. */
static int map_toy(const char *path, int flags)
{
	int fd = open(path, O_RDWR), result = 0;
	volatile char *area;

	if (fd < 0)
		return failed();
	area = mmap(DISTANT, 2 * PAGE, PROT_READ | PROT_WRITE, flags | MAP_FIXED, fd, 0);
	if (area == MAP_FAILED) {
		result = failed();
	} else {
		area[PAGE] = area[0];
		munmap((void *)area, 2 * PAGE);
	}
	close(fd);
	return result;
}

static int do_toys(void)
{
	int result = map_toy("/dev/toy-pages", MAP_SHARED);

	result = result ? result : map_toy("/dev/toy-kmalloc", MAP_PRIVATE);
	return result ? result : map_toy("/dev/toy-vmalloc", MAP_SHARED);
}

static int do_epoll(void)
{
	struct epoll_event event = { .events = EPOLLIN };
	int fd[2], epoll, result = 0;

	if (pipe(fd))
		return errno == ENFILE ? ENOMEM : failed();
	epoll = epoll_create1(0);
	if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, fd[0], &event))
		result = errno == ENFILE ? ENOMEM : failed();
	close(epoll);
	close(fd[0]);
	close(fd[1]);
	return result;
}

static int do_locks(void)
{
	struct flock lock = { .l_type = F_RDLCK, .l_whence = SEEK_SET };
	int fd = open("/proc/self/exe", O_RDONLY), result = 0;

	if (fd < 0)
		return failed();
	if (flock(fd, LOCK_SH) || flock(fd, LOCK_UN))
		result = failed();
	if (!result && fcntl(fd, F_SETLK, &lock))
		result = errno == ENOLCK ? ENOMEM : failed();
	close(fd);
	return result;
}

static int do_timer(void)
{
	timer_t timer;

	if (timer_create(CLOCK_MONOTONIC, NULL, &timer))
		return errno == EAGAIN ? ENOMEM : failed();
	timer_delete(timer);
	return 0;
}

static int do_itimer(void)
{
	struct itimerval far = { .it_value = { .tv_sec = 1000 } };

	return setitimer(ITIMER_REAL, &far, NULL) ? failed() : 0;
}

static int do_select(void)
{
	struct timeval now = { 0, 0 };

	return select(0, NULL, NULL, NULL, &now) ? failed() : 0;
}

static int do_syslog(void)
{
	static char buf[100];

	if (klogctl(3, buf, sizeof(buf)) < 0) /* all that there is */
		return failed();
	if (klogctl(9, NULL, 0) < 0) /* how much nobody has read */
		return failed();
	return klogctl(2, buf, 1) < 0 ? failed() : 0; /* one byte of it */
}

/* From one process to another, which is the same here; and within a file. */
static int do_copies(void)
{
	static char from[16] = "text", to[16];
	struct iovec ours = { to, sizeof(to) }, theirs = { from, sizeof(from) };
	off_t first = 0, second = PAGE;
	int fd, result = 0;

	if (process_vm_readv(getpid(), &ours, 1, &theirs, 1, 0) != sizeof(to))
		return failed();
	fd = open(COPY_NAME, O_RDWR | O_CREAT, 0600);
	if (fd < 0)
		return failed();
	if (ftruncate(fd, PAGE) ||
	    copy_file_range(fd, &first, fd, &second, PAGE, 0) != PAGE)
		result = failed();
	close(fd);
	unlink(COPY_NAME);
	return result;
}

/* To a file, and to a pipe. */
static int do_sendfile(void)
{
	int in = open("/proc/self/exe", O_RDONLY), fd[2] = { -1, -1 }, result = 0;
	int out = open(COPY_NAME, O_RDWR | O_CREAT, 0600);

	if (in < 0 || out < 0 || pipe(fd))
		result = errno == ENFILE ? ENOMEM : failed();
	else if (sendfile(out, in, NULL, PAGE) < 0 || sendfile(fd[1], in, NULL, PAGE) < 0)
		result = failed();
	close(in);
	close(out);
	close(fd[0]);
	close(fd[1]);
	unlink(COPY_NAME);
	return result;
}

static int do_groups(void)
{
	gid_t group = 1;

	return setgroups(1, &group) || setgroups(0, NULL) ? failed() : 0;
}

/* The kernel's log, and the firmware. */
static int do_char_devices(void)
{
	static char record[9000];
	int log = open("/dev/kmsg", O_RDONLY), mem = open("/dev/mem", O_RDONLY);
	int result = 0;

	if (log < 0 || mem < 0 || read(log, record, sizeof(record)) < 0)
		result = failed();
	else if (pread(mem, record, 16, 0xf0000) != 16)
		result = errno == EFAULT ? ENOMEM : failed(); /* as Linux says it */
	close(log);
	close(mem);
	return result;
}

/* Page faults while a policy says where the pages come from. */
static int do_policies(void)
{
	unsigned long nodes = 1;
	int result = 0;

	for (int mode = 2; mode <= 3 && !result;
	     mode++) { /* MPOL_BIND, MPOL_INTERLEAVE */
		if (syscall(SYS_set_mempolicy, mode, &nodes, 64))
			return failed();
		result = do_cow();
		result = result ? result : do_shared_memory();
	}
	syscall(SYS_set_mempolicy, 0, NULL, 0);
	return result;
}

/* More pages go at once than the list on the stack of who unmaps them has room for. */
static int do_large_unmap(void)
{
	size_t size = 1 << 20;
	int fd = open("/bin/busybox", O_RDONLY), result = 0;
	char *pages;

	if (fd < 0)
		return failed();
	pages = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	if (pages == MAP_FAILED || munmap(pages, size))
		result = failed();
	close(fd);
	return result;
}

/* Pages go from node to node, where there are two; what is in them stays. */
static int do_moves(void)
{
	size_t size = 4 * PAGE;
	char *pages = mmap(NULL, size, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int result = 0;

	if (pages == MAP_FAILED)
		return failed();
	memset(pages, 'x', size);
	for (unsigned long nodes = 1; nodes <= 2 && !result; nodes++)
		if (syscall(SYS_mbind, pages, size, 2, &nodes, 64, 2) && errno != EINVAL)
			result = failed(); /* MPOL_BIND, MPOL_MF_MOVE */
	for (size_t i = 0; i < size; i++)
		if (pages[i] != 'x')
			result = WRONG;
	munmap(pages, size);
	return result;
}

/* An ELF file that is nothing but the name of its interpreter. */
static void write_interpreted(const char *interpreter)
{
	struct {
		Elf64_Ehdr ehdr;
		Elf64_Phdr phdrs[2];
		char name[64];
	} image = {
		.ehdr = { .e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB, 1 },
			  .e_type = ET_EXEC,
			  .e_machine = EM_X86_64,
			  .e_version = 1,
			  .e_entry = 0x70000000,
			  .e_phoff = sizeof(Elf64_Ehdr),
			  .e_ehsize = sizeof(Elf64_Ehdr),
			  .e_phentsize = sizeof(Elf64_Phdr),
			  .e_phnum = 2 },
		.phdrs = { { .p_type = PT_INTERP,
			     .p_offset = sizeof(Elf64_Ehdr) + 2 * sizeof(Elf64_Phdr),
			     .p_filesz = strlen(interpreter) + 1 },
			   { .p_type = PT_LOAD,
			     .p_flags = PF_R | PF_X,
			     .p_vaddr = 0x70000000,
			     .p_filesz = sizeof(image),
			     .p_memsz = sizeof(image),
			     .p_align = PAGE } },
	};
	int fd = open(INTERPRETED, O_WRONLY | O_CREAT, 0700);

	strcpy(image.name, interpreter);
	if (write(fd, &image, sizeof(image)) != sizeof(image))
		_exit(97);
	close(fd);
}

#endif
