"""Counting with dictionaries of others: where their terms stand, and how often each category is met."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import pandas as pd

from toolkit.dictionaries.formats import Dictionary, DictionaryError, Entry, read_dictionary
from toolkit.estimates import caution, ratio_interval
from toolkit.expected import expects_frames
from toolkit.pooling import count_by
from toolkit.selection import known
from toolkit.terms.words import fold
from toolkit.tokens import tokenize

__all__ = ["Dictionary", "DictionaryError", "Entry", "category_counts", "lookup", "read_dictionary"]

COLUMNS = ["statement_id", "sentence_index", "start", "end", "match", "term", "category"]
OVERLAPS = ("longest", "all")


@expects_frames
def lookup(sentences: pd.DataFrame, dictionary: Dictionary, *, overlaps: str = "longest") -> pd.DataFrame:
    """Every place where a term of a dictionary stands.

    When you would want it: to count with an instrument that others have validated, or with your own list of terms.

    Parameters: `overlaps`: with "longest", of terms of one category that share words the one that begins first counts, of these the
    longest, so no word counts twice in a category; a word may count in several categories. With "all" every term counts wherever it
    stands. Matches never reach beyond a sentence. Case and the possessive ending do not matter; `*` stands for any letters, `?` for one.

    Returns one row per match, in order of the text: `statement_id`, `sentence_index`, `start`, `end` (offsets into `clean_text`), `match`
    (the words as they stand), `term`, `category` (from the outermost to the innermost, joined with " > ").

    Raises `ValueError` for another way to treat overlaps.

    >>> from toolkit.examples import small_world
    >>> mine = Dictionary("mine", (Entry(("force",), "shell*"), Entry(("force",), "shelled Hallin")))
    >>> lookup(small_world()[1], mine)[["match", "term"]].values.tolist()[0]
    ['shelled Hallin', 'shelled Hallin']
    """
    if overlaps not in OVERLAPS:
        raise ValueError(f"Overlaps are treated as one of {', '.join(OVERLAPS)}, not as {overlaps!r}.")
    spoken = sentences[sentences["voice"] != "furniture"] if "voice" in sentences else sentences
    spans = [tokenize(text) for text in spoken["sentence"]]
    words = [[fold(text[a:b]) for a, b in found] for text, found in zip(spoken["sentence"], spans, strict=True)]
    trie = _trie(dictionary, {word for line in words for word in line})
    rows = []
    places = zip(spoken["statement_id"], spoken["sentence_index"], spoken["start"], spoken["sentence"], strict=True)
    for (statement, index, at, text), line, found in zip(places, words, spans, strict=True):
        for first, last, entry in _kept(list(_matches(trie, line)), overlaps):
            begin, end = found[first][0], found[last - 1][1]
            category = " > ".join(entry.category)
            rows.append((statement, index, at + begin, at + end, text[begin:end], entry.term, category))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({c: "int64" if c in COLUMNS[1:4] else "str" for c in COLUMNS})


@expects_frames
def category_counts(
    found: pd.DataFrame, statements: pd.DataFrame, sentences: pd.DataFrame, dictionary: Dictionary, *, by=()
) -> pd.DataFrame:
    """How often each category of a dictionary is met, with an interval that knows that words come in documents.

    Parameters: `found` is the frame of `lookup` on these `sentences`; `by` names columns of the statements. A category counts what stands in
    the categories below it too. Hand over the statements and sentences of a selection in which reprints count once.

    Returns one row per group and category: the columns of `by`, `category`, `n` matches, `n_statements` with one, `of_statements`,
    `n_tokens`, `per_1000` words with `low` and `high` (`toolkit.estimates.ratio_interval` over families of reprints), `caution`. A
    category that is never met has a row with 0.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, _ = small_world()
    >>> mine = Dictionary("mine", (Entry(("force", "guns"), "shell*"), Entry(("peace",), "truce")))
    >>> category_counts(lookup(sentences, mine), statements, sentences, mine)[["category", "n"]].values.tolist()
    [['force', 3], ['force > guns', 3], ['peace', 0]]
    """
    for name in by:
        known(name, statements.columns, "column")
    by = list(by)
    spoken = sentences[sentences["voice"] != "furniture"] if "voice" in sentences else sentences
    size = spoken.groupby("statement_id")["n_tokens"].sum()
    place = statements[["statement_id", "family_id", *by]].assign(
        n_tokens=statements["statement_id"].map(size).fillna(0)
    )
    tables = [_category(name, found, place, by) for name in _levels(dictionary)]
    table = pd.concat(tables, ignore_index=True)
    order = [*by, "category", "n", "n_statements", "of_statements", "n_tokens", "per_1000", "low", "high", "caution"]
    return table[order].sort_values([*by, "category"], ignore_index=True)


def _category(name: str, found: pd.DataFrame, place: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    inside = found[(found["category"] == name) | found["category"].str.startswith(f"{name} > ")]
    # A word that two categories below share is one word of this one.
    inside = inside.drop_duplicates(["statement_id", "sentence_index", "start", "end"])
    y = place["statement_id"].map(inside["statement_id"].value_counts()).fillna(0)
    clusters = count_by(
        place.assign(y=y, seen=y > 0),
        [*by, "family_id"],
        x=("n_tokens", "sum"),
        y=("y", "sum"),
        seen=("seen", "sum"),
        of=("y", "size"),
    )
    clusters = clusters.assign(xx=clusters["x"] ** 2, xy=clusters["x"] * clusters["y"], yy=clusters["y"] ** 2)
    sums = {c: (c, "sum") for c in ("x", "y", "seen", "of", "xx", "xy", "yy")}
    table = count_by(clusters, by, n_clusters=("family_id", "size"), **sums)
    rate, low, high = ratio_interval(*(table[c] for c in ("n_clusters", "x", "y", "xx", "xy", "yy")))
    return table.assign(
        category=name,
        n=table["y"].astype("int64"),
        n_statements=table["seen"].astype("int64"),
        of_statements=table["of"].astype("int64"),
        n_tokens=table["x"].astype("int64"),
        per_1000=1000 * rate,
        low=1000 * low,
        high=1000 * high,
        caution=table["n_clusters"].map(caution).astype("str"),
    )


def _levels(dictionary: Dictionary) -> list[str]:
    """Every category and those above it."""
    paths = {entry.category[:k] for entry in dictionary.entries for k in range(1, len(entry.category) + 1)}
    return sorted(" > ".join(path) for path in paths)


def _trie(dictionary: Dictionary, vocabulary: set[str]) -> dict:
    """Terms as a tree of words, their globs written out over the words of the corpus: a lookup for each word, whatever the number of terms."""
    known_words = sorted(vocabulary)
    expanded: dict[str, list[str]] = {}
    root: dict = {}
    for entry in dictionary.entries:
        nodes = [root]
        for part in entry.term.split():
            if part not in expanded:
                expanded[part] = _expand(part, known_words, vocabulary)
            nodes = [node.setdefault(word, {}) for node in nodes for word in expanded[part]]
        for node in nodes:
            node.setdefault(None, []).append(entry)
    return root


def _expand(part: str, known_words: list[str], vocabulary: set[str]) -> list[str]:
    folded = fold(part)
    if "*" not in folded and "?" not in folded:
        return [folded] if folded in vocabulary else []
    if folded.endswith("*") and not {"*", "?"} & set(folded[:-1]):  # a word's beginning, as nearly all globs are
        return known_words[bisect_left(known_words, folded[:-1]) : bisect_left(known_words, folded[:-1] + "\U0010ffff")]
    body = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in re.sub(r"\*+", "*", folded))
    pattern = re.compile(body)
    return [word for word in known_words if pattern.fullmatch(word)]


def _matches(trie: dict, words: list[str]) -> Iterator[tuple[int, int, Entry]]:
    """Every term at every place: first word, one past the last, entry."""
    for first in range(len(words)):
        node = trie
        for last in range(first, len(words)):
            node = node.get(words[last])
            if node is None:
                break
            yield from ((first, last + 1, entry) for entry in node.get(None, ()))


def _kept(matches: list[tuple[int, int, Entry]], overlaps: str) -> list[tuple[int, int, Entry]]:
    if overlaps == "all":
        return matches
    kept, taken = [], {}
    for first, last, entry in sorted(matches, key=lambda m: (m[0], -m[1])):
        if first >= taken.get(entry.category, 0):
            kept.append((first, last, entry))
            taken[entry.category] = last
    return kept
