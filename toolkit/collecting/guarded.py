"""What comes from outside is parsed in a process of its own, which may hang, swell or die without harm to the run."""

from __future__ import annotations

import json
import os
import select
import struct
import subprocess
import sys
import time
from importlib import import_module
from typing import Any

from toolkit.children import end_child
from toolkit.collecting.trouble import Trouble
from toolkit.reading.records import Unreadable

#: What the process can be asked to do, and where it is done.
TASKS = {
    "feed": "toolkit.collecting.listings.read_feed",
    "sitemap": "toolkit.collecting.listings.read_sitemap",
    "list": "toolkit.collecting.listings.read_links",
    "page": "toolkit.collecting.pages.read_page",
    "robots": "toolkit.collecting.robots.read_robots",
}

#: A page of a ministry takes a few hundredths of a second; a sitemap of 50,000 links two seconds.
SECONDS = 30

#: The libraries need 300 MB of address space; a listing of 40 MB about 600 MB more.
MEMORY_BYTES = 2 * 1024**3

_MOST_ANSWER = 128 * 1024**2
_START = "from toolkit.collecting.guarded import serve; serve()"


class Guarded:
    """One process kept for many pages, and started again when it died. Use it with `with`.

    What it will not do: isolate as a container would. It bounds time and memory, writes no file and opens no connection.
    """

    def __init__(self):
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> Guarded:
        return self

    def __exit__(self, *_) -> None:
        self._end()

    def ask(self, task: str, body: bytes, **more: Any) -> dict[str, Any]:
        """Have a task of `TASKS` done on some bytes. Raises `Trouble` where it took too long, too much memory, or failed."""
        if self._process is None:
            self._process = _started()
        try:
            head = json.dumps({"task": task, "more": more}).encode()
            self._process.stdin.write(struct.pack("!II", len(head), len(body)) + head + body)
            self._process.stdin.flush()
            (size,) = struct.unpack("!I", self._read(4, until := time.monotonic() + SECONDS))
            answer = json.loads(self._read(size, until)) if size <= _MOST_ANSWER else None
        except BaseException as error:
            self._end()
            if isinstance(error, (OSError, EOFError, ValueError)):
                late = isinstance(error, TimeoutError)
                how = f"took longer than {SECONDS} seconds" if late else "made the parser fail"
                raise Trouble(f"What came was too large or too deeply nested to be read: it {how}.") from None
            raise
        if not isinstance(answer, dict) or "trouble" in answer:
            words = answer["trouble"] if isinstance(answer, dict) else "it is too large"
            raise Trouble(f"What came could not be read: {words}.")
        return answer

    def _read(self, size: int, until: float) -> bytes:
        pieces, handle = [], self._process.stdout.fileno()
        while size:
            if not select.select([handle], [], [], max(0, until - time.monotonic()))[0]:
                raise TimeoutError
            piece = os.read(handle, min(size, 1 << 20))
            if not piece:
                raise EOFError
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def _end(self) -> None:
        if self._process is not None:
            end_child(self._process)
            self._process = None


def _started() -> subprocess.Popen:
    # A session of its own: Ctrl-C reaches the run, which ends the process in order.
    return subprocess.Popen(
        [sys.executable, "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        start_new_session=True,
    )


def serve() -> None:
    """The other side: read a task, do it, answer with JSON; until nobody asks any more."""
    import logging

    logging.disable(logging.CRITICAL)
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing a library prints gets among the answers
    for place in TASKS.values():
        import_module(place.rsplit(".", 1)[0])
    for library in ("feedparser", "trafilatura", "protego"):
        import_module(library)
    _confine()
    while head := source.read(8):
        sizes = struct.unpack("!II", head)
        words, body = (source.read(size) for size in sizes)
        answer = _done(json.loads(words), body)
        sink.write(struct.pack("!I", len(answer)) + answer)
        sink.flush()


def _done(words: dict[str, Any], body: bytes) -> bytes:
    import signal

    module, function = TASKS[words["task"]].rsplit(".", 1)
    signal.alarm(SECONDS + 5)  # for the case that whoever asked was killed and cannot end us
    try:
        answer = getattr(import_module(module), function)(body, **words["more"])
    except Unreadable as error:
        answer = {"trouble": str(error).rstrip(".")}
    except Exception as error:  # each library has its own errors; what matters is that this page is not read
        answer = {"trouble": f"{type(error).__name__}, {str(error)[:160]}".rstrip(" ,.")}
    finally:
        signal.alarm(0)
    return json.dumps(answer).encode()


def _confine() -> None:
    import resource

    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):  # macOS knows no limit of address space
            pass
    sys.addaudithook(_no_network)


def _no_network(event: str, _arguments: object) -> None:
    if event.startswith("socket.") or event in {
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.fork",
        "os.posix_spawn",
    }:
        raise PermissionError("a parser has no business outside")
