"""Words as the term measures count them: folded, without a possessive ending, function words told apart."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.tokens import tokenize
from toolkit.word_index import index_words

STOP_WORDS = Path(__file__).parent.parent / "lexicons" / "stopwords.csv"


@cache
def stop_words(path: Path = STOP_WORDS) -> frozenset[str]:
    """The words that say nothing about what is said: articles, pronouns, prepositions, numbers, reporting verbs.

    They stand in `lexicons/stopwords.csv` with a kind each; negations are not among them, because "not" is news.

    >>> "the" in stop_words(), "not" in stop_words()
    (True, False)
    """
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(row["term"] for row in csv.DictReader(file))


def fold(word: str) -> str:
    """One word as it is counted.

    >>> fold("Velmar’s"), fold("Cease-Fire")
    ('velmar', 'cease-fire')
    """
    folded = word.casefold().replace("’", "'").replace("ʼ", "'").replace("‑", "-").replace("‐", "-")
    return folded[:-2] if folded.endswith("'s") else folded


def fold_all(words: str) -> str:
    """Several words, each folded, with one space between them.

    >>> fold_all("Opened  fire")
    'opened fire'
    """
    return " ".join(map(fold, words.split()))


def party_words(*columns: pd.Series) -> list[str]:
    """The words with a capital letter in names of parties, bodies and agencies, which would crowd out the rest.

    >>> party_words(pd.Series(["Ministry of Defence of Velmar", "Velmari units", None]))
    ['Defence', 'Ministry', 'Velmar', 'Velmari']
    """
    names = {name for column in columns for name in column.dropna().unique()}
    words = {name[a:b] for name in names for a, b in tokenize(name)}
    return sorted(word for word in words if word[0].isupper())


def word_rows(sentences: pd.DataFrame, *, leave_out=()) -> pd.DataFrame:
    """One row per word of the sentences, in order, without stop words, bare numbers and single letters.

    `leave_out` names further words to leave out, for example the names of the parties, which each side uses of the
    other and which would crowd out everything else.

    Returns `statement_id`, `sentence_index`, `word`.

    >>> from toolkit.examples import small_world
    >>> word_rows(small_world()[1])["word"].tolist()[:3]
    ['ardenia', 'shelled', 'hallin']
    """
    counted = counted_words(sentences, leave_out)
    return pd.DataFrame(
        {
            "statement_id": sentences["statement_id"].array.take(counted.row),
            "sentence_index": sentences["sentence_index"].to_numpy()[counted.row],
            "word": pd.array(counted.names, dtype="str").take(counted.ids),
        }
    ).astype({"statement_id": "str", "sentence_index": "int64"})


class Counted(NamedTuple):
    """Words that are counted, by number: word k is `names[ids[k]]` and stands in row `row[k]` of the sentences."""

    names: list[str]
    ids: np.ndarray
    row: np.ndarray

    def only(self, rows: np.ndarray) -> Counted:
        """The words of some of the rows, given as a mask."""
        kept = rows[self.row]
        return Counted(self.names, self.ids[kept], self.row[kept])


def counted_words(sentences: pd.DataFrame, leave_out=(), *, every: bool = False) -> Counted:
    """The words of `word_rows` as numbers, for measures that only count them; with `every`, function words and numbers too.

    The names are in order of the alphabet. Hand over the whole frame and take `only` the rows that matter: its words are kept, those of
    a part of it would be split again.

    >>> from toolkit.examples import small_world
    >>> counted = counted_words(small_world()[1])
    >>> counted.names[:2], counted.ids[:3].tolist(), counted.row[:3].tolist()
    (['ardenia', 'bears'], [0, 16, 5], [0, 0, 0])
    """
    index = index_words(sentences["sentence"])
    names, ids = index.shaped(fold)
    if every:
        return Counted(names, ids, index.row_of_each())
    stops = stop_words() | {fold(text[a:b]) for text in leave_out for a, b in tokenize(text)}
    says = [len(name) > 1 and name not in stops and any(c.isalpha() for c in name) for name in names]
    kept = np.array(says, bool)[ids]
    return Counted(names, ids[kept], index.row_of_each()[kept])


def spoken(sentences: pd.DataFrame) -> np.ndarray:
    """Which of the sentences somebody says: all but page furniture, where it is told apart."""
    if "voice" not in sentences:
        return np.ones(len(sentences), bool)
    return (sentences["voice"] != "furniture").to_numpy(bool)


def met(ids: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every pair of a word and a place (the number of a statement, of a sentence) where it stands, and how often, in order of the words.

    >>> [part.tolist() for part in met(np.array([1, 0, 1, 1]), np.array([0, 0, 0, 2]))]
    [[0, 1, 1], [0, 0, 2], [1, 2, 1]]
    """
    span = int(places.max(initial=0)) + 1
    pairs, counts = np.unique(ids.astype(np.int64) * span + places, return_counts=True)
    return pairs // span, pairs % span, counts
