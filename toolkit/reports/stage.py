"""A staging folder for one run: copies of what goes in, a kernel of our own, nothing of the user's settings.

in/ notebooks and their values, out/ executed notebooks, notebooks/ where they run, data/ the data as they were when the run
began, jupyter/ and ipython/ the kernel's settings. The same input gives the same page on another machine because nothing else
is looked at: no start-up files, no matplotlibrc, no time, no random hash.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from toolkit.files import as_json, write_whole
from toolkit.reports.execute import KERNEL

# SVG is sharp on every screen; its ids come from the salt and its date is left out, so the same figure is the same bytes.
_IPYTHON = """\
c = get_config()
c.HistoryManager.enabled = False
c.InlineBackend.figure_formats = {"svg"}
c.InlineBackend.print_figure_kwargs = {"bbox_inches": "tight", "metadata": {"Date": None}}
"""
_MATPLOTLIB = "svg.hashsalt: accusation-toolkit\nsvg.fonttype: path\n"


def lay_out(folder: Path, processed: Path, beside: dict[str, Path] | None = None) -> None:
    """Make the staging folder: processed data, and what stands beside them (by parameter), as they are now, and the kernel's settings."""
    for name in ("in", "out", "notebooks", "data/processed"):
        (folder / name).mkdir(parents=True)
    for file in sorted(processed.iterdir()):
        if file.is_file() and not file.name.startswith("."):
            _snapshot(file, folder / "data" / "processed" / file.name)
    for name, source in (beside or {}).items():
        _snapshot_beside(name, source, folder)
    write_whole(folder / "notebooks" / "matplotlibrc", _MATPLOTLIB.encode())
    write_whole(folder / "ipython" / "profile_default" / "ipython_kernel_config.py", _IPYTHON.encode())
    kernel = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Reports",
        "language": "python",
    }
    write_whole(folder / "jupyter" / "kernels" / KERNEL / "kernel.json", as_json(kernel))


def _snapshot_beside(name: str, source: Path, folder: Path) -> None:
    """A file of the data folder (events, coverage), or the folder of a coded sample."""
    if source.is_dir():
        (folder / name).mkdir()
        for file in sorted(source.iterdir()):
            if file.is_file() and not file.name.startswith((".", "~")):
                _snapshot(file, folder / name / file.name)
    elif source.exists():  # a carried file that is gone is told of when the data are read
        _snapshot(source, folder / "data" / f"{name}.csv")


def _snapshot(source: Path, target: Path) -> None:
    """A hard link where the disk allows one: our own writes replace files and never change them, so it cannot move."""
    try:
        os.link(source.resolve(), target)
    except OSError:
        shutil.copyfile(source, target)


def environment(folder: Path, token: str) -> dict[str, str]:
    """The environment of a run. PYTHONSAFEPATH: a file called matplotlib.py beside a notebook is not the library."""
    from toolkit.reports import TOKEN

    ours = {
        TOKEN: token,
        "PYTHONSAFEPATH": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "TZ": "UTC",
        "SOURCE_DATE_EPOCH": "0",
        "JUPYTER_PATH": str(folder / "jupyter"),
        "IPYTHONDIR": str(folder / "ipython"),
        "MATPLOTLIBRC": str(folder / "notebooks" / "matplotlibrc"),
    }
    # A back end chosen for a desktop would take the figures away from the page.
    return {k: v for k, v in os.environ.items() if k not in ("MPLBACKEND", "PYTHONSTARTUP", "PYTHONWARNINGS")} | ours
