"""tools/vmlib/main.py - the run of tools/vm from its arguments to its exit status"""
import os
import signal
import sys
import tempfile
from pathlib import Path

from vmlib import build, options
from vmlib.errors import CANNOT_RUN, INTERRUPTED, VmError
from vmlib.machine import Machine
from vmlib.session import Session
from vmlib.terminal import Terminal


def say(message):
    sys.stdout.flush()
    print(f"vm: {message}", file=sys.stderr, flush=True)


def open_standard_streams():
    """One that the caller closed is /dev/null, and no socket of ours takes its number."""
    fd = os.open(os.devnull, os.O_RDWR)
    while fd <= 2:
        fd = os.open(os.devnull, os.O_RDWR)
    os.close(fd)


def on_signal(number, _frame):
    """Leaves by the usual way out, so that the terminal is itself again."""
    raise VmError(128 + number, f"ended by {signal.Signals(number).name}")


def run(argv):
    chosen = options.parse(argv)
    build.qemu()
    if chosen.iso or chosen.uefi:
        build.make("iso")
    else:
        build.make("kernel", "initrd")
    with tempfile.TemporaryDirectory(prefix="atlas-vm.") as scratch:
        machine = Machine(chosen, Path(scratch))
        if machine.gdb_port:
            kernel = build.KERNEL.relative_to(build.ROOT)
            attach = f"target remote 127.0.0.1:{machine.gdb_port}"
            say(f"waiting for GDB: gdb -x tools/gdb/atlas.py {kernel} -ex '{attach}'")
        interactive = not chosen.command and chosen.ktest is None
        return (Terminal if interactive else Session)(machine, chosen).run()


def main(argv):
    open_standard_streams()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    try:
        return run(argv)
    except VmError as error:
        say(error)
        return error.status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # nobody reads our output any more: end as SIGPIPE would
        return 128 + signal.SIGPIPE
    except OSError as error:
        say(error)
        return CANNOT_RUN
