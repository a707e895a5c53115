/*
 * drivers/video/screen.c - the screen: console messages and /dev/tty0
 *
 *	text --> vt.c --> cells --> what differs from what is shown --> display
 *
 * Drawing a cell is slow, and scrolling changes nearly all of them; so a write changes
 * the cells in memory, and a thread draws, 25 times a second, those that look different
 * from what is shown. It polls: who prints may hold locks that waking it would need. A
 * kernel that is going down draws at once.
 *
 * Locking: screen.lock orders writers: kernel messages and the terminal share the
 * screen. Taken with interrupts off, inside tty->lock; nothing is taken inside it. The
 * last words of a panic do not wait for it.
 */
#include <linux/console.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/major.h>
#include <linux/module.h>
#include <linux/panic.h>
#include <linux/spinlock.h>
#include <linux/tty.h>
#include <linux/vmalloc.h>

#include "display.h"
#include "keyboard.h"
#include "vt.h"

#define REFRESH_RATE 25 /* times a second */

static struct {
	spinlock_t lock;
	const struct display *display; /* [I] */
	struct vt vt;                  /* [lock] */
	u16 *shown;                    /* [lock] what each cell of the display shows */
	bool dirty;                    /* [lock] something may have changed */
} screen = { .lock = __SPIN_LOCK_UNLOCKED(screen.lock) };

/* The cursor is a cell with its colours exchanged. */
static u16 cell_to_show(unsigned int row, unsigned int col)
{
	const struct vt *vt = &screen.vt;
	u16 cell = vt->cells[row * vt->cols + col];

	if (vt->cursor_hidden || row != vt->row || col != min(vt->col, vt->cols - 1))
		return cell;
	return (cell & 0x00ff) | (cell & 0x0f00) << 4 | (cell & 0xf000) >> 4;
}

/* Draw what has changed in one row. lock held. */
static void refresh_row(unsigned int row)
{
	u16 *shown = screen.shown + row * screen.vt.cols;
	unsigned int col;

	for (col = 0; col < screen.vt.cols; col++) {
		u16 cell = cell_to_show(row, col);

		if (shown[col] == cell)
			continue;
		shown[col] = cell;
		screen.display->draw(row, col, cell);
	}
}

/* Draw what has changed, with interrupts off for one row at a time. */
static void refresh(void)
{
	unsigned long flags;
	unsigned int row;

	for (row = 0; row < screen.vt.rows; row++) {
		spin_lock_irqsave(&screen.lock, flags);
		refresh_row(row);
		spin_unlock_irqrestore(&screen.lock, flags);
	}
}

static int screen_thread(void *unused)
{
	while (!kthread_should_stop()) {
		if (READ_ONCE(screen.dirty)) {
			WRITE_ONCE(screen.dirty, false);
			refresh();
		}
		schedule_timeout_interruptible(HZ / REFRESH_RATE);
	}
	return 0;
}

/* Take text; a line feed alone, as kernel messages have it, begins a line if newline. */
static void screen_write(const u8 *text, size_t count, bool newline)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (newline && text[i] == '\n')
			vt_write(&screen.vt, (const u8 *)"\r", 1);
		vt_write(&screen.vt, text + i, 1);
	}
	WRITE_ONCE(screen.dirty, true);
}

static void screen_tty_write(struct tty_struct *tty, const u8 *buf, size_t count)
{
	unsigned long flags;

	spin_lock_irqsave(&screen.lock, flags);
	screen_write(buf, count, false);
	spin_unlock_irqrestore(&screen.lock, flags);
}

/* In an oops the lock may be held by who will never run again. */
static void screen_console_last_words(const u8 *text, unsigned int len)
{
	bool locked = spin_trylock(&screen.lock);
	unsigned int row;

	screen_write(text, len, true);
	for (row = 0; row < screen.vt.rows; row++)
		refresh_row(row);
	if (locked)
		spin_unlock(&screen.lock);
}

static void screen_console_write(struct console *con, const char *text, unsigned int len)
{
	unsigned long flags;

	if (oops_in_progress) {
		screen_console_last_words((const u8 *)text, len);
		return;
	}
	spin_lock_irqsave(&screen.lock, flags);
	screen_write((const u8 *)text, len, true);
	spin_unlock_irqrestore(&screen.lock, flags);
}

static struct console screen_console = {
	.name = "tty",
	.index = 0,
	.flags = CON_PRINTBUFFER,
	.write = screen_console_write,
};

static const struct tty_operations screen_tty_ops = {
	.write = screen_tty_write,
};

static struct tty_struct screen_tty = {
	.name = "tty0",
	.ops = &screen_tty_ops,
	.console = &screen_console,
};

/* Two pictures of the screen: the wanted, and the shown, which is unknown yet. */
static int __init make_cells(const struct display *display)
{
	unsigned int i, count = display->rows * display->cols;
	u16 *cells = vmalloc(2 * count * sizeof(*cells));

	if (!cells)
		return -ENOMEM;
	vt_init(&screen.vt, cells, display->rows, display->cols);
	screen.shown = cells + count;
	for (i = 0; i < count; i++)
		screen.shown[i] = 0;
	screen.display = display;
	return 0;
}

static int __init screen_init(void)
{
	const struct display *display = framebuffer_probe();
	struct task_struct *thread;
	int err;

	if (!display)
		display = vga_text_probe();
	if (!display)
		return 0;
	err = make_cells(display);
	if (err)
		return err;
	thread = kthread_run(screen_thread, NULL, "screen");
	if (IS_ERR(thread))
		return PTR_ERR(thread);
	register_console(&screen_console); /* refused if console= names others: fine */
	screen_tty.winsize.ws_row = display->rows;
	screen_tty.winsize.ws_col = display->cols;
	err = tty_register(&screen_tty, TTY_MAJOR, 0);
	return err ? err : keyboard_attach(&screen_tty);
}
module_init(screen_init);
