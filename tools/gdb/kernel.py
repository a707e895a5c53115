"""tools/gdb/kernel.py - reading the kernel's variables from GDB"""
import gdb

IMAGE = 0xFFFFFFFF80000000  # a virtual address of the image - a physical one
USER_END = 1 << 47


def address_of(symbol):
    """A symbol's address, or None."""
    try:
        return int(gdb.parse_and_eval(f"(unsigned long)&{symbol}"))
    except gdb.error:
        return None


def per_cpu(symbol):
    """This CPU's copy of a per-CPU variable. QEMU's threads are the CPUs, numbered from 1."""
    thread = gdb.selected_thread()
    cpu = thread.num - 1 if thread else 0
    offset = int(gdb.parse_and_eval(f"__per_cpu_offset[{cpu}]"))
    template = gdb.parse_and_eval(f"&{symbol}")
    address = (int(template) + offset) % (1 << 64)
    return gdb.Value(address).cast(template.type).dereference()


def current_comm():
    """The name of the running task, or None while there is none."""
    try:
        task = per_cpu("current_task")
        return task.dereference()["comm"].string() if int(task) else None
    except (gdb.error, UnicodeDecodeError):
        return None


def current_is_user():
    """Does the running task have user memory?"""
    try:
        return int(per_cpu("current_task").dereference()["mm"]) != 0
    except gdb.error:
        return False
