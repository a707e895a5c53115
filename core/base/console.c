/*
 * core/base/console.c - where messages are shown
 *
 * Every console has its own place in the log, the number of the next message to show.
 * Whoever logs a message then tries to become the owner of the consoles. The owner
 * brings all of them up to date; who does not become it leaves the message to the owner,
 * who looks again after letting go. So nobody waits for a slow line while another CPU
 * is at it, and messages come out in order.
 *
 * Locking: the owner, [console lock], is one word that holds a CPU number. It is only
 * tried, but for registering and raw output. In an oops the owner may be the one who
 * died: after a while the consoles are taken from it.
 */
#include <linux/console.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kmsg.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/string.h>
#include <asm/cmpxchg.h>
#include "log.h"

#define NOBODY 0U
#define PATIENCE 10000000 /* tries before an oops takes the consoles: some 10 ms */
#define MAX_NAMED 8
#define NSEC_PER_USEC 1000ULL
#define USEC_PER_SEC 1000000ULL

static struct {
	u32 owner;               /* [a] CPU number + 1, or NOBODY */
	struct console *list;    /* [console lock] in order of registration */
	char text[LOG_LINE_MAX]; /* [console lock] the message being shown */

	/* What `console=` named. [I] after parse_early_param() */
	char named[MAX_NAMED][24];
	unsigned int nr_named;
} consoles;

static u32 self(void)
{
	return (u32)this_cpu_read(cpu_number) + 1;
}

/* Preemption is off. */
static bool try_own(void)
{
	return cmpxchg(&consoles.owner, NOBODY, self()) == NOBODY;
}

/*
 * Own the consoles by all means. Preemption is off. False: this CPU is the owner already,
 * further down its stack.
 */
static bool own(void)
{
	for (unsigned int tries = 0; !try_own(); tries++) {
		if (READ_ONCE(consoles.owner) == self())
			return false;
		if (oops_in_progress && tries >= PATIENCE) {
			WRITE_ONCE(consoles.owner, self());
			break;
		}
		__builtin_ia32_pause();
	}
	return true;
}

/* An oops may have taken them from us. */
static void disown(void)
{
	cmpxchg(&consoles.owner, self(), NOBODY);
}

static void put(struct console *con, const char *text, size_t len)
{
	if (!len)
		return;
	con->write(con, text, (unsigned int)len);
	if (text[len - 1] == '\n')
		con->flags &= ~CON_LINE_OPEN;
	else
		con->flags |= CON_LINE_OPEN;
}

/* The time stamp, "[    1.234567] ". */
static void put_prefix(struct console *con, u64 ts_nsec)
{
	u64 usec = ts_nsec / NSEC_PER_USEC;
	char prefix[32];
	int len = scnprintf(prefix, sizeof(prefix), "[%5llu.%06llu] ",
			    usec / USEC_PER_SEC, usec % USEC_PER_SEC);

	put(con, prefix, (size_t)len);
}

/* Every line of the message gets a time stamp, but for one that continues a line. */
static void show_record(struct console *con, const struct printk_record *record)
{
	const char *text = consoles.text;
	size_t left = min(record->len, sizeof(consoles.text));

	if (!record->cont && (con->flags & CON_LINE_OPEN))
		put(con, "\n", 1);
	while (left) {
		const char *newline = memchr(text, '\n', left);
		size_t len = newline ? (size_t)(newline - text) + 1 : left;

		if (!(con->flags & CON_LINE_OPEN))
			put_prefix(con, record->ts_nsec);
		put(con, text, len);
		text += len;
		left -= len;
	}
}

/* Bring one console up to date. The caller owns the consoles. */
static void catch_up(struct console *con)
{
	struct printk_record record;

	if (!(con->flags & CON_ENABLED))
		return;
	while (printk_read_record(con->seq, &record, consoles.text,
				  sizeof(consoles.text))) {
		con->seq = record.seq + 1;
		if ((record.level & 7) < console_loglevel)
			show_record(con, &record);
	}
}

static void catch_up_all(void)
{
	for (struct console *con = consoles.list; con; con = con->next)
		catch_up(con);
}

/* Has any console something left to show? Without the lock: a hint. */
static bool pending(void)
{
	u64 next = printk_next_seq();

	for (struct console *con = READ_ONCE(consoles.list); con;
	     con = READ_ONCE(con->next)) {
		if ((con->flags & CON_ENABLED) && READ_ONCE(con->seq) < next)
			return true;
	}
	return false;
}

/* An NMI may have interrupted who holds a console's own lock. */
void console_flush(void)
{
	while (pending() && (!in_nmi() || oops_in_progress)) {
		bool mine;

		preempt_disable();
		mine = oops_in_progress ? own() : try_own();
		if (mine) {
			catch_up_all();
			disown();
		}
		preempt_enable();
		if (!mine)
			return;
	}
}

void console_flush_on_panic(void)
{
	preempt_disable();
	own();
	catch_up_all();
	disown();
	preempt_enable();
}

void console_write_raw(const char *text, unsigned int len)
{
	bool mine;

	preempt_disable();
	mine = own();
	if (mine)
		catch_up_all();
	for (struct console *con = consoles.list; con; con = con->next) {
		if (con->flags & CON_ENABLED)
			put(con, text, len);
	}
	if (mine)
		disown();
	preempt_enable();
}

/* Is name, of `console=`, the name of con? */
static bool is_named(const struct console *con, const char *name)
{
	char own_name[24];

	if (con->index < 0)
		return strcmp(con->name, name) == 0;
	snprintf(own_name, sizeof(own_name), "%s%d", con->name, con->index);
	return strcmp(own_name, name) == 0;
}

/* Does `console=` name it? Without any `console=`, all are wanted. */
static bool is_wanted(const struct console *con)
{
	for (unsigned int i = 0; i < consoles.nr_named; i++) {
		if (is_named(con, consoles.named[i]))
			return true;
	}
	return !consoles.nr_named;
}

static bool is_registered(const char *name)
{
	for (struct console *con = READ_ONCE(consoles.list); con;
	     con = READ_ONCE(con->next)) {
		if (!(con->flags & CON_BOOT) && is_named(con, name))
			return true;
	}
	return false;
}

const char *console_missing(void)
{
	for (unsigned int i = 0; i < consoles.nr_named; i++) {
		if (!is_registered(consoles.named[i]))
			return consoles.named[i];
	}
	return NULL;
}

static bool same_name(const struct console *a, const struct console *b)
{
	return a->index == b->index && strcmp(a->name, b->name) == 0;
}

/* Take con off the list. The caller owns the consoles. */
static void unlink_console(struct console *con)
{
	struct console **link = &consoles.list;

	while (*link && *link != con)
		link = &(*link)->next;
	if (*link)
		WRITE_ONCE(*link, con->next);
	con->flags &= ~CON_ENABLED;
}

/* The early consoles that new, a real one, makes superfluous; it goes on where they were. */
static void replace_boot_consoles(struct console *new)
{
	struct console *con, *next;

	for (con = consoles.list; con; con = next) {
		next = con->next;
		if (!(con->flags & CON_BOOT))
			continue;
		catch_up(con);
		if (same_name(con, new)) {
			new->seq = con->seq;
			new->flags |= con->flags &CON_LINE_OPEN;
			unlink_console(con);
		} else if (!is_wanted(con)) {
			unlink_console(con);
		}
	}
}

int register_console(struct console *con)
{
	struct console **link = &consoles.list;
	bool mine;

	if (!(con->flags & CON_BOOT) && !is_wanted(con))
		return -ENODEV;
	preempt_disable();
	mine = own();
	con->seq = con->flags & CON_PRINTBUFFER ? printk_first_seq() : printk_next_seq();
	if (!(con->flags & CON_BOOT))
		replace_boot_consoles(con);
	con->flags |= CON_ENABLED;
	con->next = NULL;
	while (*link)
		link = &(*link)->next;
	WRITE_ONCE(*link, con);
	if (mine)
		disown();
	preempt_enable();
	console_flush();
	return 0;
}

void unregister_console(struct console *con)
{
	bool mine;

	preempt_disable();
	mine = own();
	catch_up(con);
	unlink_console(con);
	if (mine)
		disown();
	preempt_enable();
}

/* "ttyS0,115200": what follows the comma is for the line, whose speed Atlas fixes. */
static int __init console_setup(char *value)
{
	size_t len;

	if (!value || !*value)
		return -EINVAL;
	len = strcspn(value, ",");
	if (len == 0 || len >= sizeof(consoles.named[0]) ||
	    consoles.nr_named == MAX_NAMED)
		return -EINVAL;
	strscpy(consoles.named[consoles.nr_named++], value, len + 1);
	return 0;
}
early_param("console", console_setup, "the name of a console, such as ttyS0 or tty0");
