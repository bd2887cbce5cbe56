"""What is typical of each side: words that one group of statements uses more than another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.expected import expects_frames
from toolkit.permutation import false_discovery, p_values, shuffled
from toolkit.selection import known
from toolkit.terms.association import g2, log_odds, log_ratio
from toolkit.terms.words import Counted, counted_words, met, spoken

#: Weight of the prior in words. Monroe, Colaresi and Quinn (2008) take about the length of one document of their
#: corpus; a statement of the corpora this was built on has some 500 words.
PRIOR_WORDS = 500

COLUMNS = [
    "word",
    "typical_of",
    "n_first",
    "n_second",
    "per_1000_first",
    "per_1000_second",
    "statements_first",
    "statements_second",
    "g2",
    "log_ratio",
    "log_odds",
    "z",
    "p",
    "q",
]

#: Draws are made in parts of so many cells (labels by words), to keep memory low.
MOST_CELLS = 20_000_000


@expects_frames
def keyness(
    sentences: pd.DataFrame,
    statements: pd.DataFrame,
    *,
    by: str = "issuer",
    first: str = "",
    second: str = "",
    at_least: int = 5,
    leave_out=(),
    draws: int = 999,
    seed: int = 0,
) -> pd.DataFrame:
    """Words that one group of statements uses more than another, by three measures side by side.

    When you would want it: to find what each side talks about. Words come in clumps, so neither `g2` nor `z` is a test; `p` is: the
    share of `draws` in which documents dealt to the two sides by lot differ as much (by `g2`), reprints of one text dealt together.
    `q` is `p` adjusted for how many words were looked at (Benjamini and Hochberg 1995). With few documents no word can pass.

    Parameters: `by` is a column of the statements, `first` and `second` two of its values; by default the two with
    the most statements, in order of name (an empty frame where there is only one). A word must occur `at_least` times
    in both together. `leave_out` as in `word_rows`. With `draws=0` no test is made and `p` and `q` are missing; a `seed` gives the
    same draws each time.

    Returns, most typical of `first` at the top and of `second` at the bottom: `word`, `typical_of`, counts, rates per
    1,000 words and document frequency in each group, `g2` (Dunning 1993, four cells), `log_ratio` (Hardie 2014),
    `log_odds` and its `z` (Monroe, Colaresi and Quinn 2008; the prior is both groups together, weighing 500 words).
    `p` and `q`. Ordered by `z`, which trusts rare words less. Rates divide by all words of `n_tokens`, stop words included.

    Raises `SelectionError` for a column or a group that is not there.

    >>> from toolkit.examples import ARDENIA, VELMAR, small_world
    >>> statements, sentences, _ = small_world()
    >>> keyness(sentences, statements, first=VELMAR, second=ARDENIA, at_least=3)["word"].tolist()
    ['ardenia', 'shelled']
    """
    known(by, statements.columns, "column")
    if not first and not second:
        largest = statements[by].value_counts().sort_index().sort_values(ascending=False, kind="stable").index[:2]
        if len(largest) < 2:
            return _scored(_counts(counted_words(sentences.iloc[:0]), *np.zeros((2, 0), bool)), "", "", 0, 0)
        first, second = sorted(largest)
    for name in (first, second):
        known(name, statements[by].dropna().unique(), by)
    if first == second:
        raise ValueError(f"Keyness compares two groups; {first!r} was given twice.")
    side = sentences["statement_id"].map(statements.set_index("statement_id")[by])
    rows = [spoken(sentences) & (side == name).to_numpy(bool) for name in (first, second)]
    sizes = [int(sentences["n_tokens"].to_numpy()[theirs].sum()) for theirs in rows]
    words = counted_words(sentences, leave_out).only(rows[0] | rows[1])
    table = _counts(words, pd.factorize(sentences["statement_id"])[0], rows[0])
    table = table[table["n_first"] + table["n_second"] >= max(at_least, 1)].reset_index(drop=True)
    if min(sizes) == 0:
        table = table.iloc[:0]
    scored = _scored(table, first, second, *sizes)
    if draws == 0 or scored.empty:
        return scored
    document, sides = _documents(sentences, rows[0] | rows[1], statements, by)
    lengths = np.bincount(document[document >= 0], weights=sentences["n_tokens"].to_numpy(float)[document >= 0])
    return _tested(scored, words, document, lengths, np.array([name == first for name in sides]), draws, seed)


def _tested(scored, words: Counted, document, sizes, labels, draws, seed) -> pd.DataFrame:
    """`p` and `q`: the words' G2 with the documents dealt to the two sides by lot."""
    counts = _by_document(scored, words, document, len(labels))
    observed = _document_g2(labels[None, :], counts, sizes)[0]
    step = max(1, MOST_CELLS // max(1, counts.shape[1]))
    deals = shuffled(labels, draws, seed)
    extreme = np.zeros(counts.shape[1])
    for at in range(0, draws, step):
        part = _document_g2(deals[at : at + step], counts, sizes)
        extreme += p_values(observed, part) * (1 + len(part)) - 1
    p = (1 + extreme) / (1 + draws)
    return scored.assign(p=p, q=false_discovery(p))


def _documents(sentences, rows, statements, by) -> tuple[np.ndarray, list[str]]:
    """The number of each row's document (a family of reprints on one side), -1 for rows that do not count, and the side of each document."""
    statement, names = pd.factorize(sentences["statement_id"])
    present = np.unique(statement[rows])
    known_ones = statements.set_index("statement_id").reindex(names[present])
    codes, documents = pd.factorize(pd.MultiIndex.from_frame(known_ones[["family_id", by]]), sort=True)
    of_statement = np.zeros(len(names), np.int64)
    of_statement[present] = codes
    return np.where(rows, of_statement[statement], -1), [side for _, side in documents]


def _by_document(scored, words: Counted, document, n: int):
    """How often each scored word stands in each document."""
    from scipy.sparse import csr_matrix

    column = pd.Index(scored["word"]).get_indexer(pd.Index(words.names, dtype="str"))[words.ids]
    kept = column >= 0
    return csr_matrix((np.ones(kept.sum()), (document[words.row[kept]], column[kept])), shape=(n, len(scored)))


def _document_g2(labels: np.ndarray, counts, sizes: np.ndarray) -> np.ndarray:
    """G2 of every word (columns) for every deal of documents (rows)."""
    total = np.asarray(counts.sum(axis=0)).ravel()
    a = (counts.T @ labels.T.astype(float)).T
    n1 = (labels @ sizes)[:, None]
    return g2(a, total - a, n1, sizes.sum() - n1)


def _counts(words: Counted, statement: np.ndarray, is_first: np.ndarray) -> pd.DataFrame:
    """How often each word stands on either side, and in how many statements; `is_first` says of each row whether the first speaks."""
    table = {"word": pd.array(words.names, dtype="str")}
    for side, rows in (("first", is_first), ("second", ~is_first)):
        theirs = words.only(rows)
        word, _, times = met(theirs.ids, statement[theirs.row])
        table[f"n_{side}"] = np.bincount(word, weights=times, minlength=len(words.names)).astype("int64")
        table[f"statements_{side}"] = np.bincount(word, minlength=len(words.names))
    return pd.DataFrame(table)


def _scored(table: pd.DataFrame, first: str, second: str, n1: int, n2: int) -> pd.DataFrame:
    a, b = table["n_first"], table["n_second"]
    table = table.assign(
        per_1000_first=1000 * a / max(n1, 1),
        per_1000_second=1000 * b / max(n2, 1),
        g2=0.0,
        log_ratio=0.0,
        log_odds=0.0,
        z=0.0,
        p=float("nan"),
        q=float("nan"),
    )
    if len(table):
        prior = PRIOR_WORDS * (a + b) / (n1 + n2)
        table["g2"], table["log_ratio"] = g2(a, b, n1, n2), log_ratio(a, b, n1, n2)
        # The prior's weight is that of the whole vocabulary, of which only the words listed are scored.
        table["log_odds"], table["z"] = log_odds(a, b, n1, n2, prior, PRIOR_WORDS)
    table["typical_of"] = pd.Series([first if z > 0 else second for z in table["z"]], index=table.index, dtype="str")
    return table[COLUMNS].sort_values(["z", "word"], ascending=[False, True], ignore_index=True)
