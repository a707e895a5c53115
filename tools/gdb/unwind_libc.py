"""tools/gdb/unwind_libc.py - backtraces through the C library of a user program

musl's functions have neither unwind tables nor frame pointers. Their caller is found as a person would
find it: the first word up the stack that is the address behind a call of the function, or, if there
is none (the function was jumped to), behind any call.
"""
import re

import gdb
import kernel
from gdb.unwinder import Unwinder, register_unwinder

WORDS = 512  # how far up the stack to look
SLOT = 8
CALL = 0xE8  # call rel32: 5 bytes (SDM volume 2A)
CALL_LENGTH = 5


class FrameId:
    def __init__(self, sp, pc):
        self.sp = sp
        self.pc = pc


def function_start(pc):
    """Where the function without debug information begins that pc is in, or None."""
    if gdb.find_pc_line(pc).symtab is not None:
        return None
    symbol = gdb.execute(f"info symbol {pc:#x}", to_string=True)
    found = re.match(r"\S+(?: \+ (\d+))? in section", symbol)
    return pc - int(found[1] or 0) if found else None


def call_target(memory, word):
    """Whom the call just before word calls, or None when there is no call."""
    try:
        code = bytes(memory.read_memory(word - CALL_LENGTH, CALL_LENGTH))
    except gdb.MemoryError:
        return None
    if code[0] != CALL:
        return None
    return word + int.from_bytes(code[1:], "little", signed=True)


def find_return(start, rsp):
    """The stack slot that holds the return address of the function at start, or None."""
    memory = gdb.selected_inferior()
    behind_any_call = None
    for slot in range(rsp, rsp + WORDS * SLOT, SLOT):
        try:
            word = int.from_bytes(bytes(memory.read_memory(slot, SLOT)), "little")
        except gdb.MemoryError:
            break
        target = (
            call_target(memory, word) if CALL_LENGTH < word < kernel.USER_END else None
        )
        if target == start:
            return slot
        if target is not None and behind_any_call is None:
            behind_any_call = slot
    return behind_any_call


class LibraryUnwinder(Unwinder):
    def __init__(self):
        super().__init__("user program's C library")

    def __call__(self, frame):
        pc = int(frame.read_register("rip")) % (1 << 64)
        if not 0 < pc < kernel.USER_END:
            return None
        start = function_start(pc)
        if start is None:
            return None
        slot = find_return(start, int(frame.read_register("rsp")))
        if slot is None:
            return None
        long_type = gdb.lookup_type("unsigned long")
        info = frame.create_unwind_info(FrameId(gdb.Value(slot), gdb.Value(start)))
        address = gdb.Value(slot).cast(long_type.pointer()).dereference()
        info.add_saved_register("rip", address)
        info.add_saved_register("rsp", gdb.Value(slot + SLOT).cast(long_type))
        return info


register_unwinder(None, LibraryUnwinder(), replace=True)
