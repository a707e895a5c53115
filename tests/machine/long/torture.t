#!/usr/bin/env python3
"""Locks, RCU, waiting and the allocators under torture (tests/kernel/slow_torture_test.c): twenty runs in
a row on 1, 2 and 4 CPUs, each with a seed of its own, which its line names."""
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import Tap, vm  # noqa: E402


def main():
    tap = Tap()
    for cpus in "1", "2", "4":
        for _ in range(20):
            seed = f"torture_seed={random.getrandbits(63)}"
            result = vm("--cpus", cpus, "--append", seed, "--ktest", "slow_torture.*")
            passed = result.status == 0 and "# ktest: 1 passed" in result.out
            tap.ok(passed, f"{cpus} CPUs, {seed}", result)
    tap.done()


main()
