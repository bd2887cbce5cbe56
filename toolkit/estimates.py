"""Rates and shares with intervals that know their sentences come in statements.

Accusations cluster: one angry statement holds ten, nine calm ones hold none. An interval that treats words or
sentences as independent draws is far too narrow, so every rate here is a ratio of sums over *clusters* (a statement
with its reprints) and its spread is the spread between clusters.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

#: Below this many documents the normal theory behind the intervals is weak; Cochran (1977, section 6.4) asks for at
#: least 30.
FEW = 30


#: From so many documents on the interval of a rate is taken on the log scale. On clumped documents it then covers 92 to 94 % where the
#: plain one covers 90 to 93 % (docs/measures_shown.md); with fewer its upper end runs away.
LOG_FROM = 10


#: A number that rests on fewer documents is told, but not set above or below another. Below ten, two numbers that differ by half
#: have intervals that nearly always overlap, and one document more or less changes their order.
TO_COMPARE = 10


@lru_cache(maxsize=4096)
def _t_quantile(df: int) -> float:
    # The function behind scipy.stats.t.ppf, without the half second that importing scipy.stats takes.
    from scipy.special import stdtrit

    return float(stdtrit(df, 0.975))


def ratio_interval(n, x, y, xx, xy, yy) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ratio of two sums over clusters, with its 95 % interval: the linearised ratio estimator (Cochran 1977, eq. 6.13).

    When you would want it: `y` accusations in `x` words (sentences, statements), both added up over `n` clusters.

    Parameters: arrays, one element a group: `n` clusters; the sums over clusters of x, y, x², x·y and y².

    Returns `rate, low, high`. The rate is missing where x is 0: nothing was published, so nothing can be said. The
    interval is missing with a single cluster, and where all clusters are exactly alike: two statements with one
    accusation each show no spread, which does not mean that there is none. From ten clusters on the interval is that of the rate's
    logarithm (the error divided by the rate, Cochran 1977 after eq. 6.13; counts that clump lean to the right), below it the plain one
    with `low` never below 0. Where no
    accusation was found there is no spread to measure, and `high` is the rate at which a cluster with one accusation
    would have been met with 95 % chance (rule of three, Hanley and Lippman-Hand 1983).

    It misleads with few clusters (under 30) and where one cluster holds most of the words; it takes the clusters as
    drawn at random from a much larger body of statements like them.

    Two statements of 10 sentences with 1 and 3 accusations: 0.2 per sentence, standard error 0.1, t(1) = 12.7.

    >>> rate, low, high = ratio_interval(2, 20, 4, 200, 40, 10)
    >>> round(float(rate), 2), round(float(low), 2), round(float(high), 2)
    (0.2, 0.0, 1.47)
    """
    n, x, y, xx, xy, yy = (np.asarray(v, dtype=float) for v in (n, x, y, xx, xy, yy))
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(x > 0, y / x, np.nan)
        squares = np.maximum(yy - 2 * rate * xy + rate**2 * xx, 0)  # sum of (y - rate·x)², never below 0 by rounding
        error = np.sqrt(n / (n - 1) * squares) / x
        half = np.vectorize(lambda k: _t_quantile(int(k) - 1) if k > 1 else np.nan, otypes=[float])(n) * error
        none_found = (y == 0) & (x > 0)
        # Exactly alike but for rounding, which stays some 1e-15 of the sums.
        half = np.where((y > 0) & (squares <= 1e-12 * yy), np.nan, half)
        times = np.exp(half / rate)
        low = np.where(n >= LOG_FROM, rate / times, np.maximum(rate - half, 0))
        high = np.where(n >= LOG_FROM, rate * times, rate + half)
        high = np.where(none_found, (1 - 0.05 ** (1 / np.maximum(n, 1))) * n / x, high)
    return rate, np.where(none_found, 0.0, low), high


def wilson(hits, n) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Share of documents with its 95 % interval (Wilson 1927): right even near 0 and 1 and with few documents.

    When you would want it: documents that have a property, out of independent documents. Not for words or sentences,
    which are not independent of one another: use `ratio_interval`.

    >>> share, low, high = wilson(3, 10)
    >>> round(float(share), 2), round(float(low), 3), round(float(high), 3)
    (0.3, 0.108, 0.603)
    """
    hits, n = np.asarray(hits, dtype=float), np.asarray(n, dtype=float)
    z = 1.959963984540054
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(n > 0, hits / n, np.nan)
        middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
        # At 0 and 1 the formula meets the edge exactly; rounding must not step over it.
        low = np.where(hits == 0, np.where(n > 0, 0.0, np.nan), np.maximum(middle - half, 0))
        high = np.where(hits == n, np.where(n > 0, 1.0, np.nan), np.minimum(middle + half, 1))
    return share, low, high


def firm(frame: pd.DataFrame, value: str) -> pd.DataFrame:
    """The rows of a measure's frame that may be called the largest or the smallest.

    Those that rest on at least 30 documents; where there are none, those with an interval; else those with a value. One
    document with twenty accusations is not the highest rate of a corpus.

    >>> table = pd.DataFrame({"rate": [9.0, 2.0], "low": [None, 1.0], "caution": ["1 document", "8 documents"]})
    >>> firm(table, "rate")["rate"].tolist()
    [2.0]
    """
    known = frame[frame[value].notna()]
    for rule in (lambda f: f["caution"] == "", lambda f: f["low"].notna()):
        try:
            kept = known[rule(known)]
        except KeyError:  # a frame of terms has neither column
            continue
        if len(kept):
            return kept
    return known


def comparable(frame: pd.DataFrame, value: str) -> pd.DataFrame:
    """The rows of a measure's frame of which one may be called the largest: at least `TO_COMPARE` documents each, the firmest first.

    >>> table = pd.DataFrame({"rate": [9.0, 2.0], "low": [3.0, 1.0], "n_clusters": [9, 12], "caution": ["few", "few"]})
    >>> comparable(table, "rate")["rate"].tolist()
    [2.0]
    """
    documents = frame["n_clusters" if "n_clusters" in frame.columns else "n_statements"]
    return firm(frame[documents >= TO_COMPARE], value)


def main_groups(sizes: pd.Series, most: int) -> list:
    """The groups to show where there is no room for all, by name: those of at least 30 documents, or the largest.

    >>> main_groups(pd.Series({"a": 3, "b": 40, "c": 31}), most=6)
    ['b', 'c']
    """
    enough = sizes[sizes >= FEW] if (sizes >= FEW).any() else sizes
    return sorted(enough.sort_index().sort_values(ascending=False, kind="stable").index[:most])


def caution(n: int) -> str:
    """What to say beside a number that rests on `n` documents; empty where they are enough.

    >>> caution(12)
    'only 12 documents: read the interval, not the number'
    >>> caution(120)
    ''
    """
    if n >= FEW:
        return ""
    if n == 0:
        return "no documents: nothing can be said"
    return f"only {n} document{'s' if n > 1 else ''}: read the interval, not the number"
