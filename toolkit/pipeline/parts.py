"""Rows of the runs before, in parts of some hundred statements, so that a run works only on what is new and never holds everything.

They are a convenience: where they are missing, torn or made with other code or packages, everything is made again, with the same result.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence, Sized
from contextlib import suppress
from pathlib import Path

import pandas as pd

from toolkit.files import as_json, sha256
from toolkit.pipeline.kept import FOLDER, INDEX, RECORD
from toolkit.pipeline.places import Place, place, read_frame

#: Kind of part -> its tables. What was read of files; the states that its texts name; what was made of statements; what two of them share.
TABLES = {
    "read": ("items",),
    "named": ("states",),
    "coded": ("sentences", "accusations", "prints"),
    "pairs": ("overlaps", "texts"),
}

#: Kind of part -> name of a part -> the keys of what it holds.
Held = dict[str, dict[str, list[str]]]

#: Files that a run may drop: parts, what was begun of them, and what workers were shown.
_OURS = re.compile(rf"\.?(?:{'|'.join([*TABLES, 'probe'])})-[0-9a-f]{{32}}(?:\.|$)")


def key_of(*what: object) -> str:
    """The key of a piece of work: a checksum of all that its result depends on.

    >>> key_of("a", None) == key_of("a", "")
    False
    """
    return sha256(json.dumps(what, ensure_ascii=True).encode("ascii"))[:32]


class Parts:
    """The parts in a folder: those of the run before, by the keys of what they hold, and those of this run.

    A part is named by the keys of its rows in their order, so that what was made of the same work has the same name; a key with no row has
    been worked on too.
    """

    def __init__(self, place: Place, made_with: str, before: Held, sums: dict[str, str]):
        self.place, self.made_with, self.before, self.sums = place, made_with, before, sums
        self.now: Held = _nothing()
        self.same: set[str] = set()
        self.holder = {kind: {k: name for name, keys in parts.items() for k in keys} for kind, parts in before.items()}

    @classmethod
    def open(cls, out: str | Path, made_with: str, *, at: str | Path | None = None, empty: bool = False) -> Parts:
        """The parts of the run before on `out`, or `at` another place; none where they were made with something else or are not as they
        were written.
        """
        where = place(at or Path(out) / FOLDER)
        before, sums = (_nothing(), {}) if empty else _kept(where, made_with)
        return cls(where, made_with, before, sums)

    def name(self, kind: str, keys: Sequence[str]) -> str:
        """The name of the part that holds just these keys."""
        return key_of(kind, *keys)

    def has(self, kind: str, name: str, keys: Sized = ()) -> bool:
        """Whether a part stands from the run before, and holds all of its keys: what could not be done is tried again."""
        return name in self.before[kind] and len(self.before[kind][name]) >= len(keys)

    def path(self, kind: str, name: str, table: str) -> Path | str:
        """Where a table of a part is, for this process and every other: an absolute path, or an address."""
        return self.place.path(_file(kind, name, table))

    def frame(self, kind: str, name: str, table: str, columns: list[str] | None = None) -> pd.DataFrame:
        """A table of a part, or some of its columns."""
        return read_frame(self.path(kind, name, table), columns)

    def keep(self, kind: str, name: str) -> None:
        """This run has this part as it stands from the run before."""
        self.now[kind][name] = self.before[kind][name]
        self.same |= {_file(kind, name, table) for table in TABLES[kind]}

    def hold(self, kind: str, name: str, keys: Sequence[str]) -> None:
        """This run made this part; `keys` are those that are done."""
        self.now[kind][name] = list(keys)

    def rows(self, kind: str, table: str, column: str, wanted: dict[str, str]) -> pd.DataFrame:
        """The rows that parts of the run before hold for some keys: `wanted` is key -> the value of `column` in its rows."""
        values: dict[str, set[str]] = {}
        for key, value in wanted.items():
            values.setdefault(self.holder[kind][key], set()).add(value)
        frames = []
        for name, chosen in sorted(values.items()):
            frame = self.frame(kind, name, table)
            frames.append(frame[frame[column].isin(chosen)])
        return pd.concat(frames, ignore_index=True)

    def close(self) -> None:
        """Record what this run has for the next one, and drop what it has not; whoever is cut off before keeps nothing new."""
        self._record(self.now)

    def _record(self, held: Held) -> None:
        # By name: parts are made in another order than they stand in.
        rows = [(kind, name, k) for kind, parts in held.items() for name in sorted(parts) for k in parts[name] or [""]]
        index = pd.DataFrame(rows, columns=["kind", "part", "key"], dtype="str").to_parquet(None, index=False)
        files = _files(held)
        # What stands from the run before was looked at when it was opened: were it changed since, the next run would see that.
        sums = self.place.sums(file for file in files if file not in self.same)
        sums |= {file: self.sums[file] for file in files if file in self.same}
        record = {"made_with": self.made_with, "index": sha256(index), "files": sums}
        self.place.put({INDEX: index, RECORD: as_json(record)})
        self._drop_all_but(files)

    def __enter__(self) -> Parts:
        return self

    def __exit__(self, kind, *error) -> None:
        """A run that fails leaves the parts it has made beside those of before, so that the next one goes on from there."""
        if kind is None or not any(self.now.values()):
            return
        try:
            self._record({of: self.before[of] | self.now[of] for of in TABLES})
        except Exception:  # a full disk, say; the parts of before are still as their record says
            with suppress(OSError):
                self._drop_all_but(_files(self.before))

    def _drop_all_but(self, files: list[str]) -> None:
        names = set(files)
        for name in self.place.names():
            if name not in names and _OURS.match(name):  # the place may be one where other things stand too
                self.place.drop(name)


def _nothing() -> Held:
    return {kind: {} for kind in TABLES}


def _files(held: Held) -> list[str]:
    return [_file(kind, name, table) for kind, parts in held.items() for name in parts for table in TABLES[kind]]


def _file(kind: str, name: str, table: str) -> str:
    return f"{kind}-{name}.{table}.parquet"


def _kept(where: Place, made_with: str) -> tuple[Held, dict[str, str]]:
    """The parts of the run before, and what their files were when it ended."""
    try:
        record = json.loads(where.read(RECORD))
        if record["made_with"] != made_with or where.sums(record["files"]) != record["files"]:
            return _nothing(), {}
        content = where.read(INDEX)
        if sha256(content) != record["index"]:
            return _nothing(), {}
        index = pd.read_parquet(io.BytesIO(content))
        parts = _nothing()
        for (kind, name), keys in index.groupby(["kind", "part"], sort=False)["key"]:
            parts[kind][name] = [key for key in keys if key]
        return parts, record["files"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _nothing(), {}  # nothing is lost but time
