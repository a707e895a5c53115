"""tools/gdb/commands.py - `atlas …`: processes, their memory and the machine's, wherever it has stopped"""
import gdb
import memory
from memory import PAGE_SIZE, readable, value

PROTECTION = ((1, "r"), (2, "w"), (4, "x"))
VM_MAYSHARE = 0x80
ZONES = ("DMA", "Normal", "HighMem")
PAGE_TYPES = {0x80: "buddy", 0x200: "page table"}


class Atlas(gdb.Command):
    """What the kernel knows of processes and memory: `help atlas` lists the commands.

    They only read, and work wherever the machine has stopped, in ring 3 too."""

    def __init__(self):
        super().__init__("atlas", gdb.COMMAND_DATA, prefix=True)


def command(name, usage, words):
    """Makes function(arguments) the command `atlas NAME`, which takes so many words."""

    def register(function):
        class Command(gdb.Command):
            __doc__ = f"atlas {name}{' ' + usage if usage else ''}: {function.__doc__}"

            def __init__(self):
                super().__init__(f"atlas {name}", gdb.COMMAND_DATA)

            @readable
            def invoke(self, argument, _from_tty):
                arguments = gdb.string_to_argv(argument)
                if len(arguments) not in words:
                    raise gdb.GdbError(
                        f"usage: atlas {name} {usage}".rstrip() + f"\nSee `help atlas {name}`."
                    )
                function(*arguments)

        Command()
        return function

    return register


def number(text, what):
    """Any expression of GDB's: 0x401000, $rip, &jiffies."""
    try:
        return int(value(f"(unsigned long)({text})"))
    except gdb.MemoryError:
        raise
    except gdb.error as error:
        raise gdb.GdbError(f"{text} is no {what}: {error}") from error


Atlas()

# --- processes ---


def state_letter(task):
    state = int(task["state"])
    if int(task["exit_state"]):
        return "Z"
    return "T" if state & 4 else "D" if state & 2 else "S" if state & 1 else "R"


def resident(mm):
    return sum(int(mm[f"rss_{kind}"]["counter"]) for kind in ("anon", "file", "shmem"))


@command("ps", "", (0,))
def ps():
    """all processes: number, parent, state, CPU, resident memory, name.

    A * stands before those that a CPU is running. Kernel threads have no memory."""
    rows = ["   PID  PPID S CPU   RSS KB NAME"]
    for task in memory.tasks():
        mm, parent = task["mm"], task["real_parent"]
        size = resident(mm.dereference()) * PAGE_SIZE // 1024 if int(mm) else "-"
        rows.append(
            f"{'*' if int(task['on_cpu']) else ' '}{int(task['tgid']):5} "
            f"{int(parent.dereference()['tgid']) if int(parent) else 0:5} {state_letter(task)} "
            f"{int(task['cpu']):3} {size:>8} {task['comm'].string(errors='replace')}"
        )
    print("\n".join(rows))


def path_of(file):
    """The name of an open file, across mounts."""
    mount = memory.container(file["f_path"]["mnt"], "struct mount", "mnt")
    dentry, names = file["f_path"]["dentry"].dereference(), []
    while len(names) < 64:
        if int(dentry["d_parent"]) == int(dentry.address):
            if not int(mount["parent"]):
                break
            dentry, mount = mount["mountpoint"].dereference(), mount["parent"].dereference()
            continue
        names.append(dentry["d_name"]["name"].string(errors="replace"))
        dentry = dentry["d_parent"].dereference()
    return "/" + "/".join(reversed(names))


def area_name(mm, area):
    start, end = int(area["vm_start"]), int(area["vm_end"])
    if int(area["vm_file"]):
        return path_of(area["vm_file"].dereference())
    if start <= int(mm["brk"]) and end >= int(mm["start_brk"]):
        return "[heap]"
    return "[stack]" if start <= int(mm["start_stack"]) <= end else ""


@command("maps", "PID", (1,))
def maps(pid):
    """the VMAs of a process, as in /proc/PID/maps: addresses, permissions, offset, name."""
    mm = memory.task_mm(memory.find_task(number(pid, "process")))
    area = mm["mmap"]
    while int(area):
        vma = area.dereference()
        flags = int(vma["vm_flags"])
        letters = "".join(letter if flags & bit else "-" for bit, letter in PROTECTION)
        offset = int(vma["vm_pgoff"]) * PAGE_SIZE if int(vma["vm_file"]) else 0
        print(
            f"{int(vma['vm_start']):012x}-{int(vma['vm_end']):012x} "
            f"{letters}{'s' if flags & VM_MAYSHARE else 'p'} {offset:08x} {area_name(mm, vma)}".rstrip()
        )
        area = vma["vm_next"]


# --- page tables and frames ---


def top_table(pid):
    """The physical address of the top-level table of a process, or of the one in CR3."""
    if pid is not None:
        return int(memory.task_mm(memory.find_task(number(pid, "process")))["pgd"]) - memory.PAGE_OFFSET
    if not memory.paging():
        raise gdb.GdbError("paging is not on yet: every address is a physical one.")
    return memory.register("cr3") & memory.FRAME_MASK


def known_address(text):
    address = number(text, "address")
    if not memory.canonical(address):
        raise gdb.GdbError(f"{address:#x} is not canonical: bits 48 to 63 must be copies of bit 47.")
    return address


@command("walk", "ADDR [PID]", (1, 2))
def walk(address, pid=None):
    """what the MMU reads for an address, level by level: index, entry, flags; the frame.

    ADDR is any expression (0x401000, $rip, &init_task). Without PID the tables are those in CR3, of
    the CPU that is selected (`thread N`); with PID, that process's, even if it is not running."""
    address, top = known_address(address), top_table(pid)
    print(f"cr3       table {top >> 12:#x}")
    for name, index, entry, shift in memory.walk(address, top):
        leaf = shift == 12 or entry & memory.LARGE
        kind = f"{'frame' if leaf else 'table'} {(entry & memory.FRAME_MASK) >> 12:#x}"
        if not entry & memory.PRESENT:
            kind = "no-access" if entry else "empty: nothing is mapped here"
        size = f" {1 << shift - 20} MiB" if leaf and shift > 12 and entry & memory.PRESENT else ""
        print(f"{name}[{index:3}]  {entry:016x}  {kind}{size}  {memory.flag_words(entry)}".rstrip())
    physical = memory.translate(address, top)
    if physical is not None:
        print(f"physical address {physical:#x}; `atlas page {physical >> 12:#x}` shows the frame")


def enum_words(kind, bits):
    names = sorted((f.enumval, f.name) for f in gdb.lookup_type(kind).fields())
    words, last = [], -1
    for bit, name in names:
        if bit != last and bits >> bit & 1 and not name.startswith("__"):
            words.append(name.replace("PG_", ""))
        last = bit
    return " ".join(words)


def frame_number(text):
    """Of a frame's number, a struct page, or what an address is mapped to."""
    given = number(text, "frame number or address")
    size = gdb.lookup_type("struct page").sizeof
    frames = int(value("max_pfn"))
    if not frames:
        raise gdb.GdbError("memory has not been counted yet: " + memory.TOO_EARLY)
    if given < frames:
        return given
    if 0 <= given - memory.VMEMMAP_START < frames * size:
        return (given - memory.VMEMMAP_START) // size
    physical = memory.translate(known_address(text), top_table(None))
    if physical is None:
        raise gdb.GdbError(
            f"nothing is mapped at {given:#x}: `atlas walk {given:#x}` shows where it ends."
        )
    return physical >> 12


def use_of(page, flags):
    """What the frame is used for, as far as its struct page tells."""
    page_type = int(page["page_type"])
    mapping = int(page["mapping"])
    if flags >> int(value("PG_slab")) & 1:
        cache = page["slab_cache"].dereference()
        return f"slab of {cache['name'].string()}: {int(page['inuse'])} of {int(page['objects'])} objects in use"
    for bit, name in PAGE_TYPES.items():
        if page_type & (0xF0000000 | bit) == 0xF0000000:
            return (
                f"free: a block of order {int(page['private'])} begins here" if name == "buddy" else name
            )
    if mapping & 3:
        return f"anonymous, page {int(page['index']):#x}"
    return f"page {int(page['index'])} of a file, address_space {mapping:#x}" if mapping else ""


@command("page", "PFN|ADDR", (1,))
def page(text):
    """the struct page of a frame: flags in words, counts, zone, what it is used for.

    A number below max_pfn is a frame's; an address in mem_map is a struct page; any other address
    stands for the frame that it is mapped to now."""
    pfn = frame_number(text)
    found = memory.page_of(pfn)
    if found is None:
        raise gdb.GdbError(f"frame {pfn:#x} has no struct page: it is no memory (a hole, or a device).")
    flags = int(found["flags"])
    zone, node = flags >> 59 & 3, flags >> 61
    mapped = int(found["_mapcount"]["counter"]) + 1
    print(f"frame {pfn:#x}: physical {pfn << 12:#x}, struct page {int(found.address):#x}")
    print(f"zone   {ZONES[zone] if zone < 3 else zone}, node {node}")
    print(f"flags  {enum_words('enum pageflags', flags & (1 << 59) - 1) or 'none'}")
    print(f"count  {int(found['_refcount']['counter'])} references, {max(mapped, 0)} entries map it")
    use = use_of(found, flags)
    if use:
        print(f"use    {use}")
    virtual = int(found["virtual"])
    print(
        f"kernel {f'address {virtual:#x}' if virtual else 'has no address for it: highmem, not kmapped'}"
    )


# --- allocators ---


def zones():
    nodes = value("node_data")
    for nid in range(nodes.type.range()[1] + 1):
        if int(nodes[nid]):
            node = nodes[nid].dereference()
            for index in range(len(ZONES)):
                yield nid, node["node_zones"][index]


@command("buddy", "", (0,))
def buddy():
    """free blocks of each zone by order (0: 4 KiB … 10: 4 MiB), free pages and watermarks, all in pages.

    Pages that CPUs keep for themselves are counted beside."""
    orders = range(value("((struct zone *)0)->free_area").type.range()[1] + 1)
    rows = [
        "node zone    " + "".join(f"{order:>6}" for order in orders) + "     free  min/low/high   cpus"
    ]
    for nid, zone in zones():
        if not int(zone["present_pages"]):
            continue
        free = "".join(f"{int(zone['free_area'][order]['nr_free']):6}" for order in orders)
        marks = "/".join(str(int(zone["watermark"][i])) for i in range(3))
        sets = zone["pageset"]
        kept = sum(int(sets[cpu]["count"]) for cpu in range(sets.type.range()[1] + 1))
        rows.append(
            f"{nid:4} {zone['name'].string():8}{free} {int(zone['nr_free']):8}  {marks:13} {kept:5}"
        )
    if len(rows) == 1:
        raise gdb.GdbError("there are no zones yet: " + memory.TOO_EARLY)
    print("\n".join(rows))


@command("kmap", "", (0,))
def kmap():
    """the window through which the kernel reaches highmem: slots in use, and what they show."""
    window, table = value("pkmap"), value("pkmap_page_table")
    stats, counts = window["stats"], window["count"]
    slots = counts.type.range()[1] + 1
    if not int(table) or not int(stats["slots"]):
        raise gdb.GdbError("the window is not there yet: " + memory.TOO_EARLY)
    used = [slot for slot in range(slots) if int(counts[slot]) > 1]
    print(
        f"{len(used)} of {slots} slots used, {int(stats['peak'])} at most; "
        f"{int(stats['waits'])} waits, {int(stats['flushes'])} flushes"
    )
    for slot in used:
        entry = int(table[slot]["pte"])
        print(
            f"slot {slot:3} {0xFFFFFE0000000000 + slot * PAGE_SIZE:#x} "
            f"frame {(entry & memory.FRAME_MASK) >> 12:#x} users {int(counts[slot]) - 1}"
        )
