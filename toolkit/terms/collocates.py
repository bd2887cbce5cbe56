"""The company a word keeps: which words share its sentences more often than chance would have it."""

from __future__ import annotations

import pandas as pd

from toolkit.concordance import glob_pattern
from toolkit.expected import expects_frames
from toolkit.terms.association import g2, log_dice, log_ratio, mi3, npmi, pmi, t_score
from toolkit.terms.words import word_rows

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
    spoken = sentences[sentences["voice"] != "furniture"] if "voice" in sentences else sentences
    key = ["statement_id", "sentence_index"]
    near = _node_sentences(spoken, node)
    words = word_rows(spoken, leave_out=leave_out).drop_duplicates()
    if isinstance(node, str):
        pattern = [glob_pattern(part) for part in node.split()]
        words = words[~words["word"].map(lambda word: any(p.fullmatch(word) for p in pattern)).astype(bool)]
    words = words.assign(both=pd.MultiIndex.from_frame(words[key]).isin(near))
    table = words.groupby("word").agg(n_both=("both", "sum"), n_word=("both", "size")).reset_index()
    met = words[words["both"]].drop_duplicates(["statement_id", "word"])["word"].value_counts()
    table["n_node"], table["n_sentences"] = len(near), len(spoken)
    table["n_statements"] = table["word"].map(met).fillna(0).astype("int64")
    table = table[table["n_both"] >= at_least].reset_index(drop=True)
    cells = (
        table["n_both"],
        table["n_word"] - table["n_both"],
        table["n_node"],
        table["n_sentences"] - table["n_node"],
    )
    table["g2"] = g2(*cells)
    # Where every sentence is a node sentence there is nothing to compare with.
    table["log_ratio"] = log_ratio(*cells) if len(near) < len(spoken) else 0.0
    table["log_dice"] = log_dice(table["n_both"], table["n_node"], table["n_word"])
    together = (table["n_both"], table["n_node"], table["n_word"], table["n_sentences"])
    for name, measure in (("pmi", pmi), ("npmi", npmi), ("t", t_score), ("mi3", mi3)):
        table[name] = measure(*together)
    drawn = table[table["log_ratio"] > 0]
    return drawn[COLUMNS].sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)


def _node_sentences(sentences: pd.DataFrame, node) -> pd.MultiIndex:
    """The keys of the sentences that hold the node."""
    keys = pd.MultiIndex.from_frame(sentences[["statement_id", "sentence_index"]])
    if isinstance(node, str):
        pattern = glob_pattern(node)
        return keys[[bool(pattern.search(text)) for text in sentences["sentence"]]]
    said = pd.MultiIndex.from_frame(node[["statement_id", "sentence_index"]])
    return keys[keys.isin(said)]
