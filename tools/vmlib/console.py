"""tools/vmlib/console.py - reads the kernel's console: log, panics and KTAP lines"""
import re

PANIC = b"Kernel panic - not syncing"
# The lines of KTAP (Documentation/dev-tools/ktap.rst of Linux); nothing else starts like them.
KTAP = re.compile(rb"\s*(KTAP version \d|1\.\.\d|(not )?ok \d|# |Bail out!)")
EXCUSED = re.compile(rb"# (SKIP|TODO)\b", re.IGNORECASE)
SUMMARY = re.compile(rb"# ktest: (\d+) passed, (\d+) failed")


class Console:
    """Keeps everything that was printed; shows it at once, or when something went wrong."""

    def __init__(self, show=None, on_ktap=None):
        self.log = bytearray()
        self.panicked = None  # the line that says so
        self.show = show
        self.on_ktap = on_ktap
        self.tests_passed = 0
        self.tests_failed = 0
        self.tests_ended = False
        self.partial = b""

    def feed(self, data):
        data = data.replace(b"\r", b"")
        self.log += data
        if self.show:
            self.show(data)
        *lines, self.partial = (self.partial + data).split(b"\n")
        for line in lines:
            self.line(line)

    def finish(self):
        """The machine ended: what came without a newline is a line too."""
        if self.partial:
            self.line(self.partial)
            self.partial = b""

    def line(self, line):
        if self.panicked is None and PANIC in line:
            self.panicked = line[line.index(PANIC) :].decode(errors="replace")
        if self.on_ktap and KTAP.match(line):
            self.ktap_line(line)

    def ktap_line(self, line):
        self.on_ktap(line + b"\n")
        result = line.lstrip()
        if result.startswith(b"not ok") and not EXCUSED.search(result):
            self.tests_failed += 1
        elif result.startswith((b"ok", b"not ok")):
            self.tests_passed += 1
        elif SUMMARY.match(line):
            self.tests_ended = True
