/*
 * tests/user/mounts.h - what tests of mount(2) share: /proc/mounts, statfs(2)
 */
#ifndef TESTS_USER_MOUNTS_H
#define TESTS_USER_MOUNTS_H

#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/statfs.h>

/* A line of /proc/mounts for place has those options among others. */
static inline int mounted_with(const char *place, const char *options)
{
	FILE *mounts = fopen("/proc/mounts", "r");
	char line[512], where[256];
	int found = 0;

	while (mounts && fgets(line, sizeof(line), mounts))
		if (sscanf(line, "%*s %255s", where) == 1 && !strcmp(where, place) &&
		    strstr(line, options))
			found = 1;
	if (mounts)
		fclose(mounts);
	return found;
}

static inline struct statfs statfs_of(const char *place)
{
	struct statfs fs;

	memset(&fs, 0, sizeof(fs));
	statfs(place, &fs);
	return fs;
}

#endif
