"""Whether the rate of accusations was another one after a date named beforehand: interrupted time series."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.changes import series
from toolkit.expected import expects_frames
from toolkit.frequency import PER
from toolkit.verb_modules import callable_as_verb

COLUMNS = (
    "date",
    "periods_before",
    "periods_after",
    "rate_before",
    "rate_after",
    "level_change",
    "low",
    "high",
    "p",
    "slope_change",
    "slope_low",
    "slope_high",
    "placebo_share",
    "caution",
)

#: Fewer published periods than this on a side leave no line to draw.
FEWEST = 4

#: Below this many periods on a side the errors are too rough to rest on.
FEW = 8


@expects_frames
def before_after(
    table: pd.DataFrame, date: str | pd.Timestamp, *, per: str = "statement", placebo: bool = True
) -> pd.DataFrame:
    """Level and slope of the rate of accusations before and after a date.

    When you would want it: for an event whose date is known and was not chosen by looking at the series. For a date
    that is sought, use `toolkit.changes.change_points`: this test is far too ready to confirm a date picked by eye.

    Parameters: `table` is `toolkit.timeline.timeline` for one group, `per` as in `toolkit.frequency.rates`. Periods
    that begin on or after `date` are after it. The period in which the date falls is left out unless it begins with
    it: it is partly before and partly after.

    How: segmented regression of the rate on time, weighted by what was published (Wagner et al. 2002; Bernal, Cummins
    and Gasparrini 2017), with Newey and West (1987) errors of 4·(n/100)^(2/9) lags and Student's t. With `placebo` the
    same line is broken at every other period with 4 published ones on either side.

    Returns one row: `date`; `periods_before`, `periods_after` (with something published); `rate_before`, `rate_after`
    (pooled; their difference is the simple one, which takes a trend for a change); `level_change`, `low`, `high`, `p`
    (how far the first period after the date lies above where the line before it led); `slope_change`, `slope_low`,
    `slope_high` (per period); `placebo_share` (of the placebo dates, those whose t is at least as far from 0; missing
    where there is none); `caution`. Where the lines meet every period exactly, there is no spread to measure:
    intervals, `p` and `placebo_share` are missing. Periods in which nothing was published are left out, but count as
    time that passed.

    Raises `ValueError` for fewer than 4 published periods on either side, an unknown unit, or more than one group.

    It misleads where something else happened at that time: a change at a date is no effect of an event. With few
    periods and strong autocorrelation the p is too small: believe `placebo_share` sooner. A real jump shows at the
    placebo dates beside it as well, so the share need not be near 0.

    >>> months = pd.date_range("2022-01-01", periods=16, freq="MS")
    >>> counts = [4, 6, 5, 5, 6, 4, 5, 5, 15, 14, 16, 15, 15, 16, 14, 15]
    >>> table = pd.DataFrame({"period": months, "n_accusations": counts, "n_statements": 10})
    >>> found = before_after(table, "2022-09-01").iloc[0]
    >>> float(found["rate_before"]), float(found["rate_after"]), round(float(found["level_change"]), 2)
    (0.5, 1.5, 1.0)
    """
    day = pd.Timestamp(date)
    if pd.isna(day):
        raise ValueError("There is no date to compare before and after.")
    periods, counts, exposures = series(table, per)
    # A period's place among all periods, so that silent ones count as time that passed.
    times = np.searchsorted(np.sort(table["period"].to_numpy()), periods)
    keep = ~_straddles(table["period"], periods, day)
    periods, counts, exposures, times = periods[keep], counts[keep], exposures[keep], times[keep]
    first = int((periods < day.to_datetime64()).sum())
    before, after = first, len(periods) - first
    if min(before, after) < FEWEST:
        raise ValueError(
            f"{before} published periods lie before {day.date()} and {after} after it; "
            f"at least {FEWEST} are needed on either side."
        )
    scale = PER[per][1]
    rates = scale * counts / exposures
    names = ("level_change", "low", "high", "p"), ("slope_change", "slope_low", "slope_high")
    values, t = _fit(rates, exposures, times, first)
    row = {
        "date": day,
        "periods_before": before,
        "periods_after": after,
        "rate_before": scale * counts[:first].sum() / exposures[:first].sum(),
        "rate_after": scale * counts[first:].sum() / exposures[first:].sum(),
        **dict(zip(names[0] + names[1], values, strict=True)),
        "placebo_share": _placebo_share(rates, exposures, times, first, t) if placebo else np.nan,
        "caution": _caution(before, after),
    }
    return pd.DataFrame([row]).astype({"date": "datetime64[us]", "caution": "str"})


@expects_frames
def around_events(table: pd.DataFrame, events: pd.DataFrame, *, per: str = "statement") -> pd.DataFrame:
    """`before_after` for each dated event of `toolkit.events.read_events`, where there are enough periods on both sides.

    Returns `number` and `event`, and the columns of `before_after`; an event with too few periods has missing values and says so in
    `caution`. Several events are several tests: of twenty that did nothing, one will have a p under 0.05.

    >>> from toolkit.events import read_events
    >>> len(around_events(pd.DataFrame({"period": [], "n_accusations": [], "n_statements": []}), read_events("")))
    0
    """
    rows = []
    for event in events.itertuples():
        try:
            row = before_after(table, event.date, per=per)
        except ValueError as error:
            row = pd.DataFrame([{"date": event.date, "caution": str(error)}])
        rows.append(row.assign(number=event.number, event=event.event))
    if not rows:
        return pd.DataFrame(columns=["number", "event", *COLUMNS])
    return pd.concat(rows, ignore_index=True).reindex(columns=["number", "event", *COLUMNS])


def _straddles(all_periods: pd.Series, periods: np.ndarray, day: pd.Timestamp) -> np.ndarray:
    """Which published period began before the day and was not over yet: the last one to begin, unless on the day."""
    begun = all_periods[all_periods <= day]
    return (periods == begun.max().to_datetime64()) & (periods < day.to_datetime64())


def _fit(rates: np.ndarray, weights: np.ndarray, times: np.ndarray, first: int) -> tuple[tuple, float]:
    """Level change with its interval and p, slope change with its interval; and the t of the level change."""
    from statsmodels.regression.linear_model import WLS  # statsmodels.api would load all of the package

    n, since = len(rates), times - times[first]
    after = np.arange(n) >= first
    design = np.column_stack([np.ones(n), since, after, since * after]).astype(float)
    lags = int(4 * (n / 100) ** (2 / 9))
    model = WLS(rates, design, weights=weights / weights.mean())
    fit = model.fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}, use_t=True)
    # Exact but for rounding, which stays some 1e-15 of the rates: errors of errors are no errors.
    if np.abs(rates - fit.fittedvalues).max() <= 1e-10 * max(np.abs(rates).max(), 1e-300):
        return (fit.params[2], *[np.nan] * 3, fit.params[3], *[np.nan] * 2), np.nan
    # One of the two lines may be exact, and a variance of 0 a little below 0 by rounding.
    with np.errstate(invalid="ignore", divide="ignore"):
        (low, high), (slope_low, slope_high) = fit.conf_int()[2:]
        return (fit.params[2], low, high, fit.pvalues[2], fit.params[3], slope_low, slope_high), fit.tvalues[2]


def _placebo_share(rates, weights, times, first: int, t: float) -> float:
    """Share of the other dates with a t as large as that of the date itself; missing where nothing can be compared."""
    if np.isnan(t):
        return np.nan
    others = [k for k in range(FEWEST, len(rates) - FEWEST + 1) if k != first]
    found = np.array([_fit(rates, weights, times, k)[1] for k in others])
    found = found[~np.isnan(found)]
    return float((np.abs(found) >= abs(t)).mean()) if len(found) else np.nan


def _caution(before: int, after: int) -> str:
    if min(before, after) >= FEW:
        return ""
    return f"only {before} periods before and {after} after: the interval is rough, and p may be too small"


callable_as_verb(__name__)
