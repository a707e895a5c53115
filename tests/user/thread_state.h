/*
 * tests/user/thread_state.h - what another thread or process is doing, by its /proc files
 *
 * A test that wants somebody to sleep waits until it does, instead of hoping that some
 * milliseconds are enough.
 */
#ifndef TESTS_USER_THREAD_STATE_H
#define TESTS_USER_THREAD_STATE_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The letter in /proc/TID/stat; 0: no such thread. */
static inline char thread_state(pid_t tid)
{
	char name[32], text[256], *end;
	ssize_t n;
	int fd;

	snprintf(name, sizeof(name), "/proc/%d/stat", tid);
	fd = open(name, O_RDONLY);
	if (fd < 0)
		return 0;
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (n <= 0)
		return 0;
	text[n] = '\0';
	end = strrchr(text, ')');
	return end ? end[2] : 0;
}

/* Until tid is in that state; a test that waits in vain is ended by its timeout. */
static inline void wait_for_state(pid_t tid, char state)
{
	struct timespec ms = { 0, 1000000 };

	while (thread_state(tid) != state)
		nanosleep(&ms, NULL);
}

/* The number behind "name:" in a file of /proc, -1: none. */
static inline long proc_number(const char *file, const char *name)
{
	char text[4096], *line;
	ssize_t n;
	int fd = open(file, O_RDONLY);

	if (fd < 0)
		return -1;
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[n < 0 ? 0 : n] = '\0';
	line = strstr(text, name);
	return line && line[strlen(name)] == ':' ? atol(line + strlen(name) + 1) : -1;
}

#endif
