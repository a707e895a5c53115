#!/usr/bin/env python3
"""tools/lint/floors.py - checks that includes and calls go down the floors of docs/floors.txt

Usage: floors.py --nm NM --objects DIR     check; a line for each breach, exit status 1
       floors.py --nm NM --objects DIR --suggest    `header` lines as the objects would have them

Includes are read from the sources, calls from the undefined symbols of the objects (DIR holds
path/file.c.o for path/file.c).
"""
import argparse
import collections
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PLAN = ROOT / "docs/floors.txt"
INCLUDE = re.compile(
    r'^\s*(?:#\s*include\s*([<"])([^>"]+)[>"]|%include\s*(")([^"]+)")', re.MULTILINE
)
DECLARATION = re.compile(
    r"^(?!static|typedef)[a-z_][\w \*]*?[ \*](\w+)\([^;{]*\)[^;{]*;", re.MULTILINE
)
DATA = re.compile(r"^extern [^;(]*?(\w+)(?:\[[^;]*)?;", re.MULTILINE)


class Plan:
    """docs/floors.txt, read."""

    def __init__(self, path):
        self.folders = {}  # folder: (rank, number)
        self.rooms = set()
        self.headers = {}  # include/…: rank
        self.allowed = set()  # (file, name)
        ranks = {}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            words = line.split("#")[0].split()
            if not words:
                continue
            if words[0] == "floor" and len(words) in (3, 4):
                self.folders[words[2]] = (len(self.folders), words[1])
                ranks.setdefault(words[1], len(self.folders) - 1)
                if words[3:] == ["rooms"]:
                    self.rooms.add(words[2])
            elif words[0] == "header" and words[1] in ranks:
                self.headers.update(
                    (f"include/{name}", ranks[words[1]]) for name in words[2:]
                )
            elif words[0] == "allow" and len(words) > 3:
                self.allowed.add((words[1], words[2]))
            else:
                sys.exit(f"{path.relative_to(ROOT)}:{number}: not understood: {line}")

    def folder_of(self, file):
        """The longest folder of the plan that file is in."""
        for parent in Path(file).parents:
            if str(parent) in self.folders:
                return str(parent)
        return None

    def rank(self, file):
        if file in self.headers:
            return self.headers[file]
        folder = self.folder_of(file)
        return self.folders[folder][0] if folder else None

    def number(self, file):
        """The floor as a person says it."""
        rank = self.rank(file)
        return next(number for r, number in self.folders.values() if r == rank)

    def room(self, file):
        """Which of the parts that stand side by side; None where there are none."""
        folder = self.folder_of(file)
        if folder not in self.rooms:
            return None
        rest = Path(file).relative_to(folder).parts
        return f"{folder}/{rest[0]}"

    def breach(self, file, other):
        """Why file may not use other, or None."""
        if self.rank(other) > self.rank(file):
            return f"floor {self.number(file)} may not use floor {self.number(other)}"
        if self.rank(other) == self.rank(file) and self.room(other) != self.room(file):
            return "rooms of one floor stand side by side"
        return None


def sources(plan):
    """The files whose includes count. A public header may include any other, for the structures
    in them."""
    for folder in plan.folders:
        if folder == "include":
            continue
        for path in sorted((ROOT / folder).rglob("*")):
            file = str(path.relative_to(ROOT))
            if path.suffix in (".c", ".h", ".asm", ".inc") and plan.folder_of(file) == folder:
                yield file


def resolve(file, quote, name):
    """The file in this tree that an #include means, or None (GCC's own, generated)."""
    beside = [str(Path(file).parent)] if quote == '"' else []
    for folder in beside + ["include", "include/uapi", "."]:
        if (ROOT / folder / name).is_file():
            return str(Path(folder) / name)
    return None


def check_includes(plan):
    for file in sources(plan):
        text = (ROOT / file).read_text(encoding="utf-8")
        for match in INCLUDE.finditer(text):
            name = match[2] or match[4]
            header = resolve(file, match[1] or match[3], name)
            if (
                header is None
                or plan.rank(header) is None
                or (file, name) in plan.allowed
            ):
                continue
            why = plan.breach(file, header)
            if why:
                line = text.count("\n", 0, match.start()) + 1
                yield f"{file}:{line}: includes {name}: {why}"


def read_objects(nm, folder, plan):
    """({file: names it needs}, {name: file that defines it})."""
    needs, home = collections.defaultdict(set), {}
    objects = [
        path
        for file in sources(plan)
        for path in [folder / f"{file}.o"]
        if path.is_file()
    ]
    if not objects:
        sys.exit(f"floors: no objects under {folder}")
    listing = subprocess.run(
        [nm, "-A", "-P", *map(str, objects)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    for line in listing.splitlines():
        object_name, name, kind = line.split()[:3]
        file = str(Path(object_name.rstrip(":")).relative_to(folder))[: -len(".o")]
        if kind == "U":
            needs[file].add(name)
        elif kind.isupper():
            home[name] = file
    return needs, home


def check_calls(plan, needs, home):
    for file in sorted(needs):
        for name in sorted(needs[file]):
            if name not in home or (file, name) in plan.allowed:
                continue
            why = plan.breach(file, home[name])
            if why:
                yield f"{file}: uses {name} of {home[name]}: {why}"


def suggest(plan, home):
    """Each header goes to the lowest floor that defines something it declares."""
    by_floor = collections.defaultdict(list)
    for path in sorted((ROOT / "include").rglob("*.h")):
        text = path.read_text(encoding="utf-8")
        names = DECLARATION.findall(text) + DATA.findall(text)
        homes = [home[name] for name in names if name in home]
        if homes:
            lowest = min(homes, key=plan.rank)
            by_floor[plan.number(lowest)].append(str(path.relative_to(ROOT / "include")))
    for number, headers in sorted(by_floor.items(), key=lambda item: int(item[0])):
        print(f"header {number} {' '.join(headers)}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--nm", default="nm")
    parser.add_argument("--objects", type=Path, required=True)
    parser.add_argument("--suggest", action="store_true")
    args = parser.parse_args()
    plan = Plan(PLAN)
    needs, home = read_objects(args.nm, args.objects, plan)
    if args.suggest:
        suggest(plan, home)
        return
    breaches = [*check_includes(plan), *check_calls(plan, needs, home)]
    for breach in breaches:
        print(breach)
    if breaches:
        sys.exit(f"floors: {len(breaches)} breaches of docs/floors.txt")


if __name__ == "__main__":
    main()
