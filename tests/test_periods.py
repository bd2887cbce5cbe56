"""Calendar periods against dates looked up in a calendar."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.periods import every_period, period_label, period_start


@pytest.mark.parametrize(
    "period, day, start",
    [
        ("day", "2024-02-29", "2024-02-29"),
        ("week", "2024-03-03", "2024-02-26"),  # a Sunday belongs to the week of the Monday before
        ("week", "2024-03-04", "2024-03-04"),
        ("month", "2024-02-29", "2024-02-01"),
        ("quarter", "2023-12-31", "2023-10-01"),
        ("year", "2024-12-31", "2024-01-01"),
    ],
)
def test_a_day_falls_in_its_calendar_period(period, day, start):
    found = period_start(pd.Series(pd.to_datetime([day])), period)
    assert found[0] == pd.Timestamp(start) and found.dtype == "datetime64[us]"


@pytest.mark.parametrize("period, n", [("day", 366), ("week", 53), ("month", 12), ("quarter", 4), ("year", 1)])
def test_every_period_of_a_leap_year_is_there(period, n):
    assert len(every_period(pd.Series(pd.to_datetime(["2024-12-31", "2024-01-01"])), period)) == n


def test_no_dates_have_no_periods():
    assert len(every_period(pd.Series([pd.NaT], dtype="datetime64[us]"), "month")) == 0


def test_labels_read_as_dates():
    day = pd.Timestamp("2024-04-01")
    assert [period_label(day, p) for p in ("day", "week", "month", "quarter", "year")] == [
        "1 Apr 2024",
        "week of 1 Apr 2024",
        "Apr 2024",
        "Q2 2024",
        "2024",
    ]
    assert period_label(pd.NaT, "month") == "undated"


def test_unknown_period_names_the_known_ones():
    with pytest.raises(ValueError, match="day, week, month, quarter, year"):
        every_period(pd.Series(pd.to_datetime(["2024-01-01"])), "fortnight")
