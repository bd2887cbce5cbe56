"""The command that makes a report again, as it stands on its page: with the places that were named, and none that only this machine knows."""

from __future__ import annotations

import os
from pathlib import Path

from toolkit.reports.parameters import REPORTS, Parameters, asked

#: What is looked for where nothing is named, by the option or parameter that names it.
_USUAL = {"processed": "data/processed", "out": "reports", "notebooks": None}
_OPTIONS = tuple(_USUAL)


def places_of(**named: str | Path | None) -> dict[str, str]:
    """The places that a command names, as a page may tell them: those that are not the usual ones.

    A path is told as it leads from the folder in which the command runs, so that the page is the same bytes in another folder. A path
    that does not lie below that folder would give away this machine, and a word in capitals stands for it. None among
    `events`, `coverage` and `validation` says that there is none.

    >>> places_of(processed="my-data/", out="reports", notebooks=None, events=None)
    {'processed': 'my-data', 'events': ''}
    >>> places_of(out="/srv/www/reports")
    {'out': 'OUT'}
    """
    told = {}
    for name, path in named.items():
        if name in _OPTIONS and (path is None or path == _USUAL[name]):
            continue
        told[name] = "" if path is None or not str(path) else _from_here(Path(path), name)
    return {name: place for name, place in told.items() if name not in _OPTIONS or place != _USUAL[name]}


def _from_here(path: Path, name: str) -> str:
    here = Path.cwd()
    if path.is_absolute():
        path = Path(os.path.normpath(path))
        path = next((path.relative_to(base) for base in (here, here.resolve()) if path.is_relative_to(base)), None)
    return name.upper() if path is None else path.as_posix()


def of_report(report: str, places: dict[str, str]) -> dict[str, str]:
    """Those of the places that a report depends on."""
    taken = {*_OPTIONS, *REPORTS[report].model_fields}
    return {name: place for name, place in places.items() if name in taken}


def stands_for(places: dict[str, str]) -> tuple[str, ...]:
    """The words in capitals that stand for a path in a command."""
    return tuple(sorted(word for name, word in places.items() if word == name.upper()))


def command(report: str, parameters: Parameters, places: dict[str, str]) -> list[str]:
    """The command that makes a report again, as words.

    >>> from toolkit.reports.parameters import check_parameters
    >>> weekly = check_parameters("timeline", {"period": "week"})
    >>> " ".join(command("timeline", weekly, {"processed": "my-data", "events": "mine.csv"}))
    'toolkit report timeline --processed my-data -p events=mine.csv -p period=week'
    """
    words = ["toolkit", "report", report]
    for name in _OPTIONS:
        words += [f"--{name}", places[name]] if name in places else []
    for name, place in sorted(places.items()):  # a record holds them in another order
        words += ["-p", f"{name}={place}"] if name not in _OPTIONS else []
    for key, value in asked(parameters).items():
        words += ["-p", f"{key}={as_text(value)}"]
    return words


def as_text(value: object) -> str:
    """A value as `-p` reads it: commas between, quotes around what holds a comma or a quote."""
    if not isinstance(value, list):
        return str(value)
    return ",".join('"' + v.replace('"', '""') + '"' if set(v) & set(',"') else v for v in value)
