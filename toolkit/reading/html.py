"""HTML: every visible block becomes a paragraph, and the page's metadata is read. Nothing visible is left out; what is furniture is said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.reading.dates import read_date
from toolkit.reading.decoding import decode
from toolkit.reading.metadata import known_fields
from toolkit.reading.records import Problem, Raw, Unreadable
from toolkit.reading.visible import text_and_furniture
from toolkit.reading.wording import is_body

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.I)

#: Meta tags for each field, best first: Open Graph and news tags, Dublin Core, then what older sites use.
_META = {
    "date": "article:published_time datepublished dc.date.issued dcterms.issued dc.date dcterms.date pubdate "
    "publishdate publish_date publication_date parsely-pub-date sailthru.date date",
    "issuer": "issuer dcterms.creator dc.creator",
    "publisher": "og:site_name dcterms.publisher dc.publisher publisher application-name",
    "title": "og:title dcterms.title dc.title twitter:title",
    "url": "og:url twitter:url",
}


def read_html(path: Path) -> Iterator[Raw | Problem]:
    """The page as one statement: its visible text, and what its metadata says."""
    data = path.read_bytes()
    declared = _CHARSET.search(data[:4096])
    text, note = decode(data, declared[1].decode("ascii") if declared else None)
    if note:
        yield Problem("", note)
    page = tree_of(text)
    seen, furniture = text_and_furniture(page)
    yield Raw(seen, sources={"html": page_metadata(page)}, furniture=tuple(furniture))


def tree_of(text: str) -> Any:
    """The tree of a page. Raises `Unreadable` where it is empty or nested too deeply."""
    from lxml import etree

    # huge_tree lifts libxml2's limit from 256 to 2,048 nested elements; what lies deeper it would drop without a word.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    cleaned = text.replace("\0", "")
    page = etree.fromstring(cleaned.encode("utf-8", "replace"), parser) if cleaned.strip() else None
    if page is None:
        raise Unreadable("The page is empty.")
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise Unreadable("The page nests its elements too deeply (2,000 and more) to be read whole; save it as text.")
    return page


def page_metadata(page: Any) -> dict[str, str]:
    """Date, issuer, publisher, title and address of a page: JSON-LD first, then meta tags, then what the page shows."""
    found = {**_from_elements(page), **_from_meta(page), **_from_json_ld(page)}
    return known_fields(found)


def _from_meta(page: Any) -> dict[str, str]:
    tags: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        tags.setdefault(name.strip().lower(), (meta.get("content") or "").strip())
    found = {field: next((tags[n] for n in names.split() if tags.get(n)), "") for field, names in _META.items()}
    # An author is a journalist more often than not; it is the issuer only where it is a body such as a ministry.
    if not found["issuer"] and is_body(tags.get("author", "")):
        found["issuer"] = tags["author"]
    return {field: value for field, value in found.items() if value}


def _from_elements(page: Any) -> dict[str, str]:
    found = {}
    for tag in ("title", "h1"):
        words = next((" ".join("".join(e.itertext()).split()) for e in page.iter(tag)), "")
        found |= {"title": words} if words else {}
    canonical = next((e.get("href") for e in page.iter("link") if (e.get("rel") or "").lower() == "canonical"), None)
    found |= {"url": canonical} if canonical else {}
    stated = _time_element(page)
    return found | ({"date": stated} if stated else {})


def _time_element(page: Any) -> str | None:
    """The `<time datetime>` that is marked as the date of publication, or the only day that the page's times name."""
    times = [e for e in page.iter("time") if e.get("datetime")]
    marked = [e.get("datetime") for e in times if e.get("itemprop") == "datePublished" or e.get("pubdate") is not None]
    days = {read_date(e.get("datetime")).day for e in times}
    if marked:
        return marked[0]
    return times[0].get("datetime") if len(days) == 1 else None


def _from_json_ld(page: Any) -> dict[str, str]:
    for script in page.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            content = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for thing in _things(content):
            if thing.get("datePublished") or thing.get("headline"):
                return _from_thing(thing)
    return {}


def _things(content: Any) -> list[dict]:
    listed = content if isinstance(content, list) else [content]
    graphs = [g for thing in listed if isinstance(thing, dict) and isinstance(g := thing.get("@graph"), list)]
    return [thing for thing in listed + [t for graph in graphs for t in graph] if isinstance(thing, dict)]


def _from_thing(thing: dict) -> dict[str, str]:
    found = {
        "date": thing.get("datePublished"),
        "title": thing.get("headline"),
        "url": thing.get("url"),
        "publisher": _name(thing.get("publisher")),
        "issuer": _name(thing.get("sourceOrganization")) or _body_only(_name(thing.get("author"))),
    }
    return {field: value for field, value in found.items() if isinstance(value, str) and value.strip()}


def _name(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    named = first.get("name") if isinstance(first, dict) else first
    return named if isinstance(named, str) else ""


def _body_only(name: str) -> str:
    return name if is_body(name) else ""
