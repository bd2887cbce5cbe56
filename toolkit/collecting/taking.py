"""Taking one page: fetched, kept, read, written as a statement; or the reason why there is none."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from toolkit.collecting.answers import Answer
from toolkit.collecting.fetching import Web
from toolkit.collecting.guarded import Guarded
from toolkit.collecting.records import keep, log, mark, record_of, write_pdf, write_statement
from toolkit.collecting.sources import Source
from toolkit.collecting.state import EARLIEST, Page
from toolkit.collecting.trouble import NEVER, Trouble, printable

HTML = ("text/html", "application/xhtml+xml")
PDF = "application/pdf"

#: A heading and a date have fewer characters; the shortest statements met, one sentence of rejection, have more.
LEAST_CHARACTERS = 80


class Desk(NamedTuple):
    """What is needed to take the pages of one source: where to write, whom to ask, what time it is."""

    source: Source
    web: Web
    guarded: Guarded
    raw: Path
    kept: Path
    moment: datetime
    written: dict[str, str]
    checksums: dict[str, str]


class Taken(NamedTuple):
    """What came of a page: the statement's text (of a PDF none), whether its text was looked for, and the trouble if there was any."""

    text: str = ""
    read: bool = False
    trouble: Trouble | None = None


def take(desk: Desk, page: Page) -> Taken:
    """Fetch a page, keep it, write its statement, log it, and note in `page` what came of it.

    Raises `OSError` where nothing can be written.
    """
    if mark(page) in desk.written:
        page.fate, page.file = "done", desk.written[mark(page)]
        _log(desk, page, None, "written by a run that was cut off")
        return Taken()
    answer, read, text = None, False, ""
    try:
        answer = desk.web.get(page.url, types=(*HTML, PDF))
        if answer.type == PDF or not answer.type and answer.body[:5] == b"%PDF-":
            _take_pdf(desk, page, answer)
        else:
            read = True
            text = _take_html(desk, page, answer)
    except Trouble as trouble:
        _note(page, trouble)
        _log(desk, page, answer, page.reason)
        return Taken("", read, trouble)
    page.fate, page.tries, page.reason = "done", page.tries + 1, ""
    desk.checksums[page.sha256] = page.url
    _log(desk, page, answer, page.file)
    return Taken(text, read)


def _take_html(desk: Desk, page: Page, answer: Answer) -> str:
    page.sha256 = keep(desk.kept, answer.body, "html" if answer.type in HTML else "bin")
    _refuse_twin(desk, page)
    if not answer.body.strip():
        raise Trouble("The page is empty.", empty=True)
    latest = str(desk.moment.date() + timedelta(days=1))
    more = {"charset": answer.charset, "within": desk.source.within}
    found = desk.guarded.ask("page", answer.body, url=answer.url, latest=latest, **more)
    text = str(found["text"])
    if len(text) < LEAST_CHARACTERS:
        raise Trouble(_no_text(desk.source, text), empty=True)
    day = page.day or _day(str(found["day"]), latest)
    retrieved = desk.moment.isoformat(timespec="seconds")
    record = record_of(desk.source, answer.url, day, str(found["title"]), retrieved, page.sha256)
    page.file = write_statement(desk.raw, page, day, record | {"text": text})
    return text


def _take_pdf(desk: Desk, page: Page, answer: Answer) -> None:
    # The marks of a PDF may stand anywhere in its first kilobyte; readers have always been that lenient.
    if b"%PDF-" not in answer.body[:1024]:
        page.sha256 = keep(desk.kept, answer.body, "bin")
        raise Trouble("It is called a PDF and is none.")
    page.sha256 = keep(desk.kept, answer.body, "bin")
    _refuse_twin(desk, page)
    record = record_of(desk.source, answer.url, page.day, "", desk.moment.isoformat(timespec="seconds"), page.sha256)
    page.file = write_pdf(desk.raw, page, page.day, answer.body, record)


def _refuse_twin(desk: Desk, page: Page) -> None:
    twin = desk.checksums.get(page.sha256)
    if twin is not None and twin != page.url:
        raise Trouble(f"It is to the byte the page at {twin}.", runs=NEVER, empty=True)


def _no_text(source: Source, text: str) -> str:
    if source.within and not text:
        return f"It has no text within {source.within!r}."
    return f"Only {len(text)} characters of text were found in it, and a statement has {LEAST_CHARACTERS} at least."


def _day(written: str, latest: str) -> str:
    """The day that a page gives, where it is one: a file is called by it."""
    try:
        day = date.fromisoformat(written).isoformat()
    except ValueError:
        return ""
    return day if EARLIEST <= day <= latest else ""


def _note(page: Page, trouble: Trouble) -> None:
    page.tries, page.reason = page.tries + 1, printable(str(trouble))
    if page.tries >= trouble.runs:
        page.fate = "empty" if trouble.empty else "lost"


def _log(desk: Desk, page: Page, answer: Answer | None, outcome: str) -> None:
    line: dict[str, object] = {"url": page.url, "time": desk.moment.isoformat(timespec="seconds"), "outcome": outcome}
    if answer is not None:
        line |= {"final_url": answer.url, "status": answer.status, "type": printable(answer.type, 100)}
        line |= {"sha256": page.sha256, "bytes": len(answer.body)}
    log(desk.kept, line)
