/*
 * include/linux/kmsg.h - reading the kernel's log (core/base/printk.c)
 *
 * Every message has a sequence number that never repeats. The oldest ones make room
 * for new ones; a reader that comes too late finds out from the number it gets.
 */
#ifndef LINUX_KMSG_H
#define LINUX_KMSG_H

#include <linux/types.h>

/* Bytes of one message, the final newline included; what is longer is cut. */
#define LOG_LINE_MAX 1024
/* Bytes of all that are kept: a boot's messages and some. */
#define LOG_BUF_LEN (1UL << 17)

struct printk_record {
	u64 seq;
	u64 ts_nsec; /* of the clock given to printk_set_clock() */
	u8 level;    /* LOGLEVEL_*, and 8 * the facility of syslog(3): 0 is the kernel */
	u8 cpu;
	bool cont;  /* continues the line of the record before it */
	size_t len; /* bytes of text, the final newline included if it has one */
};

/*
 * The record numbered seq, or the oldest later one. Copies min(len, size) bytes of its
 * text to buf. False when there is none yet. Any context.
 */
bool printk_read_record(u64 seq, struct printk_record *record, char *buf, size_t size);

/* Keep and show a message that came from elsewhere; level as above. Any context. */
void printk_store(u8 level, const char *text, size_t len);

/* The number of the oldest record kept, and the one that the next message will get. */
u64 printk_first_seq(void);
u64 printk_next_seq(void);

/* --- drivers/char/kmsg.c: may sleep ------------------------------------------------- */

struct file;
struct poll_table_struct;

/* Until there is a record numbered seq or later. 0; -ERESTARTSYS: a signal came. */
int kmsg_wait(u64 seq);

/* The same for a file's poll(): its caller asks what there is. */
void kmsg_poll_wait(struct file *file, struct poll_table_struct *table);

#endif
