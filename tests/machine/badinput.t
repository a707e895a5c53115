#!/usr/bin/env python3
"""What bad input gets at boot: one clear message that names the cause, and an end (panic=-1) or a halt.
Every machine is given by hand, since tools/vm only builds good ones."""
import os
import re
import subprocess
import tempfile
from pathlib import Path
from random import Random

from harness import BUILD, ROOT, Tap, qemu, vm

PANIC = r"Kernel panic - not syncing: .*"


def says(tap, output, pattern, name):
    """One message with the cause, and nothing that went wrong in its wake."""
    tap.matches(pattern, output, name)
    tap.ok(
        "BUG:" not in output and output.count("Kernel panic") <= 1,
        "... and nothing else breaks",
        output,
    )


def archive(directory):
    """A cpio archive of a directory."""
    output = Path(directory).parent / "initrd.cpio"
    subprocess.run(
        ["python3", "-B", ROOT / "tools/vmlib/newc.py", output, directory], check=True
    )
    return output


def too_little_memory(tap):
    says(
        tap, qemu(memory="8M"), PANIC + "[Mm]emory", "8M and no initrd: too little memory"
    )
    size = (BUILD / "initrd.cpio").stat().st_size
    megabytes = -(-size // (1 << 20)) + 4
    output = qemu(memory=f"{megabytes}M", initrd=BUILD / "initrd.cpio")
    says(
        tap,
        output,
        PANIC + "[Mm]emory",
        f"the initrd and 4M ({megabytes}M): too little memory",
    )


def init(tap):
    says(tap, qemu(), PANIC + "(init|root)", "no initrd: no /init")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "root"
        root.mkdir()
        says(tap, qemu(initrd=archive(root)), PANIC + "init", "an initrd without /init")
        for what, contents in BROKEN_INITS.items():
            (root / "init").write_bytes(contents())
            (root / "init").chmod(0o755)
            says(tap, qemu(initrd=archive(root)), PANIC + "init", f"/init is {what}")
        (root / "init").write_bytes((BUILD / "root/init").read_bytes())
        (root / "init").chmod(0o644)
        says(tap, qemu(initrd=archive(root)), PANIC + "init", "/init may not be executed")
        broken = archive(root)
        broken.write_bytes(b"not an archive at all" * 100)
        says(tap, qemu(initrd=broken), "[Ii]nitr(d|amfs)", "the initrd is no archive")


def spoil(contents, mutant):
    """The archive with a few of its numbers or bytes changed, or cut; the same for the same mutant."""
    random = Random(mutant)
    spoilt = bytearray(contents)
    headers = [match.start() for match in re.finditer(rb"070701[0-9A-Fa-f]{104}", contents)]
    for _ in range(random.randrange(1, 4)):
        field = random.choice(headers) + 6 + 8 * random.randrange(13)
        spoilt[field : field + 8] = random.choice(HOSTILE_NUMBERS)
    if mutant % 3 == 1:
        for _ in range(20):
            spoilt[random.choice(headers) + random.randrange(110)] = random.randrange(256)
    if mutant % 5 == 2:
        del spoilt[random.randrange(len(spoilt)) :]
    return spoilt


HOSTILE_NUMBERS = [
    *(b"FFFFFFFF", b"80000000", b"7FFFFFFF", b"FFFFFFFC", b"00000000", b"00000001", b"00001001"),
    *(b"0000A1FF", b"000061FF", b"000081ED", b"000041ED", b"-0000001", b"hex?hex?", bytes(8)),
]


def spoilt_archives(tap):
    """Init ends at once when it is still there: each of these machines panics, whatever it was given."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "root"
        (root / "d/d").mkdir(parents=True)
        for number in range(10):
            (root / f"d/{number}").write_bytes(b"text" * 400 * number)
        (root / "d/link").symlink_to("d/1")
        os.mkfifo(root / "fifo")
        (root / "init").write_bytes((BUILD / "root/bin/hello").read_bytes())
        (root / "init").chmod(0o755)
        whole = archive(root)
        contents = whole.read_bytes()
        says(tap, qemu(initrd=whole), PANIC + "kill init", "an init that ends at once")
        for mutant in range(24):
            whole.write_bytes(spoil(contents, mutant))
            says(tap, qemu(initrd=whole), PANIC + "(init|root)", f"spoilt archive {mutant}")


def truncated_elf():
    return (BUILD / "root/init").read_bytes()[:100]


BROKEN_INITS = {
    "empty": bytes,
    "a text": lambda: b"hello\n",
    "a truncated ELF file": truncated_elf,
}


def parameters(tap):
    for broken in ("lowmem=banana", "lowmem=0", "panic=soon", "loglevel=loud", "console=nonsense"):
        output = qemu(append=broken, initrd=BUILD / "initrd.cpio")
        says(
            tap,
            output,
            PANIC + f"boot parameter {broken}: .*expected",
            f"{broken}: the message names it",
        )
    script = "echo $colour; cat /proc/cmdline"
    result = vm("--verbose", "--append", "colour=blue", "--", "/bin/sh", "-c", script)
    tap.matches(
        r"^\[.*nknown.*colour=blue", result.err, "an unknown parameter: a warning"
    )
    tap.equal(
        result.out.partition("\n")[0],
        "blue",
        "... and /init has it in its environment",
        result,
    )


def processor(tap):
    initrd = BUILD / "initrd.cpio"
    for cpu, word in (
        ("qemu32", "(long mode|64-bit)"),
        ("max,-lm", "(long mode|64-bit)"),
        ("max,-nx", "(NX|no-execute|execute.disable)"),
        ("max,-pse", "(2 MiB|PSE|large page)"),
    ):
        output = qemu("-cpu", cpu, initrd=initrd, limit=20)
        tap.matches(
            rf"(?i){word}", output, f"-cpu {cpu}: the message names what is missing"
        )


def main():
    tap = Tap()
    os.chdir(ROOT)
    too_little_memory(tap)
    init(tap)
    spoilt_archives(tap)
    parameters(tap)
    processor(tap)
    tap.done()


main()
