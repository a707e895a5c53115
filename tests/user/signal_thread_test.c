/*
 * tests/user/signal_thread_test.c - signals in a process with several threads: who takes
 * one, who stops, whose stack and mask they use
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

static volatile sig_atomic_t caught;
static volatile pid_t catcher;

static void note(int sig)
{
	catcher = sys(SYS_gettid);
	caught++;
}

static void catch (int sig, int flags)
{
	struct sigaction action = { .sa_handler = note, .sa_flags = flags };

	sigaction(sig, &action, NULL);
}

static void mask(int how, int sig)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, sig);
	pthread_sigmask(how, &set, NULL);
}

/* A thread that sleeps, with SIGUSR1 blocked or not, until it is told to end. */
struct sleeper {
	pthread_t thread;
	int blocks;
	volatile pid_t tid;
	volatile int end;
};

static void *sleep_until_told(void *arg)
{
	struct sleeper *s = arg;

	if (s->blocks)
		mask(SIG_BLOCK, SIGUSR1);
	s->tid = sys(SYS_gettid);
	while (!s->end)
		usleep(1000);
	return NULL;
}

static void start(struct sleeper *s, int blocks)
{
	*s = (struct sleeper){ .blocks = blocks };
	pthread_create(&s->thread, NULL, sleep_until_told, s);
	while (!s->tid)
		sched_yield();
}

static void end(struct sleeper *s)
{
	s->end = 1;
	pthread_join(s->thread, NULL);
}

static void wait_caught(int n)
{
	while (caught < n)
		usleep(1000);
}

/* One bit of a mask in a thread's status file. */
static int in_mask(pid_t tid, const char *name, int sig)
{
	char file[64], text[4096], *line;
	ssize_t n;
	int fd;

	snprintf(file, sizeof(file), "/proc/self/task/%d/status", tid);
	fd = open(file, O_RDONLY);
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[n < 0 ? 0 : n] = '\0';
	line = strstr(text, name);
	return line && (strtoull(line + strlen(name), NULL, 16) >> (sig - 1) & 1);
}

/* --- who takes it ----------------------------------------------------------------- */

static void test_targets(void)
{
	struct sleeper open, closed;
	pid_t me = sys(SYS_gettid);

	/* who is still in the handler does not block it, or looks like one who does */
	catch (SIGUSR1, SA_RESTART | SA_NODEFER);
	start(&closed, 1);
	start(&open, 0);
	EQ(kill(getpid(), SIGUSR1), 0, "a signal to the process");
	wait_caught(1);
	EQ(catcher, me, "goes to the first thread if it does not block it");

	mask(SIG_BLOCK, SIGUSR1);
	kill(getpid(), SIGUSR1);
	wait_caught(2);
	EQ(catcher, open.tid, "else to one that does not");
	sys(SYS_tgkill, getpid(), open.tid, SIGUSR1);
	wait_caught(3);
	EQ(catcher, open.tid, "tgkill is for one thread");
	sys(SYS_kill, open.tid, SIGUSR1);
	wait_caught(4);
	EQ(catcher, open.tid, "kill takes a thread's number for its process");

	pthread_kill(closed.thread, SIGUSR1);
	OK(in_mask(closed.tid, "SigPnd:\t", SIGUSR1),
	   "it waits for the thread that blocks it");
	OK(!in_mask(me, "SigPnd:\t", SIGUSR1) && !in_mask(me, "ShdPnd:\t", SIGUSR1),
	   "and for nobody else");
	OK(in_mask(closed.tid, "SigBlk:\t", SIGUSR1) &&
		   !in_mask(open.tid, "SigBlk:\t", SIGUSR1),
	   "masks are the threads' own");
	end(&open);
	kill(getpid(), SIGUSR1);
	OK(in_mask(closed.tid, "ShdPnd:\t", SIGUSR1) && in_mask(me, "ShdPnd:\t", SIGUSR1),
	   "nobody takes it: it waits for all");
	EQ(caught, 4, "nothing was caught meanwhile");
	mask(SIG_UNBLOCK, SIGUSR1);
	EQ(caught, 5, "who lets it in takes it");
	EQ(catcher, me, "himself");
	end(&closed);

	FAILS(sys(SYS_tgkill, getpid(), 1, SIGUSR1), ESRCH, "tgkill of a stranger");
	FAILS(sys(SYS_tgkill, getpid(), 0, SIGUSR1), EINVAL, "of nobody");
	FAILS(sys(SYS_tkill, -1, SIGUSR1), EINVAL, "tkill of nobody");
	EQ(sys(SYS_tgkill, getpid(), me, 0), 0, "signal 0 only asks");
}

static void *block_and_pass_on(void *arg)
{
	struct sleeper *s = arg;

	/* Pending for the process, and woken for it perhaps: now it is blocked here. */
	s->tid = sys(SYS_gettid);
	for (int i = 0; i < 200; i++) {
		mask(SIG_BLOCK, SIGUSR1);
		mask(SIG_UNBLOCK, SIGUSR1);
	}
	mask(SIG_BLOCK, SIGUSR1);
	return NULL;
}

/* Signals keep coming while all threads open and close their masks: none is lost. */
static void test_retarget(void)
{
	struct sleeper s[4] = { 0 };
	int before;

	caught = 0;
	mask(SIG_BLOCK, SIGUSR1);
	for (int i = 0; i < 4; i++)
		pthread_create(&s[i].thread, NULL, block_and_pass_on, &s[i]);
	for (int i = 0; i < 50; i++) {
		kill(getpid(), SIGUSR1);
		sched_yield();
	}
	for (int i = 0; i < 4; i++)
		pthread_join(s[i].thread, NULL);
	kill(getpid(), SIGUSR1);
	before = caught;
	mask(SIG_UNBLOCK, SIGUSR1);
	EQ(caught, before + 1, "one that nobody took is ours at last");
}

static void *inherit(void *unused)
{
	sigset_t set;

	pthread_sigmask(SIG_SETMASK, NULL, &set);
	return (void *)(long)sigismember(&set, SIGUSR2);
}

static void *pend_and_end(void *unused)
{
	pthread_kill(pthread_self(), SIGUSR2);
	return NULL;
}

static void test_inherit(void)
{
	pthread_t thread;
	sigset_t set;
	void *result;

	mask(SIG_BLOCK, SIGUSR2);
	pthread_create(&thread, NULL, inherit, NULL);
	pthread_join(thread, &result);
	EQ(result, 1, "a thread starts with its creator's mask");
	pthread_create(&thread, NULL, pend_and_end, NULL);
	pthread_join(thread, NULL);
	sigpending(&set);
	EQ(sigismember(&set, SIGUSR2), 0, "what was pending for a thread goes with it");
	mask(SIG_UNBLOCK, SIGUSR2);
}

/* --- stacks ----------------------------------------------------------------------- */

#define STACK 16384

static __thread char *my_stack;

static void note_stack(int sig)
{
	char *here = (char *)&here;

	caught += my_stack && here >= my_stack && here < my_stack + STACK;
}

static void *use_altstack(void *unused)
{
	stack_t stack = { .ss_size = STACK }, old;
	int was_off;

	sigaltstack(NULL, &old);
	was_off = old.ss_flags == SS_DISABLE;
	stack.ss_sp = my_stack = malloc(STACK);
	sigaltstack(&stack, NULL);
	pthread_kill(pthread_self(), SIGUSR2);
	sched_yield();
	stack.ss_flags = SS_DISABLE;
	sigaltstack(&stack, NULL);
	free(my_stack);
	return (void *)(long)was_off;
}

static void test_altstacks(void)
{
	struct sigaction action = { .sa_handler = note_stack, .sa_flags = SA_ONSTACK };
	pthread_t threads[4];
	long fresh = 0;

	sigaction(SIGUSR2, &action, NULL);
	caught = 0;
	for (int i = 0; i < 4; i++) {
		void *result;

		pthread_create(&threads[i], NULL, use_altstack, NULL);
		pthread_join(threads[i], &result);
		fresh += (long)result;
	}
	EQ(fresh, 4, "a thread starts without an alternate stack");
	EQ(caught, 4, "each handler runs on its thread's");
}

/* --- stop and continue ------------------------------------------------------------ */

static volatile long *shared;

static void *count(void *n)
{
	for (;;)
		shared[(intptr_t)n]++;
	return NULL;
}

/* In a process group whose leader has its parent in another: it may be stopped by SIGTSTP. */
static void count_for_ever(void)
{
	pthread_t thread;

	setpgid(0, 0);
	pthread_create(&thread, NULL, count, (void *)1);
	pthread_create(&thread, NULL, count, (void *)2);
	shared[0] = 1;
	for (;;)
		pause();
}

static pid_t start_counting(void)
{
	pid_t child;

	shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		      0);
	child = fork();
	if (child == 0)
		count_for_ever();
	while (!shared[0] || !shared[1] || !shared[2])
		usleep(1000);
	return child;
}

static int all_in_state(pid_t pid, char state)
{
	for (int i = 0; i < 3; i++)
		if (thread_state(pid + i) != state)
			return 0;
	return 1;
}

/* How many of the threads count? */
static int advances(void)
{
	long a = shared[1], b = shared[2];

	usleep(60000);
	return (shared[1] != a) + (shared[2] != b);
}

/* Until both do; a test that waits in vain is ended by its timeout. */
static void wait_until_both_advance(void)
{
	long a = shared[1], b = shared[2];

	while (shared[1] == a || shared[2] == b)
		usleep(1000);
}

static void test_stop(void)
{
	pid_t child = start_counting();
	int status;

	kill(child, SIGSTOP);
	EQ(waitpid(child, &status, WUNTRACED), child, "a stop is reported");
	OK(WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP, "as a stop");
	OK(all_in_state(child, 'T'), "when every thread has stopped");
	EQ(advances(), 0, "nothing moves");
	EQ(waitpid(child, &status, WUNTRACED | WNOHANG), 0, "it is reported once");
	kill(child, SIGUSR1);
	EQ(advances(), 0, "another signal does not wake it");
	kill(child, SIGCONT);
	EQ(waitpid(child, &status, WCONTINUED), child, "SIGCONT is reported");
	OK(WIFCONTINUED(status), "as that");
	wait_until_both_advance();
	OK(1, "all go on");
	sys(SYS_tgkill, child, child + 2, SIGSTOP);
	EQ(waitpid(child, &status, WUNTRACED), child, "a stop by one thread");
	OK(WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP && all_in_state(child, 'T'),
	   "stops all");
	kill(child, SIGKILL);
	EQ(waitpid(child, &status, 0), child, "stopped threads are killed");
	OK(killed_by(status, SIGKILL), "by SIGKILL");
}

/* Does waitid(2) have this to report of the child, and nothing else? code 0: nothing. */
static int reports(pid_t child, int code, int sig, int options)
{
	siginfo_t info = { .si_code = 0 };

	if (waitid(P_PID, child, &info, WSTOPPED | WCONTINUED | options))
		return 0;
	if (!code)
		return !info.si_pid;
	return info.si_pid == child && info.si_signo == SIGCHLD && info.si_code == code &&
	       info.si_status == sig;
}

static void test_stop_by_key(void)
{
	pid_t child = start_counting();
	int status;

	kill(child, SIGTSTP);
	OK(reports(child, CLD_STOPPED, SIGTSTP, WNOWAIT),
	   "SIGTSTP is reported by waitid");
	OK(all_in_state(child, 'T'), "when every thread has stopped");
	EQ(waitpid(child, &status, WNOHANG), 0, "not to who waits for ends only");
	OK(reports(child, CLD_STOPPED, SIGTSTP, 0), "once more, for WNOWAIT left it");
	kill(child, SIGTSTP);
	OK(reports(child, 0, 0, WNOHANG), "but who is stopped does not stop again");
	EQ(advances(), 0, "nothing moves");
	kill(child, SIGCONT);
	OK(reports(child, CLD_CONTINUED, SIGCONT, WNOWAIT), "SIGCONT is reported");
	EQ(waitpid(child, &status, WCONTINUED), child, "to wait4 as well");
	OK(WIFCONTINUED(status), "as that");
	wait_until_both_advance();
	kill(child, SIGCONT);
	OK(reports(child, 0, 0, WNOHANG), "who runs does not go on once more");
	kill(child, SIGSTOP);
	kill(child, SIGCONT);
	wait_until_both_advance();
	OK(1, "a stop that is taken back holds nobody");
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	OK(killed_by(status, SIGKILL), "and its end is all that is left to report");
}

/* --- death ------------------------------------------------------------------------ */

static void *kill_own_thread(void *sig)
{
	pthread_kill(pthread_self(), (int)(intptr_t)sig);
	for (;;)
		pause();
	return NULL;
}

static int die_by_thread(void *sig)
{
	pthread_t thread;

	pthread_create(&thread, NULL, kill_own_thread, sig);
	for (;;)
		pause();
	return 0;
}

static int survive_ignored(void *unused)
{
	pthread_t thread;

	signal(SIGTERM, SIG_IGN);
	pthread_create(&thread, NULL, kill_own_thread, (void *)SIGTERM);
	kill(getpid(), SIGTERM);
	usleep(20000);
	return 12;
}

static void test_death(void)
{
	OK(killed_by(in_child(die_by_thread, (void *)SIGTERM), SIGTERM),
	   "a signal to a thread that kills, kills all");
	OK(killed_by(in_child(die_by_thread, (void *)SIGABRT), SIGABRT), "any that does");
	OK(exited_with(in_child(survive_ignored, NULL), 12), "ignored by one is by all");
}

int main(void)
{
	test_targets();
	test_retarget();
	test_inherit();
	test_altstacks();
	test_stop();
	test_stop_by_key();
	test_death();
	return tap_done();
}
