#!/usr/bin/env python3
"""Random memory calls from eight processes, every page against a model: long, with 64 MiB, on one
and on four CPUs. A seed is printed; tests/user/mm_stress_test.c does the same calls for the same."""
import os
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from harness import Tap, vm  # noqa: E402

OPERATIONS = "20000"


def main():
    tap = Tap()
    seed = os.environ.get("SEED") or str(random.randrange(1, 1 << 30))
    print(f"# SEED={seed}", flush=True)
    for cpus in ("1", "4"):
        result = vm(
            *("--memory", "64M", "--cpus", cpus, "--append", "panic_on_warn=1", "--"),
            *("/tests/mm_stress_test", OPERATIONS, seed),
            timeout=900,
        )
        tap.equal(result.status, 0, f"{cpus} CPU(s), 64 MiB", result)
    tap.done()


main()
