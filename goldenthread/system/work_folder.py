"""The folder below a book in which its outputs are made before they are published, and which of them are finished there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from goldenthread.system.digests import digest
from goldenthread.system.snapshots import digest_of_code
from goldenthread.system.swap_folders import WORK, remove_tree
from goldenthread.system.trees import walk

MADE, UNFINISHED, LISTING = "made", "unfinished", "listing"


@dataclass(frozen=True, slots=True)
class WorkFolder:
    """The folder in which a book is built. `made` is, for each finished output, the digest of what it was made from."""

    path: Path
    made: dict[str, str]

    @classmethod
    def begin(cls, root: Path) -> WorkFolder:
        """The folder, marked as unfinished. One that is marked already, or not as it was left, is deleted first."""
        work = root / WORK
        gone = work.with_name(f"{work.name}-gone")
        remove_tree(gone)
        made = outputs_made(root)
        listing = made.pop(LISTING, "")
        if work.exists() and (not work.is_dir() or (work / UNFINISHED).exists() or listing != _digest_of_listing(work)):
            # moved aside in one step: half deleted, it could be taken for finished
            work.rename(gone)
            remove_tree(gone)
            made = {}
        work.mkdir(parents=True, exist_ok=True)
        (work / UNFINISHED).touch()
        return cls(work, made)

    def close(self, made: dict[str, str]) -> None:
        """Note what is finished, and remove the mark."""
        entries = {**self.made, **made, LISTING: _digest_of_listing(self.path)}
        text = "".join(f"{name} {source}\n" for name, source in entries.items())
        (self.path / MADE).write_text(text, encoding="utf-8", newline="\n")
        (self.path / UNFINISHED).unlink()


def outputs_made(root: Path) -> dict[str, str]:
    """For each output of the book at `root`, the digest of what it was made from; empty if the last build noted none."""
    file = root / WORK / MADE
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return dict(line.split(" ", 1) for line in lines if " " in line)


def _digest_of_listing(work: Path) -> str:
    """A digest of the paths and sizes of all files below a folder's folders: it differs if a file was lost or truncated.

    It includes the code: what other code has read from the chapters is not what this code would read.
    """
    files = sorted(f"{name} {entry.stat().st_size}" for name, entry in walk(work) if "/" in name)
    return digest("\n".join([digest_of_code(), *files]))
