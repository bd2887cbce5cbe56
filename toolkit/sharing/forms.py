"""The one function of this package: processed data into a folder, in the form asked for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.schema import FRAMES
from toolkit.sharing import book, graph, package, stata, tables
from toolkit.sharing.codebook import codebook
from toolkit.sharing.place import ShareError, check_place, put
from toolkit.sharing.words import Notes, prepare
from toolkit.store import Processed


class Form(NamedTuple):
    """One form: what makes its files from the frames, what its codebook says of it, and the tables described there."""

    make: Callable[[dict[str, pd.DataFrame], Notes], dict[str, bytes]]
    how: str
    described: tuple[str, ...] = tuple(FRAMES)


FORMS = {
    "csv": Form(tables.csv_files, tables.HOW_CSV),
    "parquet": Form(tables.parquet_files, tables.HOW_PARQUET),
    "package": Form(package.package_files, package.HOW),
    "xlsx": Form(book.book_files, book.HOW),
    "stata": Form(stata.stata_files, stata.HOW),
    "graphml": Form(graph.graph_files, graph.HOW, described=()),
}


def share(data: Processed, out: str | os.PathLike, *, form: str, texts: bool = True) -> list[Path]:
    """Write processed data into the folder `out` in one form, and return the paths of the files written, by name.

    When you would want it: to hand data to colleagues, to an archive, or to a program that is not Python.

    Parameters: `form` is one of `FORMS`: "csv", "parquet", "package" (a Data Package: CSV with `datapackage.json`),
    "xlsx", "stata" or "graphml" (who accuses whom, as a directed graph). With `texts=False` the columns that quote a
    statement (`toolkit.sharing.words.QUOTING`) are left out; offsets, codes, counts, names of parties and addresses
    stay.

    Every form has beside it `codebook.md`, `notes.csv` (each cell that could not be kept as it was, and what was done)
    and `export.json` (the mark by which a later run knows the folder as an export, with the checksum of each file).

    The folder is written whole or not at all. One that exists is replaced only if it is an earlier export in which
    nothing was added or changed. The same data give the same bytes. An open folder says nothing about permission: texts
    belong to those who published them.

    Raises `ShareError` for an unknown form, a place that is taken, or data that the form cannot hold; `SchemaError` for
    a frame that is not as declared; `OSError` where the disk refuses. Nothing is then written.

    >>> from tempfile import mkdtemp
    >>> from toolkit.examples import small_world
    >>> problems = pd.DataFrame(columns=list(FRAMES["problems"].columns), dtype="str")
    >>> data = Processed(*small_world(), problems)
    >>> [path.name for path in share(data, mkdtemp() + "/mine", form="graphml")]
    ['codebook.md', 'dyads.graphml', 'export.json', 'notes.csv']
    """
    if form not in FORMS:
        raise ShareError(f"There is no form called {form!r}; the forms are {', '.join(FORMS)}.")
    check_place(out)
    frames, notes = prepare(data, texts)
    chosen = FORMS[form]
    files = chosen.make(frames, notes)
    files["codebook.md"] = codebook({kind: frames[kind] for kind in chosen.described}, chosen.how, texts)
    files["notes.csv"] = tables.notes_csv(notes)  # last: the makers add to the notes
    if form == "package":
        files["datapackage.json"] = package.describe(frames, files, texts)
    return put(out, files, {"form": form, "texts": texts})
