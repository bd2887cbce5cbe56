"""The raw files of a run: their checksums, which of them are new, and what they hold, read anew or as kept."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.files import sha256_of
from toolkit.kept import Made, key_of, take
from toolkit.reading.assemble import assemble, existing
from toolkit.reading.files import Found, find_files, is_sidecar, sidecar_of
from toolkit.reading.guard import FileRead, read_guarded
from toolkit.reading.one_file import Item
from toolkit.schema import FRAMES


class Inputs(NamedTuple):
    """The files below the raw folder, in the order of their names, and for each its SHA-256, or why it is not read."""

    files: list[Found]
    sums: dict[str, str]

    @classmethod
    def find(cls, raw: str | Path) -> Inputs:
        files = list(find_files(existing(raw)))
        return cls(files, {file.name: file.reason or _sum(file.path) for file in files})

    @property
    def plain(self) -> list[Found]:
        """The files that are read as statements: no sidecar, nothing set aside."""
        return [file for file in self.files if not file.reason and not is_sidecar(file.path)]

    def key(self, file: Found, digest: str) -> str:
        """What the rows of a file depend on: its name, its bytes and its sidecar's."""
        beside = sidecar_of(file.path)
        return key_of(file.name, digest, _sum(beside) if beside else None)


class Read(NamedTuple):
    """Rows to keep for the next run, and how many files were read in this one."""

    made: Made
    fresh: int


def read_inputs(
    inputs: Inputs, kept: dict[str, Made], *, progress: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame, Read]:
    """The statements and problems of all files; only those not kept from the run before are read."""
    from tqdm import tqdm

    plain = inputs.plain
    keys = {file.name: inputs.key(file, inputs.sums[file.name]) for file in plain}
    rows, missing = take(kept, "items", list(keys.values()))
    items = _items_by_file(rows)
    new = [file for file in plain if keys[file.name] in set(missing)]
    bar = tqdm(read_guarded(new), total=len(new), desc="Reading", unit=" files", disable=not progress, leave=False)
    for file, read in zip(new, bar, strict=True):
        items[file.name] = read.items
        _note(inputs, keys, file, read)
    refused = {file.name: [_refusal(file)] for file in inputs.files if file.reason}
    reading = assemble((items | refused).get(file.name, []) for file in inputs.files)
    return *reading, Read(_made(items, keys), len(new))


def _note(inputs: Inputs, keys: dict[str, str], file: Found, read: FileRead) -> None:
    """Hold to the checksum of the bytes that were read; one that could not be read to its end is tried again next time."""
    if not read.sha256:
        del keys[file.name]
    elif read.sha256 != inputs.sums[file.name]:  # it was replaced after it was found
        inputs.sums[file.name] = read.sha256
        keys[file.name] = inputs.key(file, read.sha256)


def _refusal(file: Found) -> Item:
    return {"raw_file": file.name, "raw_locator": "", "reason": file.reason}


def _items_by_file(rows: pd.DataFrame) -> dict[str, list[Item]]:
    items: dict[str, list[Item]] = {}
    columns = [name for name in rows.columns if name != "key"]
    cells = rows[columns].astype(object).where(rows[columns].notna(), None)
    for row in cells.to_dict("records"):
        if row["reason"] is None:
            del row["reason"]
        items.setdefault(row["raw_file"], []).append(row)
    return items


def _made(items: dict[str, list[Item]], keys: dict[str, str]) -> Made:
    columns = [*(name for name in FRAMES["statements"].columns if name != "family_id"), "reason"]
    rows = [{"key": keys[name], **item} for name, each in items.items() if name in keys for item in each]
    return Made(frozenset(keys.values()), pd.DataFrame(rows, columns=["key", *columns]).astype("str"))


def _sum(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError as error:
        return f"unreadable: {error.strerror}"
