"""Files are read in child processes, several side by side: a file that crashes, hangs or swells costs its own process and nothing else."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from operator import itemgetter
from queue import SimpleQueue
from typing import NamedTuple

from toolkit.children import begin_child, cores, end_child
from toolkit.languages import drop_model, load_model
from toolkit.reading.files import ROW_BY_ROW, Found
from toolkit.reading.limits import FILE_SECONDS, MEMORY_BYTES, SILENT_SECONDS
from toolkit.reading.shares import Item, Seen, Share, passed_over
from toolkit.reading.undecided import is_undecided, with_language

#: What one process more must have to do, in files or in bytes: to start it takes as long as to read some twenty pages, or a quarter of a megabyte.
FILES, BYTES = 20, 250_000


class FileRead(NamedTuple):
    """The rows of a file, and the SHA-256 of the bytes they were read from; "" where it could not be read to its end."""

    items: list[Item]
    sha256: str


class _Stopped(Exception):
    """The child was stopped or died; the message says why, as a reason for the user."""


class _ShareRead(NamedTuple):
    """What a child read of a file: its rows with their places, or none where it was given up; what kept it from reading more or all; what it
    saw, and the SHA-256.
    """

    items: list[tuple[int, Item]] | None
    trouble: list[str]
    seen: Seen
    sha256: str


def read_guarded(
    files: Iterable[Found],
    *,
    processes: int | None = None,
    silent: float = SILENT_SECONDS,
    whole: float = FILE_SECONDS,
    memory: int = MEMORY_BYTES,
) -> Iterator[FileRead]:
    """Read files in child processes and yield what each holds, in the order of `files`.

    `processes` are at most as many as there are cores. Of a table that is most of what there is to read, several have a share of the rows each.
    A file is given up after `silent` seconds without a row or `whole` seconds in all; its process may take `memory` bytes. What was read of it
    is then dropped, and it is one problem.
    """
    files = list(files)
    many = max(1, min(processes or cores(), _worth(files)))
    shares = _shares(files, many)
    children: SimpleQueue[_Child] = SimpleQueue()
    started = [_Child(memory) for _ in range(many)]
    for child in started:
        children.put(child)

    def read(file: Found, share: Share) -> _ShareRead:
        child = children.get()
        try:
            return child.read(file, share, silent, whole)
        finally:
            children.put(child)

    pool, waiting = ThreadPoolExecutor(many), deque()
    try:
        for file, of in zip(files, shares, strict=True):
            waiting.append((file, [pool.submit(read, file, Share(mine, of)) for mine in range(of)]))
            if len(waiting) > 8 * many:  # readers that are ahead hold no more than that
                yield _waited_for(*waiting.popleft())
        while waiting:
            yield _waited_for(*waiting.popleft())
    finally:
        for child in started:  # first, so that no thread waits for an answer
            child.kill()
        pool.shutdown(cancel_futures=True)
        for child in started:
            child._end()
        drop_model()


def _worth(files: list[Found]) -> int:
    """How many processes these files are worth."""
    many = len(files) // FILES + sum(file.size for file in files) // BYTES
    return many if any(map(_can_be_shared, files)) else min(many, len(files))


def _shares(files: list[Found], many: int) -> list[int]:
    """How many processes have a share of each file: more than one where it is a table that would keep one busy when all else is read."""
    total = sum(file.size for file in files) or 1
    fair = (min(many, round(file.size * many / total), file.size // BYTES) for file in files)
    return [max(1, of) if _can_be_shared(file) else 1 for file, of in zip(files, fair, strict=True)]


def _can_be_shared(file: Found) -> bool:
    return file.path.suffix.lower() in ROW_BY_ROW


def _waited_for(file: Found, reads: list[Future[_ShareRead]]) -> FileRead:
    return _together(file, [read.result() for read in reads])


def _together(file: Found, shares: list[_ShareRead]) -> FileRead:
    """What one or several read of a file, in the order of its rows."""
    given_up = next((share for share in shares if share.items is None), None)
    if given_up:
        return FileRead([_problem(file, reason) for reason in given_up.trouble], "")
    rows = sorted((row for share in shares for row in share.items), key=itemgetter(0))
    items = [with_language(item) for _, item in rows]
    trouble = list(dict.fromkeys(reason for share in shares for reason in share.trouble))
    if not trouble:
        items += passed_over(file, Seen(*(set().union(*names) for names in zip(*(share.seen for share in shares), strict=True))))
    sums = {share.sha256 for share in shares}
    return FileRead(items + [_problem(file, reason) for reason in trouble], sums.pop() if len(sums) == 1 else "")


_own: list[_Child] = []


def read_one(file: Found) -> FileRead:
    """Read one file under the same guard, in a child process that this process keeps for the next file."""
    if not _own:
        _own.append(_Child(MEMORY_BYTES))
    return _together(file, [_own[0].read(file, Share(), SILENT_SECONDS, FILE_SECONDS)])


class _Child:
    """One child process, started when first needed and again after it died."""

    def __init__(self, memory: int):
        self.memory, self.process, self.rest, self.closed = memory, None, b"", False

    def read(self, file: Found, share: Share, silent: float, whole: float) -> _ShareRead:
        nothing = Seen(set(), set())
        if file.reason:
            return _ShareRead([(0, _problem(file, file.reason))], [], nothing, "")
        items, undecided, end = [], False, time.monotonic() + whole
        try:
            self._ask(file, share)
            while True:
                answer = json.loads(self._line(min(silent, end - time.monotonic())))
                if "done" in answer:
                    return _ShareRead(items, answer["trouble"], Seen(*map(set, answer["seen"])), answer["done"])
                items.append((answer["place"], answer["item"]))
                if not undecided and is_undecided(answer["item"]):
                    undecided = True
                    load_model()  # while the child goes on
        except _Stopped as stopped:
            self._end()
            return _ShareRead(None, [str(stopped)], nothing, "")

    def _ask(self, file: Found, share: Share) -> None:
        if self.closed:
            raise _Stopped("Reading was broken off.")
        if self.process is None or self.process.poll() is not None:
            self._start()
        request = {"name": file.name, "path": os.fsencode(file.path.absolute()).hex(), "share": share}
        try:
            self.process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise _Stopped(self._died()) from None

    def _start(self) -> None:
        self.rest = b""
        self.process = begin_child("toolkit.reading.worker", str(self.memory), stderr=subprocess.DEVNULL)

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
            end_child(self.process)
            self.process = None

    def kill(self) -> None:
        """End the child for good; a thread that waits for its answer gets none."""
        self.closed = True
        if self.process is not None:
            self.process.kill()


def _problem(file: Found, reason: str) -> Item:
    return {"raw_file": file.name, "raw_locator": "", "reason": reason}
