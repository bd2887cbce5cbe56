"""The tables that the voices are read with: speech verbs, speakers and page furniture."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "lexicons"


@cache
def rows_of(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one table as dictionaries of text.

    >>> rows_of("speakers")[0]["kind"]
    'organ'
    """
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
