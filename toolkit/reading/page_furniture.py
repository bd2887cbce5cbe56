"""Which elements of a page are its furniture: menus, teasers, columns beside the text, notices on cookies, the foot of the page.

Elements say what they are for (HTML Living Standard, 4.3 and WAI-ARIA's landmarks), and where a page has only boxes, their names do.
Words that many pages of a source share are not taken for furniture: a ministry that ends each statement with the same charge makes it each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

#: Elements and roles that hold no part of what a page is about.
_TAGS = {"nav", "aside", "footer", "dialog", "button", "menu"}
_ROLES = set(
    "navigation banner contentinfo complementary search menu menubar dialog alertdialog toolbar tablist".split()
)

#: Words of class names and ids, of sites that mark such boxes by name alone.
_NAMES = set(
    "nav navbar navigation menu submenu breadcrumb breadcrumbs cookie cookies cookiebar consent gdpr footer sidebar "
    "aside teaser teasers related recommended recommendations share sharing social newsletter subscribe subscription "
    "pagination pager skiplink advert advertisement ads banner promo popup modal widget toolbar topbar".split()
)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

#: Of a page that marks neither a main heading, nor a main part, nor an article, a box with so much of the words is the statement, whatever it
#: is called (`<div class="page has-sidebar">`).
MOST = 0.5

#: What the statement stands in, or under.
_HEART = {"main", "article", "h1"}


def furniture_of(page: Any) -> Iterator[set[Any] | None]:
    """Sets of elements that are furniture, the fullest first, at last None: nothing is. Whoever is left with no statement takes the next.

    >>> from toolkit.reading.html import tree_of
    >>> page = tree_of("<nav>News</nav><p>Dorn was shelled.</p><div class='read-related'>More</div>")
    >>> [sorted(element.tag for element in found or []) for found in furniture_of(page)]
    [['div', 'nav'], ['nav'], []]
    """
    elements = [e for e in page.iter() if isinstance(e.tag, str)]
    counts = _words_in(page)
    plain = {e for e in elements if _is_plain(e)}
    yield plain | _by_name(elements, counts) | _beside_main(elements) | _other_articles(elements, counts)
    yield plain
    yield None


def _is_plain(element: Any) -> bool:
    """Whether the element itself says so. A quotation has a foot of its own, and an article a head with its title and date."""
    if element.tag == "footer":
        return not _within(element, {"blockquote", "q"})
    if element.tag == "header":
        return not _within(element, {"article", "main", "section"})
    return element.tag in _TAGS or element.get("role") in _ROLES


def _by_name(elements: list[Any], counts: dict[Any, int]) -> set[Any]:
    hearts = [e for e in elements if e.tag in _HEART or e.get("role") == "main"]
    holding = {above for heart in hearts for above in heart.iterancestors()} | set(hearts)
    most = MOST * counts.get(elements[0], 0) if not hearts and elements else float("inf")
    return {e for e in elements if e not in holding and counts[e] < most and _is_named(e)}


def _is_named(element: Any) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    # The last words of a name say what the box is: `news-share`, but not `social-policy-text`.
    return any(word.lower() in _NAMES for name in names for word in _WORDS.findall(name)[-2:])


def _beside_main(elements: list[Any]) -> set[Any]:
    """All that stands outside of the one element that the page calls its main content."""
    mains = [e for e in elements if e.tag == "main" or e.get("role") == "main"]
    if len(mains) != 1:
        return set()
    way = [mains[0], *mains[0].iterancestors()]
    return {e for above in way[1:] for e in above if isinstance(e.tag, str) and e not in way}


def _other_articles(elements: list[Any], counts: dict[Any, int]) -> set[Any]:
    """The articles beside the one that holds most words; none where several are of a size, as on a page of news in brief."""
    articles = [e for e in elements if e.tag == "article" and not _within(e, {"article"})]
    largest = max(articles, key=counts.__getitem__, default=None)
    if largest is None or counts[largest] < MOST * sum(counts[e] for e in articles):
        return set()
    return set(articles) - {largest}


def _within(element: Any, tags: set[str]) -> bool:
    return any(above.tag in tags for above in element.iterancestors())


def _words_in(page: Any) -> dict[Any, int]:
    """How many words each element holds, with those inside it; scripts and styles have none."""
    from lxml import etree

    found: dict[Any, int] = {}
    for _, element in etree.iterwalk(page, events=("end",)):
        own = 0 if element.tag in ("script", "style") else _length(element.text)
        found[element] = own + sum(found.get(child, 0) + _length(child.tail) for child in element)
    return found


def _length(words: str | None) -> int:
    return len(words.split()) if words else 0
