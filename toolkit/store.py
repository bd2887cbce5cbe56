"""Processed data on disk: four files that belong together, and a record by which a torn set is noticed."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit import __version__
from toolkit.files import as_json, sha256, sha256_of, write_together
from toolkit.locks import only_run
from toolkit.schema import FRAMES, SchemaError, check, conform

FILES = {
    "statements": "statements.parquet",
    "sentences": "sentences.parquet",
    "accusations": "accusations.parquet",
    "problems": "problems.csv",
}
RECORD = "processed.json"

# A cell that begins like this is run as a formula, or hides one, when a spreadsheet opens the file (OWASP, CSV injection).
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class StoreError(RuntimeError):
    """The processed data are missing, torn or not what this version writes; the message says what to do."""


class Processed(NamedTuple):
    """The four frames of processed data, as `toolkit.schema` declares them."""

    statements: pd.DataFrame
    sentences: pd.DataFrame
    accusations: pd.DataFrame
    problems: pd.DataFrame


def write_processed(
    out: str | os.PathLike,
    statements: pd.DataFrame,
    sentences: pd.DataFrame,
    accusations: pd.DataFrame,
    problems: pd.DataFrame,
) -> Path:
    """Write the four frames and `processed.json` into the folder `out`, and return that folder.

    The frames are checked first; nothing is written when one is wrong. All bytes are on disk before the first file is replaced, so that
    a full disk leaves the old set; the record comes last, so that a run killed in between leaves a set that `read_processed` refuses
    instead of a mixture. The same frames give the same bytes.

    Raises `SchemaError` for a frame that is not as declared, `Busy` where another run writes there, and `OSError` where the disk refuses.
    """
    data = Processed(statements, sentences, accusations, problems)
    for kind, frame in data._asdict().items():
        check(frame, kind)  # before the folder is made
    with only_run(out):
        return put_processed(out, data, {})


def put_processed(out: str | os.PathLike, data: Processed, made_from: dict) -> Path:
    """Write as `write_processed` does, for a run that holds the folder's lock; `made_from` goes into the record."""
    frames = data._replace(problems=data.problems.drop_duplicates())
    contents = {}
    for kind, frame in frames._asdict().items():
        frame = conform(check(frame, kind), kind)
        contents[FILES[kind]] = _csv(frame) if kind == "problems" else _parquet(frame)
    record = {
        "toolkit": __version__,
        "made_from": made_from,
        "files": {
            FILES[kind]: {"rows": len(frame), "sha256": sha256(contents[FILES[kind]])}
            for kind, frame in frames._asdict().items()
        },
    }
    write_together({Path(out) / name: content for name, content in (contents | {RECORD: as_json(record)}).items()})
    return Path(out)


def stands(out: str | os.PathLike, made_from: dict) -> bool:
    """Whether `out` holds a whole set of processed data that was made from just this."""
    try:
        record = read_record(out)
    except StoreError:
        return False
    torn = (name for name, entry in record["files"].items() if not _is(Path(out) / name, entry["sha256"]))
    return record.get("made_from") == made_from and next(torn, None) is None


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and sha256_of(path) == digest


def read_processed(path: str | os.PathLike = "data/processed") -> Processed:
    """Read what `toolkit process` wrote: a tuple of `statements`, `sentences`, `accusations` and `problems`.

    When you would want it: first thing in a notebook. What it will not do: read a set of files of which one was changed, or
    that a run cut off left half new, half old; their checksums stand in `processed.json`.

    Raises `StoreError` when files are missing or do not belong together; the message says what to run.

    >>> read_processed("no/such/folder")
    Traceback (most recent call last):
    ...
    toolkit.store.StoreError: There are no processed data in no/such/folder: run `toolkit process` first.
    """
    folder = Path(path)
    record = read_record(folder)
    for name, entry in record["files"].items():
        if not (folder / name).is_file():
            raise StoreError(f"{folder / name} is missing: run `toolkit process` again.")
        if sha256_of(folder / name) != entry["sha256"]:
            raise StoreError(
                f"{folder / name} is not the file that `toolkit process` recorded: it was changed, or a run was cut off. "
                "Run `toolkit process` again."
            )
    try:
        frames = {kind: _read(folder / name, kind) for kind, name in FILES.items()}
    except (SchemaError, KeyError) as error:
        raise StoreError(
            f"The processed data in {folder} are not what toolkit {__version__} writes ({error}): run `toolkit process` again."
        ) from error
    return Processed(**frames)


def read_record(path: str | os.PathLike = "data/processed") -> dict:
    """Read `processed.json`: the version that wrote the set, and rows and SHA-256 of each file.

    Raises `StoreError` where there is none, or one that this version cannot read.
    """
    record = Path(path) / RECORD
    if not record.is_file():
        raise StoreError(f"There are no processed data in {path}: run `toolkit process` first.")
    try:
        content = json.loads(record.read_bytes())
        if set(content["files"]) == set(FILES.values()) and all(e["sha256"] for e in content["files"].values()):
            return content
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise StoreError(f"{record} is not a record that toolkit {__version__} can read: run `toolkit process` again.")


def _read(path: Path, kind: str) -> pd.DataFrame:
    frame = _read_csv(path) if kind == "problems" else pd.read_parquet(path)
    return check(conform(frame, kind), kind)


def _parquet(frame: pd.DataFrame) -> bytes:
    # zstd halves the size of text; the writer notes no time, so the same frame is the same bytes.
    return frame.to_parquet(None, index=False, engine="pyarrow", compression="zstd")


def _csv(frame: pd.DataFrame) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)  # a bare carriage return would end the row
    writer.writerow(frame.columns)
    writer.writerows([neutralise(str(cell)) for cell in row] for row in frame.itertuples(index=False))
    return text.getvalue().encode("utf-8", "backslashreplace")


def _read_csv(path: Path) -> pd.DataFrame:
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    columns = list(FRAMES["problems"].columns)
    if not rows or rows[0] != columns:
        raise SchemaError(f"{path.name} should begin with the line {','.join(columns)}")
    return pd.DataFrame([[_restore(cell) for cell in row] for row in rows[1:]], columns=columns, dtype="str")


def neutralise(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run as a formula; an apostrophe at the start is doubled.

    >>> neutralise("=cmd|' /C calc'!A1"), neutralise("raw/a.txt")
    ("'=cmd|' /C calc'!A1", 'raw/a.txt')
    """
    return "'" + cell if cell.startswith((*_FORMULA, "'")) else cell


def _restore(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell
