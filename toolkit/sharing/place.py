"""A folder written whole or not at all, and the mark by which an earlier export is known."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from pathlib import Path

from toolkit import __version__
from toolkit.files import as_json, sha256, sha256_of, write_whole

MARK = "export.json"
MADE_BY = "toolkit.sharing.share"


class ShareError(ValueError):
    """The data cannot be shared like this; the message says why and what to do."""


def check_place(out: str | os.PathLike) -> None:
    """Raise `ShareError` unless `out` is free, or an earlier export in which nothing was added or changed.

    >>> from tempfile import mkdtemp
    >>> check_place(mkdtemp() + "/new")
    """
    place = Path(out)
    if place.name in ("", ".."):
        raise ShareError(f"{out} is no name for a new folder; give one, for example {place / 'export'}.")
    if not place.exists() and not place.is_symlink():
        return
    if place.is_symlink() or not place.is_dir():
        raise ShareError(f"{place} is there already and is not a folder; choose another name.")
    recorded = _recorded(place)
    if recorded is None:
        raise ShareError(f"{place} is there already and is not an earlier export; choose another folder.")
    for path in sorted(place.iterdir()):
        if path.name == MARK:
            continue
        if path.name not in recorded or path.is_symlink() or not path.is_file():
            raise ShareError(
                f"{path} is not part of the earlier export and would be lost; move it, or choose another folder."
            )
        if sha256_of(path) != recorded[path.name]:
            raise ShareError(
                f"{path} was changed after it was written and would be lost; move it, or choose another folder."
            )


def put(out: str | os.PathLike, files: dict[str, bytes], about: dict) -> list[Path]:
    """Write the files and the mark into a new folder beside `out`, then rename it to `out`; return the paths, by name.

    Raises `ShareError` where the place was taken meanwhile and `OSError` where the disk refuses: what was there stands.
    """
    place = Path(out)
    mark = {
        "files": {name: sha256(content) for name, content in files.items()},
        "made_by": MADE_BY,
        "toolkit": __version__,
    }
    files = files | {MARK: as_json(mark | about)}
    place.parent.mkdir(parents=True, exist_ok=True)
    token = secrets.token_hex(4)
    part, old = (place.with_name(f".{place.name}.{token}.{end}") for end in ("part", "old"))
    try:
        part.mkdir()
        for name, content in files.items():
            write_whole(part / name, content)
        check_place(place)  # making the files takes time, in which somebody may have put something there
        _exchange(part, place, old)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)
    return [place / name for name in sorted(files)]


def _exchange(part: Path, place: Path, old: Path) -> None:
    """Rename `part` to `place`; a folder there is put aside first, and put back where the renaming fails."""
    if not place.exists():
        part.rename(place)
        return
    place.rename(old)
    try:
        part.rename(place)
    except BaseException:
        old.rename(place)
        raise


def _recorded(place: Path) -> dict[str, str] | None:
    """The checksums by file of an earlier export; None where the folder is none."""
    try:
        mark = json.loads((place / MARK).read_bytes())
        return dict(mark["files"]) if mark["made_by"] == MADE_BY else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
