"""What a pupil sees after an exercise: one short paragraph, whose first words say how it stands."""

from __future__ import annotations

import re
from html import escape

from toolkit.display import Shown

#: How an answer stands -> (its first words, the colour of the bar beside it). The words carry it; the colour only helps.
STATES = {
    "right": ("Right.", "#009E73"),
    "not yet": ("Not yet.", "#D55E00"),
    "other kind": ("Not the kind of answer that was asked for:", "#E69F00"),
    "not done": ("Not done yet:", "#9AA0A9"),
}


_CODE, _EMPHASIS = re.compile(r"`([^`]+)`"), re.compile(r"(?<!\w)\*(\w[^*]*)\*")


def marked_up(words: str) -> str:
    """Words as HTML, escaped first: what stands between backquotes as code, between stars as emphasis.

    >>> marked_up("The *issuer* in `a < b`.")
    'The <em>issuer</em> in <code>a &lt; b</code>.'
    """
    return _EMPHASIS.sub(r"<em>\1</em>", _CODE.sub(r"<code>\1</code>", escape(words)))


class Reply(Shown):
    """How an answer stands: `state`, one of `STATES`, and the same as a paragraph, in HTML with all text escaped and in plain text.

    In `words`, backquotes set code and stars set emphasis, as in the lessons.

    >>> reply = Reply("1.2", "not yet", "Is 1 < 2?")
    >>> reply, "1 &lt; 2" in reply.html
    (Exercise 1.2. Not yet. Is 1 < 2?, True)
    """

    def __init__(self, question: str, state: str, words: str) -> None:
        opening, colour = STATES[state]
        self.question, self.state, self.words = question, state, words
        text = " ".join(part for part in (f"Exercise {question}.", opening, _EMPHASIS.sub(r"\1", words)) if part)
        html = (
            f'<p role="status" style="border-left:0.35em solid {colour};padding:0.3em 0.8em;margin:0.4em 0;max-width:60em">'
            f"Exercise {escape(question)}. <b>{escape(opening)}</b> {marked_up(words)}</p>"
        )
        super().__init__(html, text)
