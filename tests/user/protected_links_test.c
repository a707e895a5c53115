/*
 * tests/user/protected_links_test.c - links that lead astray: /proc/sys/fs/protected_*links
 *
 * In a directory where everybody makes names, nobody follows another user's symbolic link,
 * and nobody gives a file of another's, which he cannot write, a further name.
 */
#include "mem.h"

#define DIR "/tmp/protected_links"
#define STICKY DIR "/sticky"
#define PLAIN DIR "/plain"
#define HARD "/proc/sys/fs/protected_hardlinks"
#define SOFT "/proc/sys/fs/protected_symlinks"

static void make(const char *name, mode_t mode, uid_t owner)
{
	close(open(name, O_WRONLY | O_CREAT, 0600));
	if (chown(name, owner, owner) || chmod(name, mode))
		tap_print("# cannot make %s", name);
}

static void make_link(const char *to, const char *name, uid_t owner)
{
	if (symlink(to, name) || lchown(name, owner, owner))
		tap_print("# cannot make %s", name);
}

static void make_dir(const char *name, mode_t mode, uid_t owner)
{
	mkdir(name, 0700);
	if (chown(name, owner, owner) || chmod(name, mode))
		tap_print("# cannot make %s", name);
}

/* errno of a look at name by that user; 0: it is there. */
static const char *seen;
static int look(void *user)
{
	struct stat st;

	if (setgid((long)user) || setuid((long)user))
		return 99;
	return stat(seen, &st) ? errno : 0;
}

static int sees(const char *name, long user)
{
	seen = name;
	return in_child(look, (void *)user) >> 8;
}

static int try_link(void *user)
{
	if (setgid((long)user) || setuid((long)user))
		return 99;
	if (link(seen, PLAIN "/new"))
		return errno;
	return unlink(PLAIN "/new");
}

static int links(const char *name, long user)
{
	seen = name;
	return in_child(try_link, (void *)user) >> 8;
}

static int set(const char *file, const char *value)
{
	int fd = open(file, O_WRONLY);
	int done = write(fd, value, 1) == 1;

	close(fd);
	return done;
}

static void test_symlinks(void)
{
	make_link(DIR "/all", STICKY "/by1000", 1000);
	make_link(DIR "/all", STICKY "/by0", 0);
	make_link(DIR, STICKY "/dir", 1000);
	make_link(STICKY "/by1000", PLAIN "/twice", 1001);
	EQ(sees(STICKY "/by1000", 1000), 0, "who made a symbolic link follows it");
	EQ(sees(STICKY "/by1000", 1001), EACCES, "nobody else");
	EQ(sees(STICKY "/by1000", 0), EACCES, "not even root");
	EQ(sees(STICKY "/by0", 1001), 0, "that of the directory's owner all follow");
	EQ(sees(STICKY "/dir/all", 1001), 0, "on the way to something it is followed");
	EQ(sees(STICKY "/dir/", 1001), EACCES, "a slash behind it is no way");
	EQ(sees(PLAIN "/twice", 1001), EACCES, "nor is another link to it");
	EQ(sees(PLAIN "/twice", 1000), 0, "which is followed as all are");
	FAILS(open(STICKY "/by1000", O_RDONLY), EACCES, "open, too");
	FAILS(open(STICKY "/by1000", O_RDWR | O_CREAT, 0600), EACCES, "with O_CREAT");
	EQ(close(open(STICKY "/by1000", O_PATH | O_NOFOLLOW)), 0, "it can be named");
	EQ(set(SOFT, "0"), 1, "without protected_symlinks");
	EQ(sees(STICKY "/by1000", 1001), 0, "all are followed by all");
	EQ(set(SOFT, "1"), 1, "and with it again");
}

static void test_hardlinks(void)
{
	EQ(links(DIR "/own", 1000), 0, "one's own file gets a further name");
	EQ(links(DIR "/own", 1001), EPERM, "another's does not");
	EQ(links(DIR "/own", 0), 0, "but by root");
	EQ(links(DIR "/all", 1001), 0, "nor if one may read and write it");
	EQ(links(DIR "/setuid", 1001), EPERM, "unless it is set-user-ID");
	EQ(links(DIR "/setgid", 1001), EPERM, "or set-group-ID");
	EQ(links(DIR "/locked", 1001), 0, "without x that is no program");
	EQ(links(DIR "/pipe", 1001), EPERM, "or no regular file");
	EQ(set(HARD, "0"), 1, "without protected_hardlinks");
	EQ(links(DIR "/own", 1001), 0, "all do");
	EQ(set(HARD, "1"), 1, "and with it again");
	EQ(links(DIR "/own", 1001), EPERM, "they do not");
	FAILS(chmod(HARD, 0666), EPERM, "who may change it stays");
	FAILS(chown("/proc/sys/fs", 1000, 1000), EPERM, "nor is the directory's owner");
}

static void clear(void)
{
	static const char *const names[] = { STICKY "/by1000", STICKY "/by0",
					     STICKY "/dir",    PLAIN "/twice",
					     DIR "/own",       DIR "/all",
					     DIR "/setuid",    DIR "/setgid",
					     DIR "/locked",    DIR "/pipe" };

	for (unsigned int i = 0; i < sizeof(names) / sizeof(*names); i++)
		unlink(names[i]);
	rmdir(STICKY);
	rmdir(PLAIN);
	EQ(rmdir(DIR), 0, "nothing is left");
}

int main(void)
{
	umask(0);
	if (getuid() || !set(HARD, "1") || !set(SOFT, "1")) {
		tap_skip("protected links", "root only");
		return tap_done();
	}
	make_dir(DIR, 0755, 0);
	make_dir(STICKY, 01777, 0);
	make_dir(PLAIN, 0777, 0);
	make(DIR "/own", 0644, 1000);
	make(DIR "/all", 0666, 1000);
	make(DIR "/setuid", 04777, 1000);
	make(DIR "/setgid", 02777, 1000);
	make(DIR "/locked", 02767, 1000);
	mkfifo(DIR "/pipe", 0666);
	test_symlinks();
	test_hardlinks();
	clear();
	return tap_done();
}
