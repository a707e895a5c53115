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
HEADER = struct.Struct("<cI")
KINDS = (b"o", b"e", b"x", b"r")


class FrameError(Exception):
    """What came is no frame: the guest's driver and this file disagree."""


class Decoder:
    """Takes bytes as they come, gives whole frames."""

    def __init__(self):
        self.buffer = bytearray()

    def feed(self, data):
        self.buffer += data
        while len(self.buffer) >= HEADER.size:
            kind, length = HEADER.unpack_from(self.buffer)
            if kind not in KINDS:
                raise FrameError(f"unknown kind of frame {kind!r} on the channel")
            end = HEADER.size + length
            if len(self.buffer) < end:
                return
            payload = bytes(self.buffer[HEADER.size : end])
            del self.buffer[:end]
            yield kind, payload


def encode_input(data):
    """Standard input for the guest; no data says that there is no more."""
    return struct.pack("<I", len(data)) + data


def exit_status(payload):
    """A wait status as a shell reports it: the status, or 128+n for signal n."""
    (wait_status,) = struct.unpack("<I", payload)
    signal = wait_status & 0x7F
    return 128 + signal if signal else wait_status >> 8 & 0xFF
