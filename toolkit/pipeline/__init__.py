"""From a folder of raw files to processed data, in one call, with an account of what was read and what was set aside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from toolkit.children import cores
from toolkit.pipeline.account import Account, NothingRead
from toolkit.pipeline.crew import STATEMENT_BYTES, WORTH_A_PROCESS, Alone, Crew, crew_for
from toolkit.pipeline.kept import FOLDER, RECORD
from toolkit.reading.files import size_of

__all__ = ["Account", "NothingRead", "process"]


def process(
    raw: str | Path = "data/raw",
    out: str | Path = "data/processed",
    *,
    progress: bool = False,
    force: bool = False,
    processes: int | None = None,
    scheduler: str | None = None,
    kept: str | Path | None = None,
) -> Account:
    """Read raw statements, split and code them, and write the four files of processed data into `out`.

    When you would want it: once after the raw files change. A file, a row or a statement that cannot be handled becomes a row of
    `problems` and does not stop the rest. Files are read in child processes under limits of time and memory, and where there is much to
    do, statements are coded in `processes` of them side by side (as many as there are cores). Files and statements that
    the run before worked on are not worked on again (their rows stand in `out/kept/`), and where nothing has changed, nothing runs;
    `force` works on everything. The same raw files give the same bytes in every case. Some hundred statements are held at a time,
    not all. `progress` shows bars.

    With `scheduler`, the address of a Dask scheduler (`tcp://10.0.0.5:8786`), the workers of that cluster read and code the statements; they must have the
    same toolkit and packages, and see the place where rows are kept. That place can be named by `kept`, a folder or an address that fsspec
    knows (`s3://bucket/kept`), also without a cluster; `out` itself is a folder of this machine. docs/cluster.md says more.

    Returns an `Account`; printed, it says what was read. Raises `FileNotFoundError` where `raw` is not there, `NothingRead` where
    it holds no readable statement (what was processed before then stays as it was), `Busy` where another run writes to `out`, `OSError`
    where nothing can be written, `SchedulerError` and `PlaceError` for what is no scheduler and no place, `ClusterError` where the
    cluster cannot do the work.
    """
    all_new = force or not (Path(out) / FOLDER / RECORD).is_file()
    with _begun(raw, processes) if all_new and scheduler is kept is None else nullcontext() as begun:
        from toolkit.pipeline.run import run  # which loads pandas

        return run(
            raw,
            out,
            begun=begun,
            progress=progress,
            force=force,
            processes=processes,
            scheduler=scheduler,
            kept=kept,
        )


@contextmanager
def _begun(raw: str | Path, processes: int | None) -> Iterator[Crew | None]:
    """Those who will code where all is new and much: they load what they need while this process does."""
    enough, statements = WORTH_A_PROCESS * (processes or cores()), 0.0
    for folder, _, names in os.walk(raw):
        statements += sum(max(1.0, size_of(Path(folder, name)) / STATEMENT_BYTES) for name in names)
        if statements >= enough:
            break
    crew = crew_for(int(statements), processes)
    if isinstance(crew, Alone):
        yield None
        return
    try:
        crew.start()
        yield crew
    finally:
        crew.end()
