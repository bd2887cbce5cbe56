"""Outbursts: stretches in which accusations came at a multiple of their usual rate, and then no longer did."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.changes import series
from toolkit.expected import expects_frames
from toolkit.frequency import PER
from toolkit.verb_modules import callable_as_verb

COLUMNS = ("start", "end", "weight", "n_accusations", "rate_in", "rate_out")


@expects_frames
def bursts(table: pd.DataFrame, *, per: str = "statement", s: float = 2.0, gamma: float = 1.0) -> pd.DataFrame:
    """Stretches of periods in which the rate of accusations was about `s` times the usual one.

    When you would want it: to find the weeks of a campaign that came and went, and which of them weighed most. For a
    change that lasted use `toolkit.changes.change_points`.

    Parameters: `table` is `toolkit.timeline.timeline` for one group. `per` as in `toolkit.frequency.rates`. `s` is how
    many times the pooled rate of the whole series a burst runs at; `gamma` is what entering one costs: the larger, the
    fewer and the clearer the bursts.

    How: the two-state automaton for arrivals in batches of Kleinberg (2003, section 4), with the cheapest sequence of
    states by dynamic programming. Entering a burst costs `gamma` times the log of the number of periods, leaving it
    nothing; the series starts outside. Kleinberg takes the relevant documents out of all documents of a batch as
    binomial. A statement or a sentence can hold several accusations, which no binomial allows, so counts per statement
    and per 100 sentences are taken as Poisson, with the statements or sentences as exposure. Per 1000 words the
    binomial stands, but where it has no value (a burst would be of more accusations than words).

    Returns one row per burst: `start` and `end` (its first and last period), `weight` (by how much the burst is
    cheaper than none: read it as a rank), `n_accusations`, `rate_in` (pooled, in this burst), `rate_out` (pooled, over
    all periods in no burst). Periods in which nothing was published are left out: a burst can span them.

    Raises `ValueError` for an unknown unit, more than one group, `s` not above 1 or `gamma` below 0.

    It misleads where accusations are overdispersed: with Poisson costs a single prolix statement is a burst. There is
    no p: a series of pure chance has bursts too. After a lasting change all that follows may be one burst.

    >>> months = pd.date_range("2023-01-01", periods=8, freq="MS")
    >>> table = pd.DataFrame({"period": months, "n_accusations": [2, 1, 2, 12, 14, 1, 2, 2], "n_statements": 10})
    >>> found = bursts(table)
    >>> found[["n_accusations", "rate_in"]].values.tolist(), found["start"].dt.month.tolist()
    ([[26.0, 1.3]], [4])
    """
    if s <= 1 or gamma < 0:
        raise ValueError("s must be above 1 (a burst is more than usual) and gamma at least 0.")
    periods, counts, exposures = series(table, per)
    inside = np.zeros(len(counts), dtype=bool)
    saved = np.zeros(len(counts))
    if counts.sum() > 0:
        saved = _saved(counts, exposures, s, binomial=per == "1000 words")
        inside = _cheapest(saved, gamma * np.log(len(counts)))
    scale = PER[per][1]
    outside = exposures[~inside].sum()
    rate_out = scale * counts[~inside].sum() / outside if outside else np.nan
    steps = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]])))
    rows = [
        (
            periods[a],
            periods[b - 1],
            saved[a:b].sum(),
            int(counts[a:b].sum()),
            scale * counts[a:b].sum() / exposures[a:b].sum(),
            rate_out,
        )
        for a, b in zip(steps[::2], steps[1::2], strict=True)
    ]
    kinds = {"start": "datetime64[us]", "end": "datetime64[us]", "n_accusations": "int64"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({name: kinds.get(name, "float64") for name in COLUMNS})


def _saved(counts: np.ndarray, exposures: np.ndarray, s: float, *, binomial: bool) -> np.ndarray:
    """How much cheaper each period is inside a burst than outside: the log of the ratio of the two likelihoods."""
    rate = counts.sum() / exposures.sum()
    if binomial and s * rate < 1 and (counts <= exposures).all():
        return counts * np.log(s) + (exposures - counts) * (np.log1p(-s * rate) - np.log1p(-rate))
    return counts * np.log(s) - exposures * rate * (s - 1)


def _cheapest(saved: np.ndarray, entering: float) -> np.ndarray:
    """The cheapest sequence of states (Viterbi), True inside a burst; of equal ones that with fewer periods inside."""
    came_from = np.zeros((len(saved), 2), dtype=int)
    # What is saved so far, and minus the periods inside, which decides between equal savings.
    outside, inside = (0.0, 0), (-np.inf, 0)
    for t, gain in enumerate(saved):
        came_from[t] = int(inside > outside), int(inside > (outside[0] - entering, outside[1]))
        stay = max(inside, (outside[0] - entering, outside[1]))
        outside, inside = max(outside, inside), (stay[0] + gain, stay[1] - 1)
    states = np.zeros(len(saved), dtype=bool)
    state = int(inside > outside)
    for t in range(len(saved) - 1, -1, -1):
        states[t] = state
        state = came_from[t, state]
    return states


callable_as_verb(__name__)
