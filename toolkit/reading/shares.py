"""What is read of one file, by one process or by several that have a share of its rows each."""

from __future__ import annotations

from typing import Any, NamedTuple

from toolkit.reading.files import Found

#: What a file holds, one after the other: the columns of a statement, or those of a problem.
Item = dict[str, Any]

#: What an analysis can hardly do without.
ASKED = ("date", "issuer")

#: Rows of a table that one process works on before the next ones are another's.
BLOCK = 16


class Share(NamedTuple):
    """Which rows of a table are one process's, where several work on it: every so many blocks."""

    mine: int = 0
    of: int = 1

    def has(self, row: int) -> bool:
        return row // BLOCK % self.of == self.mine


class Seen(NamedTuple):
    """What is to be known of all rows of a file when they are read: the names that were passed over, and what was found of `ASKED`."""

    unused: set[str]
    found_out: set[str]


def passed_over(file: Found, seen: Seen) -> list[Item]:
    """Columns are told of where one of them may hold what no statement of the file has."""
    missing = [field for field in ASKED if field not in seen.found_out]
    if not seen.unused or not missing:
        return []
    return [{"raw_file": file.name, "raw_locator": "", "reason": _unused(missing, sorted(seen.unused))}]


def _unused(missing: list[str], names: list[str]) -> str:
    listed = ", ".join(f"“{name[:40]}”" for name in names[:12]) + (" and more" if len(names) > 12 else "")
    said = " and no ".join(missing)
    return f"Read, but with no {said}. Names that are not known were passed over: {listed}. Where one of them holds the {' or the '.join(missing)}, give it that name."
