"""Repairs to a published text, in one visible order: `REPAIRS`. The text itself is kept; `clean` makes another.

A repair is a small function from text to text that can also say where it would change something, so that every
difference between `text` and `clean_text` can be listed and defended.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from toolkit.edits import Edit, apply, swap
from toolkit.wraps import rejoin_hyphens, rejoin_lines

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
    """One repair in the order: its name, what it mends, and how to find its edits. Called with a text, it mends it."""

    name: str
    mends: str
    edits: Callable[[str], Iterator[Edit]]

    def __call__(self, text: str) -> str:
        return apply(text, self.edits(text))


def _fix_encoding(match: re.Match[str]) -> str:
    if match[0].isascii():
        return match[0]
    import ftfy

    # Line by line, since one line of a page can be broken and the next sound. This call straightens no quotation marks.
    return ftfy.fix_encoding(match[0])


def _after_abbreviation(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 12) : match.start()]
    return re.split(r"[^A-Za-z]+", before.rstrip("."))[-1] in _ABBREVIATIONS


#: Endings of news sites and other addresses: “News.Az” is a name, “Israel.The” two sentences. “In”, “It”, “So” are endings
#: of addresses too, but open sentences far more often.
_ADDRESS = "(?:az|am|ge|ru|ua|kz|tr|il|ir|com|net|org|gov|mil|edu|info|tv|fm|uk|eu|news|media|online)"
_ABBREVIATIONS = frozenset("Adm Amb Brig Capt Cmdr Col Cpl Dr Fr Ft Gen Gov Lt Ltd Maj Mr Mrs Ms Mt No Pres Prof Rep Rev Sen Sgt St vs".split())
#: What mail and messenger posts are glued to when their line breaks are lost.
_POST_LINE = "(?:Attached (?:is|are)|Please find attached|Read more|More details|Full press release)"

REPAIRS = (
    Step("mojibake", "text decoded with the wrong encoding (â€™ for ’)", swap(r"[^\n]+", _fix_encoding)),
    Step("entities", "HTML entities left as code (&amp;)",
         swap(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});", lambda m: html.unescape(m[0]))),
    Step("line endings", "every kind of line end becomes one", swap("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n")),
    Step("control characters", "control, direction and zero-width characters, which nobody sees; joiners inside emoji stay",
         swap("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
               "|(?:(?<=[A-Za-z0-9\\s])|(?<![^\n]))[\u200c\u200d]", "")),
    Step("soft hyphens", "hyphens that show at a line end only", swap("\xad", "")),
    Step("ligatures", "one character for two letters, as typesetting leaves it (ﬁ)",
         swap("[\ufb00-\ufb06]", lambda m: unicodedata.normalize("NFKC", m[0]))),
    Step("accents", "a letter and its accent as two characters",
         swap("[^\\W_][\u0300-\u036f]+", lambda m: unicodedata.normalize("NFC", m[0]))),
    Step("spaces", "no-break, thin and wide spaces and tabs become plain ones, runs of them one",
         swap("[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+", lambda m: " " if m[0] != " " else m[0])),
    Step("line edges", "spaces at the end of a line and before its first word", swap(" ?\n[ \n]*", lambda m: m[0].replace(" ", ""))),
    Step("markdown", "marks of emphasis, headings, links and escapes; the words stay",
         swap(r"(?<!\*)\*\*(?=[^\s*])([^*\n]{1,2000})\*\*(?!\*)"
               r"|(?<![\w*])\*(?=[^\s*])([^*\n]{0,500}[^\s*])\*(?![\w*])"
               r"|(?<![\w_])__(?=[^\s_])([^_\n]{1,2000})__(?![\w_])"
               r"|\[([^\[\]\n]{1,300}(?:\n[^\[\]\n]{1,300})?)\]\(https?://[^\s()]{1,500}\)"
               r"|\\([#*_\-.!\[\]()])"
               r"|(?:(?<=\n)|(?<![\s\S]))#{1,6} +(?=\S)", lambda m: next((g for g in m.groups() if g), ""))),
    Step("glued posts", "a post's time of day run into the words beside it (Ivel.15:02Soldiers)",
         swap(r"(?<=[^\s\d:.,(/\-])(?=[0-2]\d:[0-5]\d[A-Z“\"])|(?<=[.!?])(?=[0-2]\d:[0-5]\d[A-Z“\"])", "\n\n")),
    Step("glued times", "a post's time of day run into its first word", swap(r"(?<![^\s])([0-2]\d:[0-5]\d)(?=[A-Z“\"])", r"\1 ")),
    Step("glued lines", "a line of a post run into the one before (stripRead more)",
         swap(rf"(?<=[A-Za-z0-9.!?”])(?={_POST_LINE}\b)", "\n\n")),
    Step("glued sentences", "sentences with nothing between them, where a line break was lost",
         swap(rf"(?:(?<=[a-z)”][a-z)”’][.!?])|(?<=\d\d\d\d\.))(?!(?i:{_ADDRESS})\b)(?=[A-Z][a-z]{{0,20}}[ ,’']|“[A-Z])|(?<=[a-z][.!?]”)(?=[A-Z])",
              lambda m: "" if _after_abbreviation(m) else "\n\n")),
    Step("hyphens at line ends", "a word broken over two lines of a hard-wrapped text", rejoin_hyphens),
    Step("hard wraps", "lines broken at a fixed width (50 to 110 characters) become paragraphs again", rejoin_lines),
    Step("punctuation", "a space before a full stop or comma", swap(r"(?<=\w) +([.,;:!?])(?![\w.])", r"\1")),
    Step("blank lines", "more than one empty line, and those at the ends", swap(r"(?<![\s\S])\s+|\s+(?![\s\S])|\n{3,}",
         lambda m: "\n\n" if m.start() and m.end() < len(m.string) else "")),
)


def clean(text: str) -> str:
    """The text with every repair made, until none has anything left to do: `clean(clean(x)) == clean(x)`.

    You would want it before splitting sentences. It does not turn a quotation mark, drop a word, translate, or mend spelling;
    words that ran together (`ComradeKim`) stay, since no rule can tell them from names (`YouTube`).

    >>> clean("The soldiers&rsquo; families\u200b are safe .\r\n")
    'The soldiers’ families are safe.'
    """
    return _run(text, {})


def explain(text: str) -> list[Repair]:
    """What `clean` does to a text: each repair that changed something, with a count and its first change.

    >>> [(r.name, r.n) for r in explain("safe &amp; sound .")]
    [('entities', 1), ('punctuation', 1)]
    """
    found: dict[str, Repair] = {}
    _run(text, found)
    return [found[step.name] for step in REPAIRS if step.name in found]


def list_repairs(statements: pd.DataFrame) -> pd.DataFrame:
    """Every repair made to the `text` of some statements.

    A row is one repair of one statement; columns: `statement_id`, `repair` (its name in `REPAIRS`), `n` (in how many places),
    `before` and `after` (the first of them, with a few characters on each side).
    """
    rows = [
        (statement_id, *repair)
        for statement_id, text in zip(statements["statement_id"], statements["text"])
        for repair in explain(text)
    ]
    frame = pd.DataFrame(rows, columns=["statement_id", "repair", "n", "before", "after"])
    return frame.astype({"statement_id": "str", "repair": "str", "n": "int64", "before": "str", "after": "str"})


def _run(text: str, found: dict[str, Repair]) -> str:
    for _ in range(PASSES):
        before = text
        for step in REPAIRS:
            edits = list(step.edits(text))
            if edits:
                _note(found, step.name, text, edits)
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
