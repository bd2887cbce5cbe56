"""From a folder of raw files to processed data, in one call, with an account of what was read and what was set aside."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, nullcontext
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow

from toolkit.hand_lists import EVENTS
from toolkit.locks import only_run
from toolkit.pipeline import filling
from toolkit.pipeline.corpus import Corpus, keys_of, read_corpus
from toolkit.pipeline.crew import Crew, Workers, crew_for, result
from toolkit.pipeline.dealing import dealt
from toolkit.pipeline.inputs import Dealing, Inputs, read_inputs
from toolkit.pipeline.listed import Listed
from toolkit.pipeline.parts import TABLES, Parts, key_of
from toolkit.pipeline.places import Folder, place, write_table
from toolkit.pipeline.reprints import find_reprints
from toolkit.pipeline.summary import lines_of, summary
from toolkit.pipeline.warming import warmed
from toolkit.schema import conform
from toolkit.store import Processed, Writing, read_processed, stands
from toolkit.versions import tools


#: Characters of a statement of usual length, for dealing statements into parts; a speech counts as several.
CHARS = 2_500


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
        here = crew_for(dealing.statements, processes)
        if isinstance(here, Crew):
            stack.callback(here.end)
        with warmed(here) if cluster is None else nullcontext():
            read = read_inputs(
                inputs, dealing, parts, workers=cluster if cluster and cluster.reads else None, progress=progress
            )
        corpus = read_corpus(inputs, read.parts, parts)
        if corpus.statements.empty:
            raise NothingRead(_nothing(raw, corpus.problems))
        coded, problems = _coded(corpus, parts, cluster or (here if isinstance(here, Crew) else None), processes, progress)
        _write(out, corpus, coded, problems, parts, made_with | {"inputs": inputs.sums}, inputs.events)
        parts.close()
    return Account(Path(out), len(inputs.plain), read.fresh)


def _joined(scheduler: str, parts: Parts, inputs: Inputs):
    from toolkit.pipeline.cluster.sending import joined

    return joined(scheduler, parts.place, inputs.plain[0].path if inputs.plain else None)


def _coded(
    corpus: Corpus, parts: Parts, whom: Workers | None, processes: int | None, progress: bool
) -> tuple[list[str], pd.DataFrame]:
    """The parts that hold sentences and accusations of all statements, and the problems with those that failed."""
    from tqdm import tqdm

    weight = (corpus.statements["chars"] / CHARS).clip(lower=1.0)
    statements = corpus.statements.assign(key=keys_of(corpus, parts), weight=weight)
    keys, weights = statements["key"].tolist(), weight.tolist()
    wanted = list(dealt((i, weights[place], place) for place, i in enumerate(statements["statement_id"])))
    names = [parts.name("coded", [keys[place] for place in places]) for places in wanted]
    held, new = parts.holder["coded"], {}
    for name, places in zip(names, wanted, strict=True):
        if not parts.has("coded", name, places):
            part = statements.iloc[places]
            new[name] = part, part[[key not in held for key in part["key"]]]
        else:
            parts.keep("coded", name)
    # The longest first, so that at the end none is waited for alone.
    new = dict(sorted(new.items(), key=lambda item: -item[1][1]["weight"].sum()))
    todo = [missing for _, missing in new.values() if len(missing)]
    # Nobody was made ready where no file is new, but the corpus now says other things of many statements.
    whom = whom or crew_for(sum(map(len, todo)), processes)
    done = whom.done("code_part", (_task(part, corpus, parts) for part in todo))
    bar = tqdm(total=sum(map(len, todo)), desc="Coding", unit=" statements", disable=not progress, leave=False)
    failures = {"not split": {}, "not coded": {}}
    for name, (part, missing) in new.items():
        failed = result(done, missing["raw_file"]) if len(missing) else {}
        _assemble(part, missing, name, parts)
        bad = {i for reasons in failed.values() for i in reasons}
        parts.hold("coded", name, part.loc[~part["statement_id"].isin(bad), "key"])
        for kind, reasons in failed.items():
            failures[kind] |= reasons
        bar.update(len(missing))
    next(done, None)  # the workers end with the last task
    bar.close()
    problems = _noted(corpus.problems, statements, failures["not split"], "It could not be split into sentences")
    return names, _noted(problems, statements, failures["not coded"], "It could not be coded for accusations")


def _task(part: pd.DataFrame, corpus: Corpus, parts: Parts) -> dict[str, Any]:
    """What a worker is told of the statements of a part that are new: where they stand, who issued them, where the rows go."""
    sources = [
        (str(parts.path("read", name, "items")), rows["row"].tolist())
        for name, rows in part.groupby("part", sort=False, observed=True)
    ]
    issuers = part["issuer"].astype(object).where(part["issuer"].notna(), None).tolist()
    out = {table: str(parts.path("coded", _new(part), table)) for table in TABLES["coded"]}
    return {"sources": sources, "issuers": issuers, "states": corpus.states, "out": out}


def _new(part: pd.DataFrame) -> str:
    """The name of the part that holds just these statements, all of them new."""
    return key_of("coded", *part["key"])


def _assemble(part: pd.DataFrame, missing: pd.DataFrame, name: str, parts: Parts) -> None:
    """Make a part of rows that were kept and rows that were made now; where all are new they stand in their place already."""
    if len(missing) == len(part):
        return
    kept = part[~part["key"].isin(missing["key"])]
    place = dict(zip(part["statement_id"], range(len(part)), strict=True))
    for table in TABLES["coded"]:
        frames = [parts.rows("coded", table, "statement_id", dict(zip(kept["key"], kept["statement_id"], strict=True)))]
        if len(missing):
            frames.append(parts.frame("coded", _new(missing), table))
        frame = pd.concat(frames, ignore_index=True)
        frame = frame.iloc[frame["statement_id"].map(place).argsort(kind="stable")].reset_index(drop=True)
        write_table(frame, parts.path("coded", name, table))


def _write(
    out: str | Path,
    corpus: Corpus,
    coded: list[str],
    problems: pd.DataFrame,
    parts: Parts,
    made_from: dict,
    events: Listed | None,
) -> None:
    """The four files, from the parts in their order; while reprints are looked for, what does not hang on them is written."""

    def add(kind: str, tables: Iterable[pyarrow.Table]) -> None:
        for table in tables:
            writing.add(kind, table)

    with Writing(out) as writing, ThreadPoolExecutor(2) as pool:
        others = [
            pool.submit(lambda: add("sentences", filling.sentences(coded, parts))),
            pool.submit(lambda: add("accusations", filling.accusations(corpus, coded, parts))),
        ]
        add("statements", filling.statements(corpus, find_reprints(corpus, coded, parts), parts))
        for other in others:
            other.result()
        writing.add("problems", problems)
        if events is not None:
            writing.carry(EVENTS, *events)
        writing.finish(made_from)


def _noted(problems: pd.DataFrame, statements: pd.DataFrame, failed: dict[str, str], words: str) -> pd.DataFrame:
    """The problems and, after them, a row for each statement on which a stage failed."""
    if not failed:
        return problems
    rows = statements.loc[statements["statement_id"].isin(failed), ["raw_file", "raw_locator", "statement_id"]]
    reasons = rows["statement_id"].map(
        lambda i: f"{words} ({failed[i]}); it is kept among the statements, without them."
    )
    more = rows[["raw_file", "raw_locator"]].assign(reason=reasons)
    return conform(pd.concat([problems, more]).drop_duplicates(), "problems")


def _nothing(raw: str | Path, problems: pd.DataFrame) -> str:
    if problems.empty:
        return (
            f"There is no statement in {raw}: put txt, md, html, pdf, docx, csv, tsv, xlsx, json or jsonl files there."
        )
    first = "; ".join(lines_of(problems, 3))
    return f"There is no readable statement in {raw}; {len(problems)} could not be read, first {first}"
