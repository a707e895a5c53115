#!/usr/bin/env python3
"""BusyBox does in Atlas what the same BusyBox does on the host: the commands of busybox.cmds, in one boot."""
import re
import tempfile
from pathlib import Path

from harness import Tap, run, vm

LIMIT = 60  # seconds, for one command
END = "---- "  # begins the line behind a command's output
START = ["env", "-i", "PATH=/bin", "LC_ALL=C", "TZ=UTC0", "TERM=vt100", "busybox", "sh", "-s"]


def commands():
    """Each command, and the pattern of its output or None."""
    text = (Path(__file__).parent / "busybox.cmds").read_text()
    found = re.findall(r"^([^#\t\n].*)\n(?:\t~ (.*)\n)?", text, re.MULTILINE)
    return [(command, pattern or None) for command, pattern in found]


def runner(everything):
    """What a shell reads to run them, by BusyBox's names alone, in the directory that it is given: all
    of them, or only those whose output is compared."""
    text = "cd $1; mkdir bin work; busybox --install -s $PWD/bin; PATH=$PWD/bin; cd work\n"
    for command, pattern in commands():
        quoted = command.replace("'", "'\\''") if everything or not pattern else ":"
        text += f"timeout -s KILL {LIMIT} sh -c '{quoted}' </dev/null 2>&1; echo \"{END}$?\"\n"
    return text.encode()


def outputs(result):
    """What each command printed, and how it ended."""
    return re.findall(rf"(.*?){END}(\d+)\n", result.out, re.DOTALL)


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as scratch:
        here = outputs(run([*START, scratch], runner(False), limit=300))
    there = vm("--", *START, "/tmp", data=runner(True), timeout=300)
    got = outputs(there)
    for number, (command, pattern) in enumerate(commands()):
        output = got[number] if number < len(got) else ("", "none")
        if pattern:
            tap.matches(pattern, output[0], command)
        else:
            tap.equal(output, here[number], command, there.err)
    tap.done()


main()
