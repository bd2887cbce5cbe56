"""Child processes of the toolkit: how many there may be, and what each does first. It keeps its pipes for itself, and ends when its parent does."""

from __future__ import annotations

import os
import threading
import time
from typing import IO


def own_pipes(quiet: tuple[int, ...]) -> tuple[IO[bytes], IO[bytes]]:
    """The pipes this process was started with, for requests and for replies; what a library reads or prints on the streams `quiet` goes
    nowhere. From now on the process ends with its parent.
    """
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in quiet:
        os.dup2(nowhere, stream)
    threading.Thread(target=_end_with_parent, args=[os.getppid()], daemon=True).start()
    return requests, replies


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _end_with_parent(parent: int) -> None:
    """A parent that was killed cannot end its child; the child sees that it was handed to somebody else."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
