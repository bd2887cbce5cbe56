"""From files to the frame of statements and the frame of problems."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.families import find_families
from toolkit.languages import detect_language
from toolkit.normalize import clean
from toolkit.reading.dates import date_in_name, read_date
from toolkit.reading.files import Found, find_files, is_sidecar, read_file, sidecar_fields
from toolkit.reading.issuers import one_name_each
from toolkit.reading.metadata import resolve
from toolkit.reading.records import Problem, Raw
from toolkit.reading.wording import fields_in
from toolkit.schema import FRAMES, check, conform

_GIVEN = ("column", "sidecar", "front-matter", "html", "file-name")


class Reading(NamedTuple):
    """What came of reading: the statements, and the files or rows that were not read, or only with a doubt."""

    statements: pd.DataFrame
    problems: pd.DataFrame


def read_statements(raw: str | Path) -> pd.DataFrame:
    """Read a file, or a folder and the folders in it, into one row per published statement.

    txt, md, html, pdf and docx files are one statement each; csv, tsv and xlsx files one a row; json and jsonl files
    one a record. Warns once if anything could not be read, with the first reasons; `read_raw` returns all of them.
    It will not fetch anything, guess an ambiguous date, alter the text (repairs go to `clean_text`), or read a
    statement twice: the same text with the same metadata counts once.

    A row is a statement as one publisher carried it; the columns are those of `schema.FRAMES["statements"]`, the rows
    in the order of `raw_file` and the place in it. A folder with nothing readable in it gives a frame with no rows.

    Raises `FileNotFoundError` if there is no such file or folder.

    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> words = "Two posts near Hallin were shelled, the Ministry of Defence of Velmar said."
    >>> _ = (folder / "2023-03-04.txt").write_text(words)
    >>> read_statements(folder)[["date_basis", "issuer", "issuer_basis"]].values.tolist()
    [['file-name', 'Ministry of Defence of Velmar', 'text']]
    """
    reading = read_raw(raw)
    # A README beside the statements is listed, but is nothing to warn of.
    troubles = reading.problems[~reading.problems["reason"].str.startswith("Set aside:")]
    if len(troubles):
        warnings.warn(_summary(troubles), stacklevel=2)
    return reading.statements


def read_raw(raw: str | Path, *, progress: bool = False) -> Reading:
    """Read as `read_statements` does, and return the problems as a frame beside the statements.

    A row of `problems` is one file or row that was not read, was set aside, or was read with a doubt, with the reason.
    `progress` shows a bar, one step a file.
    """
    root = Path(raw)
    if not root.exists():
        raise FileNotFoundError(f"There is no file or folder {str(root)!r}; give the folder with the raw statements.")
    rows: dict[str, dict] = {}
    problems: list[dict] = []
    for file in _with_progress(find_files(root), progress):
        for found in _statements_of(file):
            if isinstance(found, Problem):
                problems.append({"raw_file": file.name, "raw_locator": found.locator, "reason": found.reason})
                continue
            row = _row(found, file.name)
            first = rows.setdefault(row["statement_id"], row)
            if first is not row:
                reason = f"The same statement, word for word, as {_place(first)}; it was counted once."
                problems.append({"raw_file": file.name, "raw_locator": found.locator, "reason": reason})
    return Reading(_statements_frame(list(rows.values())), _problems_frame(problems))


def _with_progress(files: Iterable[Found], progress: bool) -> Iterable[Found]:
    if not progress:
        return files
    from tqdm import tqdm

    return tqdm(list(files), desc="Reading", unit=" files")


def _statements_of(file: Found) -> Iterator[Raw | Problem]:
    """What a file holds, with what its sidecar and its name say added to each statement."""
    if file.reason:
        yield Problem("", file.reason)
        return
    if is_sidecar(file.path):
        return
    beside, trouble = sidecar_fields(file.path)
    if trouble:
        yield Problem("", trouble)
    for found in read_file(file.path):
        if isinstance(found, Problem):
            yield found
        elif not found.text.strip("\0 \t\r\n\ufeff"):
            yield Problem(found.locator, "It holds no text.")
        else:
            yield found._replace(sources=_all_sources(found, beside, file.path.name))


def _all_sources(found: Raw, beside: dict[str, str], name: str) -> dict[str, dict[str, str]]:
    # A date in the name of a whole table is the day it was exported, not the day of each of its rows.
    day = None if found.locator else date_in_name(name)
    said = {**fields_in(found.text), **found.sources.get("text", {})}
    return {**found.sources, "sidecar": beside, "file-name": {"date": day} if day else {}, "text": said}


def _row(found: Raw, name: str) -> dict:
    written, date_basis = resolve(found.sources, "date")
    day = None
    if written:
        day, trouble = read_date(written)
        date_basis = trouble or date_basis
    issuer, issuer_basis = resolve(found.sources, "issuer")
    cleaned = clean(found.text)
    return {
        "statement_id": _statement_id(found),
        "date": day,
        "date_basis": date_basis,
        "date_text": written,
        "issuer": issuer,
        "issuer_basis": issuer_basis,
        **{field: resolve(found.sources, field)[0] for field in ("publisher", "title", "url")},
        "language": detect_language(cleaned),
        "text": found.text,
        "clean_text": cleaned,
        "raw_file": name,
        "raw_locator": found.locator,
    }


def _statement_id(found: Raw) -> str:
    """From the text and the metadata as given, never from what was inferred: better inference must not change it."""
    given = {basis: found.sources.get(basis, {}) for basis in _GIVEN}
    content = [found.text, *(resolve(given, field)[0] for field in ("title", "publisher", "issuer", "date", "url"))]
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode("ascii")).hexdigest()[:16]


def _place(row: dict) -> str:
    return ", ".join(part for part in (row["raw_file"], row["raw_locator"]) if part)


def _statements_frame(rows: list[dict]) -> pd.DataFrame:
    names = [name for name in FRAMES["statements"].columns if name != "family_id"]
    frame = pd.DataFrame(rows, columns=names)
    frame["family_id"] = ""
    frame = conform(frame.assign(date=pd.to_datetime(frame["date"])), "statements")
    frame["issuer"] = one_name_each(frame)
    return check(frame.assign(family_id=find_families(frame)), "statements")


def _problems_frame(problems: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(problems, columns=list(FRAMES["problems"].columns)).drop_duplicates()
    return check(conform(frame, "problems"), "problems")


def _summary(problems: pd.DataFrame) -> str:
    shown = [f"{_place(row)}: {row['reason']}" for row in problems.head(3).to_dict("records")]
    many = f"{len(problems)} files or rows were not read, were set aside, or were read with a doubt. "
    return many + " | ".join(shown) + (" | ... `read_raw(...).problems` lists all." if len(problems) > 3 else "")
