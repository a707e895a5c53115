#!/usr/bin/env python3
"""A machine without a serial line: the screen and the PS/2 keyboard, as GRUB leaves them under BIOS (VGA text)
and under UEFI (a linear framebuffer). Keys are pressed by QEMU's monitor; what the screen shows is read from
the cells of VGA's memory, or out of the picture, with the font that the kernel draws with."""
import json
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from harness import BUILD, ROOT, Tap

sys.path.insert(0, str(ROOT / "tools"))

from vmlib.build import firmware  # noqa: E402

LIMIT = 90
FONT_FIRST, CELL_WIDTH, CELL_HEIGHT = 32, 8, 16
NAMES = {
    " ": "spc", "\n": "ret", "\t": "tab", "\x1b": "esc", "\x7f": "backspace", "-": "minus", "=": "equal",
    "/": "slash", "\\": "backslash", ".": "dot", ",": "comma", ";": "semicolon", "'": "apostrophe",
    "`": "grave_accent", "[": "bracket_left", "]": "bracket_right",
}  # fmt: skip
SHIFTED = dict(zip('!@#$%^&*()_+{}|:"<>?~', "1234567890-=[]\\;',./`"))


def key_names(character):
    """The keys that are pressed together for a character on an American keyboard."""
    if character in "\x03\x04":
        return ["ctrl", chr(ord(character) + ord("a") - 1)]
    if character.isupper():
        return ["shift", character.lower()]
    if character in SHIFTED:
        return ["shift", *key_names(SHIFTED[character])]
    return [NAMES.get(character, character)]


def glyphs():
    """What each character of the kernel's font looks like: its eight rows of dots."""
    source = (ROOT / "drivers/video/font.c").read_text()
    rows = re.findall(r"\{ ((?:0x[0-9a-f]{2}, ){7}0x[0-9a-f]{2}) \}", source)
    return {bytes(int(dots, 16) for dots in row.split(", ")): chr(FONT_FIRST + i) for i, row in enumerate(rows)}


class Machine:
    """QEMU with a screen and a keyboard, and nothing else to talk to."""

    def __init__(self, scratch, *arguments):
        self.picture = scratch / "screen.ppm"
        ours, theirs = socket.socketpair()
        command = ["qemu-system-x86_64", "-machine", "q35", "-nodefaults", "-no-reboot", "-cpu", "max", "-m", "256M"]
        command += ["-display", "none", "-vga", "std", "-cdrom", str(BUILD / "atlas.iso")]
        command += ["-chardev", f"socket,id=monitor,fd={theirs.fileno()}", "-mon", "monitor,mode=control"]
        self.qemu = subprocess.Popen([*command, *arguments], pass_fds=[theirs.fileno()])
        theirs.close()
        self.monitor = ours.makefile("rw")
        self.ask("qmp_capabilities")

    def ask(self, command, **arguments):
        self.monitor.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.monitor.flush()
        for line in self.monitor:
            answer = json.loads(line)
            if "return" in answer or "error" in answer:
                return answer.get("return")
        raise EOFError("QEMU has ended")

    def press(self, *names):
        keys = [{"type": "qcode", "data": name} for name in names]
        for down in True, False:
            events = [{"type": "key", "data": {"down": down, "key": key}} for key in (keys if down else keys[::-1])]
            self.ask("input-send-event", events=events)

    def type(self, text):
        """The keyboard holds few keys: the next ones are pressed when the screen shows the last."""
        shown = ""
        for at, character in enumerate(text):
            self.press(*key_names(character))
            shown = shown + character if character.isprintable() else ""
            if at % 2 and shown:
                self.wait_for(lambda lines, text=shown: text in "".join(lines))

    def wait_for(self, wanted):
        """Until wanted(lines) of the screen is true; False: it never was."""
        deadline = time.monotonic() + LIMIT
        while not wanted(self.lines()):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)  # between two looks
        return True

    def wait(self, pattern):
        """Until the screen's text matches."""
        match = re.compile(pattern, re.MULTILINE).search
        return self.wait_for(lambda lines: match("\n".join(line.rstrip() for line in lines)))

    def lines(self):
        raise NotImplementedError

    def end(self):
        """The exit status of a machine that powers off."""
        try:
            return self.qemu.wait(LIMIT)
        finally:
            self.qemu.kill()


class TextScreen(Machine):
    """VGA's 80x25 cells: a character and its colours each."""

    def lines(self):
        file = self.picture.with_suffix(".cells")
        self.ask("pmemsave", val=0xB8000, size=80 * 25 * 2, filename=str(file))
        text = file.read_bytes()[::2].decode("cp437")
        return [text[i : i + 80] for i in range(0, len(text), 80)]


class Picture(Machine):
    """Cells of 8x16 pixels, each row of dots drawn twice."""

    font = glyphs()

    def lines(self):
        self.ask("screendump", filename=str(self.picture))
        data = self.picture.read_bytes()
        header = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
        width, height = int(header[1]), int(header[2])
        red = data[header.end() :: 3]
        return [self.line(red, width, top) for top in range(0, height // CELL_HEIGHT * CELL_HEIGHT, CELL_HEIGHT)]

    def line(self, pixels, width, top):
        rows = [pixels[(top + y) * width : (top + y + 1) * width] for y in range(0, CELL_HEIGHT, 2)]
        return "".join(self.cell([row[x : x + CELL_WIDTH] for row in rows]) for x in range(0, width, CELL_WIDTH))

    def cell(self, rows):
        """Light on dark, or for the cursor dark on light."""
        ground = rows[0][CELL_WIDTH - 1]  # no character reaches there
        dots = bytes(sum((pixel != ground) << (7 - x) for x, pixel in enumerate(row)) for row in rows)
        return self.font.get(dots, "\ufffd")


def session(tap, name, machine, size):
    """A person at the keyboard."""

    def shows(what, pattern):
        if not tap.ok(machine.wait(pattern), f"{name}: {what}", *machine.lines()):
            machine.qemu.kill()
            raise TimeoutError(what)

    shows("the demonstration passes, a prompt comes", r"^PASS\n(.*\n)*/ # *$")
    machine.type("clear; echo $((6 * 7)) 'It is' \"{[<|>]} ~!@#%^&*_+=?\" `echo \\\\`\n")
    shows("every key arrives", r"^42 It is \{\[<\|>\]\} ~!@#%\^&\*_\+=\? \\$")
    machine.type("clear; stty size\n")
    shows("the size", rf"^{size}$")
    machine.type("clear; ecko\x7f\x7fho corrected\n")
    shows("backspace", r"^corrected$")
    machine.type("clear\n")
    machine.press("up")
    machine.press("up")
    machine.type("\n")
    shows("arrows: the command before", r"^corrected$")
    machine.type("clear; echo on; cat\n")
    shows("cat begins", r"^on$")
    machine.type("alive\n")
    shows("cat answers", r"^alive\nalive$")
    machine.type("\x03")
    machine.type("echo $?\n")
    shows("Ctrl-C", r"^130$")
    machine.type("clear; seq 1 500\n")
    shows("the screen scrolls", r"^498\n499\n500\n/ # *$")
    machine.type("clear; vi new.txt\n")
    shows("vi", r"^~\n~\n(.*\n)*- new\.txt.*1/1")
    machine.press("i")
    machine.type("Hello, screen\x1b")
    shows("vi has taken a line", r"^- new\.txt \[Modified\]")
    machine.type(":wq\n")
    machine.type("clear; wc new.txt\n")
    shows("vi has written", r"^ +1 +2 +14 new\.txt$")
    machine.type("top\n")
    shows("top", r"^Mem: .*\n(.*\n)* +1 +0 root .* /init$")
    machine.type("q")
    machine.type("clear; poweroff\n")
    tap.equal(machine.end(), 0, f"{name}: poweroff")


def main():
    tap = Tap()
    code, variables = firmware()
    with tempfile.TemporaryDirectory() as scratch:
        session(tap, "VGA", TextScreen(Path(scratch)), "25 80")
        uefi = ["-drive", f"if=pflash,format=raw,readonly=on,file={code}"]
        uefi += ["-drive", f"if=pflash,format=raw,snapshot=on,file={variables}"]
        session(tap, "UEFI", Picture(Path(scratch), *uefi), r"\d+ \d+")
    tap.done()


main()
