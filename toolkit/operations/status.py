"""What is there, how old it is, what is due and what failed."""

from __future__ import annotations

import json
import time
from pathlib import Path

from toolkit.files import sha256_of
from toolkit.operations.lines import Line, age
from toolkit.reports.manifest import NAME, Manifest
from toolkit.reports.parameters import REPORTS
from toolkit.store import RECORD, StoreError, read_record


def status(
    raw: str | Path = "data/raw",
    processed: str | Path = "data/processed",
    out: str | Path = "reports",
    *,
    more: tuple[str | Path, ...] = (),
    now: float | None = None,
) -> list[Line]:
    """The state of raw files, processed data and each report, as lines; `more` are further folders of reports, as a schedule names them.

    When you would want it: on a machine that makes reports by itself. Nothing is written and nothing is run.

    >>> [line.fine for line in status("no", "no", "no")]
    [False, False, False]
    """
    now = time.time() if now is None else now
    lines = [_raw(Path(raw), Path(processed)), _processed(Path(processed), now)]
    for folder in dict.fromkeys([Path(out), *map(Path, more)]):
        lines += _reports(Path(processed), folder, now)
    return lines


def _raw(raw: Path, processed: Path) -> Line:
    files = (
        [path for path in raw.rglob("*") if path.is_file() and not path.name.startswith(".")] if raw.is_dir() else []
    )
    if not files:
        return Line(f"{raw}", "no files to read", False)
    record = processed / RECORD
    since = record.stat().st_mtime if record.is_file() else 0
    newer = sum(path.stat().st_mtime > since for path in files)
    if record.is_file() and newer:
        return Line(
            f"{raw}", f"{len(files):,} files, {newer:,} changed since they were read: run `toolkit process`", False
        )
    return Line(f"{raw}", f"{len(files):,} files", True)


def _processed(processed: Path, now: float) -> Line:
    try:
        record = read_record(processed)
    except StoreError as error:
        return Line(f"{processed}", str(error), False)
    torn = [name for name, entry in record["files"].items() if not _stands(processed / name, entry["sha256"])]
    if torn:
        return Line(f"{processed}", f"{torn[0]} is not as it was recorded: run `toolkit process` again", False)
    kinds = {name.split(".")[0]: entry["rows"] for name, entry in sorted(record["files"].items())}
    rows = ", ".join(f"{n:,} {kind.removesuffix('s') if n == 1 else kind}" for kind, n in kinds.items())
    return Line(f"{processed}", f"{age(now - (processed / RECORD).stat().st_mtime)} old; {rows}", True)


def _stands(path: Path, digest: str) -> bool:
    return path.is_file() and sha256_of(path) == digest


def _reports(processed: Path, out: Path, now: float) -> list[Line]:
    try:
        entries = json.loads((out / NAME).read_bytes())["reports"]
        record = sha256_of(processed / RECORD)
    except (OSError, ValueError, KeyError, TypeError):
        return [Line(f"{out}", "no reports that were made from these data: run `toolkit report`", False)]
    manifest = Manifest(out, entries, {})
    return [_report(name, manifest, record, now) for name in REPORTS if name in entries]


def _report(name: str, manifest: Manifest, record: str, now: float) -> Line:
    entry, page = manifest.reports[name], manifest.out / f"{name}.html"
    where = f"{page}"
    if "failure" in entry:
        kept = f"; the page before it is {age(now - page.stat().st_mtime)} old" if manifest.is_published(name) else ""
        return Line(where, f"failed: {entry['failure']}{kept}", False)
    if not manifest.is_published(name):
        return Line(where, "missing or changed since it was made: run `toolkit report`", False)
    old = age(now - page.stat().st_mtime)
    if entry["data"].get(RECORD) != record:
        return Line(where, f"{old} old, made from earlier data: run `toolkit report`", False)
    return Line(where, f"{old} old", True)
