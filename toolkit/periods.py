"""Calendar periods: the day, week, month, quarter or year a date falls in, and all of them from first to last."""

from __future__ import annotations

import pandas as pd

#: name -> (pandas alias of the calendar period, pandas alias of a range of its first days)
PERIODS = {
    "day": ("D", "D"),
    "week": ("W-SUN", "W-MON"),  # ends on a Sunday, so it starts on a Monday (ISO 8601)
    "month": ("M", "MS"),
    "quarter": ("Q", "QS"),
    "year": ("Y", "YS"),
}

LABELS = {"day": "%-d %b %Y", "week": "week of %-d %b %Y", "month": "%b %Y", "quarter": "Q{q} %Y", "year": "%Y"}


def period_start(dates: pd.Series, period: str) -> pd.Series:
    """The first day of the calendar period each date falls in; missing dates stay missing.

    Raises `ValueError` for a period that is none of day, week, month, quarter, year.

    >>> period_start(pd.Series(pd.to_datetime(["2023-03-15", None])), "week").dt.strftime("%Y-%m-%d").tolist()
    ['2023-03-13', nan]
    """
    calendar, _ = _aliases(period)
    return pd.to_datetime(dates).dt.to_period(calendar).dt.start_time.astype("datetime64[us]")


def every_period(dates: pd.Series, period: str) -> pd.DatetimeIndex:
    """The first day of every period from the first date to the last, those without a statement included.

    >>> len(every_period(pd.Series(pd.to_datetime(["2023-01-31", "2023-04-01"])), "month"))
    4
    """
    _, range_alias = _aliases(period)
    starts = period_start(dates, period).dropna()
    if starts.empty:
        return pd.DatetimeIndex([], dtype="datetime64[us]", name="period")
    days = pd.date_range(starts.min(), starts.max(), freq=range_alias, name="period").as_unit("us")
    days.freq = None
    return days


def period_end(start: pd.Timestamp, period: str) -> pd.Timestamp:
    """The last day of the period that begins on `start`.

    >>> period_end(pd.Timestamp("2024-02-01"), "month").date().isoformat()
    '2024-02-29'
    """
    calendar, _ = _aliases(period)
    return pd.Period(start, calendar).end_time.normalize()


def period_label(day: pd.Timestamp, period: str) -> str:
    """A period in words, from its first day.

    >>> period_label(pd.Timestamp("2023-04-01"), "quarter"), period_label(pd.Timestamp("2023-04-01"), "month")
    ('Q2 2023', 'Apr 2023')
    """
    _aliases(period)
    if pd.isna(day):
        return "undated"
    # `%-d` (no leading zero) is not known on Windows, so the day is put in by hand.
    return day.strftime(LABELS[period].replace("%-d", str(day.day)).replace("{q}", str(day.quarter)))


def _aliases(period: str) -> tuple[str, str]:
    if period not in PERIODS:
        raise ValueError(f"There is no period called {period!r}; the periods are {', '.join(PERIODS)}.")
    return PERIODS[period]
