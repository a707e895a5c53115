"""tools/vmlib/frames.py - the channel on COM2

Guest to host: one byte of kind, four of length (little-endian), the payload. Kinds:
    o  standard output      e  standard error
    x  the command ended; the payload is its wait status, as wait4(2) gives it
    r  somebody reads standard input: the host may send
Host to guest, once `r` was seen: four bytes of length and so many bytes of standard
input, at most MAX_INPUT; length 0 is the end of the file.
"""
import struct

MAX_INPUT = 4096
MAX_OUTPUT = 1 << 16
HEADER = struct.Struct("<cI")


class FrameError(Exception):
    """What came is no frame: the guest's driver and this file disagree."""


def is_header(buffer, offset):
    """Could a frame begin here?"""
    kind, length = HEADER.unpack_from(buffer, offset)
    if kind in (b"o", b"e"):
        return 0 < length < MAX_OUTPUT
    return (kind, length) in ((b"x", 4), (b"r", 0))


class Decoder:
    """Takes bytes as they come, gives whole frames."""

    def __init__(self):
        self.buffer = bytearray()
        self.synchronised = False

    def feed(self, data):
        self.buffer += data
        while self.synchronise() and len(self.buffer) >= HEADER.size:
            if not is_header(self.buffer, 0):
                raise FrameError(f"no frame on the channel: {bytes(self.buffer[:16])!r}")
            kind, length = HEADER.unpack_from(self.buffer)
            end = HEADER.size + length
            if len(self.buffer) < end:
                return
            payload = bytes(self.buffer[HEADER.size : end])
            del self.buffer[:end]
            yield kind, payload

    def synchronise(self):
        """UEFI firmware shows its console on every serial line. That is text, without a NUL, and each
        frame's length has one: the first header lies around the first NUL."""
        if self.synchronised:
            return True
        nul = self.buffer.find(0)
        if nul < 0 or len(self.buffer) < nul + HEADER.size - 1:
            return False
        for start in range(nul - 1, max(nul - HEADER.size, -1), -1):
            if is_header(self.buffer, start):
                del self.buffer[:start]
                self.synchronised = True
                return True
        raise FrameError(f"no frame on the channel: {bytes(self.buffer[-16:])!r}")


def encode_input(data):
    """Standard input for the guest; no data says that there is no more."""
    return struct.pack("<I", len(data)) + data


def exit_status(payload):
    """A wait status as a shell reports it: the status, or 128+n for signal n."""
    (wait_status,) = struct.unpack("<I", payload)
    signal = wait_status & 0x7F
    return 128 + signal if signal else wait_status >> 8 & 0xFF
