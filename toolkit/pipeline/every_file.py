"""Every file read: which stand from the run before, and what those that are new hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from toolkit.pipeline.crew import STATEMENT_BYTES, Workers
from toolkit.pipeline.dealing import dealt
from toolkit.pipeline.inputs import Inputs
from toolkit.pipeline.parts import Parts, key_of
from toolkit.pipeline.places import write_frame
from toolkit.pipeline.taking import Taken, far, here, key_of_file
from toolkit.reading.files import Found


class Dealing(NamedTuple):
    """The files as they are dealt into parts, each with its key, and of each part that has new ones these."""

    groups: list[dict[Found, str]]
    new: list[dict[Found, str]]

    @classmethod
    def of(cls, inputs: Inputs, parts: Parts) -> Dealing:
        keys = {file: key_of_file(file, inputs.sums[file.name]) for file in inputs.plain}
        groups = [{file: keys[file] for file in files} for files in _dealt(inputs.plain)]
        todo = [group for group in groups if not parts.has("read", parts.name("read", list(group.values())), group)]
        new = [{file: key for file, key in group.items() if key not in parts.holder["read"]} for group in todo]
        return cls(groups, [group for group in new if group])

    @property
    def statements(self) -> int:
        """About how many statements the new files hold."""
        return int(sum(_weight(file) for group in self.new for file in group))


class Read(NamedTuple):
    """The parts that hold the rows of all files, in the order of the files, and how many files were read in this run."""

    parts: list[str]
    fresh: int


def read_inputs(
    inputs: Inputs, dealing: Dealing, parts: Parts, *, workers: Workers | None = None, progress: bool = False
) -> Read:
    """Have the rows of all files in parts; only files that are not kept from the run before are read, by `workers` where they are given."""
    from tqdm import tqdm

    new = dealing.new
    bar = tqdm(total=sum(map(len, new)), desc="Reading", unit=" files", disable=not progress, leave=False)
    takes = far(new, bar.update, workers, parts) if workers else here(new, bar.update)
    names = []
    for group in dealing.groups:
        name = parts.name("read", list(group.values()))
        if parts.has("read", name, group):
            parts.keep("read", name)
        else:
            name = _read_part(inputs, parts, group, takes)
        names.append(name)
    next(takes, None)  # whoever reads ends with the last file
    bar.close()
    return Read(names, sum(map(len, new)))


def _dealt(files: list[Found]) -> Iterator[list[Found]]:
    """By their names alone: a file whose words change stays with its neighbours."""
    return dealt((key_of(file.name), _weight(file), file) for file in files)


def _weight(file: Found) -> float:
    return max(1.0, file.size / STATEMENT_BYTES)


def _read_part(inputs: Inputs, parts: Parts, group: dict[Found, str], takes: Iterator[Taken]) -> str:
    """A part of these files from what is kept and what is read now."""
    keys = {file.name: key for file, key in group.items()}
    kept = {name: key for name, key in keys.items() if key in parts.holder["read"]}
    taken = next(takes) if len(kept) < len(keys) else None
    sums = taken.sums if taken else {}
    for file in group:
        digest = sums.get(file.name)
        if digest and digest != inputs.sums[file.name]:  # it was replaced after it was found
            inputs.sums[file.name] = digest
            keys[file.name] = key_of_file(file, digest)
    name = parts.name("read", list(keys.values()))
    if taken is None or taken.part != name:
        frames = [parts.rows("read", "items", "raw_file", {key: of for of, key in kept.items()})] if kept else []
        frame = pd.concat([*frames, *([taken.rows()] if taken else [])], ignore_index=True)
        place = {of: n for n, of in enumerate(keys)}
        frame = frame.iloc[frame["raw_file"].map(place).argsort(kind="stable")]
        write_frame(frame.reset_index(drop=True), parts.path("read", name, "items"))
    # A file that could not be read to its end is tried again next time.
    parts.hold("read", name, [key for of, key in keys.items() if sums.get(of) != ""])
    return name
