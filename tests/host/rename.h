/*
 * tests/host/rename.h - lib's functions beside the host's
 *
 * The host tests compile lib/ for the host and link it with the host's C library. What
 * both have gets a prefix here, so that a test calls Atlas's strlen() and never by
 * accident the host's, and so that the sanitizers' own memcpy() stays theirs. Included
 * before everything else (-include).
 */
#ifndef TESTS_HOST_RENAME_H
#define TESTS_HOST_RENAME_H

#define memcpy atlas_memcpy
#define memmove atlas_memmove
#define memset atlas_memset
#define memcmp atlas_memcmp
#define bcmp atlas_bcmp
#define memchr atlas_memchr
#define strlen atlas_strlen
#define strnlen atlas_strnlen
#define strcpy atlas_strcpy
#define strncpy atlas_strncpy
#define strcat atlas_strcat
#define strncat atlas_strncat
#define strlcpy atlas_strlcpy
#define strlcat atlas_strlcat
#define strcmp atlas_strcmp
#define strncmp atlas_strncmp
#define strcasecmp atlas_strcasecmp
#define strncasecmp atlas_strncasecmp
#define strchr atlas_strchr
#define strchrnul atlas_strchrnul
#define strrchr atlas_strrchr
#define strstr atlas_strstr
#define strspn atlas_strspn
#define strcspn atlas_strcspn
#define strpbrk atlas_strpbrk
#define strsep atlas_strsep
#define snprintf atlas_snprintf
#define vsnprintf atlas_vsnprintf
#define sprintf atlas_sprintf
#define vsprintf atlas_vsprintf
#define bsearch atlas_bsearch

#endif
