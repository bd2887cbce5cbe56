"""Quotations: which stretches of a text stand in quotation marks, also where the marks are not in pairs.

Agencies open a quotation in one paragraph, open it again in each, and close it once or never; a close may stand alone
where the opening mark was lost. Which way a mark faces is read from what stands beside it, and only then from its
glyph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from toolkit.tokens import WORD

MARKS = re.compile(r"[\"“”„‟«»]")
_OPENING, _CLOSING = set("“„‟«"), set("”»")
_BEFORE_OPENING = set("([{-–—:;,/")
# A quotation inside a quotation is closed within this many characters; a longer one is taken as a fresh start.
_NESTED = 60


class Quotation(NamedTuple):
    """One quotation: from its opening mark to past its closing one; `closed` is False where the text never closes it."""

    start: int
    end: int
    closed: bool


def find_quotations(text: str, paragraphs: list[tuple[int, int]]) -> list[Quotation]:
    """The quotations of a text, in order and apart from one another; one may run through several paragraphs.

    A quotation that is opened and not closed ends with its paragraph, unless the next mark of the text closes it in a
    later one. Single quotation marks are left alone: in these texts they are apostrophes far more often.

    >>> text = 'The ministry said: "We held.\\n\\nWe hold." Calm returned.'
    >>> [text[q.start:q.end].split()[-1] for q in find_quotations(text, [(0, 28), (30, 57)])]
    ['hold."']
    """
    marks = [match.start() for match in MARKS.finditer(text)]
    starts = [start for start, _ in paragraphs]
    found: list[Quotation] = []
    opened: int | None = None
    skip = -1
    for i, at in enumerate(marks):
        if at == skip:
            continue
        paragraph = paragraphs[bisect_right(starts, at) - 1]
        way = _facing(text, at, paragraph, is_open=opened is not None)
        if opened is None:
            if way == "open":
                opened = at
            elif not any(q.end > paragraph[0] for q in found[-1:]) and at > paragraph[0]:
                found.append(Quotation(paragraph[0], at + 1, True))
        elif way == "close":
            found.append(Quotation(opened, at + 1, True))
            opened = None
        elif (
            opened >= paragraph[0]
            and i + 1 < len(marks)
            and marks[i + 1] - at < _NESTED
            and marks[i + 1] < paragraph[1]
        ):
            skip = marks[i + 1]
        else:
            found.append(_unclosed(text, opened, paragraphs, starts, limit=at))
            opened = at
    if opened is not None:
        found.append(_unclosed(text, opened, paragraphs, starts, limit=len(text)))
    return found


def _unclosed(text: str, opened: int, paragraphs: list[tuple[int, int]], starts: list[int], limit: int) -> Quotation:
    end = min(paragraphs[bisect_right(starts, opened) - 1][1], limit)
    return Quotation(opened, opened + len(text[opened:end].rstrip()), False)


def _facing(text: str, at: int, paragraph: tuple[int, int], *, is_open: bool) -> str:
    """Whether the mark opens or closes; a mark that could do either does what is due."""
    before = text[at - 1] if at > paragraph[0] else " "
    after = text[at + 1] if at + 1 < paragraph[1] else " "
    if at == paragraph[0] and not after.isspace():
        return "open"
    if before.isspace() != after.isspace():
        if before.isspace():
            dots = text.startswith(("..", "…"), at + 1)
            return "close" if after in ",.;:!?" and not dots else "open"
        return "open" if before in _BEFORE_OPENING - set(",;") and text[at] not in _CLOSING and not is_open else "close"
    if text[at] in _OPENING:
        return "open"
    if text[at] in _CLOSING:
        return "close"
    if before in _BEFORE_OPENING - set(",;-") and after.isalnum():
        return "open"
    return "close" if is_open else "open"


def quoted_share(text: str, spans: list[tuple[int, int]], quotations: list[Quotation]) -> list[float]:
    """For each span of the text, which share of its words stands inside the quotations.

    Words and not letters: the length of a party's name must not decide whose words a sentence holds.

    >>> quoted_share('He said: "We held."', [(0, 19)], [Quotation(9, 19, True)])
    [0.5]
    """
    shares, first = [], 0
    for start, end in spans:
        while first < len(quotations) and quotations[first].end <= start:
            first += 1
        inside, k = 0, first
        while k < len(quotations) and quotations[k].start < end:
            left, right = max(start, quotations[k].start), min(end, quotations[k].end)
            inside = -1 if (left, right) == (start, end) else inside + len(WORD.findall(text, left, right))
            k += 1
        shares.append(1.0 if inside < 0 else inside / max(1, len(WORD.findall(text, start, end))) if inside else 0.0)
    return shares
