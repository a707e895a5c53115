#!/usr/bin/env python3
"""Several CPUs: the in-kernel suites on 2, 4 and 8 of them and on two nodes, programs on 4; nosmp and
maxcpus=; a CPU that is not there; /proc shows each CPU; a panic stops all and shows where each was;
shares by nice value."""
import re
import subprocess

from harness import BUILD, LIMIT, ROOT, SUITES_LIMIT, Tap, failed_cases, vm

SHAPES = [
    ["--cpus", "2"],
    ["--cpus", "4"],
    ["--cpus", "8"],
    ["--cpus", "4", "--numa", "256M,cpus=0-1", "--numa", "768M,cpus=2-3"],
]

# What forks, waits, signals, pipes and maps most; kernel:* and user:* have all of them on one CPU.
PROGRAMS = [
    "sched_test",
    "preempt_test",
    "sys_process_test",
    "sys_signal_test",
    "sys_mm_test",
    "cow_test",
    "fpu_test",
    "pipe_test",
    "tty_test",
    "clone_test",
    "futex_test",
    "thread_test",
    "signal_thread_test",
    "shootdown_test",
    "kick_test",
    "tmpfs_test",
]

OTHERS = re.compile(r"NMI backtrace for cpu (\d)\n(?:.*\n){2}.* wait_with_interrupts_off\+")


def suites(tap):
    for shape in SHAPES:
        result = vm("--ktest", "*", *shape, timeout=SUITES_LIMIT)
        name = "all suites: " + " ".join(shape)
        tap.ok(result.status == 0, name, *failed_cases(result.err))


def programs(tap):
    for name in PROGRAMS:
        result = vm("--cpus", "4", "--", f"/tests/{name}")
        said = failed_cases(result.out + result.err)
        tap.ok(result.status == 0, f"4 CPUs: {name}", *said)


def bring_up(tap):
    for arguments, words in [
        ([], "Brought up 1 node, 4 CPUs"),
        (["--append", "nosmp"], "Brought up 1 node, 1 CPU"),
        (["--append", "maxcpus=0"], "Brought up 1 node, 1 CPU"),
        (["--append", "maxcpus=3"], "Brought up 1 node, 3 CPUs"),
        (["--append", "maxcpus=99"], "Brought up 1 node, 4 CPUs"),
    ]:
        result = vm("--cpus", "4", "--verbose", *arguments, "--", "/bin/true")
        tap.matches(re.escape(f"smp: {words}\n"), result.err, words)
    most = vm("--cpus", "64", "--", "/bin/sh", "-c", "nproc")
    tap.equal(most.out, "64\n", "64 CPUs run", most)


def absent_cpu(tap):
    """GDB puts a CPU that nobody has between the two that the firmware's table names."""
    machine = subprocess.Popen(
        ["tools/vm", "--cpus", "2", "--gdb", "--verbose", "--timeout", str(LIMIT)]
        + ["--", "/tests/thread_test"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    port = None
    while port is None:
        port = re.search(r"target remote ([\d.:]+)", machine.stdout.readline())
    ids = "acpi_machine.cpu_apic_id"
    commands = [
        *(f"target remote {port[1]}", "hbreak smp_prepare", "continue"),
        *(f"set var {ids}[2] = {ids}[1]", f"set var {ids}[1] = 0x77"),
        *("set var acpi_machine.nr_cpus = 3", "delete", "detach"),
    ]
    subprocess.run(
        ["gdb", "-batch", "-nx", str(BUILD / "atlas.elf")]
        + [word for command in commands for word in ("-ex", command)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=LIMIT,
        check=False,
    )
    log, _ = machine.communicate()
    tap.matches(r"smp: CPU1 \(APIC id 119\) does not answer\n", log, "an absent CPU")
    tap.matches(r"smp: Brought up 1 node, 2 CPUs\n", log, "... is left out")
    tap.ok(machine.returncode == 0, "... and threads run on the others", log)


def proc_files(tap):
    script = "cat /proc/interrupts /proc/stat; grep processor /proc/cpuinfo; sleep 0.1"
    result = vm("--cpus", "3", "--", "/bin/sh", "-c", script)
    tap.matches(r"^ {11}CPU0 {7}CPU1 {7}CPU2 *$", result.out, "interrupts: a column a CPU")
    tap.matches(
        r"^LOC: +[1-9]\d* +[1-9]\d* +[1-9]\d* +Local timer interrupts$",
        result.out,
        "interrupts: every CPU ticks",
    )
    tap.matches(
        r"^ +4: +\d+ +\d+ +\d+ +IO-APIC +4-edge +ttyS0$",
        result.out,
        "interrupts: a device",
    )
    for cpu in range(3):
        tap.matches(rf"^cpu{cpu}( \d+){{10}}$", result.out, f"stat: cpu{cpu}")
    tap.matches(r"^processor\t: 2$", result.out, "cpuinfo: the last CPU")


def shares(tap):
    """Where the clock counts instructions, a host that is busy elsewhere takes nothing from anybody."""
    result = vm("--icount", "--ktest", "sched.*")
    found = re.search(r"^# nice 0 gets (\d+)% of nice 5$", result.out, re.M)
    tap.ok(
        found and 1.25**4.5 < int(found[1]) / 100 < 1.25**5.5,
        "five steps of nice are five times a factor of 1.25",
        result.out,
    )


def panic(tap):
    result = vm("--cpus", "4", "--ktest", "fatal.panics_at_once_are_one_report")
    tap.ok(
        result.err.count("Kernel panic") == 2  # the kernel's line, and vm's
        and len(re.findall(r"NMI backtrace for cpu \d", result.err)) == 3,
        "panics of all CPUs at once are one report",
        result,
    )
    result = vm("--cpus", "4", "--ktest", "fatal.panic_shows_every_cpu")
    seen = sorted(OTHERS.findall(result.err))
    tap.ok(
        result.status == 125 and len(seen) == 3 and len(set(seen)) == 3,
        "a panic shows where each other CPU was",
        result,
    )
    tap.equal(
        result.err.count("Kernel panic"), 2, "... in one report", result
    )  # the kernel's line, and vm's


def main():
    tap = Tap()
    bring_up(tap)
    absent_cpu(tap)
    proc_files(tap)
    panic(tap)
    shares(tap)
    programs(tap)
    suites(tap)
    tap.done()


main()
