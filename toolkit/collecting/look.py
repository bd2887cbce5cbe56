"""Looking at a source's listing: what it lists now, part by part, and whether it is still what it was."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urljoin

from pydantic import BaseModel, ConfigDict, ValidationError

from toolkit.collecting.addresses import Address, read_address
from toolkit.collecting.answers import UNPACKED_BYTES, unpack
from toolkit.collecting.fetching import Web
from toolkit.collecting.guarded import Guarded
from toolkit.collecting.listings import MOST_LINKS
from toolkit.collecting.sources import Source
from toolkit.collecting.trouble import Trouble

#: Parts of a sitemap index that are read in one run, the last changed first; and how deep indexes may lead to indexes.
MOST_PARTS, MOST_DEPTH = 50, 2

_KIND = {"feed": "feed (RSS or Atom)", "sitemap": "sitemap", "list": "page of links"}


class Link(BaseModel):
    """A link of a listing, as written, with the day of publication (`day`) or change (`changed`) that the listing gives."""

    model_config = ConfigDict(strict=True)

    url: str
    day: str = ""
    changed: str = ""


class _Listing(BaseModel):
    # The guarded process handled what came from outside: its answer is checked like anything else from there.
    model_config = ConfigDict(strict=True)

    shape: str
    items: list[Link]
    parts: list[Link]
    cut: bool
    base: str = ""


class Listed(NamedTuple):
    """A link that can be fetched, and the day of publication that the listing gives, or ""."""

    address: Address
    day: str


class Look(NamedTuple):
    """What a look at a listing found.

    `items` are its links in order, whether wanted or not; `marks` the ETag and date of each part, for the next look; `unchanged` says that a
    part was as it was (304) and lists nothing again; `whole` that no part was left out; `notes` are sentences for whoever runs it.
    """

    items: list[Listed]
    marks: dict[str, dict[str, str]]
    unchanged: bool
    whole: bool
    notes: list[str]


def look(source: Source, web: Web, guarded: Guarded, marks: dict[str, dict[str, str]], before: bool) -> Look:
    """Fetch and read the listing of a source; `marks` are those of the last look, `before` says that there was one.

    Raises `Trouble` where it cannot be fetched, or is no listing of the kind that the source says.
    """
    looking = _Looking(source, web, guarded, marks, before)
    looking.part(source.url, 0)
    if len(looking.items) > MOST_LINKS:
        looking.note(
            f"It lists more than {MOST_LINKS:,} links; the rest was not read, so name a part of it as the source."
        )
    return Look(looking.items[:MOST_LINKS], looking.marks, looking.unchanged, looking.whole, looking.notes)


class _Looking:
    def __init__(self, source: Source, web: Web, guarded: Guarded, old: dict[str, dict[str, str]], before: bool):
        self._source, self._web, self._guarded, self._old, self._before = source, web, guarded, old, before
        self.items: list[Listed] = []
        self.marks: dict[str, dict[str, str]] = {}
        self.unchanged, self.whole, self.notes, self._parts = False, True, [], 0

    def note(self, words: str) -> None:
        self.whole = False
        self.notes.append(words)

    def part(self, url: str, depth: int) -> None:
        old = self._old.get(url, {})
        answer = self._web.get(url, marks=_conditions(old))
        if answer.status == 304:
            self.unchanged, self.marks[url] = True, old
            return
        body = unpack(answer.body, UNPACKED_BYTES) if answer.body[:2] == b"\x1f\x8b" else answer.body
        listing = self._read(body, answer.url, answer.charset)
        if listing.parts:
            self._index(listing.parts, answer.url, depth)
            return
        # Only of what lists pages: an index that has not changed says nothing of its parts.
        self.marks[url] = {
            name: value
            for name in ("etag", "last-modified")
            if (value := answer.headers.get(name, "")) and value.isascii()
        }
        base = urljoin(answer.url, listing.base) if listing.base else answer.url
        self.items += _links(listing.items, base)
        if listing.cut:
            self.note(f"It lists more than {MOST_LINKS:,} links; the rest was not read.")

    def _read(self, body: bytes, url: str, charset: str) -> _Listing:
        more = {"charset": charset} if self._source.kind == "list" else {}
        try:
            listing = _Listing(**self._guarded.ask(self._source.kind, body, url=url, **more))
        except ValidationError:
            raise Trouble("What came could not be read: the parser's answer makes no sense.") from None
        if listing.shape != self._source.kind:
            came = "a web page came instead" if listing.shape == "html" else "what came is none"
            raise Trouble(
                f"{url} is {'no longer' if self._before else 'not'} a {_KIND[self._source.kind]}: {came}. Open it in a browser, and put "
                "the address that it has now, or its kind, into sources.toml."
            )
        return listing

    def _index(self, parts: list[Link], base: str, depth: int) -> None:
        if depth == MOST_DEPTH:
            raise Trouble(f"Its indexes lead to indexes, more than {MOST_DEPTH} deep; name a part of it as the source.")
        newest = sorted(parts, key=lambda part: part.changed, reverse=True)
        for part in newest:
            if self._parts == MOST_PARTS:
                self.note(
                    f"It has more than {MOST_PARTS} parts; the rest was not read, so name a part of it as the source."
                )
                return
            self._parts += 1
            try:
                self.part(read_address(part.url, base).url, depth + 1)
            except (Trouble, ValueError) as error:
                self.note(f"A part of it could not be read. {error}")


def _conditions(old: dict[str, str]) -> dict[str, str]:
    names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {names[name]: value for name, value in old.items() if name in names and value.isprintable()}


def _links(items: list[Link], base: str) -> list[Listed]:
    """The links that are addresses, each once; `mailto:`, broken ones and the like are passed over."""
    found: dict[str, Listed] = {}
    for item in items:
        try:
            address = read_address(item.url, base)
        except ValueError:
            continue
        found.setdefault(address.key, Listed(address, item.day))
    return list(found.values())
