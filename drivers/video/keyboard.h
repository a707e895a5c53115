/*
 * drivers/video/keyboard.h - the keyboard that belongs to the screen
 */
#ifndef DRIVERS_VIDEO_KEYBOARD_H
#define DRIVERS_VIDEO_KEYBOARD_H

struct tty_struct;

/*
 * From now on the PS/2 keyboard, if there is one, types on tty, which is registered.
 * Boot, once. 0 (no keyboard is no error) or request_irq()'s error.
 */
int keyboard_attach(struct tty_struct *tty);

#endif
