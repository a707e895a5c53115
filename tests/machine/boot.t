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

    # What `make run` starts, with nobody at the keyboard: the demonstration, then the shell reads the
    # end of its input.
    result = run(["tools/vm", "--iso", "--timeout", "120"])
    tap.matches(
        r"^PASS", result.out.replace("\r", ""), "make run: the demonstration passes"
    )
    tap.equal(
        result.status, 0, "make run: the machine powers off when the shell ends", result
    )
    tap.done()


main()
