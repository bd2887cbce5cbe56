"""Edits to a text: what stands where, and what comes in its place. A repair that lists its edits can be read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple


class Edit(NamedTuple):
    """The characters from `start` to `end` become `new`."""

    start: int
    end: int
    new: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; they stand in order and do not overlap.

    >>> apply("a  b", [Edit(1, 3, " ")])
    'a b'
    """
    pieces, done = [], 0
    for edit in edits:
        pieces += (text[done : edit.start], edit.new)
        done = edit.end
    return "".join(pieces) + text[done:]


def moved(places: Iterable[int], edits: Iterable[Edit]) -> list[int]:
    """Where some places, in order, stand after the edits; one inside what was edited stands behind what came in its place.

    >>> moved([0, 2, 4], [Edit(1, 3, " ")])
    [0, 2, 3]
    """
    found, by, coming = [], 0, iter(edits)
    edit = next(coming, None)
    for place in places:
        while edit and edit.end <= place:
            by += len(edit.new) - (edit.end - edit.start)
            edit = next(coming, None)
        found.append(edit.start + len(edit.new) + by if edit and edit.start < place else place + by)
    return found


def swap(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Callable[[str], Iterator[Edit]]:
    """A function that finds the edits which put `new` in the place of each match of `pattern`.

    The pattern must be linear: no repetition inside a repetition, and none without a limit that can begin anywhere.

    >>> list(swap("[ ]{2,}", " ")("a  b"))
    [Edit(start=1, end=3, new=' ')]
    """
    compiled = re.compile(pattern)

    def edits(text: str) -> Iterator[Edit]:
        for match in compiled.finditer(text):
            mended = new(match) if callable(new) else new
            if mended != match[0]:
                yield Edit(match.start(), match.end(), mended)

    return edits
