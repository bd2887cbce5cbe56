"""The coverage log: on which days a source was looked for, claimed only where nothing is missing."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path

from toolkit.collecting.sources import Source, SourceError
from toolkit.collecting.state import State
from toolkit.files import write_whole
from toolkit.hand_lists import hand_list

#: The columns of the log as `toolkit.coverage` reads them; a test holds the two equal.
COLUMNS = ("issuer", "publisher", "from", "to", "note")

Days = tuple[date, date]


def claimable(state: State, today: date) -> list[Days]:
    """The days, as spans, of which a source can say that everything its listing showed was collected.

    From the day since when the listing is followed without a gap until today, less the days of pages that are still to be fetched or were
    given up: the day that the listing gives a page, or the days between the looks before and after it appeared.
    """
    if not state.since:
        return []
    missing = [page for page in state.pages.values() if page.fate in ("", "lost")]
    blocked = [(page.day or page.after or state.since, page.day or page.first) for page in missing]
    spans = [(date.fromisoformat(state.since), today)]
    for first, last in sorted(set(blocked)):
        spans = _without(spans, (date.fromisoformat(first), date.fromisoformat(last)))
    return spans


def check_log(path: Path) -> None:
    """Raise `SourceError` where there is a log that cannot be read: better before a run than after it."""
    if path.exists():
        list(hand_list(path, COLUMNS, "coverage log", SourceError))


def write_claims(path: Path, source: Source, begin: date, today: date, spans: list[Days]) -> None:
    """Put the spans of a source into the log, in place of what it claimed of the days from `begin` to `today`.

    Lines by hand, and of other sources, stay to the byte. The source's own bear the note "collected: NAME"; those that touch become one.
    """
    note = f"collected: {source.name}"
    text = path.read_bytes().decode("utf-8") if path.exists() else ",".join(COLUMNS) + "\n"
    kept, own, place = [], [], None
    for lines, cells in _rows(text):
        if _is_own(cells, note, source):
            own.append((date.fromisoformat(cells[2].strip()), date.fromisoformat(cells[3].strip())))
            place = len(kept) if place is None else place
        else:
            kept.append(lines)
    own = _joined(_without(own, (begin, today)) + spans)
    if kept and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += "\n"
    kept.insert(len(kept) if place is None else place, _written(source, own, note))
    content = "".join(kept).encode("utf-8")
    if not path.exists() or content != path.read_bytes():
        write_whole(path, content)


def _is_own(cells: list[str], note: str, source: Source) -> bool:
    if [cell.strip() for cell in cells[:2] + cells[4:]] != [source.issuer, source.publisher, note]:
        return False
    try:
        return all(date.fromisoformat(cell.strip()) for cell in cells[2:4])
    except ValueError:
        return False


def _rows(text: str) -> list[tuple[str, list[str]]]:
    """Each row as it is written, line ends included, with its cells."""
    lines = list(io.StringIO(text, newline=""))  # splitlines would also part at form feeds and the like
    reader, rows, done = csv.reader(lines), [], 0
    for cells in reader:
        rows.append(("".join(lines[done : reader.line_num]), cells))
        done = reader.line_num
    return rows


def _written(source: Source, spans: list[Days], note: str) -> str:
    text = io.StringIO()
    rows = [(source.issuer, source.publisher, first, last, note) for first, last in spans]
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _without(spans: list[Days], hole: Days) -> list[Days]:
    """The spans less the days of a hole.

    >>> [[a.day, b.day] for a, b in _without([(date(2031, 9, 1), date(2031, 9, 9))], (date(2031, 9, 3), date(2031, 9, 4)))]
    [[1, 2], [5, 9]]
    """
    day, left = timedelta(days=1), []
    for first, last in spans:
        left += (
            [(first, min(last, hole[0] - day)), (max(first, hole[1] + day), last)]
            if hole[0] <= hole[1]
            else [(first, last)]
        )
    return sorted({(first, last) for first, last in left if first <= last})


def _joined(spans: list[Days]) -> list[Days]:
    joined: list[Days] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
