"""tests/machine/harness.py - what the whole-machine tests share

TAP on standard output, tools/vm as a function, and bare QEMU for the machines that tools/vm does not
build (no initrd, a CPU without long mode).
"""
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DEBUG = os.environ.setdefault("DEBUG", "1")  # tools/vm, whose own default is another, sees it too
BUILD = ROOT / "build" / ("debug" if DEBUG == "1" else "release")
sys.path.insert(0, str(ROOT / "tools"))

# A guest that hangs ends a test, not the run. Boots take 1 to 15 s on an idle machine.
LIMIT = 120
SUITES_LIMIT = 300  # for all suites of the kernel, as in tests/run: 8 CPUs take a busy host long


class Tap:
    """Numbers results. A failed one shows what there was to see, on standard error: prove keeps
    standard output to itself."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def ok(self, condition, name, *details):
        self.count += 1
        self.failed += not condition
        print(f"{'ok' if condition else 'not ok'} {self.count} - {name}", flush=True)
        if not condition:
            print(f"# failed: {self.count} - {name}", file=sys.stderr)
            for detail in details:
                for line in str(detail).splitlines()[-60:]:
                    print(f"#   {line}", file=sys.stderr, flush=True)
        return bool(condition)

    def equal(self, got, wanted, name, *details):
        return self.ok(
            got == wanted, name, f"got:    {got!r}", f"wanted: {wanted!r}", *details
        )

    def matches(self, pattern, text, name):
        found = re.search(pattern, text, re.MULTILINE)
        return self.ok(found, name, f"nothing matches /{pattern}/ in:", text)

    def skip(self, name, why):
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {why}", flush=True)

    def done(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)


class Run:
    """How a program ended: status, and what it wrote, as bytes and as text."""

    def __init__(self, completed):
        self.status = completed.returncode
        self.out_bytes = completed.stdout
        self.err_bytes = completed.stderr
        self.out = completed.stdout.decode(errors="replace")
        self.err = completed.stderr.decode(errors="replace")

    def __str__(self):
        return (
            f"exit status {self.status}\n--- stdout\n{self.out}\n--- stderr\n{self.err}"
        )


def run(argv, data=b"", limit=LIMIT + 30, **more):
    """Like subprocess.run(); a program that does not end in time has status 124."""
    try:
        return Run(
            subprocess.run(
                argv,
                cwd=ROOT,
                input=data,
                capture_output=True,
                timeout=limit,
                check=False,
                **more,
            )
        )
    except subprocess.TimeoutExpired as late:
        output, errors = late.stdout or b"", late.stderr or b""
        return Run(subprocess.CompletedProcess(argv, 124, output, errors))


def vm(*arguments, data=b"", timeout=LIMIT):
    """tools/vm with these arguments and this standard input."""
    return run(["tools/vm", "--timeout", str(timeout), *arguments], data, timeout + 30)


def failed_cases(log):
    """What was said of each case that failed, a text each, and how it ended, from the last result on: the
    last lines of a long log seldom show it. The kernel speaks before a result, a program after, with #."""
    pieces = re.split(r"(?m)^((?:not )?ok \d.*\n)", log)
    cases = zip(pieces[::2], pieces[1::2], pieces[2::2])
    return [
        said + result + re.match(r"(?:# .*\n)*", after)[0]
        for said, result, after in cases
        if result.startswith("not")
    ] + ["".join(pieces[-2:])]


def qemu(
    *arguments, memory="256M", append="panic=-1", kernel=None, initrd=None, limit=60
):
    """Boots by PVH without tools/vm. Returns what came out of the serial line; a machine that halts,
    as it may, is ended after `limit` seconds, or as soon as it has said a last word."""
    command = [
        *(
            "qemu-system-x86_64",
            "-machine",
            "q35",
            "-nodefaults",
            "-no-reboot",
            "-display",
            "none",
        ),
        *("-m", memory, "-kernel", str(kernel or BUILD / "atlas.elf"), "-append", append),
        *("-serial", "stdio"),
        *(("-initrd", str(initrd)) if initrd else ()),
        *(arguments if "-cpu" in arguments else ("-cpu", "max", *arguments)),
    ]
    return watch(command, LAST_WORDS, limit)


LAST_WORDS = re.compile(
    rb"^.*(Kernel panic - not syncing|[Hh]alted|cannot run here).*\n", re.MULTILINE
)


def watch(command, last_words, limit):
    """Output of a command until it ends, says its last words, or the limit is over."""
    import selectors
    import time

    deadline = time.monotonic() + limit
    output = b""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        selector = selectors.DefaultSelector()
        selector.register(process.stdout, selectors.EVENT_READ)
        while time.monotonic() < deadline and selector.select(
            deadline - time.monotonic()
        ):
            data = os.read(process.stdout.fileno(), 65536)
            if not data:
                break
            output += data
            if last_words.search(output):
                deadline = min(deadline, time.monotonic() + 2)
        process.kill()
    return output.replace(b"\r", b"").decode(errors="replace")
