"""A Data Package (https://datapackage.org, version 2): the CSV files and a description that programs read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from toolkit.files import as_json, sha256
from toolkit.schema import DAY, FRAMES, Column
from toolkit.sharing.codebook import withheld
from toolkit.sharing.place import ShareError
from toolkit.sharing.tables import HOW_CSV, csv_files
from toolkit.sharing.words import OWNERS, Notes

HOW = f"This folder is a Data Package: `datapackage.json` describes it for programs. {HOW_CSV}"
TYPES = {"str": "string", "int64": "integer", "bool": "boolean", DAY: "date"}

#: frame -> the columns that name a row of another frame
FOREIGN = {
    "sentences": [(("statement_id",), "statements")],
    "accusations": [(("statement_id",), "statements"), (("statement_id", "sentence_index"), "sentences")],
}
_NOTES = {
    "frame": ("string", "the table in which something was replaced"),
    "row": ("integer", "the row, from 1, the header not counted"),
    "column": ("string", "the column"),
    "note": ("string", "what was done"),
}


def package_files(frames: dict[str, pd.DataFrame], notes: Notes) -> dict[str, bytes]:
    """The CSV files and CITATION.cff, by file name; adds to the notes.

    A toolkit installed without its repository has no CITATION.cff to copy: the package is then without one.

    Raises `ShareError` where a row names a statement or sentence that is not there: the package would promise it is.
    """
    for kind, keys in FOREIGN.items():
        for columns, target in keys:
            _check_key(frames[kind], kind, list(columns), frames[target], target)
    files = csv_files(frames, notes)
    citation = Path(__file__).parents[2] / "CITATION.cff"
    return files | ({"CITATION.cff": citation.read_bytes()} if citation.is_file() else {})


def describe(frames: dict[str, pd.DataFrame], files: dict[str, bytes], texts: bool) -> bytes:
    """`datapackage.json` for these files: each table with its fields, keys, size and checksum. No licence is set."""
    about = (
        "Who accuses whom of what in official statements, found by rules. An accusation is what somebody said; it says "
        f"nothing of whether the charge is true. {OWNERS}"
    )
    note_fields = [{"name": n, "type": t, "description": what} for n, (t, what) in _NOTES.items()]
    return as_json(
        {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "accusations",
            "title": "Accusations in official statements",
            "description": f"{about} {HOW_CSV}" + ("" if texts else f" {withheld()}"),
            "resources": [
                *(
                    _resource(kind, f"A row: {FRAMES[kind].row}.", _schema(kind, frame), files)
                    for kind, frame in frames.items()
                ),
                _resource("notes", "Cells that could not be kept as they were.", {"fields": note_fields}, files),
            ],
        }
    )


def _resource(kind: str, what: str, schema: dict, files: dict[str, bytes]) -> dict:
    content = files[f"{kind}.csv"]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": kind,
        "type": "table",
        "path": f"{kind}.csv",
        "description": what,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "bytes": len(content),
        "hash": f"sha256:{sha256(content)}",
        "schema": schema,
    }


def _schema(kind: str, frame: pd.DataFrame) -> dict:
    schema = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(name, FRAMES[kind].columns[name]) for name in frame.columns],
    }
    if set(FRAMES[kind].key) <= set(frame.columns):
        schema["primaryKey"] = list(FRAMES[kind].key)
    foreign = [
        {"fields": list(columns), "reference": {"resource": target, "fields": list(columns)}}
        for columns, target in FOREIGN.get(kind, [])
    ]
    # The first carrier of a reprint may have been narrowed away; what is not so is not promised.
    if kind == "statements" and frame["family_id"].isin(frame["statement_id"]).all():
        foreign.append({"fields": ["family_id"], "reference": {"resource": kind, "fields": ["statement_id"]}})
    return schema | ({"foreignKeys": foreign} if foreign else {})


def _field(name: str, column: Column) -> dict:
    field = {"name": name, "type": TYPES[column.dtype], "description": column.meaning}
    constraints = {} if column.missing else {"required": True}
    if column.vocabulary:
        constraints["enum"] = list(column.vocabulary)
    if not column.missing and column.dtype == "str":
        field["missingValues"] = []  # an empty cell is the empty text: `raw_locator` of a whole file
    return field | ({"constraints": constraints} if constraints else {})


def _check_key(frame: pd.DataFrame, kind: str, columns: list[str], target: pd.DataFrame, named: str) -> None:
    there = pd.MultiIndex.from_frame(frame[columns]).isin(pd.MultiIndex.from_frame(target[columns]))
    if not there.all():
        row = frame.loc[~there, columns].iloc[0].to_dict()
        raise ShareError(
            f"A row of {kind} names {row}, which is not in {named}; narrow the frames together "
            "(`toolkit.selection.select`)."
        )
