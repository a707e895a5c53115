/*
 * kernel/binfmt_script.c - programs that begin with #!
 *
 *	#!/bin/sh -e		the rest of the line is one argument, if anything
 *
 * execve("script", { "x", "a" }) becomes execve("/bin/sh", { "/bin/sh", "-e", "script",
 * "a" }). Source: the Linux man page execve(2), "Interpreter scripts".
 *
 * Locking: none; a bprm belongs to the task that executes.
 */
#include <linux/binfmts.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/*
 * Cut the first line into the interpreter's name and its argument (NULL: none).
 * => -ENOEXEC: there is no name, or the line is longer than we read and cuts it off.
 */
static int parse_line(char *buf, char **name, char **arg)
{
	char *line = buf + 2, *last = buf + BINPRM_BUF_SIZE - 1, *end;

	end = memchr(line, '\n', last - line);
	if (!end)
		end = memchr(line, '\0', last - line);
	if (!end)
		end = last;
	*end = '\0';
	while (end > line && is_blank(end[-1]))
		*--end = '\0';
	while (is_blank(*line))
		line++;
	if (!*line)
		return -ENOEXEC;
	*name = line;
	while (*line && !is_blank(*line))
		line++;
	if (line == last)
		return -ENOEXEC;
	*arg = NULL;
	if (*line) {
		*line++ = '\0';
		while (is_blank(*line))
			line++;
		*arg = line;
	}
	return 0;
}

/* The interpreter's own arguments take the place of argv[0]. */
static int replace_first_arg(struct linux_binprm *bprm, const char *name, const char *arg)
{
	int err;

	bprm->p += bprm->first_arg_size;
	err = bprm_push(bprm, bprm->interp, strlen(bprm->interp) + 1);
	if (!err && arg) {
		err = bprm_push(bprm, arg, strlen(arg) + 1);
		bprm->argc++;
	}
	if (!err)
		err = bprm_push(bprm, name, strlen(name) + 1);
	bprm->argc++;
	bprm->first_arg_size = strlen(name) + 1;
	return err;
}

int load_script(struct linux_binprm *bprm)
{
	char *name, *arg, *interp;
	struct file *file;
	int err;

	if (bprm->buf[0] != '#' || bprm->buf[1] != '!')
		return -ENOEXEC;
	err = parse_line(bprm->buf, &name, &arg);
	if (!err && bprm->name_ends)
		err = -ENOENT; /* the interpreter could not open the script */
	if (err)
		return err;
	err = replace_first_arg(bprm, name, arg);
	if (err)
		return err;
	interp = kstrdup(name, GFP_KERNEL);
	if (!interp)
		return -ENOMEM;
	kfree(bprm->allocated_interp);
	bprm->interp = bprm->allocated_interp = interp;

	file = open_exec(interp);
	if (IS_ERR(file))
		return PTR_ERR(file);
	close_exec(bprm->file);
	bprm->file = file;
	return 0;
}
