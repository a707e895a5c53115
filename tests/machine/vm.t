#!/usr/bin/env python3
"""What tools/vm promises: the command's own streams and status, in order and byte for byte; its own
statuses 124, 125 and 126, each with its reason; --ktest, --overlay, --append, --icount, --disk."""
import os
import pty
import random
import signal
import subprocess
import tempfile
from pathlib import Path

from harness import ROOT, Tap, run, vm

MIB = 1 << 20


def sh(script, *options, **more):
    return vm(*options, "--", "/bin/sh", "-c", script, **more)


def statuses(tap):
    tap.equal(sh("exit 0").status, 0, "exit status 0")
    tap.equal(sh("exit 7").status, 7, "exit status 7")
    tap.equal(sh("kill -9 $$").status, 128 + signal.SIGKILL, "killed by SIGKILL: 137")
    result = vm("--", "/no/such/program")
    tap.equal(result.status, 127, "no such program: 127, as a shell says it", result)


def streams(tap):
    data = random.Random(2026).randbytes(MIB)
    result = vm("--", "/bin/cat", data=data, timeout=240)
    tap.ok(
        result.out_bytes == data and result.status == 0,
        "1 MiB of any bytes through cat, byte for byte",
        f"status {result.status}, {len(result.out_bytes)} bytes came back",
        result.err,
    )
    result = vm("--", "/bin/cat", data=b"")
    tap.equal((result.status, result.out), (0, ""), "empty standard input ends at once")
    result = sh("exit 3", data=b"nobody reads this")
    tap.equal(result.status, 3, "standard input that nobody reads is no error")

    result = run(["sh", "-c", "tools/vm --timeout 60 -- /bin/cat <&-"])
    tap.equal((result.status, result.out), (0, ""), "no standard input: it is empty", result)

    script = "for i in 1 2 3 4 5; do echo out $i; echo err $i >&2; done"
    both = subprocess.run(
        ["tools/vm", "--timeout", "120", "--", "/bin/sh", "-c", script],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    ).stdout
    wanted = "".join(f"out {i}\nerr {i}\n" for i in range(1, 6))
    tap.equal(both, wanted, "standard output and standard error keep their order")

    words = [
        "a b",
        "",
        "it's",
        '"$HOME"',
        "back\\slash",
        "*",
        "tab\there",
        "ünïcode",
        "new\nline",
    ]
    result = vm("--", "/bin/sh", "-c", 'printf "%s\\0" "$@"', "sh", *words)
    tap.equal(
        result.out.split("\0")[:-1],
        words,
        "arguments keep spaces, quotes and all else",
        result,
    )


# tools/vm as it is, but for a line from the guest on which little has room and which it reads slowly.
SLOW_HOST = """
import socket, sys, time
sys.path.insert(0, "tools")
from vmlib.machine import Machine
from vmlib.main import main

class SlowEnd:
    def __init__(self, end):
        self.end = end
    def __getattr__(self, name):
        return getattr(self.end, name)
    def recv(self, size):
        time.sleep(0.002)
        return self.end.recv(1)

begin = Machine.__init__
def begin_slowly(self, *arguments):
    begin(self, *arguments)
    self.guest_ends[1].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1)
    self.channel = SlowEnd(self.channel)
Machine.__init__ = begin_slowly
sys.exit(main(sys.argv[1:]))
"""


def slow_host(tap):
    """Whatever the length of what comes before it, the last byte of the status is on its way too."""
    for last in range(21, 33):
        result = run(["python3", "-B", "-c", SLOW_HOST, "--", "seq", str(last)])
        wanted = "".join(f"{n}\n" for n in range(1, last + 1))
        tap.equal((result.out, result.status), (wanted, 0), f"a slow host gets all of seq {last}")


def failures(tap):
    result = sh("while :; do :; done", timeout=8)
    tap.equal(result.status, 124, "a command that does not end: 124", result)
    tap.matches(r"^vm: timeout after 8 s$", result.err, "... with its reason")

    result = vm("--append", "init=/no/such/init", "--", "/bin/true")
    tap.equal(result.status, 125, "a panic: 125", result)
    tap.matches(r"^vm: Kernel panic - not syncing: ", result.err, "... with its reason")
    tap.matches(r"^\[ *\d+\.\d+\] ", result.err, "... and the kernel's console")

    result = sh("reboot -f; sleep 60")
    tap.equal(result.status, 125, "a reset before the command ended: 125", result)
    tap.matches(r"^vm: .*reset", result.err, "... with its reason")

    result = vm("--memory", "1000000G", "--", "/bin/true")
    tap.equal(result.status, 126, "more memory than the host has: 126", result)
    tap.matches(r"^vm: QEMU does not start", result.err, "... with its reason")

    empty = {**os.environ, "PATH": "/nonexistent"}
    result = run(
        [os.path.realpath("/usr/bin/python3"), "tools/vm", "--", "/bin/true"], env=empty
    )
    tap.equal(result.status, 126, "no QEMU: 126", result)
    tap.matches(r"^vm: no qemu-system-x86_64", result.err, "... with its reason")

    for wrong in (["--memory", "lots"], ["--bogus"], ["--"]):
        result = vm(*wrong)
        tap.ok(
            result.status == 126 and result.err.startswith("vm: "),
            f"{' '.join(wrong)}: 126",
            result,
        )


def options(tap):
    result = sh("echo quiet")
    tap.equal(result.err, "", "the console is silent when all is well")
    result = sh("echo loud", "--verbose")
    tap.matches(
        r"^\[ *\d+\.\d+\] ", result.err, "--verbose: the console on standard error"
    )
    tap.equal(result.out, "loud\n", "... and standard output stays the command's")

    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        (top / "etc").mkdir()
        (top / "etc" / "word").write_text("overlaid\n", encoding="ascii")
        (top / "etc" / "link").symlink_to("word")
        (top / "etc" / "run").write_text("#!/bin/sh\necho ran\n", encoding="ascii")
        (top / "etc" / "run").chmod(0o755)
        for start in ([], ["--iso"]):
            result = sh("cat /etc/link; /etc/run", "--overlay", name, *start)
            tap.equal(
                result.out,
                "overlaid\nran\n",
                f"--overlay {' '.join(start)}: files, links, modes",
                result,
            )

    for start in ([], ["--iso"]):
        result = vm(
            "--append", "greeting=hello", *start, "--", "/bin/cat", "/proc/cmdline"
        )
        tap.matches(
            r"\bgreeting=hello\b",
            result.out,
            f"--append {' '.join(start)} reaches the kernel",
        )

    with tempfile.TemporaryDirectory() as name:
        image = Path(name) / "a, b.img"
        image.write_bytes(bytes(MIB))
        result = sh("exit 6", "--disk", str(image))
        tap.equal(result.status, 6, "--disk: QEMU takes the image, whatever its name", result)

    counts = [sh("echo counted", "--icount", "--verbose") for _ in range(2)]
    tap.equal(counts[0].out, "counted\n", "--icount: the command runs", counts[0])
    tap.equal(
        counts[0].err, counts[1].err, "--icount: two runs print the same, times and all"
    )


def keyboard(tap):
    """tools/vm with a terminal: Ctrl-A is its own."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execv("tools/vm", ["tools/vm", "--timeout", "120"])
    os.write(terminal, b"echo one$((1 + 1)); cat\n\x01\x01here\n")  # waits for the kernel
    shown = b""
    while b"\n\x01here" not in shown and (data := read_terminal(terminal)):
        shown += data
    tap.ok(b"\none2\r\n" in shown, "keys typed before the kernel runs reach the shell", shown)
    tap.ok(b"\n\x01here" in shown, "Ctrl-A Ctrl-A is one Ctrl-A in the guest", shown)
    os.write(terminal, b"\x01x")
    status = None
    while status is None:  # what it prints while it ends must be read
        done, code = os.waitpid(child, 0 if not read_terminal(terminal) else os.WNOHANG)
        status = os.waitstatus_to_exitcode(code) if done else None
    tap.equal(status, 0, "Ctrl-A x ends it, with status 0")


def read_terminal(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # nobody has the other end open any more
        return b""


def ktest(tap):
    result = vm("--ktest", "wait.*")
    tap.matches(r"^KTAP version 1$", result.out, "--ktest: KTAP on standard output")
    tap.equal(result.status, 0, "--ktest: 0 when all passed", result)
    result = vm("--ktest", "no_such_suite")
    tap.equal(result.status, 1, "--ktest of nothing: 1", result)
    tap.matches(r"no test matches 'no_such_suite'", result.out, "... with its reason")


def main():
    tap = Tap()
    statuses(tap)
    streams(tap)
    slow_host(tap)
    failures(tap)
    options(tap)
    keyboard(tap)
    ktest(tap)
    tap.done()


main()
