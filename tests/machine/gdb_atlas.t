#!/usr/bin/env python3
"""GDB's `atlas` commands against the real GDB: before paging, half-way through boot, in the kernel, in
ring 3. Each answers, or says in words what is the matter and what to do; none fails in Python."""
from harness import Tap, run

LIMIT = 150
COMMANDS = (
    *("atlas ps", "atlas maps 1", "atlas walk $pc", "atlas walk &init_task", "atlas page 0x100"),
    *("atlas page &init_task", "atlas buddy", "atlas kmap"),
)


def gdb(*commands):
    """Each command's output follows a line `> COMMAND`."""
    words = []
    for command in commands:
        words += ["-ex", f"echo \\n> {command}\\n", "-ex", command]
    return run(["tools/gdb/start", "-batch", *words], limit=LIMIT)


def answers(result, command):
    """What the command has printed, each time that it was given; errors are on standard error."""
    return [
        part.split("\n", 1)[1].strip()
        for part in ("\n" + result.out).split("\n> ")[1:]
        if part.startswith(command + "\n")
    ]


def early(tap):
    result = gdb(*COMMANDS, "hbreak start_kernel", "continue", *COMMANDS)
    tap.ok("Python" not in result.err and "Traceback" not in result.err, "no error of Python's", result)
    tap.matches(
        r"^paging is not on yet: every address is a physical one",
        result.err,
        "first instruction: walk says that paging is off",
    )
    tap.matches(
        r"^boot has not got so far: the kernel's data cannot be read yet\.\nGo on to where it can",
        result.err,
        "... and the others, what to do",
    )
    first, second = answers(result, "atlas walk $pc")
    tap.equal(first, "", "... and nothing else")
    tap.matches(r"^pgd\[511\].*\n(.*\n)+physical address 0x", second, "start_kernel: walk works")
    tap.matches(r"there are no zones yet", result.err, "... there are no zones yet")


def half_way(tap):
    """Each stop is a step of boot; none of the commands may fail in Python."""
    stops = ("paging_init", "mem_init", "kmem_cache_init", "sched_init")
    commands = []
    for stop in stops:
        commands += [f"hbreak {stop}", "continue", *COMMANDS, "delete"]
    result = gdb(*commands)
    tap.ok(
        "Python" not in result.err and "Traceback" not in result.err,
        "half-way: no error of Python's",
        result,
    )
    tap.ok(len(answers(result, "atlas buddy")) == len(stops), "... at all stops", result)
    tap.matches(r"^ +0 Normal ", answers(result, "atlas buddy")[-1], "... buddy at the last one")


def kernel(tap):
    result = gdb(
        *("hbreak remap_pfn_range", "continue", "atlas ps", "atlas maps 1", "atlas walk $pc"),
        *("atlas walk 0x401000 1", "atlas walk vma->vm_start", "atlas page vma", "atlas page mem_map"),
        *("atlas page 0x401000", "atlas buddy", "atlas kmap", "atlas page 0x100"),
        *("set $start = vma->vm_start", "set $frame = pfn", "finish"),
        *("atlas walk $start", "output/x $frame", "atlas page $frame"),
        *("atlas walk 0x7ffffff00000", "help atlas", "help atlas walk"),
        *("atlas walk", "atlas walk 0x1234567812345678", "atlas maps 7777", "atlas maps 2"),
        *(
            "atlas page foo",
            "atlas page 0xffffc8ffffffffff",
            "atlas page 0xfe000000",
            "atlas page max_pfn - 1",
        ),
    )
    tap.ok("Python" not in result.err and "Traceback" not in result.err, "no error of Python's", result)

    def has(command, pattern, name):
        tap.matches(pattern, (answers(result, command) or [""])[0], f"{command}: {name}")

    has("atlas ps", r"^ +1 +0 S +\d+ +\d+ init$", "init sleeps")
    has("atlas ps", r"^\* +\d+ +1 R +\d+ +\d+ mmapdemo$", "mmapdemo runs")
    has("atlas ps", r"^ +\d+ +0 [SD] +\d+ +- \w+$", "a kernel thread has no memory")
    has("atlas maps 1", r"^000000401000-\w+ r-xp 00001000 /init$", "the text")
    has("atlas maps 1", r"^\w+-7ff\w+ rw-p 00000000 \[stack\]$", "the stack")
    has(
        "atlas walk $pc",
        r"^cr3 +table 0x\w+\npgd\[511\] .*\npud\[510\] .*\npmd\[ +\d+\] .*",
        "the kernel's text",
    )
    has("atlas walk 0x401000 1", r"^pte\[ +1\]  \w{16}  frame 0x\w+  user accessed$", "init's text")
    has("atlas walk vma->vm_start", r"empty: nothing is mapped here$", "what is not mapped yet")
    (frame,) = answers(result, "output/x $frame")
    has(
        "atlas walk $start",
        rf"^pte\[.* frame {frame}  writable user .*\nphysical address {frame}000;",
        "a device mapping, filled: the driver's frame",
    )
    has("atlas page $frame", r"^flags  .*reserved", "... which is the driver's own")
    has("atlas page vma", r"^use    slab of vm_area_struct: \d+ of \d+ objects in use$", "its slab")
    has("atlas page mem_map", r"^frame 0x0: physical 0x0, ", "the first struct page")
    has(
        "atlas page 0x401000",
        r"^count  \d+ references, \d+ entries map it\nuse    page \d+ of a file",
        "a page of the file",
    )
    has("atlas page 0x401000", r"^zone   HighMem, node 0$", "in highmem")
    has("atlas buddy", r"^ +0 HighMem( +\d+){11} +\d+  \d+/\d+/\d+", "each zone")
    has("atlas kmap", r"^\d+ of 512 slots used", "the window")
    has("atlas page 0x100", r"^flags  reserved$", "a frame of the kernel's")
    has("help atlas", r"^atlas buddy -- (.*\n)+atlas walk -- ", "lists the commands")
    has("help atlas walk", r"ADDR is any expression", "explains")
    for pattern, name in (
        (r"^usage: atlas walk ADDR \[PID\]\nSee `help atlas walk`", "no argument: the usage"),
        (r"^0x1234567812345678 is not canonical", "no address: why"),
        (r"^no process 7777: `atlas ps` lists them", "no process: where to look"),
        (r"^process 2 \(\w+\) has no memory: it is a kernel thread", "a kernel thread: why"),
        (r"^foo is no frame number or address: No symbol", "no expression: why"),
        (r"^nothing is mapped at 0xffffc8ffffffffff: `atlas walk", "no frame: where to look"),
    ):
        tap.matches(pattern, result.err, name)


def ring_3(tap):
    result = gdb("ubreak mmapdemo main", "continue", *COMMANDS, "atlas walk $rsp", "atlas page $rsp")
    tap.ok(
        "Python" not in result.err and "Traceback" not in result.err,
        "ring 3: no error of Python's",
        result,
    )
    tap.matches(r"^\* +\d+ +1 R .* mmapdemo$", answers(result, "atlas ps")[0], "ring 3: ps")
    tap.matches(
        r"^pte\[.* user accessed$", answers(result, "atlas walk $pc")[0], "... the program's text"
    )
    tap.matches(
        r"^pte\[.*writable user .*no-execute$", answers(result, "atlas walk $rsp")[0], "... its stack"
    )
    tap.matches(
        r"^use    anonymous, page 0x7f", answers(result, "atlas page $rsp")[0], "... the stack's page"
    )
    tap.matches(r"^pgd\[511\]", answers(result, "atlas walk &init_task")[0], "... the kernel's data")
    tap.matches(r"r-xp 00001000 /init$", answers(result, "atlas maps 1")[0], "... another's VMAs")


def main():
    tap = Tap()
    early(tap)
    half_way(tap)
    kernel(tap)
    ring_3(tap)
    tap.done()


main()
