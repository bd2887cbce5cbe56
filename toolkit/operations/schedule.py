"""Reports on a schedule: a TOML of entries, and what a machine needs to run them on time."""

from __future__ import annotations

import datetime as dt
import shlex
import sys
import tomllib
import zoneinfo
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from toolkit.reports.parameters import REPORTS, ParameterError, check_parameters, nearest

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Day = Literal["day", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "month"]


class ScheduleError(ValueError):
    """The schedule cannot be read; the message names the entry and the key."""


def _clock(value: str) -> str:
    try:
        return dt.time.fromisoformat(value).strftime("%H:%M")
    except ValueError:
        raise ValueError("write a time of day as HH:MM") from None


def _zone(value: str) -> str:
    if value not in zoneinfo.available_timezones():
        raise ValueError("name a time zone such as Europe/Vienna")
    return value


class Entry(BaseModel):
    """One entry: when, in which time zone, which reports, of which days, with which parameters, and whom to tell."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")
    every: Day = "monday"
    at: Annotated[str, AfterValidator(_clock)] = "06:00"
    zone: Annotated[str, AfterValidator(_zone)] = "UTC"
    reports: list[str] = []
    last_days: int = Field(0, ge=0, le=36_600)
    parameters: dict[str, str | list[str]] = {}
    collect: str = ""
    raw: str = "data/raw"
    processed: str = "data/processed"
    out: str = "reports"
    on_failure: str = ""
    heartbeat: str = ""


def read_schedule(path: str | Path) -> list[Entry]:
    """Read a schedule: a TOML with `[[report]]` tables, each checked before anything runs.

    Raises `ScheduleError` for a file that is missing or no TOML, an unknown key, a wrong value, a report or parameter that does not exist,
    and a name that stands twice.
    """
    path = Path(path)
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise ScheduleError(f"There is no schedule at {path}; docs/operations.md shows one.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ScheduleError(f"{path.name} is no TOML that can be read: {error}.") from None
    tables = content.get("report")
    if set(content) != {"report"} or not isinstance(tables, list) or not tables:
        raise ScheduleError(f"{path.name} holds [[report]] tables and nothing else.")
    entries = [_entry(n, table) for n, table in enumerate(tables, 1)]
    twice = [e.name for n, e in enumerate(entries) if e.name in {other.name for other in entries[:n]}]
    if twice:
        raise ScheduleError(f"Two entries of {path.name} are called {twice[0]!r}.")
    return entries


def _entry(n: int, table: dict) -> Entry:
    called = table.get("name", f"number {n}") if isinstance(table, dict) else f"number {n}"
    try:
        for key in table:
            nearest(key, Entry.model_fields, "key", f" in the entry {called!r}")
        entry = Entry(**table)
        for report in entry.reports or REPORTS:
            taken = {
                k: v
                for k, v in entry.parameters.items()
                if k in REPORTS[nearest(report, REPORTS, "report")].model_fields
            }
            check_parameters(report, taken)
        every = {field for report in entry.reports or REPORTS for field in REPORTS[report].model_fields}
        for key in entry.parameters:
            nearest(key, every, "parameter", f" in the reports of the entry {called!r}")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ScheduleError(
            f"In the entry {called!r}, {where}: {first['msg'].removeprefix('Value error, ')}."
        ) from None
    except ParameterError as error:
        raise ScheduleError(str(error)) from None
    return entry


def command(entry: Entry, today: dt.date) -> list[str]:
    """The words of the `toolkit report` command of an entry on a day: the last days end with yesterday.

    >>> command(Entry(name="weekly", reports=["timeline"], last_days=28), dt.date(2031, 9, 8))
    ['report', 'timeline', '--out', 'reports', '-p', 'start=2031-08-11', '-p', 'end=2031-09-07']
    """
    words = ["report", *entry.reports, "--out", entry.out]
    words += ["--processed", entry.processed] if entry.processed != Entry.model_fields["processed"].default else []
    values = dict(entry.parameters)
    if entry.last_days:
        values |= {"start": str(today - dt.timedelta(days=entry.last_days)), "end": str(today - dt.timedelta(days=1))}
    for key, value in values.items():
        text = (
            ",".join('"' + v.replace('"', '""') + '"' if set(v) & set(',"') else v for v in value)
            if isinstance(value, list)
            else value
        )
        words += ["-p", f"{key}={text}"]
    return words


def printed(entries: list[Entry], kind: str, path: Path) -> str:
    """A systemd timer and service, crontab lines, or a GitHub workflow for the entries.

    >>> print(printed([Entry(name="weekly")], "cron", Path("schedule.toml")).splitlines()[-1].split(" cd ")[0])
    0 6 * * 1
    """
    make = {"systemd": _systemd, "cron": _cron, "github": _github}[kind]
    return "\n".join(make(entry, path) for entry in entries) + "\n"


def _run(entry: Entry, path: Path) -> str:
    return f"{shlex.quote(sys.executable)} -m toolkit.cli schedule {shlex.quote(str(path))} --run {entry.name}"


def _systemd(entry: Entry, path: Path) -> str:
    when = {"day": "*-*-*", "month": "*-*-01"}.get(entry.every) or f"{entry.every[:3].capitalize()} *-*-*"
    here = str(Path.cwd()).replace("%", "%%")
    command = _run(entry, path).replace("%", "%%")
    return "\n".join(
        [
            f"# ~/.config/systemd/user/accusations-{entry.name}.service",
            "[Unit]",
            f"Description=Accusation reports: {entry.name}",
            "",
            "[Service]",
            "Type=oneshot",
            f"WorkingDirectory={here}",
            f"ExecStart={command}",
            "",
            f"# ~/.config/systemd/user/accusations-{entry.name}.timer",
            "[Timer]",
            f"OnCalendar={when} {entry.at}:00 {entry.zone}",
            "# A run missed while the machine was off is made up for.",
            "Persistent=true",
            "",
            "[Install]",
            "WantedBy=timers.target",
            "",
        ]
    )


def _fields(entry: Entry) -> str:
    hour, minute = (int(part) for part in entry.at.split(":"))
    day = "1" if entry.every == "month" else "*"
    weekday = str((DAYS.index(entry.every) + 1) % 7) if entry.every in DAYS else "*"
    return f"{minute} {hour} {day} * {weekday}"


def _cron(entry: Entry, path: Path) -> str:
    # A percent sign ends a crontab's command.
    words = f"cd {shlex.quote(str(Path.cwd()))} && {_run(entry, path)}".replace("%", r"\%")
    return f"# {entry.name}; cron does not make up for a missed run\nCRON_TZ={entry.zone}\n{_fields(entry)} {words}"


def _github(entry: Entry, path: Path) -> str:
    note = "" if entry.zone == "UTC" else f"  # UTC: GitHub knows no other; {entry.zone} is meant, so mind summer time"
    return "\n".join(
        [
            f"# .github/workflows/accusations-{entry.name}.yml",
            f"name: accusations-{entry.name}",
            "on:",
            "  schedule:",
            f"    - cron: '{_fields(entry)}'{note}",
            "  workflow_dispatch:",
            "jobs:",
            "  reports:",
            "    runs-on: ubuntu-latest",
            "    steps:",
            "      - uses: actions/checkout@v4",
            "      - uses: actions/setup-python@v5",
            "        with: {python-version: '3.11'}",
            "      - run: make report",
            f"      - run: .venv/bin/python -m toolkit.cli schedule {shlex.quote(str(path))} --run {entry.name}",
            "      - uses: actions/upload-artifact@v4",
            f"        with: {{name: {entry.name}, path: {entry.out}}}",
            "",
        ]
    )
