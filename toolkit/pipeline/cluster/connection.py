"""The way to a scheduler, and what is said where there is none."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

#: Seconds in which a scheduler must answer.
CONNECT_SECONDS = 20.0

#: Seconds in which a worker must have answered what it is asked before it gets work; it starts a process meanwhile.
ASK_SECONDS = 120.0

_SCHEMES = ("tcp", "tls", "ws", "wss")


class ClusterError(RuntimeError):
    """The cluster cannot do the work; the message says why and what to do."""


class SchedulerError(ValueError):
    """What was given as a scheduler is none; the message says what is wanted."""


def connect(scheduler: str):
    """A client of a scheduler: an address such as `tcp://10.0.0.5:8786`, or the JSON file that `dask scheduler --scheduler-file` wrote.

    Raises `SchedulerError` for anything else, and `ClusterError` where Dask is not installed or nothing answers within `CONNECT_SECONDS`.
    """
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise ClusterError(
            "--scheduler needs Dask, which is not installed: pip install 'accusation-toolkit[cluster]'"
        ) from None
    where = _where(scheduler)
    try:
        return _client(where)
    except (OSError, ImportError, ValueError) as error:  # ImportError: a package that both need is of too different a version
        why = str(error).strip().rstrip(".") or "what is there says nothing that a scheduler says"
        raise ClusterError(
            f"No scheduler answers at {scheduler} ({why}). Start one with `dask scheduler`, and see that this machine reaches it."
        ) from None


def _client(where: dict[str, str]):
    """A client, made in a thread of its own: Dask's limit of time does not hold where something answers that is no scheduler."""
    from distributed import Client

    made: Future[Any] = Future()

    def make() -> None:
        try:
            made.set_result(Client(**where, timeout=CONNECT_SECONDS, set_as_default=False, name="toolkit"))
        except BaseException as error:
            made.set_exception(error)

    threading.Thread(target=make, daemon=True).start()
    return made.result(timeout=CONNECT_SECONDS + 5)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what Dask logs of lost connections, with its tracebacks, off the terminal: what matters of it is said in one sentence."""
    with suppress(ImportError):
        import distributed  # noqa: F401  (its loggers are made as it is imported)
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] == "distributed"]
    levels = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def _where(scheduler: str) -> dict[str, str]:
    if scheduler.endswith(".json"):
        if Path(scheduler).is_file():
            return {"scheduler_file": scheduler}
        raise SchedulerError(f"There is no scheduler file {scheduler!r}.")
    address = re.fullmatch(r"(?:(\w+)://)?[^/\s]+:\d+", scheduler)
    if not address or (address[1] or "tcp") not in _SCHEMES:
        raise SchedulerError(f"A scheduler is named by an address such as tcp://10.0.0.5:8786, or by its file; {scheduler!r} is neither.")
    if address[1] in ("tls", "wss"):
        from distributed import Security

        if Security().get_connection_args("client").get("ssl_context") is None:
            raise SchedulerError(
                f"{scheduler} wants certificates: name them in Dask's configuration (distributed.comm.tls), as docs/cluster.md shows."
            )
    return {"address": scheduler}


def asked(name: str) -> Callable[..., Any]:
    """A function that has a worker do what `toolkit.pipeline.cluster.there` calls `name`, off its event loop and in bounded time.

    It is made here, so that it is sent as it is: a worker or a scheduler without the toolkit can unpack it, and says what is missing.
    """
    seconds = ASK_SECONDS

    async def ask(**given):
        import asyncio
        import importlib

        def call():
            return getattr(importlib.import_module("toolkit.pipeline.cluster.there"), name)(**given)

        return await asyncio.wait_for(asyncio.to_thread(call), seconds)

    return ask


def task() -> Callable[..., Any]:
    """A function that does a task on a worker, sent as it is too."""

    def do(**given):
        import importlib

        return importlib.import_module("toolkit.pipeline.cluster.there").do(**given)

    return do
