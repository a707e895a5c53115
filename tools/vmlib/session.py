"""tools/vmlib/session.py - a machine that runs one command, or the kernel's tests

Frames are carried out in the order in which they come, so standard output and standard error keep
the order in which the guest wrote them.
"""
from vmlib import frames
from vmlib.console import Console
from vmlib.errors import CANNOT_RUN, CRASHED, VmError
from vmlib.pump import Pump, write_all


class Session(Pump):
    """run() returns the exit status, or raises VmError with the reason why there is none."""

    def __init__(self, machine, options):
        super().__init__(machine, options.timeout)
        self.options = options
        self.decoder = frames.Decoder()
        self.status = None  # of the command, once it has ended
        self.input_open = False  # between the guest's `r` and the end of our input
        self.log = Console(
            show=(lambda data: write_all(2, data)) if options.verbose else None,
            on_ktap=(lambda line: write_all(1, line))
            if options.ktest is not None
            else None,
        )

    def run(self):
        try:
            self.pump()
            self.log.finish()
            return self.result()
        except VmError:
            self.show_log()
            raise

    def on_console(self, data):
        self.log.feed(data)
        if self.log.panicked:
            self.finish_soon()

    def on_channel(self, data):
        try:
            for kind, payload in self.decoder.feed(data):
                self.on_frame(kind, payload)
        except frames.FrameError as error:
            raise VmError(CRASHED, str(error)) from error

    def on_frame(self, kind, payload):
        if kind == b"o":
            write_all(1, payload)
        elif kind == b"e":
            write_all(2, payload)
        elif kind == b"r":
            self.input_open = True
        elif kind == b"x":
            self.status = frames.exit_status(payload)
            self.input_open = False
            self.finish_soon()

    def wants_input(self):
        return self.input_open

    def on_input(self, data):
        for start in range(0, len(data), frames.MAX_INPUT):
            self.channel.pending += frames.encode_input(
                data[start : start + frames.MAX_INPUT]
            )
        if not data:
            self.channel.pending += frames.encode_input(b"")
            self.input_open = False

    def show_log(self):
        """Something went wrong: the console, unless it has been on standard error all along."""
        if not self.options.verbose and self.log.log:
            write_all(2, bytes(self.log.log).rstrip(b"\n") + b"\n")

    def result(self):
        if self.log.panicked:
            raise VmError(CRASHED, self.log.panicked)
        if self.options.ktest is not None and self.log.tests_ended:
            return self.ktest_result()
        if self.status is not None:
            return self.status
        if self.qemu.returncode > 0 and not self.log.log:
            raise VmError(CANNOT_RUN, f"QEMU does not start: {self.qemu_messages()}")
        if self.qemu.returncode != 0:
            raise VmError(
                CRASHED, f"QEMU ended with {self.qemu.returncode}: {self.qemu_messages()}"
            )
        what = "the tests" if self.options.ktest is not None else "COMMAND"
        raise VmError(CRASHED, f"the machine reset or went off before {what} ended")

    def ktest_result(self):
        if self.log.tests_failed:
            self.show_log()
            return 1
        return 0
