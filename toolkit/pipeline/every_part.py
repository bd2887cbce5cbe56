"""Every statement coded: which parts stand from the run before, which are made anew, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pandas as pd

from toolkit.pipeline.corpus import Corpus, keys_of
from toolkit.pipeline.crew import Workers, crew_for, result
from toolkit.pipeline.dealing import dealt
from toolkit.pipeline.parts import TABLES, Parts, key_of
from toolkit.pipeline.places import write_frame
from toolkit.schema import conform

#: Characters of a statement of usual length, for dealing statements into parts; a speech counts as several.
CHARS = 2_500


class _Missing(NamedTuple):
    """A part that is to be made: its statements, and those of them that no part of the run before holds."""

    part: pd.DataFrame
    new: pd.DataFrame


def have_coded(
    corpus: Corpus,
    parts: Parts,
    take: Callable[[str], None],
    workers: Workers | None = None,
    *,
    processes: int | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Have the sentences and accusations of all statements in parts; `take` is given the name of each, in their order, as soon as it is there.

    What is new is done by `workers`; without them, by as many processes as it is worth, at most `processes`. Returns the problems of the
    corpus, and with them those of statements that could not be split or coded.
    """
    from tqdm import tqdm

    weight = (corpus.statements["chars"] / CHARS).clip(lower=1.0)
    statements = corpus.statements.assign(key=keys_of(corpus, parts), weight=weight)
    names, missing = _parts_of(statements, parts)
    todo = [part.new for part in missing.values() if len(part.new)]
    workers = workers or crew_for(sum(map(len, todo)), processes)
    done = workers.done("code_part", (_task(new, corpus, parts) for new in todo))
    bar = tqdm(total=sum(map(len, todo)), desc="Coding", unit=" statements", disable=not progress, leave=False)
    failures = {"not split": {}, "not coded": {}}
    coming = iter(names)
    first = _taken(coming, missing, take)
    for name in list(missing):
        part, new = missing.pop(name)
        failed = result(done, new["raw_file"]) if len(new) else {}
        _assemble(part, new, name, parts)
        bad = {i for reasons in failed.values() for i in reasons}
        parts.hold("coded", name, part.loc[~part["statement_id"].isin(bad), "key"])
        for kind, reasons in failed.items():
            failures[kind] |= reasons
        bar.update(len(new))
        if name == first:
            take(name)
            first = _taken(coming, missing, take)
    next(done, None)  # the workers end with the last task
    bar.close()
    problems = _noted(corpus.problems, statements, failures["not split"], "It could not be split into sentences")
    return _noted(problems, statements, failures["not coded"], "It could not be coded for accusations")


def _parts_of(statements: pd.DataFrame, parts: Parts) -> tuple[list[str], dict[str, _Missing]]:
    """The parts of all statements, in their order, and those that are to be made: the longest first, so that at the end none is waited for alone."""
    keys, weights = statements["key"].tolist(), statements["weight"].tolist()
    held, names, missing = parts.holder["coded"], [], {}
    for places in dealt((i, weights[place], place) for place, i in enumerate(statements["statement_id"].tolist())):
        names.append(name := parts.name("coded", [keys[place] for place in places]))
        if parts.has("coded", name, places):
            parts.keep("coded", name)
        else:
            part = statements.iloc[places]
            missing[name] = _Missing(part, part[[key not in held for key in part["key"]]])
    return names, dict(sorted(missing.items(), key=lambda item: -item[1].new["weight"].sum()))


def _taken(coming: Iterator[str], missing: dict[str, _Missing], take: Callable[[str], None]) -> str | None:
    """Hand over the parts that are there, up to the first that is still to be made, which is returned; None where all are there."""
    for name in coming:
        if name in missing:
            return name
        take(name)
    return None


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
        write_frame(frame, parts.path("coded", name, table))


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
