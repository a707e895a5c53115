/*
 * include/uapi/linux/limits.h - sizes that a program may rely on
 */
#ifndef _UAPI_LINUX_LIMITS_H
#define _UAPI_LINUX_LIMITS_H

#define NR_OPEN 1024
#define NGROUPS_MAX 65536 /* supplementary group ids */
#define ARG_MAX 131072    /* bytes of argv and envp */
#define LINK_MAX 127
#define MAX_CANON 255
#define MAX_INPUT 255
#define NAME_MAX 255  /* bytes in a file name, without the NUL */
#define PATH_MAX 4096 /* bytes in a path name, with the NUL */
#define PIPE_BUF 4096 /* bytes that a write to a pipe takes at once */

#endif
