"""The toolkit against the people who coded the sample: precision, recall and F1 for the corpus it was drawn from.

What was found is taken from the processed data, so that the whole statement was before the rules, as in every report.
"""

from __future__ import annotations

import pandas as pd

from toolkit.accuracy import compare, measure
from toolkit.estimates import caution
from toolkit.validation.sampling import PERIODS, SampleError

#: The coder whose codes are the reference where there is one of this name: what the coders settled together.
SETTLED = "settled"


def reference(codes: dict[str, pd.DataFrame], truth: str = "") -> tuple[str, pd.DataFrame]:
    """Whose codes the toolkit is measured against: the coder named, or `settled`, or the only one there is.

    Raises `SampleError` where there are several and none is settled: to take one of them silently would choose the result.
    """
    if not codes:
        raise SampleError("No sentence of the sample is coded yet.")
    if truth and truth not in codes:
        raise SampleError(f"There are no codes of {truth!r}; there are those of {', '.join(sorted(codes))}.")
    name = truth or (SETTLED if SETTLED in codes else next(iter(codes)) if len(codes) == 1 else "")
    if not name:
        raise SampleError(
            f"There are codes of {', '.join(sorted(codes))}, and none that they settled: write coding-{SETTLED}.xlsx "
            "(`toolkit score --settle`), or say whose codes to measure against."
        )
    return name, codes[name]


def code_sample(sample: pd.DataFrame, codes: pd.DataFrame, accusations: pd.DataFrame) -> pd.DataFrame:
    """Lay what the toolkit found beside what a person coded: one row a coded unit.

    Takes a drawn sample, the codes of one coder and the accusations of the processed data. Returns the sample's columns, the codes, and
    `found`, `found_denial`, `accused_right`, `type_right` (see `toolkit.accuracy.code_gold`), `weight` (the inverse of the probability
    of being drawn), and `year`, `quarter`, `month`, missing where the statement has no date.
    """
    gold = sample.merge(codes, on="unit", how="inner", validate="one_to_one")
    place = ["statement_id", "sentence_index"]
    found = {key: part for key, part in accusations.groupby(place)}
    rows = [compare(g, found.get((g["statement_id"], g["sentence_index"]))) for g in gold.to_dict("records")]
    gold = gold.assign(**pd.DataFrame(rows, index=gold.index), weight=1 / gold["probability"].astype(float))
    dates = pd.to_datetime(gold["date"])
    for name, letter in PERIODS.items():
        gold[name] = dates.dt.to_period(letter).astype("str").where(dates.notna())
    return gold


def score(coded: pd.DataFrame, *, by: str = "") -> pd.DataFrame:
    """Precision, recall and F1 of the toolkit on the corpus the sample was drawn from, with 95 % intervals over documents.

    Takes `code_sample`. Each sentence weighs as many as it stands for, so a stratified sample gives the figures of the corpus; the
    interval resamples whole documents. `by` is a column of the sample (issuer, publisher, stratum, year, quarter, month, type, form):
    the same for each of its values. By type or form only recall can be told, since what was wrongly found has none.

    Returns `metric, value, low, high, n`, with `by` first where it is given, and `caution` where it rests on under 30 documents.
    Raises `SampleError` for a column that is not there.

    >>> import pandas as pd
    >>> coded = pd.DataFrame({"document": ["a", "b", "c"], "accusation": [1, 1, 0], "found": [True, False, True], "denial": 0,
    ...     "found_denial": False, "accused_right": [1.0, None, None], "type_right": [1.0, None, None], "weight": [1.0, 3.0, 1.0]})
    >>> score(coded).set_index("metric")["value"][["precision", "recall"]].tolist()
    [0.5, 0.25]
    """
    if not by:
        return _with_caution(measure(coded), coded)
    if by not in coded.columns:
        raise SampleError(f"The coded sample has no column {by!r} to tell figures by.")
    parts = []
    for value, part in coded.groupby(coded[by].astype("str").replace("", pd.NA).fillna("not known"), sort=True):
        figures = _with_caution(measure(part), part)
        if by in ("type", "form"):
            figures = figures[~figures["metric"].isin(["precision", "F1", "denial F1"])]
            if value == "not known":
                continue
        parts.append(figures.assign(**{by: value}))
    columns = [by, "metric", "value", "low", "high", "n", "caution"]
    return pd.concat(parts)[columns].reset_index(drop=True) if parts else pd.DataFrame(columns=columns)


def _with_caution(figures: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    return figures.assign(caution=caution(coded["document"].nunique()))
