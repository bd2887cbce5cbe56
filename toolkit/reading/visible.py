"""The text that a reader of a page sees, block by block, and which blocks belong to the page and not to the statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from toolkit.reading.page_furniture import furniture_of
from toolkit.spans import Span

_UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "textarea", "select"}
_INLINE = set(
    "a abbr b bdi bdo cite code data del dfn em font i img ins kbd label mark nobr q s samp small span strike strong "
    "sub sup time tt u var wbr".split()
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLOCK, _LINE = "\x1e", "\x1f"

#: A block with more of its letters in links is a list of links: in running text links take a tenth, in menus and teasers' titles nearly
#: all (Kohlschütter, Fankhauser and Nejdl 2010 find link density the best single sign after the number of words).
LINKED = 0.9


class _Piece(NamedTuple):
    """A piece of text, or the mark of a break; whether it stands in the page's furniture, in a link, in the page's one main heading."""

    text: str
    dull: bool
    linked: bool
    heading: bool


class Block(NamedTuple):
    """A paragraph of the page as seen, and whether it is furniture."""

    text: str
    dull: bool


def visible_text(page: Any) -> str:
    """The text a reader of the page sees, blocks as paragraphs with an empty line between them."""
    return "\n\n".join(block.text for block in _blocks(page, None))


def text_and_furniture(page: Any) -> tuple[str, list[Span]]:
    """The visible text, and the stretches of it that are menus, teasers, notices and the like; nothing is left out."""
    blocks = next(b for dull in furniture_of(page) if _leaves_words(b := _blocks(page, dull)))
    spans: list[Span] = []
    at = 0
    for block in blocks:
        end = at + len(block.text)
        if block.dull:
            start = spans.pop()[0] if spans and spans[-1][1] + 2 == at else at
            spans.append((start, end))
        at = end + 2
    return "\n\n".join(block.text for block in blocks), spans


def _leaves_words(blocks: list[Block]) -> bool:
    """Whether something that can be a statement is left, or the page has nothing of the kind at all."""
    sentences = [block for block in blocks if block.text.count(" ") >= 5]
    return not sentences or not all(block.dull for block in sentences)


def _blocks(page: Any, dull: set[Any] | None) -> list[Block]:
    """The blocks in order; where `dull` is None, none of them is furniture."""
    found: list[Block] = []
    block: list[_Piece] = []
    for piece in _pieces(page, dull or set()):
        if piece.text != _BLOCK:
            block.append(piece)
            continue
        found += _block(block, dull is not None)
        block = []
    return found + _block(block, dull is not None)


def _block(pieces: list[_Piece], judged: bool) -> list[Block]:
    lines = "".join(piece.text for piece in pieces).split(_LINE)
    text = "\n".join(_SPACE.sub(" ", line).strip(" ") for line in lines).strip("\n")
    if not text:
        return []
    letters = [(len(words), p) for p in pieces if p.text != _LINE and (words := p.text.strip())]
    linked = sum(n for n, p in letters if p.linked) >= LINKED * sum(n for n, _ in letters)
    heading = any(p.heading for _, p in letters)
    return [Block(text, judged and not heading and (linked or all(p.dull for _, p in letters)))]


def _pieces(page: Any, dull: set[Any]) -> Iterator[_Piece]:
    """The page's words and breaks in order."""
    from lxml import etree

    depth = {"dull": 0, "a": 0, "h1": 0}
    title = next(iter(headings), None) if len(headings := list(page.iter("h1"))) == 1 else None

    def piece(text: str) -> _Piece:
        mark = text in (_BLOCK, _LINE)
        return _Piece(text if mark else _SPACE.sub(" ", text), depth["dull"] > 0, depth["a"] > 0, depth["h1"] > 0)

    def count(element: Any, by: int) -> None:
        for kind, holds in (("dull", element in dull), ("a", element.tag == "a"), ("h1", element is title)):
            depth[kind] += by if holds else 0

    events = etree.iterwalk(page, events=("start", "end", "comment", "pi"))
    skipped = None
    for event, element in events:
        if event == "start":
            if _is_unseen(element):
                events.skip_subtree()
                skipped = element
                continue
            yield piece(_break(element))
            count(element, 1)
            yield piece(element.text or "")
            continue
        if event == "end":
            if element is not skipped:
                count(element, -1)
            yield piece("" if element.tag == "br" else _break(element))
        yield piece(element.tail or "")


def _is_unseen(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    hidden = element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style
    return hidden or element.tag in _UNSEEN


def _break(element: Any) -> str:
    """The mark that an element leaves in the text: a new paragraph, a new line, or nothing."""
    if element.tag == "br":
        return _LINE
    return "" if element.tag in _INLINE else _BLOCK
