"""Child processes of the toolkit: how many there may be, how they begin and end, and what each does first."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

_PACKAGE = Path(__file__).parents[1]


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def begin_child(module: str, *arguments: str, stderr: int | None = None) -> subprocess.Popen:
    """A new Python that runs a module of this toolkit, with pipes for requests and replies, wherever this process stands."""
    import subprocess  # which a child does not need to begin

    # One thread each for the libraries: there are as many processes as cores, and pools would only take address space from a limit.
    quiet = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "ARROW_NUM_THREADS": "1", "PYTHONSAFEPATH": "1"}
    path = os.pathsep.join(filter(None, [str(_PACKAGE), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env={**os.environ, **quiet, "PYTHONPATH": path},
        start_new_session=True,  # Ctrl-C is for the parent, which ends its children itself
    )


def end_child(process: subprocess.Popen) -> None:
    """Kill a child, whatever it is doing, and close its pipes."""
    process.kill()
    process.wait()
    with suppress(OSError):  # what was not yet sent to a child that died cannot be sent any more
        process.stdin.close()
    process.stdout.close()


def own_pipes(quiet: tuple[int, ...]) -> tuple[IO[bytes], IO[bytes]]:
    """In a child: the pipes it was started with, for requests and for replies; what a library reads or prints on the streams `quiet` goes
    nowhere. From now on the process ends with its parent.
    """
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in quiet:
        os.dup2(nowhere, stream)
    threading.Thread(target=_end_with_parent, args=[os.getppid()], daemon=True).start()
    return requests, replies


def _end_with_parent(parent: int) -> None:
    """A parent that was killed cannot end its child; the child sees that it was handed to somebody else."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
