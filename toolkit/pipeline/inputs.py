"""The raw files of a run, and their checksums."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from toolkit.files import sha256, sha256_of
from toolkit.hand_lists import EVENTS
from toolkit.pipeline.listed import Listed, events_of
from toolkit.reading.files import Found, existing, find_files, is_sidecar


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
        sums = {file.name: file.reason or sum_of(file.path) for file in files}
        return cls(files, sums | ({EVENTS: sha256(events.content)} if events else {}), events)

    @property
    def plain(self) -> list[Found]:
        """The files that are read as statements: no sidecar, nothing set aside."""
        return [file for file in self.files if not file.reason and not is_sidecar(file.path)]


def sum_of(path: Path) -> str:
    """The SHA-256 of a file, or why it cannot be read."""
    try:
        return sha256_of(path)
    except OSError as error:
        return f"unreadable: {error.strerror}"
