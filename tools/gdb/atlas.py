"""tools/gdb/atlas.py - what GDB learns about Atlas: sourced by `make gdb`

    programs.py      the running program's symbols; ubreak
    unwind.py        backtraces across interrupts, exceptions and system calls
    unwind_libc.py   and through the program's C library
    commands.py      `atlas ps`, maps, walk, page, buddy, kmap; memory.py reads for them
"""
import os
import sys

import gdb

# Code is read from the file: a breakpoint may be set at a high address before paging is on.
# TCG keeps breakpoints by virtual address and writes nothing into memory, so GRUB, which loads
# the kernel later, overwrites none.
for setting in (
    "confirm off",
    "pagination off",
    "trust-readonly-sections on",
    "disassembly-flavor intel",
    "print demangle off",  # NASM's a.b is no C++
    "backtrace past-main off",
):
    gdb.execute(f"set {setting}")

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import kernel  # noqa: E402
import programs  # noqa: E402,F401
import unwind  # noqa: E402,F401
import unwind_libc  # noqa: E402,F401
import commands  # noqa: E402,F401


def load_boot_symbols():
    """Before paging is on, the boot code runs at its physical addresses; `break start32` hits there."""
    top = os.path.dirname(gdb.current_progspace().filename or "")
    first_labels = {"check_cpu": "check_cpu", "entry32": "multiboot2_entry", "entry64": "entry64"}
    for source, label in first_labels.items():
        path, address = f"{top}/boot/{source}.asm.o", kernel.address_of(label)
        if address and os.path.exists(path):
            section = f"-s .head.text {address - kernel.IMAGE:#x}"
            gdb.execute(f"add-symbol-file {path} {section}", to_string=True)


load_boot_symbols()
