"""Where the rows of new files come from: readers on this machine, or tasks for others, which write them where the part is to be."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from toolkit.pipeline.crew import Workers, result
from toolkit.pipeline.inputs import sum_of
from toolkit.pipeline.parts import Parts, key_of
from toolkit.pipeline.places import write_frame
from toolkit.reading.files import Found, sidecar_of
from toolkit.reading.guard import FileRead, read_guarded, read_one
from toolkit.schema import FRAMES

#: What is kept of a file: the columns of a statement but for its family, which the corpus decides, and of a problem; beside them `chars`,
#: how long `clean_text` is.
COLUMNS = [*(name for name in FRAMES["statements"].columns if name != "family_id"), "reason"]


class Taken(NamedTuple):
    """The rows of some files, and the SHA-256 of what each was read from; `part` is the name of the part that holds just them already."""

    rows: Callable[[], pd.DataFrame]
    sums: dict[str, str]
    part: str | None = None


def here(groups: list[dict[Found, str]], tick: Callable[[int], object]) -> Iterator[Taken]:
    """By readers on this machine: each group are the new files of one part, with their keys. `tick` is told how many files were read."""
    reads = read_guarded([file for group in groups for file in group])
    for group in groups:
        read = {}
        for file in group:
            read[file.name] = next(reads)
            tick(1)
        yield _taken(read)
    next(reads, None)  # the readers end with the last file


def far(groups: list[dict[Found, str]], tick: Callable[[int], object], workers: Workers, parts: Parts) -> Iterator[Taken]:
    """By tasks. What a worker could not read, or found otherwise than it was found here, this machine reads itself: a problem is one of the
    file, not of that worker.
    """
    names = [parts.name("read", list(group.values())) for group in groups]
    done = workers.done("read_part", (_task(group, name, parts) for group, name in zip(groups, names, strict=True)))
    for group, name in zip(groups, names, strict=True):
        found = result(done, [file.name for file in group])
        tick(len(group))
        strange = [file for file, key in group.items() if not found[file.name][0] or found[file.name][1] != key]
        sums = {of: digest for of, (digest, _) in found.items()}
        if not strange:
            yield Taken(lambda name=name: parts.frame("read", name, "items"), sums, name)
            continue
        mine = _taken(dict(zip([file.name for file in strange], read_guarded(strange), strict=True)))
        frame = parts.frame("read", name, "items")
        frame = pd.concat([frame[~frame["raw_file"].isin(mine.sums)], mine.rows()], ignore_index=True)
        yield Taken(lambda frame=frame: frame, sums | mine.sums)
    next(done, None)


def _task(group: dict[Found, str], name: str, parts: Parts) -> dict[str, Any]:
    files = [[file.name, os.fsencode(file.path.absolute()).hex()] for file in group]
    return {"files": files, "out": {"items": str(parts.path("read", name, "items"))}}


def read_part(files: list[list[str]], out: dict[str, str]) -> dict[str, list[str]]:
    """Read files, each told by its name and its path in hexadecimal, write their rows, and return the SHA-256 and the key of each."""
    found = [Found(name, Path(os.fsdecode(bytes.fromhex(path))), None) for name, path in files]
    taken = _taken({file.name: read_one(file) for file in found})
    write_frame(taken.rows(), out["items"])
    return {file.name: [taken.sums[file.name], key_of_file(file, taken.sums[file.name])] for file in found}


def key_of_file(file: Found, digest: str) -> str:
    """What the rows of a file depend on: its name, its bytes and its sidecar's."""
    beside = sidecar_of(file.path)
    return key_of(file.name, digest, sum_of(beside) if beside else None)


def _taken(reads: dict[str, FileRead]) -> Taken:
    items = [item for read in reads.values() for item in read.items]
    frame = pd.DataFrame(items, columns=COLUMNS).astype("str")
    frame["chars"] = frame["clean_text"].str.len().fillna(0).astype("int64")
    return Taken(lambda: frame, {name: read.sha256 for name, read in reads.items()})
