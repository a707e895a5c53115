/*
 * include/uapi/asm/ioctls.h - the requests that a terminal answers (tty_ioctl(2))
 */
#ifndef _ASM_IOCTLS_H
#define _ASM_IOCTLS_H

#define TCGETS 0x5401  /* get struct termios */
#define TCSETS 0x5402  /* set it now */
#define TCSETSW 0x5403 /* ... when the output has drained */
#define TCSETSF 0x5404 /* ... and drop the input that was not read */
#define TCSBRK 0x5409  /* with a non-zero argument: wait for the output (tcdrain) */
#define TCXONC 0x540A
#define TCFLSH 0x540B    /* drop input (0), output (1) or both (2) */
#define TIOCSCTTY 0x540E /* make it the controlling terminal */
#define TIOCGPGRP 0x540F /* the foreground process group */
#define TIOCSPGRP 0x5410
#define TIOCOUTQ 0x5411   /* bytes not yet sent */
#define TIOCGWINSZ 0x5413 /* get struct winsize */
#define TIOCSWINSZ 0x5414
#define FIONREAD 0x541B /* bytes that a read would return */
#define TIOCINQ FIONREAD
#define FIONBIO 0x5421
#define TIOCNOTTY 0x5422 /* give up the controlling terminal */
#define TIOCGSID 0x5429
#define TIOCGPTN 0x80045430   /* the number of a pseudo-terminal */
#define TIOCSPTLCK 0x40045431 /* lock its slave, or let it be opened */
#define TIOCGPTLCK 0x80045439

/* The argument of TCFLSH. */
#define TCIFLUSH 0
#define TCOFLUSH 1
#define TCIOFLUSH 2

#define FIONCLEX 0x5450
#define FIOCLEX 0x5451

#endif
