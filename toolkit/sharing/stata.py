"""Stata: a .dta file per frame, with the meaning of each column as its label."""

from __future__ import annotations

import io
from datetime import datetime

import pandas as pd

from toolkit.schema import FRAMES
from toolkit.sharing.words import NUL, Notes, clean

HOW = (
    "Each table is a Stata file (format 118, Stata 14 and later). The variable `end` is called `end_char`, since `end` "
    "means something to Stata. Labels hold the first 80 characters of a meaning. Stata's missing text is the empty "
    "text, so the two are one; a truth value is 0 or 1. NUL characters are replaced, with a note."
)

RENAMED = {"end": "end_char"}
MOST_BYTES = 2045  # of a text in a column of fixed width; longer ones go into a strL
MOST_IN_LABEL = 80
_LONG = (-2_147_483_647, 2_147_483_620)  # the rest of 32 bits is Stata's missing values
_FIXED = datetime(1980, 1, 1)  # Stata files hold the time of writing; the same data should give the same bytes


def stata_files(frames: dict[str, pd.DataFrame], notes: Notes) -> dict[str, bytes]:
    """Each frame as a Stata file, by file name; adds to the notes."""
    files = {}
    for kind, frame in frames.items():
        frame = clean(frame, kind, NUL, notes, empty=True)
        declared = FRAMES[kind].columns
        made = io.BytesIO()
        ready = pd.DataFrame({RENAMED.get(name, name): _column(column) for name, column in frame.items()})
        ready.to_stata(
            made,
            write_index=False,
            version=118,
            time_stamp=_FIXED,
            data_label=_label(FRAMES[kind].row),
            variable_labels={RENAMED.get(name, name): _label(declared[name].meaning) for name in frame.columns},
            convert_dates={name: "td" for name, column in ready.items() if column.dtype.kind == "M"},
            convert_strl=[name for name, column in ready.items() if column.dtype == object and _long(column)],
        )
        files[f"{kind}.dta"] = made.getvalue()
    return files


def _column(column: pd.Series) -> pd.Series:
    """A column in a type that Stata has; numbers beyond 32 bits become doubles."""
    if column.dtype == bool:
        return column.astype("int8")
    if column.dtype.kind == "i":
        return column.astype("int32" if column.between(*_LONG).all() else "float64")
    if column.dtype.kind == "M":
        return column
    return column.astype(object).where(column.notna(), "")


def _long(column: pd.Series) -> bool:
    return any(len(cell.encode("utf-8")) > MOST_BYTES for cell in column)


def _label(meaning: str) -> str:
    """A meaning as a label.

    >>> len(_label("a" * 81)), _label("the sentence")
    (80, 'the sentence')
    """
    return meaning if len(meaning) <= MOST_IN_LABEL else meaning[: MOST_IN_LABEL - 1] + "…"
