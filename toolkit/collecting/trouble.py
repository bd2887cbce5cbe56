"""Why something was not fetched or not read, as a sentence, and for how many runs it is worth another try."""

from __future__ import annotations

#: A page whose server answered, but not with a statement, is asked for in three runs: what is wrong is seldom mended later.
ANSWERED = 3

#: A server that did not answer, or with an error of its own, may be down for days; after ten runs a page is given up.
SILENT = 10

#: What can hold no statement (a picture, a film) is not asked for again.
NEVER = 1


class Trouble(Exception):
    """Something that was not fetched or read; the message is a sentence that says why.

    `runs`: after so many runs with trouble a page is given up. `empty`: the page was seen and holds no statement, so that nothing is
    missing in the collection without it. `pause`: seconds after which the server asks to be asked again. `missing`: the server says
    that there is nothing at the address.
    """

    def __init__(
        self,
        words: str,
        *,
        runs: int = ANSWERED,
        empty: bool = False,
        pause: float | None = None,
        missing: bool = False,
    ):
        super().__init__(words)
        self.runs, self.empty, self.pause, self.missing = runs, empty, pause, missing


def printable(words: str, most: int = 300) -> str:
    r"""Words from outside as one line that a terminal can be shown: no control characters, no marks that turn the line round.

    >>> printable("a\x1b[2Jb\n\u202ec")
    'a [2Jb  c'
    """
    return "".join(c if c.isprintable() else " " for c in words[:most])
