"""Charge and countercharge: mirrored accusations, denials that answer, and whose accusing goes before whose.

The day is that of publication. Which of two statements of one day came first is not known, and nothing here pretends
that it is.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.echo.answers import ANSWER_COLUMNS, CURVE_COLUMNS, TIME_COLUMNS, answer_curve, answer_times, answers
from toolkit.echo.charges import at_least_0, with_undated
from toolkit.echo.mirrors import MIRROR_COLUMNS, mirrors
from toolkit.expected import expects_frames
from toolkit.periods import every_period, period_start
from toolkit.permutation import p_values
from toolkit.selection import Selection, known, sides, what_counts
from toolkit.verb_modules import callable_as_verb

__all__ = [
    "ANSWER_COLUMNS",
    "CURVE_COLUMNS",
    "ECHO_COLUMNS",
    "MIRROR_COLUMNS",
    "TIME_COLUMNS",
    "answer_curve",
    "answer_times",
    "answers",
    "echo",
    "echo_of_largest",
    "mirrors",
]

ECHO_COLUMNS = ["first", "second", "lag", "n", "r", "low", "high", "p", "caution"]

#: Below so many periods that both sides published in, a correlation over time says little.
FEW_PERIODS = 20

#: A correlation of two points is always 1 or -1.
FEWEST_PAIRS = 3


@expects_frames
def echo(
    accusations: pd.DataFrame,
    statements: pd.DataFrame,
    sentences: pd.DataFrame,
    first: str,
    second: str,
    *,
    period: str = "week",
    lags: int = 4,
    draws: int = 999,
    seed: int = 0,
) -> pd.DataFrame:
    """Does accusing by one side go before accusing by the other? The correlation of their rates at each lag.

    When you would want it: to see whether two sides accuse each other in waves, and which wave comes first.

    Parameters: `first` and `second` are sides (states) or issuers of theirs. A side's rate in a calendar `period` is
    all its accusations in its own statements over all these statements. To ask about accusations of one kind or of each
    other alone, hand over those; the statements stay whole. At lag k the first side's rate is laid beside the second's
    k periods later: a high `r` at a positive lag says that the first goes before. A period in which one of the two
    published nothing is missing, not 0.

    Returns one row per lag from -`lags` to `lags`: `first`, `second`, `lag`, `n` (periods in which both rates are
    known), `r` (Pearson's correlation over these), `low`, `high` (the middle 95 % of `r` without an echo), `p`
    (two-sided, against `draws`; Phipson and Smyth 2010), `caution` under 20 common periods. Without an echo means: the
    second series, its gaps with it, moved round in a circle by lot, which keeps the way it clumps (circular shifts).
    `r` is missing with fewer than 3 common periods or where a rate never changes. `attrs["undated"]` counts the undated
    statements of the two sides, which are left out.

    It misleads where both sides follow something else, fighting above all: to go before is not to bring about. Rates
    that rise or drift through the whole corpus seem to echo whatever they are ("nonsense correlations"; no shift in a
    circle guards against that, Harris 2020): then take a shorter stretch. A circle of T periods has no more than T - 1
    shifts, so with few periods `p` stays coarse. `2 * lags + 1` lags are as many tests.

    Raises `ValueError` for one side given twice, a negative number or an unknown period, `SelectionError` for a side
    that did not publish.

    >>> from toolkit.examples import ARDENIA, small_world
    >>> table = echo(*(small_world()[i] for i in (2, 0, 1)), "Velmar", "Ardenia", period="month", lags=1, draws=9)
    >>> table[["lag", "n", "caution"]].values.tolist()[1]
    [0, 1, 'only 1 common period: read it as an example']
    """
    at_least_0(lags, "lags")
    at_least_0(draws, "draws")
    counted = what_counts(statements, sentences, accusations)
    speaker = sides(counted.statements["issuer"])
    one, two = (_side(name, speaker) for name in (first, second))
    if one == two:
        raise ValueError(f"Two sides are compared; {first!r} and {second!r} are one.")
    a, b = _rates(counted, speaker, one, two, period)
    drawn = _shifted(b, draws, seed)
    rows = []
    for lag in range(-lags, lags + 1):
        n, r = _lagged(a, b[None, :], lag)
        _, null = _lagged(a, drawn, lag)
        null = null[np.isfinite(null)]
        told = np.isfinite(r[0]) and len(null) > 0
        low, high = np.quantile(null, [0.025, 0.975]) if told else (np.nan, np.nan)
        p = float(p_values(np.abs(r), np.abs(null)[:, None])[0]) if told else np.nan
        rows.append((one, two, lag, int(n[0]), r[0], low, high, p, _few_periods(int(n[0]))))
    table = pd.DataFrame(rows, columns=ECHO_COLUMNS)
    table = table.astype(dict.fromkeys(["first", "second", "caution"], "str") | {"lag": "int64", "n": "int64"})
    return with_undated(table, counted.statements[speaker.isin([one, two])])


@expects_frames
def echo_of_largest(accusations, statements, sentences, *, families: str = "once", **options) -> pd.DataFrame:
    """`echo` of the two sides with the most statements, in order of name; an empty frame where there is but one.

    >>> from toolkit.examples import small_world
    >>> statements, sentences, accusations = small_world()
    >>> echo_of_largest(accusations, statements, sentences, period="month", lags=0, draws=9)[["first", "second"]].values.tolist()
    [['Ardenia', 'Velmar']]
    """
    counted = what_counts(statements, sentences, accusations, families=families)
    sizes = sides(counted.statements["issuer"]).dropna().value_counts()
    largest = sorted(sizes.sort_index().sort_values(ascending=False, kind="stable").index[:2])
    if len(largest) < 2:
        return pd.DataFrame(columns=ECHO_COLUMNS)
    return echo(counted.accusations, counted.statements, counted.sentences, *largest, **options)


def _side(name: str, speaker: pd.Series) -> str:
    """The side meant by its own name or that of an issuer."""
    present = set(speaker.dropna())
    meant = name if name in present else sides(pd.Series([name], dtype="str"))[0]
    return meant if meant in present else known(name, present, "side")


def _rates(counted: Selection, speaker: pd.Series, one: str, two: str, period: str) -> list[np.ndarray]:
    """The two sides' accusations per own statement in every period of theirs; missing without a statement."""
    own = counted.statements[["statement_id", "date"]].assign(side=speaker)
    own = own[own["side"].isin([one, two]) & own["date"].notna()]
    own = own.assign(period=period_start(own["date"], period))
    said = counted.accusations.assign(accuser=sides(counted.accusations["accuser"])).merge(own, on="statement_id")
    said = said[(said["accuser"] == said["side"]).fillna(False).astype(bool)]
    grid = every_period(own["date"], period)
    series = []
    for side in (one, two):
        published = own.loc[own["side"] == side, "period"].value_counts().reindex(grid).to_numpy(float)
        accusing = said.loc[said["side"] == side, "period"].value_counts().reindex(grid, fill_value=0).to_numpy(float)
        series.append(accusing / published)  # a period without a statement is missing in `published`, so here
    return series


def _shifted(series: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """`draws` copies of a series, each moved round in a circle by a number of periods drawn by lot."""
    if len(series) < 2:
        return np.empty((0, len(series)))
    moves = np.random.default_rng(seed).integers(1, len(series), size=draws)
    return series[(np.arange(len(series))[None, :] - moves[:, None]) % len(series)]


def _lagged(a: np.ndarray, b: np.ndarray, lag: int) -> tuple[np.ndarray, np.ndarray]:
    """For each row of `b`: in how many periods `a` and, `lag` periods later, `b` are known, and their correlation."""
    size = max(len(a) - abs(lag), 0)
    x = a[max(-lag, 0) :][:size][None, :]
    y = b[:, max(lag, 0) :][:, :size]
    both = np.isfinite(x) & np.isfinite(y)
    n = both.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        dx = np.where(both, x, 0.0)
        dy = np.where(both, y, 0.0)
        dx = np.where(both, dx - (dx.sum(axis=1) / n)[:, None], 0.0)
        dy = np.where(both, dy - (dy.sum(axis=1) / n)[:, None], 0.0)
        xx, yy = (dx * dx).sum(axis=1), (dy * dy).sum(axis=1)
        r = (dx * dy).sum(axis=1) / np.sqrt(xx * yy)
    # A rate that never changes leaves rounding behind and no correlation.
    changes = (xx > 1e-18) & (yy > 1e-18) & (n >= FEWEST_PAIRS)
    return n, np.where(changes, np.clip(r, -1, 1), np.nan)


def _few_periods(n: int) -> str:
    if n >= FEW_PERIODS:
        return ""
    if n == 0:
        return "no common period: nothing can be said"
    return f"only {n} common period{'s' if n > 1 else ''}: read it as an example"


callable_as_verb(__name__)
