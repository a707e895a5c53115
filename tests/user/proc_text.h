/*
 * tests/user/proc_text.h - files of /proc about memory as text: the part about one VMA
 */
#ifndef TESTS_USER_PROC_TEXT_H
#define TESTS_USER_PROC_TEXT_H

#include "mem.h"

static char proc_text[1 << 20]; /* what proc_read() found last */

/* The whole file, read in pieces of so many bytes. Its length, or -1. */
static inline long proc_read_by(const char *path, long piece)
{
	long length = 0, n;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	while ((n = read(fd, proc_text + length, piece)) > 0)
		length += n;
	close(fd);
	proc_text[length] = '\0';
	return n < 0 ? -1 : length;
}

static inline long proc_read(const char *path)
{
	return proc_read_by(path, 65536);
}

/* In proc_text: the line of the VMA that begins at address, or NULL. */
static inline char *vma_text(const void *address)
{
	char start[32];

	snprintf(start, sizeof(start), "%08lx-", (unsigned long)address);
	for (char *at = proc_text; at; at = strchr(at, '\n')) {
		at += *at == '\n';
		if (!strncmp(at, start, strlen(start)))
			return at;
	}
	return NULL;
}

/* A line of /proc/self/maps with its newline, or "". */
static inline const char *maps_line(const void *address)
{
	char *at;

	proc_read("/proc/self/maps");
	at = vma_text(address);
	if (!at)
		return "";
	strchr(at, '\n')[1] = '\0';
	return at;
}

/* "Rss" and the like of the VMA in a smaps file, in kB; -1: none. */
static inline long smaps_of(const char *path, const void *address, const char *name)
{
	long kb;

	proc_read(path);
	for (char *at = vma_text(address); at; at = strchr(at, '\n')) {
		at += *at == '\n';
		if (!strncmp(at, name, strlen(name)) && at[strlen(name)] == ':' &&
		    sscanf(at + strlen(name), ": %ld", &kb) == 1)
			return kb;
	}
	return -1;
}

static inline long smaps_kb(const void *address, const char *name)
{
	return smaps_of("/proc/self/smaps", address, name);
}

/* VmSize and the like of /proc/self/status, in kB; -1: none. */
static inline long status(const char *name)
{
	char label[32], *line;

	proc_read("/proc/self/status"); /* stdio would allocate memory meanwhile */
	snprintf(label, sizeof(label), "\n%s:", name);
	line = strstr(proc_text, label);
	return line ? strtol(line + strlen(label), NULL, 10) : -1;
}

#endif
