"""What runs on a worker of the cluster: child processes that do the tasks of a run.

They are begun for the run, so that they work with the code that is on the worker's disk now, however long ago the worker itself was
started; and each thread of a worker keeps a core busy, which threads of one Python process do not.
"""

from __future__ import annotations

import os
import threading
import time
from collections import defaultdict
from typing import Any

from toolkit.files import as_json, sha256
from toolkit.pipeline.crew import Child

#: Seconds without a task after which the children of a run end: whoever sent the tasks may have been killed. They begin again when needed.
IDLE_SECONDS = 300.0

_lock = threading.Lock()
_runs: dict[str, _Run] = defaultdict(lambda: _Run())


class _Run:
    """The children of one run: those that wait for a task, and all."""

    def __init__(self):
        self.free: list[Child] = []
        self.all: set[Child] = set()
        self.used, self.over = time.monotonic(), False


def check(run: str, probe: str, content: str, raw: str | None) -> dict[str, Any]:
    """What this worker works with, why it cannot use the place of the parts ("" where it can), in which `probe` is a file, and whether it
    sees the raw file whose path is `raw`, in hexadecimal.
    """
    child = _take(run)
    try:
        found = {"tools": child.do("tools", {}), "trouble": child.do("see", {"probe": probe, "content": content})}
        found["sees_raw"] = raw is not None and os.path.isfile(bytes.fromhex(raw))
    except BaseException:
        _end(run, child)
        raise
    _give(run, child)
    return found


def do(run: str, wanted: str, name: str, given: dict[str, Any]) -> Any:
    """Do a task with the tools whose digest is `wanted`."""
    child = _take(run)
    try:
        if child.tools is None:
            child.tools = digest(child.do("tools", {}))
        if child.tools != wanted:
            raise RuntimeError("The toolkit on this worker is no longer the one that was there when it was checked.")
        found = child.do(name, given)
    except BaseException:
        _end(run, child)
        raise
    _give(run, child)
    return found


def end(run: str) -> None:
    """The run is over: its children end, in the middle of a task if need be, and no more are begun for it."""
    with _lock:
        _runs[run].over = True
        children = list(_runs[run].all)
    for child in children:
        _end(run, child)


def digest(tools: dict[str, Any]) -> str:
    """A checksum of what a process works with."""
    return sha256(as_json(tools))


def _take(run: str) -> Child:
    with _lock:
        _begin_to_watch()
        here = _runs[run]
        here.used = time.monotonic()
        if here.over:
            raise RuntimeError("The run is over.")
        if here.free:
            return here.free.pop()
        child = Child()
        here.all.add(child)
        return child


def _give(run: str, child: Child) -> None:
    with _lock:
        here = _runs[run]
        here.used = time.monotonic()
        if not here.over:
            here.free.append(child)
            return
    _end(run, child)


def _end(run: str, child: Child) -> None:
    with _lock:
        if child not in _runs[run].all:
            return
        _runs[run].all.discard(child)
        if child in _runs[run].free:
            _runs[run].free.remove(child)
    child.end()


_watch: list[threading.Thread] = []


def _begin_to_watch() -> None:
    if not _watch:
        _watch.append(threading.Thread(target=_end_idle, daemon=True))
        _watch[0].start()


def _end_idle() -> None:
    while True:
        time.sleep(IDLE_SECONDS / 10)
        idle: list[Child] = []
        with _lock:
            for run in _runs.values():
                if time.monotonic() - run.used > IDLE_SECONDS:
                    idle += run.free  # taken out under the lock, so that no task gets one of them
                    run.all -= set(run.free)
                    run.free = []
        for child in idle:
            child.end()
