"""The words of many sentences at once: each form of a word once, and its places as numbers.

A count needs no text once it is known which form stands where. A form is looked at once (its folded shape, whether a pattern fits it), and
what is asked of the words is asked of arrays. A test holds that words and places are those of `toolkit.tokens.tokenize`.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.tokens import JOINERS

#: Sentences are looked at in pieces of so many characters, which stay in a processor's cache.
PIECE = 1 << 19

#: For how many columns of sentences the words are kept: the statements of a report, and the selection from them that a measure takes.
KEPT = 2

_kept: list[tuple[weakref.ref, WordIndex]] = []


class WordIndex(NamedTuple):
    """Words by number. Word k has the form `forms[ids[k]]` and begins at character `starts[k]` of its sentence.

    Words stand in the order of the text; those of sentence i are `first[i]` to `first[i + 1]`.
    """

    forms: list[str]
    ids: np.ndarray
    starts: np.ndarray
    first: np.ndarray

    def row_of_each(self) -> np.ndarray:
        """The number of the sentence of each word."""
        return np.repeat(np.arange(len(self.first) - 1, dtype=np.int32), np.diff(self.first))

    def row(self, places: np.ndarray) -> np.ndarray:
        """The number of the sentence of some words."""
        return np.searchsorted(self.first, places, "right") - 1

    def ends(self, places: np.ndarray) -> np.ndarray:
        """One past the last character of the words at these places, in their sentences."""
        lengths = np.fromiter(map(len, self.forms), np.int32, len(self.forms))
        return self.starts[places] + lengths[self.ids[places]]

    def shaped(self, shape: Callable[[str], str]) -> tuple[list[str], np.ndarray]:
        """The forms after `shape` (folding, say), each once and in order of the alphabet, and the number of each word's."""
        shapes = [shape(form) for form in self.forms]
        names = sorted(set(shapes))
        number = {name: n for n, name in enumerate(names)}
        return names, np.fromiter((number[name] for name in shapes), np.int32, len(shapes))[self.ids]


def index_words(texts: pd.Series) -> WordIndex:
    """The words of a column of sentences by number.

    When you would want it: to count words over a whole corpus, or to find the few sentences in which a slow pattern can fit. It does not
    lower, stem or drop anything. While the column is in use its words are kept, so that several measures split it once.

    Raises `TypeError` for a column in which a text is missing.

    >>> index = index_words(pd.Series(["Dorn burned.", "Talks in Dorn"]))
    >>> index.forms, index.ids.tolist(), index.starts.tolist(), index.first.tolist()
    (['Dorn', 'burned', 'Talks', 'in'], [0, 1, 2, 3, 0], [0, 5, 0, 6, 9], [0, 2, 5])
    """
    column = _unchanging(texts)
    for kept, index in _kept:
        if column is not None and kept() is column:
            return index
    index = _split(texts)
    if column is not None:
        _kept[:] = [(kept, other) for kept, other in _kept if kept() is not None][-KEPT + 1 :]
        _kept.append((weakref.ref(column, _forget), index))
    return index


def _unchanging(texts: pd.Series):
    """The Arrow array behind a column: it never changes in place, so that the same array is the same texts."""
    import pyarrow as pa

    behind = getattr(texts.array, "__arrow_array__", None)
    array = behind() if behind else None
    return array if isinstance(array, pa.ChunkedArray) else None


def _forget(gone: weakref.ref) -> None:
    _kept[:] = [(kept, index) for kept, index in _kept if kept is not gone]


def _split(texts: pd.Series) -> WordIndex:
    import pyarrow as pa

    if texts.isna().any():
        raise TypeError("A text is missing where there should be a sentence; leave such rows out first.")
    begins = _first(texts.str.len().to_numpy(np.int64) + 1)
    words, starts, counts = [], [], []
    for low, high in _pieces(begins):
        text = "\n".join(texts.iloc[low:high].to_numpy(dtype=object))
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        inside = _inside(codes)
        edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
        start, end = edges[::2], edges[1::2]
        words.append(_forms(codes[inside], end - start))
        sentence = begins[low:high] - begins[low]
        counts.append(np.diff(np.searchsorted(start, sentence), append=len(start)))
        starts.append((start - np.repeat(sentence, counts[-1])).astype(np.int32))
    if not words:
        return WordIndex([], np.array([], np.int32), np.array([], np.int32), np.zeros(1, np.int64))
    coded = pa.chunked_array(words).unify_dictionaries()
    forms = [form.decode("utf-32-le", "surrogatepass") for form in coded.chunk(0).dictionary.to_pylist()]
    ids = np.concatenate([chunk.indices.to_numpy() for chunk in coded.chunks])
    return WordIndex(forms, ids, np.concatenate(starts), _first(np.concatenate(counts)))


def _pieces(begins: np.ndarray) -> Iterator[tuple[int, int]]:
    """Whole sentences together, up to the length of a piece: first, one past the last."""
    low, n = 0, len(begins) - 1
    while low < n:
        high = max(low + 1, int(np.searchsorted(begins, begins[low] + PIECE, "right")) - 1)
        yield low, high
        low = high


def _inside(codes: np.ndarray) -> np.ndarray:
    """Which characters belong to a word: letters and digits, and one joiner between two of them."""
    kind = np.take(_kinds(), codes, mode="clip")
    inside = kind == 1
    between = (kind[1:-1] == 2) & inside[:-2] & inside[2:]
    inside[1:-1] |= between
    return inside


@cache
def _kinds() -> np.ndarray:
    """For each character 1 if it is a letter or digit, 2 if it joins two parts of a word, else 0."""
    every = np.arange(0x110000, dtype=np.uint32)
    kinds = np.strings.isalnum(every.view("U1")).astype(np.uint8)
    kinds[[ord(joiner) for joiner in JOINERS if not joiner.isalnum()]] = 2  # one of the apostrophes is a letter
    return kinds


def _forms(letters: np.ndarray, lengths: np.ndarray):
    """Words that stand end to end, as numbers of the different ones among them."""
    import pyarrow as pa

    offsets = _first(4 * lengths).astype(np.int32)
    array = pa.Array.from_buffers(pa.binary(), len(lengths), [None, pa.py_buffer(offsets), pa.py_buffer(letters)])
    return array.dictionary_encode()


def _first(lengths: np.ndarray) -> np.ndarray:
    """Where each of several things begins that stand end to end, and where the last one ends."""
    first = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=first[1:])
    return first
