"""Who does the tasks: this process, or several beside each other. What comes out is the same, in the same order."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Protocol

from toolkit.children import begin_child, cores, end_child
from toolkit.pipeline.tasks import TASKS

#: Bytes of a file for one statement, before it is read: a short statement as plain text.
STATEMENT_BYTES = 2048

#: What a process costs before it does anything, in statements that are coded meanwhile.
WORTH_A_PROCESS = 300


class TaskFailed(RuntimeError):
    """A task could not be done, through no fault of what it was given; the message says why."""


class Workers(Protocol):
    """Whoever does tasks: `done` yields the results in the order of the tasks, which are taken as they are needed."""

    def done(self, name: str, tasks: Iterable[dict[str, Any]]) -> Iterator[Any]: ...


def result(done: Iterator[Any], files: Iterable[str]) -> Any:
    """The next result; where the task failed, it is said of which raw files it was."""
    try:
        return next(done)
    except TaskFailed as failure:
        files = list(dict.fromkeys(files))
        more = f" and {len(files) - 3} more files" if len(files) > 3 else ""
        raise TaskFailed(f"{failure} It was of {', '.join(files[:3])}{more}.") from failure


class Alone:
    """This process, one task after the other."""

    def done(self, name: str, tasks: Iterable[dict[str, Any]]) -> Iterator[Any]:
        return (TASKS[name](**given) for given in tasks)


class Crew:
    """Child processes, each with a task at a time; they end with the last of the tasks."""

    def __init__(self, many: int):
        self.many = many
        self.started: list[Child] = []

    def start(self) -> None:
        """Begin to load what tasks need, while this process does other things."""
        for _ in range(self.many - len(self.started)):
            self.started.append(Child())
            self.started[-1].warm()

    def end(self) -> None:
        for child in self.started:
            child.end()
        self.started = []

    def done(self, name: str, tasks: Iterable[dict[str, Any]]) -> Iterator[Any]:
        children: SimpleQueue[Child] = SimpleQueue()
        self.started += [Child() for _ in range(self.many - len(self.started))]
        for child in self.started:
            children.put(child)

        def do(given: dict[str, Any]) -> Any:
            child = children.get()
            try:
                return child.do(name, given)
            finally:
                children.put(child)

        pool, waiting = ThreadPoolExecutor(self.many), deque()
        try:
            for given in tasks:
                waiting.append(pool.submit(do, given))
                if len(waiting) > 2 * self.many:  # no more than that is ever in the making
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            self.end()  # first, so that no thread waits for an answer
            pool.shutdown(cancel_futures=True)


def crew_for(statements: int, processes: int | None = None, begun: Crew | None = None) -> Workers:
    """As many processes as there are cores, and no more than the work is worth; this one alone where it is little and no crew has `begun`."""
    many = min(processes or cores(), statements // WORTH_A_PROCESS)
    if begun is not None:
        begun.many = max(begun.many, many)
        return begun
    return Crew(many) if many > 1 else Alone()


class Child:
    """A child process that does tasks: a line of JSON in, a line of JSON out. `tools` is for whoever wants to remember what it works with."""

    tools: str | None = None

    def __init__(self):
        self.process = begin_child("toolkit.pipeline.worker")
        self.owed = 0

    def warm(self) -> None:
        """Have it load what coding needs, and do not wait for it."""
        with suppress(OSError):  # where it has died, the first task tells
            self._ask("warm", {})
            self.owed += 1

    def _ask(self, name: str, given: dict[str, Any]) -> None:
        self.process.stdin.write(json.dumps([name, given]).encode("ascii") + b"\n")
        self.process.stdin.flush()

    def do(self, name: str, given: dict[str, Any]) -> Any:
        try:
            while self.owed:
                self.process.stdout.readline()
                self.owed -= 1
            self._ask(name, given)
            line = self.process.stdout.readline()
        except (BrokenPipeError, ValueError):
            line = b""
        if not line:
            raise TaskFailed(
                f"A process that coded statements died (exit code {self.process.wait()}): start again, with fewer processes if memory was short."
            )
        answer = json.loads(line)
        if "failed" in answer:
            raise RuntimeError(answer["failed"])
        return answer["done"]

    def end(self) -> None:
        end_child(self.process)
