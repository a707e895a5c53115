"""tools/gdb/programs.py - the user programs' symbols

Static programs all lie at the same addresses, so at most one has its symbols loaded: that of the
running task, exchanged whenever the machine stops. One without symbols, such as BusyBox, has none.

    ubreak PROGRAM LOCATION    stop in one program, and in no other at that address
"""
import os

import gdb
import kernel


class Programs:
    """Knows the files with symbols beside the kernel, and which one GDB has read."""

    def __init__(self):
        self.loaded = None

    def path_of(self, name):
        """The program whose task is called so; comm holds the first 15 bytes of its name."""
        top = os.path.dirname(gdb.current_progspace().filename or "")
        for folder in ("user", "tests/user"):
            directory = os.path.join(top, folder)
            for file in sorted(os.listdir(directory)) if os.path.isdir(directory) else ():
                if "." not in file and file[:15] == name[:15]:
                    return os.path.join(directory, file)
        return None

    def load(self, name):
        path = self.path_of(name)
        if path == self.loaded:
            return path
        if self.loaded:
            gdb.execute(
                f"remove-symbol-file -a {entry_point(self.loaded)}", to_string=True
            )
        if path:
            gdb.execute(f"add-symbol-file {path}", to_string=True)
        self.loaded = path
        return path

    def on_stop(self, _event):
        name = kernel.current_comm()
        if name and kernel.current_is_user():
            self.load(name)


def entry_point(path):
    """An address inside the program's text: e_entry of its ELF header."""
    with open(path, "rb") as file:
        return int.from_bytes(file.read(32)[24:32], "little")


PROGRAMS = Programs()
gdb.events.stop.connect(PROGRAMS.on_stop)


class UserBreakpoint(gdb.Breakpoint):
    """Stops only when its program runs: all programs share the address."""

    def __init__(self, program, address):
        super().__init__(f"*{address:#x}")
        self.program = program

    def stop(self):
        if kernel.current_comm() != self.program[:15]:
            return False
        PROGRAMS.load(self.program)
        return True


class UBreak(gdb.Command):
    """ubreak PROGRAM LOCATION: a breakpoint in one user program, started or not."""

    def __init__(self):
        super().__init__("ubreak", gdb.COMMAND_BREAKPOINTS)

    def invoke(self, argument, _from_tty):
        words = gdb.string_to_argv(argument)
        if len(words) != 2:
            raise gdb.GdbError("usage: ubreak PROGRAM LOCATION")
        program, location = words
        if PROGRAMS.load(program) is None:
            raise gdb.GdbError(f"no program {program} in the build")
        UserBreakpoint(program, gdb.decode_line(location)[1][0].pc)


UBreak()
