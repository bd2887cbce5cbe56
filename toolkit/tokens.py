"""What counts as a word, said once: every count of words in the project uses it."""

from __future__ import annotations

import re
from functools import lru_cache

#: What may stand once between two letters or digits of one word.
JOINERS = "'’ʼ-‐‑"

#: Letters and digits, with apostrophes and hyphens inside: "soldiers'" is one word without its apostrophe,
#: "cease-fire" and "Azov's" are one word each, "1,500" is two (as in the tables of most concordancers).
WORD = re.compile(rf"[^\W_]++(?:[{re.escape(JOINERS)}][^\W_]++)*+")


def count_words(text: str) -> int:
    """How many words a text has.

    No word holds a space, so what stands between two spaces is looked at once a form: a third of the time of counting anew.

    >>> count_words("The soldiers' cease-fire.")
    3
    """
    return sum(map(_words_in, text.split()))


@lru_cache(maxsize=50_000)
def _words_in(form: str) -> int:
    return len(WORD.findall(form))


def tokenize(text: str) -> list[tuple[int, int]]:
    """The places of the words of a text, as (start, end) offsets, in order.

    Use it where a word has to be found again in the text. It does not lower, stem or drop anything, and a text without
    letters or digits has no words.

    >>> [("The soldiers' cease-fire."[a:b]) for a, b in tokenize("The soldiers' cease-fire.")]
    ['The', 'soldiers', 'cease-fire']
    """
    return [match.span() for match in WORD.finditer(text)]
