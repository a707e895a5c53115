"""tests/machine/fuzzing.py - random system calls, and then is the kernel still there?

tests/user/fuzz_syscalls.c in eight processes, which gives back all that it
took; then programs of tests/user in the same boot, which must print what they print on Linux.
"""
from harness import ROOT, vm

# Every program after the fuzzer, each with a line before it that says which.
SCRIPT = """
/tests/fuzz_syscalls "$1" "$2"
echo "# exit status: $?"
cd /tmp
shift 2
for name; do
	echo "=== $name"
	env -i HOME=/ TERM=linux ORACLE=1 /tests/$name
	echo "# exit status: $?"
done
"""


def run(tap, calls, seed, cpus, names, timeout):
    result = vm(
        *("--cpus", cpus, "--append", "panic_on_warn=1"),
        *("--", "/bin/sh", "-c", SCRIPT, "sh", calls, seed, *names),
        timeout=timeout,
    )
    fuzz, *programs = result.out.split("=== ")
    print(f"# CALLS={calls} SEED={seed} CPUS={cpus}\n{fuzz}".replace("\n", "\n# "), flush=True)
    tap.ok("# exit status: 0\n" in fuzz, f"{cpus} CPU(s): random calls", fuzz, result.err)
    for program in programs:
        name, _, output = program.partition("\n")
        recording = (ROOT / "tests/oracle" / f"{name}.out").read_text()
        tap.equal(output, recording, f"{cpus} CPU(s), afterwards: {name}")
    tap.equal(len(programs), len(names), f"{cpus} CPU(s): all programs ran")

