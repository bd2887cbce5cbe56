"""Page furniture: sentences that belong to the page, not to the statement."""

from __future__ import annotations

import re
from functools import cache

from toolkit.tokens import WORD
from toolkit.voices.lexicons import rows_of

#: The kinds of phrases in the lexicon that make a line furniture; each begins with a letter, or with ©.
PHRASES = ("whole", "starts", "label")

_NO_WORD = re.compile(r"[^\w©]*")
_LINKS = re.compile(
    r"(?:https?://|www\.|t\.me/|bit\.ly/|pic\.twitter\.com)\S*|[#@]\w+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|ly|me)/\S*"
)
_SITE = re.compile(r"(?:www\.)?[A-Za-z][\w-]{1,30}(?:\.[\w-]{2,20}){1,3}/?")
_SIGN_OFF = re.compile(r"-0-|-30-|\\?#{2,}|[*_=~–—-]{2,}")
_MAYBE_SIGN = re.compile(r"[*_=~–—#-](?:[*_=~–—#-]|3?0-)")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)[a-z]*\.?"
#: A number, a date or a time in figures. What may be read in one way only is matched for good ("++"): a line of a hundred figures or
#: capitals that is no dateline after all would else be taken apart in every way there is, which never ends.
_FIGURES = r"\d++(?:st|nd|rd|th)?+(?:[./:-]\d++(?:st|nd|rd|th)?+)*+"
_WHEN = rf"(?:{_MONTH}|{_DAY}|{_FIGURES}|[ap]\.?m\.?|GMT|UTC|at|(?:updated|published|posted|printed|accessed)(?: on)?)"
_DATELINE = re.compile(
    rf"[\W_]*(?:(?!(?:Since|On|In|By|From|Until|After|Before|At|As)\b)[A-Z][\w.'-]*[,/\s]+){{0,4}}"
    rf"(?:(?:(?i:(?>{_WHEN}))[\s,./|–—-]*+){{2,}}+|(?=\d\D{{0,3}}\d)(?i:{_FIGURES}))(?:[(/][\w .]{{2,30}}[)/])?[\s–—:.|-]*"
)
#: How every such line begins. Few sentences do, and none that goes on in small letters.
_MAYBE_DATELINE = re.compile(rf"[\W_]*(?:[A-Z][\w.'-]*[,/\s]+){{0,4}}(?=[\dADFGJMNOPSTUWadfgjmnopstuw])(?i:{_WHEN})")
_DATED = re.compile(rf"\b{_MONTH}(?=\W|$)|\d{{1,2}}[./:-]\d{{1,2}}|^\d{{4}}$")
#: The foot and the head that a printed page has: its number, and what browsers write, the day and the page's title.
_PRINTED = re.compile(
    r"(?:page\s)?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?|[-–—]\s?\d{1,4}\s?[-–—]|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d{2}(?: [AP]M)?\b.*",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"By [A-Z][\w'’-]+(?: [A-Z][\w.'’-]+){1,3}(?:,? [A-Z][\w .]{2,30})?\.?"
    r"|\([A-Z][\w&.-]*(?:,? (?:and |with )?[A-Z][\w&.-]*){0,5}(?:,? (?:and |with )?)?\)"
    r"|(?:Reporting|Editing|Writing|Additional reporting) by [A-Z].{3,80}"
    r"|[A-Z][\w. ]{2,30}/[A-Z][\w. ]{1,30}"
)


def is_furniture(sentence: str, publisher: str | None = None) -> bool:
    """Whether a sentence is furniture: a sharing button, a by-line, a dateline or site name alone, links or hashtags alone, no word.

    It judges a sentence by itself, so a heading that is a plain English sentence is not furniture.

    >>> is_furniture("Meridian.news"), is_furniture("Back to top"), is_furniture("Calm returned to Dorn.")
    (True, True, False)
    """
    if len(sentence) > 160:
        return False
    bare = _LINKS.sub("", sentence) if _may_link(sentence) else sentence
    bare = (_SIGN_OFF.sub("", bare) if _MAYBE_SIGN.search(bare) else bare).strip()
    if not WORD.search(bare):
        return True
    if publisher and bare.strip(" .|-–—()").casefold() == publisher.casefold():
        return True
    if _PRINTED.fullmatch(sentence) or _SITE.fullmatch(bare) or _BYLINE.fullmatch(bare):
        return True
    if _may_be_phrase(bare) and _phrases().fullmatch(bare):
        return True
    if not _MAYBE_DATELINE.match(bare):
        return False
    return bool(_DATED.search(bare) and _DATELINE.fullmatch(bare) and len(WORD.findall(bare)) <= 12)


def _may_link(sentence: str) -> bool:
    return "/" in sentence or "#" in sentence or "@" in sentence or "www" in sentence


def _may_be_phrase(bare: str) -> bool:
    """Whether a phrase can begin as a line does: most begin with other letters, which is told a hundred times as fast."""
    begins = _NO_WORD.match(bare).end()
    first = bare[begins : begins + 2]
    return not first.isascii() or first.lower() in _openings() or first[:1].lower() in _openings()  # "X:"


@cache
def _openings() -> frozenset[str]:
    return frozenset(row["term"][:2].lower() for row in rows_of("furniture") if row["kind"] in PHRASES)


@cache
def _phrases() -> re.Pattern:
    rows = rows_of("furniture")
    terms = {
        kind: "|".join(re.escape(row["term"]) for row in rows if row["kind"] == kind)
        for kind in PHRASES
    }
    # `starts` takes a heading's worth of words and no full sentence: a line that ends in a stop is furniture only if
    # it is short.
    return re.compile(
        rf"[^\w©]*(?:(?:{terms['whole']})[\W\d]*|(?:{terms['starts']})(?!\w)[^.!?]{{0,80}}[.:]?|(?:{terms['starts']})|(?:{terms['label']})\s?:.{{0,120}})",
        re.IGNORECASE,
    )
