"""The formulas of the field, each with its source: numbers in, numbers out, on arrays.

The four-cell table throughout: `a` hits in the first part of size `n1`, `b` hits in the second part of size `n2`.
"""

from __future__ import annotations

import numpy as np


def g2(a, b, n1, n2, *, williams: bool = False) -> np.ndarray:
    """Log-likelihood ratio of a four-cell table (Dunning 1993), always positive; the direction is in `log_ratio`.

    All four cells are summed. Many tools sum only the two cells of hits, which is near enough for rare words alone.
    It takes words as independent draws; they come in statements, so read it as an order, not as a test. With `williams` it is divided
    by Williams's (1976) factor for small counts, which is not Yates's correction, whatever some manuals call it.

    >>> round(float(g2(3, 0, 5_000, 50_000)), 2), round(float(g2(3, 0, 5_000, 50_000, williams=True)), 2)
    (14.39, 8.9)
    """
    a, b, n1, n2 = (np.asarray(v, dtype=float) for v in (a, b, n1, n2))
    total, hits = n1 + n2, a + b
    observed = (a, b, n1 - a, n2 - b)
    expected = (n1 * hits / total, n2 * hits / total, n1 * (total - hits) / total, n2 * (total - hits) / total)
    with np.errstate(divide="ignore", invalid="ignore"):
        cells = [np.where(o > 0, o * np.log(o / e), 0.0) for o, e in zip(observed, expected, strict=True)]
        factor = 1 + (total / n1 + total / n2 - 1) * (total / hits + total / (total - hits) - 1) / (6 * total)
        value = np.maximum(2 * sum(cells), 0)
        return np.where(np.isfinite(factor), value / factor, value) if williams else value


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


def expected_together(one, other, n) -> np.ndarray:
    """How often two words would share a sentence by chance: `one` and `other` of `n` sentences hold them.

    >>> float(expected_together(20, 10, 100))
    2.0
    """
    return np.asarray(one, dtype=float) * np.asarray(other) / n


def pmi(together, one, other, n) -> np.ndarray:
    """Pointwise mutual information (Church and Hanks 1990), in bits: 1 is twice as often together as by chance.

    It favours rare words; read it beside the count.

    >>> float(pmi(4, 20, 10, 100))
    1.0
    """
    with np.errstate(divide="ignore"):
        return np.log2(np.asarray(together, dtype=float) / expected_together(one, other, n))


def npmi(together, one, other, n) -> np.ndarray:
    """Normalised pointwise mutual information (Bouma 2009): 1 always together, 0 by chance, -1 never.

    >>> float(npmi(10, 10, 10, 100)), float(npmi(2, 20, 10, 100))
    (1.0, 0.0)
    """
    share = np.asarray(together, dtype=float) / n
    with np.errstate(divide="ignore", invalid="ignore"):
        value = pmi(together, one, other, n) / -np.log2(share)
    return np.where(share >= 1, 1.0, np.where(share <= 0, -1.0, value))


def mi3(together, one, other, n) -> np.ndarray:
    """Cubed mutual information (Daille 1994): as `pmi`, with the count cubed so that rare words do not lead.

    >>> float(mi3(4, 20, 10, 100))
    5.0
    """
    with np.errstate(divide="ignore"):
        return np.log2(np.asarray(together, dtype=float) ** 3 / expected_together(one, other, n))


def t_score(together, one, other, n) -> np.ndarray:
    """The t-score of collocations (Church, Gale, Hanks and Hindle 1991): (together - expected) / sqrt(together).

    Not a test: it orders by frequency before strength.

    >>> float(t_score(4, 20, 10, 100))
    1.0
    """
    together = np.asarray(together, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(together > 0, (together - expected_together(one, other, n)) / np.sqrt(together), -np.inf)
