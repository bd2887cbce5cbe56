"""Attribution: to whom a sentence gives its words ("MoD reported that ...", "..., said the minister", "according to ...").

Names are found without a parser, from the speech verb backwards or forwards over words that can stand in the name of
a speaker. That also reads wire copy whose commas were lost ("three people were killed state agency QPA said").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from toolkit.voices.cues import cue_pattern, kinds
from toolkit.voices.names import (
    ADVERBS,
    DETERMINERS,
    LINKS,
    NOT_NAMES,
    PRONOUNS,
    TOKEN,
    VERBAL,
    first_name,
    is_speaker,
    leading_name,
    name_ending,
    speaker_nouns,
    without_apposition,
)

_SELF = frozenset(("i", "we", "you"))
_WHEN_BEFORE_VERB = re.compile(
    r"\s+(?:(?:this|last|that|the same) (?:week|month|year|morning|evening|night|\w+day)|(?:earlier|late|early)? ?(?:on )?\w+day|"
    r"(?:a|two|three|few|a few|several) (?:days?|weeks?|months?) (?:ago|earlier)|in (?:a|its|his|her|the) (?:\w+ )?(?:statement|speech|interview|"
    r"post|message|briefing)(?: (?:on )?\w+day)?)\s*,?$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*\([^()]{1,60}\)$")
_STOP_AFTER = re.compile(
    r"\s(?:in (?:a|an|its|his|her|their|the|an? \w+) (?:\w+ )?(?:statement|interview|post|report|letter|speech|address|message|briefing)|on|at|during|after|"
    r"before|as|when|while|who|which|that|saying|adding|told|said|says|reports?|reported|has|have|had|is|are|was|were|will|would|citing|"
    r"quoting|in (?=[A-Z])|late|early|yesterday|today|this|last|via|through|by)\b"
)
#: What somebody issues, to the end of a sentence: its words come next.
_ISSUED = re.compile(
    r"\s+(?:[\w-]+ ){1,4}(?:statement|message|communiqu[ée]|press release|release|commentary|comment|text)\b[^.:]{0,100}[.:]\s*"
)
_BARREN = re.compile(
    r"\b(?:agreements?|treaty|treaties|law|laws|resolutions?|charter|plans?|conventions?|decisions?|schedule|articles? \d|accords?|protocols?|"
    r"constitution|principles?|procedures?|rules|norms|standards|data|estimates?|figures|provisions?)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"[^\w\"“”«]*(?P<name>[A-Z][^:\"“”«»\n.!?]{1,90}?)\s?(?:\([^)]{1,40}\))?:(?=\s|[A-Z\"“«]|$)")
# A name is sought this many characters from its verb, no further.
_REACH = 600
# What says when has at most six words and a comma, and ends in one of these.
_WHEN_WORDS = 7
_WHEN_ENDS = tuple(
    "day week month year morning evening night ago earlier statement speech interview post message briefing".split()
)
# Copy whose commas were lost: before a verb that ends its sentence, this many characters hold a clause and a name.
_LONG = 45
_BARE_CLAUSE = frozenset(("say", "says", "said", "tell", "tells", "told", "insists", "insisted"))


class Attribution(NamedTuple):
    """The words that name a speaker ("he" where only a pronoun stands), how they were found, and where in the text.

    `leads` says that the name opens its sentence or the verb ends it, `clause` that the words told follow as a clause
    ("said that ..."), not as a noun ("announced a truce"), `closes` that the verb ends its sentence ("..., he said").
    """

    speaker: str
    kind: str
    at: int
    leads: bool
    clause: bool
    closes: bool = False


def find_attributions(text: str, start: int, end: int) -> list[Attribution]:
    """The attributions in one sentence, `text[start:end]`, in order. Blank out what is quoted before calling.

    A sentence in the first person ("we said") attributes to nobody else and gives nothing.

    >>> text = "Dorn was shelled, said the Ministry of Defence of Velmar."
    >>> find_attributions(text, 0, len(text))[0].speaker
    'the Ministry of Defence of Velmar'
    """
    found = []
    for match in cue_pattern().finditer(text, start, end):
        # A name is sought this near only: a hostile text of one endless sentence must not take time by its square.
        left, right = (
            text[max(start, match.start() - _REACH) : match.start()].rstrip(),
            text[match.end() : min(end, match.end() + _REACH)],
        )
        cue = " ".join(match.group().lower().split())
        kind = kinds()[cue]
        if kind == "hands" and not _hands_over(text[match.end() : end]):
            continue
        if kind in ("to", "headed"):
            speaker = _name_after(right) if kind == "to" or text[start:end].rstrip().endswith(":") else None
            if (
                speaker
                and cue == "referring to"
                and not any(t.lower() in speaker_nouns() for t in TOKEN.findall(speaker))
            ):
                continue
            if speaker and not _BARREN.search(speaker):
                found.append(Attribution(speaker, kind, match.start(), match.start() - start < 3, True))
            continue
        speaker, leads = _of_verb(left, right, kind, cue)
        if speaker:
            clause = cue in _BARE_CLAUSE or _takes_clause(left, right)
            closes = end - match.end() < 12
            found.append(Attribution(speaker, kind, match.start(), leads or closes, clause or closes, closes))
    return found


def _hands_over(right: str) -> bool:
    """Whether what was issued follows: before a colon, or "the following statement" before a stop."""
    issued = _ISSUED.fullmatch(right)
    return bool(issued) and (":" in issued[0] or " following " in issued[0])


def heading_speaker(text: str, start: int, end: int, *, interview: bool = False) -> str | None:
    """The speaker whom a paragraph names before a colon ("Foreign Minister Ilva Renn: ..."), or None.

    >>> heading_speaker("Spokesperson Ilva Renn: Calm has returned.", 0, 42)
    'Spokesperson Ilva Renn'
    """
    upto = min(end, start + 140)
    match = _HEADING.match(text, start, upto) if ":" in text[start:upto] else None
    if not match:
        return None
    name = match["name"].strip()
    if name.lower() in ("question", "answer", "q", "a"):
        return name
    tokens = TOKEN.findall(name)
    names = [t for t in tokens if t[0].isupper() and t.lower() not in NOT_NAMES | DETERMINERS]
    if len(tokens) > 12 or any(
        t[0].isalnum() and not t[0].isupper() and t not in LINKS | DETERMINERS | speaker_nouns().keys() for t in tokens
    ):
        return None
    offices = [t for t in tokens if speaker_nouns().get(t.lower()) in ("office", "organ")]
    if offices:
        return name if len(names) > 1 or len(tokens) == 1 else None
    # A bare name is a speaker in an interview, or where the speech balloon or a quotation mark says so.
    balloon = "💬" in text[start : match.start("name")] or re.match(r"\s*[\"“«]", text[match.end() : match.end() + 3])
    return name if 1 < len(names) < 5 and len(names) == len(tokens) and (balloon or interview) else None


def _of_verb(left: str, right: str, kind: str, cue: str) -> tuple[str | None, bool]:
    """The subject of a speech verb: before it or, after a quotation or a comma, behind it (but never of *tell*)."""
    if kind != "quoted" and re.match(r"\s+to (?:be|have)\b", right):
        return None, False
    ends = cue in ("reports", "claims") and re.match(r"\s*[.!]?\s*$", right)
    if kind in ("verb-that", "mental") and not (ends or _takes_clause(left, right)):
        return None, False
    if kind == "saying" and not re.match(r"\s*(?::|that\b|[\"“«])", right):
        return None, False
    if not left or left[-1] in '"”»,’' or left.endswith("''"):
        speaker = _name_after(right)
        if speaker and left and kind in ("verb", "verb-that") and cue not in ("tell", "tells", "told"):
            return speaker, False
    return _name_before(left, kind)


def _takes_clause(left: str, right: str) -> bool:
    """Whether what follows a verb such as *note* makes it speech: "that", a colon, a quotation, or the end after a clause."""
    return bool(
        re.match(
            r"(?:\s+(?:also|once again|again|\w+ly))?\s+(?:(?:him|them|us|her|reporters|everyone|all) )?that\b|\s*[:\"“«]|\s+in (?:a|its|his|her|the)\b"
            r"[^,.]{0,40}(?:that|:)|\s*,?\s*[\"“]",
            right,
        )
        or (
            re.match(r"\s*(?:[.,]|$|citing|quoting|referring|on \w+day)", right)
            and ("," in left or '"' in left or "”" in left or (len(left) > _LONG and not right.strip(" .")))
        )
        or (left[-1:] in '"”»,' and re.match(r"\s+(?:the|a|an|[A-Z])", right))
    )


def _name_after(right: str) -> str | None:
    piece = re.match(r"\s*([^,;:\"“”«»()–—\n]{2,140})", right)
    if not piece:
        return None
    words = _STOP_AFTER.split(" " + piece[1], maxsplit=1)[0].strip(" .!?…")
    words = first_name(words)
    return words if words and is_speaker(words) else None


def _without_when(left: str) -> str:
    """What stands before a verb, less "on Monday", "in a statement", "two days ago" at its end.

    The pattern can begin at every space; over all that stands before every verb of saying it took a third of the time of splitting.
    """
    if not left.rstrip(" ,\n").lower().endswith(_WHEN_ENDS):
        return left
    words = left.rsplit(None, _WHEN_WORDS)
    when = _WHEN_BEFORE_VERB.search(left, len(words[0]) if len(words) > _WHEN_WORDS else 0)
    return left[: when.start()] if when else left


def _name_before(left: str, kind: str) -> tuple[str | None, bool]:
    """The name that ends right before a verb, and whether it opens its sentence."""
    if kind == "saying":
        return leading_name(TOKEN.findall(left)), True
    left = _IN_BRACKETS.sub("", left) if left.endswith(")") else left
    tokens = TOKEN.findall(_without_when(left))
    while tokens and (
        tokens[-1].lower() in ADVERBS or (kind == "quoted" and tokens[-1] in ("was", "is", "been", "were", "as"))
    ):
        tokens.pop()
        if tokens and tokens[-1].lower() == "on":
            tokens.pop()
    if not tokens or (tokens[-1].lower() in VERBAL and tokens[-1] != "who"):
        return None, False
    relative = tokens[-1] in ("who", "which")
    if relative:
        tokens = tokens[:-1]
        if tokens and tokens[-1] == ",":
            tokens.pop()
    elif tokens[-1] == ",":
        tokens = without_apposition(tokens)
    elif tokens[-1] in ("and", "but"):
        return leading_name(tokens), True
    if tokens and tokens[-1].lower() in PRONOUNS:
        return tokens[-1].lower(), len(tokens) < 3 and not relative
    if tokens and re.split("['’]", tokens[-1].lower())[0] in _SELF:
        return None, False
    name = name_ending(tokens)
    behind_quotation = re.search(r"[\"”»]\s+((?:[A-Z]|the |a |an )[^\"“”«»,;:]{3,110})$", left)
    if not name and behind_quotation and is_speaker(behind_quotation[1]):
        return first_name(behind_quotation[1]), False
    if not name or name[-1].lower() in DETERMINERS or not is_speaker(" ".join(name)):
        return None, False
    if tokens[: len(tokens) - len(name)][-1:] and tokens[len(tokens) - len(name) - 1].lower() in (
        "what",
        "which",
        "whom",
        "than",
    ):
        return None, False
    return " ".join(name), len(tokens) - len(name) < 5 and not relative
