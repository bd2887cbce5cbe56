"""The run of the pipeline, one stage after the other."""

from __future__ import annotations

from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.locks import only_run
from toolkit.pipeline.account import NothingRead
from toolkit.pipeline.corpus import read_corpus
from toolkit.pipeline.crew import Crew, crew_for
from toolkit.pipeline.every_file import Dealing, read_inputs
from toolkit.pipeline.every_part import have_coded
from toolkit.pipeline.inputs import Inputs
from toolkit.pipeline.parts import Parts, key_of
from toolkit.pipeline.places import Folder, place
from toolkit.pipeline.results import Results
from toolkit.pipeline.summary import lines_of
from toolkit.pipeline.warming import warmed


def run(
    inputs: Inputs,
    made_with: dict[str, Any],
    raw: str | Path,
    out: str | Path,
    begun: Crew | None,
    *,
    progress: bool,
    force: bool,
    processes: int | None,
    scheduler: str | None,
    kept: str | Path | None,
) -> int:
    """Do what `toolkit.pipeline.process` says, with a crew that has `begun` where there is one, and return how many files were read."""
    with ExitStack() as stack:
        stack.enter_context(only_run(out))
        if kept is not None and isinstance(place(kept), Folder):
            stack.enter_context(only_run(place(kept).folder))
        parts = stack.enter_context(Parts.open(out, key_of(made_with), at=kept, empty=force))
        cluster = stack.enter_context(_joined(scheduler, parts, inputs)) if scheduler is not None else None
        dealing = Dealing.of(inputs, parts)
        here = crew_for(dealing.statements, processes, begun)
        if isinstance(here, Crew) and here is not begun:  # that one is ended by whoever began it
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
    return read.fresh


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
