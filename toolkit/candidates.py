"""Which texts to compare: those that share runs of words, as Broder (1997) finds near-copies, and lie near each other in time.

No pair of all those that share a run is held for longer than it takes to count its runs: in a large corpus every text shares a
sentence with hundreds of others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toolkit.likeness import CONTAINED, FEWEST_WORDS, WINDOW_DAYS, Fingerprint

#: One run in this many is used to find candidates, chosen by its hash, so that both texts keep the same ones (Broder's
#: “0 mod m”). Unlike a sketch of fixed size it finds a short statement inside a long article.
SAMPLED = 3

#: A run that hundreds of daily reports share links each to this many of its neighbours in time, not to all of them.
NEIGHBOURS = 12

#: Share of the smaller text's sampled runs that must link two texts before they are compared: a quarter of `CONTAINED`.
LINKED = CONTAINED / 4

#: Texts whose candidates are looked for at a time: some two million links, in some 50 MB, where each has 400 words.
BLOCK = 2_000

#: Stands for no day where numbers are needed; no date is anywhere near.
UNDATED = -(10**9)

_PLACE = np.uint64(2**32 - 1)
_HALF = np.uint64(32)


def candidate_pairs(fingerprints: Sequence[Fingerprint], days: np.ndarray) -> np.ndarray:
    """The pairs of texts to compare, later and earlier, as rows of places, in order; all are given from the oldest on.

    Two texts are compared if they share sampled runs of words (a text of under twenty words keeps all of its runs), if among those
    that have a run the one is at most the twelfth before the other, and if their days could be those of one statement. So many runs
    must link them as a quarter of what a reprint shares. `days` are numbers of days, `UNDATED` where none is known.
    """
    blocks = [range(first, min(first + BLOCK, len(fingerprints))) for first in range(0, len(fingerprints), BLOCK)]
    sizes = np.concatenate([np.empty(0, "int64"), *(_sizes(fingerprints, block) for block in blocks)])
    keys = np.empty(sizes.sum(), "uint64")
    end = 0
    for block in blocks:
        part = _keys(fingerprints, block)
        keys[end : end + len(part)] = part
        end += len(part)
    keys.sort()  # by run, and the texts that have it from the oldest on
    found = [_linked(keys, np.sort(_keys(fingerprints, block)), sizes, days) for block in blocks]
    return np.concatenate([np.empty((0, 2), "int64"), *found])


def _sampled(one: Fingerprint) -> np.ndarray:
    return one.runs if one.n_words < FEWEST_WORDS else one.runs[one.runs % SAMPLED == 0]


def _sizes(fingerprints: Sequence[Fingerprint], block: range) -> np.ndarray:
    return np.array([len(_sampled(fingerprints[place])) for place in block], dtype="int64")


def _keys(fingerprints: Sequence[Fingerprint], block: range) -> np.ndarray:
    """A number for each sampled run of some texts: the run, and the place of the text in its lower half."""
    kept = [_sampled(fingerprints[place]) for place in block]
    owners = np.repeat(np.arange(block.start, block.stop, dtype="uint64"), [len(runs) for runs in kept])
    return np.concatenate(kept).astype("uint64") << _HALF | owners


def _linked(keys: np.ndarray, those: np.ndarray, sizes: np.ndarray, days: np.ndarray) -> np.ndarray:
    """The pairs, later and earlier, that enough of `those` keys of some texts link to a text before."""
    at, codes = keys.searchsorted(those), []
    for step in range(1, NEIGHBOURS + 1):
        reach = at >= step
        at, those = at[reach], those[reach]
        before = keys[at - step]
        same = before >> _HALF == those >> _HALF
        at, those, before = at[same], those[same], before[same]
        if not len(at):
            break
        later, earlier = (those & _PLACE).astype("int64"), (before & _PLACE).astype("int64")
        near = (np.abs(days[later] - days[earlier]) <= WINDOW_DAYS) | (days[later] == UNDATED) | (days[earlier] == UNDATED)
        codes.append(later[near] * len(sizes) + earlier[near])
    codes, links = np.unique(np.concatenate([np.empty(0, "int64"), *codes]), return_counts=True)
    pairs = np.stack(np.divmod(codes, len(sizes)), axis=1)
    return pairs[links >= LINKED * sizes[pairs].min(axis=1)]
