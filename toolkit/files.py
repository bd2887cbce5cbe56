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
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return path


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
