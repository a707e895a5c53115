"""tools/vmlib/newc.py - directories as newc cpio archives (the kernel's initramfs format)

Entries are sorted and carry mode, size and contents; owner is root and every time is 0, so that
the same tree gives the same bytes. Regular files, directories and symbolic links only.

As a program: newc.py OUTPUT DIR
"""
import os
import stat
import sys

MAGIC = b"070701"
TRAILER = "TRAILER!!!"


def entry(out, number, name, mode, data, nlink=1):
    encoded = os.fsencode(name) + b"\0"
    fields = [number, mode, 0, 0, nlink, 0, len(data), 0, 0, 0, 0, len(encoded), 0]
    out.write(MAGIC + b"".join(b"%08X" % field for field in fields))
    out.write(padded(encoded, len(MAGIC) + 8 * len(fields)))
    out.write(padded(data, 0))


def padded(data, before):
    """Names (after the header) and contents each end on a multiple of four."""
    return data + b"\0" * (-(before + len(data)) % 4)


def walk(top):
    """Yields (name in the archive, path) of everything below top, parents first, sorted."""
    for name in sorted(os.listdir(top)):
        path = os.path.join(top, name)
        yield name, path
        if os.path.isdir(path) and not os.path.islink(path):
            for below, below_path in walk(path):
                yield f"{name}/{below}", below_path


def contents(path, mode):
    if stat.S_ISLNK(mode):
        return os.fsencode(os.readlink(path))
    if stat.S_ISREG(mode):
        with open(path, "rb") as file:
            return file.read()
    return b""


def write_tree(out, top):
    number = 0
    for name, path in walk(top):
        mode = os.lstat(path).st_mode
        if stat.S_ISDIR(mode) or stat.S_ISLNK(mode) or stat.S_ISREG(mode):
            number += 1
            nlink = 2 if stat.S_ISDIR(mode) else 1
            entry(out, number, name, mode, contents(path, mode), nlink)
    entry(out, 0, TRAILER, 0, b"")


def main():
    output, top = sys.argv[1:]
    with open(output, "wb") as out:
        write_tree(out, top)


if __name__ == "__main__":
    main()
