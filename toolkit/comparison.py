"""Two rates side by side: how far apart they are, and whether documents dealt out by lot would differ as much."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.estimates import caution
from toolkit.expected import expects_frames
from toolkit.frequency import PER
from toolkit.periods import period_start
from toolkit.permutation import p_values, shuffled
from toolkit.pooling import cluster_sizes, count_by
from toolkit.selection import known, what_counts

COLUMNS = [
    "first",
    "second",
    "n_first",
    "n_second",
    "documents_first",
    "documents_second",
    "rate_first",
    "rate_second",
    "difference",
    "low",
    "high",
    "ratio",
    "p",
    "draws",
    "caution",
]


@expects_frames
def compare_rates(
    accusations: pd.DataFrame,
    statements: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    first: str,
    second: str,
    by: str = "issuer",
    per: str = "statement",
    period: str = "month",
    families: str = "once",
    draws: int = 999,
    seed: int = 0,
) -> pd.DataFrame:
    """The difference between the pooled rates of two groups of statements, with an interval and a permutation test.

    When you would want it: before writing that one issuer accuses more than another, or more this month than last.

    Parameters: `by` is a column of the statements, or "period"; `first` and `second` are two of its values, for periods any day in
    each (YYYY-MM-DD). `per`, `period` and `families` as in `toolkit.frequency.rates`, whose rules of counting hold. To compare
    accusations of one kind, hand over those alone: the statements stay whole.

    Returns one row: the groups, `n_first`, `n_second` accusations, `documents_first`, `documents_second` (families of reprints, the
    unit of the test), the two rates, their `difference` (first minus second) with a 95 % interval (the two linearised errors added,
    Cochran 1977; degrees of freedom by Welch 1947), their `ratio`, `p` (share of `draws` in which documents dealt to the two groups
    by lot are as far apart in units of their standard error), `caution`.

    It misleads where the coder errs more for one group than for the other, and where the groups differ in what they write about.
    Raises `ValueError` for an unknown unit, `SelectionError` for an unknown column or group.

    >>> from toolkit.examples import ARDENIA, VELMAR, small_world
    >>> statements, sentences, accusations = small_world()
    >>> row = compare_rates(accusations, statements, sentences, first=VELMAR, second=ARDENIA, draws=99).iloc[0]
    >>> float(row["rate_first"]), float(row["rate_second"]), row["caution"]
    (1.0, 0.0, 'only 1 document: read the interval, not the number')
    """
    if per not in PER:
        raise ValueError(f"Rates are not counted per {per!r}; per is one of {', '.join(PER)}.")
    counted = what_counts(statements, sentences, accusations, families=families)
    group = _groups(counted.statements, by, period)
    labels = [_label(name, group, by, period) for name in (first, second)]
    if labels[0] == labels[1]:
        raise ValueError(f"Two groups are compared; {first!r} and {second!r} are one.")
    clusters = _clusters(counted, group, labels, per)
    one = clusters["group"].to_numpy() == labels[0]
    x, y = clusters["x"].to_numpy(float), clusters["y"].to_numpy(float)
    scale = PER[per][1]
    rates, error, freedom = _rates_and_error(one[None, :], x, y)
    difference = float(rates[0][0] - rates[1][0])
    half = _half_width(float(error[0]), float(freedom[0]))
    few = caution(int(min(one.sum(), (~one).sum())))
    row = {
        "first": first,
        "second": second,
        "n_first": int(y[one].sum()),
        "n_second": int(y[~one].sum()),
        "documents_first": int(one.sum()),
        "documents_second": int((~one).sum()),
        "rate_first": scale * rates[0][0],
        "rate_second": scale * rates[1][0],
        "difference": scale * difference,
        "low": scale * (difference - half),
        "high": scale * (difference + half),
        "ratio": rates[0][0] / rates[1][0] if rates[1][0] > 0 else np.nan,
        "p": _p_value(one, x, y, draws, seed) if draws else np.nan,
        "draws": draws,
        "caution": few,
    }
    return pd.DataFrame([row], columns=COLUMNS).astype({"first": "str", "second": "str", "caution": "str"})


@expects_frames
def compare_largest(
    accusations, statements, sentences, *, by: str = "side", families: str = "once", **options
) -> pd.DataFrame:
    """`compare_rates` of the two groups with the most statements, in order of name; an empty frame where there is but one.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> compare_largest(accusations, statements, sentences, by="issuer", draws=0)["second"].tolist()
    ['Ministry of Defence of Velmar']
    """
    sizes = what_counts(statements, sentences, accusations, families=families).statements[by].value_counts()
    largest = sorted(sizes.sort_index().sort_values(ascending=False, kind="stable").index[:2])
    if len(largest) < 2:
        return pd.DataFrame(columns=COLUMNS)
    frames = (accusations, statements, sentences)
    return compare_rates(*frames, by=by, first=largest[0], second=largest[1], families=families, **options)


def _groups(statements: pd.DataFrame, by: str, period: str) -> pd.Series:
    if by == "period":
        return period_start(statements["date"], period)
    known(by, statements.columns, "column")
    return statements[by]


def _label(name: str, group: pd.Series, by: str, period: str):
    if by != "period":
        known(name, list(group.dropna().unique()), by)
        return name
    try:
        day = pd.Timestamp(name)
    except ValueError:
        raise ValueError(f"{name!r} is no day; give any day of the {period} as YYYY-MM-DD.") from None
    start = period_start(pd.Series([day]), period)[0]
    if start not in set(group.dropna()):
        raise ValueError(f"No statement is dated in the {period} of {name}.")
    return start


def _clusters(counted, group: pd.Series, labels: list, per: str) -> pd.DataFrame:
    """One row per document of the two groups: its size `x`, its accusations `y`, and its group."""
    inside = group.isin(labels)
    statements = counted.statements[inside].assign(group=group[inside])
    sizes = cluster_sizes(statements, counted.sentences, ["group"], sentence_level=[])
    where = statements.set_index("statement_id")[["group", "family_id"]]
    said = counted.accusations[counted.accusations["statement_id"].isin(where.index)]
    hits = count_by(where.loc[said["statement_id"]].assign(one=1), ["group", "family_id"], y=("one", "sum"))
    merged = sizes.merge(hits, on=["group", "family_id"], how="left").fillna({"y": 0})
    merged = merged.rename(columns={PER[per][0]: "x"})
    return merged[merged["x"] > 0].sort_values(["group", "family_id"], ignore_index=True)


def _rates_and_error(one: np.ndarray, x: np.ndarray, y: np.ndarray):
    """For each deal (row of `one`): the two rates, the standard error of their difference, and its degrees of freedom."""
    rates, variances, sizes = [], [], []
    for side in (one, ~one):
        side = side.astype(float)
        n, sx, sy = side.sum(axis=1), side @ x, side @ y
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = sy / sx
            squares = np.maximum(side @ (y * y) - 2 * rate * (side @ (x * y)) + rate**2 * (side @ (x * x)), 0)
            variances.append(n / (n - 1) * squares / sx**2)
        rates.append(rate)
        sizes.append(n)
    with np.errstate(divide="ignore", invalid="ignore"):
        total = variances[0] + variances[1]
        freedom = total**2 / sum(v**2 / (n - 1) for v, n in zip(variances, sizes, strict=True))
    return rates, np.sqrt(total), freedom


def _half_width(error: float, freedom: float) -> float:
    if not np.isfinite(error) or not np.isfinite(freedom) or error == 0:
        return float("nan")
    from scipy.special import stdtrit  # behind scipy.stats.t.ppf, which takes half a second to import

    return float(stdtrit(freedom, 0.975)) * error


def _p_value(one: np.ndarray, x: np.ndarray, y: np.ndarray, draws: int, seed: int) -> float:
    """The difference over its own error, against deals by lot: valid though one group varies more (Janssen 1997)."""
    deals = np.vstack([one, shuffled(one, draws, seed)])
    rates, error, _ = _rates_and_error(deals, x, y)
    with np.errstate(divide="ignore", invalid="ignore"):
        far = np.abs(rates[0] - rates[1]) / error
    if not np.isfinite(
        far
    ).all():  # a group without a spread has no unit to measure in: the difference alone is compared
        far = np.abs(rates[0] - rates[1])
    return float(p_values(far[:1], far[1:, None])[0])
