"""Whether accusing goes both ways: the two directions of each pair of parties side by side."""

from __future__ import annotations

import pandas as pd

from toolkit.expected import expects_frames

COLUMNS = ["one", "other", "n_one", "n_other", "n", "reciprocity"]


@expects_frames
def reciprocity(dyads: pd.DataFrame) -> pd.DataFrame:
    """Each pair of parties once, with the accusations in both directions.

    When you would want it: to see who is answered and who is not.

    Takes a frame of `toolkit.frequency.dyads`. Accusations of nobody named, and of oneself, are no pair.

    Returns, most accusations first: `one` and `other` (in order of name), `n_one` accusations by one of other, `n_other` the other
    way, `n` both together, `reciprocity` (the smaller direction over the larger, Squartini and others 2013: 0 one-sided, 1 even).

    It misleads where the corpus holds the statements of one side only: what the other says is then met only in quotations.

    >>> table = pd.DataFrame({"accuser": ["Velmar", "Ardenia"], "accused": ["Ardenia", "Velmar"], "n_accusations": [4, 1]})
    >>> reciprocity(table).values.tolist()
    [['Ardenia', 'Velmar', 1, 4, 5, 0.25]]
    """
    named = dyads[dyads["accused"].notna() & dyads["accuser"].notna()]
    named = named[named["accuser"] != named["accused"]]
    pairs: dict[tuple[str, str], list[int]] = {}
    for accuser, accused, n in zip(named["accuser"], named["accused"], named["n_accusations"], strict=True):
        key = tuple(sorted((accuser, accused)))
        pairs.setdefault(key, [0, 0])[accuser != key[0]] += int(n)
    rows = [(*key, *both, sum(both), min(both) / max(both)) for key, both in pairs.items() if max(both)]
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"one": "str", "other": "str"})
    return frame.sort_values(["n", "one", "other"], ascending=[False, True, True], ignore_index=True)
