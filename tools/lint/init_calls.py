#!/usr/bin/env python3
"""Finds code that stays in memory and calls code that is gone after boot (__init).

    tools/lint/init_calls.py [--objdump OBJDUMP] OBJECT...

A relocation in a section that stays, against a symbol of .init.text, is such a call (or such a pointer).
Sections that are read only during boot may hold them.
"""

import argparse
import re
import subprocess
import sys

BOOT_SECTIONS = (".init", ".initcall", ".ktests", ".debug", ".head", ".note")

# Where each of these calls, everything of the boot is still there.
ALLOWED = {
    ("boot.c", "start_kernel"): "the boot itself",
    ("main.c", ".init.text"): "kernel_init() gives it back after finish_boot()",
}


def records(objdump, objects):
    """(object, section, symbol) of each relocation, and the names that lie in .init.text."""
    text = subprocess.run([objdump, "-r", "-t", *objects], check=True, capture_output=True, text=True).stdout
    relocations, init_symbols, path, section = [], set(), "", ""
    for line in text.splitlines():
        if match := re.match(r"(\S+):\s+file format", line):
            path = match[1]
        elif match := re.match(r"RELOCATION RECORDS FOR \[(.+)\]", line):
            section = match[1]
        elif match := re.match(r"[0-9a-f]+ g.* \.init\.text\s+\S+ (?:\.hidden )?(\S+)$", line):
            init_symbols.add(match[1])
        elif match := re.match(r"[0-9a-f]{16} R_\S+\s+([\w.]+)", line):
            relocations.append((path, section, match[1]))
    return relocations, init_symbols


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--objdump", default="objdump")
    parser.add_argument("objects", nargs="+")
    args = parser.parse_args()
    relocations, init_symbols = records(args.objdump, args.objects)
    bad = set()
    for path, section, symbol in relocations:
        source = path.rsplit("/", 1)[-1].removesuffix(".o")
        if section.startswith(BOOT_SECTIONS) or (source, symbol) in ALLOWED:
            continue
        if symbol in init_symbols or symbol == ".init.text":
            bad.add(f"{path}: {section} refers to {symbol}, which is __init: gone after boot")
    for line in sorted(bad):
        print(line, file=sys.stderr)
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
