"""What a run of the pipeline gives back, and what it raises where there was nothing to read."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.store import Processed


class NothingRead(RuntimeError):
    """There was no readable statement; the message gives the first reasons."""


class Account:
    """What became of the raw files: the folder `out` that holds the data, how many `files` there are and how many of them were `read` now;
    None where nothing had changed and nothing ran. `data` are the four frames. Printed, it says what was read.
    """

    def __init__(self, out: Path, files: int, read: int | None):
        self.out, self.files, self.read = out, files, read

    @cached_property
    def data(self) -> Processed:
        """The four frames as written, read when first asked for."""
        from toolkit.store import read_processed

        return read_processed(self.out)

    def __str__(self) -> str:
        from toolkit.pipeline.summary import summary

        return summary(self.out, self.files, self.read)
