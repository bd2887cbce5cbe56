"""Which notebook makes a report: one of the folder in which one works, or the project's."""

from __future__ import annotations

from pathlib import Path

from toolkit.reports.parameters import ParameterError

#: Beside the package, where a clone of the project has them.
PROJECT = Path(__file__).parents[2] / "notebooks"
OWN = Path("notebooks")


def find_notebook(report: str, folder: str | Path | None = None) -> Path:
    """The notebook of a report: in `folder` where one is named; else in `notebooks` of the current folder; else the project's.

    So a report can be made in any folder, and a notebook of one's own that is called like a report takes its place.

    Raises `ParameterError` where there is none.

    >>> find_notebook("terms", "no/such/folder")
    Traceback (most recent call last):
    ...
    toolkit.reports.parameters.ParameterError: There is no notebook terms.ipynb in no/such/folder.
    """
    file = f"{report}.ipynb"
    folders = [OWN, PROJECT] if folder is None else [Path(folder)]
    for place in folders:
        if (place / file).is_file():
            return place / file
    where = " or ".join(str(place) for place in folders)
    hint = "; the notebooks come with a clone of the project: name their folder with --notebooks" if folder is None else ""
    raise ParameterError(f"There is no notebook {file} in {where}{hint}.")


def whose(notebook: Path) -> str:
    """A word for a notebook that is not the project's own of that name; empty for one that is."""
    ours = PROJECT / notebook.name
    same = ours.is_file() and ours.read_bytes() == notebook.read_bytes()
    return "" if same else "not the notebook of this version of the toolkit"
