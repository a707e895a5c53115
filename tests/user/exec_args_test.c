/* tests/user/exec_args_test.c - what reaches a new program: arguments, scripts, limits */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "child.h"
#include "tap.h"

#define SCRIPT "/tmp/exec_args_test.script"
#define SECOND "/tmp/exec_args_test.second"
#define LINK "/tmp/exec_args_test.link"

static const char *self;

/* --- what the executed program checks --------------------------------------------- */

/* argv[1] names the check; its exit status is 42 when all is as it should be. */
static int executed(int argc, char **argv)
{
	const char *check = argv[1];

	if (!strcmp(check, "many")) {
		if (argc != 2002)
			return 1;
		for (int i = 2; i < argc; i++)
			if (strlen(argv[i]) != 500 || argv[i][0] != 'a' + i % 26)
				return 2;
		return 42;
	}
	if (!strcmp(check, "long"))
		return argc == 3 && strlen(argv[2]) == 131071 ? 42 : 1;
	if (!strcmp(check, "one two")) /* argv: self "one two" SCRIPT last */
		return argc == 4 && !strcmp(argv[2], SCRIPT) && !strcmp(argv[3], "last")
			       ? 42
			       : 1;
	if (!strcmp(check, SCRIPT)) /* argv: self SCRIPT last */
		return argc == 3 && !strcmp(argv[2], "last") &&
				       !strcmp((char *)getauxval(AT_EXECFN), SCRIPT)
			       ? 42
			       : 1;
	if (!strcmp(check, "second")) /* a script whose interpreter is a script */
		return argc == 5 && !strcmp(argv[2], SECOND) &&
				       !strcmp(argv[3], SCRIPT) &&
				       !strcmp(argv[4], "last")
			       ? 42
			       : 1;
	return 3;
}

/* --- scripts ---------------------------------------------------------------------- */

static void write_script(const char *path, const char *text, int mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0755);

	if (write(fd, text, strlen(text)) < 0 || fchmod(fd, mode))
		_exit(98);
	close(fd);
}

static int run_script(void *unused)
{
	char *const argv[] = { "ignored", "last", NULL };

	execve(SCRIPT, argv, NULL);
	return errno;
}

/* How does it end when the script's text is @text? */
static int script(const char *text)
{
	write_script(SCRIPT, text, 0755);
	return in_child(run_script, NULL);
}

static void test_scripts(void)
{
	char text[4096];

	snprintf(text, sizeof(text), "#!%s\n", self);
	OK(exited_with(script(text), 42), "#!interpreter: the script is its argument");
	snprintf(text, sizeof(text), "#! \t%s  one two \t\nrest", self);
	OK(exited_with(script(text), 42), "#!interpreter arg: one argument, trimmed");
	snprintf(text, sizeof(text), "#!%s one two", self);
	OK(exited_with(script(text), 42), "a first line without its end");

	OK(exited_with(script("#!/no/such/program\n"), ENOENT), "no interpreter: ENOENT");
	OK(exited_with(script("#!/tmp\n"), EACCES), "a directory: EACCES");
	OK(exited_with(script("#!\n"), ENOEXEC), "an empty line: ENOEXEC");
	OK(exited_with(script("#!   \t \n"), ENOEXEC), "blanks only: ENOEXEC");
	OK(exited_with(script("# !/bin/sh\n"), ENOEXEC), "no script at all: ENOEXEC");
	OK(exited_with(script(""), ENOEXEC), "an empty file: ENOEXEC");
	memset(text, 'x', 1000);
	memcpy(text, "#!/", 3);
	text[1000] = '\0';
	OK(exited_with(script(text), ENOEXEC), "a name that is cut off: ENOEXEC");
	OK(exited_with(script("#!" SCRIPT "\n"), ELOOP), "its own interpreter: ELOOP");

	snprintf(text, sizeof(text), "#!%s second\n", self);
	write_script(SECOND, text, 0755);
	OK(exited_with(script("#!" SECOND "\n"), 42), "a script runs a script");
	write_script(SECOND, text, 0644);
	OK(exited_with(script("#!" SECOND "\n"), EACCES), "not executable: EACCES");
	write_script(SCRIPT, text, 0644);
	OK(exited_with(in_child(run_script, NULL), EACCES), "nor is the script: EACCES");
}

/* --- limits ----------------------------------------------------------------------- */

#define NR_STRINGS 2000

static char *strings[NR_STRINGS + 3];

static int run_many(void *size)
{
	strings[0] = (char *)self;
	strings[1] = "many";
	for (int i = 2; i < NR_STRINGS + 2; i++) {
		strings[i] = malloc((uintptr_t)size + 1);
		memset(strings[i], 'a' + i % 26, (uintptr_t)size);
		strings[i][(uintptr_t)size] = '\0';
	}
	execve(self, strings, NULL);
	return errno;
}

static int run_long(void *size)
{
	char *string = malloc((uintptr_t)size + 1);
	char *const argv[] = { (char *)self, "long", string, NULL };

	memset(string, 'x', (uintptr_t)size);
	string[(uintptr_t)size] = '\0';
	execve(self, argv, NULL);
	return errno;
}

static int run_with_little_stack(void *unused)
{
	struct rlimit limit = { 1 << 20, RLIM_INFINITY };

	setrlimit(RLIMIT_STACK, &limit);
	return run_many((void *)500); /* more than a quarter of it */
}

static void test_limits(void)
{
	char *const argv[] = { "x", (char *)8, NULL };
	char *const envp[] = { "x", (char *)8, NULL };

	OK(exited_with(in_child(run_many, (void *)500), 42), "a million bytes arrive");
	OK(exited_with(in_child(run_many, (void *)1100), E2BIG),
	   "more than a quarter of the stack's limit: E2BIG");
	OK(exited_with(in_child(run_with_little_stack, NULL), E2BIG),
	   "so does a smaller stack");
	OK(exited_with(in_child(run_long, (void *)131071), 42), "a string of 128 KiB");
	OK(exited_with(in_child(run_long, (void *)131072), E2BIG),
	   "one byte more: E2BIG");
	FAILS(sys(SYS_execve, self, argv, NULL), EFAULT, "a bad argument: EFAULT");
	FAILS(sys(SYS_execve, self, NULL, envp), EFAULT, "a bad environment: EFAULT");
	FAILS(sys(SYS_execve, self, 8, NULL), EFAULT, "a bad vector: EFAULT");
	FAILS(sys(SYS_execve, 8, NULL, NULL), EFAULT, "a bad name: EFAULT");
}

/* --- what a program keeps --------------------------------------------------------- */

static int keeps_ignored(void *unused)
{
	char *const argv[] = { "sh", "-c", "kill -USR1 $$; exit 42", NULL };

	signal(SIGUSR1, SIG_IGN);
	execve("/bin/sh", argv, NULL);
	return errno;
}

static int through_link(void *unused)
{
	char *const argv[] = { "x", "many", NULL };

	symlink(self, LINK);
	execve(LINK, argv, NULL);
	return errno;
}

static int write_self(void *arg)
{
	return open(self, O_WRONLY) < 0 ? errno : 0;
}

/* The file of a program that runs is not written, by whomever. */
static void test_busy(void)
{
	FAILS(open(self, O_WRONLY), ETXTBSY,
	      "a running program cannot be opened for writing");
	FAILS(open(self, O_RDONLY | O_TRUNC), ETXTBSY, "nor emptied");
	FAILS(truncate(self, 1), ETXTBSY, "nor cut off");
	FAILS(truncate("/proc/self/exe", 1), ETXTBSY, "by its other name either");
	OK(exited_with(in_child(write_self, NULL), ETXTBSY),
	   "a child runs the same file");
	FAILS(open(self, O_WRONLY), ETXTBSY, "which its end does not set free");
}

int main(int argc, char **argv)
{
	self = realpath(argv[0], NULL);
	if (argc > 1)
		return executed(argc, argv);
	signal(SIGUSR1, SIG_DFL);
	test_scripts();
	test_limits();
	test_busy();
	OK(exited_with(in_child(keeps_ignored, NULL), 42),
	   "an ignored signal stays ignored");
	OK(exited_with(in_child(through_link, NULL), 1),
	   "execve follows a symbolic link");
	unlink(SCRIPT);
	unlink(SECOND);
	unlink(LINK);
	return tap_done();
}
