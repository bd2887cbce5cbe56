"""From a folder of raw files to processed data, in one call, with an account of what was read and what was set aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.accusations import find_accusations
from toolkit.reading import read_raw
from toolkit.schema import CODED_LANGUAGES, FRAMES, conform
from toolkit.sentences import split_sentences
from toolkit.store import FILES, Processed, write_processed

#: Statements handed on at a time: enough to cost nothing, few enough for a progress bar that moves.
BATCH = 50


class NothingRead(RuntimeError):
    """There was no readable statement; the message gives the first reasons."""


class Account(NamedTuple):
    """What became of the raw files: the four frames as written, and the folder that holds them."""

    data: Processed
    out: Path

    def __str__(self) -> str:
        return summary(self)


def process(raw: str | Path = "data/raw", out: str | Path = "data/processed", *, progress: bool = False) -> Account:
    """Read raw statements, split and code them, and write the four files of processed data into `out`.

    When you would want it: once after the raw files change. A file, a row or a statement that cannot be handled becomes a row of
    `problems` and does not stop the rest. `progress` shows bars. The same raw files give the same bytes.

    Returns an `Account`; printed, it says what was read. Raises `FileNotFoundError` where `raw` is not there, `NothingRead` where
    it holds no readable statement (what was processed before then stays as it was), `OSError` where nothing can be written.
    """
    statements, problems = read_raw(raw, progress=progress)
    if statements.empty:
        raise NothingRead(_nothing(raw, problems))
    sentences, failed = _each(statements, "sentences", split_sentences, progress, "Splitting")
    problems = _noted(problems, statements, failed, "It could not be split into sentences")

    def code(part: pd.DataFrame) -> pd.DataFrame:
        return find_accusations(sentences[sentences["statement_id"].isin(part["statement_id"])], part)

    accusations, failed = _all_at_once(statements, "accusations", code, progress, "Coding")
    problems = _noted(problems, statements, failed, "It could not be coded for accusations")
    data = Processed(statements, sentences, accusations, problems)
    return Account(data, write_processed(out, *data))


def _each(
    statements: pd.DataFrame, kind: str, stage: Callable[[pd.DataFrame], pd.DataFrame], progress: bool, words: str
) -> tuple[pd.DataFrame, dict[str, str]]:
    """A stage over the statements, a batch at a time, and the reason for each statement on which it failed."""
    from tqdm import tqdm

    frames, failed = [], {}
    starts = range(0, len(statements), BATCH)
    for start in tqdm(starts, desc=words, unit=" batches", disable=not progress, leave=False):
        batch = statements.iloc[start : start + BATCH]
        try:
            frames.append(stage(batch))
        except Exception:
            frame, reasons = _one_by_one(batch, kind, stage)
            frames.append(frame)
            failed |= reasons
    return _joined(frames, kind), failed


def _all_at_once(
    statements: pd.DataFrame, kind: str, stage: Callable[[pd.DataFrame], pd.DataFrame], progress: bool, words: str
) -> tuple[pd.DataFrame, dict[str, str]]:
    """A stage that must see all statements, as coding must to give a party one name; one by one only where it fails on some."""
    from tqdm import tqdm

    told = "{desc} {total} statements ..."
    with tqdm(desc=words, total=len(statements), bar_format=told, disable=not progress, leave=False):
        try:
            return stage(statements), {}
        except Exception:
            return _one_by_one(statements, kind, stage)


def _one_by_one(statements: pd.DataFrame, kind: str, stage) -> tuple[pd.DataFrame, dict[str, str]]:
    """A stage over single statements; whatever is wrong with one of them is its reason, and the rest go on."""
    frames, failed = [], {}
    for place in range(len(statements)):
        one = statements.iloc[place : place + 1]
        try:
            frames.append(stage(one))
        except Exception as error:
            failed[one["statement_id"].iloc[0]] = f"{type(error).__name__}: {error}"
    return _joined(frames, kind), failed


def _joined(frames: list[pd.DataFrame], kind: str) -> pd.DataFrame:
    if not frames:
        frames = [pd.DataFrame(columns=list(FRAMES[kind].columns))]
    return conform(pd.concat(frames, ignore_index=True), kind)


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
    first = "; ".join(_lines(problems, 3))
    return f"There is no readable statement in {raw}; {len(problems)} could not be read, first {first}"


def summary(account: Account) -> str:
    """What was read, in a few lines for a terminal.

    Counts are of everything in the files: reprints and other languages included, denials and charges said not to be so apart.
    """
    statements, sentences, accusations, problems = account.data
    copies = len(statements) - statements["family_id"].nunique()
    undated = int(statements["date"].isna().sum())
    others = statements.loc[~statements["language"].isin(CODED_LANGUAGES), "language"].value_counts()
    denials = int(accusations["denial"].sum())
    charged = int((~accusations["denial"] & (accusations["assertion"] == "asserted")).sum())
    lines = [
        f"Statements   {len(statements):>7,}   {_span(statements)}",
        f"  reprints   {copies:>7,}   of another statement among them; reports count each once",
        f"  undated    {undated:>7,}   kept, and left out where time matters",
        f"  not coded  {int(others.sum()):>7,}   {_languages(others)}",
        f"Sentences    {len(sentences):>7,}",
        f"Accusations  {charged:>7,}   and {_many(denials, 'denial')}",
        f"Problems     {len(problems):>7,}   "
        + (f"listed in {account.out / FILES['problems']}" if len(problems) else "none"),
    ]
    return "\n".join([*lines, *(f"  - {line}" for line in _lines(problems, 3)), f"Written to {account.out}"])


def _span(statements: pd.DataFrame) -> str:
    dates, issuers = statements["date"].dropna(), statements["issuer"].nunique()
    span = "none of them dated" if dates.empty else f"{dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}"
    return f"{span}, {_many(issuers, 'issuer')}"


def _languages(counts: pd.Series) -> str:
    told = ", ".join(f"{name} {n}" for name, n in counts.head(5).items())
    return f"in other languages or too short to tell ({told})" if told else "all are in English"


def _lines(problems: pd.DataFrame, most: int) -> list[str]:
    """The first problems, each in one line without control characters: file names and reasons come from outside."""
    lines = [
        f"{p.raw_file}{', ' + p.raw_locator if p.raw_locator else ''}: {p.reason}"
        for p in problems.head(most).itertuples()
    ]
    return [" ".join("".join(c if c.isprintable() else " " for c in line).split())[:300] for line in lines]


def _many(n: int, what: str) -> str:
    return f"{n:,} {what}" + ("" if n == 1 else "s")
