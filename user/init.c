/*
 * user/init.c - the first program: decides what the machine is for
 *
 * The kernel starts /init as process 1 with the console as its descriptors 0, 1 and 2.
 *
 * - tools/vm left a command in the machine (fw_cfg file opt/atlas/command): run it with
 *   the host's standard streams, tell the host how it ended, power off.
 * - Otherwise somebody sits at the console: greet, show the mmap demonstration, run a
 *   shell, and another when it is left. `poweroff' and `reboot' end the machine; so does
 *   init itself, when there is no shell to run or nobody to type at it.
 *
 * Process 1 must not end, and inherits and buries every orphan.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define HOST_FILE(name) "/sys/firmware/qemu_fw_cfg/by_name/opt/atlas/" name "/raw"
#define COMMAND_SIZE (128 << 10) /* as long as an argument list may be */
#define MAX_ARGS 4096

/* What a shell says of a command that it could not run (POSIX, 2.8.2). */
#define EXIT_CANNOT_EXECUTE 126
#define EXIT_NOT_FOUND 127

static char command[COMMAND_SIZE + 1];
static char *command_argv[MAX_ARGS + 1];

static void __attribute__((format(printf, 1, 2))) say(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vdprintf(STDERR_FILENO, fmt, args);
	va_end(args);
}

static void __attribute__((noreturn)) power_off(void)
{
	reboot(RB_POWER_OFF);
	say("init: cannot power off: %s\n", strerror(errno));
	for (;;)
		sleep(3600);
}

/* Start @argv as a child, in a session of its own if @session. Returns its pid. */
static pid_t start(char **argv, int session)
{
	pid_t child = fork();
	int error;

	if (child < 0)
		say("init: fork: %s\n", strerror(errno));
	if (child != 0)
		return child;
	if (session) {
		setsid();
		ioctl(STDIN_FILENO, TIOCSCTTY, 0);
	}
	execvp(argv[0], argv);
	error = errno;
	say("init: %s: %s\n", argv[0], strerror(error));
	_exit(error == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_EXECUTE);
}

/*
 * Run @argv to its end, in a session of its own if @session, burying every orphan that
 * ends before it. Returns its wait status.
 */
static int run(char **argv, int session)
{
	pid_t child = start(argv, session), pid;
	int status = EXIT_CANNOT_EXECUTE << 8;

	if (child < 0)
		return status;
	do
		pid = waitpid(-1, &status, 0);
	while (pid != child && (pid > 0 || errno == EINTR));
	return status;
}

/*
 * ---- A command from tools/vm ---------------------------------------------------------
 */

/*
 * Read the command, NUL-terminated strings one after another, into command_argv.
 * Returns the number of strings; 0 when there is no command.
 */
static int read_command(void)
{
	int fd = open(HOST_FILE("command"), O_RDONLY);
	ssize_t length = 0, got;
	int argc = 0;

	if (fd < 0)
		return 0;
	while ((got = read(fd, command + length, COMMAND_SIZE - length)) > 0)
		length += got;
	close(fd);
	for (char *arg = command; arg < command + length && argc < MAX_ARGS;
	     arg += strlen(arg) + 1)
		command_argv[argc++] = arg;
	return argc;
}

/* Put @path, opened with @flags, in the place of descriptor @fd. */
static int redirect(int fd, const char *path, int flags)
{
	close(fd);
	return open(path, flags) == fd; /* open() takes the lowest that is free */
}

/*
 * Run the command with the host's streams, report its wait status, power off. The
 * descriptor of /dev/host/exit is opened first and is closed on exec.
 */
static void __attribute__((noreturn)) serve_host(void)
{
	int host = open("/dev/host/exit", O_WRONLY | O_CLOEXEC);
	int status;

	if (host < 0) {
		say("init: there is a command but no channel to the host: %s\n",
		    strerror(errno));
		power_off();
	}
	if (!redirect(STDIN_FILENO, "/dev/host/stdin", O_RDONLY) ||
	    !redirect(STDOUT_FILENO, "/dev/host/stdout", O_WRONLY) ||
	    !redirect(STDERR_FILENO, "/dev/host/stderr", O_WRONLY))
		power_off(); /* without its status the host reports a failure */
	status = run(command_argv, 0);
	write(host, &status, sizeof(status));
	power_off();
}

/*
 * ---- Somebody at the console ---------------------------------------------------------
 */

/* What BusyBox's poweroff, halt and reboot tell process 1. */
static void on_signal(int sig)
{
	reboot(sig == SIGTERM ? RB_AUTOBOOT : RB_POWER_OFF);
}

/* Can this kernel deliver signals? Then a shell can run, and they end the machine. */
static int handle_signals(void)
{
	struct sigaction action = { .sa_handler = on_signal };

	return sigaction(SIGUSR1, &action, NULL) == 0 &&
	       sigaction(SIGUSR2, &action, NULL) == 0 &&
	       sigaction(SIGTERM, &action, NULL) == 0;
}

/* tools/vm knows how large the terminal at the other end of the serial line is. */
static void set_terminal_size(void)
{
	FILE *file = fopen(HOST_FILE("winsize"), "r");
	struct winsize size = { 0 };

	if (!file)
		return;
	if (fscanf(file, "%hu %hu", &size.ws_row, &size.ws_col) == 2)
		ioctl(STDIN_FILENO, TIOCSWINSZ, &size);
	fclose(file);
}

/* One shell after the other, while there is one and somebody who types. */
static void serve_shells(void)
{
	char *shell[] = { "/bin/sh", NULL };
	int status;

	do {
		status = run(shell, 1);
		if (status == EXIT_CANNOT_EXECUTE << 8)
			sleep(1); /* perhaps it never will: not as fast as we can */
		if (WIFSIGNALED(status))
			say("init: signal %d killed the shell\n", WTERMSIG(status));
		say("\ninit: the shell has ended. `poweroff' ends the machine.\n");
	} while (isatty(STDIN_FILENO) && access(shell[0], X_OK) == 0);
}

/* The demonstration, shells, the end. */
static void __attribute__((noreturn)) serve_console(void)
{
	char *demo[] = { "/bin/mmapdemo", NULL };

	say("\nWelcome to Atlas. First, what a driver's mmap handler is for:\n\n");
	run(demo, 0);
	set_terminal_size();
	if (handle_signals()) {
		say("\nThis is a shell. Try `cat /proc/self/maps'; `poweroff' ends the machine.\n");
		serve_shells();
	} else {
		say("\ninit: no shell, this kernel has no signals. Powering off.\n");
	}
	power_off();
}

/* Without a console the kernel has opened nothing, and 0, 1, 2 must not be others' files. */
static void open_standard_streams(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	close(fd);
}

/* What a Linux system has from its init: memory for files, half of what there is each. */
static void mount_tmpfs(void)
{
	mkdir("/dev/shm", 01777);
	if (mount("tmpfs", "/dev/shm", "tmpfs", 0, NULL) ||
	    mount("tmpfs", "/tmp", "tmpfs", 0, NULL))
		say("init: tmpfs: %s\n", strerror(errno));
}

int main(void)
{
	mount_tmpfs();
	open_standard_streams();
	if (read_command() > 0)
		serve_host();
	serve_console();
}
