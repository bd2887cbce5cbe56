"""Words as the term measures count them: folded, without a possessive ending, function words told apart."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pandas as pd

from toolkit.tokens import tokenize

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
    stops = stop_words() | {fold(text[a:b]) for text in leave_out for a, b in tokenize(text)}
    rows = [
        (statement, index, word)
        for statement, index, text in zip(
            sentences["statement_id"], sentences["sentence_index"], sentences["sentence"], strict=True
        )
        for word in (fold(text[a:b]) for a, b in tokenize(text))
        if len(word) > 1 and word not in stops and any(c.isalpha() for c in word)
    ]
    frame = pd.DataFrame(rows, columns=["statement_id", "sentence_index", "word"])
    return frame.astype({"statement_id": "str", "sentence_index": "int64", "word": "str"})
