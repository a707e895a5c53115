/* tests/user/shm_test.c - shmget, shmat, shmdt, shmctl: System V shared memory */
#include "proc_text.h"
#include <sys/ipc.h>
#include <sys/shm.h>

#ifndef SHM_EXEC
#define SHM_EXEC 0100000
#endif
#define KEY 0x41544c53
#define SIZE (4 * PAGE)

static long shmget_(int key, unsigned long size, int flags)
{
	return sys(SYS_shmget, key, size, flags);
}

static char *attach(int id, void *at, int flags)
{
	return (char *)sys(SYS_shmat, id, at, flags);
}

static int detach(void *at)
{
	return sys(SYS_shmdt, at);
}

static long control(int id, int command, void *buf)
{
	return sys(SYS_shmctl, id, command, buf);
}

static struct shmid_ds stat_of(int id)
{
	struct shmid_ds ds;

	memset(&ds, 0xff, sizeof(ds));
	control(id, IPC_STAT, &ds);
	return ds;
}

static unsigned long attached(int id)
{
	return stat_of(id).shm_nattch;
}

/* Its line in /proc/sysvipc/shm, or "". */
static const char *proc_line(int id)
{
	int key, found;

	proc_read("/proc/sysvipc/shm");
	for (char *line = proc_text; (line = strchr(line, '\n')) && *++line;)
		if (sscanf(line, "%d %d", &key, &found) == 2 && found == id) {
			strchr(line, '\n')[1] = '\0';
			return line;
		}
	return "";
}

/* What SHM_STAT and its like find up to index highest: how many, and is id one of them? */
static int find_by_index(int highest, int command, int id)
{
	struct shmid_ds ds;
	int found = 0, this = 0;

	for (int i = 0; i <= highest; i++) {
		int at = control(i, command, &ds);

		found += at != -1;
		this += at == id && ds.shm_nattch == attached(id);
	}
	return this == 1 ? found : -1;
}

static void test_get(void)
{
	int id = shmget_(KEY, SIZE - 5, IPC_CREAT | IPC_EXCL | 0640);
	struct shmid_ds ds = stat_of(id);
	char line[256];

	OK(id >= 0, "a segment");
	EQ(ds.shm_segsz, SIZE - 5, "its size is what was asked for");
	EQ(ds.shm_perm.mode, 0640, "... its mode");
	EQ(ds.shm_perm.__key, KEY, "... its key");
	EQ(ds.shm_perm.uid | ds.shm_perm.gid | ds.shm_perm.cuid | ds.shm_perm.cgid, 0,
	   "... root's");
	EQ(ds.shm_cpid, getpid(), "... made by this process");
	EQ(ds.shm_lpid, 0, "... attached by none");
	EQ(ds.shm_nattch, 0, "... nor now");
	EQ(ds.shm_atime | ds.shm_dtime, 0, "... nor ever");
	OK(ds.shm_ctime > 0, "... and made at some time");
	snprintf(line, sizeof(line),
		 "%10d %10d   640                 16379 %5d     0      0     0     0"
		 "     0     0          0          0 %10ld                     0"
		 "                     0\n",
		 KEY, id, getpid(), ds.shm_ctime);
	OK(!strcmp(proc_line(id), line), "its line in /proc/sysvipc/shm");
	EQ(shmget_(KEY, 0, 0), id, "the key finds it");
	EQ(shmget_(KEY, SIZE - 5, IPC_CREAT | 0600), id, "IPC_CREAT too");
	FAILS(shmget_(KEY, SIZE - 5, IPC_CREAT | IPC_EXCL), EEXIST, "not IPC_EXCL");
	FAILS(shmget_(KEY, SIZE, 0), EINVAL, "more than it has");
	FAILS(shmget_(KEY, SIZE, IPC_CREAT), EINVAL, "with IPC_CREAT too");
	FAILS(shmget_(KEY, SIZE, IPC_CREAT | IPC_EXCL), EEXIST, "IPC_EXCL comes first");
	EQ(shmget_(KEY, SIZE - 5, IPC_EXCL), id, "IPC_EXCL alone means nothing");
	FAILS(shmget_(KEY + 1, SIZE, 0), ENOENT, "no such key");
	FAILS(shmget_(KEY + 1, 0, 0), ENOENT, "no such key, size 0");
	FAILS(shmget_(KEY + 1, 0, IPC_CREAT), EINVAL, "a size of 0");
	FAILS(shmget_(IPC_PRIVATE, 0, 0600), EINVAL, "the same of a private one");
	FAILS(shmget_(IPC_PRIVATE, -1UL, 0600), EINVAL, "larger than any");
	FAILS(shmget_(IPC_PRIVATE, 1UL << 60, 0600), ENOMEM, "larger than memory");
	EQ(control(id, IPC_RMID, NULL), 0, "IPC_RMID");
	FAILS(shmget_(KEY, 0, 0), ENOENT, "the key is free");
	FAILS(control(id, IPC_STAT, &ds), EINVAL, "the segment is gone");
	OK(!*proc_line(id), "from /proc too");
}

static void test_private(void)
{
	int a = shmget_(IPC_PRIVATE, 1, 0600), b = shmget_(IPC_PRIVATE, 1, IPC_EXCL);

	OK(a >= 0 && b >= 0 && a != b, "IPC_PRIVATE makes a new one each time");
	EQ(stat_of(b).shm_perm.mode, 0, "... of any mode");
	EQ(stat_of(a).shm_perm.__key, 0, "... without a key");
	control(a, IPC_RMID, NULL);
	EQ(control(b, IPC_RMID, NULL), 0, "... that root removes");
}

static int write_there(void *at)
{
	((char *)at)[0] = 'c';
	return detach(at);
}

static void test_attach(void)
{
	int id = shmget_(IPC_PRIVATE, SIZE - 5, 0600);
	char *one = attach(id, NULL, 0), *two, name[256];

	OK(one != MAP_FAILED, "attach");
	EQ((unsigned long)one % PAGE, 0, "at a page boundary");
	OK(all_zero(one, SIZE), "it begins as zeros, up to the page's end");
	two = attach(id, AREA + 123, SHM_RND);
	EQ(two, AREA, "a second time, at an address rounded down");
	one[PAGE] = 'x';
	EQ(two[PAGE], 'x', "the same memory");
	EQ(msync(two, SIZE, MS_SYNC), 0, "which has nothing behind it to wait for");
	EQ(attached(id), 2, "two attachments");
	EQ(stat_of(id).shm_lpid, getpid(), "this process was the last");
	OK(stat_of(id).shm_atime > 0, "at some time");
	EQ(stat_of(id).shm_dtime, 0, "none was detached");

	snprintf(name, sizeof(name),
		 "%08lx-%08lx rw-s 00000000 00:01 %-32d /SYSV00000000 (deleted)\n",
		 (long)AREA, (long)AREA + SIZE, id);
	OK(!strcmp(maps_line(AREA), name), "its line in /proc/self/maps");

	OK(exited_with(in_child(write_there, two), 0), "a child has it, and detaches");
	EQ(one[0], 'c', "what the child wrote is here");
	EQ(attached(id), 2, "two attachments as before");
	OK(stat_of(id).shm_dtime > 0, "... and a time of detaching");
	OK(stat_of(id).shm_lpid != getpid(), "... by another");
	EQ(detach(two), 0, "detach");
	EQ(read_signal(two), SIGSEGV, "it is gone");
	EQ(one[PAGE], 'x', "the other is there");
	EQ(attached(id), 1, "one attachment");
	FAILS(detach(two), EINVAL, "once only");
	detach(one);
	one = attach(id, NULL, 0);
	EQ(one[PAGE], 'x', "the contents wait for the next");
	control(id, IPC_RMID, NULL);
	detach(one);
}

static void test_where(void)
{
	int id = shmget_(IPC_PRIVATE, SIZE, 0600);
	char *other = anon_at(2, 1);

	other[0] = 'o';
	FAILS(attach(id, AREA + 1, 0), EINVAL, "an odd address");
	FAILS(attach(id, AREA, 0), EINVAL, "over something");
	FAILS(attach(id, AREA - PAGE + 5, SHM_RND), EINVAL, "over it, rounded down");
	EQ(other[0], 'o', "which is there");
	EQ(attached(id), 0, "nothing was attached");
	EQ(attach(id, AREA, SHM_REMAP), AREA, "SHM_REMAP takes its place");
	EQ(other[0], 0, "which is gone");
	FAILS(attach(id, NULL, SHM_REMAP), EINVAL, "SHM_REMAP of anywhere");
	FAILS(attach(id, (void *)5, SHM_REMAP | SHM_RND), EINVAL, "nor rounded to it");
	EQ(attach(id, AREA, SHM_REMAP), AREA, "over itself");
	EQ(attached(id), 1, "it is attached once");
	FAILS(attach(id, (void *)KERNEL_HALF, 0), ENOMEM, "the kernel's half");
	FAILS(attach(id, (void *)-PAGE, 0), EINVAL, "the end of all addresses");
	FAILS(attach(-1, NULL, 0), EINVAL, "no segment");
	FAILS(attach(id + 12345, NULL, 0), EINVAL, "one that is not there");
	FAILS(detach(AREA + 1), EINVAL, "detach: odd");
	FAILS(detach(AREA + PAGE), EINVAL, "detach: the middle");
	FAILS(detach((char *)&id - (unsigned long)&id % PAGE), EINVAL, "detach: a stack");
	FAILS(detach(NULL), EINVAL, "detach: nothing");
	detach(AREA);
	control(id, IPC_RMID, NULL);
}

static int call(void *address)
{
	signal(SIGSEGV, SIG_DFL);
	((void (*)(void))(uintptr_t)address)();
	return 0;
}

static void test_rights(void)
{
	int id = shmget_(IPC_PRIVATE, SIZE, 0600);
	char *rw = attach(id, NULL, 0), *ro = attach(id, AREA, SHM_RDONLY), *exec, *more;

	*rw = (char)0xc3; /* ret */
	EQ(*ro, (char)0xc3, "SHM_RDONLY can be read");
	EQ(write_signal(ro), SIGSEGV, "and not written");
	FAILS(mprotect(ro, PAGE, RW), EACCES, "and cannot be made so");
	EQ(mprotect(rw, PAGE, PROT_READ), 0, "the other can be made read-only");
	EQ(mprotect(rw, PAGE, RW), 0, "and writable again");
	exec = attach(id, NULL, SHM_RDONLY | SHM_EXEC);
	OK(exited_with(in_child(call, exec), 0), "SHM_EXEC can be executed");
	OK(killed_by(in_child(call, ro), SIGSEGV), "the others not");
	EQ(mprotect(ro, PAGE, PROT_READ | PROT_EXEC), 0, "unless mprotect says so");
	EQ(attached(id), 5, "a VMA that was cut counts twice");
	control(id, IPC_RMID, NULL);
	EQ(stat_of(id).shm_perm.mode, 0600 | 01000, "removed, it waits: SHM_DEST");
	EQ(stat_of(id).shm_perm.__key, 0, "without a key");
	OK(strstr(proc_line(id), " 1600 "), "and /proc shows it");
	more = attach(id, NULL, 0);
	EQ(*more, (char)0xc3, "it can still be attached");
	detach(more);
	detach(rw);
	detach(ro);
	EQ(attached(id), 1, "detaching takes all parts");
	OK(fork() || (_exit(0), 1), "a child");
	wait(NULL);
	EQ(attached(id), 1, "its attachments end with it");
	detach(exec);
}

static void test_parts(void)
{
	int id = shmget_(IPC_PRIVATE, SIZE, 0600);
	char *at = attach(id, AREA, 0);

	fill(at, 4, 1);
	EQ(munmap(at + PAGE, PAGE), 0, "munmap of a part");
	EQ(attached(id), 2, "leaves two");
	EQ(mremap(at + 2 * PAGE, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
		  AREA + 64 * PAGE) != MAP_FAILED,
	   1, "mremap of another");
	EQ(AREA[64 * PAGE], 3, "takes it along");
	EQ(attached(id), 3, "and makes three");
	EQ(detach(at), 0, "shmdt");
	EQ(read_signal(at), SIGSEGV, "takes the first");
	EQ(read_signal(at + 3 * PAGE), SIGSEGV, "and the last");
	EQ(read_signal(AREA + 64 * PAGE), 0, "not what has moved");
	EQ(attached(id), 1, "which is one");
	control(id, IPC_RMID, NULL);
	munmap(AREA + 64 * PAGE, PAGE);
	FAILS(control(id, IPC_STAT, AREA), EINVAL, "munmap of the last part ends it");
	EQ(madvise(at, PAGE, MADV_REMOVE), -1, "nothing is left");
}

static void test_control(void)
{
	int id = shmget_(KEY, SIZE, IPC_CREAT | 0600), other;
	struct shmid_ds ds = stat_of(id);
	struct shminfo limits;
	struct shm_info info;
	long highest;

	ds.shm_perm.mode = 07644;
	ds.shm_perm.uid = 7;
	ds.shm_perm.gid = 8;
	EQ(control(id, IPC_SET, &ds), 0, "IPC_SET");
	ds = stat_of(id);
	EQ(ds.shm_perm.mode, 0644, "sets the permissions");
	EQ(ds.shm_perm.uid * 100 + ds.shm_perm.gid, 708, "and the owner");
	EQ(ds.shm_perm.cuid | ds.shm_perm.cgid, 0, "the creator stays");
	ds.shm_perm.uid = -1;
	FAILS(control(id, IPC_SET, &ds), EINVAL, "IPC_SET: no such user");
	FAILS(control(id, IPC_SET, AREA), EFAULT, "IPC_SET from nowhere");
	FAILS(control(id + 12345, IPC_SET, AREA), EFAULT, "even of nothing");
	FAILS(control(id, IPC_STAT, AREA), EFAULT, "IPC_STAT to nowhere");
	FAILS(control(id + 12345, IPC_STAT, AREA), EINVAL, "of nothing: EINVAL first");
	FAILS(control(-1, IPC_STAT, &ds), EINVAL, "an id of -1");
	FAILS(control(-1, IPC_INFO, &limits), EINVAL, "even where it is not looked at");
	FAILS(control(id, 99, &ds), EINVAL, "no such command");
	FAILS(control(id, -1, &ds), EINVAL, "no command at all");
	FAILS(control(id + 12345, IPC_RMID, NULL), EINVAL, "IPC_RMID of nothing");
	FAILS(control(id + 12345, SHM_LOCK, NULL), EINVAL, "SHM_LOCK of nothing");
	EQ(control(id, SHM_LOCK, NULL), 0, "SHM_LOCK");
	EQ(stat_of(id).shm_perm.mode, 0644 | 02000, "is in the mode");
	EQ(control(id, SHM_UNLOCK, NULL), 0, "SHM_UNLOCK");
	EQ(stat_of(id).shm_perm.mode, 0644, "is too");

	OK(control(0, IPC_INFO, &limits) >= 0, "IPC_INFO");
	EQ(limits.shmmni, 4096, "the number of segments");
	EQ(limits.shmmin, 1, "the least size");
	EQ(limits.shmmax, ~0UL - (1UL << 24), "the largest");
	EQ(limits.shmall, ~0UL - (1UL << 24), "and of all together, in pages");
	FAILS(control(0, IPC_INFO, AREA), EFAULT, "IPC_INFO to nowhere");
	memset(attach(id, AREA, 0), 1, 2 * PAGE);
	other = shmget_(IPC_PRIVATE, 1, 0);
	highest = control(0, SHM_INFO, &info);
	OK(highest >= 1, "SHM_INFO: the highest index");
	EQ(info.used_ids, 2, "two segments");
	EQ(info.shm_tot, 5, "of five pages");
	EQ(info.shm_rss, 2, "two in memory");
	EQ(info.shm_swp, 0, "none elsewhere");
	EQ(find_by_index(highest, SHM_STAT, id), 2, "SHM_STAT finds it by index");
	EQ(find_by_index(highest, SHM_STAT, other), 2, "and the other");
	EQ(find_by_index(highest, 15, id), 2, "so does SHM_STAT_ANY");
	FAILS(control(highest + 1, SHM_STAT, &ds), EINVAL, "none behind it");
	FAILS(control(highest, SHM_STAT, AREA + 64 * PAGE), EFAULT,
	      "SHM_STAT to nowhere");
	detach(AREA);
	control(id, IPC_RMID, NULL);
	control(other, IPC_RMID, NULL);
}

static int exec_true(void *unused)
{
	char *const argv[] = { "/bin/true", NULL };

	return execv(argv[0], argv);
}

static void test_ends(void)
{
	int id = shmget_(IPC_PRIVATE, SIZE, 0600), many[64], made = 0;
	char *at = attach(id, NULL, 0);
	struct shm_info info;

	OK(exited_with(in_child(exec_true, NULL), 0), "a child that executes");
	EQ(attached(id), 1, "detaches");
	for (int i = 0; i < 64; i++)
		made += (many[i] = shmget_(IPC_PRIVATE, PAGE, 0600)) >= 0;
	EQ(made, 64, "many segments");
	for (int i = 0; i < 64; i++)
		made -= control(many[i], IPC_RMID, NULL) == 0;
	EQ(made, 0, "all removed");
	EQ(madvise(at, PAGE, MADV_REMOVE), 0, "MADV_REMOVE of attached memory");
	control(id, IPC_RMID, NULL);
	detach(at);
	control(0, SHM_INFO, &info);
	EQ(info.used_ids + info.shm_tot + info.shm_rss, 0, "nothing is left");
}

int main(void)
{
	no_huge_pages();
	catch_faults();
	test_get();
	test_private();
	test_attach();
	test_where();
	test_rights();
	test_parts();
	test_control();
	test_ends();
	return tap_done();
}
