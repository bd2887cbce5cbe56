"""Sentences as quotations, by themselves or behind the numbers of a table: every text from outside escaped."""

from __future__ import annotations

from hashlib import sha256
from html import escape

import pandas as pd

from toolkit.concordance import behind_each
from toolkit.display import NOT_NAMED, Shown, as_csv, counted

#: Columns that count accusations, or the sentences that hold them; the first that a table has leads to its sentences.
COUNTS = ("n_accusations", "n", "n_both")

#: Sentences shown behind one number; the file beside the page has all of them.
MOST = 10


def show_quotes(evidence: pd.DataFrame, *, most: int = 5) -> Shown:
    """Sentences as block quotations, with issuer, date, publisher and file under each: the words behind a number.

    Takes a frame of `toolkit.concordance.evidence`. Where there are more than `most`, they are taken evenly from
    first to last, so that they do not all come from one week; the line below says of how many.

    >>> from toolkit.concordance import evidence
    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> print(show_quotes(evidence(accusations, sentences, statements), most=1))
    “Ardenia shelled Hallin.” (Ministry of Defence of Velmar, 5 Jan 2023, Velmar Telegraph, velmar/s0.txt)
    1 of 6 sentences, taken evenly from first to last.
    """
    distinct = evidence.drop_duplicates(["statement_id", "sentence_index"])
    step = max(len(distinct) / most, 1)
    chosen = distinct.iloc[sorted({int(k * step) for k in range(most) if int(k * step) < len(distinct)})]
    if chosen.empty:
        return Shown("<p>There is no sentence to read here.</p>", "There is no sentence to read here.")
    quoted = [(row.sentence, ", ".join(_source(row))) for row in chosen.itertuples()]
    rest = (
        ""
        if len(chosen) == len(distinct)
        else f"{len(chosen)} of {len(distinct):,} sentences, taken evenly from first to last."
    )
    html = "".join(
        f'<blockquote><p>{escape(words)}</p><p class="note" style="color:#656c76;font-size:90%">{escape(source)}</p></blockquote>'
        for words, source in quoted
    )
    text = "\n".join(f"“{words}” ({source})" for words, source in quoted)
    return Shown(html + (f"<p>{rest}</p>" if rest else ""), f"{text}\n{rest}".strip())


def _source(row) -> list[str]:
    day = "undated" if pd.isna(row.date) else f"{row.date.day} {row.date:%b %Y}"
    issuer = "issuer not found" if pd.isna(row.issuer) else row.issuer
    carriers = getattr(row, "carriers", row.publisher)
    return [issuer, day, *([carriers] if pd.notna(carriers) and carriers else []), row.raw_file]


class Behind:
    """The sentences behind the counts of a table: a link for each count, and a fold with what the links lead to.

    >>> from toolkit.concordance import evidence
    >>> from toolkit.examples import small_world
    >>> from toolkit.frequency import rates
    >>> statements, sentences, accusations = small_world()
    >>> table = rates(accusations, statements, sentences, by=["type"])
    >>> Behind(table, evidence(accusations, sentences, statements)).link(0, "5")
    '<a href="#b-...-0">5</a>'
    """

    def __init__(self, frame: pd.DataFrame, read: pd.DataFrame, period: str = "month"):
        self.parts = behind_each(frame, read, period=period)
        groups = [c for c in frame.columns if c in {*read.columns, "period", "term", "word"} and not c.startswith("n_")]
        self.labels = [", ".join(_said(row[c]) for c in groups) or "all" for row in frame.to_dict("records")]
        # Two tables of one page must not share an id, and the same page must always have the same ones.
        self.mark = sha256(as_csv(frame).encode("utf-8", "backslashreplace")).hexdigest()[:8]

    def link(self, n: int, words: str) -> str:
        """The count of row `n` as a link to its sentences; as it is where there is none."""
        return f'<a href="#b-{self.mark}-{n}">{words}</a>' if len(self.parts[n]) else words

    def fold(self) -> str:
        """The sentences of all rows, closed until somebody follows a link or opens it."""
        parts = "".join(
            f'<h4 id="b-{self.mark}-{n}">{escape(label)}: {counted(len(rows), "accusation")}</h4>'
            + show_quotes(rows, most=MOST).html
            for n, (label, rows) in enumerate(zip(self.labels, self.parts, strict=True))
            if len(rows)
        )
        return f"<details><summary>The sentences behind these numbers</summary>{parts}</details>" if parts else ""


def keep_sentences(read: pd.DataFrame) -> Shown:
    """All rows of `evidence` as a file beside the page of a report: every number there can be counted again in it.

    >>> from toolkit.concordance import evidence
    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> keep_sentences(evidence(accusations, sentences, statements))
    The 6 accusations that were counted, with their sentences, stand in a file beside this page.
    """
    words = f"The {counted(len(read), 'accusation')} that were counted, with their sentences, stand in a file beside this page."
    return Shown(f"<p>{words}</p>", words, as_csv(read))


def _said(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return value if isinstance(value, str) else NOT_NAMED
