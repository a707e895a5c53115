#!/usr/bin/env python3
"""Five million random system calls on one CPU and on two, a tenth of that on four (which wait for each other
where the host has fewer), then every program of tests/user that has a recording (../fuzzing.py). A seed is
printed, for which the calls are the same but for when a process is killed. CALLS and SEED in the environment
choose others."""
import os
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import fuzzing  # noqa: E402
from harness import ROOT, Tap  # noqa: E402


def main():
    tap = Tap()
    calls = int(os.environ.get("CALLS", "5000000"))
    seed = os.environ.get("SEED") or str(random.randrange(1, 1 << 30))
    names = sorted(path.stem for path in (ROOT / "tests/oracle").glob("*.out"))
    for cpus, count in ("1", calls), ("2", calls), ("4", calls // 10):
        fuzzing.run(tap, str(count), seed, cpus, names, timeout=6 * 3600)
    tap.done()


main()
