"""Which files below the raw folder are read, which are set aside, and with which reader."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from toolkit.hand_lists import is_events
from toolkit.reading.limits import DOCUMENT_BYTES, MIB, TABLE_BYTES
from toolkit.reading.metadata import read_sidecar
from toolkit.reading.records import Problem, Raw, Unreadable, storable

#: Each format's reader, by module and function: a reader's library is imported when the first such file is met.
READERS = {
    ".txt": "plain.read_plain",
    ".md": "plain.read_plain",
    ".html": "html.read_html",
    ".htm": "html.read_html",
    ".pdf": "office.read_pdf",
    ".docx": "office.read_docx",
    ".csv": "tables.read_delimited",
    ".tsv": "tables.read_delimited",
    ".xlsx": "tables.read_xlsx",
    ".json": "jsons.read_json",
    ".jsonl": "jsons.read_jsonl",
}
ROW_BY_ROW = {".csv", ".tsv", ".jsonl"}
SIDECARS = (".meta.yml", ".meta.yaml", ".meta.json", ".meta.toml")
TOO_BIG = "Reading it needs more memory than may be used; split it, or save it as jsonl or csv."
_ABOUT = ("readme", "license", "licence", "codebook")
_CLUTTER = {"thumbs.db", "desktop.ini", "__macosx"}


class Found(NamedTuple):
    """A file below the raw folder: what it is called in the frames, why it is not read, if it is not, and how many bytes it had when it was found."""

    name: str
    path: Path
    reason: str | None
    size: int = 0


def existing(raw: str | Path) -> Path:
    """The folder or file of raw statements; raises `FileNotFoundError` where there is none."""
    root = Path(raw)
    if not root.exists():
        raise FileNotFoundError(f"There is no file or folder {str(root)!r}; give the folder with the raw statements.")
    return root


def find_files(raw: Path) -> Iterator[Found]:
    """Every file below `raw` in the order of its name, or `raw` itself if it is a file.

    Hidden files, and what office programs and systems leave behind, are passed over. Links are not followed, so that
    nothing outside the folder is read and nothing in it is read twice.
    """
    if not raw.is_dir():
        yield Found(storable(raw.name), raw, _refusal(raw, on_its_own=True), size_of(raw))
        return
    failures: list[OSError] = []
    names = []
    for folder, folders, files in os.walk(raw, onerror=failures.append):
        folders[:] = [name for name in folders if not _is_clutter(name)]
        linked = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        names += [Path(folder, name) for name in files + linked if not _is_clutter(name)]
    for path in sorted(names, key=lambda p: p.relative_to(raw).as_posix()):
        reason = _refusal(path) or _no_table(path, raw)
        yield Found(storable(path.relative_to(raw).as_posix()), path, reason, size_of(path))
    for failure in failures:
        folder = Path(failure.filename)
        reason = f"The folder cannot be opened ({failure.strerror})."
        yield Found(storable(folder.relative_to(raw).as_posix()), folder, reason)


def size_of(path: Path) -> int:
    """The bytes of a file; none where it cannot be asked."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _is_clutter(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _CLUTTER


def _refusal(path: Path, on_its_own: bool = False) -> str | None:
    """Why a file is not read, as a sentence; None where it is."""
    suffix = path.suffix.lower()
    if path.is_symlink() and not on_its_own:
        return "It is a link and was not followed; copy the file itself into the folder."
    try:
        status = path.stat()
    except OSError as error:
        return f"It cannot be opened ({error.strerror})."
    if not stat.S_ISREG(status.st_mode):
        return "It is not a file but a device, a pipe or a socket."
    if path.name.lower().endswith(SIDECARS):
        return None if _described(path) else "The sidecar stands beside no file of that name; name it NAME.meta.yml."
    if path.stem.lower().split(".")[0].startswith(_ABOUT) and not on_its_own:
        return "Set aside: by its name it is about the collection and no statement; rename it if it is one."
    if suffix not in READERS:
        known = ", ".join(ending[1:] for ending in READERS)
        return f"Files ending in “{suffix or path.name}” are not read; the formats are {known}."
    limit = TABLE_BYTES if suffix in ROW_BY_ROW else DOCUMENT_BYTES
    if status.st_size > limit:
        size = f"It has {status.st_size // MIB:,} MiB and at most {limit // MIB:,} are read"
        return f"{size}; split it, or save it as jsonl or csv."
    return "The file is empty." if status.st_size == 0 else None


def _no_table(path: Path, raw: Path) -> str | None:
    """Deeper in the folder a file called events.csv may be anything, so only the top of it is looked at."""
    if path.parent == raw and is_events(path):
        return "Set aside: it is the list of dated events of these statements, which the timeline shows."
    return None


def is_sidecar(path: Path) -> bool:
    """Whether a file is metadata beside a statement rather than a statement."""
    return path.name.lower().endswith(SIDECARS)


def _described(sidecar: Path) -> bool:
    stem = next(sidecar.name[: -len(end)] for end in SIDECARS if sidecar.name.lower().endswith(end))
    return any(sidecar.with_name(stem + ending).exists() for ending in ("", *READERS))


def sidecar_fields(path: Path) -> tuple[dict[str, str], str | None]:
    """What the sidecar of `path` says, and a sentence if there is one that cannot be read.

    For `a.pdf` it is `a.pdf.meta.yml`, or `a.meta.yml`, which also serves `a.docx` beside it.
    """
    sidecar = sidecar_of(path)
    if sidecar is None:
        return {}, None
    try:
        return read_sidecar(sidecar), None
    except Unreadable as trouble:
        return {}, f"{storable(sidecar.name)}: {trouble}"


def sidecar_of(path: Path) -> Path | None:
    """The sidecar that speaks for `path`, or None."""
    beside = (path.with_name(stem + ending) for stem in (path.name, path.stem) for ending in SIDECARS)
    return next((sidecar for sidecar in beside if sidecar.is_file() and not sidecar.is_symlink()), None)


def read_file(path: Path) -> Iterator[Raw | Problem]:
    """The statements of one file, whatever its format. Never raises: what goes wrong becomes a `Problem`."""
    module, function = READERS[path.suffix.lower()].split(".")
    reader: Callable[[Path], Iterator[Raw | Problem]] = getattr(import_module(f"toolkit.reading.{module}"), function)
    try:
        yield from reader(path)
    except Unreadable as trouble:
        yield Problem("", str(trouble))
    except OSError as error:
        yield Problem("", f"It cannot be opened ({error.strerror or error}).")
    except UnicodeError as error:
        encoding = getattr(error, "encoding", "text")
        yield Problem("", f"It holds bytes that are not valid {encoding}, where reading stopped; save it as UTF-8.")
    except MemoryError:
        yield Problem("", TOO_BIG)
    except Exception as error:  # one bad file must never stop the rest, whatever its library raises
        yield Problem("", f"It could not be read ({type(error).__name__}: {str(error)[:120]}).")
