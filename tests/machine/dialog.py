"""tests/machine/dialog.py - keys go to a shell in Atlas, and to the same BusyBox on the host"""
import os
import pty
import re
import resource
import select
import subprocess
import time

from harness import ROOT

LIMIT = 60
# The line editor's questions to the terminal, perhaps not all of one has come yet.
NOISE = re.compile(r"\x1b(\[[0-9;]*([a-zA-Z]|$)|$)|\r")


class Dialog:
    """A shell at the other end of two descriptors; all it printed is in shown."""

    def __init__(self, keys, screen):
        self.keys = keys
        self.screen = screen
        self.output = b""
        self.shown = ""
        self.seen = 0  # up to where expect() has found things

    def read(self, seconds):
        """What comes within so many seconds; False: nothing did."""
        if not select.select([self.screen], [], [], max(seconds, 0))[0]:
            return False
        try:
            data = os.read(self.screen, 65536)
        except OSError:  # the pseudo-terminal's other end is closed
            data = b""
        self.take(data)
        return bool(data)

    def take(self, data):
        self.output += data
        self.shown = NOISE.sub("", self.output.decode(errors="replace"))

    def expect(self, text):
        """Waits until text comes after what was expected before."""
        deadline = time.monotonic() + LIMIT
        while self.shown.find(text, self.seen) < 0:
            if time.monotonic() > deadline or not self.read(deadline - time.monotonic()):
                raise TimeoutError(f"no {text!r} in {self.shown[self.seen :]!r}")
        self.seen = self.shown.find(text, self.seen) + len(text)

    def type(self, text):
        os.write(self.keys, text.encode())

    def play(self, scene):
        """Types and expects in turn. Returns what was shown from the first key to the last prompt."""
        start = self.seen
        for key, answer in scene:
            self.type(key)
            self.expect(answer)
        return self.shown[start : self.seen]


def guest(dialog=Dialog):
    """The console of a machine, by way of pipes."""
    machine = subprocess.Popen(
        ["tools/vm", "--timeout", "180"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return machine, dialog(machine.stdin.fileno(), machine.stdout.fileno())


def host(dialog=Dialog):
    """The host's BusyBox on a pseudo-terminal; nothing dumps core there either."""
    child, terminal = pty.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.execve("/bin/busybox", ["sh"], {"PS1": "$ ", "PATH": "/bin:/usr/bin", "TERM": "linux"})
    return dialog(terminal, terminal)
