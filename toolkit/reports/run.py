"""Notebooks run side by side, each in a process of its own, and each proved to have finished."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

from toolkit.files import as_json, write_whole
from toolkit.reports import FINISHED
from toolkit.reports.light import without_grammar
from toolkit.reports.stage import environment

CELL_SECONDS = 900  # a cell of the three reports takes under ten seconds on a thousand statements


class Job(NamedTuple):
    """A report to make: its name, its notebook, and the values to run it with."""

    name: str
    notebook: Path
    values: dict[str, object]


class RunFailed(RuntimeError):
    """A notebook did not prove that it finished; the message names the notebook, the cell and the error."""


class Result(NamedTuple):
    """What became of a job: the executed notebook, or the sentence that says why there is none."""

    job: Job
    notebook: dict | None
    failure: str | None


def run_notebooks(
    jobs: list[Job], stage: Path, *, workers: int | None = None, cell_seconds: int = CELL_SECONDS
) -> Iterator[Result]:
    """Run each job in the staging folder `stage` (see `toolkit.reports.stage`), and yield results as they come.

    A notebook that fails does not stop the others. As many run at once as there are cores, and at least two: a report waits little, so that
    more gains nothing, and each takes about 300 MB.
    """
    with ThreadPoolExecutor(max_workers=workers or max(2, os.cpu_count() or 2)) as pool:
        waiting = {pool.submit(run_notebook, job, stage, cell_seconds=cell_seconds): job for job in jobs}
        for done in as_completed(waiting):
            try:
                yield Result(waiting[done], done.result(), None)
            except RunFailed as error:
                yield Result(waiting[done], None, str(error))


def run_notebook(job: Job, stage: Path, *, cell_seconds: int = CELL_SECONDS, start: Callable = subprocess.run) -> dict:
    """Run one notebook and return it executed, once it is proved that every cell ran and the last one reported back.

    Raises `RunFailed` otherwise.
    """
    with without_grammar():
        import nbformat

    token = secrets.token_hex(16)
    write_whole(stage / "in" / f"{job.name}.ipynb", job.notebook.read_bytes())
    write_whole(stage / "in" / f"{job.name}.json", as_json({"values": job.values, "cell_seconds": cell_seconds}))
    process = start(
        [sys.executable, "-m", "toolkit.reports.execute", job.name],
        cwd=stage,
        env=environment(stage, token),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    try:
        notebook = nbformat.read(stage / "out" / f"{job.name}.ipynb", as_version=4)
    except Exception:  # absent, cut off, or no notebook: nbformat raises several kinds of its own
        raise RunFailed(f"The {job.name} notebook did not run: {_last_line(process.stderr)}") from None
    prove_finished(notebook, token, job.name)
    if process.returncode:
        raise RunFailed(f"The {job.name} notebook did not finish: {_last_line(process.stderr)}")
    return notebook


def prove_finished(notebook: dict, token: str, name: str) -> None:
    """Raise `RunFailed` unless every code cell ran, none failed, and the last one reported back with `token`."""
    cells = [c for c in notebook["cells"] if not _made_by_papermill(c)]
    code = [(n, c) for n, c in enumerate(cells, 1) if c["cell_type"] == "code" and c["source"].strip()]
    for number, cell in code:
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                raise RunFailed(
                    f"{_where(name, number, cell)} failed: {_plain(output['ename'] + ': ' + output['evalue'])}"
                )
    for number, cell in code:
        state = cell["metadata"].get("papermill", {})
        if cell["execution_count"] is None or state.get("status") != "completed" or state.get("exception"):
            raise RunFailed(
                f"{_where(name, number, cell)} did not run to its end; a cell before it may have ended the kernel."
            )
    told = (
        [o["data"].get(FINISHED) for o in code[-1][1]["outputs"] if o["output_type"] == "display_data"] if code else []
    )
    if {"token": token} not in told:
        raise RunFailed(
            f"The {name} notebook did not report back: its last code cell should be `finished()`, from toolkit.reports, "
            "and was not reached."
        )


def _made_by_papermill(cell: dict) -> bool:
    return bool({"injected-parameters", "papermill-error-cell-tag"} & set(cell["metadata"].get("tags", [])))


def _where(name: str, number: int, cell: dict) -> str:
    first = cell["source"].strip().splitlines()[0]
    return f"Cell {number} of the {name} notebook (`{_plain(first, 60)}`)"


def _last_line(text: str) -> str:
    lines = [line for line in (text or "").splitlines() if line.strip()]
    return _plain(lines[-1]) if lines else "it said nothing."


def _plain(text: str, most: int = 300) -> str:
    """A text from outside for a terminal: one line, no control characters, not too long."""
    line = "".join(c if c.isprintable() else " " for c in re.sub(r"\x1b\[[0-9;]*m", "", text))
    line = " ".join(line.split())
    return line if len(line) <= most else line[: most - 1] + "…"
