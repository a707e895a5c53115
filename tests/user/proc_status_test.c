/*
 * tests/user/proc_status_test.c - /proc/PID/status and the terminal in /proc/PID/stat; what
 * prctl(2) takes away, and that exec does not give it back
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>

#include "cred.h"
#include "proc_text.h"

#define COPY "/tmp/set_id"
#define CAP_CHOWN 0
#define CAP_BIT(cap) (1ULL << (cap))

/* What the line of /proc/self/status says, or "". */
static const char *line_of(const char *name)
{
	char label[48], *line;

	proc_read("/proc/self/status");
	snprintf(label, sizeof(label), "\n%s:\t", name);
	line = strstr(proc_text, label);
	if (!line)
		return "";
	line += strlen(label);
	*strchr(line, '\n') = '\0';
	return line;
}

static unsigned long long hex_of(const char *name)
{
	return strtoull(line_of(name), NULL, 16);
}

static void test_lines(void)
{
	proc_read("/proc/self/status");
	for (char *line = strtok(proc_text, "\n"); line; line = strtok(NULL, "\n"))
		OK(strstr(line, ":\t"), "%.*s", (int)strcspn(line, ":"), line);
}

static void test_places(void)
{
	struct timespec moment = { .tv_nsec = 1000000 };
	cpu_set_t old, first;
	long switches;

	sched_getaffinity(0, sizeof(old), &old);
	CPU_ZERO(&first);
	CPU_SET(0, &first);
	EQ(sched_setaffinity(0, sizeof(first), &first), 0, "stay on the first CPU");
	EQ(hex_of("Cpus_allowed"), 1, "Cpus_allowed");
	OK(!strcmp(line_of("Cpus_allowed_list"), "0"), "and as a list");
	sched_setaffinity(0, sizeof(old), &old);
	OK(strstr(line_of("Mems_allowed"), "1"), "Mems_allowed");
	OK(!strcmp(line_of("Mems_allowed_list"), "0"), "and as a list");
	switches = status("voluntary_ctxt_switches");
	/* but for one whose end a busy host lets come before its beginning */
	while (status("voluntary_ctxt_switches") < switches + 3)
		nanosleep(&moment, NULL);
	OK(1, "each sleep is a switch");
}

/* --- rights -------------------------------------------------------------------------- */

static unsigned long long permitted(void)
{
	struct __user_cap_header_struct header = { .version =
							   _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2];

	if (sys(SYS_capget, &header, data))
		return 0;
	return (unsigned long long)data[1].permitted << 32 | data[0].permitted;
}

/* This program, executed by the tests below: its exit status is the answer. */
static int answer(const char *question)
{
	if (!strcmp(question, "alice"))
		return geteuid() == ALICE && line_of("NoNewPrivs")[0] == '0';
	if (!strcmp(question, "root"))
		return geteuid() == 0 && line_of("NoNewPrivs")[0] == '1';
	if (!strcmp(question, "chown"))
		return permitted() & CAP_BIT(CAP_CHOWN) ? 1 : 2;
	return personality(-1) >> 18 & 0xff;
}

static int exec_copy(void *question)
{
	execl(COPY, COPY, (char *)question, (char *)NULL);
	return 127;
}

static int exec_without_privileges(void *question)
{
	MUST(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	MUST(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
	return exec_copy(question);
}

static int exec_with_personality(void *question)
{
	personality(ADDR_NO_RANDOMIZE | READ_IMPLIES_EXEC | SHORT_INODE);
	return exec_copy(question);
}

static void copy_program(const char *from, uid_t owner, mode_t mode)
{
	static char block[65536];
	int in = open(from, O_RDONLY), out = open(COPY, O_WRONLY | O_CREAT, 0755);
	ssize_t n;

	while ((n = read(in, block, sizeof(block))) > 0)
		write(out, block, n);
	fchown(out, owner, owner);
	fchmod(out, mode);
	close(in);
	close(out);
}

static void test_no_new_privs(void)
{
	OK(!strcmp(line_of("NoNewPrivs"), "0"), "NoNewPrivs");
	FAILS(prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0), EINVAL, "they do not come back");
	FAILS(prctl(PR_SET_NO_NEW_PRIVS, 1, 1, 0, 0), EINVAL, "PR_SET_NO_NEW_PRIVS, 1");
	FAILS(prctl(PR_GET_NO_NEW_PRIVS, 1, 0, 0, 0), EINVAL, "PR_GET_NO_NEW_PRIVS, 1");
	EQ(failed_step(exec_copy, "alice"), 1, "a set-user-ID program");
	EQ(failed_step(exec_without_privileges, "root"), 1, "without new privileges");
	EQ(failed_step(exec_with_personality, "persona"), SHORT_INODE >> 18,
	   "it does not take over a personality that makes it an easy prey");
	chmod(COPY, 0755);
	EQ(failed_step(exec_with_personality, "persona"),
	   (SHORT_INODE | ADDR_NO_RANDOMIZE) >> 18, "as other programs do");
}

static int drop_chown(void *question)
{
	MUST(prctl(PR_CAPBSET_READ, CAP_CHOWN) == 1);
	MUST(prctl(PR_CAPBSET_DROP, CAP_CHOWN) == 0);
	MUST(prctl(PR_CAPBSET_READ, CAP_CHOWN) == 0);
	MUST(!(hex_of("CapBnd") & CAP_BIT(CAP_CHOWN)));
	MUST(permitted() & CAP_BIT(CAP_CHOWN));
	MUST(hex_of("CapEff") & CAP_BIT(CAP_CHOWN));
	REFUSED(prctl(PR_CAPBSET_DROP, 64), EINVAL);
	return exec_copy(question) + step;
}

static int drop_as_alice(void *arg)
{
	MUST(!become(ALICE, ALICE));
	REFUSED(prctl(PR_CAPBSET_DROP, CAP_CHOWN), EPERM);
	MUST(hex_of("CapBnd") & CAP_BIT(CAP_CHOWN) && hex_of("CapPrm") == 0);
	return 0;
}

static void test_bounding_set(void)
{
	EQ(hex_of("CapBnd"), hex_of("CapPrm"), "CapBnd is all there is");
	EQ(hex_of("CapAmb"), 0, "CapAmb is empty");
	FAILS(prctl(PR_CAPBSET_READ, 64), EINVAL, "there is no capability 64");
	EQ(failed_step(exec_copy, "chown"), 1, "root's programs may chown");
	EQ(failed_step(drop_chown, "chown"), 2, "but not outside the bounding set");
	EQ(failed_step(drop_as_alice, NULL), 0, "which CAP_SETPCAP makes smaller");
}

/* --- the terminal -------------------------------------------------------------------- */

/* tty_nr and tpgid of /proc/self/stat. */
static int terminal_is(int number, int front)
{
	int nr, pgrp;

	proc_read("/proc/self/stat");
	return sscanf(strrchr(proc_text, ')'), ") %*c %*d %*d %*d %d %d", &nr, &pgrp) ==
		       2 &&
	       nr == number && pgrp == front;
}

static int with_terminal(void *arg)
{
	int master = open("/dev/ptmx", O_RDWR | O_NOCTTY), number, unlock = 0, slave;
	char name[32];

	MUST(setsid() == getpid() && terminal_is(0, -1));
	MUST(!ioctl(master, TIOCGPTN, &number) && !ioctl(master, TIOCSPTLCK, &unlock));
	snprintf(name, sizeof(name), "/dev/pts/%d", number);
	slave = open(name, O_RDWR);
	MUST(slave >= 0 && terminal_is(136 << 8 | number, getpid()));
	signal(SIGHUP, SIG_IGN);
	MUST(!ioctl(slave, TIOCNOTTY) && terminal_is(0, -1));
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return answer(argv[1]);
	umask(022);
	copy_program(argv[0], ALICE, 04755);
	test_lines();
	test_places();
	test_no_new_privs();
	test_bounding_set();
	EQ(failed_step(with_terminal, NULL), 0, "the terminal in /proc/PID/stat");
	unlink(COPY);
	return tap_done();
}
