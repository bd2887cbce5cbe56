"""Hard-wrapped text: lines broken at a fixed width, as mail, old sites and PDFs have them, made paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.edits import Edit

#: Widths that people wrap at: 60 to 80 by hand and by mail, up to 110 where a PDF's line is read out.
NARROWEST, WIDEST = 50, 110

#: A text is hard-wrapped if at least this share of its line breaks stand where the next word would not have fitted. It
#: is 0.85 and more in 65 wrapped government releases, and 0.75 and less in other texts with lines of such lengths.
SHARE = 0.8
FEWEST_BREAKS = 3

#: In a PDF letters have different widths, so a full line may be this much shorter than the fullest.
SLACK = 0.12

_ITEM = re.compile(r"[-–—•*·▪►]|\(?\w{1,2}[.)] |#|>|\|")
#: Parts of compounds that keep their hyphen; any other word broken at a line end is one word.
_KEEPS_HYPHEN = frozenset(
    "air all anti cease co counter cross cyber east ex far first five four full ground half hard high inter large late "
    "life long low mid multi near new non north one pan peace post pre pro sea second self semi short small so south "
    "sub ten third three two vice war well west wide".split()
)
_HALF_WORD = re.compile(r"([A-Za-z]+)-$")


class _Break(NamedTuple):
    """A line break between two lines with words in them."""

    at: int
    line: str
    following: str

    @property
    def half_word(self) -> str | None:
        """The first half of a word that the break has torn in two."""
        match = _HALF_WORD.search(self.line[-30:]) if self.following[0].islower() else None
        return match and match[1]


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
    """Whether the line ends in half a word, or the next line's first word would not have fitted on it."""
    next_word = line_break.following.split(None, 1)[0]
    return line_break.half_word is not None or len(line_break.line) + 1 + len(next_word) > width * (1 - SLACK)


def rejoin_lines(text: str) -> Iterator[Edit]:
    """The line ends inside the paragraphs of a hard-wrapped text become spaces; short lines and list items stay.

    A line that ends early was ended by its author: a heading, an address, a verse. Words broken over two lines become
    whole: `bom-/bardment`, but `cease-/fire` keeps its hyphen. Texts that are not clearly hard-wrapped are left alone.
    """
    breaks = _breaks(text)
    width = _width(breaks)
    for line_break in breaks if width else ():
        at = line_break.at
        if line_break.half_word:
            keeps = line_break.half_word.lower() in _KEEPS_HYPHEN
            yield Edit(at if keeps else at - 1, at + 1, "")
        elif _is_full(line_break, width) and not _ITEM.match(line_break.following):
            yield Edit(at, at + 1, " ")
