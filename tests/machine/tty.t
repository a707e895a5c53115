#!/usr/bin/env python3
"""The terminal as a person at a shell meets it. Linux is the oracle: the same keys go to the same BusyBox
on a pseudo-terminal of the host, and what both show must be the same. And: no key is lost, whenever
it is typed."""
import hashlib
import time

from dialog import LIMIT, guest, host
from harness import BUILD, Tap, run

PROMPT = "% "


def begin(dialog, prompt):
    dialog.expect(prompt)
    dialog.type(f"cd /; stty -iutf8 rows 25 cols 80; PS1='{PROMPT}'\n")
    dialog.expect(f"'\n{PROMPT}")
    return dialog


def start(command):
    """A step that runs command and knows when it runs."""
    return f'sh -c "echo on; exec {command}"\n', "on\n"


# The shell goes on when what it has put behind is stopped; it says so before its next prompt.
STOPPED = "while ! grep -q 'State:.T' /proc/$!/status; do :; done"

# Scenes: what is typed, and what must be seen before the next key.
SCENES = {
    "^C ends the command": [
        start("cat"),
        ("alive\n", "\nalive\n"),  # the shell before cat may forget it at its exec
        ("\x03", PROMPT),
        ("echo $?\n", f"130\n{PROMPT}"),
    ],
    "^\\ ends it with SIGQUIT": [
        start("cat"),
        ("alive\n", "\nalive\n"),  # the shell before cat ignores it
        ("\x1c", PROMPT),
        ("echo $?\n", f"131\n{PROMPT}"),
    ],
    "^Z stops, fg and bg resume": [
        start("cat"),
        ("\x1a", PROMPT),
        ("jobs\n", f'cat"\n{PROMPT}'),
        ("fg\n", 'cat"\n'),
        ("here\n", "here\nhere\n"),
        ("\x04", PROMPT),
        ("jobs\n", PROMPT),
    ],
    "a reader behind is stopped": [
        (f"cat & {STOPPED}\n", f"cat\n{PROMPT}"),
        ("jobs\n", f"cat\n{PROMPT}"),
        ("kill %1; fg\n", PROMPT),
        ("\n", PROMPT),
    ],
    "tostop stops a writer behind": [
        ("stty tostop\n", PROMPT),
        (f"/bin/echo behind & {STOPPED}\n", f"behind\n{PROMPT}"),
        ("jobs\n", f"behind\n{PROMPT}"),
        ("stty -tostop; fg\n", f"behind\n{PROMPT}"),
    ],
    "the line is edited: ^? ^W ^U ^V ^R": [
        start("cat"),
        ("abd\x7fc\n", "abc\n"),
        ("one two.three\x17four\n", "\none two.four\n"),
        ("gone\x15here\n", "\nhere\n"),
        ("\x16\x03\x16\x04\n", "\n\x03\x04\n"),
        ("twice\x12\n", "\ntwice\ntwice\n"),
        ("end\x04", "endend"),
        ("\x04", PROMPT),
    ],
    "without echo": [
        ("stty -echo\n", PROMPT),
        start("cat"),
        ("unseen\n", "unseen\n"),
        ("\x04", PROMPT),
        ("stty echo\n", PROMPT),
    ],
    "read with a limit of characters and time": [
        ("read -n 3 x; echo \"($x)\"\n", "\n"),
        ("abc", f"(abc)\n{PROMPT}"),
        ("read -t 1 x; echo $?\n", f"1\n{PROMPT}"),
    ],
    "the modes": [
        ("stty -a | grep -v baud | grep -v hupcl\n", f"-extproc\n{PROMPT}"),
    ],
    "what is typed during a command waits": [
        start("sleep 3"),
        ("echo typed\nsh -c 'read x; echo got $x'\nahead\n", f"got ahead\n{PROMPT}"),
    ],
}


def compare(tap):
    machine, there = guest()
    here = begin(host(), "$ ")
    begin(there, "/ # ")
    for name, scene in SCENES.items():
        try:
            wanted, got = here.play(scene), there.play(scene)
        except TimeoutError as late:
            tap.ok(False, name, late, f"host: {here.shown!r}", f"guest: {there.shown!r}")
            break
        tap.equal(got, wanted, name)
    stop_and_start(tap, there)
    paste(tap, there)
    there.type("exit\n")
    there.expect("the shell has ended")
    there.expect("/ # ")
    tap.ok(True, "exit brings another shell")
    there.type("poweroff\n")
    machine.stdin.close()
    tap.equal(machine.wait(LIMIT), 0, "poweroff ends the machine")
    here.type("exit\n")


def stop_and_start(tap, dialog):
    """Output without an end; that it is held shows when none comes any more."""
    command, running = start("sh -c 'while usleep 10000; do echo more; done'")
    dialog.type(command)
    dialog.expect(running + "more\n")
    dialog.type("\x13")
    deadline = time.monotonic() + LIMIT
    while (held := dialog.read(1)) and time.monotonic() < deadline:
        pass
    tap.ok(not held, "^S holds the output", dialog.shown[-300:])
    dialog.seen = len(dialog.shown)
    dialog.type("\x11")
    dialog.expect("more\nmore\n")
    tap.ok(True, "^Q lets it go on")
    dialog.type("\x03")
    dialog.expect(PROMPT)


def paste(tap, dialog):
    text = "".join(f"line {number}\n" for number in range(5000))
    dialog.type("stty -echo; cat >/tmp/pasted; stty echo; md5sum /tmp/pasted\n")
    dialog.expect("pasted\n")
    dialog.type(text + "\x04")
    dialog.expect(f" /tmp/pasted\n{PROMPT}")
    digest = hashlib.md5(text.encode()).hexdigest()
    tap.ok(digest in dialog.shown, "far more than the buffer holds is pasted without a loss", dialog.shown[-300:])


def early(tap):
    """Typed before the machine has started at all: bare QEMU, then what tools/vm keeps from GRUB."""
    keys = b"echo typed $((6 * 7))\npoweroff\n"
    qemu = (
        *("qemu-system-x86_64", "-machine", "q35", "-nodefaults", "-no-reboot", "-cpu", "max"),
        *("-display", "none", "-m", "256M", "-serial", "stdio"),
        *("-kernel", str(BUILD / "atlas.elf"), "-initrd", str(BUILD / "initrd.cpio")),
    )
    for name, command in (
        ("QEMU", qemu),
        ("tools/vm", ("tools/vm",)),
        ("tools/vm --iso", ("tools/vm", "--iso")),
        ("tools/vm --uefi", ("tools/vm", "--uefi")),
    ):
        shown = run(command, keys).out.replace("\r", "")
        tap.matches(r"^typed 42", shown, f"{name}: what is typed first arrives")


def main():
    tap = Tap()
    compare(tap)
    early(tap)
    tap.done()


main()
