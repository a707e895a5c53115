#!/usr/bin/env python3
"""Random memory calls from eight processes, every page against a model; and processes killed in the
middle of such calls: long, with 64 MiB, on one and on four CPUs. A seed is printed, for which the
programs (tests/user/mm_stress_test.c, mm_kill_test.c) make the same choices."""
import os
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from harness import Tap, vm  # noqa: E402

PROGRAMS = [["/tests/mm_stress_test", "20000"], ["/tests/mm_kill_test", "40"]]


def main():
    tap = Tap()
    seed = os.environ.get("SEED") or str(random.randrange(1, 1 << 30))
    print(f"# SEED={seed}", flush=True)
    for cpus in ("1", "4"):
        for program in PROGRAMS:
            result = vm(
                *("--memory", "64M", "--cpus", cpus, "--append", "panic_on_warn=1"),
                *("--", *program, seed),
                timeout=900,
            )
            tap.equal(result.status, 0, f"{program[0]}: {cpus} CPU(s), 64 MiB", result)
    tap.done()


main()
