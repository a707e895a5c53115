/*
 * tests/user/proc_kmsg_test.c - /proc/kmsg, syslog(2)'s waiting read: each line once, to one
 * reader
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>

#include "cred.h"

enum { READ = 2, SIZE_UNREAD = 9 };

static int log_fd; /* /proc/kmsg, not waiting */
static char text[8192];

/* The kernel gets a message of a program's. */
static void say(const char *message)
{
	char line[128];
	int fd = open("/dev/kmsg", O_WRONLY);

	snprintf(line, sizeof(line), "<14>%s\n", message);
	write(fd, line, strlen(line));
	close(fd);
}

static void drain(void)
{
	while (read(log_fd, text, sizeof(text)) > 0)
		;
}

static int poll_for(int ms)
{
	struct pollfd p = { .fd = log_fd, .events = POLLIN };

	return poll(&p, 1, ms) == 1 ? p.revents : 0;
}

/* Is text of n bytes the line about message, as the log has it? */
static int is_line(long n, const char *message)
{
	char *end = memchr(text, ']', n > 0 ? n : 0);

	return end && !memcmp(text, "<14>[", 5) && end[1] == ' ' &&
	       n == end + 2 - text + (long)strlen(message) + 1 &&
	       !memcmp(end + 2, message, strlen(message)) && text[n - 1] == '\n';
}

static void test_read(void)
{
	long n, whole;

	drain();
	FAILS(read(log_fd, text, sizeof(text)), EAGAIN, "all is read");
	EQ(poll_for(0), 0, "there is nothing to wait for");
	EQ(sys(SYS_syslog, SIZE_UNREAD, NULL, 0), 0, "nothing is unread");
	say("first");
	say("second");
	EQ(poll_for(5000), POLLIN, "two messages: poll");
	whole = sys(SYS_syslog, SIZE_UNREAD, NULL, 0);
	n = read(log_fd, text, whole - 1);
	OK(is_line(n, "first"), "whole lines, as many as there is room for");
	EQ(read(log_fd, text, 9), 9, "a line that is longer comes in parts");
	EQ(sys(SYS_syslog, READ, text + 9, sizeof(text) - 9) + 9, whole - n,
	   "its rest by syslog(2)");
	OK(is_line(strlen("second") + strchr(text, ']') + 3 - text, "second"),
	   "which is one line");
	FAILS(read(log_fd, text, 0), EAGAIN, "no line, no room");
	say("third");
	EQ(read(log_fd, text, 0), 0, "a line, no room");
	FAILS(read(log_fd, (void *)16, 100), EFAULT, "nowhere to put it");
	drain(); /* Linux loses it now */
}

static int wait_by_syslog(void *arg)
{
	return !is_line(sys(SYS_syslog, READ, text, sizeof(text)), "news");
}

static int wait_by_read(void *arg)
{
	int fd = open("/proc/kmsg", O_RDONLY);

	return !is_line(read(fd, text, sizeof(text)), "news");
}

/* As wait() does in a child, when the message comes. */
static int waits(int (*wait)(void *arg))
{
	pid_t child = fork();
	int status;

	if (!child)
		_exit(wait(NULL));
	usleep(50000);
	EQ(waitpid(child, &status, WNOHANG), 0, "it waits");
	say("news");
	waitpid(child, &status, 0);
	return exited_with(status, 0);
}

static int as_alice(void *arg)
{
	MUST(!become(ALICE, ALICE));
	REFUSED(open("/proc/kmsg", O_RDONLY), EACCES);
	REFUSED(sys(SYS_syslog, READ, text, 10), EPERM);
	REFUSED(sys(SYS_syslog, SIZE_UNREAD, NULL, 0), EPERM);
	return 0;
}

static void test_errors(void)
{
	FAILS(sys(SYS_syslog, READ, NULL, 10), EINVAL, "syslog(2) to nowhere");
	FAILS(sys(SYS_syslog, READ, text, -1), EINVAL, "less than nothing");
	EQ(sys(SYS_syslog, READ, text, 0), 0, "nothing");
	FAILS(open("/proc/kmsg", O_RDONLY | O_DIRECTORY), ENOTDIR, "a file");
	EQ(failed_step(as_alice, NULL), 0, "which is root's");
}

int main(void)
{
	log_fd = open("/proc/kmsg", O_RDONLY | O_NONBLOCK);
	OK(log_fd >= 0, "open /proc/kmsg");
	test_read();
	OK(waits(wait_by_syslog), "syslog(2), until there is a message");
	OK(waits(wait_by_read), "read(2), too");
	test_errors();
	return tap_done();
}
