"""Hard-wrapped text: lines broken at a fixed width, as mail, old sites and PDFs have them, made paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.edits import Edit

#: Widths that people wrap at: 60 to 80 by hand and by mail, up to 110 where a PDF's line is read out.
NARROWEST, WIDEST = 50, 110

#: A text is hard-wrapped if at least this share of its line breaks stand where the next word would not have fitted.
#: Chance does it seldom: in 45 news texts with a sentence a line, the share never passed 0.4; in 65 wrapped ones it was 0.9 or more.
SHARE = 0.75
FEWEST_BREAKS = 3

#: In a PDF letters have different widths, so a full line may be this much shorter than the fullest.
SLACK = 0.12

_ITEM = re.compile(r"[-–—•*·▪►]|\(?\w{1,2}[.)] |#|>|\|")
#: Parts of compounds that keep their hyphen; any other word broken at a line end is one word.
_KEEPS_HYPHEN = frozenset("all anti co cease counter cross ex far first full half hard high inter large late life long low mid multi near new "
                          "non north one pan post pre pro second self semi short small so south sub third two three four five ten un "
                          "vice war well wide east west peace cyber air ground sea".split())
_BROKEN_WORD = re.compile(r"([A-Za-z]{1,30})-\n(?=[a-z])")


class _Break(NamedTuple):
    """A line break between two lines with words in them."""

    at: int
    line: str
    following: str


def _breaks(text: str) -> list[_Break]:
    found, at = [], 0
    lines = text.split("\n")
    for line, following in zip(lines, lines[1:]):
        at += len(line) + 1
        if line.strip() and following.strip():
            found.append(_Break(at - 1, line, following))
    return found


def _width(breaks: list[_Break]) -> int | None:
    """The width a text is wrapped at, or None if it is not hard-wrapped."""
    if len(breaks) < FEWEST_BREAKS:
        return None
    lengths = sorted(len(b.line) for b in breaks)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if not NARROWEST <= width <= WIDEST:
        return None
    full = sum(_is_full(b, width) for b in breaks)
    return width if full >= SHARE * len(breaks) else None


def _is_full(line_break: _Break, width: int) -> bool:
    """Whether the next line's first word would not have fitted on the line."""
    next_word = line_break.following.split(None, 1)[0]
    return len(line_break.line) + 1 + len(next_word) > width * (1 - SLACK)


def rejoin_lines(text: str) -> Iterator[Edit]:
    """The line ends inside the paragraphs of a hard-wrapped text become spaces; short lines and list items stay.

    A line that ends early was ended by its author: a heading, an address, a verse. Texts that are not clearly
    hard-wrapped are left alone.
    """
    breaks = _breaks(text)
    width = _width(breaks)
    for line_break in breaks if width else ():
        if _is_full(line_break, width) and not _ITEM.match(line_break.following):
            yield Edit(line_break.at, line_break.at + 1, " ")


def rejoin_hyphens(text: str) -> Iterator[Edit]:
    """Words broken over two lines of a hard-wrapped text become whole: `bom-/bardment`, but `cease-/fire` keeps its hyphen."""
    if "-\n" not in text or not _width(_breaks(text)):
        return
    for match in _BROKEN_WORD.finditer(text):
        keeps = match[1].lower() in _KEEPS_HYPHEN
        yield Edit(match.end() - (1 if keeps else 2), match.end(), "")
