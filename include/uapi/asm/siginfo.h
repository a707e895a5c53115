/*
 * include/uapi/asm/siginfo.h - what a signal says beyond its number
 *
 * The layout is Linux's for x86-64: three ints, a hole of four bytes, then one member
 * of a union chosen by si_code and the signal; 128 bytes in all.
 */
#ifndef _UAPI_ASM_SIGINFO_H
#define _UAPI_ASM_SIGINFO_H

#include <linux/types.h>

#define SI_MAX_SIZE 128

union sigval {
	int sival_int;
	void *sival_ptr;
};
typedef union sigval sigval_t;

union __sifields {
	struct { /* kill(), sigqueue() */
		int _pid;
		unsigned int _uid;
		sigval_t _sigval;
	} _rt;
	struct { /* timer_settime() */
		int _tid;
		int _overrun;
		sigval_t _sigval;
	} _timer;
	struct { /* SIGCHLD */
		int _pid;
		unsigned int _uid;
		int _status;
		long _utime;
		long _stime;
	} _sigchld;
	struct { /* SIGILL, SIGFPE, SIGSEGV, SIGBUS, SIGTRAP */
		void *_addr;
	} _sigfault;
	struct { /* SIGIO */
		long _band;
		int _fd;
	} _sigpoll;
	char _pad[SI_MAX_SIZE - 4 * sizeof(int)];
};

typedef struct siginfo {
	int si_signo;
	int si_errno;
	int si_code;
	int __si_pad;
	union __sifields _sifields;
} siginfo_t;

#define si_pid _sifields._rt._pid
#define si_uid _sifields._rt._uid
#define si_value _sifields._rt._sigval
#define si_int _sifields._rt._sigval.sival_int
#define si_ptr _sifields._rt._sigval.sival_ptr
#define si_tid _sifields._timer._tid
#define si_overrun _sifields._timer._overrun
#define si_status _sifields._sigchld._status
#define si_utime _sifields._sigchld._utime
#define si_stime _sifields._sigchld._stime
#define si_addr _sifields._sigfault._addr
#define si_band _sifields._sigpoll._band
#define si_fd _sifields._sigpoll._fd

/* si_code: who sent it. Codes above 0 are the kernel's and depend on the signal. */
#define SI_USER 0
#define SI_KERNEL 0x80
#define SI_QUEUE -1
#define SI_TIMER -2
#define SI_MESGQ -3
#define SI_ASYNCIO -4
#define SI_SIGIO -5
#define SI_TKILL -6

#define ILL_ILLOPC 1 /* illegal opcode */
#define ILL_ILLOPN 2 /* illegal operand */
#define ILL_ILLADR 3
#define ILL_ILLTRP 4
#define ILL_PRVOPC 5 /* privileged opcode */
#define ILL_PRVREG 6
#define ILL_COPROC 7
#define ILL_BADSTK 8

#define FPE_INTDIV 1 /* integer divide by zero */
#define FPE_INTOVF 2
#define FPE_FLTDIV 3
#define FPE_FLTOVF 4
#define FPE_FLTUND 5
#define FPE_FLTRES 6
#define FPE_FLTINV 7
#define FPE_FLTSUB 8

#define SEGV_MAPERR 1 /* nothing is mapped there */
#define SEGV_ACCERR 2 /* it is mapped, but not for this access */

#define BUS_ADRALN 1 /* unaligned */
#define BUS_ADRERR 2 /* no such physical page: beyond the end of the file */
#define BUS_OBJERR 3

#define TRAP_BRKPT 1
#define TRAP_TRACE 2

#define POLL_IN 1 /* there is something to read */
#define POLL_OUT 2

#define CLD_EXITED 1
#define CLD_KILLED 2
#define CLD_DUMPED 3
#define CLD_TRAPPED 4
#define CLD_STOPPED 5
#define CLD_CONTINUED 6

#endif
