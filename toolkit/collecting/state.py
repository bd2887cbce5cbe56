"""What a source remembers from run to run: pages seen and what became of them, and since when its listing is followed without a gap."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from toolkit.collecting.addresses import read_address
from toolkit.collecting.look import Listed, Look
from toolkit.collecting.sources import Source
from toolkit.collecting.trouble import Trouble
from toolkit.files import sha256, write_whole

STATE = "state.json"

#: Feeds date some entries 1970, 0001 or years ahead; what lies outside is taken for no date.
EARLIEST = "1945-01-01"


class Page(BaseModel):
    """A page: its address, the day the listing gives it, the days between which it appeared there, and what became of it.

    `fate`: "" still to be fetched; "done" a statement was written; "empty" it holds none; "lost" it was given up.
    """

    model_config = ConfigDict(extra="forbid")

    url: str
    day: str = ""
    first: str
    after: str = ""
    tries: int = 0
    fate: Literal["", "done", "empty", "lost"] = ""
    file: str = ""
    sha256: str = ""
    reason: str = ""


class State(BaseModel):
    """The memory of one source. `since` to `looked` are the days over which nothing can have passed through the listing unseen."""

    model_config = ConfigDict(extra="forbid")

    asked: str = ""
    marks: dict[str, dict[str, str]] = {}
    pages: dict[str, Page] = {}
    since: str = ""
    looked: str = ""
    count: int = 0

    def pending(self, source: Source) -> list[Page]:
        """Pages still to be fetched: fresh ones before those that failed, the newest first."""
        pages = [page for page in self.pages.values() if not page.fate and source.wants(read_address(page.url))]
        return sorted(sorted(pages, key=lambda page: page.day, reverse=True), key=lambda page: page.tries)


def read_state(folder: Path) -> State:
    """The memory kept in a folder, a new one where there is none. Raises `Trouble` where it cannot be read."""
    try:
        return State.model_validate_json((folder / STATE).read_bytes())
    except FileNotFoundError:
        return State()
    except ValidationError:
        raise Trouble(
            f"{folder / STATE} cannot be read; put back a copy of it, or remove it: then every page listed is fetched once more."
        ) from None


def write_state(folder: Path, state: State) -> None:
    """Keep the memory, whole."""
    write_whole(folder / STATE, state.model_dump_json(indent=1, exclude_defaults=True).encode() + b"\n")


def asked(source: Source) -> str:
    """What decides which pages a listing gives: another address or other links make it a new listing.

    >>> one = Source(name="mfa", kind="list", url="https://mfa.velmar.example/news")
    >>> asked(one) == asked(one.model_copy(update={"most": 9})), asked(one) == asked(one.model_copy(update={"links": ["/a"]}))
    (True, False)
    """
    return sha256(repr((source.kind, source.url, source.hosts, source.links)).encode())[:16]


def notice(state: State, source: Source, seen: Look, wanted: list[Listed], today: str) -> str:
    """Take what a look found into the memory; returns the last day before a gap in what was seen, or "".

    There is a gap where the listing holds no page that was known at the last look and does not reach back before it either: then pages may
    have come and gone in between.
    """
    first = not state.looked or state.asked != asked(source)
    before = "" if first else state.looked
    known = seen.unchanged or any(
        item.address.key in state.pages and state.pages[item.address.key].first <= before for item in wanted
    )
    for item in wanted:
        page = Page(url=item.address.url, day=_sane(item.day, today), first=today, after=before)
        state.pages.setdefault(item.address.key, page)
    if not seen.whole:
        return ""
    start = reach([_sane(item.day, today) for item in seen.items], today)
    gap = bool(before) and not known and start > before
    if first or gap:
        state.since = start
    state.looked, state.asked, state.marks = today, asked(source), seen.marks
    state.count = state.count if seen.unchanged else len(wanted)
    return before if gap else ""


def reach(days: list[str], today: str) -> str:
    """The first day of which a listing is known to hold everything: the day after its oldest entry, of whose day others may have gone.

    Only where each entry has a day and they stand in order: an old entry kept at the top for its weight does not show how far the rest
    reaches. Otherwise today.

    >>> reach(["2031-09-09", "2031-09-07"], "2031-09-10"), reach(["2031-09-01", "2031-09-09", "2031-09-08"], "2031-09-10")
    ('2031-09-08', '2031-09-10')
    """
    if not days or not all(days) or days not in (sorted(days), sorted(days, reverse=True)):
        return today
    return min(str(date.fromisoformat(min(days)) + timedelta(days=1)), today)


def _sane(day: str, today: str) -> str:
    # East of Greenwich it is tomorrow already.
    latest = str(date.fromisoformat(today) + timedelta(days=1))
    return day if EARLIEST <= day <= latest else ""
