/*
 * drivers/video/keyboard.c - a PS/2 keyboard types on the screen's terminal
 *
 * The controller translates the keyboard's codes to set 1: one byte when a key goes down,
 * the same with bit 7 when it comes up; 0xe0 begins a code of two bytes. The layout is
 * that of the United States. Source: IBM PS/2 technical reference, keyboard controller.
 *
 * Locking: none; the state belongs to the interrupt handler, which runs on one CPU at a
 * time.
 */
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/tty.h>

#include "keyboard.h"

#define KBD_IRQ 1
#define KBD_DATA 0x60
#define KBD_STATUS 0x64         /* in */
#define KBD_COMMAND 0x64        /* out */
#define STATUS_OUTPUT_FULL 0x01 /* a byte waits for us */
#define STATUS_INPUT_FULL 0x02  /* ours has not been taken yet */
#define STATUS_FROM_MOUSE 0x20
#define COMMAND_READ_CONFIG 0x20
#define COMMAND_WRITE_CONFIG 0x60
#define CONFIG_IRQ 0x01
#define CONFIG_TRANSLATE 0x40
#define WAIT_LIMIT 10000 /* readings of the status */
#define DRAIN_LIMIT 64   /* bytes */

#define RELEASED 0x80
#define PREFIX 0xe0

#define KEY_LEFT_CTRL 0x1d
#define KEY_LEFT_SHIFT 0x2a
#define KEY_RIGHT_SHIFT 0x36
#define KEY_CAPS_LOCK 0x3a

static struct {
	bool prefix, shift, ctrl, caps;
} kbd;

/* What the keys 0 to 0x39 type, without and with shift; 0: nothing. */
static const char plain[] = "\0\033"
			    "1234567890-=\177\t"
			    "qwertyuiop[]\r\0"
			    "asdfghjkl;'`\0\\"
			    "zxcvbnm,./\0*\0 ";
static const char shifted[] = "\0\033"
			      "!@#$%^&*()_+\177\t"
			      "QWERTYUIOP{}\r\0"
			      "ASDFGHJKL:\"~\0|"
			      "ZXCVBNM<>?\0*\0 ";

/* Keys after the prefix: what a terminal sends for them. */
static const struct {
	u8 code;
	const char *text;
} special_keys[] = {
	{ 0x48, "\033[A" },  { 0x50, "\033[B" },  { 0x4d, "\033[C" },
	{ 0x4b, "\033[D" },  { 0x47, "\033[H" },  { 0x4f, "\033[F" },
	{ 0x49, "\033[5~" }, { 0x51, "\033[6~" }, { 0x52, "\033[2~" },
	{ 0x53, "\033[3~" }, { 0x1c, "\r" },      { 0x35, "/" },
};

static void type_special(struct tty_struct *tty, u8 code)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(special_keys); i++)
		if (special_keys[i].code == code)
			tty_receive(tty, (const u8 *)special_keys[i].text,
				    strlen(special_keys[i].text));
}

static void type_plain(struct tty_struct *tty, u8 code)
{
	bool letter, shift = kbd.shift;
	u8 c;

	if (code >= sizeof(plain) - 1)
		return;
	letter = plain[code] >= 'a' && plain[code] <= 'z';
	if (letter && kbd.caps)
		shift = !shift;
	c = shift ? shifted[code] : plain[code];
	if (kbd.ctrl && c >= '@' && c < 0x7f)
		c &= 0x1f;
	if (c)
		tty_receive(tty, &c, 1);
}

static void handle_code(struct tty_struct *tty, u8 code)
{
	bool prefix = kbd.prefix, down = !(code & RELEASED);

	kbd.prefix = code == PREFIX;
	if (kbd.prefix)
		return;
	switch (code & ~RELEASED) {
	case KEY_LEFT_SHIFT:
	case KEY_RIGHT_SHIFT:
		if (!prefix) /* with it: part of some keys' codes */
			kbd.shift = down;
		return;
	case KEY_LEFT_CTRL: /* with the prefix: the right one */
		kbd.ctrl = down;
		return;
	case KEY_CAPS_LOCK:
		kbd.caps ^= down;
		return;
	}
	if (down && prefix)
		type_special(tty, code);
	else if (down)
		type_plain(tty, code);
}

static irqreturn_t keyboard_interrupt(int irq, void *dev)
{
	u8 status = inb(KBD_STATUS), code;

	if (!(status & STATUS_OUTPUT_FULL))
		return IRQ_HANDLED; /* the one before has fetched it */
	code = inb(KBD_DATA);
	if (!(status & STATUS_FROM_MOUSE))
		handle_code(dev, code);
	return IRQ_HANDLED;
}

/* Wait until the bits of the status that mask selects are value. */
static bool __init wait_status(u8 mask, u8 value)
{
	unsigned int tries = WAIT_LIMIT;

	while ((inb(KBD_STATUS) & mask) != value)
		if (!--tries)
			return false;
	return true;
}

static bool __init controller_command(u8 command)
{
	if (!wait_status(STATUS_INPUT_FULL, 0))
		return false;
	outb(command, KBD_COMMAND);
	return true;
}

/* Is there a controller, and could it be set up? */
static bool __init controller_setup(void)
{
	unsigned int i;
	u8 config;

	if (inb(KBD_STATUS) == 0xff)
		return false;
	for (i = 0; i < DRAIN_LIMIT && (inb(KBD_STATUS) & STATUS_OUTPUT_FULL); i++)
		inb(KBD_DATA);
	if (!controller_command(COMMAND_READ_CONFIG) ||
	    !wait_status(STATUS_OUTPUT_FULL, STATUS_OUTPUT_FULL))
		return false;
	config = inb(KBD_DATA) | CONFIG_IRQ | CONFIG_TRANSLATE;
	if (!controller_command(COMMAND_WRITE_CONFIG) ||
	    !wait_status(STATUS_INPUT_FULL, 0))
		return false;
	outb(config, KBD_DATA);
	return true;
}

int __init keyboard_attach(struct tty_struct *tty)
{
	if (!controller_setup())
		return 0;
	return request_irq(KBD_IRQ, keyboard_interrupt, 0, "keyboard", tty);
}
