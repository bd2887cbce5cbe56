"""Which texts to compare: those that share runs of words, as Broder (1997) finds near-copies, and lie near each other in time.

No pair of all those that share a run is held for longer than it takes to count its runs: in a large corpus every text shares a
sentence with hundreds of others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from toolkit.likeness import CONTAINED, FEWEST_WORDS, WINDOW_DAYS, Fingerprint

#: One run in this many is used to find candidates, chosen by its hash, so that both texts keep the same ones (Broder's
#: “0 mod m”). Unlike a sketch of fixed size it finds a short statement inside a long article.
SAMPLED = 3

#: A run that hundreds of daily reports share links each to this many of its neighbours in time, not to all of them.
NEIGHBOURS = 12

#: Share of the smaller text's sampled runs that must link two texts before they are compared: a quarter of `CONTAINED`.
LINKED = CONTAINED / 4

#: Texts whose candidates are counted at a time: at most some three million links, in some 100 MB, where each has 400 words.
BLOCK = 2_000

#: Sampled runs that are looked at at a time.
CHUNK = 1_000_000

#: Stands for no day where numbers are needed; no date is anywhere near.
UNDATED = -(10**9)

_LOWER = np.uint64(2**32 - 1)
_HALF = np.uint64(32)


class Piece(NamedTuple):
    """The fingerprints of some texts: how many words each has, the runs of all one behind the other, and where those of each end.

    `places` are where the texts stand in the whole; `ends` has a first element that is 0.
    """

    places: np.ndarray
    n_words: np.ndarray
    ends: np.ndarray
    runs: np.ndarray

    def keys(self) -> np.ndarray:
        """A number for each sampled run, in order: the run, and the place of its text in the lower half."""
        sampled = self.runs % SAMPLED == 0
        short = self.n_words < FEWEST_WORDS
        if short.any():
            sampled |= np.repeat(short, np.diff(self.ends))
        at = np.flatnonzero(sampled)
        owners = np.repeat(self.places.astype("uint64"), np.diff(at.searchsorted(self.ends)))
        return np.sort(self.runs[at].astype("uint64") << _HALF | owners)


class Fingerprints(Sequence[Fingerprint]):
    """The fingerprints of all texts, in pieces: four bytes a word, and little else."""

    def __init__(self, pieces: list[Piece]):
        self.pieces = pieces
        many = sum(len(piece.places) for piece in pieces)
        self.n_words, self._at = np.empty(many, "int64"), np.empty((many, 3), "int64")
        for number, (places, n_words, ends, _) in enumerate(pieces):
            self.n_words[places] = n_words
            self._at[places] = np.stack([np.full(len(places), number), ends[:-1], ends[1:]], axis=1)

    @classmethod
    def of(cls, texts: Sequence[Fingerprint]) -> Fingerprints:
        ends = np.cumsum([0, *(len(text.runs) for text in texts)])
        runs = np.concatenate([np.empty(0, "uint32"), *(text.runs for text in texts)])
        return cls([Piece(np.arange(len(texts)), np.array([text.n_words for text in texts], "int64"), ends, runs)])

    def __len__(self) -> int:
        return len(self.n_words)

    def __getitem__(self, place: int) -> Fingerprint:
        piece, start, end = self._at[place].tolist()
        return Fingerprint(int(self.n_words[place]), self.pieces[piece].runs[start:end])


def candidate_pairs(fingerprints: Fingerprints, days: np.ndarray, ready: list[np.ndarray] | None = None) -> np.ndarray:
    """The pairs of texts to compare, later and earlier, as rows of places, in order; all are given from the oldest on.

    Two texts are compared if they share sampled runs of words (a text of under twenty words keeps all of its runs), if among those
    that have a run the one is at most the twelfth before the other, and if their days could be those of one statement. So many runs
    must link them as a quarter of what a reprint shares. `days` are numbers of days, `UNDATED` where none is known. `ready` are the keys of all
    pieces, where somebody has worked them out before; the list is emptied.
    """
    ready = [piece.keys() for piece in fingerprints.pieces] if ready is None else ready
    keys = np.concatenate([np.empty(0, "uint64"), *ready])
    ready.clear()  # they are as large as what was made of them
    keys.sort(kind="stable")  # by run, and the texts that have it from the oldest on; what is sorted in pieces is merged
    chunks = range(0, len(keys), CHUNK)
    sizes = sum((_texts_of(keys[c : c + CHUNK], len(days)) for c in chunks), np.zeros(len(days), "int64"))
    linked = np.concatenate([np.empty(0, "uint64"), *(_linked(keys, c, days) for c in chunks)])
    linked.sort()  # by text
    firsts = np.arange(0, len(days) + BLOCK, BLOCK, dtype="uint64")
    blocks = np.split(linked, linked.searchsorted(firsts << _HALF))
    found = (_counted(keys, _place(block), sizes, days) for block in blocks if len(block))
    return np.concatenate([np.empty((0, 2), "int64"), *found])


def _texts_of(keys: np.ndarray, many: int) -> np.ndarray:
    """How many of the keys each text has."""
    return np.bincount(_place(keys), minlength=many)


def _place(keys: np.ndarray) -> np.ndarray:
    return (keys & _LOWER).astype("int64")


def _linked(keys: np.ndarray, first: int, days: np.ndarray) -> np.ndarray:
    """The keys of a chunk that a run links to the text before: for each the place of its text and, in the lower half, its own."""
    at = np.arange(max(1, first), min(first + CHUNK, len(keys)))
    at = at[keys[at[0] : at[-1] + 1] >> _HALF == keys[at[0] - 1 : at[-1]] >> _HALF] if len(at) else at
    later = _place(keys[at])
    near = _near(days, later, _place(keys[at - 1]))
    return later[near].astype("uint64") << _HALF | at[near].astype("uint64")


def _near(days: np.ndarray, later: np.ndarray, earlier: np.ndarray) -> np.ndarray:
    """Whether two texts could be one statement by their days. A text without a day is later than all that have one."""
    return (days[later] - days[earlier] <= WINDOW_DAYS) | (days[later] == UNDATED)


def _counted(keys: np.ndarray, at: np.ndarray, sizes: np.ndarray, days: np.ndarray) -> np.ndarray:
    """The pairs, later and earlier, that enough of the keys at these places link."""
    codes = []
    for step in range(1, NEIGHBOURS + 1):
        at = at[at >= step]
        at = at[keys[at] >> _HALF == keys[at - step] >> _HALF]
        later, earlier = _place(keys[at]), _place(keys[at - step])
        near = _near(days, later, earlier)
        codes.append(later[near] * len(sizes) + earlier[near])
        at = at[near]  # what stands before is still further off
        if not len(at):
            break
    codes, links = np.unique(np.concatenate(codes), return_counts=True)
    pairs = np.stack(np.divmod(codes, len(sizes)), axis=1)
    return pairs[links >= LINKED * sizes[pairs].min(axis=1)]
