"""Listings: feeds, sitemaps and pages of links, from bytes to links with the days they give; run in the guarded process."""

from __future__ import annotations

import io
from typing import Any

#: Sitemaps may have so many by their own standard; whatever lists more is cut, and it is said.
MOST_LINKS = 50_000

# News sitemaps say when a page was published; `lastmod` says when it was changed, and nothing of its publication.
_NEWS = "publication_date"


def read_feed(body: bytes, url: str) -> dict[str, Any]:
    """The entries of an RSS or Atom feed. `shape` is "feed", or what came instead.

    `day` is the civil day of publication as the feed writes it, or empty; the day of a change (Atom's `updated`) is not taken for it.
    """
    import feedparser

    # A stream, never the text itself: feedparser would take a text for an address or a file's name, and open it.
    feed = feedparser.parse(io.BytesIO(body), response_headers={"content-location": url}, sanitize_html=False)
    if not feed.version:
        return {"shape": _other_shape(body), "items": [], "parts": [], "cut": False}
    items = [{"url": str(entry.get("link") or ""), "day": _day_of(entry, feed.version)} for entry in feed.entries]
    return _answer("feed", [item for item in items if item["url"]])


def read_sitemap(body: bytes, url: str) -> dict[str, Any]:
    """The pages of a sitemap, or the parts of a sitemap index; entities are not resolved and nothing is loaded."""
    from lxml import etree

    # load_dtd and resolve_entities off: a document can then neither blow itself up nor name a file.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return {"shape": _other_shape(body), "items": [], "parts": [], "cut": False}
    kind = etree.QName(root).localname
    if kind not in ("urlset", "sitemapindex"):
        return {"shape": _other_shape(body), "items": [], "parts": [], "cut": False}
    entries = [_entry(element) for element in root if isinstance(element.tag, str)]
    entries = [entry for entry in entries if entry["url"]]
    return _answer("sitemap", [], entries) if kind == "sitemapindex" else _answer("sitemap", entries)


def read_links(body: bytes, url: str, charset: str = "") -> dict[str, Any]:
    """The links of a page, in its order, seen from its `base href` where it has one; they have no day."""
    from toolkit.collecting.pages import parsed

    page = parsed(body, charset)
    base = next((element.get("href") for element in page.iter("base") if element.get("href")), "")
    items = [{"url": element.get("href"), "day": ""} for element in page.iter("a") if element.get("href")]
    return {**_answer("list", items), "base": base}


def _answer(shape: str, items: list, parts: list | None = None) -> dict[str, Any]:
    cut = len(items) > MOST_LINKS
    return {"shape": shape, "items": items[:MOST_LINKS], "parts": (parts or [])[:MOST_LINKS], "cut": cut}


def _entry(element: Any) -> dict[str, str]:
    from lxml import etree

    found = {"loc": "", "lastmod": "", _NEWS: ""}
    for child in element.iter():
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name in found and not found[name]:
            found[name] = "".join(child.itertext()).strip()
    return {"url": found["loc"], "day": _day(found[_NEWS]), "changed": _day(found["lastmod"])}


def _day_of(entry: Any, version: str) -> str:
    written, parsed = entry.get("published", ""), entry.get("published_parsed")
    if not written and version.startswith("rss"):
        # RSS 1.0 dates by Dublin Core, which feedparser files under `updated`.
        written, parsed = entry.get("updated", ""), entry.get("updated_parsed")
    return _day(str(written)) or (f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}" if parsed else "")


def _day(written: str) -> str:
    from toolkit.reading.dates import read_date

    day = read_date(written).day
    return day.isoformat() if day else ""


def _other_shape(body: bytes) -> str:
    head = body[:2000].lower()
    return "html" if b"<html" in head or b"<!doctype html" in head else "nothing known"
