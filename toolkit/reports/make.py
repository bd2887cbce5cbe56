"""The set of reports: checked, run, made into pages, published whole, with an index and a record beside them."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from toolkit import __version__
from toolkit.files import sha256, sha256_of, write_together, write_whole
from toolkit.locks import only_run
from toolkit.reports.beside import standing
from toolkit.reports.manifest import NAME as MANIFEST
from toolkit.reports.manifest import Manifest
from toolkit.reports.notebooks import find_notebook, whose
from toolkit.reports.page import Facts, make_page, render, tables_of
from toolkit.reports.parameters import (
    COVERAGE,
    PROCESSED,
    REPORTS,
    VALIDATION,
    ParameterError,
    Parameters,
    asked,
    check_parameters,
    nearest,
)
from toolkit.reports.repeat import as_text, command, of_report, places_of, stands_for
from toolkit.reports.run import Job, Result, run_notebooks
from toolkit.reports.stage import lay_out
from toolkit.selection import SelectionError, select
from toolkit.store import CARRIED, Processed, StoreError, read_processed, read_record

_SELECTING = ("issuers", "accused", "types", "voices", "start", "end", "families")


class Made(NamedTuple):
    """What became of a report: the page that was written, or the sentence that says why there is no new one.

    `unchanged` says that nothing ran, because what the page depends on is as it was when it was made.
    """

    name: str
    path: Path | None
    failure: str | None
    unchanged: bool = False


def make_reports(
    names: list[str] | tuple[str, ...] = (),
    values: dict[str, object] | None = None,
    *,
    out: str | Path = "reports",
    processed: str | Path = "data/processed",
    beside: dict[str, Path | None] | None = None,
    notebooks: str | Path | None = None,
    progress: Callable[[Made], None] = lambda made: None,
    force: bool = False,
    places: dict[str, str] | None = None,
) -> list[Made]:
    """Make reports (all when `names` is empty) from processed data into the folder `out`, and return what became of each.

    `values` are parameters by name (see `toolkit.reports.parameters`); one that only some reports take goes to those. All is
    checked before anything runs. A report that fails leaves its last good page in place and does not stop the others; the index
    says so. `progress` is called as each report is made. A report whose data, parameters, notebook, lexicons, code and packages are as they
    were when its page was made does not run again, unless with `force`.

    Raises `ParameterError` for a wrong name or value, and for a selection that leaves nothing; `StoreError` where the processed
    data are missing or torn; `Busy` where another run writes to `out`; `OSError` where nothing can be written.

    `beside` are the files that stand beside the data, by the name of the parameter that takes them (events, coverage, validation): one
    that is left out is looked for (`toolkit.reports.beside`), None means that there is none. Without `notebooks` the project's are taken,
    but for those that stand in a folder `notebooks` here (`toolkit.reports.notebooks`). `places` are what the command on the pages names,
    where they are made again elsewhere.
    """
    if places is None:
        places = places_of(processed=processed, out=out, notebooks=notebooks, **(beside or {}))
    names = list(dict.fromkeys(names)) or list(REPORTS)
    chosen = _check(names, dict(values or {}))
    told = {name: of_report(name, places) for name in names}
    found = {name: find_notebook(name, notebooks) for name in names}
    with tempfile.TemporaryDirectory(prefix="toolkit-report-") as folder:
        stage = Path(folder) / "run"
        beside = standing(processed, stage / "data" / "processed") | (beside or {})
        beside = {name: Path(path) for name, path in beside.items() if path}
        lay_out(stage, Path(processed), beside)
        data = _read(stage / "data" / "processed", processed)
        for parameters in chosen.values():
            _check_selection(parameters, data)
        with only_run(out):
            manifest = Manifest.read(Path(out), stage / "data")
            same = [
                n
                for n in names
                if not force and manifest.is_current(n, sha256_of(found[n]), asked(chosen[n]), told[n])
            ]
            kept = [Made(name, Path(out) / f"{name}.html", None, unchanged=True) for name in same]
            for made in kept:
                progress(made)
            jobs = [Job(n, found[n], _staged(chosen[n], beside)) for n in names if n not in same]
            if not jobs and (Path(out) / "index.html").is_file():
                return kept
            return _publish(jobs, chosen, stage, Path(out), manifest, data, progress, kept, told)


def _read(snapshot: Path, processed: str | Path) -> Processed:
    try:
        return read_processed(snapshot)
    except StoreError as error:
        raise StoreError(str(error).replace(str(snapshot), str(processed))) from None


def _publish(jobs, chosen, stage, out, manifest, data: Processed, progress, kept: list[Made], told) -> list[Made]:
    from toolkit.reports.index import make_index

    made = list(kept)
    for result in run_notebooks(jobs, stage):
        name = result.job.name
        made.append(_publish_one(result, chosen[name], stage, out, manifest, told[name]))
        progress(made[-1])
    write_whole(out / "index.html", make_index(data, manifest, out))
    manifest.write()
    return sorted(made, key=lambda m: list(REPORTS).index(m.name))


def _publish_one(
    result: Result, parameters: Parameters, stage: Path, out: Path, manifest: Manifest, places: dict[str, str]
) -> Made:
    name = result.job.name
    if result.failure:
        manifest.failed(name, result.failure)
        write_whole(
            out / f"{name}-failed.html", failure_page(name, result.failure, parameters, places, manifest)
        )
        return Made(name, None, result.failure)
    (out / f"{name}-failed.html").unlink(missing_ok=True)
    notebook = sha256_of(stage / "in" / f"{name}.ipynb")
    page = make_page(result.notebook, name, _facts(name, parameters, notebook, stage, places))
    tables = tables_of(result.notebook)
    sums = {file: sha256(text.encode()) for file, text in sorted(tables.items())}
    manifest.made(name, page=sha256(page), notebook=notebook, parameters=asked(parameters), tables=sums, places=places)
    # Together, so that a run that is killed among several reports leaves pages that are as their record says.
    path, record = out / f"{name}.html", out / MANIFEST
    contents = {out / name / file: text.encode() for file, text in tables.items()}
    write_together({**contents, path: page, record: manifest.content()})
    _drop_tables(out / name, tables)
    return Made(name, path, None)


def _drop_tables(folder: Path, tables: dict[str, str]) -> None:
    """Drop the tables of an earlier run that a report no longer has."""
    for old in folder.glob("*.csv"):
        if old.name not in tables:
            old.unlink()


def _check(names: list[str], values: dict[str, object]) -> dict[str, Parameters]:
    """The parameters of each report; a name that none of them takes is refused."""
    for name in names:
        nearest(name, REPORTS, "report")
    taken = {field for name in names for field in REPORTS[name].model_fields}
    for field in values:
        nearest(field, taken, "parameter", f" in the {names[0]} report" if len(names) == 1 else " in these reports")
    return {
        name: check_parameters(name, {f: v for f, v in values.items() if f in REPORTS[name].model_fields})
        for name in names
    }


def _check_selection(parameters: Parameters, data: Processed) -> None:
    """Refuse, before anything runs, a selection that names what is not there or leaves nothing."""
    try:
        select(*data[:3], **{name: getattr(parameters, name) for name in _SELECTING})
    except SelectionError as error:
        raise ParameterError(str(error)) from None


def _staged(parameters: Parameters, beside: dict[str, Path]) -> dict[str, object]:
    """The values a notebook runs with: as chosen, but reading the run's own copy of the data."""
    values = parameters.model_dump() | {"processed": PROCESSED}
    places = {"events": "../data/events.csv", "coverage": COVERAGE, "validation": VALIDATION}
    return values | {name: place if name in beside else "" for name, place in places.items() if name in values}


def _facts(name: str, parameters: Parameters, notebook: str, stage: Path, places: dict[str, str]) -> Facts:
    record = read_record(stage / "data" / "processed")
    rows = [("Toolkit", __version__), (f"{name}.ipynb", _told(_sum(notebook), whose(stage / "in" / f"{name}.ipynb")))]
    files = {file: entry for file, entry in record["files"].items() if file not in CARRIED}
    rows += [(file, f"{entry['rows']:,} rows, {_sum(entry['sha256'])}") for file, entry in files.items()]
    for file in ("events.csv", "coverage.csv"):
        if (stage / "data" / file).exists() and name == "timeline":
            rows.append((file, _sum(sha256_of(stage / "data" / file))))
    if name == "frequency":
        coded = sorted((stage / "validation").glob("*")) if (stage / "validation").is_dir() else []
        rows += [(f"validation/{file.name}", _sum(sha256_of(file))) for file in coded]
    return Facts(shlex.join(command(name, parameters, places)), rows, stands_for(places))


def failure_page(name: str, failure: str, parameters: Parameters, places: dict[str, str], manifest: Manifest) -> bytes:
    """A page that says that a report could not be made: which cell, the error, what was asked for, and how to repeat it."""
    from toolkit.reports.index import made_on

    words = "; ".join(f"{key}: {as_text(value)}" for key, value in asked(parameters).items())
    standing = manifest.is_published(name)
    return render(
        "failed.html",
        title=f"The {name} report could not be made",
        report=name,
        failure=failure,
        has_page=standing,
        made=made_on(manifest.out / f"{name}.html") if standing else "",
        parameters=words,
        command=shlex.join(command(name, parameters, places)),
        stands_for=stands_for(places),
    )


def _sum(digest: str) -> str:
    # Enough to tell two files apart by eye; manifest.json has all 64 digits.
    return f"SHA-256 {digest[:16]}…"


def _told(*words: str) -> str:
    return "; ".join(word for word in words if word)
