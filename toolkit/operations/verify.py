"""Whether what stands is what was made, and whether it can be made again to the byte."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from toolkit.files import sha256_of
from toolkit.operations.lines import Line
from toolkit.reports.make import make_reports
from toolkit.reports.manifest import NAME
from toolkit.reports.parameters import PATHS, REPORTS
from toolkit.reports.repeat import stands_for
from toolkit.store import RECORD, StoreError, read_processed, read_record


def verify(
    out: str | Path = "reports",
    processed: str | Path = "data/processed",
    *,
    raw: str | Path | None = None,
    again: bool = False,
    notebooks: str | Path | None = None,
) -> list[Line]:
    """Check raw files, processed data, pages and tables against their records; with `again`, make data and reports anew elsewhere and
    compare the bytes.

    When you would want it: before a number is cited, or where a page came by mail. A page that cannot be made again is not proved wrong:
    the data, a lexicon, the code or a package may have changed since, and the line says which.

    >>> verify("no", "no")[0].fine
    False
    """
    out = Path(out)
    lines = [_data(Path(processed))]
    if raw is not None and lines[0].fine:
        lines += _raw(Path(raw), Path(processed), again)
    try:
        entries = json.loads((out / NAME).read_bytes())["reports"]
    except (OSError, ValueError, KeyError, TypeError):
        return [*lines, Line(f"{out / NAME}", "missing or unreadable: nothing here can be verified", False)]
    for name in (n for n in REPORTS if n in entries and "sha256" in entries[n]):
        lines += _files(out, name, entries[name])
    if again and all(line.fine for line in lines):
        lines += _again(out, processed, entries, notebooks)
    return lines


def _data(processed: Path) -> Line:
    try:
        read_processed(processed)
    except (StoreError, OSError) as error:
        return Line(f"{processed}", str(error), False)
    return Line(f"{processed}", "as recorded", True)


def _raw(raw: Path, processed: Path, again: bool) -> list[Line]:
    """Whether the raw files are those that the data were made from, and give the same data again."""
    from toolkit.pipeline.inputs import Inputs

    recorded = read_record(processed).get("made_from", {}).get("inputs")
    if recorded is None:
        return [Line(f"{raw}", "which files the data were made from is not recorded", True)]
    try:
        sums = Inputs.find(raw).sums
    except OSError as error:
        return [Line(f"{raw}", str(error), False)]
    changed = sorted(name for name in sums.keys() | recorded.keys() if sums.get(name) != recorded.get(name))
    if changed:
        many = f"{len(changed):,} files are not those that the data were made from, first {changed[0]}"
        return [Line(f"{raw}", f"{many}: run `toolkit process`", False)]
    lines = [Line(f"{raw}", f"the {len(sums):,} files that the data were made from", True)]
    return [*lines, _data_again(raw, processed)] if again else lines


def _data_again(raw: Path, processed: Path) -> Line:
    from toolkit.pipeline import process

    with tempfile.TemporaryDirectory(prefix="toolkit-verify-") as folder:
        new = read_record(process(raw, folder, force=True).out)
    before = read_record(processed)
    if new["files"] == before["files"]:
        return Line(f"{processed}", "made again: the same bytes", True)
    made = {"code": "the toolkit's code", "lexicons": "a lexicon", "versions": "a package or Python"}
    changed = [words for key, words in made.items() if new["made_from"].get(key) != before["made_from"].get(key)]
    why = (
        f"Changed since: {', '.join(changed)}." if changed else "Nothing it depends on has changed, so this is a fault."
    )
    return Line(f"{processed}", f"made again: other bytes. {why}", False)


def _files(out: Path, name: str, entry: dict) -> list[Line]:
    expected = {f"{name}.html": entry["sha256"], **{f"{name}/{f}": s for f, s in entry.get("tables", {}).items()}}
    wrong = [file for file, digest in expected.items() if not (out / file).is_file() or sha256_of(out / file) != digest]
    if wrong:
        return [Line(f"{out / file}", "missing, or not what was made", False) for file in wrong]
    return [Line(f"{out / name}.html", f"as made, with {len(expected) - 1} tables", True)]


def _again(out: Path, processed, entries: dict, notebooks) -> list[Line]:
    lines = []
    for name in (n for n in REPORTS if n in entries and "sha256" in entries[n]):
        lines.append(_made_again(name, out / f"{name}.html", processed, entries[name], notebooks))
    return lines


def _made_again(name: str, page: Path, processed, entry: dict, notebooks) -> Line:
    """A report made elsewhere from what its command named, and compared."""
    places = entry.get("places", {})
    beside = {place: path or None for place, path in places.items() if place in PATHS and place != "processed"}
    unknown = [word for word in stands_for(places) if word.lower() in beside]
    if unknown:
        return Line(str(page), f"not made again: the path that {unknown[0]} stands for is not recorded", False)
    with tempfile.TemporaryDirectory(prefix="toolkit-verify-") as folder:
        (made,) = make_reports(
            [name], entry["parameters"], out=folder, processed=processed, beside=beside, notebooks=notebooks, places=places
        )
        new = json.loads((Path(folder) / NAME).read_bytes())["reports"][name]
    if made.failure:
        return Line(str(page), f"could not be made again: {made.failure}", False)
    if (new["sha256"], new["tables"]) == (entry["sha256"], entry.get("tables", {})):
        return Line(str(page), "made again: the same bytes", True)
    return Line(str(page), f"made again: other bytes. {_why(entry, new)}", False)


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
