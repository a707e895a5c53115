#!/usr/bin/env python3
"""tools/mksymbols.py - writes the kernel's own symbol and line tables, for its backtraces

Usage: mksymbols.py [--nm NM] [--objdump OBJDUMP] IMAGE OUTPUT.asm   tables of a linked image
       mksymbols.py --empty OUTPUT.asm                               tables with nothing in them
       mksymbols.py [--nm NM] --check PASS1 FINAL                    did any function move?

OUTPUT.asm is NASM; the tables themselves lie beside it as OUTPUT.bin and are included by
`incbin`. They go to section .kallsyms, which linker.ld puts at the end of .rodata. Offsets are
from _text, in bytes. core/base/symbols.c reads:

    kallsyms_count              u32       functions
    kallsyms_offsets            u32[]     sorted
    kallsyms_name_offsets       u32[]     into kallsyms_names, NUL-terminated strings
    kallsyms_line_count         u32       rows
    kallsyms_lines              {u32 offset; u16 file; u16 line}[], sorted; a row holds until the next
    kallsyms_file_offsets       u32[]     into kallsyms_files, NUL-terminated strings

File 0xffff ends a sequence: from that offset on there is no line information.
"""
import argparse
import re
import struct
import subprocess
import sys

NO_FILE = 0xFFFF

# A dot marks NASM's local labels (`copy.loop`), which are no functions, and GCC's clones
# (`foo.part.0`), which are.
FUNCTION = re.compile(r"[A-Za-z_]\w*(\.(part|cold|isra|constprop)\b[\w.]*)?$")

# Names that linker.ld gives to edges: a function that starts there has a better name.
BOUNDARIES = {"_text", "_stext", "_etext", "__entry_text_start", "__entry_text_end"}


class SymbolError(Exception):
    """The image cannot be described; the message says why."""


def output_of(*command):
    """What a tool prints. objdump's warnings about the DWARF of NASM are of no use to anybody."""
    result = subprocess.run(
        command, capture_output=True, text=True, errors="replace", check=False
    )
    if result.returncode != 0:
        raise SymbolError(f"{command[0]}: {result.stderr.strip()}")
    return result.stdout


def read_functions(nm, image):
    """Returns (address of _text, sorted [(offset, name)]) of everything in a text section."""
    base, functions = None, []
    for line in output_of(nm, image).splitlines():
        fields = line.split()
        if len(fields) != 3:
            continue
        address, kind, name = int(fields[0], 16), fields[1], fields[2]
        if name == "_text":
            base = address
        if kind in "tTwW" and FUNCTION.match(name):
            functions.append((address, name))
    if base is None:
        raise SymbolError(f"{image} has no symbol _text; linker.ld must define it")
    offsets = {}
    for address, name in sorted(functions):
        # Boot code linked at low addresses has no place in a table of offsets from _text.
        if 0 <= address - base < 1 << 32 and name not in BOUNDARIES:
            offsets.setdefault(address - base, name)
    return base, sorted(offsets.items())


ROW = re.compile(r"^(\S+)\s+(\d+|-)\s+(0x[0-9a-f]+|0)\b")
HEADER = re.compile(r"^(?:CU: )?(\S+):(?:\[\+\+\])?$")


def tidy_path(path):
    """./include/linux/list.h and boot//x.asm become what a person would type."""
    path = re.sub(r"/+", "/", path)
    return path[2:] if path.startswith("./") else path


def read_lines(objdump, image, base):
    """Returns (files, sorted [(offset, file index, line)]) from DWARF's line table."""
    files, index, rows = [], {}, {}
    current = None
    for line in output_of(objdump, "--dwarf=decodedline", "-w", image).splitlines():
        row = ROW.match(line)
        if row:
            offset = int(row[3], 16) - base
            if not 0 <= offset < 1 << 32:
                continue
            if row[2] == "-":
                rows.setdefault(offset, (NO_FILE, 0))
            else:
                rows[offset] = (current, min(int(row[2]), 0xFFFF))
            continue
        header = HEADER.match(line)
        if header:
            name = tidy_path(header[1])
            current = index.setdefault(name, len(files))
            if current == len(files):
                files.append(name)
    if len(files) >= NO_FILE:
        raise SymbolError(f"{image} has more than {NO_FILE - 1} source files")
    packed, last = [], None
    for offset in sorted(rows):
        if rows[offset] != last:
            packed.append((offset, *rows[offset]))
            last = rows[offset]
    return files, packed


def strings_blob(strings):
    """Returns (offsets, bytes) of NUL-terminated strings laid end to end."""
    offsets, blob = [], bytearray()
    for string in strings:
        offsets.append(len(blob))
        blob += string.encode() + b"\0"
    return offsets, bytes(blob)


def write_tables(output, functions, files, lines):
    names = strings_blob(name for _, name in functions)
    paths = strings_blob(files)

    def words(values):
        return struct.pack(f"<{len(values)}I", *values)

    tables = [
        ("kallsyms_count", words([len(functions)])),
        ("kallsyms_offsets", words([offset for offset, _ in functions])),
        ("kallsyms_name_offsets", words(names[0])),
        ("kallsyms_line_count", words([len(lines)])),
        ("kallsyms_lines", b"".join(struct.pack("<IHH", *row) for row in lines)),
        ("kallsyms_file_offsets", words(paths[0])),
        ("kallsyms_names", names[1]),
        ("kallsyms_files", paths[1]),
    ]
    binary = re.sub(r"\.asm$", ".bin", output)
    with open(binary, "wb") as out:
        out.write(b"".join(data for _, data in tables))
    with open(output, "w", encoding="ascii") as out:
        out.write("section .kallsyms progbits alloc noexec nowrite align=8\n")
        start = 0
        for label, data in tables:
            out.write(f"global {label}\n{label}:\n")
            if data:
                out.write(f'incbin "{binary}", {start}, {len(data)}\n')
            start += len(data)


def check(nm, first, final):
    """The tables in FINAL describe PASS1: they are true only if every function stayed."""
    before, after = (read_functions(nm, image)[1] for image in (first, final))
    if before != after:
        moved = sorted(set(before) ^ set(after))[:3]
        raise SymbolError(
            f"functions moved between the two links ({', '.join(n for _, n in moved)}): "
            "linker.ld must put .kallsyms after all text"
        )


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--nm", default="nm")
    parser.add_argument("--objdump", default="objdump")
    parser.add_argument("--empty", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    try:
        if args.empty:
            write_tables(args.files[0], [], [], [])
        elif args.check:
            check(args.nm, *args.files)
        else:
            image, output = args.files
            base, functions = read_functions(args.nm, image)
            write_tables(output, functions, *read_lines(args.objdump, image, base))
    except (SymbolError, OSError) as error:
        sys.exit(f"mksymbols: {error}")


if __name__ == "__main__":
    main()
