"""tools/vmlib/build.py - makes what is stale, and says where the results are"""
import fcntl
import os
import shutil
import subprocess
from pathlib import Path

from vmlib.errors import CANNOT_RUN, VmError

ROOT = Path(__file__).resolve().parent.parent.parent
DEBUG = os.environ.get("DEBUG", "0")
OUTPUT = ROOT / "build" / ("debug" if DEBUG == "1" else "release")
KERNEL = OUTPUT / "atlas.elf"
INITRD = OUTPUT / "initrd.cpio"
ISO = OUTPUT / "atlas.iso"

# Debian and Ubuntu, then Fedora, then Arch: the code of the UEFI firmware and its variables.
FIRMWARE = [
    ("/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd"),
    ("/usr/share/edk2/ovmf/OVMF_CODE.fd", "/usr/share/edk2/ovmf/OVMF_VARS.fd"),
    ("/usr/share/edk2/x64/OVMF_CODE.4m.fd", "/usr/share/edk2/x64/OVMF_VARS.4m.fd"),
]


def make(*targets):
    """Runs make, one at a time, on standard error. VM_BUILD=no trusts what is there."""
    if os.environ.get("VM_BUILD") == "no":
        return
    if not shutil.which("make"):
        raise VmError(CANNOT_RUN, "no make here, and so nothing to run")
    environment = dict(os.environ)
    for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES"):
        environment.pop(name, None)
    (ROOT / "build").mkdir(exist_ok=True)
    with open(ROOT / "build" / "vm.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = subprocess.run(
            ["make", "-s", "-C", str(ROOT), f"DEBUG={DEBUG}", *targets],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=2,
            check=False,
        )
    if result.returncode != 0:
        raise VmError(CANNOT_RUN, "the build failed; make's messages are above")


def firmware():
    """The UEFI firmware's two files."""
    for pair in FIRMWARE:
        if all(os.path.exists(path) for path in pair):
            return pair
    raise VmError(CANNOT_RUN, "no UEFI firmware here (Debian: apt-get install ovmf)")


def qemu():
    path = shutil.which("qemu-system-x86_64")
    if not path:
        raise VmError(CANNOT_RUN, "no qemu-system-x86_64 here (tools/setup installs it)")
    return path
