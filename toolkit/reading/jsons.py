"""json and jsonl: one record is one statement."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from toolkit.reading.decoding import decode, stream_encoding
from toolkit.reading.limits import RECORD_CHARACTERS
from toolkit.reading.metadata import known_fields, text_name, unknown_names
from toolkit.reading.records import Problem, Raw, Unreadable, storable
from toolkit.reading.tables import TOO_LONG, no_text


def read_json(path: Path) -> Iterator[Raw | Problem]:
    """A list of records, one record, or a mapping with one list of records in it."""
    text, note = decode(path.read_bytes())
    if note:
        yield Problem("", note)
    content = _parse(text)
    if isinstance(content, dict) and text_name(list(content)) is None:
        lists = [v for v in content.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        content = lists[0] if len(lists) == 1 else content
    if isinstance(content, list):
        for number, item in enumerate(content, start=1):
            yield read_record(item, f"item {number}")
    else:
        yield read_record(content, "")


def read_jsonl(path: Path) -> Iterator[Raw | Problem]:
    """One record a line; empty lines are passed over, a broken line is a problem and the next is read."""
    encoding, note = stream_encoding(path)
    if note:
        yield Problem("", note)
    with path.open(encoding=encoding, newline="\n") as stream:
        for number, line in enumerate(_lines(stream), start=1):
            locator = f"line {number}"
            if line is None:
                yield Problem(locator, f"The line is too long. {TOO_LONG}")
            elif line.strip():
                yield _read_line(line, locator)


def _lines(stream: IO[str]) -> Iterator[str | None]:
    """Lines, and None for one that is longer than a record may be; the rest of that line is passed over in pieces."""
    while line := stream.readline(RECORD_CHARACTERS + 1):
        if len(line) <= RECORD_CHARACTERS:
            yield line
            continue
        while line and not line.endswith("\n"):
            line = stream.readline(RECORD_CHARACTERS)
        yield None


def _read_line(line: str, locator: str) -> Raw | Problem:
    try:
        return read_record(_parse(line), locator)
    except Unreadable as trouble:
        return Problem(locator, str(trouble))


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise Unreadable("The JSON is nested too deeply to hold statements.") from None
    except ValueError as error:
        raise Unreadable(f"It is not valid JSON ({str(error)[:120]}).") from None


def read_record(record: Any, locator: str) -> Raw | Problem:
    """One parsed record as a statement, or what keeps it from being one."""
    if not isinstance(record, dict):
        return Problem(locator, f"A statement should be a record with named fields; this is a {type(record).__name__}.")
    name = text_name(list(record))
    if name is None:
        return Problem(locator, no_text("field", record))
    text = record[name]
    if not isinstance(text, str) or not text.strip():
        found = "empty" if text is None or isinstance(text, str) else f"a {type(text).__name__}, not text"
        return Problem(locator, f"Its field “{str(name)[:40]}” is {found}.")
    unused = unknown_names(tuple(map(storable, record)), name)
    return Raw(storable(text), locator, {"column": known_fields(record, taken=name)}, unused=unused)
