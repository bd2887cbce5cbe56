"""What a reader hands over for each statement it finds, and how it says that it cannot read something."""

from __future__ import annotations

import re
from typing import NamedTuple

from toolkit.spans import Span

_SURROGATES = re.compile("[\ud800-\udfff]")


class Raw(NamedTuple):
    """One statement as found: its text, where it stood in the file, and what each place says about it.

    `sources` maps a basis (`column`, `front-matter`, `html`, ...) to the fields found there, by our names; `furniture` are the stretches of the
    text that belong to the page and not to the statement, `unused` the columns or fields that were not read because their names are not known.
    """

    text: str
    locator: str = ""
    sources: dict[str, dict[str, str]] = {}
    furniture: tuple[Span, ...] = ()
    unused: tuple[str, ...] = ()


class Problem(NamedTuple):
    """Something that was not read, or was read with a doubt: where in the file, and why, as a sentence."""

    locator: str
    reason: str


class Unreadable(Exception):
    """A file that cannot be read; the message is the reason, as a sentence a researcher can act on."""


def storable(text: str) -> str:
    """The text with half characters (lone surrogates, which no file format can hold) as U+FFFD.

    >>> storable("a\\ud800b")
    'a\ufffdb'
    """
    return _SURROGATES.sub("\ufffd", text)


def twice(first: dict) -> str:
    """Why a statement that stands again is set aside; `first` is where it stood first."""
    return f"The same statement, word for word, as {place_of(first)}; it was counted once."


def place_of(row: dict) -> str:
    """Where a statement or a problem stands: its file, and where in that."""
    return ", ".join(part for part in (row["raw_file"], row["raw_locator"]) if part)
