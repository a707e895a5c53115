/*
 * tests/user/fuzz_root.h - the root of a worker that makes random calls
 *
 * A tmpfs with a file of every kind, /proc in it, and nothing that matters to anybody else.
 */
#ifndef TESTS_USER_FUZZ_ROOT_H
#define TESTS_USER_FUZZ_ROOT_H

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static inline void copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT, 0755);
	char page[4096];
	ssize_t n;

	while ((n = read(in, page, sizeof(page))) > 0)
		if (write(out, page, n) != n)
			break;
	close(in);
	close(out);
}

static inline void make_file(const char *name, const char *text)
{
	int fd = open(name, O_WRONLY | O_CREAT, 0777);

	if (write(fd, text, strlen(text)) < 0)
		_exit(93);
	close(fd);
}

/* In the working directory. */
static inline void populate_root(void)
{
	static const struct {
		const char *name;
		dev_t dev;
	} devices[] = {
		{ "null", makedev(1, 3) }, { "zero", makedev(1, 5) },
		{ "full", makedev(1, 7) }, { "urandom", makedev(1, 9) },
		{ "ptmx", makedev(5, 2) },
	};
	struct stat toy;

	umask(0);
	for (unsigned int i = 0; i < sizeof(devices) / sizeof(*devices); i++)
		mknod(devices[i].name, S_IFCHR | 0666, devices[i].dev);
	if (!stat("/dev/toy-pages", &toy))
		mknod("toy", S_IFCHR | 0666, toy.st_rdev);
	mkfifo("fifo", 0666);
	mkdir("d", 0777);
	mkdir("d/d", 0777);
	mkdir("m", 0777);
	make_file("a", "some text");
	make_file("d/b", "more text");
	make_file("script", "#!/program x\n");
	copy_file("/bin/hello", "program");
	if (symlink("a", "link") || symlink("loop", "loop") ||
	    symlink("nowhere", "dangling"))
		_exit(94);
	mkdir("proc", 0755);
	if (mount("proc", "proc", "proc", 0, NULL))
		_exit(95);
}

static inline void make_root(const char *root)
{
	mkdir(root, 0755);
	if (mount("fuzz", root, "tmpfs", 0, NULL) || chdir(root))
		_exit(96);
	chmod(".", 0777);
	populate_root();
	if (chdir("/"))
		_exit(96);
}

/* With what is mounted over it and below. */
static inline int remove_root(const char *root)
{
	while (!umount2(root, MNT_DETACH))
		;
	return rmdir(root);
}

#endif
