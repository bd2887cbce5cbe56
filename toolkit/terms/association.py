"""The formulas of the field, each with its source: numbers in, numbers out, on arrays.

The four-cell table throughout: `a` hits in the first part of size `n1`, `b` hits in the second part of size `n2`.
"""

from __future__ import annotations

import numpy as np


def g2(a, b, n1, n2) -> np.ndarray:
    """Log-likelihood ratio of a four-cell table (Dunning 1993), always positive; the direction is in `log_ratio`.

    All four cells are summed. Many tools sum only the two cells of hits, which is near enough for rare words alone.
    It takes words as independent draws; they come in statements, so read it as an order, not as a test.

    >>> round(float(g2(3, 0, 5_000, 50_000)), 2)
    14.39
    """
    a, b, n1, n2 = (np.asarray(v, dtype=float) for v in (a, b, n1, n2))
    total, hits = n1 + n2, a + b
    observed = (a, b, n1 - a, n2 - b)
    expected = (n1 * hits / total, n2 * hits / total, n1 * (total - hits) / total, n2 * (total - hits) / total)
    with np.errstate(divide="ignore", invalid="ignore"):
        cells = [np.where(o > 0, o * np.log(o / e), 0.0) for o, e in zip(observed, expected, strict=True)]
    return np.maximum(2 * sum(cells), 0)


def log_ratio(a, b, n1, n2) -> np.ndarray:
    """Binary logarithm of the ratio of two relative frequencies (Hardie 2014): 1 is twice as frequent, -1 half.

    A count of zero is taken as one half, so the size says little where a count is very small.

    >>> float(log_ratio(8, 4, 100, 100))
    1.0
    """
    a, b = (np.where(np.asarray(v) == 0, 0.5, v) for v in (a, b))
    return np.log2((a / np.asarray(n1)) / (b / np.asarray(n2)))


def log_dice(together, one, other) -> np.ndarray:
    """logDice (Rychlý 2008): 14 is always together, each point less half as strong; it does not grow with the corpus.

    >>> float(log_dice(10, 10, 10)), float(log_dice(5, 10, 10))
    (14.0, 13.0)
    """
    return 14 + np.log2(2 * np.asarray(together, dtype=float) / (np.asarray(one) + np.asarray(other)))


def log_odds(a, b, n1, n2, prior, weight=None) -> tuple[np.ndarray, np.ndarray]:
    """Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, eq. 15, 16, 20 and 22).

    `prior` holds the pseudo-counts of each word; `weight` is their sum over the whole vocabulary where not all of it
    is given. The variance is 1/(a + prior) + 1/(b + prior), the paper's approximation. Returns the log-odds ratio and
    its z score.

    >>> delta, z = log_odds(np.array([8, 2]), np.array([2, 8]), 10, 10, np.array([5, 5]))
    >>> delta.round(3).tolist(), z.round(3).tolist()
    ([1.238, -1.238], [2.641, -2.641])
    """
    a, b, prior = (np.asarray(v, dtype=float) for v in (a, b, prior))
    weight = prior.sum() if weight is None else weight
    first = np.log((a + prior) / (n1 + weight - a - prior))
    second = np.log((b + prior) / (n2 + weight - b - prior))
    delta = first - second
    return delta, delta / np.sqrt(1 / (a + prior) + 1 / (b + prior))


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
