"""Codes given by people: ten sentences to code oneself, what a second person made of them, and the coded sentences of the project."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from toolkit.teaching.corpus import sample_corpus
from toolkit.teaching.kinds import is_blank, read_codes

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "sentences.jsonl"

#: How ten sentences of the sample corpus begin. Half are plain and half are not; both sides speak in as many of them.
BEGINNINGS = (
    "Our unit returned fire and the attackers withdrew",
    "“Having organised this sortie, Sarnhold is now telling",
    "No offensive operation is being prepared by Ardenia.",
    "After a telephone call from Sarnhold at a quarter to midnight",
    "We do not fire at spades.",
    "Whoever shoots at observers does not want to be observed.",
    "It called on Belcastra to abandon the language of threats.",
    "A spokesman for the Commission declined to say which side",
    "Revenge for a crime that we did not commit is being taken",
    "“The fields have already been given to a firm that belongs",
)
_EMPTY = {"form": "", "type": "", "accused": "", "accuser": "", "sure": 1}


def ten_sentences() -> pd.DataFrame:
    """Ten sentences of the sample corpus to code by hand: `unit` (their number), `issuer`, `before` (the sentence before) and `sentence`.

    >>> list(ten_sentences().columns), len(ten_sentences())
    (['unit', 'issuer', 'before', 'sentence'], 10)
    """
    statements, sentences = sample_corpus()[:2]
    before = sentences.groupby("statement_id")["sentence"].shift().fillna("")
    issuer = sentences["statement_id"].map(statements.set_index("statement_id")["issuer"]).fillna("an agency")
    told = sentences[["sentence"]].assign(before=before, issuer=issuer)
    rows = [told[told["sentence"].str.startswith(begin)].iloc[0] for begin in BEGINNINGS]
    return (
        pd.DataFrame(rows)
        .assign(unit=range(1, len(rows) + 1))
        .reset_index(drop=True)[["unit", "issuer", "before", "sentence"]]
    )


def coded_sentences() -> pd.DataFrame:
    """The sentences of the sample corpus that were coded by hand for the project (`tests/gold/`), with what the toolkit finds in each.

    A row is a sentence: `issuer`, `prev` (the one before), `text`, the codes (`accusation`, `form`, `type`, `denial`, `sure` ...), and
    beside them `found`, as `toolkit.accuracy.code_gold` gives it. One person coded them.

    >>> {"text", "accusation", "found"} <= set(coded_sentences().columns)
    True
    """
    from toolkit.accuracy import code_gold

    return code_gold(_gold())


def _gold() -> pd.DataFrame:
    from toolkit.accuracy import read_gold

    if not GOLD.is_file():
        raise FileNotFoundError(
            f"The lessons need the coded sentences in {GOLD}: get the whole project, not the package alone."
        )
    return read_gold(GOLD)


def second_coder() -> pd.DataFrame:
    """What the person who coded the sample corpus made of the ten sentences, in the columns that `toolkit.agreement` takes.

    >>> sorted(second_coder()["accusation"].unique().tolist())
    [0, 1]
    """
    given = _gold()
    codes = [given[given["text"].str.startswith(begin)].iloc[0] for begin in BEGINNINGS]
    return (
        pd.DataFrame(codes)[["accusation", "denial", "sure"]]
        .assign(**_EMPTY | {"unit": range(1, len(codes) + 1), "sure": [c["sure"] for c in codes]})
        .reset_index(drop=True)
    )


def by_hand(accusation: object, denial: object = None) -> pd.DataFrame:
    """Your codes as the frame that `toolkit.agreement` takes: a 1 or 0 for each of the ten sentences, in their order.

    As long as a code is open (three dots), the codes of somebody who says 1 to every sentence stand there, so that a lesson runs on.
    `denial` is as long; without it no sentence is coded as a denial.

    >>> by_hand([1, 0])["accusation"].tolist(), by_hand([1, ...])["accusation"].tolist()
    ([1, 0], [1, 1])
    """
    codes = (
        [1] * len(accusation if hasattr(accusation, "__len__") else BEGINNINGS)
        if is_blank(accusation)
        else read_codes(accusation)
    )
    denials = [0] * len(codes) if is_blank(denial) else read_codes(denial)
    return pd.DataFrame({"unit": range(1, len(codes) + 1), "accusation": codes, "denial": denials} | _EMPTY)


def code_by(sample: pd.DataFrame, accusations: pd.DataFrame) -> pd.DataFrame:
    """A drawn sample as if somebody had coded it who finds exactly these accusations: a column `accusation`, 1 or 0.

    When you would want it: to play a case in which the truth is known, because you say what it is.

    >>> sample = pd.DataFrame({"statement_id": ["a", "a"], "sentence_index": [0, 1]})
    >>> code_by(sample, sample.head(1))["accusation"].tolist()
    [1, 0]
    """
    place = ["statement_id", "sentence_index"]
    said = pd.MultiIndex.from_frame(accusations[place])
    return sample.assign(accusation=pd.MultiIndex.from_frame(sample[place]).isin(said).astype("int64"))
