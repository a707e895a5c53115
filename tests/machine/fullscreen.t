#!/usr/bin/env python3
"""Programs that fill the terminal: vi, less, top, watch, resize. The same keys go to the same BusyBox on a
pseudo-terminal of the host, and what the two screens show in the end must be the same."""
import fcntl
import os
import pty
import struct
import sys
import tempfile
import termios
import time

sys.path.append("/usr/lib/python3/dist-packages")  # Debian's pyte is of any Python

import pyte  # noqa: E402

from dialog import LIMIT, Dialog, guest, host  # noqa: E402
from harness import ROOT, Tap  # noqa: E402

ROWS, COLUMNS = 25, 80
UP = "\x1b[A"


class Screen(Dialog):
    """What a terminal at the other end of two descriptors shows."""

    def __init__(self, keys, screen):
        super().__init__(keys, screen)
        self.terminal = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.terminal)

    def take(self, data):
        super().take(data)
        self.stream.feed(data)

    def lines(self):
        return [line.rstrip() for line in self.terminal.display]

    def __str__(self):
        return "\n".join(self.lines()).rstrip()

    def wait(self, wanted):
        """Reads until the screen is as wanted(lines) says, or for too long: False."""
        deadline = time.monotonic() + LIMIT
        while not wanted(self.lines()):
            if time.monotonic() > deadline:
                return False
            self.read(deadline - time.monotonic())
        return True


def vi(text):
    """The lines of a file in vi, above its last line."""
    return lambda lines: lines[: len(text)] == text and lines[len(text)].startswith("~")


def escaped(text):
    """The same, and vi has taken the Escape behind it: keys that come at once with it would be lost."""
    return lambda lines: vi(text)(lines) and lines[-1].startswith("- ")


def ends(text):
    """The last line that is not empty ends so."""
    return lambda lines: ([""] + [line for line in lines if line])[-1].endswith(text)


def first(text):
    return lambda lines: text in lines[0]


# Name, keys, what both must show in the end.
STEPS = (
    ("vi begins", "clear; busybox vi new.txt\r", vi([""])),
    ("vi: insert", "ione two\nthree four\nfive\x1b", escaped(["one two", "three four", "five"])),
    ("vi: yank, put", "ggyyp", vi(["one two", "one two", "three four", "five"])),
    ("vi: delete a word", "dw", vi(["one two", "two", "three four", "five"])),
    ("vi: undo", "u", vi(["one two", "one two", "three four", "five"])),
    ("vi: arrows", UP + "x", vi(["ne two", "one two", "three four", "five"])),
    ("vi: search", "/four\rcwFOUR\x1b", escaped(["ne two", "one two", "three FOUR", "five"])),
    ("vi: substitute", ":%s/o/0/g\r", vi(["ne tw0", "0ne tw0", "three FOUR", "five"])),
    ("vi: join", "ggJ", vi(["ne tw0 0ne tw0", "three FOUR", "five"])),
    ("vi: write and quit", ":wq\r", lambda lines: lines[-1] == "%"),
    ("the file", "clear; cat new.txt; rm new.txt\r", lambda lines: lines[2] == "five"),
    ("less begins", "clear; busybox seq 1 300 | busybox less\r", lambda lines: lines[23] == "24"),
    ("less: a page on", " ", lambda lines: lines[23] == "48"),
    ("less: a line back", "k", lambda lines: lines[23] == "47"),
    # No search: between two keys less makes the terminal cooked, and a Return that comes then is a line feed.
    ("less: the end", "G", lambda lines: "300" in lines),
    ("less: the beginning", "g", lambda lines: lines[:24] == [str(n) for n in range(1, 25)]),
    ("less: quit", "q", ends("%")),
    ("the size of the terminal", "clear; stty size\r", first("25 80")),
    (
        "a new size is a signal",
        "clear; sh -c \"trap 'echo WINCH' WINCH; stty rows 24; stty rows 24\"; stty rows 25\r",
        lambda lines: lines[:2] == ["WINCH", "%"],
    ),
)


def begin(screen, prompt, directory):
    screen.expect(prompt)
    screen.type(f"cd {directory}; stty rows {ROWS} cols {COLUMNS}; PS1='% '; TERM=linux\n")
    screen.expect("'; TERM=linux")
    screen.wait(ends("%"))


def become_equal(here, there):
    """Reads what is on its way to the two screens, until they show the same."""
    deadline = time.monotonic() + LIMIT
    while here.lines() != there.lines() and time.monotonic() < deadline:
        here.read(0.05)
        there.read(0.05)
    return here.lines() == there.lines()


def compare(tap, here, there):
    for name, keys, wanted in STEPS:
        here.type(keys)
        there.type(keys)
        same = here.wait(wanted) and there.wait(wanted) and become_equal(here, there)
        if not tap.ok(same, name, f"--- Linux:\n{here}", f"--- Atlas:\n{there}"):
            return False
    return True


def moving(tap, there):
    """Programs whose screens are never the same twice."""
    there.type("clear; busybox top -d 1\n")
    tap.ok(there.wait(first("Mem:")) and there.wait(lambda lines: "PID" in lines[3]), "top", there)
    tap.ok(there.wait(lambda lines: any(line.endswith("% /init") for line in lines)), "top shows init", there)
    there.type("q")
    tap.ok(there.wait(ends("%")), "top: q", there)
    there.type("clear; busybox watch -n 1 cat /proc/uptime\n")
    tap.ok(there.wait(first("Every 1.0s: cat /proc/uptime")) and there.wait(lambda lines: lines[2]), "watch", there)
    before = there.lines()[2]
    tap.ok(there.wait(lambda lines: lines[2] not in ("", before)), "watch shows it again", there)
    deadline = time.monotonic() + LIMIT
    while not ends("%")(there.lines()) and time.monotonic() < deadline:
        there.type("\x03")  # not heard while the command runs: see system(3)
        there.read(1)
    tap.ok(there.wait(ends("%")), "watch: ^C", there)


def size(tap):
    """A person's terminal of another size: tools/vm tells the machine."""
    child, terminal = pty.fork()
    if child == 0:
        sys.stdin.readline()
        os.chdir(ROOT)
        os.execv("tools/vm", ["tools/vm", "--timeout", "60"])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("4H", 33, 111, 0, 0))
    dialog = Dialog(terminal, terminal)
    dialog.type("\n")
    dialog.expect("/ # ")
    dialog.type("stty size; poweroff\r")
    dialog.expect("poweroff\n")
    dialog.expect("\n")
    tap.matches(r"^33 111$", dialog.shown, "the machine knows the size of tools/vm's terminal")
    os.waitpid(child, 0)


def main():
    tap = Tap()
    size(tap)
    machine, there = guest(Screen)
    here = host(Screen)
    fcntl.ioctl(here.screen, termios.TIOCSWINSZ, struct.pack("4H", ROWS, COLUMNS, 0, 0))
    with tempfile.TemporaryDirectory() as scratch:
        begin(here, "$ ", scratch)
        begin(there, "/ # ", "/tmp")
        if compare(tap, here, there):
            moving(tap, there)
            there.type("poweroff\n")
            tap.equal(machine.wait(LIMIT), 0, "poweroff ends the machine")
        machine.kill()
        here.type("exit\n")
    tap.done()


main()
