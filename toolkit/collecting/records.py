"""What is written for a page: the bytes as they came, the statement for the reader, a line in the log."""

from __future__ import annotations

import json
import os
from pathlib import Path

from toolkit.collecting.sources import Source
from toolkit.collecting.state import Page
from toolkit.files import as_json, sha256, write_whole

LOG = "log.jsonl"


def mark(page: Page) -> str:
    """Twelve hexadecimal figures of the checksum of a page's address: the part of a file's name that says which page it is.

    >>> mark(Page(url="https://mfa.velmar.example/news/1", first="2031-09-01"))
    '831588eb107d'
    """
    return sha256(page.url.encode())[:12]


def already_written(folder: Path) -> dict[str, str]:
    """The statements in a folder, by mark: a run killed between a statement and its memory wrote one that it does not remember."""
    for left in folder.glob(".*.part"):
        left.unlink(missing_ok=True)
    names = [path.name for path in folder.glob("*-*") if path.suffix in (".json", ".pdf")]
    return {name.rsplit("-", 1)[1].split(".")[0]: name for name in sorted(names) if not name.endswith(".meta.json")}


def keep(folder: Path, body: bytes, suffix: str) -> str:
    """Keep the bytes of a page, named by their checksum, which is returned."""
    name = sha256(body)
    place = folder / "pages" / f"{name}.{suffix}"
    if not place.exists():
        write_whole(place, body)
    return name


def write_statement(folder: Path, page: Page, day: str, record: dict[str, str]) -> str:
    """Write a statement as one JSON record and return the file's name."""
    name = f"{day or 'undated'}-{mark(page)}.json"
    write_whole(folder / name, as_json(record))
    return name


def write_pdf(folder: Path, page: Page, day: str, body: bytes, record: dict[str, str]) -> str:
    """Write a PDF with its sidecar and return the PDF's name. The sidecar comes first: a PDF never stands without it."""
    name = f"{day or 'undated'}-{mark(page)}.pdf"
    write_whole(folder / f"{name}.meta.json", as_json(record))
    write_whole(folder / name, body)
    return name


def record_of(source: Source, url: str, day: str, title: str, retrieved: str, checksum: str) -> dict[str, str]:
    """What is said about a statement; what nobody says is left out, so that the reader looks for it in the text."""
    record = {"title": title, "date": day, "url": url, "issuer": source.issuer, "publisher": source.publisher}
    return {name: value for name, value in record.items() if value} | {"retrieved": retrieved, "raw_sha256": checksum}


def log(folder: Path, line: dict[str, object]) -> None:
    """Append a line to the log, synced to disk; a line that a killed run left without an end gets one first."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / LOG, "a+b") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            torn = file.read(1) != b"\n"
        else:
            torn = False
        file.write(b"\n" * torn + json.dumps(line, ensure_ascii=True).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
