"""tools/vmlib/pump.py - starts QEMU and moves bytes until it ends

One thread and one select. A subclass says what the bytes mean: on_console, on_channel and
on_input take what came, wants_input says whether standard input may be read now, and send
queues bytes for one of the two lines. Standard input is read only while less than PENDING_LIMIT
waits to be taken, so a guest that reads slowly slows down whoever writes.
"""
import ctypes
import os
import select
import signal
import subprocess
import tempfile
import time

from vmlib.errors import TIMEOUT, VmError

READ_SIZE = 1 << 16
PENDING_LIMIT = 1 << 16
PR_SET_PDEATHSIG = 1
GRACE = 10  # seconds that the machine may take to end after finish_soon()


def die_with_parent(death_signal=signal.SIGKILL):
    """Between fork and exec: a killed tools/vm leaves no QEMU behind (prctl(2), Linux only)."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death_signal)
    except (OSError, AttributeError):
        pass


def write_all(fd, data):
    while data:
        data = data[os.write(fd, data) :]


class Line:
    """Our end of one of the machine's serial lines."""

    def __init__(self, end, on_data):
        end.setblocking(False)
        self.end = end
        self.on_data = on_data
        self.pending = bytearray()
        self.is_open = True
        self.held = False  # what is pending waits

    def fileno(self):
        return self.end.fileno()

    def receive(self):
        """Passes on what has come. QEMU closes the line when it ends."""
        try:
            data = self.end.recv(READ_SIZE)
        except BlockingIOError:
            return
        except ConnectionError:
            data = b""
        if data:
            self.on_data(data)
        else:
            self.is_open = False

    def transmit(self):
        try:
            del self.pending[: self.end.send(self.pending)]
        except BlockingIOError:
            pass
        except OSError:
            self.pending.clear()  # the machine is gone; receive() will see that


class Pump:
    def __init__(self, machine, timeout=None):
        self.machine = machine
        self.timeout = timeout
        self.console = Line(machine.console, self.on_console)
        self.channel = Line(machine.channel, self.on_channel)
        self.qemu = None
        self.qemu_output = tempfile.TemporaryFile()
        self.deadline = None
        self.grace_end = None

    def pump(self):
        """Returns when QEMU has ended. Raises VmError when the time is up."""
        self.start()
        try:
            while self.console.is_open or self.channel.is_open:
                self.step()
                self.check_time()
        finally:
            if self.qemu.poll() is None and not self.has_closed():
                self.qemu.kill()
            self.qemu.wait()

    def has_closed(self):
        return not self.console.is_open and not self.channel.is_open

    def start(self):
        self.qemu = subprocess.Popen(
            self.machine.arguments,
            stdin=subprocess.DEVNULL,
            stdout=self.qemu_output,
            stderr=self.qemu_output,
            pass_fds=[end.fileno() for end in self.machine.guest_ends],
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        for end in self.machine.guest_ends:
            end.close()
        if self.timeout:
            self.deadline = time.monotonic() + self.timeout

    def step(self):
        lines = [line for line in (self.console, self.channel) if line.is_open]
        readers = list(lines)
        if self.wants_input() and all(
            len(line.pending) < PENDING_LIMIT for line in lines
        ):
            readers.append(0)
        writers = [line for line in lines if line.pending and not line.held]
        readable, writable, _ = select.select(readers, writers, [], self.time_left())
        for line in writable:
            line.transmit()
        for line in lines:
            if line in readable:
                line.receive()
        if 0 in readable:
            self.on_input(self.read_input())

    def read_input(self):
        try:
            return os.read(0, READ_SIZE)
        except OSError:
            return b""

    def time_left(self):
        ends = [end for end in (self.deadline, self.grace_end) if end]
        return max(0, min(ends) - time.monotonic()) if ends else None

    def finish_soon(self):
        """There is nothing to wait for any more: the machine has GRACE seconds to end by itself."""
        self.grace_end = self.grace_end or time.monotonic() + GRACE

    def check_time(self):
        now = time.monotonic()
        if self.grace_end:
            if now >= self.grace_end:
                self.qemu.kill()
        elif self.deadline and now >= self.deadline:
            raise VmError(TIMEOUT, f"timeout after {self.timeout:g} s")

    def qemu_messages(self):
        self.qemu_output.seek(0)
        return self.qemu_output.read().decode(errors="replace").strip()

    def wants_input(self):
        raise NotImplementedError

    def on_input(self, data):
        raise NotImplementedError

    def on_console(self, data):
        raise NotImplementedError

    def on_channel(self, data):
        raise NotImplementedError
