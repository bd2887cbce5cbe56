"""What the commands ask of a path before they start, each answered in one sentence."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click


#: What to do where a usual place is not there.
_HINTS = {
    "data/raw": " Name the folder of your statements: toolkit process my-statements.",
    "validation": " Run toolkit sample first.",
}


def must_exist(path: str, what: str) -> None:
    """Refuse a path that is not there, with the nearest name beside it; `what` is the option or argument it was given for."""
    if Path(path).exists():
        return
    beside = Path(path).parent
    names = [str(beside / p.name) for p in beside.iterdir()] if beside.is_dir() else []
    hint = _HINTS.get(path, "")
    near = get_close_matches(str(Path(path)), names, n=1, cutoff=0.7)
    raise click.UsageError(
        f"{what}: there is no file or folder {path!r}" + (f"; did you mean {near[0]!r}?" if near else f".{hint}")
    )


def must_be_folder(path: str, what: str) -> None:
    """Refuse a file where a folder is to be written."""
    if Path(path).exists() and not Path(path).is_dir():
        raise click.UsageError(f"{what}: {path!r} is a file, and a folder is wanted.")
