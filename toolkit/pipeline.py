"""From a folder of raw files to processed data, in one call, with an account of what was read and what was set aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.accusations.find import code_statements, name_parties, states_of_issuers
from toolkit.inputs import Inputs, read_inputs
from toolkit.kept import Made, key_of, read_kept, take, write_kept
from toolkit.locks import only_run
from toolkit.schema import CODED_LANGUAGES, FRAMES, check, conform
from toolkit.sentences import split_sentences
from toolkit.store import FILES, Processed, put_processed, read_processed, stands
from toolkit.versions import DOWNSTREAM, code, lexicons, versions

#: Statements handed on at a time: enough to cost nothing, few enough for a progress bar that moves.
BATCH = 50


class NothingRead(RuntimeError):
    """There was no readable statement; the message gives the first reasons."""


class Account(NamedTuple):
    """What became of the raw files: the four frames as written, the folder that holds them, how many files there are and how many of
    them were read now; None where nothing had changed and nothing ran.
    """

    data: Processed
    out: Path
    files: int
    read: int | None

    def __str__(self) -> str:
        return summary(self)


def process(
    raw: str | Path = "data/raw", out: str | Path = "data/processed", *, progress: bool = False, force: bool = False
) -> Account:
    """Read raw statements, split and code them, and write the four files of processed data into `out`.

    When you would want it: once after the raw files change. A file, a row or a statement that cannot be handled becomes a row of
    `problems` and does not stop the rest. Files are read in child processes under limits of time and memory. Files and statements that
    the run before worked on are not worked on again (their rows stand in `out/kept/`), and where nothing has changed, nothing runs;
    `force` works on everything. The same raw files give the same bytes either way. `progress` shows bars.

    Returns an `Account`; printed, it says what was read. Raises `FileNotFoundError` where `raw` is not there, `NothingRead` where
    it holds no readable statement (what was processed before then stays as it was), `Busy` where another run writes to `out`, `OSError`
    where nothing can be written.
    """
    tools = {"code": code(without=DOWNSTREAM), "lexicons": lexicons(), "versions": versions()}
    inputs = Inputs.find(raw)
    if not force and stands(out, tools | {"inputs": inputs.sums}):
        return Account(read_processed(out), Path(out), len(inputs.plain), None)
    with only_run(out):
        made_with = key_of(tools)
        run = _Run({} if force else read_kept(out, made_with), progress)
        statements, problems, read = read_inputs(inputs, run.kept, progress=progress)
        if statements.empty:
            raise NothingRead(_nothing(raw, problems))
        data, coded = run.code(statements, problems)
        put_processed(out, data, tools | {"inputs": inputs.sums})
        write_kept(out, made_with, {"items": read.made} | coded)
    return Account(data, Path(out), len(inputs.plain), read.fresh)


class _Run:
    """The stages after reading; each statement's rows are taken from the run before, or made and handed on to the next."""

    def __init__(self, kept: dict[str, Made], progress: bool):
        self.kept, self.progress = kept, progress

    def code(self, statements: pd.DataFrame, problems: pd.DataFrame) -> tuple[Processed, dict[str, Made]]:
        keys = _keys(statements)
        split, sentences, failed = self._stage(statements, keys, "sentences", split_sentences, "Splitting")
        problems = _noted(problems, statements, failed, "It could not be split into sentences")
        states = states_of_issuers(statements["issuer"])

        def code(part: pd.DataFrame) -> pd.DataFrame:
            return code_statements(sentences[sentences["statement_id"].isin(part["statement_id"])], part, states)

        # What a statement is coded as also depends on which of the names in it the corpus knows as states.
        texts = statements["clean_text"].str.casefold()
        keys = pd.Series([key_of(k, _known_in(t, states)) for k, t in zip(keys, texts, strict=True)], keys.index)
        able = ~statements["statement_id"].isin(failed)
        coded, found, failed = self._stage(statements[able], keys[able], "accusations", code, "Coding")
        problems = _noted(problems, statements, failed, "It could not be coded for accusations")
        accusations = check(name_parties(found, states), "accusations")
        return Processed(statements, sentences, accusations, problems), {"sentences": split, "accusations": coded}

    def _stage(
        self,
        statements: pd.DataFrame,
        keys: pd.Series,
        kind: str,
        stage: Callable[[pd.DataFrame], pd.DataFrame],
        words: str,
    ) -> tuple[Made, pd.DataFrame, dict[str, str]]:
        """The rows of a stage for all statements, in their order, and the reason for each statement on which it failed."""
        kept, missing = take(self.kept, kind, list(keys))
        new, failed = _each(statements[keys.isin(missing)], kind, stage, self.progress, words)
        parts = [new] if kept.empty else [conform(kept, kind), new]
        frame = _in_order(pd.concat(parts, ignore_index=True), statements)
        key = dict(zip(statements["statement_id"], keys, strict=True))
        done = frozenset(k for i, k in key.items() if i not in failed)
        return Made(done, frame.assign(key=frame["statement_id"].map(key).astype("str"))), frame, failed


def _known_in(text: str, states: dict[str, str]) -> dict[str, str]:
    """The states whose stem stands in a text: a name is looked up by the beginning of a word, so that no other can matter."""
    return {stem: state for stem, state in states.items() if not stem.isalnum() or stem.casefold() in text}


def _keys(statements: pd.DataFrame) -> pd.Series:
    """For each statement a checksum of all that its sentences and accusations are made from."""
    columns = ["statement_id", "clean_text", "issuer", "publisher", "title", "language"]
    cells = statements[columns].astype(object).where(statements[columns].notna(), None)
    return pd.Series([key_of(*row) for row in cells.itertuples(index=False)], index=statements.index, dtype="str")


def _in_order(frame: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Rows in the order of their statements; within one they stand in their own order already."""
    place = dict(zip(statements["statement_id"], range(len(statements)), strict=True))
    return frame.iloc[frame["statement_id"].map(place).argsort(kind="stable")].reset_index(drop=True)


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
        f"Files        {account.files:>7,}   {_worked(account)}",
        f"Statements   {len(statements):>7,}   {_span(statements)}",
        f"  reprints   {copies:>7,}   of another statement among them; reports count each once",
        f"  undated    {undated:>7,}   kept, and left out where time matters{_how_to_date(undated, len(statements))}",
        f"  not coded  {int(others.sum()):>7,}   {_languages(others)}",
        f"Sentences    {len(sentences):>7,}",
        f"Accusations  {charged:>7,}   and {_many(denials, 'denial')}",
        f"Problems     {len(problems):>7,}   "
        + (f"listed in {account.out / FILES['problems']}" if len(problems) else "none"),
    ]
    return "\n".join([*lines, *(f"  - {line}" for line in _lines(problems, 3)), f"Written to {account.out}"])


def _how_to_date(undated: int, of: int) -> str:
    return "; a file name such as 2031-03-02.txt dates its statement" if undated > of / 2 else ""


def _worked(account: Account) -> str:
    if account.read is None:
        return "nothing has changed since they were read, and nothing was done"
    kept = account.files - account.read
    return f"{account.read:,} read now, {kept:,} as kept from the run before" if kept else "all read now"


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
