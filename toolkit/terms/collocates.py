"""The company a word keeps: which words share its sentences more often than chance would have it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.concordance import glob_pattern, holding
from toolkit.expected import expects_frames
from toolkit.terms.association import g2, log_dice, log_ratio, mi3, npmi, pmi, t_score
from toolkit.terms.words import counted_words, met, spoken

COLUMNS = [
    "word",
    "n_both",
    "n_word",
    "n_node",
    "n_sentences",
    "n_statements",
    "g2",
    "log_ratio",
    "log_dice",
    "pmi",
    "npmi",
    "t",
    "mi3",
]


@expects_frames
def collocates(sentences: pd.DataFrame, node, *, at_least: int = 3, leave_out=()) -> pd.DataFrame:
    """Words that stand in the same sentences as a node, against all other sentences (Evert 2008, textual).

    When you would want it: to see what an accusation is about, or which words go with a name.

    Parameters: `node` is a term as `toolkit.concordance.concordance` takes it, or a frame of accusations: the node is
    then every sentence that holds one. `at_least` sentences must hold both. `leave_out` as in `word_rows`.

    A sentence counts once however often a word stands in it, and the window never reaches beyond the sentence. Hand
    over the sentences of a selection in which reprints count once, or a reprinted phrase looks like a habit.

    Returns, strongest first by `g2`, words drawn to the node only (`log_ratio` above 0): `word`, `n_both` sentences
    with both, `n_word`, `n_node`, `n_sentences`, `n_statements` in which they meet, `g2`, `log_ratio`, `log_dice`, `pmi`, `npmi`,
    `t`, `mi3` (sources in `toolkit.terms.association`). All are orders, not tests: sentences of a statement are not independent.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> collocates(sentences, accusations)[["word", "n_both"]].values.tolist()
    [['ardenia', 5], ['shelled', 3]]
    """
    rows = spoken(sentences)
    statement, names = pd.factorize(sentences["statement_id"])
    near = rows & _holds_node(sentences, node, statement, names)
    words = counted_words(sentences, leave_out).only(rows)
    word, row, _ = met(words.ids, words.row)
    both = near[row]
    n_both, n_word = (np.bincount(ids, minlength=len(words.names)) for ids in (word[both], word))
    together, _, _ = met(word[both], statement[row[both]])
    table = pd.DataFrame({"word": pd.array(words.names, dtype="str"), "n_both": n_both, "n_word": n_word})
    table["n_node"], table["n_sentences"] = int(near.sum()), int(rows.sum())
    table["n_statements"] = np.bincount(together, minlength=len(words.names))
    table = table[(n_word > 0) & ~_fits(words.names, node)]
    table = table[table["n_both"] >= at_least].reset_index(drop=True)
    cells = (
        table["n_both"],
        table["n_word"] - table["n_both"],
        table["n_node"],
        table["n_sentences"] - table["n_node"],
    )
    table["g2"] = g2(*cells)
    # Where every sentence is a node sentence there is nothing to compare with.
    table["log_ratio"] = log_ratio(*cells) if near.sum() < rows.sum() else 0.0
    table["log_dice"] = log_dice(table["n_both"], table["n_node"], table["n_word"])
    together = (table["n_both"], table["n_node"], table["n_word"], table["n_sentences"])
    for name, measure in (("pmi", pmi), ("npmi", npmi), ("t", t_score), ("mi3", mi3)):
        table[name] = measure(*together)
    drawn = table[table["log_ratio"] > 0]
    return drawn[COLUMNS].sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)


def _holds_node(sentences: pd.DataFrame, node, statement: np.ndarray, names) -> np.ndarray:
    """Which rows hold the node."""
    if isinstance(node, str):
        return holding(sentences["sentence"], node)
    # A sentence as one number: that of its statement and its place there.
    index, said = sentences["sentence_index"].to_numpy(), node["sentence_index"].to_numpy()
    span = int(max(index.max(initial=0), said.max(initial=0))) + 1
    said_in = pd.Index(names).get_indexer(pd.Index(node["statement_id"], dtype="str"))
    return np.isin(statement * span + index, (said_in * span + said)[said_in >= 0])


def _fits(words: list[str], node) -> np.ndarray:
    """Which words are those of the node itself."""
    patterns = [glob_pattern(part) for part in node.split()] if isinstance(node, str) else []
    return np.array([any(pattern.fullmatch(word) for pattern in patterns) for word in words], bool)
