"""From a folder of raw files to processed data, in one call, with an account of what was read and what was set aside."""

from __future__ import annotations

from contextlib import ExitStack, nullcontext
from functools import cached_property
from pathlib import Path

import pandas as pd

from toolkit.locks import only_run
from toolkit.pipeline.corpus import read_corpus
from toolkit.pipeline.crew import Crew, crew_for
from toolkit.pipeline.every_part import have_coded
from toolkit.pipeline.inputs import Dealing, Inputs, read_inputs
from toolkit.pipeline.parts import Parts, key_of
from toolkit.pipeline.places import Folder, place
from toolkit.pipeline.results import Results
from toolkit.pipeline.summary import lines_of, summary
from toolkit.pipeline.warming import warmed
from toolkit.store import Processed, read_processed, stands
from toolkit.versions import tools


#: Parts of the run before whose rows keep this process busy for as long as another takes to start: some five thousand statements.
MANY = 40


class NothingRead(RuntimeError):
    """There was no readable statement; the message gives the first reasons."""


class Account:
    """What became of the raw files: the folder `out` that holds the data, how many `files` there are and how many of them were `read` now;
    None where nothing had changed and nothing ran. `data` are the four frames. Printed, it says what was read.
    """

    def __init__(self, out: Path, files: int, read: int | None):
        self.out, self.files, self.read = out, files, read

    @cached_property
    def data(self) -> Processed:
        """The four frames as written, read when first asked for."""
        return read_processed(self.out)

    def __str__(self) -> str:
        return summary(self.out, self.files, self.read)


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
    made_with = tools()
    inputs = Inputs.find(raw)
    if not force and stands(out, made_with | {"inputs": inputs.sums}):
        return Account(Path(out), len(inputs.plain), None)
    with ExitStack() as stack:
        stack.enter_context(only_run(out))
        if kept is not None and isinstance(place(kept), Folder):
            stack.enter_context(only_run(place(kept).folder))
        parts = stack.enter_context(Parts.open(out, key_of(made_with), at=kept, empty=force))
        cluster = stack.enter_context(_joined(scheduler, parts, inputs)) if scheduler is not None else None
        dealing = Dealing.of(inputs, parts)
        here = crew_for(dealing.statements, processes, busy=len(parts.before["coded"]) > MANY)
        if isinstance(here, Crew):
            stack.callback(here.end)
        with warmed(here) if cluster is None else nullcontext():
            read = read_inputs(
                inputs, dealing, parts, workers=cluster if cluster and cluster.reads else None, progress=progress
            )
        corpus = read_corpus(inputs, read.parts, parts)
        if corpus.statements.empty:
            raise NothingRead(_nothing(raw, corpus.problems))
        with Results(out, corpus, parts) as results:
            workers = cluster or (here if isinstance(here, Crew) else None)
            problems = have_coded(corpus, parts, results.take, workers, processes=processes, progress=progress)
            results.finish(problems, inputs.events, made_with | {"inputs": inputs.sums})
        parts.close()
    return Account(Path(out), len(inputs.plain), read.fresh)


def _joined(scheduler: str, parts: Parts, inputs: Inputs):
    from toolkit.pipeline.cluster.sending import joined

    return joined(scheduler, parts.place, inputs.plain[0].path if inputs.plain else None)



def _nothing(raw: str | Path, problems: pd.DataFrame) -> str:
    if problems.empty:
        return (
            f"There is no statement in {raw}: put txt, md, html, pdf, docx, csv, tsv, xlsx, json or jsonl files there."
        )
    first = "; ".join(lines_of(problems, 3))
    return f"There is no readable statement in {raw}; {len(problems)} could not be read, first {first}"
