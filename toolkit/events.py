"""Dated events to lay beside a curve: a list that people keep by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from toolkit.hand_lists import EVENTS_COLUMNS as COLUMNS
from toolkit.hand_lists import day, hand_list

#: Where a notebook looks for the events that `toolkit process` kept with the data; a corpus need not have any.
USUAL = "../data/processed/events.csv"


class EventsError(ValueError):
    """The list of events cannot be read; the message names the line."""


def read_events(path: str | Path) -> pd.DataFrame:
    """Read a list of dated events: a CSV with the columns date (YYYY-MM-DD), event, kind and note.

    When you would want it: to lay what happened beside what was said. A mark near a rise shows that two things met in
    time, never that one brought the other about.

    Returns `number` (from 1, in order of date), `date`, `event`, `kind`, `note` (the last two empty where not given).
    A path to no file is an error; for a report without events give an empty path, which gives an empty frame, as does the place at which
    a notebook looks (`USUAL`) where the corpus has no events.

    Raises `EventsError` naming the file and the line.

    >>> len(read_events(""))
    0
    """
    none = not str(path) or str(path) == USUAL and not Path(path).is_file()
    rows = [] if none else [_event(*found) for found in hand_list(path, COLUMNS, "list of events", EventsError)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame = frame.astype({name: "str" for name in COLUMNS[1:]})
    frame["date"] = pd.to_datetime(frame["date"]).astype("datetime64[us]")
    frame = frame.sort_values("date", kind="stable", ignore_index=True)
    frame.insert(0, "number", range(1, len(frame) + 1))
    return frame


def _event(row: list[str], where: str) -> tuple:
    when, event, kind, note = row
    if not event:
        raise EventsError(f"{where}: the event has no name.")
    date = day(when)
    if date is None:
        raise EventsError(f"{where}: the date is {when!r}; write it as YYYY-MM-DD.")
    return date, event, kind, note
