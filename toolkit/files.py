"""Files written whole or not at all, and their checksums."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import IO


def write_whole(path: str | os.PathLike, content: bytes) -> Path:
    """Put `content` at `path`: whoever looks sees the old file or the new one, never a part of either.

    Written beside its place, synced to disk, then renamed over it. The folder is made where it does not exist.
    Raises `OSError` (disk full, no permission); the old file then stands as it was.

    >>> from tempfile import mkdtemp
    >>> write_whole(mkdtemp() + "/a/note.txt", b"done").read_text()
    'done'
    """
    write_together({path: content})
    return Path(path)


def write_together(contents: dict[str | os.PathLike, bytes]) -> None:
    """Put several files in place, in this order: all are written and synced before the first is renamed over the old one.

    A disk that is full leaves every old file as it was. A run killed between two renames leaves some new and some old; whoever reads
    such files must be able to tell, from a record that comes last.

    Raises `OSError`; nothing is then changed, unless it was a rename that failed.
    """
    staged = Staged()
    try:
        for path, content in contents.items():
            with staged.open(path) as file:
                file.write(content)
        staged.put()
    finally:
        staged.drop()


class Staged:
    """Files that are written beside their places and put there together."""

    def __init__(self):
        self.files: list[tuple[Path, Path]] = []

    def open(self, path: str | os.PathLike) -> IO[bytes]:
        """A file to write, beside its place; the folder is made where it does not exist."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        self.files.append((Path(temporary), path))
        os.chmod(temporary, 0o666 & ~_umask())
        return os.fdopen(handle, "wb")

    def put(self) -> None:
        """Put all in place, in the order in which they were opened: they are on disk before the first is renamed over the old one."""
        for beside, _ in self.files:
            _sync(beside)
        for beside, path in self.files:
            os.replace(beside, path)
        for folder in {path.parent for _, path in self.files}:
            _sync_folder(folder)
        self.files = []

    def drop(self) -> None:
        """Take away what was not put in place."""
        for beside, _ in self.files:
            beside.unlink(missing_ok=True)
        self.files = []


def as_json(value: object) -> bytes:
    """JSON for people to read and programs to compare: sorted keys, two spaces, one line end at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8", "backslashreplace")


def sha256(content: bytes) -> str:
    """The SHA-256 checksum of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sha256_of(path: str | os.PathLike) -> str:
    """The SHA-256 checksum of a file, read piece by piece."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _umask() -> int:
    # mkstemp makes files that only their owner can read; a report is for the readers the umask allows.
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Sync the folder too, so that the rename itself outlives a power cut; Windows cannot open a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
