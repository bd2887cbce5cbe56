"""From files to the frame of statements and the frame of problems."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.families import find_families
from toolkit.reading.files import Found, existing, find_files
from toolkit.reading.issuers import one_name_each
from toolkit.reading.one_file import items_of
from toolkit.reading.records import place_of, twice
from toolkit.reading.shares import Item
from toolkit.schema import FRAMES, check, conform


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
    root = existing(raw)
    return assemble(items_of(file) for file in _with_progress(find_files(root), progress))


def _with_progress(files: Iterable[Found], progress: bool) -> Iterable[Found]:
    if not progress:
        return files
    from tqdm import tqdm

    return tqdm(list(files), desc="Reading", unit=" files")


def assemble(files: Iterable[Iterable[Item]]) -> Reading:
    """What all files hold as one corpus: a statement that stands twice counts once, each body has one name, reprints are found.

    `files` are the rows of each file (`one_file.items_of`), in the order of their names.
    """
    rows: dict[str, Item] = {}
    problems: list[Item] = []
    for item in (item for items in files for item in items):
        if "reason" in item:
            problems.append(item)
            continue
        first = rows.setdefault(item["statement_id"], item)
        if first is not item:
            problems.append({"raw_file": item["raw_file"], "raw_locator": item["raw_locator"], "reason": twice(first)})
    return Reading(_statements_frame(list(rows.values())), _problems_frame(problems))


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
    shown = [f"{place_of(row)}: {row['reason']}" for row in problems.head(3).to_dict("records")]
    many = f"{len(problems)} files or rows were not read, were set aside, or were read with a doubt. "
    return many + " | ".join(shown) + (" | ... `read_raw(...).problems` lists all." if len(problems) > 3 else "")
