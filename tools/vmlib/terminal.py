"""tools/vmlib/terminal.py - a machine with a person at its console

The terminal goes to raw mode, so every key but one reaches the guest; Ctrl-A x quits, Ctrl-A Ctrl-A
sends one Ctrl-A. What is typed waits until the kernel runs: firmware and GRUB would eat it. When
what is piped in ends, Ctrl-D is typed whenever all is quiet: it ends the command that reads, and at
the prompt the shell. When init says so, the next shell is told to power off.
"""
import os
import sys
import termios
import time
import tty

from vmlib.console import Console
from vmlib.errors import CANNOT_RUN, CRASHED, VmError
from vmlib.pump import Pump, write_all

ESCAPE = b"\x01"  # Ctrl-A
QUIT = b"x"
KERNEL = b"Linux version "  # its first line, also when it is told to be quiet
END_OF_INPUT = b"\x04"  # Ctrl-D
SHELL_ENDED = b"init: the shell has ended."
POWER_OFF = b"poweroff\n"
QUIET = 0.5  # seconds


class Terminal(Pump):
    def __init__(self, machine, options):
        super().__init__(machine, options.timeout)
        self.log = Console()
        self.is_tty = os.isatty(0)
        self.input_open = True
        self.console.held = True
        self.line_ended = True  # of what was piped in
        self.ending = None  # what was typed last after that
        self.last_sign = time.monotonic()  # when something was printed or typed
        self.escaped = False
        self.quit = False

    def run(self):
        saved = termios.tcgetattr(0) if self.is_tty else None
        if self.is_tty:
            print("vm: Ctrl-A x ends the machine", file=sys.stderr)
            tty.setraw(0, termios.TCSADRAIN)  # and keep what has been typed
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
        self.last_sign = time.monotonic()
        self.log.feed(data)
        if self.console.held and KERNEL in self.log.log:
            self.console.held = False

    def on_channel(self, data):
        """Nobody talks on the channel when there is no command."""

    def wants_input(self):
        return self.input_open

    def on_input(self, data):
        if not data:
            self.input_open = False
            self.console.pending += b"" if self.line_ended else b"\n"
        elif self.is_tty:
            self.keys(data)
        else:
            self.console.pending += data
            self.line_ended = data.endswith(b"\n")

    def time_left(self):
        left = super().time_left()
        if self.input_open:
            return left
        return QUIET if left is None else min(left, QUIET)

    def check_time(self):
        super().check_time()
        now = time.monotonic()
        if self.input_open or self.console.pending or now < self.last_sign + QUIET:
            return
        at_end = SHELL_ENDED in self.log.log and self.ending == END_OF_INPUT
        self.ending = POWER_OFF if at_end else END_OF_INPUT
        self.console.pending += self.ending
        self.last_sign = now

    def keys(self, data):
        for key in (data[i : i + 1] for i in range(len(data))):
            if self.escaped and key == QUIT:
                self.quit = True
                write_all(1, b"\r\n")
                self.qemu.kill()
            elif self.escaped or key != ESCAPE:
                self.console.pending += key
            self.escaped = key == ESCAPE and not self.escaped
