"""tools/gdb/memory.py - the kernel's memory as the `atlas` commands read it: frames, tables, tasks

What is physical is read as such, through QEMU, so that page tables can be walked with any CR3 and
before there are any. What belongs to the kernel is read at its own address; where boot has not got
so far, the error says so.
"""
import contextlib
import functools
import re
import struct

import gdb
import kernel

PAGE_OFFSET = 0xFFFF888000000000
VMEMMAP_START = 0xFFFFEA0000000000
PAGE_SIZE = 4096
FRAME_MASK = 0x000FFFFFFFFFF000
PRESENT, LARGE, GLOBAL = 1, 1 << 7, 1 << 8
ENTRY_FLAGS = (
    *((1 << 1, "writable"), (1 << 2, "user"), (1 << 5, "accessed"), (1 << 6, "dirty")),
    *((1 << 9, "special"), (1 << 11, "soft-dirty"), (1 << 63, "no-execute")),
)
CACHING = ((), ("write-combining",), ("uncached",), ("strictly-uncached",))
LEVELS = (("pgd", 39), ("pud", 30), ("pmd", 21), ("pte", 12))
CR0_PG = 1 << 31

TOO_EARLY = (
    "boot has not got so far: the kernel's data cannot be read yet.\n"
    "Go on to where it can: `hbreak start_kernel`, `continue`, or let it run and press Ctrl-C."
)


def readable(function):
    """What GDB says of memory that is not there, in words that help."""

    @functools.wraps(function)
    def wrapper(*arguments):
        try:
            return function(*arguments)
        except gdb.MemoryError as error:
            if not paging():
                raise gdb.GdbError(TOO_EARLY) from error
            raise gdb.GdbError(
                f"{error}.\nEither boot has not got so far, or the kernel's data is damaged there."
            ) from error
        except gdb.error as error:
            if "No symbol" in str(error):
                raise gdb.GdbError(
                    f"{error}\nThese commands need build/…/atlas.elf as GDB's program: start it by `make gdb`."
                ) from error
            if "registers" in str(error) or "not being run" in str(error):
                raise gdb.GdbError(
                    "no machine is attached: start GDB by `make gdb`, or `target remote` one."
                ) from error
            raise gdb.GdbError(str(error)) from error

    return wrapper


def register(name):
    return int(re.search(r"0x[0-9a-f]+", gdb.execute(f"info registers {name}", to_string=True))[0], 16)


def paging():
    try:
        return register("cr0") & CR0_PG != 0
    except (gdb.error, TypeError):
        return False


@contextlib.contextmanager
def physical_memory():
    gdb.execute("maintenance packet Qqemu.PhyMemMode:1", to_string=True)
    try:
        yield
    finally:
        gdb.execute("maintenance packet Qqemu.PhyMemMode:0", to_string=True)


def read_entry(table, index):
    with physical_memory():
        memory = gdb.selected_inferior().read_memory(table + 8 * index, 8)
    return struct.unpack("<Q", memory)[0]


def flag_words(entry):
    if entry & (PRESENT | GLOBAL) == PRESENT | GLOBAL:
        return flag_words(entry & ~GLOBAL) + " global"
    words = [word for bit, word in ENTRY_FLAGS if entry & bit]
    return " ".join([*words, *CACHING[entry >> 3 & 3]])


def walk(address, top):
    """Yields (level, index, entry, shift) from the table at physical address top down to the leaf, or to
    the first entry that is not present."""
    table = top
    for name, shift in LEVELS:
        index = address >> shift & 511
        entry = read_entry(table, index)
        yield name, index, entry, shift
        if not entry & PRESENT or (entry & LARGE and name in ("pud", "pmd")):
            return
        table = entry & FRAME_MASK


def translate(address, top):
    """The physical address, or None."""
    name, _, entry, shift = list(walk(address, top))[-1]
    if not entry & PRESENT and not (name == "pte" and entry & GLOBAL):
        return None
    return entry & FRAME_MASK & -(1 << shift) | address & ((1 << shift) - 1)


def canonical(address):
    return address < kernel.USER_END or address >= (1 << 64) - kernel.USER_END


# --- the kernel's structures ---


def value(expression):
    return gdb.parse_and_eval(expression)


def container(pointer, kind, member):
    """The structure of that kind that has the member at pointer."""
    struct_type = gdb.lookup_type(kind)
    offset = next(f.bitpos // 8 for f in struct_type.fields() if f.name == member)
    return gdb.Value(int(pointer) - offset).cast(struct_type.pointer()).dereference()


def tasks():
    """All processes but the idle one, in the order of their birth."""
    head = value("&init_task.tasks")
    link, seen = head.dereference()["next"], set()
    if not int(link):
        raise gdb.GdbError("there are no tasks yet: " + TOO_EARLY)
    while int(link) != int(head):
        if int(link) in seen:
            raise gdb.GdbError("the list of tasks runs in a circle: it is damaged.")
        seen.add(int(link))
        yield container(link, "struct task_struct", "tasks")
        link = link.dereference()["next"]


def find_task(pid):
    for task in tasks():
        if int(task["tgid"]) == pid:
            return task
    raise gdb.GdbError(f"no process {pid}: `atlas ps` lists them.")


def task_mm(task):
    if not int(task["mm"]):
        raise gdb.GdbError(
            f"process {int(task['tgid'])} ({task['comm'].string()}) has no memory: "
            "it is a kernel thread, or has ended."
        )
    return task["mm"].dereference()


def page_of(pfn):
    """The struct page of a frame, or None."""
    sections = value("mem_section")
    last = sections.type.range()[1]
    if pfn >> 15 > last or not int(sections[pfn >> 15]) >> (pfn >> 9 & 63) & 1:
        return None
    page = gdb.lookup_type("struct page")
    return gdb.Value(VMEMMAP_START + pfn * page.sizeof).cast(page.pointer()).dereference()
