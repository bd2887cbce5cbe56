"""The child process in which files are read: `python -m toolkit.reading.worker`, a line of JSON in, lines of JSON out.

A file from outside may crash a parser, fill the memory or keep it busy for ever; it does so here, under limits that the system holds.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import IO

from toolkit.children import own_pipes
from toolkit.files import sha256_of
from toolkit.reading.files import TOO_BIG, Found
from toolkit.reading.limits import MEMORY_BYTES, WORKER_SECONDS
from toolkit.reading.one_file import items_in
from toolkit.reading.shares import Seen, Share
from toolkit.reading.undecided import LEFT, is_undecided, with_language

CHANGED = "It changed while it was being read; read it again when it is complete."


def serve(requests: IO[bytes], replies: IO[bytes], memory: int = MEMORY_BYTES) -> None:
    """Answer each request, a share of a file, with its rows, one a line, each with its place; a last line has the checksum of the bytes they
    were read from and what was seen of them. The first rows whose language does not show at sight are without it.
    """
    _limit(resource.RLIMIT_DATA, memory)
    undecided = count()
    for line in requests:
        _limit(resource.RLIMIT_CPU, int(sum(os.times()[:2])) + WORKER_SECONDS)  # also where the parent was killed
        request = json.loads(line)
        file = Found(request["name"], Path(os.fsdecode(bytes.fromhex(request["path"]))), None)
        for answer in _answers(file, Share(*request["share"]), undecided):
            replies.write(json.dumps(answer).encode("ascii") + b"\n")
            replies.flush()


def _answers(file: Found, share: Share, undecided: Iterator[int]) -> Iterator[dict]:
    before, state, seen = _sum(file.path), _state(file.path), Seen(set(), set())
    trouble = []
    try:
        for number, (place, item) in enumerate(items_in(file, share, seen)):
            if is_undecided(item) and next(undecided) >= LEFT:
                with_language(item)
            yield {"place": place, "item": item}
            if number % 100 == 99 and _state(file.path) != state:  # one that grows all the while would never end
                break
    except MemoryError:
        trouble.append(TOO_BIG)
    same = _state(file.path) == state and _sum(file.path) == before
    if not same:
        trouble.append(CHANGED)
    yield {"done": before if same else "", "trouble": trouble, "seen": [sorted(names) for names in seen]}


def _state(path: Path) -> tuple | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def _sum(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""  # `items_of` tells why it cannot be opened


def _limit(what: int, soft: int) -> None:
    hard = resource.getrlimit(what)[1]
    try:
        resource.setrlimit(what, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
    except (OSError, ValueError):  # macOS refuses some; the time limits of the parent hold there too
        pass


def main() -> None:
    """Serve on the pipes this process was started with; what a library prints goes nowhere."""
    requests, replies = own_pipes(quiet=(0, 1, 2))
    memory = int(sys.argv[1]) if len(sys.argv) > 1 else MEMORY_BYTES
    serve(requests, replies, memory)


if __name__ == "__main__":
    main()
