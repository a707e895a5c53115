#!/usr/bin/env python3
"""tools/rootfs.py - Debian's own programs, with what they need, as a tree for `tools/vm --overlay`

bash, coreutils and python3 as the host's packages installed them: their files under the names
that they have here, the shared libraries that the dynamic linker finds for them, and that linker.
/usr is the root itself, so that /bin/cat and /usr/bin/cat are one file. Of Python's library only
MODULES and what they import, compiled: the guest spends no time on reading sources.

Usage: tools/rootfs.py DIR      DIR is made anew
"""
import py_compile
import re
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = ("bash", "coreutils")  # everything of theirs that is in bin or sbin
PYTHON = "/usr/bin/python3"
MODULES = (
    "argparse collections concurrent.futures.thread contextlib ctypes datetime encodings.ascii "
    "encodings.latin_1 fcntl functools glob heapq io json math mmap os pathlib pty queue random re "
    "resource select selectors shutil signal socket stat string struct subprocess tempfile termios "
    "textwrap threading time traceback"
)
# libc opens it by this name when a thread ends by pthread_exit(3), so that no ldd shows it.
UNWINDER = "libgcc_s.so.1"
# What Python says about itself: the files of every module that it has after importing MODULES.
ASK_MODULES = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
for module in list(sys.modules.values()):
    if getattr(module, "__file__", None):
        print(module.__file__)
"""


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def programs(package):
    """The commands of an installed package: files and links."""
    for line in output("dpkg-query", "--listfiles", package).splitlines():
        path = Path(line)
        if path.parent.name in ("bin", "sbin") and (path.is_file() or path.is_symlink()):
            yield path


def libraries(path):
    """What the dynamic linker would map for a program or library, itself included."""
    listing = subprocess.run(["ldd", str(path)], capture_output=True, text=True, check=False)
    return [Path(name) for name in re.findall(r"(/\S+) \(0x", listing.stdout)]


class Tree:
    """The guest's root."""

    def __init__(self, top):
        self.top = top
        shutil.rmtree(top, ignore_errors=True)
        top.mkdir(parents=True)
        (top / "usr").symlink_to(".")

    def place(self, path):
        """Where in the tree an absolute path goes."""
        parts = path.parts[1:]
        target = self.top.joinpath(*parts[parts[0] == "usr" :])
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def copy(self, path):
        """A file and its libraries; a link, and what it leads to."""
        target = self.place(path)
        if target.exists() or target.is_symlink():
            return
        if path.is_symlink():
            link = path.readlink()
            target.symlink_to(link)
            self.copy(path.parent / link)
            return
        shutil.copy(path, target)
        for library in libraries(path):
            self.copy(library)

    def compile(self, source):
        py_compile.compile(
            str(source),
            cfile=str(self.place(source.with_suffix(".pyc"))),
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )


def copy_python(tree):
    """The interpreter; PYTHON itself compiles, so that the files are of its version."""
    tree.copy(Path(PYTHON))
    for libc in filter(lambda path: path.name == "libc.so.6", libraries(PYTHON)):
        tree.copy(libc.with_name(UNWINDER))
    for name in output(PYTHON, "-I", "-c", ASK_MODULES, *MODULES.split()).splitlines():
        if name.endswith(".py"):
            tree.compile(Path(name))
        else:
            tree.copy(Path(name))


def copy_users(tree):
    """Those that every Debian system has."""
    for name in ("passwd", "group"):
        shutil.copy(f"/usr/share/base-passwd/{name}.master", tree.place(Path("/etc") / name))


def main():
    if Path(sys.executable).resolve() != Path(PYTHON).resolve():
        sys.exit(subprocess.call([PYTHON, *sys.argv]))
    tree = Tree(Path(sys.argv[1]))
    for package in PACKAGES:
        for path in programs(package):
            tree.copy(path)
    copy_python(tree)
    copy_users(tree)


main()
