"""The raw files of a run: their checksums, which of them are new, and what they hold, read anew or as kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.files import sha256, sha256_of
from toolkit.hand_lists import EVENTS
from toolkit.pipeline.dealing import dealt
from toolkit.pipeline.listed import Listed, events_of
from toolkit.pipeline.parts import Parts, key_of, write_table
from toolkit.reading.assemble import existing
from toolkit.reading.files import Found, find_files, is_sidecar, sidecar_of
from toolkit.reading.guard import FileRead, read_guarded
from toolkit.reading.one_file import Item
from toolkit.schema import FRAMES

#: Bytes of a file for one statement, for dealing files into parts: a short statement as plain text.
BYTES = 2048

#: What is kept of a file: the columns of a statement but for its family, which the corpus decides, and of a problem.
COLUMNS = [*(name for name in FRAMES["statements"].columns if name != "family_id"), "reason"]


class Inputs(NamedTuple):
    """The files below the raw folder, in the order of their names, and for each its SHA-256, or why it is not read.

    `events` is the list of dated events that lies beside the statements, where there is one that can be read.
    """

    files: list[Found]
    sums: dict[str, str]
    events: Listed | None = None

    @classmethod
    def find(cls, raw: str | Path) -> Inputs:
        files = list(find_files(existing(raw)))
        files, events = events_of(files)
        sums = {file.name: file.reason or _sum(file.path) for file in files}
        return cls(files, sums | ({EVENTS: sha256(events.content)} if events else {}), events)

    @property
    def plain(self) -> list[Found]:
        """The files that are read as statements: no sidecar, nothing set aside."""
        return [file for file in self.files if not file.reason and not is_sidecar(file.path)]

    def key(self, file: Found, digest: str) -> str:
        """What the rows of a file depend on: its name, its bytes and its sidecar's."""
        beside = sidecar_of(file.path)
        return key_of(file.name, digest, _sum(beside) if beside else None)


class Read(NamedTuple):
    """The parts that hold the rows of all files, in the order of the files, and how many files were read in this run."""

    parts: list[str]
    fresh: int


def read_inputs(inputs: Inputs, parts: Parts, *, progress: bool = False) -> Read:
    """Have the rows of all files in parts; only files that are not kept from the run before are read."""
    from tqdm import tqdm

    keys = {file.name: inputs.key(file, inputs.sums[file.name]) for file in inputs.plain}
    new = [file for file in inputs.plain if keys[file.name] not in parts.holder["read"]]
    bar = tqdm(total=len(new), desc="Reading", unit=" files", disable=not progress, leave=False)
    reads = zip(new, read_guarded(new), strict=True)
    names = []
    for files in _dealt(inputs.plain):
        of_files = {file.name: keys[file.name] for file in files}
        name = parts.name("read", of_files.values())
        if not parts.has("read", name):
            name = _read_part(inputs, parts, of_files, reads, bar)
        else:
            parts.hold("read", name, list(of_files.values()))
        names.append(name)
    next(reads, None)  # the readers end with the last file
    bar.close()
    return Read(names, len(new))


def _dealt(files: list[Found]) -> Iterator[list[Found]]:
    """By their names alone: a file whose words change stays with its neighbours."""
    return dealt((key_of(file.name), max(1.0, _size(file.path) / BYTES), file) for file in files)


def _read_part(inputs: Inputs, parts: Parts, keys: dict[str, str], reads: Iterator[tuple[Found, FileRead]], bar) -> str:
    """A part of these files (name -> key) from what is kept and what is read now."""
    kept = {name: key for name, key in keys.items() if key in parts.holder["read"]}
    frames = []
    if kept:
        frames.append(parts.rows("read", "items", "raw_file", {key: name for name, key in kept.items()}))
    items: list[Item] = []
    unsure = set()
    for _ in range(len(keys) - len(kept)):
        file, read = next(reads)
        items += read.items
        bar.update()
        if not read.sha256:  # it could not be read to its end, and is tried again next time
            unsure.add(file.name)
        elif read.sha256 != inputs.sums[file.name]:  # it was replaced after it was found
            inputs.sums[file.name] = read.sha256
            keys[file.name] = inputs.key(file, read.sha256)
    frames.append(pd.DataFrame(items, columns=COLUMNS).astype("str"))
    frame = pd.concat(frames, ignore_index=True)
    place = {name: n for n, name in enumerate(keys)}
    frame = frame.iloc[frame["raw_file"].map(place).argsort(kind="stable")]
    done = [key for name, key in keys.items() if name not in unsure]
    name = parts.name("read", keys.values())
    write_table(frame.reset_index(drop=True), parts.path("read", name, "items"))
    parts.hold("read", name, done)
    return name


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _sum(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError as error:
        return f"unreadable: {error.strerror}"
