/*
 * include/linux/kern_levels.h - how urgent a message is: two bytes at its beginning
 */
#ifndef LINUX_KERN_LEVELS_H
#define LINUX_KERN_LEVELS_H

#define KERN_SOH "\001" /* start of a header */
#define KERN_SOH_ASCII '\001'

#define KERN_EMERG KERN_SOH "0"   /* the system is unusable */
#define KERN_ALERT KERN_SOH "1"   /* action must be taken at once */
#define KERN_CRIT KERN_SOH "2"    /* critical conditions */
#define KERN_ERR KERN_SOH "3"     /* errors */
#define KERN_WARNING KERN_SOH "4" /* warnings */
#define KERN_NOTICE KERN_SOH "5"  /* normal but significant */
#define KERN_INFO KERN_SOH "6"    /* informational */
#define KERN_DEBUG KERN_SOH "7"   /* for whoever debugs */
#define KERN_DEFAULT ""           /* no level: a warning */
#define KERN_CONT KERN_SOH "c"    /* continues the line before */

#define LOGLEVEL_EMERG 0
#define LOGLEVEL_ALERT 1
#define LOGLEVEL_CRIT 2
#define LOGLEVEL_ERR 3
#define LOGLEVEL_WARNING 4
#define LOGLEVEL_NOTICE 5
#define LOGLEVEL_INFO 6
#define LOGLEVEL_DEBUG 7

#endif
