"""What was read, in a few lines for a terminal."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from toolkit.schema import CODED_LANGUAGES
from toolkit.store import FILES, read_columns


def summary(out: Path, files: int, read: int | None) -> str:
    """What was read, of processed data in `out`, in a few lines for a terminal; `files` there are, `read` of them in this run.

    Counts are of everything in the files: reprints and other languages included, denials and charges said not to be so apart.
    """
    statements = read_columns(out, "statements", ["date", "family_id", "issuer", "language"])
    accusations = read_columns(out, "accusations", ["denial", "assertion"])
    problems = read_columns(out, "problems")
    n_sentences = len(read_columns(out, "sentences", ["sentence_index"]))
    copies = len(statements) - statements["family_id"].nunique()
    undated = int(statements["date"].isna().sum())
    others = statements.loc[~statements["language"].isin(CODED_LANGUAGES), "language"].value_counts()
    denials = int(accusations["denial"].sum())
    charged = int((~accusations["denial"] & (accusations["assertion"] == "asserted")).sum())
    lines = [
        f"Files        {files:>7,}   {_worked(files, read)}",
        f"Statements   {len(statements):>7,}   {_span(statements)}",
        f"  reprints   {copies:>7,}   of another statement among them; reports count each once",
        f"  undated    {undated:>7,}   kept, and left out where time matters{_how_to_date(undated, len(statements))}",
        f"  not coded  {int(others.sum()):>7,}   {_languages(others)}",
        f"Sentences    {n_sentences:>7,}",
        f"Accusations  {charged:>7,}   and {_many(denials, 'denial')}",
        f"Problems     {len(problems):>7,}   " + (f"listed in {out / FILES['problems']}" if len(problems) else "none"),
    ]
    return "\n".join([*lines, *(f"  - {line}" for line in lines_of(problems, 3)), f"Written to {out}"])


def _how_to_date(undated: int, of: int) -> str:
    return "; a file name such as 2031-03-02.txt dates its statement" if undated > of / 2 else ""


def _worked(files: int, read: int | None) -> str:
    if read is None:
        return "nothing has changed since they were read, and nothing was done"
    kept = files - read
    return f"{read:,} read now, {kept:,} as kept from the run before" if kept else "all read now"


def _span(statements: pd.DataFrame) -> str:
    dates, issuers = statements["date"].dropna(), statements["issuer"].nunique()
    span = "none of them dated" if dates.empty else f"{dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}"
    return f"{span}, {_many(issuers, 'issuer')}"


def _languages(counts: pd.Series) -> str:
    told = ", ".join(f"{name} {n}" for name, n in counts.head(5).items())
    return f"in other languages or too short to tell ({told})" if told else "all are in English"


def lines_of(problems: pd.DataFrame, most: int) -> list[str]:
    """The first problems, each in one line without control characters: file names and reasons come from outside."""
    lines = [
        f"{p.raw_file}{', ' + p.raw_locator if p.raw_locator else ''}: {p.reason}"
        for p in problems.head(most).itertuples()
    ]
    return [" ".join("".join(c if c.isprintable() else " " for c in line).split())[:300] for line in lines]


def _many(n: int, what: str) -> str:
    return f"{n:,} {what}" + ("" if n == 1 else "s")
