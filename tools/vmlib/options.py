"""tools/vmlib/options.py - the command line of tools/vm"""
import argparse
import os
import re

from vmlib.errors import CANNOT_RUN, VmError

USAGE = """\
usage: tools/vm [option…]                      the console, interactive (Ctrl-A x quits)
       tools/vm [option…] -- COMMAND [ARG…]    run COMMAND in the guest
       tools/vm [option…] --ktest PATTERN      run the kernel's own tests

Builds what is stale, boots Atlas in QEMU (under TCG: KVM is never used, so that every
machine shows the same), and runs COMMAND. Its standard input, output, error and exit status are
tools/vm's. DEBUG=1 in the environment boots the debug build.
"""

EPILOG = """\
exit status: COMMAND's; 128+n when signal n killed it; with --ktest 0 when all tests passed, else 1.
Of tools/vm itself, with a line `vm: reason`: 124 timeout, 125 panic or unexpected reset,
126 this host cannot run it.
"""

SIZE_UNITS = {"": 1 << 20, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


class Parser(argparse.ArgumentParser):
    """Reports a wrong command line as tools/vm reports everything else."""

    def error(self, message):
        raise VmError(CANNOT_RUN, f"{message} (tools/vm --help shows the usage)")


def size(text):
    """256M, 4G, 512 (MiB): a size in bytes."""
    match = re.fullmatch(r"(\d+)([KMG]?)(?:i?B)?", text, re.IGNORECASE)
    if not match or int(match[1]) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a size such as 256M or 4G")
    return int(match[1]) * SIZE_UNITS[match[2].upper()]


def positive(text):
    try:
        number = float(text)
    except ValueError:
        number = 0
    if number <= 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a positive number")
    return number


def count(text):
    if not re.fullmatch(r"[1-9]\d*", text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a positive whole number")
    return int(text)


def numa_node(text):
    """SIZE[,cpus=A-B]: (bytes, 'A-B' or None)."""
    match = re.fullmatch(r"([^,]+)(?:,cpus=(\d+(?:-\d+)?))?", text)
    if not match:
        raise argparse.ArgumentTypeError(f"'{text}' is not SIZE[,cpus=A-B]")
    return size(match[1]), match[2]


def directory(text):
    if not os.path.isdir(text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a directory")
    return text


def readable_file(text):
    if not os.path.isfile(text) or not os.access(text, os.R_OK):
        raise argparse.ArgumentTypeError(f"'{text}' is not a file that can be read")
    return text


def build_parser():
    parser = Parser(
        prog="tools/vm",
        usage=argparse.SUPPRESS,
        description=USAGE,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--cpus", type=count, default=1, metavar="N", help="CPUs (1)")
    add("--memory", type=size, metavar="SIZE", help="memory (1G)")
    add(
        "--numa",
        type=numa_node,
        action="append",
        default=[],
        metavar="SIZE[,cpus=A-B]",
        help="a NUMA node; again for each further one",
    )
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--iso", action="store_true", help="boot the ISO under BIOS")
    start.add_argument("--uefi", action="store_true", help="boot the ISO under UEFI")
    add("--append", default="", metavar="ARGS", help="more kernel command line")
    add("--overlay", type=directory, metavar="DIR", help="lay DIR over the guest's root")
    add(
        "--disk",
        type=readable_file,
        metavar="IMG",
        help="a virtio disk with IMG's contents",
    )
    add(
        "--icount", action="store_true", help="count instructions: two runs agree exactly"
    )
    add(
        "--gdb",
        action="store_true",
        help="stop before the first instruction and wait for GDB",
    )
    add(
        "--timeout",
        type=positive,
        metavar="S",
        help="give up after S seconds (status 124)",
    )
    add("--verbose", action="store_true", help="the kernel's console on standard error")
    add("--ktest", metavar="PATTERN", help="run the kernel's tests whose name matches")
    parser.set_defaults(command=[])
    return parser


def parse(argv):
    """Returns the options; whatever follows -- is the command, untouched."""
    parser = build_parser()
    command = None
    if "--" in argv:
        split = argv.index("--")
        argv, command = argv[:split], argv[split + 1 :]
    options = parser.parse_args(argv)
    options.command = command or []
    if command == []:
        parser.error("no COMMAND after --")
    if command and options.ktest:
        parser.error("--ktest and a COMMAND do not go together")
    if options.numa:
        total = sum(node[0] for node in options.numa)
        if options.memory not in (None, total):
            parser.error("--memory must be the sum of the --numa sizes, or left out")
        options.memory = total
    options.memory = options.memory or 1 << 30
    return options
