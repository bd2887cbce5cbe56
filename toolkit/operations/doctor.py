"""Whether this machine can run the toolkit, and what is missing."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from importlib import metadata
from pathlib import Path

from toolkit.operations.lines import Line
from toolkit.reports.pdf import find_browser

#: A run of the reports on a thousand statements takes about 300 MB of memory a notebook and 50 MB of disk.
FREE_BYTES = 500_000_000


def doctor(folder: str | Path = ".") -> list[Line]:
    """Python, packages and their versions, disk, rights and the notebook kernel, as lines; nothing is changed.

    >>> doctor()[0].fine
    True
    """
    return [_python(), _packages(), _kernel(), _disk(Path(folder)), _writable(Path(folder)), _temporary(), _browser()]


def _python() -> Line:
    version = ".".join(map(str, sys.version_info[:3]))
    return Line(
        "Python",
        version if sys.version_info >= (3, 11) else f"{version}: 3.11 or newer is needed",
        sys.version_info >= (3, 11),
    )


def _packages() -> Line:
    wrong = []
    for requirement in metadata.requires("accusation-toolkit") or ():
        if "extra ==" in requirement:
            continue
        name, _, version = requirement.partition("==")
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{name} {version} is not installed")
            continue
        if found != version.split(";")[0].strip():
            wrong.append(f"{name} is {found}, pinned is {version}")
    if wrong:
        return Line("Packages", f"{'; '.join(wrong)}: run `make clean report`, or install with constraints.txt", False)
    return Line("Packages", "as pinned", True)


def _kernel() -> Line:
    try:
        import ipykernel
    except ImportError:
        return Line("Notebook kernel", "ipykernel cannot be imported", False)
    return Line("Notebook kernel", f"ipykernel {ipykernel.__version__}", True)


def _disk(folder: Path) -> Line:
    free = shutil.disk_usage(folder).free
    words = f"{free / 1e9:.1f} GB free"
    return Line("Disk", words if free >= FREE_BYTES else f"{words}: half a GB is needed", free >= FREE_BYTES)


def _writable(folder: Path) -> Line:
    for name in ("data/processed", "reports", "."):
        place = folder / name
        if place.is_dir() and not os.access(place, os.W_OK | os.X_OK):
            return Line("Rights", f"{place} cannot be written to", False)
    return Line("Rights", "folders can be written to", True)


def _temporary() -> Line:
    try:
        with tempfile.TemporaryDirectory(prefix="toolkit-doctor-") as place:
            Path(place, "x").write_bytes(b"x")
    except OSError as error:
        return Line("Temporary folder", f"{tempfile.gettempdir()}: {error.strerror}", False)
    return Line("Temporary folder", tempfile.gettempdir(), True)


def _browser() -> Line:
    found = find_browser()
    return Line("Browser for PDF", found or "none found (only printing to PDF needs one)", True)
