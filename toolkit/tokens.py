"""What counts as a word, said once: every count of words in the project uses it."""

from __future__ import annotations

import re

#: What may stand once between two letters or digits of one word.
JOINERS = "'’ʼ-‐‑"

#: Letters and digits, with apostrophes and hyphens inside: "soldiers'" is one word without its apostrophe,
#: "cease-fire" and "Azov's" are one word each, "1,500" is two (as in the tables of most concordancers).
WORD = re.compile(rf"[^\W_]+(?:[{re.escape(JOINERS)}][^\W_]+)*")


def tokenize(text: str) -> list[tuple[int, int]]:
    """The places of the words of a text, as (start, end) offsets, in order.

    Use it where a word has to be found again in the text. It does not lower, stem or drop anything, and a text without
    letters or digits has no words.

    >>> [("The soldiers' cease-fire."[a:b]) for a, b in tokenize("The soldiers' cease-fire.")]
    ['The', 'soldiers', 'cease-fire']
    """
    return [match.span() for match in WORD.finditer(text)]
