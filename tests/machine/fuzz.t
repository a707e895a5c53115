#!/usr/bin/env python3
"""200,000 random system calls, then some other programs (fuzzing.py). CALLS, SEED and CPUS in the environment
choose others."""
import os

import fuzzing
from harness import Tap

AFTERWARDS = "clone_test", "cow_test", "eintr_test", "pipe_test", "sys_file_test", "sys_path_test"


def main():
    tap = Tap()
    calls = os.environ.get("CALLS", "200000")
    seed = os.environ.get("SEED", "1")
    fuzzing.run(tap, calls, seed, os.environ.get("CPUS", "2"), AFTERWARDS, timeout=900)
    tap.done()


main()
