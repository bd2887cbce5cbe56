"""The terms that accuse: how often, in how many statements, how evenly spread."""

from __future__ import annotations

import pandas as pd

from toolkit.expected import expects_frames
from toolkit.selection import what_counts
from toolkit.terms.dispersion import dispersion, juilland_d
from toolkit.terms.words import fold_all

COLUMNS = ["term", "entry", "n", "n_statements", "of_statements", "dp", "dp_norm", "juilland_d"]


@expects_frames
def accusing_terms(
    accusations: pd.DataFrame,
    statements: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    of: str = "cue",
    families: str = "once",
) -> pd.DataFrame:
    """The words that gave accusations away, with their counts and their dispersion over statements.

    When you would want it: to see in which words accusations are made, and to catch a term that owes its count to one
    angry text.

    Parameters: `of` is "cue" (the words as they stand, in lower case) or "entry" (the row of the lexicon, so that all
    forms of a word are counted together). What counts is as in `toolkit.frequency.rates`.

    Returns, most frequent first: `term`, `entry` (its most frequent lexicon row), `n` accusations, `n_statements`
    with it (document frequency), `of_statements`, `dp` and `dp_norm` (Gries 2008: near 0 where spread as evenly as
    the words, near 1 where crowded in few statements). A word that is rare must be near 1: it cannot stand in more
    statements than it has places, so compare the dispersion of words of like frequency. `juilland_d` is Juilland's D for unequal
    parts, the other way round (1 is even), for comparison with older work. Only terms of the coder's
    lexicon can appear: what it does not know, it does not find.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> accusing_terms(accusations, statements, sentences)[["term", "n", "n_statements"]].values.tolist()
    [['shelled', 2, 2], ['mined', 1, 1], ['responsibility', 1, 1]]
    """
    if of not in ("cue", "entry"):
        raise ValueError(f"Accusing terms are counted of 'cue' or of 'entry', not of {of!r}.")
    counted = what_counts(statements, sentences, accusations, families=families)
    sizes = counted.sentences.groupby("statement_id")["n_tokens"].sum()
    sizes = sizes[sizes > 0]
    known = counted.accusations.dropna(subset=[of])
    term = known[of].map(fold_all) if of == "cue" else known[of]
    known = known.assign(term=term.astype("str"))
    rows = [_term_row(name, rows, sizes, len(counted.statements)) for name, rows in known.groupby("term")]
    frame = pd.DataFrame(rows, columns=COLUMNS).astype(
        {"term": "str", "entry": "str", "n": "int64", "n_statements": "int64"}
    )
    return frame.sort_values(["n", "n_statements", "term"], ascending=[False, False, True], ignore_index=True)


def _term_row(name: str, rows: pd.DataFrame, sizes: pd.Series, of_statements: int) -> tuple:
    per_statement = rows["statement_id"].value_counts()
    entry = rows["entry"].value_counts().sort_index().idxmax()
    spread = dispersion(per_statement, sizes.reindex(per_statement.index), sizes.sum(), sizes.min())
    even = juilland_d(per_statement, sizes.reindex(per_statement.index), len(sizes))
    return name, entry, len(rows), len(per_statement), of_statements, *spread, even
