"""E-mails as Outlook saves them, made small: a compound file ([MS-CFB]) of the streams that [MS-OXMSG] asks for."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Tree: TypeAlias = "dict[str, bytes | Tree]"
FREE, END, FAT_SECTOR, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
SECTOR, MINI = 512, 64


@dataclass
class _Entry:
    """An entry of the directory."""

    name: str
    kind: int
    content: bytes = b""
    child: int = NONE
    right: int = NONE
    children: list[int] = field(default_factory=list)


def compound(tree: Tree) -> bytes:
    """A compound file of storages and streams; every stream stands among the small ones, whose cutoff is 4,096 bytes."""
    entries = [_Entry("Root Entry", 5)]

    def add(holder: int, inner: Tree) -> None:
        for name, content in inner.items():
            number = len(entries)
            entries.append(_Entry(name, 2, content) if isinstance(content, bytes) else _Entry(name, 1))
            entries[holder].children.append(number)
            if not isinstance(content, bytes):
                add(number, content)

    add(0, tree)
    for entry in entries:
        entry.child = entry.children[0] if entry.children else NONE
        for one, following in zip(entry.children, entry.children[1:], strict=False):
            entries[one].right = following
    mini, mini_fat, starts = b"", list[int](), dict[int, int]()
    sectors, fat = list[bytes](), list[int]()

    def chain(content: bytes) -> int:
        """Put a content into sectors of its own: the number of the first."""
        pieces = [content[at:at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)]
        first = len(sectors)
        sectors.extend(pieces)
        fat.extend([*range(first + 1, first + len(pieces)), END] if pieces else [])
        return first if pieces else END

    for number, entry in enumerate(entries):
        if entry.kind == 2 and len(entry.content) >= 4096:
            starts[number] = chain(entry.content)
        elif entry.kind == 2 and entry.content:
            count = -(-len(entry.content) // MINI)
            starts[number] = len(mini_fat)
            mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + count), END]
            mini += entry.content.ljust(count * MINI, b"\0")
    starts[0] = chain(mini)
    directory = chain(b"".join(_entry(entry, starts.get(number, END), len(mini) if number == 0 else len(entry.content))
                               for number, entry in enumerate(entries)))
    mini_start = chain(struct.pack(f"<{len(mini_fat)}I", *mini_fat))
    fat_sectors = -(-(len(fat) + 8) // (SECTOR // 4))
    fat_start = len(sectors)
    fat += [FAT_SECTOR] * fat_sectors
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_sectors * SECTOR, b"\xff")
    places = [*range(fat_start, fat_start + fat_sectors), *[FREE] * (109 - fat_sectors)]
    head = struct.pack("<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors,
                       directory, 0, 4096, mini_start if mini_fat else END, -(-len(mini_fat) // 128), END, 0)
    return head + struct.pack("<109I", *places) + b"".join(sectors) + table


def _entry(entry: _Entry, start: int, size: int) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16xI8x8xIQ", name.ljust(64, b"\0"), len(name), entry.kind, 1, NONE, entry.right, entry.child, 0,
                       start, size if entry.kind != 1 else 0)


def properties(numbers: Mapping[int, int], header: int) -> bytes:
    """The stream of properties that hold a number of four or eight bytes."""
    return bytes(header) + b"".join(struct.pack("<HHIQ", 0x40 if number > 2**32 else 3, pid, 6, number)
                                    for pid, number in numbers.items())


def outlook_mail(texts: Mapping[int, str | bytes], page: int | None = None, internet: int | None = None,
                 html: bytes = b"", rtf: bytes = b"", attached: Mapping[str, bytes | Tree] | None = None,
                 within: bool = False) -> Tree:
    """The streams of a message; a text of bytes is one of a code page."""
    numbers = {0x0039: 132_147_000_000_000_000}
    numbers |= {pid: value for pid, value in ((0x3FFD, page), (0x3FDE, internet)) if value is not None}
    tree: Tree = {"__properties_version1.0": properties(numbers, 24 if within else 32)}
    for pid, words in texts.items():
        tree[f"__substg1.0_{pid:04X}{'001E' if isinstance(words, bytes) else '001F'}"] = (
            words if isinstance(words, bytes) else words.encode("utf-16-le"))
    for pid, content in ((0x1013, html), (0x1009, rtf)):
        if content:
            tree[f"__substg1.0_{pid:04X}0102"] = content
    for number, (name, inner) in enumerate((attached or {}).items()):
        kept: Tree = {"__properties_version1.0": bytes(8), "__substg1.0_3707001F": name.encode("utf-16-le")}
        kept["__substg1.0_37010102" if isinstance(inner, bytes) else "__substg1.0_3701000D"] = inner
        tree[f"__attach_version1.0_#{number:08X}"] = kept
    return tree
