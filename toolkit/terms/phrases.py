"""Sequences of words that recur, and how fast new words come: inside sentences, counted by document."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.terms.dispersion import dispersions
from toolkit.terms.words import Counted, counted_words, met, spoken


def ngrams(sentences: pd.DataFrame, *, size: int = 2, at_least: int = 3) -> pd.DataFrame:
    """Sequences of `size` words that recur inside sentences (n-grams), with function words and names as they stand.

    When you would want it: to find the set phrases of an issuer. Never across a sentence's end.

    Returns, most frequent first: `ngram`, `n`, `n_statements` that hold it, `of_statements`, `dp_norm` (Gries 2008: near 0 where spread as
    evenly as the words). Hand over the sentences of a selection in which reprints count once, or a reprint makes a phrase.

    Raises `ValueError` for a size under 1.

    >>> from toolkit.examples import small_world
    >>> ngrams(small_world()[1], at_least=3)[["ngram", "n", "n_statements"]].values.tolist()
    [['ardenia shelled', 3, 3]]
    """
    if size < 1:
        raise ValueError(f"A sequence has at least one word; the size was {size}.")
    words = counted_words(sentences, every=True).only(spoken(sentences))
    begins, sequences = _sequences(words, size)
    times = np.bincount(sequences, minlength=1)
    often = times >= max(at_least, 1)
    number = np.cumsum(often) - 1
    kept = often[sequences]
    begins, sequences = begins[kept], number[sequences[kept]]
    lengths, statement = _lengths(sentences)
    held, where, n = met(sequences, statement[words.row[begins]])
    example = np.zeros(often.sum(), np.int64)
    example[sequences] = begins
    counts = pd.DataFrame(
        {
            "ngram": pd.array([" ".join(words.names[k] for k in words.ids[at : at + size]) for at in example], dtype="str"),
            "n": times[often],
            "n_statements": np.bincount(held, minlength=len(example)),
            "of_statements": int((lengths > 0).sum()),
            "dp_norm": dispersions(held, n, lengths[where], np.nansum(lengths), np.nanmin(lengths, initial=np.inf)),
        }
    )
    return counts.sort_values(["n", "n_statements", "ngram"], ascending=[False, False, True], ignore_index=True)


def _sequences(words: Counted, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Where a sequence of words of one sentence begins, and its number; the same words have the same number."""
    last = words.row[size - 1 :]
    begins = np.flatnonzero(words.row[: len(last)] == last)
    number = words.ids[begins].astype(np.int64)
    for k in range(1, size):
        number, _ = pd.factorize(number * len(words.names) + words.ids[begins + k])
    return begins, number


def _lengths(sentences: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """How many words are spoken in each statement, missing where there are none, and the number of each row's statement."""
    statement, names = pd.factorize(sentences["statement_id"])
    n_tokens = np.where(spoken(sentences), sentences["n_tokens"].to_numpy(), 0)
    lengths = np.bincount(statement, weights=n_tokens, minlength=len(names))
    return np.where(lengths > 0, lengths, np.nan), statement


def vocabulary_growth(sentences: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """How many different words have been met after so many words, statement by statement in order of date (Heaps 1978).

    When you would want it: to see whether a corpus is large enough that new statements bring few new words, and to be warned off
    comparing the vocabularies of two corpora of different size.

    Returns one row per statement: `statement_id`, `n_tokens` and `n_types` so far (stop words and numbers left out of both), `new` types
    that it brought. Undated statements come last.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, _ = small_world()
    >>> vocabulary_growth(sentences, statements)["n_types"].is_monotonic_increasing
    True
    """
    order = statements.sort_values(["date", "statement_id"], na_position="last")["statement_id"]
    words = counted_words(sentences).only(spoken(sentences))
    statement, names = pd.factorize(sentences["statement_id"])
    place = pd.Index(order).get_indexer(names)[statement][words.row]
    word, met_at, times = met(words.ids[place >= 0], place[place >= 0])
    first = np.flatnonzero(np.diff(word, prepend=-1))
    table = pd.DataFrame({"statement_id": order.to_numpy()})
    table["new"] = np.bincount(met_at[first], minlength=len(order))
    table["n_tokens"] = np.bincount(met_at, weights=times, minlength=len(order)).astype("int64").cumsum()
    table["n_types"] = table["new"].cumsum()
    return table[["statement_id", "n_tokens", "n_types", "new"]]
