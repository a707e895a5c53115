/*
 * drivers/tty/tty.h - between the parts of the terminal code
 */
#ifndef DRIVERS_TTY_TTY_H
#define DRIVERS_TTY_TTY_H

#include <linux/poll.h>
#include <linux/tty.h>

/* Minor numbers of TTYAUX_MAJOR. */
#define TTY_MINOR 0
#define CONSOLE_MINOR 1
#define PTMX_MINOR 2

/* --- n_tty.c: the line discipline; tty->lock held throughout ---------------------- */

/* Modes and control characters of a terminal that nobody has changed. */
extern const struct termios tty_std_termios;

/*
 * Take characters from the line. Returns the signal that one of them
 * asks for, to be sent to the foreground process group when the lock is dropped; or 0.
 */
int n_tty_receive(struct tty_struct *tty, const u8 *buf, size_t count);

/* How many bytes can be taken now. Without the lock it is a hint. */
size_t n_tty_readable(const struct tty_struct *tty);

/* How many bytes n_tty_receive() can take now without losing one for want of room. */
size_t n_tty_room(const struct tty_struct *tty);

/*
 * Move up to count bytes, of one line or in raw mode of what is there, to buf. Returns
 * how many, and sets *done when the line ended with them.
 */
size_t n_tty_take(struct tty_struct *tty, u8 *buf, size_t count, bool *done);

/* Drop the input. */
void n_tty_flush_input(struct tty_struct *tty);

/* --- n_tty_modes.c: tty->lock held throughout -------------------------------------- */

#define CTRL(letter) ((letter)&0x1f)

/* Tell the other end of a pseudo-terminal: TIOCPKT_*. */
static inline void tty_report(struct tty_struct *tty, u8 what)
{
	if (tty->ops->report)
		tty->ops->report(tty, what);
}

/* Let writers wait, or go on, unless tcflow(3) holds them. */
void n_tty_stop(struct tty_struct *tty, bool stop);

/* Switch to new modes. */
void n_tty_set_termios(struct tty_struct *tty, const struct termios *termios);

/* --- n_tty_output.c: tty->lock held throughout ------------------------------------ */

/* Send bytes to the line, with the output modes applied. */
void n_tty_send(struct tty_struct *tty, const u8 *buf, size_t count);

/* Show a character that was typed, if the modes want it: as itself or as ^X. */
void n_tty_echo(struct tty_struct *tty, u8 c);

/* Where the cursor stands after c was echoed from column. */
unsigned int n_tty_echo_column(const struct tty_struct *tty, unsigned int column, u8 c);

/* Is c the second or a later byte of a UTF-8 character, without a column of its own? */
bool n_tty_is_continuation(const struct tty_struct *tty, u8 c);

/* --- n_tty_io.c: read(2), write(2) and poll(2); may sleep ------------------------- */

ssize_t n_tty_read(struct file *file, char __user *to, size_t count);
ssize_t n_tty_write(struct file *file, const char __user *from, size_t count);
/* From kernel memory: as many of the first bytes as there is room for, at least one. */
ssize_t n_tty_write_some(struct file *file, const u8 *from, size_t count);
__poll_t n_tty_poll(struct file *file, poll_table *table);

/* --- tty.c ------------------------------------------------------------------------ */

/* Send finished output to the line, or, for the console, to all lines. tty->lock held. */
void tty_output(struct tty_struct *tty, const u8 *buf, size_t count);

/* What a terminal's file has as its private_data. */
struct tty_file {
	struct tty_struct *tty; /* [I] */
	unsigned int hangups;   /* [I] the terminal's count when it was opened */
	bool console;           /* [I] /dev/console: no hang-up ends it */
};

static inline struct tty_struct *file_tty(struct file *file)
{
	return ((struct tty_file *)file->private_data)->tty;
}

/* Was the terminal hung up since it was opened? */
static inline bool tty_hung_up_p(struct file *file)
{
	const struct tty_file *tf = file->private_data;

	return !tf->console && READ_ONCE(tf->tty->hangups) != tf->hangups;
}

/* The operations of a terminal's files. */
extern const struct file_operations tty_fops;

/* Let file be one of tty's; the terminal may become that of the caller's session. */
int tty_open_file(struct tty_struct *tty, struct file *file);

/* Begin a terminal's life, without a node. */
void tty_add(struct tty_struct *tty);

/* A character device of the class of terminals. 0 or -errno. */
int tty_make_node(struct cdev *cdev, const struct file_operations *fops, dev_t devt,
		  const char *name);

/* The terminal of a session; or NULL. */
struct tty_struct *tty_of_session(pid_t session);

/* --- tty_jobctrl.c ---------------------------------------------------------------- */

/*
 * May the caller read (SIGTTIN) or change (SIGTTOU) the terminal? Not when its process
 * group is in the background of the terminal's session: the group is sent sig then.
 * => 0; -ERESTARTSYS when the signal was sent; -EIO when it would not stop anybody.
 */
int tty_check_change(struct tty_struct *tty, int sig);

/*
 * TIOCSCTTY: only the leader of a session without a terminal takes one, and only one that
 * is free, or by force. 0 or -EPERM.
 */
long tty_take(struct tty_struct *tty, bool steal);

/* TIOCNOTTY, TIOCGPGRP, TIOCSPGRP, TIOCGSID: -ENOTTY unless it is the session's own. */
long tty_give_up(struct tty_struct *tty);
long tty_get_foreground(struct tty_struct *tty, int __user *to);
long tty_set_foreground(struct tty_struct *tty, const int __user *from);
long tty_get_session(struct tty_struct *tty, int __user *to);

/* --- tty_ioctl.c ------------------------------------------------------------------ */

long tty_do_ioctl(struct tty_struct *tty, unsigned int cmd, unsigned long arg);
long tty_ioctl(struct file *file, unsigned int cmd, unsigned long arg);

#endif
