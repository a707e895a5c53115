/*
 * fs/devfs/internal.h - what the files of this folder share
 */
#ifndef FS_DEVFS_INTERNAL_H
#define FS_DEVFS_INTERNAL_H

int misc_init(void); /* misc.c; boot, once. 0 or -errno */

#endif
