/* include/linux/param.h - the tick that programs see, whatever HZ is */
#ifndef LINUX_PARAM_H
#define LINUX_PARAM_H

#define USER_HZ 100 /* times(2), /proc/PID/stat and SIGCHLD count in 1/USER_HZ s */
#define CLOCKS_PER_SEC USER_HZ

#endif
