"""tools/vmlib/terminal.py - a machine with a person at its console

The terminal goes to raw mode, so every key but one reaches the guest; Ctrl-A x quits, Ctrl-A Ctrl-A
sends one Ctrl-A. What is piped in instead waits for the shell's first prompt, since everything that
runs before would take it, and the machine is powered off when it ends.
"""
import os
import re
import sys
import termios
import tty

from vmlib.console import Console
from vmlib.errors import CANNOT_RUN, CRASHED, VmError
from vmlib.pump import Pump, write_all

ESCAPE = b"\x01"  # Ctrl-A
QUIT = b"x"
# The shell's prompt, after which BusyBox may ask the terminal where its cursor is.
PROMPT = re.compile(rb"# (\x1b\[6n)?$")
END_OF_INPUT = b"poweroff\n"


class Terminal(Pump):
    def __init__(self, machine, options):
        super().__init__(machine, options.timeout)
        self.log = Console()
        self.is_tty = os.isatty(0)
        self.input_open = True
        self.prompted = self.is_tty
        self.escaped = False
        self.quit = False

    def run(self):
        saved = termios.tcgetattr(0) if self.is_tty else None
        if self.is_tty:
            print("vm: Ctrl-A x ends the machine", file=sys.stderr)
            tty.setraw(0)
        try:
            self.pump()
        finally:
            if saved:
                termios.tcsetattr(0, termios.TCSADRAIN, saved)
        return self.result()

    def result(self):
        self.log.finish()
        if self.quit:
            return 0
        if self.log.panicked:
            raise VmError(CRASHED, self.log.panicked)
        if self.qemu.returncode != 0:
            status = CRASHED if self.log.log else CANNOT_RUN
            raise VmError(
                status, f"QEMU ended with {self.qemu.returncode}: {self.qemu_messages()}"
            )
        return 0

    def on_console(self, data):
        write_all(1, data)
        self.log.feed(data)
        self.prompted = self.prompted or bool(PROMPT.search(self.log.log[-32:]))

    def on_channel(self, data):
        """Nobody talks on the channel when there is no command."""

    def wants_input(self):
        return self.input_open and self.prompted

    def on_input(self, data):
        if not data:
            self.input_open = False
            self.console.pending += END_OF_INPUT
        elif self.is_tty:
            self.keys(data)
        else:
            self.console.pending += data

    def keys(self, data):
        for key in (data[i : i + 1] for i in range(len(data))):
            if self.escaped and key == QUIT:
                self.quit = True
                self.qemu.kill()
            elif self.escaped or key != ESCAPE:
                self.console.pending += key
            self.escaped = key == ESCAPE and not self.escaped
