#!/usr/bin/env python3
"""slub_debug= on the command line: which caches are debugged, by the size of their objects."""
import re

from harness import Tap, vm


def sizes(tap, option, name):
    """The objsize of each cache, and what the kernel said."""
    result = vm("--verbose", "--append", option, "--", "/bin/cat", "/proc/slabinfo")
    rows = re.findall(r"^(\S+) +\d+ +\d+ +(\d+) ", result.out, re.MULTILINE)
    found = {cache: int(size) for cache, size in rows}
    tap.ok("kmalloc-64" in found, f"{option}: {name}", result)
    return found, result


def main():
    tap = Tap()
    plain, _ = sizes(tap, "slub_debug=-", "boots without any")
    tap.equal(plain.get("kmalloc-64"), 64, "an object takes its own size")
    full, _ = sizes(tap, "slub_debug", "boots with everything")
    tap.ok(all(full[name] > plain[name] for name in plain), "all caches are debugged", full)
    some, result = sizes(tap, "slub_debug=ZPT,kmalloc-64,dma-*", "boots with some")
    larger = {name for name in plain if some[name] > plain[name]}
    tap.equal(
        larger,
        {"kmalloc-64"} | {name for name in plain if name.startswith("dma-")},
        "those are debugged",
    )
    tap.matches("option 'T' unknown", result.err, "a letter that Atlas does not have")
    result = vm("--append", "slub_debug", "--ktest", "kmalloc.*")
    tap.equal(result.status, 0, "kmalloc's own tests pass with everything on", result)
    tap.done()


main()
