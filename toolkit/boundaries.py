"""Where paragraphs and sentences begin and end, as offsets into a text that is never altered."""

from __future__ import annotations

import csv
import re
import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from toolkit.spans import trim
from toolkit.tokens import WORD

ABBREVIATIONS = Path(__file__).parent / "lexicons" / "abbreviations.csv"

# Words that open a sentence far more often than they follow an abbreviation inside one. After "U.S.", an initial or an
# ellipsis they are the only sign, in capitals, that a sentence has ended.
STARTERS = frozenset(
    "the this these those that there it he she they we in on at as but and however according his her its our their after "
    "before for from if when while also meanwhile since with during today yesterday earlier later such all some many no "
    "not what who why how where it's he's she's we're they're you i".split()
)
_STARTER = "|".join(word.capitalize() for word in sorted(STARTERS, key=len, reverse=True))
_QUOTE = "\"“”'‘’«»)\\]"

# Punkt waits for a space after the stop and knows neither "…" nor bullets; these are the cuts it misses. A capital
# after a stop without a space is a cut only behind a word in small letters: "rule.Velmar fired", but not "Meridian.News" or
# "H.E.Kim".
_MISSED = re.compile(
    rf"(?<=\s)(?=[▪▫•●◦■□‣⁃➡▶🔹🔸🔻🔺✔✅❗])"
    rf"|(?:…|\.\.\.)[{_QUOTE}]*\s+(?=[\"“«]?(?:{_STARTER})\b)"
    rf"|(?<![\w.])[A-Z]\.[{_QUOTE}]*\s+(?=(?:{_STARTER})\s)"
    rf"|(?:\b[a-z]{{2,}}[)\]]?|\))[.!?][\"”»]?(?=(?:[A-Z][a-z]+|A|I)[\s'’,])"
    rf"|[.!?…][\"”»]\s+(?=[\"“«])"
)
# Whether one of these can stand in a paragraph at all; what begins with one of few characters is found four times as fast.
_MAYBE_MISSED = re.compile(
    r"[.!?…▪▫•●◦■□‣⁃➡▶🔹🔸🔻🔺✔✅❗](?:(?<![.!?])|(?=[A-Z\"”»)])|(?<=\.)(?=\.\.)|(?<=[A-Z]\.)(?<!\w[A-Z]\.))"
)
_PLAIN_END = re.compile(r"([A-Za-z]{2,})\. \w")
_LABEL = re.compile(r"[\W_]*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]\s*")
#: Words after which no line of its own ends, however short the text: "condemns the shelling of / Dorn".
_OPEN = frozenset(
    "a an the of in on at by to for from with and or but as that which who whose this these its his her their our no not is are was were has have "
    "had will would between against into over under near than".split()
)
_SMALL = re.compile(r"[\"“”‘’'«»(\[]*(?!(?:al|el|an|ar|as|ash|at|ad|ed|de|von|van)[- ]|[a-z]\))[a-zà-ÿ]")
_AFTER_QUOTE = re.compile(r"[.!?…,][\"”»]\s*$")
_FIGURE = re.compile(r"[(\[]?(?:\d|[IVXL]+\b)")


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text, as offsets without the space around them.

    A blank line ends a paragraph, and so does a line break, unless the line was broken to fit a page: the next line
    begins with a small letter, or the whole text is set to a width of at most 100 characters and the next word would
    not have fitted.

    >>> text = "Orders were given to every post on the line\\nto hold their fire.\\nCalm returned."
    >>> [text[start:end].count(" ") for start, end in find_paragraphs(text)]
    [11, 1]
    """
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+", text)]
    lines = [span for span in (trim(text, *line) for line in lines) if span]
    width = _page_width(text, lines)
    paragraphs: list[tuple[int, int]] = []
    line_start = 0
    for start, end in lines:
        if paragraphs and _runs_on(text, paragraphs[-1], start, line_start, width):
            paragraphs[-1] = (paragraphs[-1][0], end)
        else:
            paragraphs.append((start, end))
        line_start = start
    return paragraphs


def _page_width(text: str, lines: list[tuple[int, int]]) -> int:
    """The width a text was broken to, or 0 for a text whose lines end where its paragraphs do."""
    width = max((end - start for start, end in lines), default=0)
    if len(lines) < 3 or not 40 <= width <= 100:
        return 0
    pairs = [(a, b) for a, b in zip(lines, lines[1:]) if text.count("\n", a[1], b[0]) == 1]
    full = sum(_is_full(text, start, end, after, width) for (start, end), (after, _) in pairs)
    return width if pairs and full >= 0.6 * len(pairs) else 0


def _is_full(text: str, start: int, end: int, after: int, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one; three characters are allowed for."""
    word = len(text[after : after + width].split(None, 1)[0])
    return end - start + 1 + word > width - 3


def _runs_on(text: str, before: tuple[int, int], after: int, line_start: int, width: int) -> bool:
    """Whether a line goes on with the sentence of the paragraph before it."""
    gap = text[before[1] : after]
    if len(re.findall(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", gap)) != 1 or text[before[1] - 1] in ".!?:;…":
        return False
    if width and _is_full(text, line_start, before[1], after, width):
        return True
    line = text[line_start : before[1]]
    if len(line) > 40 and line.rsplit(None, 1)[-1].lower() in _OPEN:
        return True
    # A line in small letters after one that does not end a sentence; list items ("a) ...", "x -") are lines of their
    # own.
    return text[after].islower() and text[after : after + 2][1:] not in (")", ".") and before[1] - line_start > 30


@cache
def _abbreviations() -> dict[str, str]:
    with ABBREVIATIONS.open(encoding="utf-8", newline="") as file:
        return {row["term"]: row["kind"] for row in csv.DictReader(file)}


@cache
def _number_abbreviation() -> re.Pattern:
    terms = "|".join(re.escape(term) for term, kind in _abbreviations().items() if kind == "number")
    return re.compile(rf"\b(?:{terms})\.$", re.IGNORECASE)


@cache
def _punkt():
    punkt = _punkt_alone()
    abbreviations = {term for term, kind in _abbreviations().items() if kind != "number"}

    class Punkt(punkt.PunktSentenceTokenizer):
        def text_contains_sentbreak(self, text: str) -> bool:
            """Whether a sentence ends in the words around a stop. Most stand after a word of letters that is no abbreviation, which
            ends its sentence whatever follows; to ask Punkt of these as well took a fifth of the time of splitting."""
            plain = _PLAIN_END.match(text)
            if plain and plain[1].lower() not in abbreviations:
                return True
            return super().text_contains_sentbreak(text)

    parameters = punkt.PunktParameters()
    parameters.abbrev_types = abbreviations
    parameters.sent_starters = set(STARTERS)
    return Punkt(parameters, lang_vars=_language(punkt), token_cls=_token(punkt))


def _language(punkt: ModuleType) -> Any:
    """Punkt's own patterns, run by Python: nltk runs them under a clock, for patterns of other people's making, which takes three times as long.

    These go once over a text, however it is built.
    """
    own = punkt.PunktLanguageVars()
    context, words = _plain(own.period_context_re()), _plain(own._word_tokenizer_re())
    closing = _plain(own.re_boundary_realignment)

    class Language(punkt.PunktLanguageVars):
        re_boundary_realignment = closing

        def period_context_re(self) -> re.Pattern:
            return context

        def word_tokenize(self, s: str) -> list[str]:
            return words.findall(s)

    return Language()


def _token(punkt: ModuleType) -> type:
    own = punkt.PunktToken
    patterns = {name: _plain(getattr(own, name)) for name in ("_RE_ELLIPSIS", "_RE_NUMERIC", "_RE_INITIAL", "_RE_ALPHA")}
    return type("Token", (own,), {"__slots__": (), **patterns})


def _plain(pattern: Any) -> re.Pattern:
    return re.compile(pattern.pattern, pattern.flags & (re.VERBOSE | re.MULTILINE))


def _punkt_alone() -> ModuleType:
    """nltk's Punkt without the rest of nltk, which imports scipy.stats: a second, and 60 MB in every process.

    Its modules are found by packages that hold their path and nothing else; none of them stays, so that whoever imports nltk gets all of it.
    """
    if "nltk" in sys.modules:
        return import_module("nltk.tokenize.punkt")
    try:
        for name in ("nltk", "nltk.tokenize"):
            spec = find_spec(name)
            sys.modules[name] = bare = ModuleType(name)
            bare.__path__, bare.__spec__ = spec.submodule_search_locations, spec
        return import_module("nltk.tokenize.punkt")
    finally:
        for name in [name for name in list(sys.modules) if name.partition(".")[0] == "nltk"]:
            del sys.modules[name]


def find_sentences(text: str, paragraphs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences of the paragraphs, in order, as offsets; together they cover all but the space between them.

    Punkt (Kiss and Strunk 2006) without trained parameters finds the stops that are not those of `abbreviations.csv`;
    what it cannot know (list labels, "No. 5", small letters after a stop, bullets, stops without a space) is mended
    after it.

    >>> text = "1. The U.S. Army left at 5 p.m. The bridge (see No. 5) holds."
    >>> [text[a:b] for a, b in find_sentences(text, [(0, len(text))])]
    ['1. The U.S. Army left at 5 p.m.', 'The bridge (see No. 5) holds.']
    """
    return [span for start, end in paragraphs for span in _in_paragraph(text, start, end)]


def _in_paragraph(text: str, start: int, end: int) -> list[tuple[int, int]]:
    paragraph = text[start:end]
    cuts = {match.end() for match in _MISSED.finditer(paragraph)} if _MAYBE_MISSED.search(paragraph) else set()
    if "." in paragraph or "!" in paragraph or "?" in paragraph:
        cuts.update(left for left, _ in _punkt().span_tokenize(paragraph))
    cuts -= {0, len(paragraph)}
    last_word = next((i for i in range(len(paragraph), 0, -1) if paragraph[i - 1].isalnum()), 0)
    spans, left = [], 0
    for right in [*sorted(cuts), len(paragraph)]:
        # What has no word of its own (closing marks, asterisks, emoji) stays with the sentence before it.
        if right < len(paragraph) and (right >= last_word or _belongs_together(paragraph, left, right)):
            continue
        span = trim(text, start + left, start + right)
        if span:
            spans.append(span)
        left = right
    return spans


def _belongs_together(paragraph: str, left: int, right: int) -> bool:
    """Whether a cut at `right` would part what is one sentence."""
    before, after = paragraph[max(left, right - 24) : right].rstrip(), paragraph[right : right + 12]
    if len(before) < 8 and (_LABEL.fullmatch(before) or not WORD.search(before)):
        return True
    if _SMALL.match(after) or (after[:3].lower() in ("al-", "el-") and _AFTER_QUOTE.search(before)):
        return True
    return bool(_FIGURE.match(after) and _number_abbreviation().search(before[-8:]))
