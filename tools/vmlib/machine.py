"""tools/vmlib/machine.py - options become a QEMU command

The PVH start gets the kernel, the initramfs and the command line directly. The ISO is booted as
it was made; what the command line adds travels in QEMU's fw_cfg device, as the command and the
overlay do in every kind of start:

    opt/atlas/command   COMMAND and its arguments, each ended by a NUL
    opt/atlas/overlay   a newc archive, unpacked over the root
    opt/atlas/append    more kernel command line (ISO only)
    opt/atlas/winsize   rows and columns of the terminal at hand
"""
import os
import shlex
import socket

from vmlib import build, newc

# What tools/vm adds to the command line: a panic resets at once, and -no-reboot ends QEMU then.
PANIC_ENDS = "panic=-1"
RTC_BASE = "2026-01-01T00:00:00"


def fw_cfg(name, path):
    return ["-fw_cfg", f"name=opt/atlas/{name},file={comma_safe(path)}"]


def comma_safe(path):
    """QEMU splits option values at commas; a doubled comma is a plain one."""
    return str(path).replace(",", ",,")


def kernel_parameters(options):
    words = [PANIC_ENDS] if options.command or options.ktest else []
    if options.ktest:
        words.append(
            f'ktest="{options.ktest}"'
            if " " in options.ktest
            else f"ktest={options.ktest}"
        )
    return " ".join(words + [options.append] if options.append else words)


def cpu_and_time(options):
    arguments = ["-smp", str(options.cpus)]
    if options.icount:
        return arguments + [
            *("-cpu", "max,-erms,-fsrm,-la57,-pku"),
            *("-icount", "shift=0,sleep=off"),
            *("-rtc", f"base={RTC_BASE},clock=vm"),
            *("-seed", "1"),
        ]
    return arguments + ["-cpu", "max"]


def memory(options):
    arguments = ["-m", f"{options.memory // 1024}K"]
    for index, (size, cpus) in enumerate(options.numa):
        node = f"node,nodeid={index},memdev=ram{index}"
        arguments += ["-object", f"memory-backend-ram,id=ram{index},size={size}"]
        arguments += ["-numa", node + (f",cpus={cpus}" if cpus else "")]
    return arguments


def start(options, scratch):
    """How the kernel gets into the machine."""
    parameters = kernel_parameters(options)
    if not options.iso and not options.uefi:
        return [
            *("-kernel", str(build.KERNEL)),
            *("-initrd", comma_safe(build.INITRD)),
            *("-append", parameters),
        ]
    arguments = ["-cdrom", str(build.ISO), "-boot", "order=d"]
    if parameters:
        path = scratch / "append"
        path.write_bytes(parameters.encode() + b"\0")
        arguments += fw_cfg("append", path)
    if options.uefi:
        code, variables = build.firmware()
        arguments += ["-drive", f"if=pflash,format=raw,readonly=on,file={code}"]
        arguments += ["-drive", f"if=pflash,format=raw,snapshot=on,file={variables}"]
    return arguments


def guest_files(options, scratch):
    arguments = []
    if options.command:
        path = scratch / "command"
        path.write_bytes(
            b"".join(
                arg.encode("utf-8", "surrogateescape") + b"\0" for arg in options.command
            )
        )
        arguments += fw_cfg("command", path)
    if options.overlay:
        path = scratch / "overlay"
        with open(path, "wb") as out:
            newc.write_tree(out, options.overlay)
        arguments += fw_cfg("overlay", path)
    if os.isatty(0) and not options.command:
        path = scratch / "winsize"
        path.write_text("{0.lines} {0.columns}\n".format(os.get_terminal_size(0)))
        arguments += fw_cfg("winsize", path)
    if options.disk:
        drive = f"if=none,id=disk0,format=raw,file={comma_safe(options.disk)}"
        arguments += ["-drive", drive, "-device", "virtio-blk-pci,drive=disk0"]
    return arguments


def free_port():
    """A TCP port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Machine:
    """A QEMU command, and our ends of its two serial lines."""

    def __init__(self, options, scratch):
        self.console, console_end = socket.socketpair()
        self.channel, channel_end = socket.socketpair()
        self.guest_ends = (console_end, channel_end)
        self.gdb_port = free_port() if options.gdb else None
        self.arguments = [
            build.qemu(),
            *(
                "-name",
                "atlas",
                "-machine",
                "q35",
                "-nodefaults",
                "-no-user-config",
                "-vga",
                "std",
            ),
            *("-display", "none", "-monitor", "none", "-no-reboot"),
            *cpu_and_time(options),
            *memory(options),
            *serial("com1", console_end),
            *serial("com2", channel_end),
            *start(options, scratch),
            *guest_files(options, scratch),
        ]
        if self.gdb_port:
            self.arguments += ["-S", "-gdb", f"tcp:127.0.0.1:{self.gdb_port}"]

    def command_line(self):
        return shlex.join(self.arguments)


def serial(name, end):
    return [
        *("-chardev", f"socket,id={name},fd={end.fileno()}"),
        *("-serial", f"chardev:{name}"),
    ]
