"""tools/gdb/unwind.py - backtraces across interrupts, exceptions and system calls

The entry code (arch/entry.asm, syscall.asm, ist.asm) is assembly without unwind tables. Where the
interrupted registers are follows from where it stands:

    after `lea rbp, [rsp + 1]`      struct pt_regs is at rsp; tools/build/entry-frame.asm tells GDB
    before it                       the CPU's frame is above what was pushed since the label
    after the first pop             struct pt_regs began below rsp, by as much as was popped
    rsp still, or again, the user's rcx is the user's rip: the edges of syscall and sysret

Pushes and pops are counted by disassembling from the routine's label to the program counter.
"""
import bisect
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
EFLAGS_IF = 1 << 9

# What lies below the CPU's frame when a routine begins, in slots.
PUSHED_BEFORE = {"exception_entry": 2, "ist_entry": 2, "interrupt_entry": 1}
VECTORS_WITH_ERROR_CODE = {8, 10, 11, 12, 13, 14, 17, 21, 29, 30}
EXITS = {"restore_user", "restore_kernel", "syscall_return"}
FOUR_BYTES = {"cs", "ss", "eflags"}


class FrameId:
    def __init__(self, sp, pc):
        self.sp = sp
        self.pc = pc


class Routines:
    """The labels of the entry code, from low to high."""

    def __init__(self):
        names = [f"vector_{vector}" for vector in range(256)]
        names += [*PUSHED_BEFORE, *EXITS, "syscall_entry", "return_to_user", "exit_work"]
        self.labels = sorted((kernel.address_of(name) or 0, name) for name in names)
        self.low = kernel.address_of("__entry_text_start") or 0
        self.high = kernel.address_of("__entry_text_end") or 0

    def at(self, pc):
        """(address, name) of the routine that pc is in, or None."""
        before = bisect.bisect(self.labels, (pc, "~"))
        return self.labels[before - 1] if self.low <= pc < self.high and before else None


ROUTINES = Routines()


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

    def __call__(self, frame):
        pc = int(frame.read_register("rip")) % (1 << 64)
        routine = ROUTINES.at(pc)
        if routine is None:
            return None
        rsp, rbp = (int(frame.read_register(name)) % (1 << 64) for name in ("rsp", "rbp"))
        try:
            saved = self.registers(frame, routine, pc, rsp, rbp)
        except gdb.MemoryError:
            return None
        if saved is None:
            return None
        return self.unwind(frame, saved, pc)

    def registers(self, frame, routine, pc, rsp, rbp):
        """The interrupted registers by name; what is missing has not changed."""
        start, name = routine
        asm = instructions(start, pc)
        if rbp == rsp + 1:
            # GDB believes a caller on another stack only if the table says so. That matters once
            # the entry code has called or was interrupted.
            behind_call = not asm or asm[-1].startswith("call")
            interruptible = int(frame.read_register("eflags")) & EFLAGS_IF
            return None if behind_call or interruptible else pt_regs(rsp)
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
    def unwind(frame, saved, pc):
        # The interrupted stack, not ours: GDB believes in no caller whose stack is below.
        info = frame.create_unwind_info(FrameId(gdb.Value(saved["rsp"]), gdb.Value(pc)))
        for name in PT_REGS:
            if name == "orig_rax":
                continue
            value = saved.get(name, int(frame.read_register(name)))
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


def function_at(pc):
    """The name of the function that pc is in, perhaps at its very first instruction: there GDB,
    which takes pc for a return address, looks in the function before."""
    block = gdb.block_for_pc(pc)
    while block and not block.function:
        block = block.superblock
    if block:
        return block.function.name
    symbol = gdb.execute(f"info symbol {pc:#x}", to_string=True)
    return None if symbol.startswith("No symbol") else symbol.split()[0]


class FirstUnwinder(Unwinder):
    """The code that nobody called: that of the boot, at its physical and its virtual addresses,
    and where a kernel thread, another CPU or a program begins; and programs without symbols, of
    which nothing is known. A caller at 0 ends the backtrace."""

    def __init__(self):
        super().__init__("atlas first code")
        self.head = range(kernel.address_of("_text") or 0, kernel.address_of("_stext") or 0)

    def __call__(self, frame):
        pc = int(frame.read_register("rip")) % (1 << 64)
        symbol = gdb.execute(f"info symbol {pc:#x}", to_string=True)
        if (
            pc in self.head
            or pc + kernel.IMAGE in self.head
            or re.match(r"(new_task|ap_entry64|_start)\b", symbol)
            or (pc < kernel.USER_END and symbol.startswith("No symbol"))
        ):
            rsp = frame.read_register("rsp")
            info = frame.create_unwind_info(FrameId(rsp, gdb.Value(pc)))
            info.add_saved_register("rip", gdb.Value(0).cast(gdb.lookup_type("long")))
            info.add_saved_register("rsp", rsp)
            return info
        return None


class EntryDecorator(FrameDecorator):
    """A frame of code without debug information, by the label that its call is behind; where ring 3
    entered the kernel, it says so."""

    def __init__(self, frame, text=""):
        super().__init__(frame)
        self.text = text

    def function(self):
        frame = self.inferior_frame()
        # Behind a call that is the routine's last instruction, the next routine begins.
        behind_call = frame.type() == gdb.SIGTRAMP_FRAME and frame.newer()
        routine = ROUTINES.at(frame.pc() - bool(behind_call))
        name = routine[1] if routine else frame.name() or function_at(frame.pc())
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
            if frame.pc() == 0:
                return
            older = frame.older()
            if older and ROUTINES.at(frame.pc()) and older.pc() < kernel.USER_END:
                comm = kernel.current_comm() or "a program"
                yield EntryDecorator(decorated, f" <from ring 3: {comm}>")
            elif frame.function() is None or frame.type() == gdb.SIGTRAMP_FRAME:
                yield EntryDecorator(decorated)
            else:
                yield decorated


register_unwinder(None, EntryUnwinder(), replace=True)
register_unwinder(None, FirstUnwinder(), replace=True)
EntryFilter()
