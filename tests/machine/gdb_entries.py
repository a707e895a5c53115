"""tests/machine/gdb_entries.py - sourced by GDB, for gdb.t: steps through the kernel's entries and exits

At each instruction of the entry code a backtrace is taken, from the label that the CPU jumps to until
the entry code is left. Prints a line for each way in: how many instructions, how many backtraces wrong.
"""
import re

import gdb


def pc():
    return int(gdb.parse_and_eval("$pc")) % (1 << 64)


def run(command):
    return gdb.execute(command, to_string=True)


LOW, HIGH = (
    int(gdb.parse_and_eval(f"(unsigned long)&{name}"))
    for name in ("__entry_text_start", "__entry_text_end")
)


def step():
    """One instruction; a call of C code is let run."""
    asm = gdb.selected_frame().architecture().disassemble(pc())[0]
    if asm["asm"].startswith("call"):
        run(f"tbreak *{pc() + asm['length']:#x}")
        run("continue")
    else:
        run("stepi")


def walk(name, where, pattern):
    """Stops at where, then steps until the entry code is left; each backtrace must match pattern."""
    run("delete")
    gdb.execute(f"hbreak {where}")
    gdb.execute("continue")
    run("delete")
    steps, wrong = 0, []
    while LOW <= pc() < HIGH:
        steps += 1
        backtrace = run("backtrace")
        if not re.search(pattern, backtrace, re.DOTALL) or "corrupt" in backtrace:
            wrong.append(f"{run('x/i $pc')}{backtrace}")
        step()
    print(f"{name}: {steps} instructions, {len(wrong)} wrong, then {place()}")
    print("\n".join(wrong[:3]))


# The code segment of the interrupted code, at so many bytes: 3 is its ring when it is ring 3.
RING_3 = "*(long *)($rsp + {}) & 3"
USER = r"^#0[^\n]*<from ring 3: mmapdemo>((?!\?\?).)*\n#\d+ [^\n]* main \([^\n]*\n$"
COPY = r"^#0((?!\?\?).)*__clear_user[. ]((?!\?\?).)*syscall_entry <from ring 3: [^\n]*\n#[^\n]*\n$"



def place():
    """The function that the machine is in."""
    return run("info symbol $pc").partition(" in section")[0]


def through_syscall():
    """From ring 3 over the syscall instruction, and by finish and by stepping back out."""
    while "syscall" not in run("x/i $pc"):
        run("stepi")
    before = place()
    run("stepi")
    entered = place()
    run("finish")
    print(f"stepped from {before} into {entered}, finished into {place()}")


gdb.execute("ubreak mmapdemo ioctl")
gdb.execute("continue")
through_syscall()
walk("system call", "syscall_entry", USER)
walk("page fault from ring 3", f"vector_14 if {RING_3.format(16)}", USER)
walk("interrupt from ring 3", f"interrupt_entry if {RING_3.format(16)}", USER)
walk("page fault from ring 0", f"vector_14 if !({RING_3.format(16)})", COPY)
