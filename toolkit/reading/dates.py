"""Dates as people write them: taken where they can mean one day only, flagged where they cannot."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = (
    r"(?:\s*(?:[T,|]|at\b|-|–)?\s*\d{1,2}[:.]\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}|\([A-Z]{2,5}\)|[A-Z]{3,4}){0,3})?"
)

_DAY_MONTH_YEAR = rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})"
_MONTH_DAY_YEAR = rf"{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})"


def _bare(pattern: str) -> str:
    """The pattern without names for its groups, so that it can stand beside another that has them."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


#: A written-out date inside running text, for datelines.
WRITTEN = rf"(?i:{_bare(_DAY_MONTH_YEAR)}|{_bare(_MONTH_DAY_YEAR)})"
#: The same without its year, as agencies write it on the day.
WRITTEN_WITHOUT_YEAR = rf"(?i:{_bare(_DAY)}\s+{_bare(_MONTH)}|{_bare(_MONTH)}\s+{_bare(_DAY)})"


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_WEEKDAY}{pattern}{_CLOCK}", re.I)


_YEAR_FIRST = _whole(r"(?P<year>\d{4})(?P<gap>[-/.]?)(?P<month>\d{2})(?P=gap)(?P<day>\d{2})")
_WORDS = (_whole(_DAY_MONTH_YEAR), _whole(_MONTH_DAY_YEAR), _whole(rf"{_DAY}[-/]{_MONTH}[-/](?P<year>\d{{4}})"))
_NUMBERS = _whole(r"(?P<first>\d{1,2})([-/.])(?P<second>\d{1,2})\2(?P<year>\d{4})")
_SHORT_YEAR = _whole(r"\d{1,2}([-/.])\d{1,2}\1\d{2}")
_PART = re.compile(
    rf"\d{{4}}|\d{{4}}[-/.]\d{{1,2}}|\d{{1,2}}[/.]\d{{4}}|{_MONTH},?\s+\d{{4}}|{_WEEKDAY}\d{{1,2}}\s+"
    rf"{_bare(_MONTH)}|{_WEEKDAY}{_bare(_MONTH)}(?:\s+\d{{1,2}})?",
    re.I,
)


class Reading(NamedTuple):
    """What a written date means: the day, or the reason why there is none (`ambiguous`, `incomplete`, `unreadable`)."""

    day: date | None
    trouble: str | None


def read_date(written: str) -> Reading:
    """Read one written date; the civil day as written, whatever the time zone behind it.

    ISO dates (also 20220913, 2022/09/13) and dates with the month in words are taken. `25/12/2022` is taken, because 25
    is no month; `03/04/2022` is `ambiguous` and so is any two-figure year, also where the rest of the column would
    settle it: columns are pasted together from several sources. A year, a month or a day without a year is
    `incomplete`. Anything else, such as 31 February or a number of seconds, is `unreadable`.

    >>> read_date("Sept. 13, 2022").day, read_date("2022-09-13T23:30:00+04:00").day
    (datetime.date(2022, 9, 13), datetime.date(2022, 9, 13))
    >>> [read_date(d).trouble for d in ("03/04/2022", "2022", "31 February 2022")]
    ['ambiguous', 'incomplete', 'unreadable']
    """
    written = re.sub(r"\s+", " ", written[:120]).strip()
    for pattern in (_YEAR_FIRST, *_WORDS):
        if match := pattern.fullmatch(written):
            return _calendar(match["year"], match["month"], match["day"])
    if match := _NUMBERS.fullmatch(written):
        return _either_way(int(match["first"]), int(match["second"]), match["year"])
    if _SHORT_YEAR.fullmatch(written):
        return Reading(None, "ambiguous")
    return Reading(None, "incomplete" if _PART.fullmatch(written) else "unreadable")


def _calendar(year: str, month: str, day: str) -> Reading:
    number = int(month) if month.isdigit() else 1 + [m[:3] for m in _MONTHS].index(month[:3].lower())
    try:
        return Reading(date(int(year), number, int(day)), None)
    except ValueError:
        return Reading(None, "unreadable")


def _either_way(first: int, second: int, year: str) -> Reading:
    if first <= 12 and second <= 12 and first != second:
        return Reading(None, "ambiguous")
    day, month = (first, second) if first > 12 or first == second else (second, first)
    return _calendar(year, str(month), str(day))


def date_in_name(name: str) -> str | None:
    """The ISO date in a file name (2022-09-13, 2022_09_13 or 20220913), or None; two different dates are none.

    >>> date_in_name("2022-09-13_mod-velmar.txt"), date_in_name("12345678.txt")
    ('2022-09-13', None)
    """
    days = set()
    for match in re.finditer(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)", name):
        day = _calendar(match[1], match[3], match[4]).day
        days |= {day.isoformat()} if day else set()
    return days.pop() if len(days) == 1 else None
