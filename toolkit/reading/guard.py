"""Files are read in child processes, several side by side: a file that crashes, hangs or swells costs its own process and nothing else."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from toolkit.children import cores
from toolkit.reading.files import Found, size_of
from toolkit.reading.limits import FILE_SECONDS, MEMORY_BYTES, SILENT_SECONDS
from toolkit.reading.one_file import Item

#: What one process more must have to do, in files or in bytes: to start it takes as long as to read some twenty pages, or a quarter of a megabyte.
FILES, BYTES = 20, 250_000

_PACKAGE = Path(__file__).parents[2]


class FileRead(NamedTuple):
    """The rows of a file, and the SHA-256 of the bytes they were read from; "" where it could not be read to its end."""

    items: list[Item]
    sha256: str


class _Stopped(Exception):
    """The child was stopped or died; the message says why, as a reason for the user."""


def read_guarded(
    files: Iterable[Found],
    *,
    processes: int | None = None,
    silent: float = SILENT_SECONDS,
    whole: float = FILE_SECONDS,
    memory: int = MEMORY_BYTES,
) -> Iterator[FileRead]:
    """Read files in child processes and yield what each holds, in the order of `files`.

    `processes` are at most as many as there are cores. A file is given up after `silent` seconds without a row or `whole` seconds in
    all; its process may take `memory` bytes. What was read of it is then dropped, and it is one problem.
    """
    files = list(files)
    many = max(1, min(processes or cores(), len(files), _worth(files)))
    children: SimpleQueue[_Child] = SimpleQueue()
    started = [_Child(memory) for _ in range(many)]
    for child in started:
        children.put(child)

    def read(file: Found) -> FileRead:
        child = children.get()
        try:
            return child.read(file, silent, whole)
        finally:
            children.put(child)

    pool, waiting = ThreadPoolExecutor(many), deque()
    try:
        for file in files:
            waiting.append(pool.submit(read, file))
            if len(waiting) > 8 * many:  # readers that are ahead hold no more than that
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for child in started:  # first, so that no thread waits for an answer
            child.kill()
        pool.shutdown(cancel_futures=True)
        for child in started:
            child._end()


def _worth(files: list[Found]) -> int:
    """How many processes these files are worth."""
    return len(files) // FILES + sum(size_of(file.path) for file in files) // BYTES


_own: list[_Child] = []


def read_one(file: Found) -> FileRead:
    """Read one file under the same guard, in a child process that this process keeps for the next file."""
    if not _own:
        _own.append(_Child(MEMORY_BYTES))
    return _own[0].read(file, SILENT_SECONDS, FILE_SECONDS)


class _Child:
    """One child process, started when first needed and again after it died."""

    def __init__(self, memory: int):
        self.memory, self.process, self.rest, self.closed = memory, None, b"", False

    def read(self, file: Found, silent: float, whole: float) -> FileRead:
        if file.reason:
            return FileRead([_problem(file, file.reason)], "")
        items, end = [], time.monotonic() + whole
        try:
            self._ask(file)
            while True:
                answer = json.loads(self._line(min(silent, end - time.monotonic())))
                if "done" in answer:
                    return FileRead(items, answer["done"])
                items.append(answer)
        except _Stopped as stopped:
            self._end()
            return FileRead([_problem(file, str(stopped))], "")

    def _ask(self, file: Found) -> None:
        if self.closed:
            raise _Stopped("Reading was broken off.")
        if self.process is None or self.process.poll() is not None:
            self._start()
        request = {"name": file.name, "path": os.fsencode(file.path.absolute()).hex()}
        try:
            self.process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise _Stopped(self._died()) from None

    def _start(self) -> None:
        # One thread each for the libraries: their pools would only take address space from the limit.
        quiet = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONSAFEPATH": "1"}
        path = os.pathsep.join(filter(None, [str(_PACKAGE), os.environ.get("PYTHONPATH")]))
        self.rest = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "toolkit.reading.worker", str(self.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **quiet, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is for the parent, which ends its children itself
        )

    def _line(self, seconds: float) -> bytes:
        end = time.monotonic() + seconds
        pieces = [self.rest]
        while b"\n" not in pieces[-1]:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise _Stopped("Reading it took too long and was given up; open it and save it again, or split it.")
            piece = os.read(self.process.stdout.fileno(), 1 << 20)
            if not piece:
                raise _Stopped(self._died())
            pieces.append(piece)
        line, _, self.rest = b"".join(pieces).partition(b"\n")
        return line

    def _died(self) -> str:
        code = self.process.wait()
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return f"The process that read it died ({how}): the file crashes its reader or needs too much memory; save it in another format."

    def _end(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            with suppress(OSError):  # what was not yet sent to a child that died cannot be sent any more
                self.process.stdin.close()
            self.process.stdout.close()
            self.process = None

    def kill(self) -> None:
        """End the child for good; a thread that waits for its answer gets none."""
        self.closed = True
        if self.process is not None:
            self.process.kill()


def _problem(file: Found, reason: str) -> Item:
    return {"raw_file": file.name, "raw_locator": "", "reason": reason}
