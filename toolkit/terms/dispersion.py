"""How evenly a term, or an accusation, is spread over the parts of a corpus: the measures that stand beside a frequency."""

from __future__ import annotations

import numpy as np


def dispersion(counts, sizes, total: float, smallest: float) -> tuple[float, float]:
    """Deviation of proportions and its normed form (Gries 2008; Lijffijt and Gries 2012): 0 even, 1 in one place.

    `counts` and `sizes` are the parts in which the term stands; parts without it need not be listed. `total` is the
    size of all parts together, `smallest` that of the smallest.

    Gries's example: 1 to 5 hits in parts of 9, 10, 10, 10 and 11 words.

    >>> [round(v, 10) for v in dispersion([1, 2, 3, 4, 5], [9, 10, 10, 10, 11], 50, 9)]
    [0.18, 0.2195121951]
    """
    counts, sizes = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    expected = sizes / total
    # A part without the term adds its whole share: together what the listed parts leave of 1.
    value = (np.abs(counts / counts.sum() - expected).sum() + 1 - expected.sum()) / 2
    room = 1 - smallest / total
    return float(value), float(value / room) if room > 0 else 0.0


def dispersions(groups, counts, sizes, total: float, smallest: float) -> np.ndarray:
    """The normed form of `dispersion` for many terms at once: row k says how often the term `groups[k]` stands in a part of `sizes[k]`.

    >>> dispersions([0, 0, 0, 0, 0, 1], [1, 2, 3, 4, 5, 7], [9, 10, 10, 10, 11, 9], 50, 9).round(10).tolist()
    [0.2195121951, 1.0]
    """
    counts, expected = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float) / total
    share = counts / np.bincount(groups, weights=counts)[groups]
    value = np.bincount(groups, weights=np.abs(share - expected)) + 1 - np.bincount(groups, weights=expected)
    room = 1 - smallest / total
    return value / 2 / room if room > 0 else np.zeros(len(value))


def juilland_d(counts, sizes, n_parts: int) -> float:
    """Juilland's D for parts of unequal size (Juilland, Brodin and Davidovitch 1970; Gries 2008): 1 even, 0 in one place.

    `counts` and `sizes` are the parts in which the term stands, `n_parts` how many parts there are. One less the coefficient of
    variation of the relative frequencies over the root of the number of parts less one. It is missing with a single part. With many
    parts it is near 1 for nearly every word (Biber and others 2016), so prefer `dispersion`.

    >>> round(juilland_d([1, 2, 3, 4, 5], [9, 10, 10, 10, 11], 5), 9)
    0.785150453
    """
    shares = np.asarray(counts, dtype=float) / np.asarray(sizes, dtype=float)
    if n_parts < 2:
        return float("nan")
    mean = shares.sum() / n_parts
    variance = (((shares - mean) ** 2).sum() + (n_parts - len(shares)) * mean**2) / n_parts
    return float(1 - np.sqrt(variance) / mean / np.sqrt(n_parts - 1))
