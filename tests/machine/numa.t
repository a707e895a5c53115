#!/usr/bin/env python3
"""NUMA, and memory with holes: all in-kernel suites on machines of many shapes; ACPI tables that
interleave nodes, lie, or are broken; what /sys and /proc show; mem= and memmap=."""
import re
import struct
import tempfile
from pathlib import Path

from harness import SUITES_LIMIT, Tap, failed_cases, qemu, vm

MIB = 1 << 20
HOLES = "memmap=64M$0x10000000,100K$0x20001000 memmap=1M$0x1ff80000,300M$0x50000000"

# Node sizes are unequal; the last node of some lies wholly above the lowmem boundary, and 6 GiB
# have the hole below 4 GiB in them.
SHAPES = [
    ["--memory", "64M"],
    ["--memory", "6G"],
    ["--append", "lowmem=64M"],
    ["--append", "lowmem=all"],
    ["--numa", "1G,cpus=0", "--numa", "5G"],
    ["--numa", "5G", "--numa", "1G,cpus=0"],
    ["--numa", "512M", "--numa", "1G,cpus=0", "--numa", "512M", "--numa", "4G"],
    ["--numa", "1G", "--numa", "2G,cpus=0", "--append", f"lowmem=all {HOLES}"],
    ["--numa", "300M,cpus=0", "--numa", "724M", "--append", f"lowmem=256M {HOLES}"],
]


def all_suites(tap):
    for shape in SHAPES:
        result = vm("--ktest", "*", *shape, timeout=SUITES_LIMIT)
        name = "all suites: " + " ".join(shape)
        tap.ok(result.status == 0, name, *failed_cases(result.err))


# --- tables of our own: QEMU makes an SRAT only with -numa, so there is room for another ---------


def memory(domain, base, size, flags=1):
    return struct.pack("<BBIHQQIIQ", 1, 40, domain, 0, base, size, 0, flags, 0)


def cpu(domain, apic_id):
    high = (domain >> 8).to_bytes(3, "little")
    return struct.pack("<BBBBIB3sI", 0, 16, domain & 255, apic_id, 1, 0, high, 0)


def srat(*records):
    return struct.pack("<IQ", 1, 0) + b"".join(records)


def slit(rows):
    return struct.pack("<Q", len(rows)) + bytes(d for row in rows for d in row)


def distances(count, far, **others):
    """A square of distances; _1_3=15 is the way from 1 to 3."""
    rows = [[10 if i == j else far for j in range(count)] for i in range(count)]
    for name, distance in others.items():
        _, start, end = name.split("_")
        rows[int(start)][int(end)] = distance
    return rows


def boot_with(tables, pattern="n*.*", append="", memory_size="1G"):
    """Boots with {signature: contents} and returns what the console said."""
    with tempfile.TemporaryDirectory() as scratch:
        arguments = []
        for signature, contents in tables.items():
            path = Path(scratch) / signature
            path.write_bytes(contents)
            arguments += ["-acpitable", f"sig={signature},rev=3,data={path}"]
        return qemu(
            *arguments,
            memory=memory_size,
            append=f"panic=-1 ktest={pattern} {append}",
        )


def suites_pass(tap, log, name):
    passed = re.search(r"^# ktest: [1-9]\d* passed, 0 failed", log, re.M)
    tap.ok(passed, name, *failed_cases(log))


INTERLEAVED = srat(
    cpu(7, 0),
    memory(3, 0, 256 * MIB),
    memory(7, 256 * MIB, 256 * MIB),
    memory(3, 512 * MIB, 256 * MIB),
    memory(900, 768 * MIB, 255 * MIB + 4000),
)


def tables_obeyed(tap):
    table = {"SRAT": INTERLEAVED}
    log = boot_with(table, "*m*.*", "lowmem=600M")
    suites_pass(tap, log, "interleaved nodes: the suites pass")
    tap.matches("3 nodes; this CPU is of node 1", log, "sparse domains become 0 to 2")
    tap.matches("SLIT is absent", log, "no SLIT: a message")
    tap.matches("no node has .*: node 0 gets it", log, "RAM of no node is given away")
    tap.matches(
        r"order for Node 1: 1 2 0\s", log, "equally far nodes are tried in a circle"
    )

    table["SRAT"] = INTERLEAVED.replace(
        memory(900, 768 * MIB, 255 * MIB + 4000), memory(9, 768 * MIB, 256 * MIB)
    )
    table["SLIT"] = slit(distances(10, 40, _3_9=15, _7_3=16, _9_7=17))
    log = boot_with(table)
    suites_pass(tap, log, "SLIT: the suites pass")
    orders = re.findall(r"order for Node \d: (.*)", log)
    tap.equal(orders, ["0 2 1", "1 0 2", "2 1 0"], "SLIT: the nearest comes first", log)

    log = boot_with({"SRAT": srat(cpu(1, 0), memory(0, 0, 1 << 40))})
    suites_pass(tap, log, "a node with a CPU and no memory: the suites pass")
    tap.matches("2 nodes; this CPU is of node 1", log, "... and the CPU is of that node")


def tables_refused(tap):
    two = srat(memory(0, 0, 512 * MIB), memory(1, 512 * MIB, 512 * MIB))
    overlap = srat(memory(0, 0, 512 * MIB), memory(1, 511 * MIB, 512 * MIB))
    nine = srat(*(memory(i, i * 64 * MIB, 64 * MIB) for i in range(9)))
    for srat_table, slit_table, message in [
        (overlap, None, "SRAT gives the same memory to two domains: all memory is one"),
        (nine, None, "SRAT has more domains than there can be nodes: all memory is one"),
        (two[:-1], None, "SRAT has a broken record: all memory is one node"),
        (srat(memory(0, 1 << 45, MIB)), None, "SRAT is not of this machine: all memory"),
        (two, slit(distances(2, 30))[:-1], "SLIT has a wrong size: nodes are 20 from"),
        (two, slit(distances(2, 9)), "SLIT has a distance that cannot be: nodes are 20"),
        (two, slit(distances(1, 10)), "SLIT leaves out a domain of the SRAT: nodes are"),
    ]:
        tables = {"SRAT": srat_table, "SLIT": slit_table}
        log = boot_with({k: v for k, v in tables.items() if v})
        tap.equal(log.count(message), 1, f"one message: {message}", log)
        suites_pass(tap, log, "... and the suites pass")


# --- what is shown -------------------------------------------------------------------------------

SHOW = """head -c 1048576 /dev/zero >/tmp/shared; cd /sys/devices/system/node && grep . online possible has_memory has_normal_memory has_cpu \\
    node*/distance node*/cpulist node*/cpumap && cat node*/meminfo /proc/meminfo &&
    cat node*/numastat && cat /proc/zoneinfo /proc/buddyinfo"""


def shown(tap):
    shape = ["--cpus", "3", "--numa", "512M,cpus=0-1", "--numa", "1G,cpus=2"]
    result = vm(*shape, "--append", "lowmem=512M", "--", "/bin/sh", "-c", SHOW)
    for line in [
        "online:0-1",
        "possible:0-1",
        "has_memory:0-1",
        "has_normal_memory:0",
        "has_cpu:0-1",
        "node0/distance:10 20",
        "node1/distance:20 10",
        "node0/cpulist:0-1",
        "node0/cpumap:3",
        "node1/cpulist:2",
        "node1/cpumap:4",
    ]:
        tap.ok(line in result.out.splitlines(), f"/sys: {line}", result)
    total = re.findall(r"^(?:Node \d )?MemTotal: +(\d+) kB$", result.out, re.M)
    tap.ok(
        len(total) == 3 and int(total[0]) + int(total[1]) == int(total[2]),
        "the nodes' MemTotal add up to that of the machine",
        result,
    )
    rows = re.findall(r"^Node \d (\w+): +(\d+) kB$", result.out, re.M)
    whole = dict(re.findall(r"^(\w+): +(\d+) kB$", result.out, re.M))
    whole["FilePages"] = whole["Cached"]
    for name in ["FilePages", "Shmem"]:
        parts = [int(kb) for row, kb in rows if row == name]
        tap.ok(sum(parts) == int(whole[name]) >= 1024, f"... their {name} too", result)
    names = {row for row, _ in rows}
    uses = {"AnonPages", "Mapped", "KernelStack", "PageTables", "Slab", "SUnreclaim", "Dirty"}
    tap.equal(uses - names, set(), "... and each says what its pages are used for", result)
    names = "numa_hit numa_miss numa_foreign interleave_hit local_node other_node".split()
    counts = re.findall("".join(rf"^{name} (\d+)\n" for name in names), result.out, re.M)
    tap.ok(
        len(counts) == 2 and int(counts[0][0]) > 0,
        "numastat: six counts a node, and node 0 has hits",
        result,
    )
    high = re.findall(r"^Node (\d) HighTotal: +(\d+) kB$", result.out, re.M)
    tap.equal([h[1] != "0" for h in high], [False, True], "node 1 is highmem", result)
    zones = re.findall(
        r"^Node (\d), zone +(\w+)\n(?:  .*\n)*?  node_unreclaimable:  0\n"
        r"  start_pfn:           (\d+)$",
        result.out,
        re.M,
    )
    wanted = [("0", "DMA", "0"), ("0", "Normal", "4096"), ("1", "HighMem", "131072")]
    tap.equal(zones, wanted, "/proc/zoneinfo: where each zone begins", result)
    blocks = re.findall(r"^Node (\d), zone +(\w+) +(?:\d+ +){11}$", result.out, re.M)
    tap.equal(blocks, [zone[:2] for zone in wanted], "/proc/buddyinfo", result)
    result = vm(*shape, "--", "/tests/mempolicy_test")
    tap.equal(result.status, 0, "policies steer where memory comes from", result)


# --- the command line ----------------------------------------------------------------------------


def corrected(tap):
    for start in ([], ["--iso"]):
        append = "memmap=64M$256M,1M#0x20000000"
        result = vm(*start, "--append", append, "--", "/bin/cat", "/proc/iomem")
        how = " ".join(start)
        tap.matches("^10000000-13ffffff : Reserved$", result.out, f"memmap=$ {how}")
        tap.matches("^20000000-200fffff : ACPI Tables$", result.out, f"memmap=# {how}")
    for append, least, most in [
        ("mem=128M", 100, 128),
        ("memmap=128M", 100, 128),
        ("memmap=exactmap,640K@0,99M@1M", 80, 100),
    ]:
        result = vm("--append", append, "--", "/bin/grep", "MemTotal", "/proc/meminfo")
        found = re.search(r"(\d+) kB", result.out)
        tap.ok(found and least < int(found[1]) >> 10 <= most, append, result)
    for append in [
        "mem=much",
        "memmap",
        "memmap=64M$",
        "memmap=$64M",
        "memmap=0$64M",
        "memmap=1M%64M",
        "memmap=1M$2M,,",
        "memmap=16M$0xffffffffffff0000",
    ]:
        log = qemu(append=f"panic=-1 {append}")
        what = re.escape(append).replace("=", "=.*") if "=" in append else append
        tap.matches(f"boot parameter {what}: (not a valid|a value)", log, append)


def wrong_options(tap):
    for options in (["--numa", "1G,cpus=x"], ["--numa", "0"], ["--numa", "1G,dist=3"]):
        result = vm(*options, "--", "/bin/true")
        tap.equal(result.status, 126, "vm: " + " ".join(options), result)
    result = vm("--memory", "2G", "--numa", "512M", "--numa", "512M", "--", "/bin/true")
    tap.equal(result.status, 126, "vm: --memory is not the sum of the nodes", result)


def main():
    tap = Tap()
    wrong_options(tap)
    corrected(tap)
    shown(tap)
    tables_obeyed(tap)
    tables_refused(tap)
    all_suites(tap)
    tap.done()


main()
