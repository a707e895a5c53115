/* tests/user/sys_signal_test.c - signals: handlers, masks, siginfo, restart, stop */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <time.h>
#include <ucontext.h>

#include "child.h"
#include "tap.h"
#include "thread_state.h"

static volatile sig_atomic_t count, last_signo, last_code, last_status;
static volatile pid_t last_pid;
static void *volatile last_addr;

static void counter(int sig)
{
	count++;
	last_signo = sig;
}

static void informed(int sig, siginfo_t *info, void *context)
{
	count++;
	last_signo = info->si_signo;
	last_code = info->si_code;
	last_pid = info->si_pid;
	last_status = info->si_status;
}

/* Install @handler for @sig and forget what was counted. */
static void catch (int sig, void (*handler)(int), int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };

	sigaction(sig, &action, NULL);
	count = 0;
}

static void catch_info(int sig, int flags)
{
	struct sigaction action = { .sa_sigaction = informed,
				    .sa_flags = SA_SIGINFO | flags };

	sigaction(sig, &action, NULL);
	count = 0;
}

static void block(int how, int sig)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, sig);
	sigprocmask(how, &set, NULL);
}

static void test_handlers(void)
{
	struct {
		unsigned long handler, flags, restorer, mask;
	} every_flag = { (unsigned long)SIG_IGN, 0xffffffff, 0, 0 };
	struct sigaction old;

	catch (SIGUSR1, counter, 0);
	EQ(kill(getpid(), SIGUSR1), 0, "kill oneself");
	EQ(count, 1, "the handler ran before kill returned");
	EQ(last_signo, SIGUSR1, "with the signal's number");
	EQ(raise(SIGUSR1), 0, "raise");
	EQ(count, 2, "it stays installed");
	EQ(sigaction(SIGUSR1, NULL, &old), 0, "ask for the action");
	OK(old.sa_handler == counter, "it is the handler");

	catch (SIGUSR1, counter, SA_RESETHAND);
	raise(SIGUSR1);
	sigaction(SIGUSR1, NULL, &old);
	OK(count == 1 && old.sa_handler == SIG_DFL, "SA_RESETHAND: once only");

	catch (SIGUSR1, SIG_IGN, 0);
	raise(SIGUSR1);
	EQ(count, 0, "an ignored signal does nothing");

	FAILS(sys(SYS_rt_sigaction, SIGKILL, &old, NULL, 8), EINVAL,
	      "SIGKILL: no handler");
	FAILS(sys(SYS_rt_sigaction, 65, NULL, NULL, 8), EINVAL, "no signal 65");
	FAILS(sys(SYS_rt_sigaction, 0, NULL, NULL, 8), EINVAL, "no signal 0");
	FAILS(sys(SYS_rt_sigaction, SIGUSR1, NULL, NULL, 16), EINVAL, "a wrong set size");
	FAILS(sys(SYS_rt_sigaction, SIGUSR1, 8, NULL, 8), EFAULT, "a bad action pointer");
	sys(SYS_rt_sigaction, SIGUSR1, &every_flag, NULL, 8);
	sys(SYS_rt_sigaction, SIGUSR1, NULL, &every_flag, 8);
	EQ(every_flag.flags, 0xdc000807, "flags that do not exist are not kept");
	signal(SIGUSR1, SIG_DFL);
}

static void test_siginfo(void)
{
	pid_t child;

	catch_info(SIGUSR2, 0);
	kill(getpid(), SIGUSR2);
	OK(last_code == SI_USER && last_pid == getpid(), "kill: SI_USER and the pid");
	sys(SYS_tgkill, getpid(), getpid(), SIGUSR2);
	OK(last_code == SI_TKILL && last_pid == getpid(), "tgkill: SI_TKILL");

	catch_info(SIGCHLD, SA_RESTART);
	child = fork();
	if (!child)
		_exit(5);
	EQ(waitpid(child, NULL, 0), child, "wait is restarted after SIGCHLD");
	OK(count == 1 && last_code == CLD_EXITED && last_pid == child && last_status == 5,
	   "SIGCHLD: who exited, and with what");
	catch_info(SIGCHLD, SA_RESTART);
	child = fork();
	if (!child)
		kill(getpid(), SIGTERM);
	waitpid(child, NULL, 0);
	OK(last_code == CLD_KILLED && last_status == SIGTERM, "SIGCHLD: killed, by what");
	catch (SIGCHLD, SIG_DFL, 0);
}

static void test_masks(void)
{
	sigset_t pending, old;

	catch (SIGUSR1, counter, 0);
	block(SIG_BLOCK, SIGUSR1);
	raise(SIGUSR1);
	raise(SIGUSR1);
	EQ(count, 0, "a blocked signal waits");
	sigpending(&pending);
	EQ(sigismember(&pending, SIGUSR1), 1, "and is pending");
	block(SIG_UNBLOCK, SIGUSR1);
	EQ(count, 1, "and comes, once, when it is unblocked");

	block(SIG_BLOCK, SIGRTMIN);
	catch (SIGRTMIN, counter, 0);
	raise(SIGRTMIN);
	raise(SIGRTMIN);
	block(SIG_UNBLOCK, SIGRTMIN);
	EQ(count, 2, "a real-time signal is counted");

	sigfillset(&pending);
	sigprocmask(SIG_SETMASK, &pending, &old);
	sigprocmask(SIG_SETMASK, &old, &pending);
	OK(!sigismember(&pending, SIGKILL) && !sigismember(&pending, SIGSTOP),
	   "SIGKILL and SIGSTOP cannot be blocked");
	EQ(sigismember(&pending, SIGTERM), 1, "the others can");
	FAILS(sys(SYS_rt_sigprocmask, 77, &pending, NULL, 8), EINVAL, "a bad how");
	FAILS(sys(SYS_rt_sigprocmask, SIG_BLOCK, 8, NULL, 8), EFAULT, "a bad set");
}

static volatile int blocked_inside;

static void look_at_mask(int sig)
{
	sigset_t set;

	sigprocmask(SIG_BLOCK, NULL, &set);
	blocked_inside = sigismember(&set, SIGUSR1) * 1 + sigismember(&set, SIGUSR2) * 2 +
			 sigismember(&set, SIGTERM) * 4;
}

static void test_mask_in_handler(void)
{
	struct sigaction action = { .sa_handler = look_at_mask };
	sigset_t set;

	sigaddset(&action.sa_mask, SIGUSR2);
	sigaction(SIGUSR1, &action, NULL);
	raise(SIGUSR1);
	EQ(blocked_inside, 3, "in the handler: the signal and sa_mask are blocked");
	sigprocmask(SIG_BLOCK, NULL, &set);
	OK(!sigismember(&set, SIGUSR1) && !sigismember(&set, SIGUSR2),
	   "afterwards they are not");
	action.sa_flags = SA_NODEFER;
	sigaction(SIGUSR1, &action, NULL);
	raise(SIGUSR1);
	EQ(blocked_inside, 2, "SA_NODEFER: not the signal itself");
}

static void test_sigsuspend(void)
{
	sigset_t none, set;

	catch (SIGUSR1, counter, 0);
	block(SIG_BLOCK, SIGUSR1);
	raise(SIGUSR1);
	sigemptyset(&none);
	FAILS(sigsuspend(&none), EINTR, "sigsuspend ends by a handler");
	EQ(count, 1, "which ran");
	sigprocmask(SIG_BLOCK, NULL, &set);
	EQ(sigismember(&set, SIGUSR1), 1, "the old mask is back");
	block(SIG_UNBLOCK, SIGUSR1);
}

/* --- frames ----------------------------------------------------------------------- */

static void spoil_registers(int sig)
{
	double x = 1.5;

	__asm__ volatile("movsd %0, %%xmm3\n\txor %%r12, %%r12\n\tfld1"
			 :
			 : "m"(x)
			 : "r12", "xmm3");
	__asm__ volatile("emms");
	count++;
}

static void test_registers(void)
{
	double in = 42.25, out = 0;
	unsigned long r12 = 0;
	long ret;

	catch (SIGUSR1, spoil_registers, 0);
	__asm__ volatile("movsd %[in], %%xmm3\n\t"
			 "mov $0x1234567, %%r12\n\t"
			 "syscall\n\t"
			 "movsd %%xmm3, %[out]\n\t"
			 "mov %%r12, %[r12]"
			 : "=a"(ret), [out] "=m"(out), [r12] "=m"(r12)
			 : "a"(SYS_kill), "D"(getpid()), "S"(SIGUSR1), [in] "m"(in)
			 : "rcx", "r11", "r12", "xmm3", "memory");
	EQ(count, 1, "a handler that changes registers ran");
	EQ(ret, 0, "the result of the call is kept");
	OK(out == 42.25, "and the SSE registers");
	EQ(r12, 0x1234567, "and the general ones");
}

static void skip_instruction(int sig, siginfo_t *info, void *context)
{
	ucontext_t *uc = context;

	last_signo = sig;
	last_code = info->si_code;
	last_addr = info->si_addr;
	uc->uc_mcontext.gregs[REG_RIP] += 2; /* ud2 is two bytes long */
}

static void test_context(void)
{
	struct sigaction action = { .sa_sigaction = skip_instruction,
				    .sa_flags = SA_SIGINFO };

	sigaction(SIGILL, &action, NULL);
	__asm__ volatile("ud2");
	EQ(last_signo, SIGILL, "ud2 is SIGILL; the handler steps over it");
	EQ(last_code, ILL_ILLOPN, "ILL_ILLOPN");
	OK(last_addr != NULL, "with the instruction's address");
}

static char *page;

/* Make the page that was touched accessible, and let the instruction try again. */
static void open_page(int sig, siginfo_t *info, void *context)
{
	ucontext_t *uc = context;

	count++;
	last_code = info->si_code;
	last_addr = info->si_addr;
	last_status = uc->uc_mcontext.gregs[REG_ERR];
	if ((uintptr_t)uc->uc_mcontext.gregs[REG_CR2] != (uintptr_t)info->si_addr)
		count = 100;
	mprotect(page, 4096, PROT_READ | PROT_WRITE);
}

static void test_fault_handler(void)
{
	struct sigaction action = { .sa_sigaction = open_page, .sa_flags = SA_SIGINFO };

	page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	sigaction(SIGSEGV, &action, NULL);
	count = 0;
	*(volatile char *)(page + 17) = 'x';
	EQ(count, 1, "a write to a read-only page is handled once");
	EQ(last_code, SEGV_ACCERR, "SEGV_ACCERR");
	OK(last_addr == page + 17, "si_addr is the very byte");
	OK(last_status & 2, "the error code says that it was a write");
	EQ(page[17], 'x', "the instruction was tried again");
	munmap(page, 4096);
	signal(SIGSEGV, SIG_DFL);
}

static char alternate[SIGSTKSZ] __attribute__((aligned(16)));
static volatile int on_alternate;

static void where_am_i(int sig)
{
	char here;
	stack_t now;

	on_alternate = &here >= alternate && &here < alternate + sizeof(alternate);
	sigaltstack(NULL, &now);
	last_status = now.ss_flags;
}

static void test_altstack(void)
{
	stack_t stack = { .ss_sp = alternate, .ss_size = sizeof(alternate) }, old;

	EQ(sigaltstack(&stack, &old), 0, "sigaltstack");
	EQ(old.ss_flags, SS_DISABLE, "there was none");
	catch (SIGUSR1, where_am_i, SA_ONSTACK);
	raise(SIGUSR1);
	EQ(on_alternate, 1, "SA_ONSTACK: the handler runs there");
	EQ(last_status, SS_ONSTACK, "and is told so");
	catch (SIGUSR1, where_am_i, 0);
	raise(SIGUSR1);
	EQ(on_alternate, 0, "without it, not");
	stack.ss_size = 100;
	FAILS(sigaltstack(&stack, NULL), ENOMEM, "a stack too small");
	stack.ss_size = sizeof(alternate);
	stack.ss_flags = 0x50;
	FAILS(sigaltstack(&stack, NULL), EINVAL, "a bad flag");
	stack.ss_flags = SS_DISABLE;
	EQ(sigaltstack(&stack, NULL), 0, "and off again");
}

/* --- death ------------------------------------------------------------------------ */

static int die_by(void *arg)
{
	kill(getpid(), (int)(long)arg);
	return 0;
}

static int abort_now(void *arg)
{
	abort();
}

static int overflow_the_stack_in_a_handler(void *arg)
{
	catch (SIGSEGV, counter, 0);
	__asm__ volatile("mov $0x10, %%rsp\n\tpush %%rax" : : : "memory");
	return 0;
}

static int bad_frame(void *arg)
{
	sys(SYS_rt_sigreturn);
	return 0;
}

static void test_death(void)
{
	static const int deadly[] = { SIGHUP,  SIGINT,  SIGKILL, SIGUSR1,
				      SIGPIPE, SIGALRM, SIGTERM, 34 };
	static const int harmless[] = { SIGCHLD, SIGURG, SIGWINCH, SIGCONT };

	for (unsigned int i = 0; i < 8; i++) {
		signal(deadly[i], SIG_DFL);
		OK(killed_by(in_child(die_by, (void *)(long)deadly[i]), deadly[i]),
		   "signal %d kills", deadly[i]);
	}
	for (unsigned int i = 0; i < 4; i++)
		OK(exited_with(in_child(die_by, (void *)(long)harmless[i]), 0),
		   "signal %d does not", harmless[i]);
	OK(killed_by(in_child(abort_now, NULL), SIGABRT), "abort");
	OK(killed_by(in_child(overflow_the_stack_in_a_handler, NULL), SIGSEGV),
	   "no stack for the handler of SIGSEGV");
	OK(killed_by(in_child(bad_frame, NULL), SIGSEGV), "rt_sigreturn without a frame");
	FAILS(kill(getpid(), 65), EINVAL, "kill with signal 65");
	FAILS(kill(999999, SIGTERM), ESRCH, "kill nobody");
	FAILS(kill(-999999, SIGTERM), ESRCH, "kill no group");
	EQ(kill(getpid(), 0), 0, "signal 0: is he there?");
	FAILS(sys(SYS_tgkill, getpid(), -1, SIGTERM), EINVAL, "tgkill: bad tid");
	FAILS(sys(SYS_tgkill, 1, getpid(), 0), ESRCH, "tgkill: not of that process");
}

/* --- system calls that sleep ------------------------------------------------------ */

/* A child that sends us @sig after a while. */
static pid_t send_later(int sig)
{
	pid_t parent = getpid(), child = fork();

	if (!child) {
		wait_for_state(parent, 'S');
		kill(parent, sig);
		_exit(0);
	}
	return child;
}

static void test_interrupted_calls(void)
{
	struct timespec long_time = { 1000, 0 }, rest = { 0, 0 };
	int fds[2], status;
	pid_t child;
	char byte;

	catch (SIGUSR1, counter, 0);
	child = send_later(SIGUSR1);
	FAILS(nanosleep(&long_time, &rest), EINTR, "nanosleep is interrupted");
	/* all of it, where Linux counts the timer's slack too */
	OK(rest.tv_sec >= 900 && rest.tv_sec <= 1000, "and tells what was left");
	waitpid(child, NULL, 0);

	EQ(pipe(fds), 0, "a pipe");
	child = send_later(SIGUSR1);
	FAILS(read(fds[0], &byte, 1), EINTR, "read from an empty pipe is interrupted");
	waitpid(child, NULL, 0);

	catch (SIGUSR1, counter, SA_RESTART);
	child = send_later(SIGUSR1);
	EQ(waitpid(child, &status, 0), child, "SA_RESTART: wait goes on");
	EQ(count, 1, "though the handler ran");

	child = send_later(SIGUSR1);
	FAILS(pause(), EINTR, "pause, whatever SA_RESTART says");
	waitpid(child, NULL, 0);

	signal(SIGPIPE, SIG_IGN);
	close(fds[0]);
	FAILS(write(fds[1], "x", 1), EPIPE, "write to a pipe nobody reads");
	close(fds[1]);
	signal(SIGPIPE, SIG_DFL);
}

/* --- stop and continue ------------------------------------------------------------ */

static void test_stop(void)
{
	int status = 0, go[2];
	pid_t child;

	pipe(go);
	child = fork();
	if (!child) {
		char end;

		close(go[1]);
		raise(SIGSTOP);
		read(go[0], &end, 1); /* until the parent has seen that we go on */
		_exit(9);
	}
	EQ(waitpid(child, &status, WUNTRACED), child, "a child stops itself");
	OK(WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP, "WIFSTOPPED");
	EQ(waitpid(child, &status, WUNTRACED | WNOHANG), 0, "it is reported once");
	kill(child, SIGCONT);
	EQ(waitpid(child, &status, WCONTINUED), child, "it goes on");
	OK(WIFCONTINUED(status), "WIFCONTINUED");
	close(go[0]);
	close(go[1]);
	EQ(waitpid(child, &status, 0), child, "and ends");
	OK(exited_with(status, 9), "as it wanted");

	child = fork();
	if (!child) {
		raise(SIGSTOP);
		_exit(9);
	}
	waitpid(child, &status, WUNTRACED);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	OK(killed_by(status, SIGKILL), "SIGKILL ends a stopped process");
}

/* --- children that nobody waits for ----------------------------------------------- */

static void test_autoreap(void)
{
	pid_t child;

	signal(SIGCHLD, SIG_IGN);
	child = fork();
	if (!child)
		_exit(1);
	FAILS(waitpid(child, NULL, 0), ECHILD, "SIGCHLD ignored: the child is reaped");
	signal(SIGCHLD, SIG_DFL);
}

/* --- across fork and exec --------------------------------------------------------- */

static int inherits(void *arg)
{
	struct sigaction action;
	sigset_t set;

	sigprocmask(SIG_BLOCK, NULL, &set);
	sigaction(SIGUSR2, NULL, &action);
	sigpending(&set);
	return action.sa_handler == counter && !sigismember(&set, SIGUSR1) ? 0 : 1;
}

static void test_fork(void)
{
	catch (SIGUSR2, counter, 0);
	block(SIG_BLOCK, SIGUSR1);
	raise(SIGUSR1);
	OK(exited_with(in_child(inherits, NULL), 0),
	   "a child has the actions and the mask, not what is pending");
	catch (SIGUSR1, counter, 0);
	block(SIG_UNBLOCK, SIGUSR1);
}

int main(void)
{
	test_handlers();
	test_siginfo();
	test_masks();
	test_mask_in_handler();
	test_sigsuspend();
	test_registers();
	test_context();
	test_fault_handler();
	test_altstack();
	test_death();
	test_interrupted_calls();
	test_stop();
	test_autoreap();
	test_fork();
	return tap_done();
}
