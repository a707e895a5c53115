/*
 * tests/user/interrupts.h - how often each CPU has been interrupted, by /proc/interrupts
 */
#ifndef TESTS_USER_INTERRUPTS_H
#define TESTS_USER_INTERRUPTS_H

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Of a row, "TLB:" or another that every machine has, the counts of the CPUs below nr_cpus,
 * by their numbers; the first line names those that have a column. By read(2): the C
 * library's files take and give back memory, whose interrupts may be those that are counted.
 */
static inline void read_interrupts(const char *row, unsigned long *counts, int nr_cpus)
{
	static char text[16384];
	int fd = open("/proc/interrupts", O_RDONLY);
	ssize_t n, length = 0;
	char *pos, *column, *end;

	while ((n = read(fd, text + length, sizeof(text) - 1 - length)) > 0)
		length += n;
	close(fd);
	text[length] = '\0';
	pos = strstr(text, row) + strlen(row);
	end = strchr(text, '\n');
	for (column = strstr(text, "CPU"); column && column < end;
	     column = strstr(column, "CPU")) {
		int cpu = strtol(column + 3, &column, 10);
		unsigned long count = strtoul(pos, &pos, 10);

		if (cpu < nr_cpus)
			counts[cpu] = count;
	}
}

#endif
