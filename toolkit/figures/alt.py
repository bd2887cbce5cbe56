"""What a figure shows, in words, for those who do not see it: made from the frame it was drawn from."""

from __future__ import annotations

import pandas as pd

from toolkit.display import NOT_NAMED, number
from toolkit.estimates import comparable


def alt_text(frame: pd.DataFrame, what: str, *, most: int = 6) -> str:
    """One or two sentences that carry the figure: what it shows, how many groups, and the largest numbers.

    `what` says what is drawn ("Accusations per statement, by issuer"). Works on the frame of any measure.

    >>> from toolkit.examples import small_world
    >>> from toolkit.frequency import rates
    >>> statements, sentences, accusations = small_world()
    >>> alt_text(rates(accusations, statements, sentences, by=["issuer"]), "Accusations per statement")
    'Accusations per statement. 2 groups: Ministry of Defence of Velmar 1.00 (0 to 2.30); Ministry of Defence of
    Ardenia 0.'
    """
    what = what if what.endswith("?") else f"{what}."
    frame = frame[frame["r"].notna()] if "lag" in frame.columns else frame
    if frame.empty:
        return f"{what} Nothing was found that could be drawn."
    if "state" in frame.columns:
        return f"{what} {_over_time(frame)}"
    value, words, unit = _kind(frame)
    # Both ends of a two-sided figure are told.
    table = frame.assign(size=frame[value].abs()).sort_values("size", ascending=False, kind="stable").head(most)
    told = "; ".join(words(row) for _, row in table.iterrows())
    rest = f"; and {len(frame) - most} more" if len(frame) > most else ""
    return f"{what} {len(frame)} {unit}{'s' if len(frame) != 1 else ''}: {told}{rest}."


def _kind(frame):
    if "typical_of" in frame.columns:
        return "z", lambda r: f"{r['word']} is typical of {r['typical_of']} (z {number(abs(r['z']))})", "word"
    if "n_own" in frame.columns:
        return (
            "n_accusations",
            lambda r: f"{_name(r['accuser'])} accuses {_name(r['accused'])} {r['n_accusations']} times",
            "pair",
        )
    if "term" in frame.columns:
        return "n", lambda r: f"{r['term']} {r['n']} times in {r['n_statements']} statements", "term"
    if "lag" in frame.columns:
        return "r", lambda r: f"correlation {r['r']:.2f} at a delay of {r['lag']}", "delay"
    if "n_both" in frame.columns:
        return "g2", lambda r: f"{r['word']} in {r['n_both']} of its {r['n_word']} sentences", "word"
    value = "rate" if "rate" in frame.columns else "share"
    first = "n_accusations" if value == "rate" else "n_accusing"
    by = list(frame.columns[: list(frame.columns).index(first)])
    return value, lambda r: f"{', '.join(_name(r[c]) for c in by) or 'all'} {_measured(r, value)}", "group"


def _name(value) -> str:
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    return NOT_NAMED if pd.isna(value) else str(value)


def _measured(row, value: str) -> str:
    if pd.isna(row[value]):
        return "has no statements"
    if row[value] == 0 or pd.isna(row["low"]):
        return number(row[value])
    return f"{number(row[value])} ({number(row['low'])} to {number(row['high'])})"


def _over_time(frame) -> str:
    states = frame["state"].value_counts()
    measured = comparable(frame[frame["rate"].notna()], "rate")
    best = measured.loc[measured["rate"].idxmax()] if len(measured) > 1 else None
    span = f"From {_name(frame['period'].min())} to {_name(frame['period'].max())}: "
    counts = ", ".join(
        f"{states.get(s, 0)} {s}"
        for s in ("accused", "published without accusing", "silent", "not collected")
        if s != "not collected" or s in states
    )
    peak = (
        f" Highest rate {number(best['rate'])} in the period from {_name(best['period'])}." if best is not None else ""
    )
    return f"{span}periods {counts}.{peak}"
