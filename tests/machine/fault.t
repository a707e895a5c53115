#!/usr/bin/env python3
"""No allocation site is left out by fault injection: each call of an allocator in the kernel's own
code, as the object files have them, fails at least once in the tests that make allocations fail.
Of a release build (DEBUG= in the environment) too, where each inlined copy of a call is another one."""
import re
import subprocess

from harness import BUILD, Tap, vm

ROOMS = ("core", "drivers", "fs", "kernel", "lib", "mm")

# Who allocates, by name. What only passes such a call on, at its end, is one of them too.
ALLOCATOR = re.compile(
    r"alloc|(str|strn|mem|area_)dup$|asprintf|(^vm|re)map$|get_free_pages?$|zeroed_page"
    r"|(cache|kthread)_create|new_inode|(seq|single)_open|area_caller|vmap_(pages|pfn)_range"
)
NO_MEMORY = re.compile(
    r"alloc_(fd|pid|spares)|vmalloc_to|allocated|on_alloc|(fail|warn)_alloc|(buddy|area)_alloc$"
)

# "file: caller calls callee" of what is not made to fail, and why.
EXEMPT = {
    "drivers/toy/": "boot: the devices' memory",
    "drivers/qemu_fw_cfg.c: .*probe": "boot: the first who asks for the device",
    "(fork.c: .*|unshare_files) calls alloc_files": "boot: only /init begins without descriptors",
    "fdtable.c: (alloc|unshare)_files calls kmem_cache_alloc": "the same, and inlined elsewhere",
    "new_slab.* calls alloc_pages": "for no node: inline code that is never reached",
    "alloc_near calls": "says nothing where it may go on to another node",
    "migrate_entry calls alloc_pages": "without a policy nothing moves: inline code never reached",
    "get_locked_pte": "vm_insert_page(): no device here uses it",
    "simple_make_symlink": "boot: what links there are in /proc",
    "mount_single calls alloc_super": "boot: the first mount of a kind",
}

HEAD = re.compile(r"^[0-9a-f]+ <(.+)>:$")
CALL = re.compile(r"^ *([0-9a-f]+):\t.*\t?(call|jmp) ")
TARGET = re.compile(r"^\t+[0-9a-f]+: R_X86_64_PLT32\t(.+)-0x4$")


def calls(path):
    """(caller, offset behind the call, kind, callee) in one object file, but for what only boots."""
    text = subprocess.run(
        ["objdump", "-dr", "--no-show-raw-insn", "-j.text", "-j.text.unlikely", path],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    start = caller = kind = None
    for line in text.splitlines():
        if head := HEAD.match(line):
            start, caller = int(line.split()[0], 16), head[1]
        elif call := CALL.match(line):
            kind, at = call[2], int(call[1], 16)
        elif (target := TARGET.match(line)) and kind:
            yield caller, at + 5 - start, kind, target[1]
            kind = None
        else:
            kind = None


def sites():
    """{(caller, offset): (file, callee)}"""
    found = [
        (path.relative_to(BUILD), *call)
        for room in ROOMS
        for path in sorted((BUILD / room).rglob("*.o"))
        for call in calls(path)
    ]
    allocators = {to for *_, to in found if ALLOCATOR.search(to) and not NO_MEMORY.search(to)}
    before = 0
    while len(allocators) > before:
        before = len(allocators)
        allocators |= {c for _, c, _, kind, to in found if kind == "jmp" and to in allocators}
    return {
        (caller, offset): (str(path)[:-2], to)
        for path, caller, offset, kind, to in found
        if kind == "call" and to in allocators
    }


def failed_in(log):
    """All frames of the backtraces."""
    return {(m[1], int(m[2], 16)) for m in re.finditer(r"  (\S+)\+0x([0-9a-f]+)/0x", log)}


def main():
    tap = Tap()
    left = {
        place: f"{path}: {place[0]} calls {to}"
        for place, (path, to) in sites().items()
        if not any(re.search(pattern, f"{path}: {place[0]} calls {to}") for pattern in EXEMPT)
    }
    tap.ok(len(left) > 100, "there are many allocation sites", len(left))
    # Each try begins with the same free memory and addresses: what is the n-th stays the n-th.
    fixed = ("--verbose", "--append", "norandmaps")
    kernel = vm(*fixed, "--ktest", "fault_inject.*")
    programs = vm(*fixed, "--", "/tests/fault_inject_test", "trace")
    nodes = ("--numa", "128M", "--numa", "128M")
    moves = vm(*fixed, *nodes, "--", "/tests/fault_inject_test", "trace", "pages that move")
    for place in failed_in(kernel.err) | failed_in(programs.err) | failed_in(moves.err):
        left.pop(place, None)
    tap.equal(kernel.status, 0, "the kernel's interfaces survive", kernel)
    tap.equal(programs.status, 0, "system calls survive", programs.out)
    tap.equal(moves.status, 0, "pages that move from node to node survive", moves.out)
    tap.ok(not left, "each allocation site has failed", "\n".join(sorted(left.values())))
    tap.done()


main()
