/*
 * tests/kernel/console_test.c - what a console is given, and when
 *
 * The console here only remembers. It calls itself an early one, so that it is accepted
 * whatever `console=` says.
 */
#include <linux/console.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "ktest.h"

static struct {
	char text[4096];
	unsigned int len;
	bool preemptible; /* seen by any write */
} shown;

static void remember(struct console *con, const char *text, unsigned int len)
{
	len = min(len, (unsigned int)sizeof(shown.text) - 1 - shown.len);
	memcpy(shown.text + shown.len, text, len);
	shown.len += len;
	shown.text[shown.len] = '\0';
	shown.preemptible |= preemptible();
}

static struct console con = { .name = "test", .index = -1, .write = remember };

static void start_watching(short flags)
{
	shown.len = 0;
	shown.text[0] = '\0';
	shown.preemptible = false;
	con.flags = CON_BOOT | flags;
	register_console(&con);
}

/* The text after the next time stamp, or NULL; *at moves behind the stamp. */
static const char *after_stamp(const char **at)
{
	const char *bracket = strchr(*at, ']');

	if (!bracket || bracket[1] != ' ')
		return NULL;
	*at = bracket + 2;
	return *at;
}

KTEST(console, lines_get_a_time_stamp)
{
	const char *at = shown.text;

	start_watching(0);
	printk(KERN_EMERG "# console test: one\n# two\n");
	unregister_console(&con);
	KT_EXPECT(shown.text[0] == '[');
	KT_ASSERT(after_stamp(&at));
	KT_EXPECT(strstarts(at, "# console test: one\n["));
	KT_ASSERT(after_stamp(&at));
	KT_EXPECT(strcmp(at, "# two\n") == 0);
	KT_EXPECT(!shown.preemptible);
}

KTEST(console, a_continued_line_is_one_line)
{
	const char *at = shown.text;

	start_watching(0);
	printk(KERN_EMERG "# console test:");
	pr_cont(" continued");
	pr_cont("\n");
	printk(KERN_EMERG "# not ended");
	printk(KERN_EMERG "# next\n");
	unregister_console(&con);
	KT_ASSERT(after_stamp(&at));
	KT_EXPECT(strstarts(at, "# console test: continued\n["));
	KT_ASSERT(after_stamp(&at));
	KT_EXPECT(strstarts(at, "# not ended\n["));
	KT_ASSERT(after_stamp(&at));
	KT_EXPECT(strcmp(at, "# next\n") == 0);
}

KTEST(console, only_urgent_messages_are_shown)
{
	int level = console_loglevel;

	start_watching(0);
	console_loglevel = LOGLEVEL_WARNING;
	pr_warn("console test: hidden\n");
	pr_err("# console test: shown\n");
	console_loglevel = level;
	unregister_console(&con);
	KT_EXPECT(!strstr(shown.text, "hidden"));
	KT_EXPECT(strstr(shown.text, "shown") != NULL);
}

KTEST(console, raw_text_stays_raw_and_in_order)
{
	start_watching(0);
	printk(KERN_EMERG "# console test: first\n");
	console_write_raw("# raw\n", 6);
	printk(KERN_EMERG "# last\n");
	unregister_console(&con);
	KT_EXPECT(strstr(shown.text, "first\n# raw\n[") != NULL);
	KT_EXPECT(strstr(shown.text, "# last\n") != NULL);
}

KTEST(console, a_newcomer_may_see_what_was)
{
	u64 from;

	printk(KERN_EMERG "# console test: before\n");
	start_watching(0);
	KT_EXPECT_EQ(shown.len, 0);
	from = con.seq;
	unregister_console(&con);
	start_watching(CON_PRINTBUFFER);
	unregister_console(&con);
	KT_EXPECT(shown.len > 0);
	KT_EXPECT(con.seq >= from);
	printk(KERN_EMERG "# console test: after\n");
	KT_EXPECT(!strstr(shown.text, "# console test: after"));
}

/* On the command line of the tests every console= is there; badinput.t has another. */
KTEST(console, none_is_missing)
{
	KT_EXPECT(console_missing() == NULL);
}
