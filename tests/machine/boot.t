#!/usr/bin/env python3
"""The three ways to boot, each up to the demonstration; the ISO's size; what `make run` shows."""
from harness import BUILD, Tap, run, vm

ISO_LIMIT = 12 << 20


def demonstration(tap, name, *arguments):
    result = vm(*arguments, "--", "/bin/mmapdemo")
    tap.equal(result.status, 0, f"{name}: mmapdemo exits with 0", result)
    tap.equal(
        result.out.rstrip().rpartition("\n")[2],
        "PASS",
        f"{name}: it ends with PASS",
        result,
    )


def main():
    tap = Tap()
    demonstration(tap, "PVH")
    demonstration(tap, "ISO, BIOS", "--iso")
    demonstration(tap, "ISO, UEFI", "--uefi")

    size = (BUILD / "atlas.iso").stat().st_size
    tap.ok(size < ISO_LIMIT, "the ISO is under 12 MiB", f"it has {size} bytes")

    # What `make run` starts, with a pipe for a keyboard: the demonstration, the shell, and at the end
    # of the input the machine powers off.
    result = run(["tools/vm", "--iso", "--timeout", "60"], b"echo typed $((6 * 7))\n")
    console = result.out.replace("\r", "")
    tap.matches(r"^PASS", console, "make run: the demonstration passes")
    tap.matches(r"^This is a shell", console, "make run: then comes the shell")
    tap.matches(r"^typed 42", console, "make run: the shell takes a line")
    tap.equal(result.status, 0, "make run: the machine powers off when the input ends", result)
    tap.done()


main()
