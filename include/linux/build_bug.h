/*
 * include/linux/build_bug.h - mistakes that the compiler finds
 */
#ifndef LINUX_BUILD_BUG_H
#define LINUX_BUILD_BUG_H

#include <linux/compiler.h>

/* static_assert(condition) or static_assert(condition, "why"). */
#define static_assert(expr, ...) __static_assert(expr, ##__VA_ARGS__, #expr)
#define __static_assert(expr, msg, ...) _Static_assert(expr, msg)

#define BUILD_BUG_ON_MSG(cond, msg) _Static_assert(!(cond), msg)
#define BUILD_BUG_ON(cond) BUILD_BUG_ON_MSG(cond, "BUILD_BUG_ON failed: " #cond)

/* The same inside an expression: 0 of type int, or an error. */
#define BUILD_BUG_ON_ZERO(e) ((int)(sizeof(struct { int : (-!!(e)); })))

#endif
