"""Files written whole or not at all, and their checksums."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path


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
    staged: list[tuple[str, Path]] = []
    try:
        for path, content in contents.items():
            staged.append((_stage(Path(path), content), Path(path)))
        for temporary, path in staged:
            os.replace(temporary, path)
    except BaseException:
        for temporary, _ in staged:
            Path(temporary).unlink(missing_ok=True)
        raise
    for folder in {path.parent for _, path in staged}:
        _sync_folder(folder)


def _stage(path: Path, content: bytes) -> str:
    """The content in a file of its own beside its place, on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return temporary


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


def _sync_folder(folder: Path) -> None:
    """Sync the folder too, so that the rename itself outlives a power cut; Windows cannot open a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
