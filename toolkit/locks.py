"""One run at a time on one folder: a lock that dies with its process, so that a killed run blocks nobody."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: The lock's own file, in the folder it guards; it may stay there, since only a living process holds it.
LOCK = ".toolkit.lock"


class Busy(RuntimeError):
    """Another run writes to the folder; the message says which."""


@contextmanager
def only_run(folder: str | Path) -> Iterator[None]:
    """Hold the lock of a folder, which is made where it does not exist.

    The operating system gives the lock back when the process ends, however it ends (`filelock`, over flock). It does not wait: two runs on
    one folder are a mistake to be told of.

    Raises `Busy` where another process holds it, `OSError` where nothing can be written.

    >>> from tempfile import mkdtemp
    >>> with only_run(mkdtemp()):
    ...     "alone"
    'alone'
    """
    from filelock import FileLock, Timeout

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        holder = _holder(folder)
        raise Busy(
            f"Another run is writing to {folder}{holder}. Wait for it to end; when it does, or is killed, the folder is free."
        ) from None
    try:
        (folder / f"{LOCK}.pid").write_text(str(os.getpid()))
        for left in folder.rglob(".*.part"):  # begun by a run that was killed; nobody else writes here now
            left.unlink(missing_ok=True)
        yield
    finally:
        (folder / f"{LOCK}.pid").unlink(missing_ok=True)
        lock.release()


def _holder(folder: Path) -> str:
    try:
        return f" (process {int((folder / f'{LOCK}.pid').read_text())})"
    except (OSError, ValueError):
        return ""
