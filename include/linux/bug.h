/*
 * include/linux/bug.h - when the kernel finds that it is itself wrong
 *
 * BUG() and BUG_ON(): going on would do damage; panics. WARN(), WARN_ON() and the _ONCE
 * forms: say so, with a backtrace, and go on; their value is the condition. None is for
 * mistakes of a user program, a device or a file: those get -errno or a signal.
 */
#ifndef LINUX_BUG_H
#define LINUX_BUG_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/types.h>
#include <asm/bug.h>

#define BUG() __bug(__FILE__, __LINE__, __func__)
#define BUG_ON(condition)                \
	do {                             \
		if (unlikely(condition)) \
			BUG();           \
	} while (0)

#define WARN(condition, format...)                                    \
	({                                                            \
		bool __warn_on = !!(condition);                       \
		if (unlikely(__warn_on))                              \
			__warn(__FILE__, __LINE__, __func__, format); \
		unlikely(__warn_on);                                  \
	})
#define WARN_ON(condition) WARN(condition, NULL)

#define WARN_ONCE(condition, format...)                               \
	({                                                            \
		static bool __warned;                                 \
		bool __warn_once = !!(condition);                     \
		if (unlikely(__warn_once && !__warned)) {             \
			__warned = true;                              \
			__warn(__FILE__, __LINE__, __func__, format); \
		}                                                     \
		unlikely(__warn_once);                                \
	})
#define WARN_ON_ONCE(condition) WARN_ONCE(condition, NULL)

/* Checks that only a debug build (make DEBUG=1) makes; the condition is always compiled. */
#define VM_BUG_ON(condition) BUG_ON(IS_ENABLED(CONFIG_DEBUG) && (condition))
#define VM_WARN_ON(condition) WARN_ON(IS_ENABLED(CONFIG_DEBUG) && (condition))
#define VM_WARN_ON_ONCE(condition) WARN_ON_ONCE(IS_ENABLED(CONFIG_DEBUG) && (condition))

#endif
