/*
 * tests/user/interrupts.h - how often each CPU has been interrupted, by /proc/interrupts
 */
#ifndef TESTS_USER_INTERRUPTS_H
#define TESTS_USER_INTERRUPTS_H

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The counts of a row, "TLB:" or another that every machine has, of the first CPUs. */
static inline void read_interrupts(const char *row, unsigned long *counts, int nr_cpus)
{
	static char text[16384];
	int fd = open("/proc/interrupts", O_RDONLY);
	ssize_t n, length = 0;
	char *pos;

	while ((n = read(fd, text + length, sizeof(text) - 1 - length)) > 0)
		length += n;
	close(fd);
	text[length] = '\0';
	pos = strstr(text, row) + strlen(row);
	for (int cpu = 0; cpu < nr_cpus; cpu++)
		counts[cpu] = strtoul(pos, &pos, 10);
}

#endif
