/*
 * tests/user/fault_remap.h - mremap(2) where memory ends, for fault_inject_test.c
 *
 * A move that fails has moved nothing: the maps, what is there, how much is locked,
 * promised and taken for page tables are as before. As in fault_more.h, whose names these
 * are.
 */
#ifndef TESTS_USER_FAULT_REMAP_H
#define TESTS_USER_FAULT_REMAP_H

#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#define TABLE (512UL * PAGE) /* what one page table spans */

/* What a process can see of its memory, without the marks of how much it once was. */
struct view {
	char text[16384];
	size_t length;
};

static int add_file(struct view *view, const char *path, const char *prefix)
{
	static char buf[8192];
	int fd = open(path, O_RDONLY);
	ssize_t n, length = 0;

	if (fd < 0)
		return failed();
	while ((n = read(fd, buf + length, sizeof(buf) - 1 - length)) > 0)
		length += n;
	close(fd);
	if (n < 0)
		return failed();
	buf[length] = 0;
	for (char *line = strtok(buf, "\n"); line; line = strtok(NULL, "\n")) {
		if (strncmp(line, prefix, strlen(prefix)) ||
		    !strncmp(line, "VmPeak", 6) || !strncmp(line, "VmHWM", 5))
			continue;
		strcpy(view->text + view->length, line);
		view->length += strlen(line) + 1;
	}
	return 0;
}

static int look_around(struct view *view)
{
	int result;

	view->length = 0;
	result = add_file(view, "/proc/self/maps", "");
	result = result ? result : add_file(view, "/proc/self/status", "Vm");
	return result ? result : add_file(view, "/proc/meminfo", "Committed_AS");
}

static int same_view(const struct view *a, const struct view *b)
{
	return a->length == b->length && !memcmp(a->text, b->text, a->length);
}

/* *at becomes where the mapping is then. WRONG: it failed, and not without a trace. */
static int careful_mremap(char **at, size_t old, size_t length, int flags, void *to)
{
	static struct view before, after;
	int result = look_around(&after); /* its pages are there from now on */
	char *moved;

	result = result ? result : look_around(&before);
	if (result)
		return result;
	moved = mremap(*at, old, length, flags, to);
	if (moved != MAP_FAILED) {
		*at = moved;
		return 0;
	}
	result = failed();
	return !look_around(&after) && same_view(&before, &after) ? result : WRONG;
}

static int page_is(const char *area, unsigned long page)
{
	return area[page * PAGE] == (char)(page + 1) && !area[page * PAGE + 1];
}

static int is_mapped(const char *area, unsigned long page)
{
	unsigned char there;

	return !mincore((char *)area + page * PAGE, PAGE, &there);
}

/* To where the tables end, behind a page that it joins: a VMA is cut on both sides. */
static int move_middle(char *area)
{
	char *corner = DISTANT + TABLE, *at = area + 2 * PAGE;
	int result = 0;

	if (mremap(area + PAGE, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
		   corner - PAGE) == MAP_FAILED)
		return failed();
	result = careful_mremap(&at, 2 * PAGE, 3 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
				corner);
	for (int i = 2; i < 4; i++)
		if (!page_is(at - 2 * PAGE, i))
			result = WRONG;
	if (!page_is(corner - 2 * PAGE, 1) || !page_is(area, 0) || !page_is(area, 4))
		result = WRONG;
	if (!result && (is_mapped(area, 2) || is_mapped(area, 3)))
		result = WRONG;
	return result;
}

/* The old place stays, empty, and is locked no more. */
static int move_locked(char *area)
{
	static struct view view;
	char *at = area + 5 * PAGE;
	int result;

	view.length = 0;
	if (mlock(area + 4 * PAGE, 3 * PAGE))
		return failed();
	result = careful_mremap(&at, PAGE, PAGE,
				MREMAP_MAYMOVE | MREMAP_FIXED | MREMAP_DONTUNMAP,
				DISTANT + 4 * TABLE);
	if (!page_is(at - 5 * PAGE, 5) || !page_is(area, 4) || !page_is(area, 6))
		result = WRONG;
	if (result)
		return result;
	if (munlock(at, PAGE) || munlock(area + 4 * PAGE, PAGE) ||
	    munlock(area + 6 * PAGE, PAGE))
		return failed();
	result = add_file(&view, "/proc/self/status", "VmLck:");
	if (!result && (area[5 * PAGE] || !strstr(view.text, " 0 kB")))
		result = WRONG;
	return result;
}

static int do_mremap(void)
{
	char *area = mmap(NULL, 8 * PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int result;

	if (area == MAP_FAILED)
		return failed();
	for (int i = 0; i < 8; i++)
		area[i * PAGE] = i + 1;
	result = move_middle(area);
	result = result ? result : move_locked(area);
	munmap(area, 8 * PAGE);
	munmap(DISTANT, 5 * TABLE);
	return result;
}

#endif
