/*
 * include/uapi/asm/ioctls.h - the requests that a terminal answers (tty_ioctl(2))
 */
#ifndef _ASM_IOCTLS_H
#define _ASM_IOCTLS_H

#define TCGETS 0x5401  /* get struct termios */
#define TCSETS 0x5402  /* set it now */
#define TCSETSW 0x5403 /* ... when the output has drained */
#define TCSETSF 0x5404 /* ... and drop the input that was not read */
#define TCGETA 0x5405  /* the same with struct termio */
#define TCSETA 0x5406
#define TCSETAW 0x5407
#define TCSETAF 0x5408
#define TCSBRK 0x5409 /* with a non-zero argument: wait for the output (tcdrain) */
#define TCXONC 0x540A /* stop output (0), go on (1), send the character for it (2, 3) */
#define TCFLSH 0x540B /* drop input (0), output (1) or both (2) */
#define TIOCSCTTY 0x540E /* make it the controlling terminal */
#define TIOCGPGRP 0x540F /* the foreground process group */
#define TIOCSPGRP 0x5410
#define TIOCOUTQ 0x5411   /* bytes not yet sent */
#define TIOCGWINSZ 0x5413 /* get struct winsize */
#define TIOCSWINSZ 0x5414
#define FIONREAD 0x541B /* bytes that a read would return */
#define TIOCINQ FIONREAD
#define TIOCPKT 0x5420 /* packet mode of a pseudo-terminal's master */
#define FIONBIO 0x5421
#define TIOCNOTTY 0x5422 /* give up the controlling terminal */
#define TIOCSETD 0x5423  /* the line discipline's number */
#define TIOCGETD 0x5424
#define TCSBRKP 0x5425 /* a break; nothing on a line without one */
#define TIOCSBRK 0x5427
#define TIOCCBRK 0x5428
#define TIOCGSID 0x5429
#define TIOCGPTN 0x80045430   /* the number of a pseudo-terminal */
#define TIOCSPTLCK 0x40045431 /* lock its slave, or let it be opened */
#define TIOCVHANGUP 0x5437    /* whoever has it open loses it */
#define TIOCGPKT 0x80045438
#define TIOCGPTLCK 0x80045439
#define TIOCGPTPEER 0x5441 /* open the slave with these flags: a descriptor */

/* The argument of TCFLSH. */
#define TCIFLUSH 0
#define TCOFLUSH 1
#define TCIOFLUSH 2

/* The argument of TCXONC. */
#define TCOOFF 0
#define TCOON 1
#define TCIOFF 2
#define TCION 3

/* What a master in packet mode reads before data, or alone: what happened to the slave. */
#define TIOCPKT_DATA 0
#define TIOCPKT_FLUSHREAD 1
#define TIOCPKT_FLUSHWRITE 2
#define TIOCPKT_STOP 4
#define TIOCPKT_START 8
#define TIOCPKT_NOSTOP 16 /* ^S and ^Q are characters like others */
#define TIOCPKT_DOSTOP 32
#define TIOCPKT_IOCTL 64 /* modes were set with EXTPROC */

#define FIONCLEX 0x5450
#define FIOCLEX 0x5451
#define FIOASYNC 0x5452 /* O_ASYNC on or off */

#endif
