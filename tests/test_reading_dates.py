"""A written date means one day, or the reader says why it does not."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import grows_with_length_only
from toolkit.reading.dates import date_in_name, read_date

DATES = json.loads((Path(__file__).parent / "data" / "dates.json").read_text(encoding="utf-8"))["dates"]


@pytest.mark.parametrize(("written", "meant"), DATES)
def test_a_written_date(written, meant):
    day, trouble = read_date(written)
    assert (day.isoformat() if day else trouble) == meant


@given(st.dates())
def test_every_iso_day_is_itself(day):
    assert read_date(day.isoformat()).day == day


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_has_a_reason(written):
    day, trouble = read_date(written)
    assert (day is None) == (trouble in {"ambiguous", "incomplete", "unreadable"})


@pytest.mark.parametrize(("name", "day"), [
    ("2022-09-13_mod.txt", "2022-09-13"), ("mod20220913.txt", "2022-09-13"), ("mod_2022_09_13.pdf", "2022-09-13"),
    ("2022-02-31.txt", None), ("report-12345678901.txt", None), ("2022-09-01_2022-09-30.txt", None), ("2022.txt", None),
])
def test_the_date_in_a_file_name(name, day):
    assert date_in_name(name) == day


@pytest.mark.parametrize("zone", ["GMT", "Z", "ABCD", "+0400"])
def test_a_long_row_of_time_zones_takes_no_time(zone):
    assert grows_with_length_only(lambda size: read_date("5 March 2023 10:15 " + zone * size + "!"), 5)
