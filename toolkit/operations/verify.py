"""Whether what stands is what was made, and whether it can be made again to the byte."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from toolkit.files import sha256_of
from toolkit.operations.status import Line
from toolkit.reports.make import make_reports
from toolkit.reports.manifest import NAME
from toolkit.reports.parameters import REPORTS
from toolkit.store import RECORD, StoreError, read_processed


def verify(
    out: str | Path = "reports",
    processed: str | Path = "data/processed",
    *,
    again: bool = False,
    beside: dict[str, Path | None] | None = None,
    notebooks: str | Path = "notebooks",
) -> list[Line]:
    """Check pages, tables and processed data against their records; with `again`, make each report anew elsewhere and compare the bytes.

    When you would want it: before a number is cited, or where a page came by mail. A page that cannot be made again is not proved wrong:
    the data, a lexicon, the code or a package may have changed since, and the line says which.

    >>> verify("no", "no")[0].fine
    False
    """
    out = Path(out)
    lines = [_data(Path(processed))]
    try:
        entries = json.loads((out / NAME).read_bytes())["reports"]
    except (OSError, ValueError, KeyError, TypeError):
        return [*lines, Line(f"{out / NAME}", "missing or unreadable: nothing here can be verified", False)]
    for name in (n for n in REPORTS if n in entries and "sha256" in entries[n]):
        lines += _files(out, name, entries[name])
    if again and all(line.fine for line in lines):
        lines += _again(out, processed, entries, beside, notebooks)
    return lines


def _data(processed: Path) -> Line:
    try:
        read_processed(processed)
    except (StoreError, OSError) as error:
        return Line(f"{processed}", str(error), False)
    return Line(f"{processed}", "as recorded", True)


def _files(out: Path, name: str, entry: dict) -> list[Line]:
    expected = {f"{name}.html": entry["sha256"], **{f"{name}/{f}": s for f, s in entry.get("tables", {}).items()}}
    wrong = [file for file, digest in expected.items() if not (out / file).is_file() or sha256_of(out / file) != digest]
    if wrong:
        return [Line(f"{out / file}", "missing, or not what was made", False) for file in wrong]
    return [Line(f"{out / name}.html", f"as made, with {len(expected) - 1} tables", True)]


def _again(out: Path, processed, entries: dict, beside, notebooks) -> list[Line]:
    lines = []
    for name in (n for n in REPORTS if n in entries and "sha256" in entries[n]):
        with tempfile.TemporaryDirectory(prefix="toolkit-verify-") as folder:
            values = entries[name]["parameters"]
            (made,) = make_reports([name], values, out=folder, processed=processed, beside=beside, notebooks=notebooks)
            new = json.loads((Path(folder) / NAME).read_bytes())["reports"][name]
        where = f"{out / name}.html"
        if made.failure:
            lines.append(Line(where, f"could not be made again: {made.failure}", False))
        elif (new["sha256"], new["tables"]) == (entries[name]["sha256"], entries[name].get("tables", {})):
            lines.append(Line(where, "made again: the same bytes", True))
        else:
            lines.append(Line(where, f"made again: other bytes. {_why(entries[name], new)}", False))
    return lines


def _why(before: dict, now: dict) -> str:
    """What differs between two entries of the manifest, in words."""
    words = {
        "data": "the data",
        "notebook_sha256": "the notebook",
        "versions": "a package or Python",
        "lexicons": "a lexicon",
        "code": "the toolkit's code",
    }
    changed = [what for key, what in words.items() if before.get(key) != now.get(key)]
    if before.get("data", {}).get(RECORD) != now["data"].get(RECORD):
        return "It was made from other data."
    return (
        f"Changed since: {', '.join(changed)}."
        if changed
        else "Nothing it depends on has changed, so this is a fault of the toolkit."
    )
