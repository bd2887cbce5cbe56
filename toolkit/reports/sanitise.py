"""HTML from outside, made safe to put into a page: an allow-list of what a report needs, and nothing else.

Statements are hostile until shown otherwise: a title may hold a script, a link may be `javascript:`. What is not on the list
below is dropped by nh3 (the ammonia library), which parses as browsers do. The page's Content-Security-Policy is a second wall.
"""

from __future__ import annotations

import re

TAGS = set(
    "a abbr b blockquote br caption cite code col colgroup dd del details div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 hr i img ins "
    "kbd li mark ol p pre q s section small span strong sub summary sup table tbody td tfoot th thead time tr ul var".split()
)

# Dropped with all they hold; of other unknown elements only the tags go and the text stays.
_WITH_CONTENT = {
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "textarea",
    "title",
    "xmp",
}

_ATTRIBUTES = {"*": {"id", "class", "lang", "dir"}, "a": {"href"}, "th": {"colspan", "rowspan", "scope"},
               "td": {"colspan", "rowspan"}, "ol": {"start"},
               "time": {"datetime"}, "img": {"src", "alt"}}  # fmt: skip

#: Classes that notebooks may use; `templates/page.css` gives each its looks.
CLASSES = {"figure", "frame", "hit", "note", "number"}

_FRAGMENT = re.compile(r"#[A-Za-z][\w:.-]{0,99}\Z")
_REMOTE = re.compile(r"https?://[^\s/\\]", re.I)
# A browser runs no script and fetches nothing for a picture at a data address, whatever the picture holds.
_PICTURE = re.compile(r"data:image/(svg\+xml|png);base64,[A-Za-z0-9+/]+={0,2}\Z")

# nh3 leaves < and > bare inside an attribute, as the standard allows. Here no tag may hold a > but at its end, because `page` looks
# for tags by pattern. So they pass through nh3 as these two characters, which no text from outside may bring along.
_LESS, _MORE = "\ue0f0", "\ue0f1"
_FORBIDDEN = str.maketrans(dict.fromkeys(("\x00", _LESS, _MORE), "\ufffd"))


def sanitise(html: str) -> str:
    """Return `html` with only allowed elements, classes, links to web pages or within the page, and pictures at data addresses.

    What it keeps: headings, paragraphs, lists, tables, quotations, marks, folds, figures. What it drops: scripts, styles,
    forms, event handlers, pictures from elsewhere, links to anything but http and https. Ids and the links to them are prefixed, so that
    nothing from outside can stand in for a part of the page itself.

    >>> sanitise('<p onclick="x()">The <b>post</b> <a href="javascript:x()">at Dorn</a></p><script>x()</script>')
    '<p>The <b>post</b> <a rel="noopener noreferrer nofollow">at Dorn</a></p>'
    """
    import nh3

    clean = nh3.clean(
        html.translate(_FORBIDDEN),
        tags=TAGS,
        clean_content_tags=_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=_filter,
        url_schemes={"http", "https", "data"},
        link_rel="noopener noreferrer nofollow",
    )
    return clean.replace("<img>", "").replace(_LESS, "&lt;").replace(_MORE, "&gt;")


def _filter(element: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return " ".join(name for name in value.split() if name in CLASSES) or None
    if attribute == "id":
        return f"u-{value}" if _FRAGMENT.match(f"#{value}") else None
    if attribute == "href":
        if _FRAGMENT.match(value):
            return f"#u-{value[1:]}"
        return value if _REMOTE.match(value) else None
    if attribute == "src":
        return value if _PICTURE.match(value) else None
    return value.replace("<", _LESS).replace(">", _MORE)


def from_markdown(text: str) -> str:
    """Markdown with tables and footnotes, as safe HTML; markup inside it is sanitised like any other.

    >>> from_markdown("## Limits <img src=x onerror=alert(1)>")
    '<h2>Limits </h2>\\n'
    """
    import mistune

    return sanitise(mistune.create_markdown(escape=False, plugins=["table", "footnotes", "strikethrough"])(text))
