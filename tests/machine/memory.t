#!/usr/bin/env python3
"""Memory from 64 MiB to 6 GiB, and the lowmem boundary moved: the demonstration passes, and
/proc/meminfo accounts for what the machine has, above the hole below 4 GiB too."""
import re

from harness import Tap, vm

# What firmware, kernel image, mem_map and initramfs may take from the total, at most: a fixed
# part, and of the memory 1/64 for its struct pages and 1/128 for a debug build's page owners.
FIXED_PART_KIB = 24 << 10


def machine(tap, megabytes, *append):
    name = " ".join([f"{megabytes} MiB", *append])
    arguments = ["--memory", f"{megabytes}M"] + (
        ["--append", append[0]] if append else []
    )
    result = vm(*arguments, "--", "/bin/mmapdemo")
    tap.ok(
        result.status == 0 and result.out.rstrip().endswith("PASS"),
        f"{name}: mmapdemo passes",
        result,
    )
    return result


def meminfo(tap, megabytes, *append):
    """Returns the fields of /proc/meminfo in KiB."""
    name = " ".join([f"{megabytes} MiB", *append])
    arguments = ["--memory", f"{megabytes}M"] + (
        ["--append", append[0]] if append else []
    )
    result = vm(*arguments, "--", "/bin/cat", "/proc/meminfo")
    fields = {
        key: int(value)
        for key, value in re.findall(r"^(\w+): *(\d+) kB", result.out, re.MULTILINE)
    }
    total, installed = fields.get("MemTotal", 0), megabytes << 10
    least = installed - installed * 3 // 128 - FIXED_PART_KIB
    tap.ok(
        least <= total <= installed, f"{name}: MemTotal is what the machine has", result
    )
    return fields


def main():
    tap = Tap()
    for megabytes in (64, 256, 1024, 4096, 6144):
        machine(tap, megabytes)
        fields = meminfo(tap, megabytes)
        if megabytes > 1024:
            tap.ok(
                fields.get("HighTotal", 0) > (megabytes - 1200) << 10,
                f"{megabytes} MiB: what lies above 896 MiB is highmem",
                fields,
            )
    machine(tap, 1024, "lowmem=all")
    fields = meminfo(tap, 1024, "lowmem=all")
    tap.equal(fields.get("HighTotal"), 0, "lowmem=all: no highmem", fields)
    machine(tap, 1024, "lowmem=64M")
    fields = meminfo(tap, 1024, "lowmem=64M")
    tap.ok(
        fields.get("LowTotal", 1 << 30) <= 64 << 10,
        "lowmem=64M: at most so much lowmem",
        fields,
    )
    tap.done()


main()
