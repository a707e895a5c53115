/*
 * tests/user/hello_test.c - user/hello.asm, a program without a library, runs
 *
 *	hello_test [PATH]		PATH of hello, which is /bin/hello in a guest
 */
#define _GNU_SOURCE
#include <fcntl.h>

#include "child.h"
#include "tap.h"

#define OUTPUT "/tmp/hello_test.data"
#define TEXT "Hello from ring 3.\n"

/* Run @path with its standard output in the file, or closed when that is NULL. */
static int run_into(const char *path, const char *file)
{
	char *argv[] = { (char *)path, NULL };
	pid_t child = fork();
	int status;

	if (child == 0) {
		close(STDOUT_FILENO);
		if (file &&
		    open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600) != STDOUT_FILENO)
			_exit(98);
		execve(path, argv, NULL);
		_exit(127);
	}
	return waitpid(child, &status, 0) == child ? status : -1;
}

int main(int argc, char **argv)
{
	const char *hello = argc > 1 ? argv[1] : "/bin/hello";
	char text[64] = "";
	int fd;

	if (access(hello, X_OK)) {
		tap_print("1..0 # SKIP say where hello is");
		return 0;
	}
	EQ(run_into(hello, OUTPUT), 0, "hello exits with 0");
	fd = open(OUTPUT, O_RDONLY);
	EQ(read(fd, text, sizeof(text)), strlen(TEXT), "it wrote one line");
	OK(!strcmp(text, TEXT), "with its greeting");
	close(fd);
	EQ(run_into(hello, NULL), 1 << 8, "it exits with 1 when it cannot write");
	unlink(OUTPUT);
	return tap_done();
}
