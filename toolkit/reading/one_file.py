"""One raw file to its statements, as rows, and to what in it could not be read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from toolkit.languages import language_at_sight
from toolkit.normalize import clean_with
from toolkit.reading.dates import date_in_name, read_date
from toolkit.reading.files import Found, is_sidecar, read_file, sidecar_fields
from toolkit.reading.metadata import resolve
from toolkit.reading.records import Problem, Raw
from toolkit.reading.shares import ASKED, Item, Seen, Share, passed_over
from toolkit.reading.undecided import with_language
from toolkit.reading.wording import SAID, fields_in, issuer_of
from toolkit.spans import without, written

_GIVEN = ("column", "sidecar", "front-matter", "html", "file-name")


def items_of(file: Found) -> Iterator[Item]:
    """The rows of one file in their order: of a statement (it has `statement_id`) or of a problem (it has `reason`).

    Each depends on the file and its sidecar alone, so that rows of earlier runs can be kept. Dates are written as YYYY-MM-DD.
    """
    seen = Seen(set(), set())
    yield from (with_language(item) for _, item in items_in(file, Share(), seen))
    yield from passed_over(file, seen)


def items_in(file: Found, share: Share, seen: Seen) -> Iterator[tuple[int, Item]]:
    """The rows of a share of one file, each with its place among all; without its language where that does not show at sight."""
    for place, found in _statements_of(file, share, seen):
        if isinstance(found, Problem):
            yield place, {"raw_file": file.name, "raw_locator": found.locator, "reason": found.reason}
        else:
            yield place, _row(found, file.name)


def _statements_of(file: Found, share: Share, seen: Seen) -> Iterator[tuple[int, Raw | Problem]]:
    """What a file holds, with what its sidecar and its name say added to each statement."""
    if file.reason:
        yield 0, Problem("", file.reason)
        return
    if is_sidecar(file.path):
        return
    beside, trouble = sidecar_fields(file.path)
    if trouble and share.mine == 0:
        yield 0, Problem("", trouble)
    for place, found in enumerate(read_file(file.path)):
        if not share.has(place):
            continue
        if isinstance(found, Problem):
            yield place, found
        elif not found.text.strip("\0 \t\r\n\ufeff"):
            yield place, Problem(found.locator, "It holds no text.")
        else:
            found = found._replace(sources=_all_sources(found, beside, file.path.name))
            seen.unused.update(found.unused)
            seen.found_out.update(field for field in ASKED if resolve(found.sources, field)[0])
            yield place, found


def _all_sources(found: Raw, beside: dict[str, str], name: str) -> dict[str, dict[str, str]]:
    # A date in the name of a whole table is the day it was exported, not the day of each of its rows.
    day = None if found.locator else date_in_name(name)
    given = {**found.sources, "sidecar": beside, "file-name": {"date": day} if day else {}}
    # What is given goes before what the words say: to look for that took a third of the time of reading a table.
    recorded = {basis: fields for basis, fields in given.items() if basis != "text"}
    missing = [field for field in SAID if not resolve(recorded, field)[0]]
    own = without(found.text, found.furniture)  # a menu names bodies and days that are not the statement's
    return {**given, "text": {**fields_in(own, missing), **found.sources.get("text", {})}}


def _row(found: Raw, name: str) -> dict:
    date_text, date_basis = resolve(found.sources, "date")
    day = None
    if date_text:
        day, trouble = read_date(date_text)
        date_basis = trouble or date_basis
    issuer, issuer_basis = issuer_of(found.sources)
    cleaned, furniture = clean_with(found.text, found.furniture)
    return {
        "statement_id": _statement_id(found),
        "date": day.isoformat() if day else None,
        "date_basis": date_basis,
        "date_text": date_text,
        "issuer": issuer,
        "issuer_basis": issuer_basis,
        **{field: resolve(found.sources, field)[0] for field in ("publisher", "title", "url")},
        "language": language_at_sight(without(cleaned, furniture)),
        "text": found.text,
        "clean_text": cleaned,
        "furniture": written(furniture),
        "raw_file": name,
        "raw_locator": found.locator,
    }


def _statement_id(found: Raw) -> str:
    """From the text and the metadata as given, never from what was inferred: better inference must not change it."""
    given = {basis: found.sources.get(basis, {}) for basis in _GIVEN}
    content = [found.text, *(resolve(given, field)[0] for field in ("title", "publisher", "issuer", "date", "url"))]
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode("ascii")).hexdigest()[:16]
