"""csv, tsv and xlsx: one row is one statement. Every cell is text: `NA` is no gap, and 007 keeps its noughts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from toolkit.reading.decoding import stream_encoding
from toolkit.reading.limits import RECORD_CHARACTERS, TABLE_COLUMNS
from toolkit.reading.metadata import ALIASES, known_fields, text_name, unknown_names
from toolkit.reading.office import check_archive
from toolkit.reading.records import Problem, Raw, Unreadable

TOO_LONG = f"It has more than {RECORD_CHARACTERS:,} characters; a quotation mark or a line break is probably missing."


def bounded_lines(stream: IO[str]) -> Iterator[str]:
    """The lines of a stream; a line longer than a record may be raises `Unreadable` before it is held in memory."""
    while line := stream.readline(RECORD_CHARACTERS + 1):
        if len(line) > RECORD_CHARACTERS:
            raise Unreadable(f"A line is too long. {TOO_LONG}")
        yield line


def read_delimited(path: Path) -> Iterator[Raw | Problem]:
    """The rows of a csv or tsv file. `row 1` is the header, as a spreadsheet counts."""
    encoding, note = stream_encoding(path)
    if note:
        yield Problem("", note)
    with path.open(encoding=encoding, newline="") as stream, _field_limit():
        lines = bounded_lines(stream)
        header = next((line for line in lines if line.strip()), None)
        if header is None:
            raise Unreadable("The file is empty.")
        delimiter = "\t" if path.suffix.lower() == ".tsv" else max(",;\t|", key=header.count)
        yield from read_rows(_csv_rows(header, lines, delimiter))


def _csv_rows(header: str, lines: Iterator[str], delimiter: str) -> Iterator[list[str] | Problem]:
    def whole() -> Iterator[str]:
        yield header
        yield from lines

    reader = csv.reader(whole(), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(f"row {number}", _csv_reason(str(error)))
            if "limit" in str(error):
                return


def _csv_reason(error: str) -> str:
    if "unexpected end" in error:
        return "A quotation mark opens here and never closes, so this row and those after it could not be told apart."
    if "limit" in error:
        return f"A cell is too long. {TOO_LONG} Nothing after it was read."
    return f"The row is not well-formed ({error}); double the quotation marks inside a quoted cell."


@contextmanager
def _field_limit() -> Iterator[None]:
    before = csv.field_size_limit(RECORD_CHARACTERS)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def read_rows(rows: Iterable[list[str] | Problem], sheet: str = "") -> Iterator[Raw | Problem]:
    """Rows with a header to statements; `sheet` goes before the row in the locator."""
    names: list[str] | None = None
    column = None
    for number, row in enumerate(rows, start=1):
        locator = f"{sheet}row {number}"
        if isinstance(row, Problem):
            yield row
        elif not any(cell.strip() for cell in row):
            continue
        elif names is None:
            names = row
            column = text_name(names)
            if column is None:
                yield Problem(sheet.rstrip(", "), no_text("column", names))
                return
        elif len(row) > len(names):
            counted = f"The row has {len(row)} cells and the header {len(names)}"
            yield Problem(locator, f"{counted}; a cell with the delimiter in it needs quotation marks.")
        else:
            yield _statement(names, row, column, locator)


def _statement(names: list[str], row: list[str], column: str, locator: str) -> Raw | Problem:
    filled = row + [""] * (len(names) - len(row))
    record = dict(zip(reversed(names), reversed(filled)))  # of two columns with one name the first counts
    if not record[column].strip():
        return Problem(locator, f"The row has nothing in its text column “{column}”.")
    unused = unknown_names(tuple(names), column)
    return Raw(record[column], locator, {"column": known_fields(record, taken=column)}, unused=unused)


def no_text(kind: str, names: Iterable[Any]) -> str:
    """The sentence for a table or record in which no name is one that we know for the text."""
    listed = ", ".join(str(name)[:40] for name in list(names)[:12]) or "none"
    known = ", ".join(ALIASES["text"].split()[1:6])
    return f"It has no {kind} that holds the text. Its {kind}s are: {listed}. Name one text (also known: {known})."


def read_xlsx(path: Path) -> Iterator[Raw | Problem]:
    """The rows of every sheet of a workbook. Real date cells become ISO days; formulas give their last value."""
    import openpyxl

    check_archive(path, "workbook")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl meets broken files with errors of every kind
        raise Unreadable(f"The workbook is broken ({type(error).__name__}); open it and save it again.") from None
    try:
        several = len(book.worksheets) > 1
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a workbook claims of its size is often wrong
            rows = sheet.iter_rows(max_col=TABLE_COLUMNS, values_only=True)
            yield from read_rows((list(map(_cell, row)) for row in rows), f"sheet {sheet.title}, " if several else "")
    finally:
        book.close()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        iso = value.isoformat()
        return iso.removesuffix("T00:00:00")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
