"""Repairs to a published text, in one visible order: `REPAIRS`. The text itself is kept; `clean` makes another.

A repair is a small function from text to text that can also say where it would change something, so that every
difference between `text` and `clean_text` can be listed and defended.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from toolkit.edits import Edit, apply, moved, swap
from toolkit.expected import expects_frames
from toolkit.spans import Span, trim
from toolkit.wraps import rejoin_lines

if TYPE_CHECKING:
    import pandas as pd

#: A repair can uncover work for one before it (an entity can spell a control character); two passes settle every real
#: text met, three or four what was built to need them. The last pass that changes nothing ends it.
PASSES = 12

#: Characters shown on each side of a change.
CONTEXT = 24


class Repair(NamedTuple):
    """One repair that changed a text: its name, in how many places, and the first of them before and after."""

    name: str
    n: int
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """One repair in the order: its name, what it mends, how to find its edits, and a quick test that is False only where there are
    none, as in most texts. Called with a text, it mends it.
    """

    name: str
    mends: str
    edits: Callable[[str], Iterator[Edit]]
    may: Callable[[str], object] = lambda text: True

    def __call__(self, text: str) -> str:
        return apply(text, self.edits(text))


def _fix_encoding(match: re.Match[str]) -> str:
    if not _MAYBE_MOJIBAKE.search(match[0]):
        return match[0]
    import ftfy

    # Line by line, since one line of a page can be broken and the next sound. This call straightens no quotation marks.
    return ftfy.fix_encoding(match[0])


def _after_abbreviation(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 12) : match.start()]
    return re.split(r"[^A-Za-z]+", before.rstrip("."))[-1] in _TITLES


def _first_group(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group), "")


#: Titles before a name, where a missing space joins no sentences (Gen.Hill).
_TITLES = frozenset(
    "Adm Amb Brig Capt Cmdr Col Cpl Dr Fr Ft Gen Gov Lt Ltd Maj Mr Mrs Ms Mt No Pres Prof Rep Rev Sen Sgt St vs".split()
)

_ENTITY = r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});"

#: Every character that `_UNSEEN` can begin with.
_UNSEEN_ONES = "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"

#: Joiners are kept between the parts of an emoji and inside words of scripts that need them.
_UNSEEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    "|(?:(?<=[A-Za-z0-9\\s])|(?<![\\s\\S]))[\u200c\u200d]"
)

_SPACES = "\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_WIDE = re.compile(f"[{_SPACES}]")

#: Each begins with its mark and looks back over it, so that a search goes from mark to mark and not from character to character.
_MARKDOWN = (
    r"\*\*(?<!\*\*\*)(?=[^\s*])([^*\n]{1,2000})\*\*(?!\*)"  # **bold**
    r"|\*(?<![\w*]\*)(?=[^\s*])([^*\n]{0,500}[^\s*])\*(?![\w*])"  # *italic*
    r"|__(?<![\w_]__)(?=[^\s_])([^_\n]{1,2000})__(?![\w_])"  # __bold__
    r"|\[([^\[\]\n]{1,300}(?:\n[^\[\]\n]{1,300})?)\]\(https?://[^\s()]{1,500}\)"  # [words](address)
    r"|\\([#*_\-.!\[\]()])"  # an escaped mark
    r"|#(?:(?<=\n#)|(?<![\s\S]#))#{0,5} +(?=\S)"  # heading
)

#: Channels put the time of day before each post; a number before it would make it part of another (a score, a verse).
_POST = r"(?<=[^\s\d:.,(/\-])(?=[0-2]\d:[0-5]\d[A-Z“\"])|(?<=[.!?])(?=[0-2]\d:[0-5]\d[A-Z“\"])"

_TIME = r":[0-5]\d[A-Z“\"]"

#: What mail and messenger posts are glued to when their line breaks are lost.
_POST_LINE = (
    r"(?<=[A-Za-z0-9.!?”])"
    r"(?=(?:Attached (?:is|are)|Please find attached|Read more|More details|Full press release)\b)"
)
_POST_WORDS = ("Attached ", "Please find", "Read more", "More details", "Full press")

#: What stands behind the dot in the name of a site: “News.Vm” is a name, “Hallin.The” two sentences. Any two letters
#: can be the ending of an address; those listed first are words, which open sentences far more often.
_ADDRESS = (
    r"(?i:(?!(?:in|it|is|at|so|no|on|as|if|we|he|by|to|of|an|my|up|do|us|or|me)\b)[a-z]{2}"
    r"|com|net|org|gov|mil|edu|info|news|media|online)\b"
)
_SENTENCES = (
    rf"(?:(?<=[a-z)”][a-z)”’][.!?])|(?<=\d\d\d\d\.))(?!{_ADDRESS})(?=[A-Z][a-z]{{0,20}}[ ,’']|“[A-Z])"
    r"|(?<=[a-z][.!?]”)(?=[A-Z])"
)


def _any_of(*words: str) -> Callable[[str], bool]:
    """A test for words that stand in every match: a search for a fixed word runs fifty times as fast as one for a pattern."""
    return lambda text: any(word in text for word in words)


def _not_ascii(text: str) -> bool:
    return not text.isascii()


#: ftfy calls a text wrongly decoded for two letters beside each other that are not ASCII, or for one of these alone; its own test is slower.
_MAYBE_MOJIBAKE = re.compile("[^\x00-\x7f](?:[^\x00-\x7f]|(?<=[\x80-\x9fŒœÃÂØÙВГРСΒΓΞΟ]))")


def _has(pattern: str) -> Callable[[str], object]:
    """A test for a part of every match that begins with few characters, where the whole begins with anything."""
    return re.compile(pattern).search


def _wide_or_several(text: str) -> bool:
    return "  " in text or "\t" in text or not text.isascii() and bool(_WIDE.search(text))


def _blank_at_an_end(text: str) -> bool:
    return "\n\n\n" in text or text[:1].isspace() or text[-1:].isspace()


#: The order matters: what is hidden in a wrong encoding or an entity comes first, what looks at lines after line ends.
REPAIRS = (
    Step(
        "mojibake",
        "text decoded with the wrong encoding (â€™ for ’)",
        swap(r"[^\n]+", _fix_encoding),
        _MAYBE_MOJIBAKE.search,
    ),
    Step("entities", "HTML entities left as code (&amp;)", swap(_ENTITY, lambda m: html.unescape(m[0])), _any_of("&")),
    Step("line endings", "every kind of line end becomes one", swap("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n"), _any_of(*"\r\x0b\x0c\x85\u2028\u2029")),
    Step(
        "control characters",
        "control, direction and zero-width characters, which nobody sees",
        swap(_UNSEEN, ""),
        _has(_UNSEEN_ONES),
    ),
    Step("soft hyphens", "hyphens that show at a line end only", swap("\xad", ""), _not_ascii),
    Step(
        "ligatures",
        "one character for two letters, as typesetting leaves it (ﬁ)",
        swap("[\ufb00-\ufb06]", lambda m: unicodedata.normalize("NFKC", m[0])),
        _not_ascii,
    ),
    Step(
        "accents",
        "a letter and its accent as two characters",
        swap("[^\\W_][\u0300-\u036f]+", lambda m: unicodedata.normalize("NFC", m[0])),
        _has("[\u0300-\u036f]"),
    ),
    Step(
        "spaces",
        "no-break, thin and wide spaces and tabs become plain ones, runs of them one",
        swap(f"(?: (?=[ {_SPACES}])|[{_SPACES}])[ {_SPACES}]*", " "),
        _wide_or_several,
    ),
    Step(
        "line edges",
        "spaces at the end of a line and before its first word",
        swap(" ?\n[ \n]*", lambda m: m[0].replace(" ", "")),
        _any_of(" \n", "\n "),
    ),
    Step(
        "markdown",
        "marks of emphasis, headings, links and escapes; the words stay",
        swap(_MARKDOWN, _first_group),
        _any_of(*"*_[\\#"),
    ),
    Step(
        "glued posts",
        "a post's time of day run into the words before it (Ivel.15:02Soldiers)",
        swap(_POST, "\n\n"),
        _has(_TIME),
    ),
    Step(
        "glued times",
        "a post's time of day run into its first word",
        swap(r"(?<!\S)[0-2]\d:[0-5]\d(?=[A-Z“\"])", lambda m: m[0] + " "),
        _has(_TIME),
    ),
    Step(
        "glued lines",
        "a line of a post run into the one before (HallinRead more)",
        swap(_POST_LINE, "\n\n"),
        _any_of(*_POST_WORDS),
    ),
    Step(
        "glued sentences",
        "sentences with nothing between them, where a line break was lost",
        swap(_SENTENCES, lambda m: "" if _after_abbreviation(m) else "\n\n"),
        _has("[.!?]”?[A-Z“]"),
    ),
    Step("hard wraps", "lines, and words, broken at a fixed width of 50 to 110 characters", rejoin_lines),
    Step(
        "punctuation",
        "a space before a full stop or comma",
        swap(r"(?<=\w) +(?=[.,;:!?](?![\w.]))", ""),
        _any_of(*(f" {c}" for c in ".,;:!?")),
    ),
    Step(
        "blank lines",
        "more than one empty line, and those at the ends",
        swap(
            r"\s(?:(?<![\s\S]\s)\s*|\s*(?![\s\S])|(?<=\n)\n{2,})",
            lambda m: "\n\n" if m.start() and m.end() < len(m.string) else "",
        ),
        _blank_at_an_end,
    ),
)


def clean(text: str) -> str:
    r"""The text with every repair made, until none has anything left to do: `clean(clean(x)) == clean(x)`.

    You would want it before splitting sentences. It does not turn a quotation mark, drop a word, translate, or mend
    spelling; words that ran together (`ComradeHill`) stay, since no rule can tell them from names (`YouTube`).

    >>> clean("The soldiers&rsquo; families\u200b are safe .\r\n")
    'The soldiers’ families are safe.'
    """
    return _run(text, {})


def clean_with(text: str, spans: Iterable[Span]) -> tuple[str, list[Span]]:
    r"""`clean`, and where some stretches of the text stand afterwards, less the space around them; what is empty then is left out.

    >>> clean_with("News\xa0 .\n\nCalm returned .", [(0, 7)])
    ('News.\n\nCalm returned.', [(0, 5)])
    """
    places = [place for span in spans for place in span]
    text = _run(text, {}, places)
    trimmed = [trim(text, *span) for span in zip(places[::2], places[1::2])]
    return text, [span for span in trimmed if span]


def explain(text: str) -> list[Repair]:
    """What `clean` does to a text: each repair that changed something, with a count and its first change.

    >>> [(r.name, r.n) for r in explain("safe &amp; sound .")]
    [('entities', 1), ('punctuation', 1)]
    """
    found: dict[str, Repair] = {}
    _run(text, found)
    return [found[step.name] for step in REPAIRS if step.name in found]


@expects_frames
def list_repairs(statements: pd.DataFrame) -> pd.DataFrame:
    """Every repair made to the `text` of some statements.

    A row is one repair of one statement; columns: `statement_id`, `repair` (its name in `REPAIRS`), `n` (in how many
    places), `before` and `after` (the first of them, with a few characters on each side).
    """
    import pandas as pd

    rows = [
        (statement_id, *repair)
        for statement_id, text in zip(statements["statement_id"], statements["text"])
        for repair in explain(text)
    ]
    frame = pd.DataFrame(rows, columns=["statement_id", "repair", "n", "before", "after"])
    return frame.astype({"statement_id": "str", "repair": "str", "n": "int64", "before": "str", "after": "str"})


def _run(text: str, found: dict[str, Repair], places: list[int] | None = None) -> str:
    """The text repaired; what was repaired is noted in `found`, and `places` move with the characters they stand before."""
    for _ in range(PASSES):
        before = text
        for step in REPAIRS:
            edits = list(step.edits(text)) if step.may(text) else []
            if edits:
                _note(found, step.name, text, edits)
                if places:
                    places[:] = moved(places, edits)
                text = apply(text, edits)
        if text == before:
            break
    return text


def _note(found: dict[str, Repair], name: str, text: str, edits: list[Edit]) -> None:
    earlier = found.get(name)
    if earlier:
        found[name] = earlier._replace(n=earlier.n + len(edits))
        return
    found[name] = Repair(name, len(edits), *_excerpts(text, edits[0]))


def _excerpts(text: str, edit: Edit) -> tuple[str, str]:
    """A change with a few characters on each side, before and after; what both have in common is cut to that too."""
    old = text[edit.start : edit.end]
    same = 0
    while same < min(len(old), len(edit.new)) and old[same] == edit.new[same]:
        same += 1
    left = text[max(0, edit.start + same - CONTEXT) : edit.start + same]
    right = text[edit.end : edit.end + CONTEXT]
    return tuple(left + (changed[same:] + right)[: 3 * CONTEXT] for changed in (old, edit.new))
