"""When an entry of a schedule was last due and is due next, and what its last run left behind."""

from __future__ import annotations

import datetime as dt
import json
import zoneinfo
from pathlib import Path

from toolkit.files import as_json, write_whole
from toolkit.operations.lines import Line, age
from toolkit.operations.schedule import DAYS, Entry


def last_due(entry: Entry, now: dt.datetime) -> dt.datetime:
    """The latest moment, not after `now`, at which the entry was to run.

    An hour that the clocks leave out in spring counts as the hour after it, and one they repeat in autumn counts once.

    >>> last_due(Entry(name="weekly", at="06:30"), dt.datetime(2031, 9, 10, tzinfo=dt.UTC)).isoformat()
    '2031-09-08T06:30:00+00:00'
    """
    return next(moment for moment in _moments(entry, now, -1) if moment <= now)


def next_due(entry: Entry, now: dt.datetime) -> dt.datetime:
    """The first moment after `now` at which the entry is to run.

    >>> next_due(Entry(name="monthly", every="month"), dt.datetime(2031, 9, 10, tzinfo=dt.UTC)).isoformat()
    '2031-10-01T06:00:00+00:00'
    """
    return next(moment for moment in _moments(entry, now, 1) if moment > now)


def _moments(entry: Entry, now: dt.datetime, step: int):
    zone = zoneinfo.ZoneInfo(entry.zone)
    today = now.astimezone(zone).date()
    for n in range(63):  # a month and more, from the day before on
        day = today + dt.timedelta(days=step * (n - 1))
        if _is_day(entry, day):
            moment = dt.datetime.combine(day, dt.time.fromisoformat(entry.at), zone)
            yield moment.astimezone(dt.UTC).astimezone(zone)


def _is_day(entry: Entry, day: dt.date) -> bool:
    return entry.every == "day" or (day.day == 1 if entry.every == "month" else DAYS[day.weekday()] == entry.every)


def note_run(entry: Entry, code: int, now: dt.datetime, step: str = "") -> Path:
    """Leave a note beside the reports of an entry: when its run ended, and with which exit code of which command (`step`)."""
    note = {"entry": entry.name, "ended": now.astimezone(dt.UTC).isoformat(timespec="seconds"), "exit_code": code}
    note |= {"failed": step} if step else {}
    return write_whole(_note(entry), as_json(note))


def due(entries: list[Entry], now: dt.datetime) -> list[Line]:
    """For each entry what its last run came to and when the next is due; not fine where one failed or was missed."""
    return [_due(entry, now) for entry in entries]


def _due(entry: Entry, now: dt.datetime) -> Line:
    what = f"schedule, {entry.name}"
    following = f"next on {next_due(entry, now):%A %Y-%m-%d %H:%M} {entry.zone}"
    try:
        note = json.loads(_note(entry).read_bytes())
        ended, code = dt.datetime.fromisoformat(note["ended"]), int(note["exit_code"])
        old = age((now - ended).total_seconds())
        step = f" in `toolkit {note['failed']}`" if note.get("failed") in ("collect", "process", "report") else ""
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Line(what, f"has not run yet; {following}", True)
    if code:
        return Line(what, f"failed {old} ago{step} with exit code {code}; {following}", False)
    missed = last_due(entry, now)
    if ended < missed:
        return Line(what, f"was due on {missed:%A %Y-%m-%d %H:%M} {entry.zone} and did not run; {following}", False)
    return Line(what, f"ran {old} ago; {following}", True)


def _note(entry: Entry) -> Path:
    return Path(entry.out) / f"schedule-{entry.name}.json"
