"""Pages: from bytes to title, day and text of the statement; run in the guarded process."""

from __future__ import annotations

import re
from typing import Any

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.I)


def read_page(body: bytes, url: str, latest: str, charset: str = "", within: str = "") -> dict[str, str]:
    """Title, day and text of a page; each empty where the page does not say it.

    `within` names the element that holds the statement (`article`, `.news-text`, `div.news-text`, `#content`): its visible text is taken,
    whole. Without it trafilatura (Barbaresi, 2021) tells the statement from menus and teasers by rules, with its settings for precision.
    Those rules fail on some sites: they lose text that stands bare before a line break, and where a statement is short and a
    column of news beside it long, they take the column too. `latest` is the last day that can be one of publication.
    """
    from lxml import etree
    from trafilatura import bare_extraction

    page = parsed(body, charset)
    found = bare_extraction(
        etree.tostring(page, encoding="unicode", method="html"),
        url=url,
        favor_precision=True,
        include_comments=False,
        deduplicate=False,  # a sentence that every statement repeats is in each of them
        with_metadata=True,
        # Only what the page marks as its date: a search through the text finds the dates of what is told.
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": latest},
    )
    text = text_within(page, within) if within else (found.text or "" if found else "")
    title = " ".join((found.title or "").split())[:500] if found else ""
    return {"title": title, "day": (found.date or "") if found else "", "text": text.strip()}


def parsed(body: bytes, charset: str = "") -> Any:
    """The tree of a page. The encoding: a mark at its beginning, strict UTF-8, what the server or the page declares, a guess.

    Raises `Unreadable` for what is no text and for a page that is empty or nested too deeply.
    """
    from toolkit.reading.decoding import decode
    from toolkit.reading.html import tree_of

    declared = _CHARSET.search(body[:4096])
    text, _ = decode(body, charset or (declared[1].decode("ascii") if declared else None))
    return tree_of(text)


def text_within(page: Any, within: str) -> str:
    """The visible text of the first element that `within` names; empty where the page has none.

    >>> page = parsed(b"<div class='old news-text'>Velmar<br>condemns it.</div><p>More</p>")
    >>> text_within(page, ".news-text"), text_within(page, "article")
    ('Velmar\\ncondemns it.', '')
    """
    from toolkit.reading.visible import visible_text

    tag, mark, name = re.fullmatch(r"([a-zA-Z0-9]*)([.#]?)(.*)", within).groups()
    for element in page.iter(tag.lower() or None):
        if not isinstance(element.tag, str):
            continue
        names = (element.get("class") or "").split() if mark == "." else [element.get("id")]
        if not mark or name in names:
            return visible_text(element)
    return ""
