"""The first page: what was read, what was set aside, and the reports with a small picture of each."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.reports.manifest import Manifest
from toolkit.reports.page import CAVEAT, render
from toolkit.reports.parameters import REPORTS
from toolkit.schema import CODED_LANGUAGES
from toolkit.selection import what_counts
from toolkit.store import RECORD, Processed

MOST = 50  # rows of a list; the whole of it stands in the data
NEWEST = 6  # findings on the first page


class Finding(NamedTuple):
    """A new accusation on the index, in the words of its sentence, and where that stands."""

    day: str
    accuser: str
    accused: str
    type: str
    sentence: str
    place: str


class Card(NamedTuple):
    """A report on the index: where it is, what it is called, its first figure, and what a reader must know about it."""

    name: str
    link: str
    title: str
    picture: str
    blurb: str
    notes: list[str]
    failure: str
    made: str


def make_index(data: Processed, manifest: Manifest, out) -> bytes:
    """The index page of the reports in the folder `out`, from the processed data and the manifest."""
    cards = [_card(name, manifest, out) for name in REPORTS if name in manifest.reports]
    statements = data.statements
    return render(
        "index.html",
        caveat=CAVEAT,
        cards=cards,
        dates=_dates(statements["date"]),
        figures=_figures(data),
        newest=_newest(data),
        n_issuers=statements["issuer"].nunique(),
        issuers=_counted(statements["issuer"].fillna("not found")),
        languages=_counted(statements.loc[~statements["language"].isin(CODED_LANGUAGES), "language"]),
        undated=_undated(statements),
        problems=[tuple(row) for row in data.problems.head(MOST).itertuples(index=False)],
        n_problems=len(data.problems),
        n_undated=int(statements["date"].isna().sum()),
        most=MOST,
    )


def _card(name: str, manifest: Manifest, out) -> Card:
    entry = manifest.reports[name]
    failure = entry.get("failure", "")
    if not manifest.is_published(name):
        return Card(
            name, "", name.capitalize(), "", "", [], failure or "The page is missing or was changed; make it again.", ""
        )
    page = (out / f"{name}.html").read_text("utf-8")
    notes = [
        f"{key}: {', '.join(value) if isinstance(value, list) else value}" for key, value in entry["parameters"].items()
    ]
    if entry["data"].get(RECORD) != manifest.data[RECORD]:
        notes.append("made from earlier data")
    return Card(
        name,
        f"{name}.html",
        _first(r"<title>(.*?)</title>", page),
        _picture(page),
        _blurb(page),
        notes,
        failure,
        made_on(out / f"{name}.html"),
    )


def made_on(page: Path) -> str:
    """The day on which a page was made, for a page that a later run could not replace; UTC."""
    return _in_words(pd.Timestamp(page.stat().st_mtime, unit="s"))


def _first(pattern: str, page: str) -> str:
    found = re.search(pattern, page, re.S)
    return html.unescape(re.sub(r"<[^>]*>", "", found[1])).strip() if found else ""


def _picture(page: str) -> str:
    found = re.search(r'<img [^>]*src="(data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+)"', page)
    return found[1] if found else ""


def _blurb(page: str, most: int = 240) -> str:
    """The first paragraph of a report, to the end of the last sentence that fits; or cut at a word where none does."""
    words = " ".join(_first(r"<article>.*?<p>(.*?)</p>", page).split())
    if len(words) <= most:
        return words
    sentences = re.match(rf".{{20,{most - 1}}}[.?!](?= )", words)
    return sentences[0] if sentences else words[:most].rsplit(" ", 1)[0] + " …"


def _dates(dates: pd.Series) -> tuple[str, str] | None:
    known = dates.dropna()
    return None if known.empty else (_in_words(known.min()), _in_words(known.max()))


def _in_words(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B %Y}"


def _figures(data: Processed) -> list[tuple[str, str]]:
    counted = what_counts(*data[:3])
    families = data.statements["family_id"].nunique()
    rows = [
        (len(data.statements), "statements read"),
        (families, "without reprints"),
        (len(data.sentences), "sentences"),
        (len(counted.accusations), "accusations counted"),
        (int(data.accusations["denial"].sum()), "denials found"),
    ]
    return [(f"{n:,}", words) for n, words in rows]


def _newest(data: Processed) -> list[Finding]:
    """The accusations of the latest statements, one a statement, so that a long list of charges does not hide the others."""
    counted = what_counts(*data[:3])
    columns = ["statement_id", "date", "raw_file", "raw_locator"]
    rows = counted.accusations.drop_duplicates("statement_id").merge(counted.statements[columns], on="statement_id")
    rows = rows.dropna(subset="date").merge(
        counted.sentences[["statement_id", "sentence_index", "sentence"]], on=["statement_id", "sentence_index"]
    )
    rows = rows.sort_values(["date", "statement_id"], ascending=[False, True], kind="stable").head(NEWEST)
    return [
        Finding(
            _in_words(row.date),
            _or(row.accuser, "somebody not named"),
            _or(row.accused, "somebody not named"),
            _or(row.type, ""),
            " ".join(row.sentence.split()),
            _place(row.raw_file, row.raw_locator),
        )
        for row in rows.itertuples(index=False)
    ]


def _or(value: object, absent: str) -> str:
    return value if isinstance(value, str) and value else absent


def _counted(values: pd.Series) -> list[tuple[str, str]]:
    return [
        (str(name), f"{n:,}") for name, n in sorted(values.value_counts().items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _undated(statements: pd.DataFrame) -> list[tuple[str, str, str]]:
    from toolkit.schema import DATE_BASES

    rows = statements[statements["date"].isna()].head(MOST)
    return [
        (
            _place(row.raw_file, row.raw_locator),
            "" if pd.isna(row.date_text) else row.date_text,
            DATE_BASES[row.date_basis],
        )
        for row in rows.itertuples(index=False)
    ]


def _place(file: str, locator: str) -> str:
    return f"{file}, {locator}" if locator else file
