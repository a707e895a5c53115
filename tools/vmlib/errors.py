"""tools/vmlib/errors.py - tools/vm's own exit statuses, and the exception that carries one

Every other status is the guest command's: its own, or 128+n when signal n killed it.
"""

TIMEOUT = 124
CRASHED = 125  # the kernel panicked, or the machine reset or stopped by itself
CANNOT_RUN = 126  # this host cannot do what was asked
INTERRUPTED = 130  # Ctrl-C, as a shell counts it


class VmError(Exception):
    """Ends the run: `vm: reason` on standard error, and an exit status."""

    def __init__(self, status, reason):
        super().__init__(reason)
        self.status = status
