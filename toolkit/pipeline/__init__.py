"""From a folder of raw files to processed data, in one call, with an account of what was read and what was set aside."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

from toolkit.children import cores
from toolkit.pipeline.account import Account, NothingRead
from toolkit.pipeline.crew import STATEMENT_BYTES, WORTH_A_PROCESS, Crew, Workers, crew_for
from toolkit.pipeline.inputs import Inputs
from toolkit.pipeline.kept import FOLDER, RECORD
from toolkit.reading.files import size_of
from toolkit.store import stands
from toolkit.versions import tools

__all__ = ["Account", "NothingRead", "process"]

#: Parts of the run before whose rows keep a process busy for as long as another takes to start: those of some five thousand statements.
MANY = 40


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
    with ExitStack() as stack:
        here = scheduler is None and kept is None and (processes or cores()) > 1
        all_new = force or not (Path(out) / FOLDER / RECORD).is_file()
        begun = _begun(stack, crew_for(_expected(raw), processes)) if here and all_new else None
        inputs, made_with = Inputs.find(raw), tools()
        if not force and stands(out, made_with | {"inputs": inputs.sums}):
            return Account(Path(out), len(inputs.plain), None)
        if here and not all_new and _much_is_kept(Path(out)):
            begun = _begun(stack, Crew(1))
        from toolkit.pipeline.run import run  # which loads pandas, beside those who have begun

        read = run(inputs, made_with, raw, out, begun, progress=progress, force=force, processes=processes, scheduler=scheduler, kept=kept)
        return Account(Path(out), len(inputs.plain), read)


def _begun(stack: ExitStack, workers: Workers) -> Crew | None:
    """A crew that loads what it needs from now on, and ends with the run at the latest."""
    if not isinstance(workers, Crew):
        return None
    stack.callback(workers.end)
    workers.start()
    return workers


def _expected(raw: str | Path) -> int:
    """About how many statements there are, or that there are enough for a process on each core."""
    statements = 0.0
    for folder, _, names in os.walk(raw):
        statements += sum(max(1.0, size_of(Path(folder, name)) / STATEMENT_BYTES) for name in names)
        if statements >= WORTH_A_PROCESS * cores():
            break
    return int(statements)


def _much_is_kept(out: Path) -> bool:
    """Whether the rows that stand from the run before keep this process so busy that another should code what is new."""
    return sum(1 for _ in out.glob(f"{FOLDER}/coded-*.prints.parquet")) > MANY
