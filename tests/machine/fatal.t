#!/usr/bin/env python3
"""Mistakes of the kernel's own that end it: each with one message that says what was wrong, and what would
have been right. The cases are tests/kernel/fatal_test.c. And one that was asked for: vm.panic_on_oom."""
from harness import Tap, vm

CASES = {
    "virt_to_page_of_vmalloc": "a vmalloc or ioremap address; use vmalloc_to_page()",
    "virt_to_page_of_kmap": "in the kmap window; use kmap_to_page()",
    "virt_to_page_of_kmap_atomic": "a kmap_atomic or fixmap address",
    "virt_to_phys_of_user": "a user address",
    "virt_to_phys_of_struct_page": "the address of a struct page; use page_to_phys()",
    "pa_of_module": "a module's address; use vmalloc_to_page()",
    "writable_and_executable": "Checked W+X mappings: FAILED, 2 W+X pages found",
}


def main():
    tap = Tap()
    for case, words in CASES.items():
        result = vm("--ktest", f"fatal.{case}")
        tap.ok(
            result.status == 125
            and words in result.err
            and result.err.count("Kernel panic") == 2,  # the kernel's line, and vm's
            f"{case}: {words}",
            result,
        )
    eat_memory = "echo 1 >/proc/sys/vm/panic_on_oom && exec /tests/oom_test"
    result = vm("--memory", "64M", "--", "/bin/sh", "-c", eat_memory)
    tap.ok(
        result.status == 125 and "Out of memory: panic_on_oom is 1" in result.err,
        "vm.panic_on_oom: the machine ends, not the process",
        result,
    )
    tap.done()


main()
