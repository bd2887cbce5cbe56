"""What each report may be asked: names, types and closed choices, checked before anything runs.

papermill only warns of a parameter it does not know and goes on with the default: a misspelt name would give a plausible,
wrong report. A notebook's cell tagged `parameters` holds the same names, types and defaults; a test keeps the two equal.
"""

from __future__ import annotations

import csv
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Literal, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from toolkit.schema import TYPES, VOICES

# From a notebook opened in notebooks/; a run lays its own copy of the data in the same place.
PROCESSED, EVENTS, COVERAGE, VALIDATION = (
    "../data/processed",
    "../data/processed/events.csv",
    "../data/coverage.csv",
    "../validation",
)


class ParameterError(ValueError):
    """A parameter is misspelt or its value is none that it takes; the message names the nearest that exists."""


def _day(value: str) -> str:
    if value and (len(value) != 10 or not _is_date(value)):
        raise ValueError("write a day of the calendar as YYYY-MM-DD, for example 2031-09-01")
    return value


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


Day = Annotated[str, AfterValidator(_day)]
Type = Literal[tuple(TYPES)]
Voice = Literal[tuple(v for v in VOICES if v != "furniture")]


class Parameters(BaseModel):
    """What every report may be asked; an empty list or text means all."""

    model_config = ConfigDict(extra="forbid", strict=True)

    processed: str = Field(PROCESSED, description="folder that `toolkit process` wrote", min_length=1)
    issuers: list[str] = Field([], description="only statements of these issuers, or of the issuers of these states")
    accused: list[str] = Field([], description="only accusations of these")
    types: list[Type] = Field([], description="only accusations of these types")
    voices: list[Voice] = Field([], description="only sentences in these voices")
    start: Day = Field("", description="first day, as YYYY-MM-DD")
    end: Day = Field("", description="last day, as YYYY-MM-DD")
    period: Literal["day", "week", "month", "quarter", "year"] = Field(
        "month", description="what a point in time stands for"
    )
    families: Literal["once", "all"] = Field(
        "once", description="count a statement and its reprints once, or every copy"
    )

    @model_validator(mode="after")
    def _in_order(self):
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"The last day, {self.end}, is before the first, {self.start}.")
        return self


class FrequencyParameters(Parameters):
    """The frequency report also takes a coded sample, to correct its rates."""

    validation: str = Field(
        VALIDATION, description="folder of a coded sample, to correct rates; nothing is corrected where it is absent"
    )


class TimelineParameters(Parameters):
    """The timeline also takes a list of dated events, and a log of when statements were collected."""

    events: str = Field(EVENTS, description="CSV of dated events to show beside the rates, by default events.csv of the raw folder; empty for none")
    coverage: str = Field(
        COVERAGE, description="CSV of the days on which statements were looked for; empty where none was kept"
    )


#: Report name -> its parameters, in the order in which reports are made and listed.
REPORTS: dict[str, type[Parameters]] = {
    "frequency": FrequencyParameters,
    "actors": Parameters,
    "terms": Parameters,
    "timeline": TimelineParameters,
}

#: Parameters that say where data lie; the rest say what is selected and how it is counted.
PATHS = ("processed", "events", "coverage", "validation")


def check_parameters(report: str, values: dict[str, object]) -> Parameters:
    """Return the parameters of a report, checked; texts, as from a command line, are read as the type each name takes.

    Raises `ParameterError` for an unknown report, an unknown name, or a value that the name does not take.

    >>> check_parameters("timeline", {"issuers": "Velmar, Ardenia", "period": "week"}).issuers
    ['Velmar', 'Ardenia']
    >>> check_parameters("timeline", {"perod": "week"})
    Traceback (most recent call last):
    ...
    toolkit.reports.parameters.ParameterError: There is no parameter 'perod' in the timeline report; did you mean 'period'?
    """
    model = REPORTS[nearest(report, REPORTS, "report")]
    read = {}
    for name, value in values.items():
        nearest(name, model.model_fields, "parameter", f" in the {report} report")
        read[name] = _read(value, model.model_fields[name].annotation) if isinstance(value, str) else value
    try:
        return model(**read)
    except ValidationError as error:
        raise ParameterError(_sentence(error.errors()[0], model)) from None


def asked(parameters: Parameters) -> dict[str, object]:
    """What was asked for: parameters that differ from their default; where the data lie is no part of it."""
    changed = parameters.model_dump(exclude_defaults=True)
    return {name: value for name, value in changed.items() if name not in PATHS}


def nearest(name: str, names, what: str, where: str = "") -> str:
    """Return `name` if it is among `names`; else raise `ParameterError` with the one most like it, or with all."""
    if name in names:
        return name
    near = get_close_matches(str(name).casefold(), list(names), n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}."
    raise ParameterError(f"There is no {what} {name!r}{where}; {hint}")


def _read(text: str, annotation) -> object:
    """A text as a list (commas between; quotes around what holds a comma) where a list is wanted; else as it is."""
    if get_origin(annotation) is not list:
        return text.strip()
    cells = next(csv.reader([text], skipinitialspace=True), [])
    return [cell.strip() for cell in cells if cell.strip()]


def _sentence(error: dict, model: type[Parameters]) -> str:
    """The first thing pydantic found wrong, as one sentence."""
    if not error["loc"]:
        return str(error["ctx"]["error"])
    name, value = error["loc"][0], error["input"]
    if error["type"] == "literal_error":
        choices = _choices(model.model_fields[name].annotation)
        near = get_close_matches(str(value).casefold(), choices, n=1, cutoff=0.5)
        return f"{name} cannot be {value!r}; " + (
            f"did you mean {near[0]!r}?" if near else f"it is one of {', '.join(choices)}."
        )
    if error["type"] == "value_error":
        return f"{name} cannot be {value!r}: {error['ctx']['error']}."
    return f"{name} cannot be {value!r}: {error['msg'][0].lower()}{error['msg'][1:]}."


def _choices(annotation) -> list[str]:
    inner = get_args(annotation)[0] if get_origin(annotation) is list else annotation
    return [str(choice) for choice in get_args(inner)]


def describe(report: str) -> list[tuple[str, str, str]]:
    """Name, default in words, and meaning of each parameter of a report, for help texts.

    >>> describe("terms")[-1]
    ('families', 'once', 'count a statement and its reprints once, or every copy')
    """
    rows = []
    for name, field in REPORTS[report].model_fields.items():
        choices = _choices(field.annotation) if name not in ("start", "end") else []
        meaning = field.description + (
            f" ({', '.join(choices)})" if choices and name in ("types", "voices", "period") else ""
        )
        rows.append(
            (name, str(field.default) if field.default else "all" if name not in ("start", "end") else "open", meaning)
        )
    return rows
