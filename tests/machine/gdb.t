#!/usr/bin/env python3
"""`make gdb` in batch: attaches before the first instruction, both kinds of breakpoints hit, and a
backtrace crosses the system-call entry up to the program's main()."""
from harness import Tap, run


def gdb(*commands):
    words = [word for command in commands for word in ("-ex", command)]
    return run(["tools/gdb/start", "-batch", *words], limit=90)


def main():
    tap = Tap()
    result = gdb("info registers rip", "hbreak remap_pfn_range", "continue", "backtrace")
    tap.matches(r"^rip +0xfff0 ", result.out, "stopped at the first instruction")
    tap.matches(
        r"reakpoint 1, remap_pfn_range \(", result.out, "hbreak: hit at remap_pfn_range"
    )
    tap.matches(
        r"^#0 +remap_pfn_range \(vma=0x", result.out, "the backtrace has arguments"
    )
    tap.matches(
        r"^#\d+ .*\bmmap_region \(.* at mm/user/mmap.c:",
        result.out,
        "... and the kernel's files",
    )
    tap.matches(
        r"^#\d+ .*syscall_entry <from ring 3: mmapdemo>",
        result.out,
        "... the system-call entry",
    )
    tap.matches(
        r"^#\d+ .*\bmain \(.* at user/mmapdemo.c:",
        result.out,
        "... and the program's main",
    )

    result = gdb("break remap_pfn_range", "continue", "backtrace 2", "finish", "next")
    tap.matches(
        r"reakpoint 1, remap_pfn_range \(", result.out, "break: hit at remap_pfn_range"
    )
    tap.matches(r"^Value returned is .* = 0", result.out, "finish: it returned 0")

    # An interrupt from the kernel: the timer, in whatever runs then.
    result = gdb("break sched_tick", "continue", "backtrace")
    tap.matches(
        r"^#\d+ .*interrupt_entry", result.out, "a backtrace crosses the interrupt entry"
    )
    tap.done()


main()
