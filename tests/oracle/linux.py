"""tests/oracle/linux.py - boots Debian's own Linux kernel and runs programs of /tests in it

The kernel comes from the package archive into build/linux/ and is never committed. The machine is
the one that `tools/vm --icount` makes, so that two runs agree and instructions can be compared; the
root is Atlas's initramfs with tests/oracle/init laid over it, which says how a program is started.
"""
import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from vmlib import build, machine, newc  # noqa: E402

PACKAGES = ROOT / "build" / "linux"
META_PACKAGE = "linux-image-amd64"  # depends on the current kernel's package
QUIET = "console=ttyS0 quiet panic=-1 transparent_hugepage=never mitigations=off"
PARAMETERS = f"{QUIET} rdinit=/oracle/init"


class NoLinux(Exception):
    """There is no Linux to ask; the message says why."""


def output_of(*command, **options):
    try:
        return subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True, **options
        ).stdout
    except FileNotFoundError as error:
        raise NoLinux(f"no {command[0]} here: this needs Debian's packages") from error
    except subprocess.CalledProcessError as error:
        message = error.stderr.decode(errors="replace").strip()
        raise NoLinux(f"{' '.join(command)}: {message}") from error


def kernel():
    """The path of the kernel, fetched once; its name is the package's version."""
    kept = sorted(PACKAGES.glob("vmlinuz-*"))
    return kept[-1] if kept else fetch()


def fetch():
    depends = output_of("apt-cache", "depends", META_PACKAGE).decode()
    package = re.search(r"Depends: (linux-image-\S+)", depends)
    if not package:
        raise NoLinux(f"apt knows no {META_PACKAGE} (is this Debian? apt-get update)")
    PACKAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=PACKAGES) as scratch:
        output_of("apt-get", "download", package[1], cwd=scratch)
        (archive,) = Path(scratch).glob("*.deb")
        version = output_of("dpkg-deb", "--field", archive, "Version").decode().strip()
        output_of("dpkg-deb", "--extract", archive, scratch)
        (image,) = Path(scratch).glob("boot/vmlinuz-*")
        return Path(shutil.move(image, PACKAGES / f"vmlinuz-{version}"))


def initramfs(scratch, names, overlay):
    """Linux takes several archives, one after the other: ours, @overlay, how to run @names."""
    top = scratch / "root"
    (top / "oracle" / "out").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "oracle" / "init", top / "oracle" / "init")
    lines = "".join(f"{name}\n" for name in names)
    (top / "oracle" / "names").write_text(lines, encoding="ascii")
    path = scratch / "initrd"
    with open(path, "wb") as out:
        out.write(build.INITRD.read_bytes())
        for tree in filter(None, [overlay, top]):
            newc.write_tree(out, tree)
    return path


def run(names, append="", timeout=600, overlay=None):
    """Runs /tests/NAME for each of @names in one boot, with @append on the kernel's command line, the
    directory @overlay laid over the root. Returns what each wrote to standard output, and its exit status in a line at the end, as bytes by name."""
    image = kernel()
    build.make("initrd")
    counted = SimpleNamespace(cpus=1, icount=True, memory=1 << 30, numa=[])
    with tempfile.TemporaryDirectory(prefix="atlas-linux.") as directory:
        scratch = Path(directory)
        console, results = scratch / "console", scratch / "results"
        command = [
            build.qemu(),
            *("-machine", "q35", "-nodefaults", "-no-user-config", "-display", "none"),
            *("-monitor", "none", "-no-reboot"),
            *machine.cpu_and_time(counted),
            *machine.memory(counted),
            *("-serial", f"file:{console}", "-serial", f"file:{results}"),
            *("-kernel", str(image), "-initrd", str(initramfs(scratch, names, overlay))),
            *("-append", f"{PARAMETERS} {append}"),
        ]
        try:
            output_of(*command, timeout=timeout)
            return unpack(results.read_bytes())
        except (subprocess.TimeoutExpired, tarfile.TarError) as error:
            log = console.read_bytes().decode(errors="replace")
            raise NoLinux(f"{error}\nIts console:\n{log}") from error


def unpack(archive):
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return {
            Path(member.name).name: tar.extractfile(member).read()
            for member in tar
            if member.isfile()
        }
