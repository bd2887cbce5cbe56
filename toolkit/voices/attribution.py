"""Attribution: to whom a sentence gives its words ("MoD reported that ...", "..., said the minister", "according to ...").

Names are found without a parser, from the speech verb backwards or forwards over words that can stand in the name of a speaker.
That also reads wire copy whose commas were lost ("three people were killed state agency QPA said").
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from toolkit.inflection import verb_forms
from toolkit.voices.lexicons import rows_of

TOKEN = re.compile(r"[^\W_](?:[\w.&/'’\-‑]*[^\W_])?(?:(?<=\b[A-Z])\.|['’](?=\s))?|[^\w\s]")
PRONOUNS = frozenset(("he", "she", "they", "it"))
_SELF = frozenset(("i", "we", "you"))
_DETERMINERS = frozenset("the a an his her its their our this that one another some".split())
_AL = re.compile(r"(?:al|el|an|ar|as|ash|at|ad)-[A-Z]")
_PARTICLES = frozenset("de al el bin von van der di da del".split())
_LINKS = frozenset(("of", "for", "to", "at", "in", "on", "from", "with", "and", "&"))
_ADVERBS = frozenset(
    "also later then further again once repeatedly earlier previously recently immediately additionally meanwhile has have had subsequently "
    "separately today yesterday tonight now already specifically clearly still thus therefore particularly rightly however reportedly "
    "officially publicly even just first finally monday tuesday wednesday thursday friday saturday sunday morning evening".split())
_NOT_NAMES = frozenset(
    "on in at as but and if when while after before since during by for from to with what why how where there this that these those it he "
    "she they we i you is are was were monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december meanwhile also however earlier later according today yesterday moreover therefore thus so "
    "not no yes all both some many most such which who whose someone everyone nobody could would can do did does let listen moscow-based "
    "none nothing something everything only even under over between then having being two three four five several and having given "
    "speaking addressing".split())
_VERBAL = frozenset("to can could must should would will may might be been being was were is are let not cannot shall never who".split())
# Words in small letters that never stand inside a name, though a determiner may stand before them.
_NEVER_INSIDE = _VERBAL | _ADVERBS | frozenset(
    "that than did does do about near under over between through against into than because if whether brought where when while after before "
    "until since without within during by as how why what which who".split())
_WHEN_BEFORE_VERB = re.compile(
    r"\s+(?:(?:this|last|that|the same) (?:week|month|year|morning|evening|night|\w+day)|(?:earlier|late|early)? ?(?:on )?\w+day|"
    r"(?:a|two|three|few|a few|several) (?:days?|weeks?|months?) (?:ago|earlier)|in (?:a|its|his|her|the) (?:\w+ )?(?:statement|speech|interview|"
    r"post|message|briefing)(?: (?:on )?\w+day)?)\s*,?$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]{1,60}\)$")
_STOP_AFTER = re.compile(
    r"\s(?:in (?:a|an|its|his|her|their|the|an? \w+) (?:\w+ )?(?:statement|interview|post|report|letter|speech|address|message|briefing)|on|at|during|after|"
    r"before|as|when|while|who|which|that|saying|adding|told|said|says|reports?|reported|has|have|had|is|are|was|were|will|would|citing|"
    r"quoting|in (?=[A-Z])|late|early|yesterday|today|this|last|via|through|by)\b")
_BARREN = re.compile(
    r"\b(?:agreements?|treaty|treaties|law|laws|resolutions?|charter|plans?|conventions?|decisions?|schedule|articles? \d|accords?|protocols?|"
    r"constitution|principles?|procedures?|rules|norms|standards|data|estimates?|figures|provisions?)\b", re.IGNORECASE)
_HEADING = re.compile(r"[^\w\"“”«]*(?P<name>[A-Z][^:\"“”«»\n.!?]{1,90}?)\s?(?:\([^)]{1,40}\))?:(?=\s|[A-Z\"“«]|$)")


_REACH = 600
_NOUNS_TOO = frozenset("state note stress comment remark report promise hope demand claim blame".split())
_BARE_CLAUSE = frozenset(("say", "says", "said", "tell", "tells", "told", "insists", "insisted"))


class Attribution(NamedTuple):
    """The words that name a speaker ("he" where only a pronoun stands), how they were found, and where in the text.

    `leads` says that the name opens its sentence or the verb ends it, `clause` that the words told follow as a clause ("said that ..."), not as a
    noun ("announced a truce").
    """

    speaker: str
    kind: str
    at: int
    leads: bool
    clause: bool


def find_attributions(text: str, start: int, end: int) -> list[Attribution]:
    """The attributions in one sentence, `text[start:end]`, in order. Blank out what is quoted before calling.

    A sentence in the first person ("we said") attributes to nobody else and gives nothing.

    >>> text = "Dorn was shelled, said the Ministry of Defence of Velmar."
    >>> find_attributions(text, 0, len(text))[0].speaker
    'the Ministry of Defence of Velmar'
    """
    found = []
    for match in _cues().finditer(text, start, end):
        # A name is sought this near only: a hostile text of one endless sentence must not take time by its square.
        left, right = text[max(start, match.start() - _REACH) : match.start()].rstrip(), text[match.end() : min(end, match.end() + _REACH)]
        cue = " ".join(match.group().lower().split())
        kind = _kinds()[cue]
        if kind == "to":
            speaker = _name_after(right)
            if speaker and cue == "referring to" and not any(t.lower() in speaker_nouns() for t in TOKEN.findall(speaker)):
                continue
            if speaker and not _BARREN.search(speaker):
                found.append(Attribution(speaker, kind, match.start(), match.start() - start < 3, True))
            continue
        speaker, leads = _of_verb(left, right, kind, cue)
        if speaker:
            clause = cue in _BARE_CLAUSE or _takes_clause(left, right)
            closes = end - match.end() < 12
            found.append(Attribution(speaker, kind, match.start(), leads or closes, clause or closes))
    return found


def heading_speaker(text: str, start: int, end: int, *, interview: bool = False) -> str | None:
    """The speaker whom a paragraph names before a colon ("Foreign Minister Ilva Renn: ..."), or None.

    >>> heading_speaker("Spokesperson Ilva Renn: Calm has returned.", 0, 42)
    'Spokesperson Ilva Renn'
    """
    match = _HEADING.match(text, start, min(end, start + 140))
    if not match:
        return None
    name = match["name"].strip()
    if name.lower() in ("question", "answer", "q", "a"):
        return name
    tokens = TOKEN.findall(name)
    names = [t for t in tokens if t[0].isupper() and t.lower() not in _NOT_NAMES | _DETERMINERS]
    if len(tokens) > 12 or any(t[0].isalnum() and not t[0].isupper() and t not in _LINKS | _DETERMINERS | speaker_nouns().keys() for t in tokens):
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
    if not left or left[-1] in "\"”»,’" or left.endswith("''"):
        speaker = _name_after(right)
        if speaker and left and kind in ("verb", "verb-that") and cue not in ("tell", "tells", "told"):
            return speaker, False
    return _name_before(left, kind)


def _takes_clause(left: str, right: str) -> bool:
    """Whether what follows a verb such as *note* makes it speech: "that", a colon, a quotation, or the end after a clause."""
    return bool(
        re.match(r"(?:\s+(?:also|once again|again|\w+ly))?\s+(?:(?:him|them|us|her|reporters|everyone|all) )?that\b|\s*[:\"“«]|\s+in (?:a|its|his|her|the)\b"
                 r"[^,.]{0,40}(?:that|:)|\s*,?\s*[\"“]", right)
        or (re.match(r"\s*(?:[.,]|$|citing|quoting|referring|on \w+day)", right) and ("," in left or "\"" in left or "”" in left))
        or (left[-1:] in "\"”»," and re.match(r"\s+(?:the|a|an|[A-Z])", right))
    )


def _name_after(right: str) -> str | None:
    piece = re.match(r"\s*([^,;:\"“”«»()–—\n]{2,140})", right)
    if not piece:
        return None
    words = _STOP_AFTER.split(" " + piece[1], maxsplit=1)[0].strip(" .!?…")
    words = _first_name(words)
    return words if words and is_speaker(words) else None


def _first_name(words: str) -> str:
    """As many of the words as make one name; copy without commas runs on after it ("QPA news agency rebels fired ...")."""
    named, linked, document, last = False, True, False, 0
    for count, match in enumerate(re.finditer(r"\S+", words)):
        token = match.group().strip(".,'’")
        low = token.lower()
        if token and (low in _LINKS or low in _DETERMINERS):
            if named and not linked and low in _DETERMINERS:
                break
            linked = True
        elif token and _can_name(token):
            if document and token[0].isupper() and not linked:
                break
            document = speaker_nouns().get(low) == "document"
            if named and not linked and speaker_nouns().get(low) == "unnamed":
                break
            named, linked, last = True, False, match.end()
        elif (named and not linked) or count > 12:
            break
    return words[:last]


def is_speaker(words: str) -> bool:
    """Whether words can name a speaker: a noun from `speakers.csv`, or a name in capitals.

    >>> is_speaker("the attack"), is_speaker("the ministry"), is_speaker("Ilva Renn")
    (False, True, True)
    """
    tokens = TOKEN.findall(words)
    if tokens and tokens[0].lower() in PRONOUNS and len(tokens) == 1:
        return True
    return any(t.lower() in speaker_nouns() or (t[0].isupper() and t.lower() not in _NOT_NAMES | _DETERMINERS) for t in tokens)


def _name_before(left: str, kind: str) -> tuple[str | None, bool]:
    """The name that ends right before a verb, and whether it opens its sentence."""
    if kind == "saying":
        return _leading_name(TOKEN.findall(left)), True
    left = _IN_BRACKETS.sub("", left)
    tokens = TOKEN.findall(_WHEN_BEFORE_VERB.sub("", left))
    while tokens and (tokens[-1].lower() in _ADVERBS or (kind == "quoted" and tokens[-1] in ("was", "is", "been", "were", "as"))):
        tokens.pop()
        if tokens and tokens[-1].lower() == "on":
            tokens.pop()
    if not tokens or (tokens[-1].lower() in _VERBAL and tokens[-1] != "who"):
        return None, False
    relative = tokens[-1] in ("who", "which")
    if relative:
        tokens = tokens[:-1]
        if tokens and tokens[-1] == ",":
            tokens.pop()
    elif tokens[-1] == ",":
        tokens = _without_apposition(tokens)
    elif tokens[-1] in ("and", "but"):
        return _leading_name(tokens), True
    if tokens and tokens[-1].lower() in PRONOUNS:
        return tokens[-1].lower(), len(tokens) < 3 and not relative
    if tokens and re.split("['’]", tokens[-1].lower())[0] in _SELF:
        return None, False
    name = name_ending(tokens)
    behind_quotation = re.search(r"[\"”»]\s+((?:[A-Z]|the |a |an )[^\"“”«»,;:]{3,110})$", left)
    if not name and behind_quotation and is_speaker(behind_quotation[1]):
        return _first_name(behind_quotation[1]), False
    if not name or name[-1].lower() in _DETERMINERS or not is_speaker(_joined(name)):
        return None, False
    if tokens[: len(tokens) - len(name)][-1:] and tokens[len(tokens) - len(name) - 1].lower() in ("what", "which", "whom", "than"):
        return None, False
    return _joined(name), len(tokens) - len(name) < 5 and not relative


def _without_apposition(tokens: list[str]) -> list[str]:
    """"Ilva Renn, the foreign minister," -> "Ilva Renn"; "the foreign minister, Ilva Renn," -> "the foreign minister Ilva Renn"."""
    inner = tokens[:-1]
    if "," not in inner:
        return inner
    comma = len(inner) - 1 - inner[::-1].index(",")
    apposed = inner[comma + 1 :]
    if apposed and all(t[0].isupper() or t in _PARTICLES for t in apposed):
        return inner[:comma] + apposed
    return inner[:comma] if len(apposed) < 15 else inner


def name_ending(tokens: list[str]) -> list[str]:
    """The longest run of words at the end of `tokens` that can be one name."""
    i = len(tokens)
    while i > 0 and len(tokens) - i < 16:
        token, low = tokens[i - 1], tokens[i - 1].lower()
        before = tokens[i - 2] if i > 1 else ""
        if low in _DETERMINERS:
            i -= 1
            linked = before in _LINKS and i > 1 and _can_name(tokens[i - 2])
            apposed = low in ("a", "an") and i > 0 and _can_name(tokens[i - 1]) and tokens[i - 1][0].isupper()
            if not (linked or apposed):
                break
        elif low in _LINKS and token[0].islower():
            if i < len(tokens) and low == "of" and before.isalpha() and i > 2 and tokens[i - 3].lower() in _DETERMINERS:
                i -= 2  # "the son of ...", whatever the noun
                continue
            if i == len(tokens) or not _can_name(before):
                break
            i -= 1
        elif _can_name(token):
            i -= 1
        elif token[0].isalpha() and token[0].islower() and any(
            t.lower() in _DETERMINERS for t in tokens[max(0, i - 5) : i - 1] if t
        ) and all(t[0].isalnum() for t in tokens[max(0, i - 3) : i - 1]) and low not in _NEVER_INSIDE and not (low.endswith("s") and i < len(tokens) and tokens[i][0].isupper()):
            i -= 1
        else:
            break
    while i < len(tokens) and (tokens[i].lower() in _LINKS or tokens[i] == "that" or not tokens[i][0].isalnum()):
        i += 1
    return tokens[i:]


def _can_name(token: str) -> bool:
    low = token.lower()
    return low in speaker_nouns() or low in _PARTICLES or bool(_AL.match(token)) or (token[0].isupper() and low not in _NOT_NAMES) or low in ("'s", "state-run", "so-called") or token == "&"


def _leading_name(tokens: list[str]) -> str | None:
    """The name that opens a sentence: "The ministry condemned the attack and said ..."."""
    if tokens and "," in tokens[:14] and (tokens[0].lower() in _NOT_NAMES or tokens[0].isdigit()):
        tokens = tokens[tokens.index(",") + 1 :]  # "On Friday, ..."
    taken = []
    for token in tokens[:16]:
        if not (_can_name(token) or token.lower() in _DETERMINERS or (taken and token in _LINKS)):
            break
        taken.append(token)
    while taken and taken[-1].lower() in _LINKS | _DETERMINERS:
        taken.pop()
    words = _joined(taken)
    if not taken and tokens and tokens[0].lower() in PRONOUNS:
        return tokens[0].lower()
    return words if taken and is_speaker(words) else None


def _joined(tokens: list[str]) -> str:
    return " ".join(tokens)


@cache
def speaker_nouns() -> dict[str, str]:
    """Noun -> kind, from `speakers.csv`; the last word stands for an entry of several."""
    return {term.split(" ")[-1].lower(): row["kind"] for row in reversed(rows_of("speakers")) for term in row["term"].split("|")}


@cache
def _kinds() -> dict[str, str]:
    kinds = {}
    for row in rows_of("speech"):
        base, *irregular = row["term"].split("|")
        if row["kind"] in ("to", "quoted", "saying"):
            kinds[base] = row["kind"]
            continue
        forms = verb_forms(base, tuple(irregular))
        for form, what in forms.items():
            if what == "base" and base in _NOUNS_TOO or what == "ing":
                continue
            # "reports", "claims": a verb only where a clause follows.
            kinds[form] = "verb-that" if what == "s" and row["kind"] == "verb" and base in _NOUNS_TOO else row["kind"]
    # "point out" and "call on" take their ending on the first word.
    kinds.update({"points out": "verb-that", "calls on": "act", "calls for": "act", "called upon": "act", "calls upon": "act"})
    return kinds


@cache
def _cues() -> re.Pattern:
    # Verbs count in small letters only: "the United States"; phrases also open a sentence: "According to ...".
    terms = {*_kinds(), *(term.capitalize() for term, kind in _kinds().items() if kind == "to" and term != "referring to")}
    return re.compile(rf"\b{_trie(sorted(terms))}\b".replace(" ", r"\s+"))


def _trie(terms: list[str]) -> str:
    """The terms as one pattern that shares their beginnings: six times as fast as a list of alternatives."""
    heads: dict[str, list[str]] = {}
    for term in terms:
        if term:
            heads.setdefault(term[0], []).append(term[1:])
    branches = [re.escape(head).replace(r"\ ", " ") + (_trie(rest) if any(rest) else "") for head, rest in heads.items()]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in terms else "")
