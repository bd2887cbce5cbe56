"""Corpora with a known truth, to see what a method makes of them: dealt in two by lot, with one clump, with the sides exchanged."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

#: Names of the two invented states, of what belongs to them, and of their capitals; each is exchanged for the other of its pair.
PAIRS = (("Velmar", "Ardenia"), ("Velmari", "Ardenian"), ("Velmaris", "Ardenians"), ("Sarnhold", "Belcastra"))
OTHER = {a: b for pair in PAIRS for a, b in (pair, pair[::-1])}
OTHER |= {a.upper(): b.upper() for a, b in OTHER.items()}
_NAMES = re.compile(r"\b(?:" + "|".join(sorted(OTHER, key=len, reverse=True)) + r")\b")


def deal_in_two(statements: pd.DataFrame, *, seed: int = 1) -> pd.DataFrame:
    """Deal statements by lot to two heaps, "heap one" and "heap two", in a new column `heap`; a statement and its reprints together.

    When you would want it: to see what a test makes of two groups between which there is no difference but chance.

    >>> from toolkit.examples import small_world
    >>> sorted(deal_in_two(small_world()[0])["heap"].unique())
    ['heap one', 'heap two']
    """
    families = np.sort(statements["family_id"].unique())
    order = np.random.default_rng(seed).permutation(len(families))
    heap = {
        name: "heap one" if place < len(families) / 2 else "heap two"
        for name, place in zip(families, order, strict=True)
    }
    return statements.assign(heap=statements["family_id"].map(heap).astype("str"))


def clumped_world() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Twenty statements, ten of each side, all in the same plain words, but for one that speaks of firewood again and again.

    When you would want it: to see what a measure of words makes of one text that repeats itself. Returns statements and sentences.

    >>> statements, sentences = clumped_world()
    >>> statements["issuer"].value_counts().tolist(), sentences["sentence"].str.contains("firewood").sum()
    ([10, 10], np.int64(1))
    """
    from toolkit.examples import ARDENIA, VELMAR, make_sentences, make_statements

    plain = "The road to the bridge is open again and the bus will run in the morning."
    clump = "Firewood is short, firewood is dear, who has firewood keeps firewood, and who has no firewood burns what is not firewood."
    statements = make_statements(*[{"issuer": VELMAR}] * 10, *[{"issuer": ARDENIA}] * 10)
    rows = [
        {"statement_id": name, "sentence": clump if n == 0 else plain}
        for n, name in enumerate(statements["statement_id"])
    ]
    return statements, make_sentences(*rows)


def exchange_sides(frame: pd.DataFrame) -> pd.DataFrame:
    """The same frame with the two invented states exchanged in all its texts: Velmar becomes Ardenia, Sarnhold Belcastra, and back.

    When you would want it: to see that a rule treats both sides alike. Doing it twice gives the frame back.

    >>> exchange_sides(pd.DataFrame({"sentence": ["Velmari guns fired at Ardenia."], "n": [1]}))["sentence"].tolist()
    ['Ardenian guns fired at Velmar.']
    """
    texts = [name for name in frame.columns if pd.api.types.is_string_dtype(frame[name].dtype)]
    return frame.assign(
        **{name: frame[name].map(exchanged, na_action="ignore").astype(frame[name].dtype) for name in texts}
    )


def exchanged(text: str) -> str:
    """One text with the two sides exchanged.

    >>> exchanged("SARNHOLD: Ardenia fired, says Velmar.")
    'BELCASTRA: Velmar fired, says Ardenia.'
    """
    return _NAMES.sub(lambda match: OTHER[match.group()], text)
