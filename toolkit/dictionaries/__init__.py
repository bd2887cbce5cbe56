"""Counting with dictionaries of others: where their terms stand, and how often each category is met."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.dictionaries.finding import Found, find_terms, in_order, longest
from toolkit.dictionaries.formats import Dictionary, DictionaryError, Entry, read_dictionary
from toolkit.estimates import caution, ratio_interval
from toolkit.expected import expects_frames
from toolkit.pooling import count_by
from toolkit.selection import known
from toolkit.terms.words import spoken
from toolkit.word_index import index_words

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
    index = index_words(sentences["sentence"])
    found = find_terms(index, dictionary)
    row = index.row(found.first)
    kept = spoken(sentences)[row]
    found, row = Found(*(part[kept] for part in found)), row[kept]
    order = in_order(found) if overlaps == "all" else longest(found, _category_numbers(dictionary))
    found, row = Found(*(part[order] for part in found)), row[order]
    begin, end = index.starts[found.first], index.ends(found.last - 1)
    at = sentences["start"].to_numpy()[row]
    names = [" > ".join(entry.category) for entry in dictionary.entries]
    columns = {
        "statement_id": sentences["statement_id"].array.take(row),
        "sentence_index": sentences["sentence_index"].to_numpy()[row],
        "start": at + begin,
        "end": at + end,
        "match": _as_written(sentences["sentence"], row, begin, end),
        "term": pd.array([entry.term for entry in dictionary.entries], dtype="str").take(found.entry),
        "category": pd.array(names, dtype="str").take(found.entry),
    }
    frame = pd.DataFrame(columns, columns=COLUMNS)
    return frame.astype({c: "int64" if c in COLUMNS[1:4] else "str" for c in COLUMNS})


def _category_numbers(dictionary: Dictionary) -> np.ndarray:
    """For each entry the number of its category."""
    numbers: dict[tuple[str, ...], int] = {}
    return np.array([numbers.setdefault(entry.category, len(numbers)) for entry in dictionary.entries], np.int64)


def _as_written(texts: pd.Series, row: np.ndarray, begin: np.ndarray, end: np.ndarray) -> list[str]:
    """What stands in the texts of these rows between two offsets."""
    different, which = np.unique(row, return_inverse=True)  # a text becomes a string once, however much is found in it
    read = texts.iloc[different].to_numpy(dtype=object)[which]
    return [text[a:b] for text, a, b in zip(read, begin.tolist(), end.tolist(), strict=True)]


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
    size = sentences[spoken(sentences)].groupby("statement_id")["n_tokens"].sum()
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
