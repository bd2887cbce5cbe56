"""Search for sentences by several words in any of their forms."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.expected import expects_frames
from toolkit.word_index import WordIndex, index_words

_PART = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


class SearchError(ValueError):
    """The query cannot be read; the message says what it may hold."""


class _Part(NamedTuple):
    """One part of a query: a word or a phrase, and whether it must be absent."""

    words: tuple[str, ...]
    absent: bool


@expects_frames
def search(
    sentences: pd.DataFrame, statements: pd.DataFrame, query: str, *, accusations: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find the sentences that hold all words of a query, in any order and any form.

    When you would want it: you remember what was said and not where. "shell border" also finds "shelling of the borders": forms of an
    English word are told by its stem (Porter 2001, the Snowball stemmer of nltk). `shell*` stands for all words that begin so, "a phrase"
    in quotation marks for words that follow each other, `-calm` for a word that must not be there. Capitals do not matter; no part
    of a query is a regular expression. With `accusations`, the column `accusing` says whether one was found in the sentence.

    It does not find synonyms, and does not look beyond a sentence.

    Returns, newest first and the undated last: `date`, `issuer`, `sentence`, `n` (words of the sentence that the query names),
    `raw_file`, `statement_id`, `sentence_index`, and `accusing`.

    Raises `SearchError` for a query without a word to look for.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> search(sentences, statements, "shelling -tresk")["sentence"].unique().tolist()
    ['Ardenia shelled Hallin.']
    """
    parts = _read(query)
    index = index_words(sentences["sentence"])
    names, ids = index.shaped(lambda form: form.lower().replace("’", "'"))
    vocabulary = set(names)
    forms = {word: _forms(word, vocabulary) for part in parts for word in part.words}
    fits = {word: np.array([name in found for name in names], bool)[ids] for word, found in forms.items()}
    counts = pd.Series(_count(index, parts, fits), index=sentences.index, dtype="int64")
    found = sentences.loc[counts > 0, ["statement_id", "sentence_index", "sentence"]].assign(n=counts[counts > 0])
    found = found.merge(statements[["statement_id", "date", "issuer", "raw_file"]], on="statement_id", how="left")
    order = ["date", "issuer", "sentence", "n", "raw_file", "statement_id", "sentence_index"]
    if accusations is not None:
        key = ["statement_id", "sentence_index"]
        charged = accusations.loc[~accusations["denial"], key].drop_duplicates().assign(accusing=True)
        found = found.merge(charged, on=key, how="left").assign(accusing=lambda f: f["accusing"].eq(True))
        order.append("accusing")
    by = ["date", "statement_id", "sentence_index"]
    return found[order].sort_values(by, ascending=[False, True, True], kind="stable", ignore_index=True)


def _read(query: str) -> list[_Part]:
    parts = []
    for minus, phrase, single in _PART.findall(query):
        written = phrase or single
        words = tuple(word for word in re.findall(r"[^\W_*?]+(?:['’-][^\W_*?]+)*\*?", written.lower()) if word != "*")
        if words:
            parts.append(_Part(tuple(word.replace("’", "'") for word in words), bool(minus)))
    if not any(not part.absent for part in parts):
        raise SearchError(
            'There is no word to look for; write some, as: shelling border, "opened fire", drone*, -exercise.'
        )
    return parts


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    from nltk.stem.snowball import SnowballStemmer

    return _stemmer(SnowballStemmer).stem(word)


@lru_cache(maxsize=1)
def _stemmer(kind):
    return kind("english")


def _forms(word: str, vocabulary: set[str]) -> set[str]:
    if word.endswith("*"):
        pattern = re.compile(translate(word))
        return {form for form in vocabulary if pattern.fullmatch(form)}
    stem = _stem(word)
    return {form for form in vocabulary if _stem(form) == stem}


def _count(index: WordIndex, parts: list[_Part], fits: dict[str, np.ndarray]) -> np.ndarray:
    """How many words of each sentence the query names; 0 where a part is missing, or one is there that must not be."""
    n = len(index.first) - 1
    total, holds = np.zeros(n, np.int64), np.ones(n, bool)
    for part in parts:
        places = np.flatnonzero(fits[part.words[0]])
        row = index.row(places)
        for k, word in enumerate(part.words[1:], 1):
            inside = places + k < index.first[row + 1]
            places, row = places[inside], row[inside]
            here = fits[word][places + k]
            places, row = places[here], row[here]
        hits = np.bincount(row, minlength=n)
        holds &= (hits > 0) != part.absent
        total += hits * len(part.words)
    return np.where(holds, total, 0)
