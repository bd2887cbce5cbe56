"""Rates corrected for the coder's errors, from a sample of the corpus that people coded.

A rate of *found* accusations is off by what the coder misses and by what it finds wrongly. A coded sample with known chances tells by
how much: for each sentence that was coded, what was found is replaced by what was found plus the error, weighed by how many sentences
it stands for. Means of such values have no bias, however bad the coder is; they only vary more.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.estimates import caution, ratio_interval
from toolkit.expected import expects_frames
from toolkit.periods import period_start
from toolkit.pooling import count_by
from toolkit.selection import known, what_counts

#: Below these a correction would rest on a handful of sentences, and nothing is given.
FEWEST_CODED = 50
FEWEST_IN_GROUP = 30
FEWEST_ACCUSING = 5


@expects_frames
def corrected_rates(
    coded: pd.DataFrame,
    accusations: pd.DataFrame,
    statements: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    by=(),
    period: str = "month",
    families: str = "once",
) -> pd.DataFrame:
    """Accusing sentences per 100 sentences, as found and as corrected by the coded sample, each with its 95 % interval.

    When you would want it: whenever a sample of the corpus was coded (`toolkit sample`, `toolkit score`): the raw rate alone says how
    often the coder finds, not how often is accused.

    Parameters: `coded` is the frame of coded sentences with `statement_id`, `sentence_index`, `accusation` (1 or 0) and `probability`
    (the chance with which it was drawn), as `toolkit.validate(...).coded`. `by` names columns of the statements, or "period". The unit
    is the sentence: one with two accusations counts once.

    For a simple sample this is prediction-powered inference (Angelopoulos and others 2023), for one drawn with unequal chances
    design-based supervised learning (Egami and others 2023): both take each coded sentence's value as found + (coded - found) divided
    by its probability. The interval is that of a ratio over documents (`toolkit.estimates.ratio_interval`), so it holds both the
    choice of sentences to code and the spread between documents.

    Returns one row per group: the columns of `by`, `n_sentences`, `n_found`, `rate`, `low`, `high` (as found), `n_coded`,
    `corrected`, `corrected_low`, `corrected_high`, `caution`. Corrected values are missing, with the reason in `caution`, where
    fewer than 50 sentences were coded in all, fewer than 30 in the group, or fewer than 5 of them accuse.

    It misleads where the sample was not drawn by chance from this very corpus.
    Raises `ValueError` for a sentence coded twice, a probability outside 0 to 1, or coded sentences that are not in the corpus.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> coded = pd.DataFrame({"statement_id": ["s0"], "sentence_index": [0], "accusation": [1], "probability": [0.2]})
    >>> corrected_rates(coded, accusations, statements, sentences)["caution"].tolist()
    ['only 1 sentence coded: a correction needs 50']
    """
    counted = what_counts(statements, sentences, accusations, families=families)
    place = counted.statements.assign(period=period_start(counted.statements["date"], period))
    for name in by:
        known(name, place.columns, "column")
    frame = _values(coded, counted)
    frame = frame.merge(place[["statement_id", "family_id", *by]], on="statement_id")
    sums = _per_group(frame, list(by))
    rate, low, high = ratio_interval(sums["n"], sums["x"], sums["y"], sums["xx"], sums["xy"], sums["yy"])
    fixed = ratio_interval(sums["n"], sums["x"], sums["c"], sums["xx"], sums["xc"], sums["cc"])
    table = sums[[*by]].assign(
        n_sentences=sums["x"].astype("int64"),
        n_found=sums["y"].astype("int64"),
        rate=100 * rate,
        low=100 * low,
        high=np.minimum(100 * high, 100),  # a share of sentences, whatever the interval of a rate says
    )
    table["n_coded"] = sums["coded"].astype("int64")
    why = [_reason(len(coded), *row) for row in zip(sums["coded"], sums["accusing"], sums["n"], strict=True)]
    enough = (sums["coded"] >= FEWEST_IN_GROUP) & (sums["accusing"] >= FEWEST_ACCUSING) & (len(coded) >= FEWEST_CODED)
    for name, values in zip(("corrected", "corrected_low", "corrected_high"), fixed, strict=True):
        table[name] = np.where(enough, np.clip(100 * values, 0, 100), np.nan)
    table["caution"] = pd.Series(why, index=table.index, dtype="str")
    return table.sort_values(list(by), ignore_index=True) if len(by) else table


@expects_frames(meet=False)
def corrected_where_possible(coded: pd.DataFrame, accusations, statements, sentences, **options) -> pd.DataFrame:
    """`corrected_rates`, with the reason in `caution` and no correction where the sample does not fit the corpus.

    When you would want it: in a report, which should not fail because the corpus was processed anew since the sample was drawn.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> coded = pd.DataFrame({"statement_id": ["gone"], "sentence_index": [0], "accusation": [1], "probability": [0.2]})
    >>> corrected_where_possible(coded, accusations, statements, sentences)["caution"].tolist()
    ['1 coded sentences do not stand in the corpus; was it processed anew since the sample was drawn?']
    """
    frames = (accusations, statements, sentences)
    try:
        return corrected_rates(coded, *frames, **options)
    except ValueError as error:
        none = pd.DataFrame(columns=["statement_id", "sentence_index", "accusation", "probability"])
        return corrected_rates(none, *frames, **options).assign(caution=str(error))


def _values(coded: pd.DataFrame, counted) -> pd.DataFrame:
    """One row per sentence that counts: `found` (1 or 0), `value` (corrected), whether coded, and as what."""
    place = ["statement_id", "sentence_index"]
    if coded.duplicated(place).any():
        raise ValueError(
            "A sentence stands twice among the coded ones; hand over the codes of one coder, or what was settled."
        )
    chance = coded["probability"].astype(float)
    if not ((chance > 0) & (chance <= 1)).all():
        raise ValueError("The probability with which a sentence was drawn lies above 0 and is at most 1.")
    accusing = counted.accusations[place].drop_duplicates().assign(found=1.0)
    frame = counted.sentences[place].merge(accusing, on=place, how="left").fillna({"found": 0.0})
    given = coded[place].assign(coded_as=coded["accusation"].astype(float), weight=1 / chance)
    frame = frame.merge(given, on=place, how="left")
    missing = len(coded) - int(frame["coded_as"].notna().sum())
    if missing:
        raise ValueError(
            f"{missing} coded sentences do not stand in the corpus; was it processed anew since the sample was drawn?"
        )
    error = (frame["coded_as"] - frame["found"]) * frame["weight"]
    return frame.assign(value=frame["found"] + error.fillna(0.0))


def _per_group(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The sums over documents that the ratio estimator needs, for what was found (y) and what is corrected (c)."""
    frame = frame.assign(is_coded=frame["coded_as"].notna())
    clusters = count_by(
        frame,
        [*by, "family_id"],
        x=("found", "size"),
        y=("found", "sum"),
        c=("value", "sum"),
        coded=("is_coded", "sum"),
        accusing=("coded_as", "sum"),
    )
    for name, one, other in (("xx", "x", "x"), ("xy", "x", "y"), ("yy", "y", "y"), ("xc", "x", "c"), ("cc", "c", "c")):
        clusters[name] = clusters[one].astype(float) * clusters[other]
    totals = {name: (name, "sum") for name in ("x", "y", "c", "xx", "xy", "yy", "xc", "cc", "coded", "accusing")}
    return count_by(clusters, by, n=("family_id", "size"), **totals)


def _reason(n_all: int, n_coded: float, n_accusing: float, n_documents: int) -> str:
    if n_all < FEWEST_CODED:
        return f"only {n_all} sentence{'s' if n_all != 1 else ''} coded: a correction needs {FEWEST_CODED}"
    if n_coded < FEWEST_IN_GROUP:
        return f"only {int(n_coded)} coded here: a correction needs {FEWEST_IN_GROUP}"
    if n_accusing < FEWEST_ACCUSING:
        return f"only {int(n_accusing)} coded as accusing: a correction needs {FEWEST_ACCUSING}"
    return caution(int(n_documents))
