"""tools/gdb/unwind.py - backtraces across interrupts, exceptions and system calls

The entry code (arch/entry.asm, syscall.asm, ist.asm) is assembly without unwind tables. Where the
interrupted registers are follows from where it stands:

    after `lea rbp, [rsp + 1]`      struct pt_regs is at rsp: tools/build/entry-frame.asm tells GDB
    before it                       the CPU's frame is above what was pushed since the label
    after the first pop             struct pt_regs began below rsp, by as much as was popped
    rsp still, or again, the user's rcx is the user's rip: the edges of syscall and sysret

Pushes and pops are counted by disassembling from the routine's label to the program counter.
"""
import re

import gdb
import kernel
from gdb.FrameDecorator import FrameDecorator
from gdb.unwinder import Unwinder, register_unwinder

# struct pt_regs (include/asm/ptrace.h), as GDB calls the registers, from low to high.
PT_REGS = (
    "r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss"
).split()
SLOT = 8
FRAME = PT_REGS.index("rip") * SLOT  # the part that the CPU pushes
PUSHED = 15  # general registers

# What lies below the CPU's frame when a routine begins, in slots.
PUSHED_BEFORE = {"exception_entry": 2, "ist_entry": 2, "interrupt_entry": 1}
VECTORS_WITH_ERROR_CODE = {8, 10, 11, 12, 13, 14, 17, 21, 29, 30}
EXITS = {"restore_user", "restore_kernel", "syscall_return"}
FOUR_BYTES = {"cs", "ss", "eflags"}


class FrameId:
    def __init__(self, sp, pc):
        self.sp = sp
        self.pc = pc


def routine_at(pc):
    """(name, address) of the routine that pc is in; NASM's local labels (a.b) belong to a."""
    symbol = gdb.execute(f"info symbol {pc:#x}", to_string=True)
    found = re.match(r"([\w.]+)", symbol)
    if not found or symbol.startswith("No symbol"):
        return None, None
    name = found[1].partition(".")[0]
    return name, kernel.address_of(name)


def instructions(start, pc):
    """The instructions from start up to, without, the one at pc."""
    if start == pc:
        return []
    architecture = gdb.selected_inferior().architecture()
    return [line["asm"] for line in architecture.disassemble(start, pc - 1)]


def count(asm, mnemonic):
    return sum(line.split()[0].startswith(mnemonic) for line in asm)


def read_word(address):
    memory = gdb.selected_inferior().read_memory(address % (1 << 64), SLOT)
    return int.from_bytes(bytes(memory), "little")


class EntryUnwinder(Unwinder):
    def __init__(self):
        super().__init__("atlas entry code")
        self.low = kernel.address_of("__entry_text_start")
        self.high = kernel.address_of("__entry_text_end")

    def __call__(self, frame):
        pc = int(frame.read_register("rip")) % (1 << 64)
        if not self.low or not self.low <= pc < self.high:
            return None
        rsp, rbp = (int(frame.read_register(name)) % (1 << 64) for name in ("rsp", "rbp"))
        try:
            saved = self.registers(frame, pc, rsp, rbp)
        except gdb.MemoryError:
            return None
        if saved is None:
            return None
        return self.unwind(frame, saved, pc, rsp)

    def registers(self, frame, pc, rsp, rbp):
        """The interrupted registers by name; what is missing has not changed."""
        if rbp == rsp + 1:
            return None  # the table in tools/build/entry-frame.asm is true here
        name, start = routine_at(pc)
        if start is None:
            return None
        asm = instructions(start, pc)
        if name in EXITS:
            return self.leaving(frame, asm, rsp)
        if name == "syscall_entry":
            return self.entering_by_syscall(frame, asm, rsp)
        if name.startswith("vector_"):
            vector = int(name[len("vector_") :])
            before = vector in VECTORS_WITH_ERROR_CODE
        elif name in PUSHED_BEFORE:
            before = PUSHED_BEFORE[name]
        else:
            return None
        pushed = before + count(asm, "push")
        return cpu_frame(rsp + pushed * SLOT, rdi=self.exchanged_rdi(asm, rsp))

    @staticmethod
    def exchanged_rdi(asm, rsp):
        """`xchg rdi, [rsp]` moved the vector into rdi, and rdi into the vector's slot."""
        for index, line in enumerate(asm):
            if line.startswith("xchg"):
                return read_word(rsp + count(asm[index:], "push") * SLOT)
        return None

    @staticmethod
    def leaving(frame, asm, rsp):
        if any("rsp,QWORD" in line.replace(" ", "") for line in asm):
            return user_registers(frame, rsp)  # sysret is next
        popped = count(asm, "pop") + count(asm, "add")
        return pt_regs(rsp - popped * SLOT)

    @staticmethod
    def entering_by_syscall(frame, asm, rsp):
        if not any(line.replace(" ", "").startswith("movrsp,") for line in asm):
            return user_registers(frame, rsp)
        pushed = count(asm, "push")
        if pushed < 2:
            return user_registers(frame, int(kernel.per_cpu("user_sp_scratch")))
        return user_registers(frame, read_word(rsp + (pushed - 2) * SLOT))

    @staticmethod
    def unwind(frame, saved, pc, rsp):
        info = frame.create_unwind_info(FrameId(gdb.Value(rsp), gdb.Value(pc)))
        for name, value in saved.items():
            wide = gdb.lookup_type(
                "unsigned int" if name in FOUR_BYTES else "unsigned long"
            )
            info.add_saved_register(
                name, gdb.Value(value & ((1 << 8 * wide.sizeof) - 1)).cast(wide)
            )
        return info


def pt_regs(base):
    return {
        name: read_word(base + index * SLOT)
        for index, name in enumerate(PT_REGS)
        if name != "orig_rax"
    }


def cpu_frame(base, rdi):
    names = PT_REGS[PT_REGS.index("rip") :]
    saved = {name: read_word(base + index * SLOT) for index, name in enumerate(names)}
    if rdi is not None:
        saved["rdi"] = rdi
    return saved


def user_registers(frame, rsp):
    return {
        "rip": int(frame.read_register("rcx")),
        "eflags": int(frame.read_register("r11")),
        "rsp": rsp,
    }


class EntryDecorator(FrameDecorator):
    """A frame of code without debug information, by the label that its call is behind; where ring 3
    entered the kernel, it says so."""

    def __init__(self, frame, text=""):
        super().__init__(frame)
        self.text = text

    def function(self):
        frame = self.inferior_frame()
        if frame.type() == gdb.SIGTRAMP_FRAME:  # GDB would speak of a signal handler
            name = routine_at(frame.pc() - 1)[0]
        else:
            name = frame.name()
        return f"{name or '??'}{self.text}"


class EntryFilter:
    """Goes over a backtrace before it is printed."""

    def __init__(self):
        self.name = "atlas-entries"
        self.priority = 100
        self.enabled = True
        gdb.current_progspace().frame_filters[self.name] = self

    def filter(self, frames):
        for decorated in frames:
            frame = decorated.inferior_frame()
            older = frame.older()
            if older and frame.pc() >= kernel.KERNEL_SPACE > older.pc():
                comm = kernel.current_comm() or "a program"
                yield EntryDecorator(decorated, f" <from ring 3: {comm}>")
            elif frame.function() is None or frame.type() == gdb.SIGTRAMP_FRAME:
                yield EntryDecorator(decorated)
            else:
                yield decorated


register_unwinder(None, EntryUnwinder(), replace=True)
EntryFilter()
