"""The words of an Outlook message that are kept as compressed RTF ([MS-OXRTFCP])."""

from __future__ import annotations

import struct

_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
_DICTIONARY = (b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
               b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
               b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx")
_RING = 4096
_MOST = 50_000_000
"""How many bytes a message may unpack to."""


def rtf_of(stream: bytes) -> bytes:
    """The RTF of such a stream; nothing where it is none, and as much of it as there is where it is cut short."""
    if len(stream) < 16:
        return b""
    packed, size, kind, _ = struct.unpack("<IIII", stream[:16])
    body = stream[16 : max(16, packed + 4)]
    if kind == _PLAIN:
        return body[:size]
    return _unpacked(body, min(size, _MOST)) if kind == _COMPRESSED else b""


def _unpacked(body: bytes, size: int) -> bytes:
    ring = bytearray(_DICTIONARY.ljust(_RING, b"\0"))
    write, place, written = len(_DICTIONARY), 0, bytearray()

    def put(byte: int) -> None:
        nonlocal write
        written.append(byte)
        ring[write] = byte
        write = (write + 1) % _RING

    while place < len(body) and len(written) < size:
        control, place = body[place], place + 1
        for bit in range(8):
            if not control >> bit & 1:
                if place < len(body):
                    put(body[place])
                place += 1
                continue
            if place + 1 >= len(body):
                return bytes(written)
            word = body[place] << 8 | body[place + 1]
            place, read = place + 2, word >> 4
            if read == write:
                # a reference to the place that is written next ends the text
                return bytes(written)
            for offset in range((word & 15) + 2):
                put(ring[(read + offset) % _RING])
    return bytes(written[:size])
