/*
 * drivers/tty/tty.h - between the parts of the terminal code
 */
#ifndef DRIVERS_TTY_TTY_H
#define DRIVERS_TTY_TTY_H

#include <linux/poll.h>
#include <linux/tty.h>

/* --- n_tty.c: the line discipline; tty->lock held throughout ---------------------- */

/* Modes and control characters of a terminal that nobody has changed. */
extern const struct termios tty_std_termios;

/*
 * Take characters from the line. Returns the signal that one of them
 * asks for, to be sent to the foreground process group when the lock is dropped; or 0.
 */
int n_tty_receive(struct tty_struct *tty, const u8 *buf, size_t count);

/* Send bytes to the line, with the output modes applied. */
void n_tty_send(struct tty_struct *tty, const u8 *buf, size_t count);

/* How many bytes can be taken now. Without the lock it is a hint. */
size_t n_tty_readable(const struct tty_struct *tty);

/*
 * Move up to count bytes, of one line or in raw mode of what is there, to buf. Returns
 * how many, and sets *done when the line ended with them.
 */
size_t n_tty_take(struct tty_struct *tty, u8 *buf, size_t count, bool *done);

/* Drop the input. */
void n_tty_flush_input(struct tty_struct *tty);

/* Switch to new modes. */
void n_tty_set_termios(struct tty_struct *tty, const struct termios *termios);

/* --- n_tty_io.c: read(2), write(2) and poll(2); may sleep ------------------------- */

ssize_t n_tty_read(struct tty_struct *tty, char __user *to, size_t count, bool nonblock);
ssize_t n_tty_write(struct tty_struct *tty, const char __user *from, size_t count);
__poll_t n_tty_poll(struct tty_struct *tty, struct file *file, poll_table *table);

/* --- tty.c ------------------------------------------------------------------------ */

/* Send finished output to the line, or, for the console, to all lines. tty->lock held. */
void tty_output(struct tty_struct *tty, const u8 *buf, size_t count);

/* --- tty_ioctl.c ------------------------------------------------------------------ */

long tty_ioctl(struct file *file, unsigned int cmd, unsigned long arg);

#endif
