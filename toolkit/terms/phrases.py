"""Sequences of words that recur, and how fast new words come: inside sentences, counted by document."""

from __future__ import annotations

import pandas as pd

from toolkit.terms.dispersion import dispersion
from toolkit.terms.words import fold, word_rows
from toolkit.tokens import tokenize


def ngrams(sentences: pd.DataFrame, *, size: int = 2, at_least: int = 3) -> pd.DataFrame:
    """Sequences of `size` words that recur inside sentences (nltk's n-grams), with function words and names as they stand.

    When you would want it: to find the set phrases of an issuer. Never across a sentence's end.

    Returns, most frequent first: `ngram`, `n`, `n_statements` that hold it, `of_statements`, `dp_norm` (Gries 2008: near 0 where spread as
    evenly as the words). Hand over the sentences of a selection in which reprints count once, or a reprint makes a phrase.

    Raises `ValueError` for a size under 1.

    >>> from toolkit.examples import small_world
    >>> ngrams(small_world()[1], at_least=3)[["ngram", "n", "n_statements"]].values.tolist()
    [['ardenia shelled', 3, 3]]
    """
    from nltk.util import ngrams as sequences  # slow to import, so only here

    if size < 1:
        raise ValueError(f"A sequence has at least one word; the size was {size}.")
    spoken = sentences[sentences["voice"] != "furniture"] if "voice" in sentences else sentences
    rows = [
        (statement, " ".join(sequence))
        for statement, text in zip(spoken["statement_id"], spoken["sentence"], strict=True)
        for sequence in sequences([fold(text[a:b]) for a, b in tokenize(text)], size)
    ]
    places = pd.DataFrame(rows, columns=["statement_id", "ngram"]).astype("str")
    sizes = spoken.groupby("statement_id")["n_tokens"].sum()
    sizes = sizes[sizes > 0]
    counts = places.groupby("ngram")["statement_id"].agg(n="size", n_statements="nunique").reset_index()
    counts = counts[counts["n"] >= at_least].assign(of_statements=len(sizes))
    inside = places[places["ngram"].isin(counts["ngram"])].groupby("ngram")["statement_id"]
    spread = {
        name: dispersion(per := part.value_counts(), sizes.reindex(per.index), sizes.sum(), sizes.min())[1]
        for name, part in inside
    }
    counts["dp_norm"] = counts["ngram"].map(spread).astype("float64")
    return counts.sort_values(["n", "n_statements", "ngram"], ascending=[False, False, True], ignore_index=True)


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
    words = word_rows(sentences[sentences["voice"] != "furniture"] if "voice" in sentences else sentences)
    place = pd.Series(range(len(order)), index=order.to_numpy())
    words = (
        words.assign(place=words["statement_id"].map(place))
        .dropna(subset=["place"])
        .sort_values("place", kind="stable")
    )
    first = words.drop_duplicates("word").groupby("statement_id").size()
    every = words.groupby("statement_id").size()
    table = pd.DataFrame({"statement_id": order.to_numpy()})
    table["new"] = table["statement_id"].map(first).fillna(0).astype("int64")
    table["n_tokens"] = table["statement_id"].map(every).fillna(0).astype("int64").cumsum()
    table["n_types"] = table["new"].cumsum()
    return table[["statement_id", "n_tokens", "n_types", "new"]]
