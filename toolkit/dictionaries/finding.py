"""Where the terms of a dictionary stand, found with numbers for words: all sentences at once, one word of the terms after the other."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

import numpy as np

from toolkit.dictionaries.formats import Dictionary
from toolkit.terms.words import fold
from toolkit.word_index import WordIndex


class Found(NamedTuple):
    """Matches: place of the first word, one past that of the last, number of the dictionary's entry."""

    first: np.ndarray
    last: np.ndarray
    entry: np.ndarray


def find_terms(index: WordIndex, dictionary: Dictionary) -> Found:
    """Every entry of a dictionary wherever it stands in a sentence, in no order."""
    names, ids = index.shaped(fold)
    terms = _Terms(dictionary, names)
    row = index.row_of_each()
    first, depth = np.flatnonzero(terms.parts_of_word.lengths[ids]), 0
    node = np.zeros(len(first), np.int64)
    found = [Found(*np.zeros((3, 0), np.int64))]
    while len(first):
        inside = first + depth < len(ids)
        first, node = first[inside], node[inside]
        inside = row[first] == row[first + depth]
        first, node = first[inside], node[inside]
        step, node = terms.step(node, ids[first + depth])
        first, depth = first[step], depth + 1
        which, entry = terms.entries.of(node)
        found.append(Found(first[which], first[which] + depth, entry))
    return Found(*map(np.concatenate, zip(*found, strict=True)))


def in_order(found: Found) -> np.ndarray:
    """The order of the text; what begins together the shorter first, then as in the dictionary."""
    return np.lexsort((found.entry, found.last, found.first))


def longest(found: Found, category: np.ndarray) -> np.ndarray:
    """The matches that count where those of one category overlap: what begins first, of these the longest. In order of the text.

    `category` is a number for each entry. It goes by clusters of matches that touch each other: the first of each counts, what overlaps it
    does not, and what is left falls into smaller clusters.
    """
    order = np.lexsort((found.entry, -found.last, found.first))
    by_category = order[np.argsort(category[found.entry[order]], kind="stable")]
    # Categories laid behind one another, so that nothing of one touches the next.
    shift = category[found.entry[by_category]] * (int(found.last.max(initial=0)) + 1)
    first, last = found.first[by_category] + shift, found.last[by_category] + shift
    left, counts = np.arange(len(order)), np.zeros(len(order), bool)
    while len(left):
        reach = np.maximum.accumulate(last[left])
        leads = np.append(True, first[left[1:]] >= reach[:-1])
        counts[by_category[left[leads]]] = True
        end_of_leader = last[left[leads]][np.cumsum(leads) - 1]
        left = left[first[left] >= end_of_leader]
    return order[counts[order]]


class _Lists:
    """Several lists of numbers in one array; list k is `items[begins[k]:begins[k + 1]]`."""

    def __init__(self, lists: list[np.ndarray | list[int]]):
        self.lengths = np.fromiter(map(len, lists), np.int64, len(lists))
        self.begins = np.cumsum(self.lengths) - self.lengths
        self.items = np.concatenate([np.zeros(0, np.int64), *lists]).astype(np.int64)

    def of(self, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The items of the lists `which`: for each the place in `which` that it is of, and the item."""
        lengths = self.lengths[which]
        place = np.repeat(np.arange(len(which)), lengths)
        within = np.arange(len(place)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return place, self.items[self.begins[which][place] + within]


class _Terms:
    """The terms as a tree: from a node, by a part of a term ("shell*"), to the next; with the parts that each word of the corpus fits.

    A glob is written out over the words of the corpus once, not term by term, so that "* *" costs no more than its two parts.
    """

    def __init__(self, dictionary: Dictionary, names: list[str]):
        parts: dict[str, int] = {}
        edges: dict[tuple[int, int], int] = {}
        entries: list[list[int]] = [[]]
        for number, entry in enumerate(dictionary.entries):
            node = 0
            for part in map(fold, entry.term.split()):
                edge = node, parts.setdefault(part, len(parts))
                if edge not in edges:
                    edges[edge] = len(entries)
                    entries.append([])
                node = edges[edge]
            entries[node].append(number)
        self.n_parts, self.entries = max(len(parts), 1), _Lists(entries)
        self.parts_of_word = _turned([_expand(part, names) for part in parts], len(names))
        keys = np.array([node * self.n_parts + part for node, part in edges], np.int64)
        order = np.argsort(keys)
        self.keys, self.next = keys[order], np.array(list(edges.values()), np.int64)[order]

    def step(self, node: np.ndarray, word: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """From each node by a word: for each way on, the place of its node in `node`, and the node that it leads to."""
        place, part = self.parts_of_word.of(word)
        key = node[place] * self.n_parts + part
        at = np.searchsorted(self.keys, key)
        there = at < len(self.keys)
        there[there] = self.keys[at[there]] == key[there]
        return place[there], self.next[at[there]]


def _turned(words_of_part: list[list[int]], n_words: int) -> _Lists:
    """For each word the parts that it fits, from the words that fit each part."""
    parts: list[list[int]] = [[] for _ in range(n_words)]
    for part, words in enumerate(words_of_part):
        for word in words:
            parts[word].append(part)
    return _Lists(parts)


def _expand(part: str, names: list[str]) -> range | list[int]:
    """The numbers of the words that a part of a term stands for; `names` are in order of the alphabet."""
    if "*" not in part and "?" not in part:
        at = bisect_left(names, part)
        return range(at, at + (names[at : at + 1] == [part]))
    if part.endswith("*") and not {"*", "?"} & set(part[:-1]):  # a word's beginning, as nearly all globs are
        return range(bisect_left(names, part[:-1]), bisect_left(names, part[:-1] + "\U0010ffff"))
    body = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in re.sub(r"\*+", "*", part))
    pattern = re.compile(body)
    return [number for number, name in enumerate(names) if pattern.fullmatch(name)]
