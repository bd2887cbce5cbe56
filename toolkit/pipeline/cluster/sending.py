"""Tasks sent to a cluster: some are under way at a time, and their results come in the order of the tasks."""

from __future__ import annotations

import sys
import threading
import time
import uuid
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from toolkit.pipeline.cluster.connection import asked, connect, quiet, task
from toolkit.pipeline.cluster.members import LOOK_SECONDS, Members, lost
from toolkit.pipeline.cluster.there import digest
from toolkit.pipeline.crew import TaskFailed
from toolkit.pipeline.places import Place, shown

#: Tasks that are under way for each thread of the workers, and beyond these: enough for none to wait while the first is waited for.
PER_THREAD, BESIDES = 3, 8

#: How often a task that fails is tried again, perhaps by another worker: a share or a store can be out of reach for a moment.
RETRIES = 2


#: Instead of a result that was there and is not any more.
_GONE = object()


@contextmanager
def joined(scheduler: str, place: Place, raw: Path | None = None) -> Iterator[Cluster]:
    """The workers of a scheduler, looked at and found fit; what is still under way at the end is called off. `raw` is one of the raw files.

    Raises `SchedulerError` for what is no scheduler, and `ClusterError` where none answers, where it has no workers, or where one of them
    has another toolkit, other lexicons or packages, or does not see `place`.
    """
    with quiet():
        client = connect(scheduler)
        cluster = Cluster(client, Members(client, place, f"toolkit-{uuid.uuid4().hex}", raw))
        try:
            cluster.members.begin()
            yield cluster
        finally:
            cluster.end()


class _Sent(NamedTuple):
    future: Any
    done: threading.Event
    given: dict[str, Any]
    to: frozenset[str]


class Cluster:
    """Workers on other machines. They are told what those of this machine are told, and read and write the same parts."""

    def __init__(self, client: Any, members: Members):
        self.client, self.members = client, members
        self.under_way: deque[_Sent] = deque()
        self.wanted = digest(members.tools)
        self.sent = 0

    @property
    def reads(self) -> bool:
        """Whether the workers see the raw files, so that they can read them; where one does not, it is said once."""
        from tqdm import tqdm

        blind = self.members.blind
        if blind:
            words = f"the raw files are read by this machine alone: the worker {blind[0]} does not see them where they are here"
            tqdm.write(f"toolkit: {words}.", file=sys.stderr)
        return not blind

    def done(self, name: str, tasks: Iterable[dict[str, Any]]) -> Iterator[Any]:
        """The results in the order of the tasks. A worker that dies has its tasks done by others, one that joins gets some.

        Raises `TaskFailed` where a task failed wherever it was tried, and `ClusterError` where the scheduler is lost or all workers are gone.
        """
        tasks, told = iter(tasks), set()
        given = next(tasks, None)
        while given is not None or self.under_way:
            self.members.look()
            self.members.tell_of_refused(told)
            self._send_again(name)
            while given is not None and self.members.good and len(self.under_way) < self._most():
                self.under_way.append(self._send(name, given))
                given = next(tasks, None)
            if not self.under_way:
                time.sleep(LOOK_SECONDS / 5)  # there is nobody to send it to
            elif self.under_way[0].done.wait(LOOK_SECONDS):
                found = self._result(self.under_way[0])
                if found is not _GONE:
                    self.under_way.popleft()
                    yield found

    def _most(self) -> int:
        return PER_THREAD * sum(self.members.good.values()) + BESIDES

    def _send(self, name: str, given: dict[str, Any]) -> _Sent:
        to = frozenset(self.members.good)
        self.sent += 1
        what = {"run": self.members.run, "wanted": self.wanted, "name": name, "given": given}
        key = f"{name}-{self.members.run}-{self.sent}"
        # Only workers that were looked at may have it; others that come along are in the next one's list.
        future = self.client.submit(task(), **what, key=key, workers=sorted(to), retries=RETRIES, pure=False)
        done = threading.Event()
        future.add_done_callback(lambda _: done.set())
        return _Sent(future, done, given, to)

    def _send_again(self, name: str) -> None:
        """Send anew what waits for workers that have all gone: Dask would wait until one of the same address came back."""
        if not self.members.good:
            return
        for place, sent in enumerate(self.under_way):
            if not sent.to & self.members.good.keys() and not sent.future.done():
                sent.future.cancel()
                self.under_way[place] = self._send(name, sent.given)

    def _result(self, sent: _Sent) -> Any:
        """What a task gave; `_GONE` where the worker that did it died before it told: the task is under way again, and may need to be sent anew."""
        from distributed import CancelledError

        try:
            return sent.future.result(timeout=LOOK_SECONDS)
        except CancelledError:
            raise lost("it ended, or is out of reach") from None
        except Exception as error:
            if sent.future.status != "error":
                return _GONE
            raise TaskFailed(f"{_name(sent.given)} could not be made, wherever it was tried: {_why(error)}.") from error

    def end(self) -> None:
        """Call off what is under way, end the processes that were begun for it, and leave."""
        with suppress(Exception):  # what went wrong before is what is to be told
            self.client.cancel([sent.future for sent in self.under_way], force=True)
            self.client.run(asked("end"), run=self.members.run, on_error="ignore")
        self.under_way.clear()
        with suppress(Exception):
            self.client.close(timeout=5)


def _name(given: dict[str, Any]) -> str:
    """The part that a task makes, as its files are called."""
    if "out" not in given:
        return "What a task was to find"
    first = str(next(iter(given["out"].values())))
    return f"The part {PurePosixPath(shown(first)).name.split('.')[0]}"


def _why(error: BaseException) -> str:
    from distributed import KilledWorker

    if isinstance(error, KilledWorker):
        return "every worker that was given it died; see their logs, and give them more memory or fewer threads if that was short"
    lines = str(error).strip().splitlines()
    return (lines[-1] if lines else type(error).__name__).rstrip(".")
