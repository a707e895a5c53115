#!/usr/bin/env python3
"""The slab allocator's parameters, slub_debug= and failslab=, and what Debian's own tools read from
/proc/slabinfo and /proc/meminfo."""
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from harness import Tap, vm


def sizes(tap, option, name):
    """The objsize of each cache, and what the kernel said."""
    result = vm("--verbose", "--append", option, "--", "/bin/cat", "/proc/slabinfo")
    rows = re.findall(r"^(\S+) +\d+ +\d+ +(\d+) ", result.out, re.MULTILINE)
    found = {cache: int(size) for cache, size in rows}
    tap.ok("kmalloc-64" in found, f"{option}: {name}", result)
    return found, result


def slub_debug(tap):
    """Which caches are debugged shows in the size of their objects."""
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
    result = vm("--append", "slub_debug=-", "--ktest", "kmalloc.*")
    tap.equal(result.status, 0, "kmalloc's own tests pass without", result)


def faults(tap):
    """By default only what cannot sleep fails: the machine lives with all of that failing."""
    options = "failslab=1,100,0,-1 fail_page_alloc=2,50,0,-1,7"
    script = "cat /proc/failslab/probability /proc/fail_page_alloc/seed"
    result = vm("--verbose", "--append", options, "--", "/bin/sh", "-c", script)
    tap.equal(result.out, "100\n7\n", "failslab= and fail_page_alloc= are knobs", result)
    tap.matches(
        "fail_page_alloc: interval 2, probability 50, space 0, times -1, seed 7",
        result.err,
        "... and the log has them",
    )
    for broken in ("failslab=1,100", "failslab=often,1,1,1", "failslab=1,2,3,4,5,6"):
        result = vm("--verbose", "--append", broken, "--", "/bin/true")
        tap.matches(f"{broken}: .*expected INTERVAL", result.err, f"{broken}: refused")


def tool(tap, root, program, *arguments):
    """Runs a program of the host, whose libraries are in root, in Atlas."""
    shutil.copy(program, root / "bin")
    libraries = subprocess.run(["ldd", program], capture_output=True, text=True, check=True)
    for library in re.findall(r"(/\S+)", libraries.stdout):
        target = root / library.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(library, target)
    return vm("--overlay", str(root), "--", f"/bin/{Path(program).name}", *arguments)


def procps(tap):
    slabtop, vmstat, free = map(shutil.which, ("slabtop", "vmstat", "free"))
    if not (slabtop and vmstat and free):
        tap.skip("slabtop, vmstat and free", "this host has no procps")
        return
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "bin").mkdir()
        result = tool(tap, root, slabtop, "-o")
        tap.matches(r"^ +\d+ +\d+ +\d+% .* dentry *$", result.out, "slabtop -o")
        result = tool(tap, root, vmstat, "-m")
        tap.matches(r"^dentry +\d+ +\d+ +\d+ +\d+$", result.out, "vmstat -m")
        result = tool(tap, root, free, "-l")
        number = r" +[1-9]\d*"
        tap.matches(rf"^Mem:{number * 3} +\d+{number * 2}$", result.out, "free -l: memory")
        tap.matches(rf"^Low:{number * 3}$", result.out, "... lowmem")
        tap.matches(rf"^High:{number * 3}$", result.out, "... highmem")


def main():
    tap = Tap()
    slub_debug(tap)
    faults(tap)
    procps(tap)
    tap.done()


main()
