"""Lists that people keep by hand: small CSV files with a fixed header, each fault told by its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

#: A list that people keep; a file larger than this is something else.
MOST_BYTES = 1_000_000

#: The dated events of a corpus: a file of this name in its raw folder, with these columns, is this list and no table of statements.
EVENTS = "events.csv"
EVENTS_COLUMNS = ("date", "event", "kind", "note")


def is_events(path: Path) -> bool:
    """Whether a file is a list of dated events by its name and its first line; what stands below that is not looked at."""
    if path.name != EVENTS or not path.is_file():
        return False
    with path.open("rb") as file:
        header = file.readline(1000).decode("utf-8-sig", "replace")
    return tuple(cell.strip() for cell in next(csv.reader([header]), [])) == EVENTS_COLUMNS


def hand_list(
    path: str | Path, columns: tuple[str, ...], what: str, error: type[ValueError]
) -> Iterator[tuple[list[str], str]]:
    """The rows of a list as stripped cells, each with where it stands; empty lines are passed over.

    Raises `error` naming the file and the line: no such file, too large, another header, too few or too many cells, not UTF-8.
    """
    path = Path(path)
    if not path.is_file():
        raise error(f"There is no {what} at {path}; give the path of a CSV with the columns {', '.join(columns)}.")
    if path.stat().st_size > MOST_BYTES:
        raise error(f"{path.name} has more than {MOST_BYTES:,} bytes, which is too much for a {what}.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [name.strip() for name in next(reader, [])]
            if header != list(columns):
                found = ", ".join(header) or "nothing"
                raise error(f"{path.name}, line 1: the columns must be {', '.join(columns)}; found {found}.")
            for row in reader:
                where = f"{path.name}, line {reader.line_num}"
                cells = [cell.strip() for cell in row]
                if any(cells) and len(cells) != len(columns):
                    raise error(
                        f"{where}: {len(cells)} cells instead of {len(columns)}; put quotation marks round text with commas."
                    )
                if any(cells):
                    yield cells, where
    except UnicodeDecodeError:
        raise error(f"{path.name} is not UTF-8; save it as “CSV UTF-8”.") from None
    except csv.Error as fault:
        raise error(f"{path.name} is not a CSV that can be read: {fault}.") from None


def day(text: str) -> date | None:
    """A day written as YYYY-MM-DD, or None. `date.fromisoformat` takes 20230901 and 2023-W35-5 as well; one way of writing is enough.

    >>> day("2023-09-01"), day("20230901"), day("2023-02-30")
    (datetime.date(2023, 9, 1), None, None)
    """
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
