/*
 * include/linux/panic.h - the end
 */
#ifndef LINUX_PANIC_H
#define LINUX_PANIC_H

#include <linux/compiler.h>
#include <linux/types.h>

/*
 * Print "Kernel panic - not syncing: " and the message, the backtrace, and then do what
 * `panic=` says: negative, restart at once; positive, restart after that many seconds;
 * 0, halt. Any context; does not return.
 */
void panic(const char *fmt, ...) __printf(1, 2) __noreturn __cold;

/*
 * The same without a backtrace: for what the person at the machine got wrong (a
 * missing initrd, a broken boot parameter), where the kernel's inside explains nothing.
 */
void halt_on_bad_input(const char *fmt, ...) __printf(1, 2) __noreturn __cold;

/* With `panic_on_warn=1` the end of a report of what is wrong is the end. Any context. */
void check_panic_on_warn(const char *what);

extern int panic_timeout;    /* `panic=` */
extern int oops_in_progress; /* [a] nesting; locks of the console are only tried */

/*
 * The report of an oops begins, and panic() is its end: from here on there is only this
 * CPU, and messages get through whatever is held. Returns on the first CPU that comes here,
 * each time, with irqs off; a second CPU stays for ever. Any context.
 */
void oops_enter(void);

/*
 * [I after boot] What arch knows: restart the machine; stop the other CPUs; let each of
 * those print where it was.
 */
extern void (*panic_restart_hook)(void);
extern void (*panic_stop_cpus_hook)(void);
extern void (*panic_show_cpus_hook)(void);

/* [I after boot] The same: print one line about the running task. Any context. */
extern void (*show_current_task_hook)(void);

#endif
