"""One file per frame: CSV that no spreadsheet runs, and Parquet that says what its columns hold."""

from __future__ import annotations

import csv
import io
import unicodedata

import numpy as np
import pandas as pd

from toolkit.schema import FRAMES
from toolkit.sharing.words import NUL, Notes, clean
from toolkit.store import neutralise

HOW_CSV = (
    "Each table is a CSV file in UTF-8, every cell in quotation marks. Days are YYYY-MM-DD; an empty cell is a missing "
    "value, and an empty text in a column that is never missing. A cell that a spreadsheet would run as a formula, "
    "and one that begins with an apostrophe, has an apostrophe put before it: take one apostrophe off every cell that "
    "begins with one. NUL characters are replaced, with a note."
)
HOW_PARQUET = "Each table is a Parquet file (zstd); what a row and each column is stands in the metadata of the file."


def csv_files(frames: dict[str, pd.DataFrame], notes: Notes) -> dict[str, bytes]:
    """Each frame as a CSV file, by file name; adds to the notes."""
    return {f"{kind}.csv": csv_bytes(clean(frame, kind, NUL, notes, empty=True)) for kind, frame in frames.items()}


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """One frame as CSV. Every cell is quoted: a bare carriage return would end the row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(frame.columns)
    writer.writerows(zip(*(_cells(column) for _, column in frame.items()), strict=True))
    return text.getvalue().encode("utf-8")


def notes_csv(notes: Notes) -> bytes:
    """The notes as CSV: frame, row, column, note."""
    return csv_bytes(notes_frame(notes))


def notes_frame(notes: Notes) -> pd.DataFrame:
    """The notes as a frame: `frame`, `row` (from 1, the header not counted), `column` and `note`."""
    frame = pd.DataFrame(notes, columns=["frame", "row", "column", "note"])
    return frame.astype({"frame": "str", "row": "int64", "column": "str", "note": "str"})


def harmless(cell: str) -> str:
    """A cell with an apostrophe before it where a spreadsheet would run it, or where it begins with an apostrophe.

    Blanks, marks of direction and control characters before a formula do not hide it.

    >>> harmless("=1+1"), harmless(" =1+1"), harmless("'tis"), harmless("dam")
    ("'=1+1", "' =1+1", "''tis", 'dam')
    """
    if cell.isalnum():  # nearly every key and code
        return cell
    bare = next(
        (cell[n:] for n, c in enumerate(cell) if unicodedata.category(c) not in ("Cc", "Cf", "Zs", "Zl", "Zp")), ""
    )
    # A line end or a tab behind spaces is no formula yet, but what reads the cell may strip the spaces.
    edge = next((c for c in cell if c != "\0" and unicodedata.category(c) not in ("Cf", "Zs", "Zl", "Zp")), "")
    return "'" + cell if any(neutralise(first) != first for first in (cell[:1], edge, bare[:1])) else cell


def days(column: pd.Series) -> list[str]:
    """Days as YYYY-MM-DD, missing as empty; unlike strftime it writes the year 980 with four digits."""
    return [
        "" if day == "NaT" else str(day) for day in np.datetime_as_string(column.to_numpy().astype("datetime64[D]"))
    ]


def _cells(column: pd.Series) -> list[str]:
    if column.dtype.kind == "M":
        return days(column)
    if column.dtype == bool:
        return ["true" if cell else "false" for cell in column]
    return ["" if pd.isna(cell) else harmless(cell) if isinstance(cell, str) else str(cell) for cell in column]


def parquet_files(frames: dict[str, pd.DataFrame], notes: Notes) -> dict[str, bytes]:
    """Each frame as a Parquet file, by file name, with descriptions in the metadata of the file and of each column."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    files = {}
    for kind, frame in frames.items():
        table = pa.Table.from_pandas(frame, preserve_index=False)
        declared = FRAMES[kind].columns
        fields = [field.with_metadata({"description": declared[field.name].meaning}) for field in table.schema]
        about = {"title": kind, "description": f"A row: {FRAMES[kind].row}.", "key": ", ".join(FRAMES[kind].key)}
        table = table.cast(pa.schema(fields, metadata={**about, **table.schema.metadata}))
        sink = io.BytesIO()
        pq.write_table(table, sink, compression="zstd")
        files[f"{kind}.parquet"] = sink.getvalue()
    return files
