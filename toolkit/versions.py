"""What a result depends on besides its input: the toolkit's own code, its lexicons, and the packages under it."""

from __future__ import annotations

import platform
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

from toolkit import __version__
from toolkit.files import sha256, sha256_of

#: What a statement's text or code, a number or a picture can depend on.
PACKAGES = (
    "ftfy",
    "lxml",
    "matplotlib",
    "mistune",
    "nh3",
    "nltk",
    "numpy",
    "openpyxl",
    "pandas",
    "papermill",
    "py3langid",
    "pyarrow",
    "pypdf",
    "python-docx",
    "ruptures",
    "scipy",
    "statsmodels",
)

#: Rooms that only come after processed data: a change in them changes no row, so it makes nobody read the raw files again.
DOWNSTREAM = frozenset(
    "cli cli_checks cli_collecting cli_operations cli_sharing cli_validation collecting echo epithets explanation exploring figures operations reports sharing tables "
    "teaching terms validation wording".split()
)


@cache
def versions() -> dict[str, str]:
    """The version of the toolkit, of Python and of each package in `PACKAGES`.

    >>> versions()["toolkit"] == __version__
    True
    """
    return {"toolkit": __version__, "python": platform.python_version()} | {
        name: metadata.version(name) for name in PACKAGES
    }


def tools() -> dict[str, Any]:
    """What processed data depend on besides raw files: code, lexicons and versions."""
    return {"code": code(without=DOWNSTREAM), "lexicons": lexicons(), "versions": versions()}


def lexicons() -> dict[str, str]:
    """The SHA-256 of each lexicon, by file name."""
    found = sorted((files("toolkit") / "lexicons").iterdir(), key=lambda file: file.name)
    return {file.name: sha256(file.read_bytes()) for file in found if file.name.endswith(".csv")}


def code(without: frozenset[str] = frozenset()) -> str:
    """One SHA-256 of the toolkit's own source and templates, rooms in `without` left out; what other code made is not current.

    >>> code() == code(without=DOWNSTREAM)
    False
    """
    root = Path(str(files("toolkit")))
    sources = sorted(p for p in root.rglob("*") if p.suffix in (".py", ".html", ".css") and p.is_file())
    kept = [p for p in sources if p.relative_to(root).parts[0].removesuffix(".py") not in without]
    return sha256("".join(f"{p.relative_to(root).as_posix()} {sha256_of(p)}\n" for p in kept).encode())
