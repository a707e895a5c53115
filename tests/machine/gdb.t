#!/usr/bin/env python3
"""`make gdb` in batch: attaches before the first instruction, both kinds of breakpoints hit, before paging
is on and after; backtraces cross every way into the kernel; the running program has its symbols."""
import re
import subprocess
import time

from harness import ROOT, Tap, run

LIMIT = 120


def gdb(*commands):
    words = [word for command in commands for word in ("-ex", command)]
    return run(["tools/gdb/start", "-batch", *words], limit=LIMIT)


def breakpoints(tap):
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


def boot(tap):
    """From 32-bit code without paging to C at high addresses."""
    result = gdb(
        *("break start32", "hbreak entry64", "break start_kernel"),
        *("continue", "stepi", "continue", "stepi", "continue", "backtrace"),
    )
    tap.matches(r"^Breakpoint 1\.\d, start32 \(", result.out, "break: hit in 32-bit code")
    tap.matches(r"^Breakpoint 2\.\d, entry64 \(", result.out, "hbreak: hit in 64 bits")
    tap.matches(r"^Breakpoint 3, start_kernel \(", result.out, "break: hit in C")
    frames = [line for line in result.out.splitlines() if line.startswith("#")]
    tap.ok(
        frames and " entry64.high (" in frames[-1],
        "the backtrace ends where the kernel began",
        result,
    )


def entries(tap):
    script = "tests/machine/gdb_entries.py"
    result = run(["tools/gdb/start", "-batch", "-x", script], limit=LIMIT)
    tap.matches(
        r"^stepped from ioctl \+ \d+ into syscall_entry, finished into ioctl \+ \d+$",
        result.out,
        "stepi over syscall is in the kernel, finish is in the program again",
    )
    for way, back in (
        ("system call", r"(?!No symbol)\w+"),
        ("page fault from ring 3", r"(?!No symbol)\w+"),
        ("interrupt from ring 3", r"(?!No symbol)\w+"),
        ("page fault from ring 0", "__clear_user"),
    ):
        tap.matches(
            rf"^{way}: \d+ instructions, 0 wrong, then ({back})",
            result.out,
            f"{way}: the backtrace is right at each instruction, symbols are after it",
        )


def programs(tap):
    """Two programs at the same addresses, one after the other."""
    script = "/bin/hello; exec /bin/mmapdemo"
    machine = subprocess.Popen(
        ["tools/vm", "--gdb", "--timeout", str(LIMIT), "--", "/bin/sh", "-c", script],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    attach = re.search(r"gdb -x (\S+) (\S+) -ex '(.*)'", machine.stderr.readline())
    commands = (
        *(attach[3], "ubreak hello _start.leave", "ubreak mmapdemo main"),
        *("continue", "info symbol $pc", "continue", "info symbol $pc", "continue"),
    )
    words = [word for command in commands for word in ("-ex", command)]
    result = run(["gdb", "-q", "-batch", "-x", attach[1], attach[2], *words], limit=LIMIT)
    tap.matches(r"^_start.leave in .*/hello$", result.out, "ubreak: hit, hello has symbols")
    tap.matches(r"^main in section .*/mmapdemo$", result.out, "exec: mmapdemo has its own")
    hits = result.out.count(", main (") + result.out.count(", 0x0000000000401025 in")
    tap.equal(hits, 2, "... and each is hit in its own program, once", result)
    output, _ = machine.communicate(timeout=LIMIT)
    tap.ok(output.endswith("PASS\n"), "the machine runs on to its end", output)


def main():
    tap = Tap()
    breakpoints(tap)
    boot(tap)
    entries(tap)
    programs(tap)
    tap.done()


main()
