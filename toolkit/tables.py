"""Frames as tables and sentences as quotations, for notebooks: readable, and with every text from outside escaped."""

from __future__ import annotations

from html import escape

import pandas as pd

from toolkit.display import NOT_NAMED, Shown, number
from toolkit.estimates import main_groups
from toolkit.quotes import COUNTS, Behind

#: column -> heading; what is not here is shown with its own name in words
HEADINGS = {
    "n": "count",
    "n_accusations": "accusations",
    "n_statements": "statements",
    "n_sentences": "sentences",
    "n_tokens": "words",
    "n_clusters": "documents",
    "n_accusing": "accusing statements",
    "n_own": "in own statements",
    "n_both": "sentences with both",
    "n_word": "sentences with the word",
    "n_node": "sentences with the node",
    "of_statements": "of statements",
    "dp": "dispersion (DP)",
    "dp_norm": "dispersion, normed",
    "g2": "G2",
    "log_ratio": "log-ratio",
    "log_dice": "logDice",
    "log_odds": "log-odds",
    "n_first": "count, first",
    "n_second": "count, second",
    "per_1000_first": "per 1,000 words, first",
    "per_1000_second": "per 1,000 words, second",
    "n_carriers": "copies",
    "date_basis": "where the date is from",
    "number": "no.",
    "statements_first": "statements, first",
    "statements_second": "statements, second",
    "interval": "95 % interval",
    "raw_file": "file",
}


def show_table(
    frame: pd.DataFrame,
    *,
    caption: str = "",
    columns=(),
    most: int = 50,
    read: pd.DataFrame | None = None,
    period: str = "month",
) -> Shown:
    """A frame as an HTML table: `low` and `high` become one column, missing values a dash, at most `most` rows.

    With `read` (a frame of `toolkit.concordance.evidence`) each count of accusations leads to sentences that it counts, in a fold below the
    table; for a timeline give its `period`. No text from outside is a link and nothing can run: all of it is escaped. It is for reading,
    not for computing.

    Raises `ValueError` for a column that is not there.

    >>> shown = show_table(pd.DataFrame({"issuer": ["<b>A</b>"], "rate": [0.5], "low": [0.25], "high": [0.75]}))
    >>> "&lt;b&gt;A" in shown.html, "95 % interval" in shown.html
    (True, True)
    """
    absent = [name for name in columns if name not in frame.columns]
    if absent:
        raise ValueError(f"The table has no column {absent[0]!r}; it has {', '.join(map(str, frame.columns))}.")
    table = _joined_interval(frame[list(columns)] if len(columns) else frame)
    table = table if len(columns) else _measure_first(_without_repeats(table))
    numeric = {c for c in table.columns if c == "interval" or pd.api.types.is_numeric_dtype(table[c].dtype)}
    head = "".join(
        f'<th scope="col"{_right(c, numeric)}>{escape(HEADINGS.get(c, str(c).replace("_", " ")))}</th>'
        for c in table.columns
    )
    sentences = Behind(frame.loc[table.index].head(most), read, period) if read is not None else None
    body = "".join(
        _row(row, table.columns, numeric, sentences, n)
        for n, row in enumerate(table.head(most).itertuples(index=False, name=None))
    )
    notes = [caption] if caption else []
    if len(table) > most:
        notes.append(f"{most} of {len(table):,} rows.")
    words = f"<caption>{escape(' '.join(notes))}</caption>" if notes else ""
    html = f'<table class="frame">{words}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    if table.empty:  # a head without a body tells nothing, and may be too wide for a small screen
        html = f'<p class="note">{escape(caption.rstrip(".") + ": none." if caption else "Nothing to list here.")}</p>'
    if sentences is not None:
        html += sentences.fold()
    return Shown(html, f"{caption}\n{table.head(most).to_string(index=False)}".strip())


def show_periods(frame: pd.DataFrame, *, caption: str = "", most: int = 4) -> Shown:
    """A timeline as a table with one row a period and one column a group: the rate, and accusations in statements.

    Only the main groups have a column (those of at least 30 statements where there are such); a period of silence
    says so.

    >>> from toolkit.examples import small_world
    >>> from toolkit.timeline import timeline
    >>> statements, sentences, accusations = small_world()
    >>> print(show_periods(timeline(accusations, statements, sentences, by=["publisher"]), most=1))
    period        Velmar Telegraph
    2023-01-01 1.00 (2 in 2)
    2023-02-01        silent
    2023-03-01 1.00 (1 in 1)
    """
    if frame.empty:
        return show_table(frame, caption=caption)
    by = list(frame.columns[: list(frame.columns).index("period")])
    name = (
        frame[by].astype("object").fillna(NOT_NAMED).agg(", ".join, axis=1)
        if by
        else pd.Series("all", index=frame.index)
    )
    cells = [
        row.state if row.n_statements == 0 else f"{number(row.rate)} ({row.n_accusations:,} in {row.n_statements:,})"
        for row in frame.itertuples()
    ]
    table = frame.assign(name=name, cell=cells).pivot(index="period", columns="name", values="cell")
    shown = main_groups(frame.groupby(name)["n_statements"].sum(), most)
    return show_table(table[shown].rename_axis(columns=None).reset_index(), caption=caption, most=len(table))


def _measure_first(table: pd.DataFrame) -> pd.DataFrame:
    """The measure and its interval right after the groups, where a narrow screen still shows them."""
    value = next((c for c in ("rate", "share") if c in table.columns), None)
    counts = [c for c in table.columns if str(c).startswith("n_")]
    if value is None or "interval" not in table.columns or not counts:
        return table
    groups = list(table.columns[: list(table.columns).index(counts[0])])
    first = [*groups, value, "interval"]
    return table[[*first, *(c for c in table.columns if c not in first)]]


def _without_repeats(table: pd.DataFrame) -> pd.DataFrame:
    """Drop what would only repeat: a column of no cautions, and documents where every statement is one."""
    repeats = []
    if "caution" in table and (table["caution"] == "").all():
        repeats.append("caution")
    if {"n_clusters", "n_statements"} <= set(table) and (table["n_clusters"] == table["n_statements"]).all():
        repeats.append("n_clusters")
    return table.drop(columns=repeats)


def _joined_interval(frame: pd.DataFrame) -> pd.DataFrame:
    if not {"low", "high"} <= set(frame.columns):
        return frame
    joined = [
        f"{number(a)} to {number(b)}".replace(" ", "\u00a0") if pd.notna(a) else None
        for a, b in zip(frame["low"], frame["high"], strict=True)
    ]
    table = frame.drop(columns=["high"]).rename(columns={"low": "interval"})
    return table.assign(interval=pd.Series(joined, index=frame.index, dtype="object"))


def _right(column, numeric: set) -> str:
    # JupyterLab sets all cells to the right; the sanitiser of the pages drops the style, and their style sheet does the same.
    return ' class="number"' if column in numeric or column == "left" else ' style="text-align:left"'


def _row(values, columns, numeric: set, sentences: Behind | None, n: int) -> str:
    link = next((c for c in COUNTS if c in columns), None) if sentences is not None else None
    cells = "".join(
        f"<td{_right(c, numeric)}>{sentences.link(n, cell) if c == link else cell}</td>"
        for c, cell in ((c, _marked(c, escape(_cell(c, v)))) for c, v in zip(columns, values, strict=True))
    )
    return f"<tr>{cells}</tr>"


def _marked(column, cell: str) -> str:
    return f"<mark>{cell}</mark>" if column == "keyword" else cell


def _cell(column, value) -> str:
    """One value in words; a missing party is "not named", any other missing value a dash."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return NOT_NAMED if column in ("accused", "accuser", "issuer", "side", "publisher") else "–"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    if column == "caution":  # the long sentence stands beside the number in words; a table needs a sign
        return "few documents" if value else ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() and abs(value) >= 1 else number(value)
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
