#!/usr/bin/env python3
"""tools/compile_commands.py - writes compile_commands.json for clangd and clang-tidy

Usage: compile_commands.py OUTPUT 'COMPILER FLAGS' FILE.c...
"""
import json
import os
import shlex
import sys


def main():
    output, command, *files = sys.argv[1:]
    argv = shlex.split(command)
    entries = [
        {"directory": os.getcwd(), "file": name, "arguments": argv + ["-c", name]}
        for name in files
    ]
    with open(output, "w", encoding="utf-8") as out:
        json.dump(entries, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    main()
