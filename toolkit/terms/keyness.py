"""What is typical of each side: words that one group of statements uses more than another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.expected import expects_frames
from toolkit.permutation import false_discovery, p_values, shuffled
from toolkit.selection import known
from toolkit.terms.association import g2, log_odds, log_ratio
from toolkit.terms.words import word_rows

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
            return _scored(_counts(sentences.iloc[:0], sentences.iloc[:0], ()), "", "", 0, 0)
        first, second = sorted(largest)
    for name in (first, second):
        known(name, statements[by].dropna().unique(), by)
    if first == second:
        raise ValueError(f"Keyness compares two groups; {first!r} was given twice.")
    spoken = sentences[sentences["voice"] != "furniture"] if "voice" in sentences else sentences
    group = spoken["statement_id"].map(statements.set_index("statement_id")[by])
    sizes = {name: int(spoken.loc[group == name, "n_tokens"].sum()) for name in (first, second)}
    table = _counts(spoken[group == first], spoken[group == second], leave_out)
    table = table[table["n_first"] + table["n_second"] >= at_least].reset_index(drop=True)
    if min(sizes.values()) == 0:
        table = table.iloc[:0]
    scored = _scored(table, first, second, *sizes.values())
    ours = spoken[group.isin([first, second])]
    return (
        scored if draws == 0 or scored.empty else _tested(scored, ours, statements, by, first, leave_out, draws, seed)
    )


def _tested(scored, spoken, statements, by, first, leave_out, draws, seed) -> pd.DataFrame:
    """`p` and `q`: the words' G2 with the documents dealt to the two sides by lot."""
    counts, sizes, labels = _by_document(scored, spoken, statements, by, first, leave_out)
    observed = _document_g2(labels[None, :], counts, sizes)[0]
    step = max(1, MOST_CELLS // max(1, counts.shape[1]))
    deals = shuffled(labels, draws, seed)
    extreme = np.zeros(counts.shape[1])
    for at in range(0, draws, step):
        part = _document_g2(deals[at : at + step], counts, sizes)
        extreme += p_values(observed, part) * (1 + len(part)) - 1
    p = (1 + extreme) / (1 + draws)
    return scored.assign(p=p, q=false_discovery(p))


def _by_document(scored, spoken, statements, by, first, leave_out):
    """Counts of each word in each document (a family of reprints on one side), the documents' sizes, and which are of the first group."""
    from scipy.sparse import csr_matrix

    known_ones = statements.set_index("statement_id")
    document = pd.MultiIndex.from_arrays(
        [spoken["statement_id"].map(known_ones["family_id"]), spoken["statement_id"].map(known_ones[by])]
    )
    codes, documents = pd.factorize(document, sort=True)
    sizes = np.bincount(codes, weights=spoken["n_tokens"].to_numpy(float), minlength=len(documents))
    of_statement = pd.Series(codes, index=spoken["statement_id"].to_numpy())
    of_statement = of_statement[~of_statement.index.duplicated()]
    words = word_rows(spoken, leave_out=leave_out)
    column = pd.Index(scored["word"]).get_indexer(words["word"])
    row = of_statement.reindex(words["statement_id"]).to_numpy()
    kept = column >= 0
    shape = (len(documents), len(scored))
    counts = csr_matrix((np.ones(kept.sum()), (row[kept], column[kept])), shape=shape)
    return counts, sizes, np.array([side == first for _, side in documents])


def _document_g2(labels: np.ndarray, counts, sizes: np.ndarray) -> np.ndarray:
    """G2 of every word (columns) for every deal of documents (rows)."""
    total = np.asarray(counts.sum(axis=0)).ravel()
    a = (counts.T @ labels.T.astype(float)).T
    n1 = (labels @ sizes)[:, None]
    return g2(a, total - a, n1, sizes.sum() - n1)


def _counts(ours: pd.DataFrame, theirs: pd.DataFrame, leave_out) -> pd.DataFrame:
    parts = []
    for side, frame in (("first", ours), ("second", theirs)):
        words = word_rows(frame, leave_out=leave_out).groupby("word")["statement_id"]
        parts.append(words.agg(**{f"n_{side}": "size", f"statements_{side}": "nunique"}))
    return parts[0].join(parts[1], how="outer").fillna(0).astype("int64").rename_axis("word").reset_index()


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
