/*
 * include/linux/major.h - the major numbers that Linux has given out for good
 */
#ifndef LINUX_MAJOR_H
#define LINUX_MAJOR_H

#define UNNAMED_MAJOR 0 /* file systems without a device */
#define MEM_MAJOR 1
#define TTY_MAJOR 4
#define TTYAUX_MAJOR 5
#define MISC_MAJOR 10
#define UNIX98_PTY_SLAVE_MAJOR 136

#endif
