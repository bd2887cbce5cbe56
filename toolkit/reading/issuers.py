"""One name for one issuer: "Velmar's Foreign Ministry" in an agency's text is the "Ministry of Foreign Affairs of Velmar"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.actors import state_of, stem_of

if TYPE_CHECKING:
    import pandas as pd

_SMALL = {"the", "of", "and", "s", "affairs", "for"}
_SAME = {"defense": "defence", "mod": "defence ministry", "mfa": "foreign ministry"}


def one_name_each(statements: pd.DataFrame) -> pd.Series:
    """The `issuer` column with one name for each body, where it was inferred (`issuer_basis` is `text` or `publisher`).

    A body is known by its state and the words of its office, so that only wordings of one office of one state are joined. A
    name that people gave in metadata stands for all, and is never changed; of several, and where there is none, the one that most statements use.

    >>> import pandas as pd
    >>> frame = pd.DataFrame({"issuer": ["Ministry of Foreign Affairs of Velmar", "Velmar's Foreign Ministry"], "issuer_basis": ["column", "text"]})
    >>> list(one_name_each(frame))
    ['Ministry of Foreign Affairs of Velmar', 'Ministry of Foreign Affairs of Velmar']
    """
    names = statements["issuer"]
    found = statements["issuer_basis"].isin(["text", "publisher"]) & names.notna()
    counts, given = names.value_counts(), set(names[~found].dropna())
    best: dict[tuple, str] = {}
    for name in sorted(counts.index, key=lambda n: (n not in given, -counts[n], n)):
        best.setdefault(body_of(name), name)
    chosen = {name: best[body_of(name)] for name in names[found].unique()}
    return names.where(~found, names.map(chosen))


def body_of(name: str) -> tuple:
    """State and office of an issuer's name; a name without a state is itself alone.

    >>> body_of("Ardenian Ministry of Defence") == body_of("Ministry of Defense of Ardenia")
    True
    """
    state = state_of(name)
    if not state:
        return (name,)
    words = [_SAME.get(w, w) for w in re.findall(r"\w+", name.lower())]
    office = {
        w
        for word in words
        for w in word.split()
        if w not in _SMALL and stem_of(w) != stem_of(state) and w not in state.lower().split()
    }
    return stem_of(state), frozenset(office)
