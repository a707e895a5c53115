#!/usr/bin/env python3
"""Twenty thousand mutated ELF images through execve (tests/user/exec_mutants_test.c), on one and on four
CPUs: nothing breaks, nothing is lost. A seed is printed, which makes the same mutants; SEED and COUNT in
the environment choose others."""
import os
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from harness import Tap, vm  # noqa: E402


def main():
    tap = Tap()
    count = os.environ.get("COUNT", "20000")
    seed = os.environ.get("SEED") or str(random.randrange(1, 1 << 30))
    print(f"# COUNT={count} SEED={seed}", flush=True)
    for cpus in "1", "4":
        result = vm(
            *("--cpus", cpus, "--append", "panic_on_warn=1"),
            *("--", "/tests/exec_mutants_test", count, seed),
            timeout=3600,
        )
        tap.equal(result.status, 0, f"{cpus} CPU(s): {count} mutants", result)
    tap.done()


main()
