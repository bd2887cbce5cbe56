"""One Excel workbook: a sheet per frame, no formula in it, and a sheet that says what was cut or replaced."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

import pandas as pd

from toolkit.schema import FRAMES
from toolkit.sharing.place import ShareError
from toolkit.sharing.tables import days, notes_frame
from toolkit.sharing.words import NOT_XML, OWNERS, Notes, clean
from toolkit.store import neutralise

HOW = (
    "The tables are the sheets of `accusations.xlsx`; its sheet `columns` says what each column holds, its sheet "
    "`notes` what was cut or replaced. No cell is a formula. Characters that Excel cannot hold are replaced, cells "
    "longer than 32,767 characters are cut, days before March 1900 stand as text; each with a note. An empty cell is a "
    "missing value, and an empty text in a column that is never missing. A text like `_x0041_`, which Excel takes for "
    "a code, stands in the file with `_x005F_` for its first underscore, as the format asks; Excel shows it as it "
    "was."
)

MOST_ROWS = 1_048_575  # and one for the header
MOST_CHARACTERS = 32_767  # in UTF-16, as Excel counts
CUT = " … [cut]"

# Excel reads `_x0041_` as "A"; to stay as it is, its first underscore is written so itself (ECMA-376, ST_Xstring).
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FIXED = (1980, 1, 1, 0, 0, 0)  # the first time that a zip file can hold
_FIRST_DAY = pd.Timestamp("1900-03-01")  # Excel believes in a 29 February 1900, and in nothing before that year


def book_files(frames: dict[str, pd.DataFrame], notes: Notes) -> dict[str, bytes]:
    """The workbook, by file name; adds to the notes. Raises `ShareError` where a frame has more rows than a sheet."""
    from openpyxl import Workbook

    for kind, frame in frames.items():
        if len(frame) > MOST_ROWS:
            raise ShareError(
                f"There are {len(frame):,} {kind}, and a sheet of Excel holds {MOST_ROWS:,} rows; share them as csv or "
                "parquet."
            )
    book = Workbook(write_only=True)
    book.properties.creator = "Accusation toolkit"
    book.properties.description = OWNERS
    book.properties.created = datetime(*_FIXED)
    for kind, frame in frames.items():
        frame = clean(frame, kind, NOT_XML, notes, empty=True)
        _sheet(book, kind, [list(frame.columns), *zip(*_columns(frame, kind, notes), strict=True)])
    meanings = [(kind, name, FRAMES[kind].columns[name].meaning) for kind, frame in frames.items() for name in frame]
    _sheet(book, "columns", [("frame", "column", "meaning"), *meanings])
    said = notes_frame(notes)
    # A sheet that tells of a million replaced cells must itself fit; `notes.csv` beside it has them all.
    _sheet(book, "notes", [tuple(said.columns), *said.head(MOST_ROWS).itertuples(index=False)])
    made = io.BytesIO()
    book.save(made)
    return {"accusations.xlsx": _timeless(made.getvalue())}


def _sheet(book, name: str, rows: list) -> None:
    from openpyxl.cell import WriteOnlyCell

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                cell.value = _CODE.sub("_x005F_", value)
                cell.data_type = "s"  # openpyxl takes "=1+1" for a formula and "#N/A" for an error
                if neutralise(value) != value:
                    cell.quotePrefix = True  # or it becomes a formula when somebody edits it
            elif isinstance(value, datetime):
                cell.number_format = "yyyy-mm-dd"
            cells.append(cell)
        sheet.append(cells)


def _columns(frame: pd.DataFrame, kind: str, notes: Notes) -> list[list]:
    """The cells of each column as Excel takes them: numbers, truth values, days, and texts that are not too long."""
    columns = []
    for name, column in frame.items():
        cells = [None if pd.isna(cell) else cell for cell in column.tolist()]
        if column.dtype.kind == "M":
            written = days(column)
            for row, day in enumerate(column):
                if day < _FIRST_DAY:
                    cells[row] = written[row]
                    notes.append(
                        (kind, row + 1, name, "a day before March 1900, which Excel does not know, stands as text")
                    )
        for row, cell in enumerate(cells):
            if isinstance(cell, str) and _size(cell) > MOST_CHARACTERS:
                cells[row] = _cut(cell)
                notes.append((kind, row + 1, name, f"cut to {len(cells[row]) - len(CUT)} of {len(cell)} characters"))
        columns.append(cells)
    return columns


def _size(text: str) -> int:
    """Characters as Excel counts them, with what escapes add: openpyxl cuts by that, without a word."""
    return len(text.encode("utf-16-le")) // 2 + 6 * len(_CODE.findall(text))


def _cut(text: str) -> str:
    """The beginning of a text, with a mark, that fits into a cell.

    >>> _cut("a" * 40_000)[-10:]
    'aa … [cut]'
    """
    kept = text[: MOST_CHARACTERS - len(CUT)]
    while _size(kept) > MOST_CHARACTERS - len(CUT):
        kept = kept[: len(kept) - max(1, (_size(kept) - MOST_CHARACTERS + len(CUT)) // 7)]
    return kept + CUT


def _timeless(content: bytes) -> bytes:
    """The workbook with the time of writing taken out, so that the same data give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", part)
            new.writestr(zipfile.ZipInfo(name, _FIXED), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()
