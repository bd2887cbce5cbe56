"""The record beside the reports: from which data, with which parameters and versions each page was made."""

from __future__ import annotations

import json
from pathlib import Path

from toolkit.files import as_json, sha256_of, write_whole
from toolkit.store import CARRIED, RECORD, read_record
from toolkit.versions import code, lexicons, versions

NAME = "manifest.json"


class Manifest:
    """The entries of all reports in a folder; those not made this time keep the entry of their own run."""

    def __init__(self, out: Path, reports: dict[str, dict], data: dict[str, str]):
        self.out, self.reports, self.data = out, reports, data

    @classmethod
    def read(cls, out: Path, data: Path) -> Manifest:
        """The manifest in `out`, or a new one where there is none that can be read; `data` is the run's own copy of its data."""
        record = read_record(data / "processed")
        sums = {name: entry["sha256"] for name, entry in record["files"].items() if name not in CARRIED} | {
            RECORD: sha256_of(data / "processed" / RECORD)
        }
        beside = [data / "events.csv", data / "coverage.csv", *sorted((data.parent / "validation").glob("*"))]
        sums |= {file.name: sha256_of(file) for file in beside if file.is_file()}
        try:
            reports = json.loads((out / NAME).read_bytes())["reports"]
            reports = {name: entry for name, entry in reports.items() if isinstance(entry, dict)}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            reports = {}
        return cls(out, reports, sums)

    def made(
        self, name: str, *, page: str, notebook: str, parameters: dict, tables: dict[str, str], places: dict[str, str]
    ) -> None:
        """Note a page that was written: checksums of page and notebook, what was asked for, and the places that were named."""
        self.reports[name] = {
            "page": f"{name}.html",
            "sha256": page,
            "notebook_sha256": notebook,
            "tables": tables,
            "parameters": parameters,
            "places": places,
            "data": self.data,
            "versions": versions(),
            "lexicons": lexicons(),
            "code": code(),
        }

    def failed(self, name: str, failure: str) -> None:
        """Note a report that failed; the entry of its last good page stays."""
        self.reports[name] = self.reports.get(name, {}) | {"failure": failure}

    def is_published(self, name: str) -> bool:
        """Whether the page of a report stands in the folder as it was recorded."""
        page, entry = self.out / f"{name}.html", self.reports.get(name, {})
        return "sha256" in entry and page.is_file() and sha256_of(page) == entry["sha256"]

    def is_current(self, name: str, notebook: str, parameters: dict, places: dict[str, str]) -> bool:
        """Whether a page stands as it was made, and all that it depends on is what it was then."""
        entry = self.reports.get(name, {})
        depends = {
            "notebook_sha256": notebook,
            "parameters": parameters,
            "places": places,
            "data": self.data,
            "versions": versions(),
            "lexicons": lexicons(),
            "code": code(),
        }
        same = all(entry.get(key) == value for key, value in depends.items())
        return same and "failure" not in entry and self.is_published(name) and self._tables_stand(name)

    def _tables_stand(self, name: str) -> bool:
        tables = self.reports[name].get("tables", {})
        files = {file: self.out / name / file for file in tables}
        return all(path.is_file() and sha256_of(path) == tables[file] for file, path in files.items())

    def write(self) -> Path:
        """Write the manifest beside the pages, whole."""
        return write_whole(self.out / NAME, self.content())

    def content(self) -> bytes:
        """The manifest as it is written."""
        return as_json({"reports": self.reports})
