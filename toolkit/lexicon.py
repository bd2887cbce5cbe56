"""The lexicons: CSV instruments that people who do not program can read and correct.

Each is a file in `toolkit/lexicons/`. A row of an instrument that finds language (acts, cues, parties) carries an example that it
must find and a counterexample that it must not; a test runs them all.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "lexicons"

#: file name -> the columns it must have, in order
COLUMNS: dict[str, tuple[str, ...]] = {
    "states": ("canonical", "iso2", "iso3", "names", "adjectives", "people", "capitals", "note"),
    "actors": ("canonical", "kind", "names", "adjectives", "side_of", "note"),
    "acts": ("entry", "term", "pos", "type", "weight", "needs", "irregular", "example", "counterexample", "note"),
    "cues": ("entry", "term", "kind", "irregular", "example", "counterexample", "note"),
    "parties": ("term", "kind", "irregular", "note"),
    "objects": ("term", "class", "irregular", "note"),
    "places": ("name", "place", "used_by", "note"),
    "weights": ("feature", "weight", "sentences"),
}


class LexiconError(ValueError):
    """A lexicon cannot be used as it stands; the message names the file, the line and what is wrong."""


@cache
def read_lexicon(name: str, folder: Path = FOLDER) -> tuple[dict[str, str], ...]:
    """The rows of one lexicon as dictionaries of text, with its columns checked.

    Raises `LexiconError` with file and line for a missing file, a wrong header, a row with too many or too few cells, a
    row without its term, or a row that stands twice.

    >>> read_lexicon("states")[0]["iso2"]
    'AF'
    """
    if name not in COLUMNS:
        raise LexiconError(f"There is no lexicon called {name!r}; the lexicons are {', '.join(COLUMNS)}.")
    path = Path(folder) / f"{name}.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = tuple(next(reader, ()))
            if header != COLUMNS[name]:
                raise LexiconError(
                    f"{path.name}, line 1: the columns must be {', '.join(COLUMNS[name])}; found {', '.join(header)}."
                )
            return tuple(_rows(reader, header, path.name))
    except FileNotFoundError:
        raise LexiconError(f"{path.name} is missing from {path.parent.name}/.") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise LexiconError(f"{path.name} cannot be read as UTF-8 CSV: {error}.") from None


def _rows(reader, header: tuple[str, ...], file: str):
    seen: dict[str, int] = {}
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(header):
            raise LexiconError(f"{file}, line {reader.line_num}: {len(cells)} cells where {len(header)} are expected.")
        row = {column: cell.strip() for column, cell in zip(header, cells)}
        key = row[header[0]]
        empty = [
            column for column in header if column in ("canonical", "entry", "term", "name", "place") and not row[column]
        ]
        if empty:
            raise LexiconError(f"{file}, line {reader.line_num}: the column {empty[0]} is empty.")
        if key in seen:
            raise LexiconError(f"{file}, line {reader.line_num}: {key!r} stands already in line {seen[key]}.")
        seen[key] = reader.line_num
        yield row


def terms_of(cell: str) -> list[str]:
    """The terms of a cell that holds several, separated by `|`.

    >>> terms_of("Kyiv|Kiev")
    ['Kyiv', 'Kiev']
    """
    return [term.strip() for term in cell.split("|") if term.strip()]
