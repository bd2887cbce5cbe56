"""When somebody looked: the coverage log that tells silence from not having collected."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from toolkit.hand_lists import day, hand_list
from toolkit.periods import period_end

COLUMNS = ("issuer", "publisher", "from", "to", "note")


class CoverageError(ValueError):
    """The coverage log cannot be read; the message names the line."""


def read_coverage(path: str | Path) -> pd.DataFrame:
    """Read a coverage log: a CSV with the columns issuer, publisher, from, to (YYYY-MM-DD, both included) and note.

    When you would want it: as soon as statements are collected at more than one time. A line says that on these days the statements of
    an issuer (or of a publisher; of everybody, where both are empty) were looked for, whether any were found or not.

    Returns the columns as they are, `from` and `to` as dates. An empty path gives an empty frame, which says that nothing was looked at.

    Raises `CoverageError` naming the file and the line: a wrong header, a day that does not exist, an end before its beginning.

    >>> len(read_coverage(""))
    0
    """
    rows = (
        [_line(row, where) for row, where in hand_list(path, COLUMNS, "coverage log", CoverageError)]
        if str(path)
        else []
    )
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({name: "str" for name in ("issuer", "publisher", "note")})
    for name in ("from", "to"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[us]")
    return frame


#: Where a notebook looks for a log; nobody is told when there is none at this place.
USUAL = "../data/coverage.csv"


def kept_log(path: str | Path) -> pd.DataFrame | None:
    """The coverage log, or None where none was kept: an empty path, or no file at the usual place.

    Raises `CoverageError` for any other path without a file: a misspelt path must not turn gaps into silence.

    >>> kept_log("") is None
    True
    """
    if not str(path) or str(path) == USUAL and not Path(path).is_file():
        return None
    return read_coverage(path)


def share_collected(table: pd.DataFrame, coverage: pd.DataFrame, by: list[str], period: str) -> pd.Series:
    """For each row of a timeline, the share of its period's days on which its issuer or publisher was looked for.

    Lines of the log that name neither count for every row; where the timeline is not grouped by issuer or publisher, every line does.
    """
    shares = []
    for row in table[[*by, "period"]].to_dict("records"):
        lines = coverage
        for name in ("issuer", "publisher"):
            if name in by:
                lines = lines[(lines[name] == row[name]) | (lines[name] == "")]
        shares.append(_share(lines, row["period"], period_end(row["period"], period)))
    return pd.Series(shares, index=table.index, dtype="float64")


def _share(lines: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> float:
    days = pd.date_range(first, last, freq="D")
    seen = pd.Series(False, index=days)
    for begin, end in zip(lines["from"], lines["to"], strict=True):
        seen |= (days >= begin) & (days <= end)
    return float(seen.mean())


def _line(row: list[str], where: str) -> tuple:
    issuer, publisher, first, last, note = row
    days = [day(first), day(last)]
    if None in days:
        raise CoverageError(f"{where}: {first!r} to {last!r} are not two days; write them as YYYY-MM-DD.")
    if days[1] < days[0]:
        raise CoverageError(f"{where}: it ends on {last}, before it begins.")
    return issuer, publisher, *days, note
