"""What two sides said about one event, side by side."""

from __future__ import annotations

from html import escape

import pandas as pd

from toolkit.display import Shown, counted, number
from toolkit.expected import expects_frames
from toolkit.frequency import rates
from toolkit.selection import SelectionError, select

#: Sentences shown for each side; the frames have all.
MOST = 12


class Comparison(Shown):
    """Two sides on one event, to look at; `rates` and `sentences` hold what is shown as frames."""

    def __init__(self, html: str, text: str, rates: pd.DataFrame, sentences: pd.DataFrame):
        super().__init__(html, text)
        self.rates, self.sentences = rates, sentences


@expects_frames
def compare_sides(data, day: str, *, days: int = 7, sides: tuple[str, str] | None = None) -> Comparison:
    """What two sides said from a day on: their rates, and the sentences in which they accuse.

    When you would want it: something happened, and you want to read how each side told it. `day` is the day of the event as YYYY-MM-DD,
    `days` how many days from it on are read; `sides` are two states or issuers, the two that publish most where none are named. A
    statement and its reprints count once.

    It does not know which statements speak of the event: it shows all of those days, so choose few days.

    Returns a `Comparison`. Raises `SelectionError` where the day is none, a side is not there, or a side published nothing in
    those days.

    >>> from toolkit.examples import small_world
    >>> compared = compare_sides(small_world(), "2023-01-01", days=90)
    >>> compared.rates["side"].tolist()
    ['Ardenia', 'Velmar']
    """
    first = pd.to_datetime(day, format="%Y-%m-%d", errors="coerce")
    if pd.isna(first) or days < 1:
        raise SelectionError(f"{day!r} and {days} are no days; give the day as YYYY-MM-DD and at least one day.")
    last = first + pd.Timedelta(days=days - 1)
    span = {"start": f"{first:%Y-%m-%d}", "end": f"{last:%Y-%m-%d}"}
    two = sides or _largest(select(*data[:3], **span).statements)
    chosen = select(*data[:3], issuers=list(two), **span)
    table = rates(chosen.accusations, chosen.statements, chosen.sentences, by=["side"])
    table = table[table["side"].isin(two)].reset_index(drop=True)
    said = _accusing(chosen)
    columns = [_column(row, said[said["side"] == row.side]) for row in table.itertuples()]
    title = f"{_day(first)} to {_day(last)}"
    html = (
        f"<h4>{escape(title)}</h4>"
        '<div style="display:flex;flex-wrap:wrap;gap:2rem">' + "".join(h for h, _ in columns) + "</div>"
    )
    return Comparison(html, "\n\n".join([title, *(t for _, t in columns)]), table, said)


def _largest(statements: pd.DataFrame) -> tuple[str, str]:
    counts = statements["side"].value_counts()
    names = sorted(counts.index, key=lambda name: (-counts[name], name))[:2]
    if len(names) < 2:
        raise SelectionError("Only one side published in those days; take more days, or name two sides.")
    return tuple(sorted(names))


def _accusing(chosen) -> pd.DataFrame:
    """The sentences in which a side accuses, with whom and of what, in the order of their days."""
    key = ["statement_id", "sentence_index"]
    rows = chosen.accusations[[*key, "accused", "type"]].merge(chosen.sentences[[*key, "sentence"]], on=key)
    more = chosen.statements[["statement_id", "side", "date", "issuer", "raw_file"]]
    rows = rows.merge(more, on="statement_id").sort_values(["date", *key], kind="stable", ignore_index=True)
    return rows[["side", "date", "issuer", "accused", "type", "sentence", "raw_file", *key]]


def _column(row, said: pd.DataFrame) -> tuple[str, str]:
    many = f"{counted(row.n_accusations, 'accusation')} in {counted(row.n_statements, 'statement')}"
    rate = f"{number(row.rate)} a statement, 95 % interval {number(row.low)} to {number(row.high)}"
    kinds = ", ".join(f"{kind} {n}" for kind, n in said["type"].value_counts().items())
    lines = [f"{many}: {rate}.", *([f"Of what: {kinds}."] if kinds else [])]
    distinct = said.drop_duplicates(["statement_id", "sentence_index"])
    quotes = [(one.sentence, f"{_day(one.date)}, {one.issuer}") for one in distinct.head(MOST).itertuples()]
    more = f"{len(distinct) - MOST} more sentences." if len(distinct) > MOST else ""
    html = "".join(
        f'<blockquote><p>{escape(words)}</p><p class="note" style="color:#656c76;font-size:90%">{escape(where)}</p></blockquote>'
        for words, where in quotes
    )
    facts = "".join(f"<p>{escape(line)}</p>" for line in lines)
    text = "\n".join(
        [row.side, *lines, *(f"“{words}” ({where})" for words, where in quotes), *([more] if more else [])]
    )
    shown = (
        f'<div style="flex:1 1 20rem"><h4>{escape(row.side)}</h4>{facts}{html}{f"<p>{more}</p>" if more else ""}</div>'
    )
    return shown, text


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%b %Y}"
